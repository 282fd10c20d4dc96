"""Everything that was done: in a body, for those who may sign for it, or in the register. Read only."""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from answerable.organisations.models import Organisation
from answerable.oversight.queries.audit import Wanted, a_page, colleagues, every
from answerable.publication.csvsafe import csv_lines
from answerable.workspace.policy import for_body, requires
from answerable.workspace.presenters.audit import COLUMNS, NOUNS, csv_rows, rows
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT


def _wanted(request: HttpRequest) -> Wanted:
    """What the address asks for. What can't be read is as if it had not been asked."""
    asked = request.GET
    before = asked.get("before", "")
    return Wanted(
        actor=asked.get("by", "").strip()[:100],
        kind=asked.get("kind", "").strip()[:60],
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
    )


def _day(written: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(written.strip())
    except ValueError:
        return None
    return day if dt.date(1990, 1, 1) <= day <= dt.date(2200, 1, 1) else None


def _page(request: HttpRequest, here: str, title: str, body: Organisation | None) -> HttpResponse:
    wanted = _wanted(request)
    found, more = a_page(wanted, body=body)
    known = colleagues(body) if body else set()
    kept = {
        "by": wanted.actor,
        "kind": wanted.kind,
        "since": wanted.since.isoformat() if wanted.since else "",
        "until": wanted.until.isoformat() if wanted.until else "",
    }
    query = urlencode({name: value for name, value in kept.items() if value})
    after = urlencode({**{n: v for n, v in kept.items() if v}, "before": found[-1].index}) if found else ""
    context = {
        "rows": rows(found, known),
        "kept": kept,
        "nouns": NOUNS,
        "body": body,
        "here": here,
        "csv": f"{here}.csv{'?' + query if query else ''}",
        "after": f"{here}?{after}" if more else "",
        "first": f"{here}?{query}" if wanted.before is not None else "",
    }
    crumbs = [("Your work", ROOT)]
    return show(request, "audit.html", desk_page(title, "audit", tuple(crumbs)), {**context, "title": title})


@for_body("ANSWER_SIGN")
def of_body(request: HttpRequest, found: Organisation) -> HttpResponse:
    return _page(request, f"{ROOT}/bodies/{found.reference}/audit", f"What was done: {found.name}", found)


@for_body("ANSWER_SIGN")
def of_body_csv(request: HttpRequest, found: Organisation) -> HttpResponse:
    events = every(_wanted(request), body=found)
    return _csv(f"{found.reference}-audit.csv", csv_rows(events, colleagues(found)))


@requires("AUDIT_READ")
def of_all(request: HttpRequest) -> HttpResponse:
    return _page(request, f"{ROOT}/audit", "What was done in the register", None)


@requires("AUDIT_READ")
def of_all_csv(request: HttpRequest) -> HttpResponse:
    return _csv("audit.csv", csv_rows(every(_wanted(request)), ()))


def _csv(name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Streamed, however long; unlike the public files it is for nobody else's page to read."""
    pieces = (piece.encode() for piece in itertools.chain(["\ufeff"], csv_lines(COLUMNS, rows)))
    answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return cast(HttpResponse, answer)
