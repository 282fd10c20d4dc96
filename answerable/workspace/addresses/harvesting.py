"""Places on publishers' sites that a person has to look at."""

from django.urls import URLPattern

from answerable.workspace.addresses.making import FORM, page
from answerable.workspace.views import harvesting

urlpatterns: list[URLPattern] = [
    page("harvest", harvesting.places, "harvest"),
    page("harvest/<int:key>/again", harvesting.again, "harvest-again", FORM),
    page("harvest/<int:key>/take", harvesting.take, "harvest-take", FORM),
    page("harvest/<int:key>/leave", harvesting.leave, "harvest-leave", FORM),
]
