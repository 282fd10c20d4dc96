"""Pages whose words stand still, and the sign of life."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from answerable.website.presenters.glossary import IN_ORDER
from answerable.website.presenters.support import support_lines
from answerable.website.rendering import HOME_CRUMB, Page, show


def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Whether the service can answer from its database. For machines that watch it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        response = HttpResponse("no database\n", content_type="text/plain", status=503)
    else:
        response = HttpResponse("ok\n", content_type="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response


def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Crawlers may read records, but not every combination of facets: there are bulk files."""
    return HttpResponse(
        "User-agent: *\nDisallow: /search\nDisallow: /follow\nDisallow: /over-time?\n"
        f"Sitemap: {settings.PUBLIC_ADDRESS}/sitemap.xml\n",
        content_type="text/plain",
    )


def glossary(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Words we use",
        "What the words on this register mean, in plain English.",
        section="about",
        crumbs=(HOME_CRUMB,),
    )
    return show(request, "glossary.html", page, {"terms": IN_ORDER})


def support(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Support if you are affected",
        "People you can talk to, at any time.",
        crumbs=(HOME_CRUMB,),
    )
    return show(request, "support.html", page, {"lines": support_lines()})


def accessibility(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Accessibility statement",
        "How accessible this website is, and how we know.",
        crumbs=(HOME_CRUMB,),
    )
    return show(request, "accessibility.html", page)
