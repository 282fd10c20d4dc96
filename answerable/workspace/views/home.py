"""What needs the person who has signed in."""

from django.http import HttpRequest, HttpResponse

from answerable.workspace.policy import signed_in
from answerable.workspace.rendering import desk_page, show


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    return show(request, "home.html", desk_page("Your work", "home"))
