"""Page links under a list."""

from typing import Any

from django.http import HttpRequest


def numbered_pages(request: HttpRequest, page: int, pages: int) -> dict[str, Any] | None:
    """Parameters of the pagination component, keeping everything else in the address. None for one page."""
    if pages <= 1:
        return None

    def href(number: int) -> str:
        query = request.GET.copy()
        if number == 1:
            query.pop("page", None)
        else:
            query["page"] = str(number)
        return f"{request.path}?{query.urlencode()}" if query else request.path

    items: list[dict[str, Any]] = []
    last = 0
    for number in sorted({1, *range(max(1, page - 1), min(pages, page + 1) + 1), pages}):
        if number > last + 1:
            items.append({"ellipsis": True})
        items.append({"number": number, "href": href(number), "current": number == page})
        last = number
    parameters: dict[str, Any] = {"items": items}
    if page > 1:
        parameters["previous"] = {"href": href(page - 1)}
    if page < pages:
        parameters["next"] = {"href": href(page + 1)}
    return parameters
