"""All addresses of the workspace, area by area."""

from answerable.workspace.addresses import (
    account,
    answering,
    assuring,
    audit,
    coordinating,
    delivering,
    editing,
    measuring,
    overseeing,
    owning,
    prioritising,
    publishing,
    replies,
    supplying,
    told,
    watching,
)

urlpatterns = [
    *editing.urlpatterns,
    *account.urlpatterns,
    *answering.urlpatterns,
    *delivering.urlpatterns,
    *assuring.urlpatterns,
    *overseeing.urlpatterns,
    *publishing.urlpatterns,
    *audit.urlpatterns,
    *replies.urlpatterns,
    *told.urlpatterns,
    *measuring.urlpatterns,
    *prioritising.urlpatterns,
    *coordinating.urlpatterns,
    *owning.urlpatterns,
    *watching.urlpatterns,
    *supplying.urlpatterns,
]
