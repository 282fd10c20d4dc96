"""What the views of single records share."""

import datetime as dt

from django.http import HttpRequest

from answerable.website.rendering import OtherForm, Page


def record_page(
    title: str,
    description: str,
    href: str,
    as_at: dt.date | None,
    crumbs: tuple[dict[str, str], ...],
    *,
    section: str = "search",
    forms: bool = True,
) -> Page:
    """The furniture of a record: its one address, its other forms, and the day asked for."""
    query = f"?as-at={as_at.isoformat()}" if as_at else ""
    return Page(
        title=title,
        description=description,
        section=section,
        indexed=as_at is None,
        canonical=href + query,
        other_forms=(
            OtherForm("application/json", f"{href}.json{query}", "This record as JSON"),
            OtherForm("text/csv", f"{href}.csv{query}", "This record as CSV"),
        )
        if forms
        else (),
        crumbs=crumbs,
        as_at=as_at,
        now_href=href,
    )


def page_number(request: HttpRequest) -> int:
    """The page asked for, from 1. Anything else means the first."""
    written = request.GET.get("page", "1")
    return int(written) if written.isascii() and written.isdigit() and 0 < len(written) < 7 else 1
