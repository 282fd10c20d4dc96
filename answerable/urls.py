"""Every address of the service. Addresses are permanent: nouns and hyphens, no trailing slash."""

from django.urls import include, path
from django.views.decorators.http import require_safe

from answerable.api import pages
from answerable.api.app import addresses
from answerable.website.views import errors

urlpatterns = [
    path("api/v1/", addresses()),
    path("api", require_safe(pages.about), name="api"),
    path("workspace", include("answerable.workspace.urls")),
    path("", include("answerable.website.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
