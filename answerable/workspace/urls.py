"""All addresses of the workspace, area by area."""

from answerable.workspace.addresses import (
    account,
    answering,
    assuring,
    audit,
    delivering,
    editing,
    overseeing,
    publishing,
    replies,
    told,
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
]
