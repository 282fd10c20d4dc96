"""Reports of an issuer in other forms, such as easy read."""

from typing import Any

from django.http import HttpRequest

from answerable.api.asking import canonical
from answerable.api.writing import telling_weighing as telling
from answerable.api.writing.finding import entry_issued, file_given, hidden, report_issued
from answerable.api.writing.keys import for_publisher
from answerable.api.writing.making import get, post
from answerable.api.writing.shapes import ReasonIn, at
from answerable.api.writing.shapes_weighing import EditionIn, EditionOut
from answerable.register.operations import add_edition, withdraw_edition
from answerable.register.plain import editions_for

_EDITIONS = "/publishers/{publisher}/editions"
CODE = "The publisher's code: /work lists those of a key."
LONG = 120  # of a publisher's code


@get(_EDITIONS, "work_editions", list[EditionOut], needs="EDITION_ADD", each="publisher")
def listed(request: HttpRequest, publisher: str = at(CODE, LONG)) -> list[dict[str, Any]]:
    """Other forms of the publisher's reports, the latest first: 200 at most."""
    _, issuer = for_publisher(request)
    return [telling.edition(one) for one in editions_for(frozenset({issuer.code}))[:200]]


@post(_EDITIONS, "work_edition_add", EditionOut, needs="EDITION_ADD", each="publisher")
def add(request: HttpRequest, sent: EditionIn, publisher: str = at(CODE, LONG)) -> dict[str, Any]:
    """Adds a report, or one entry, in another form. Readers see which body made it."""
    by, _ = for_publisher(request)
    of_entry = sent.about.strip().upper().startswith("E")
    entry = entry_issued(request, sent.about) if of_entry else None
    report = entry.report if entry else report_issued(request, sent.about)
    made = add_edition(
        by=by,
        report=report,
        entry=entry,
        form=sent.form,
        supplied_by=sent.supplied_by,
        url=sent.url,
        upload=file_given(request, sent.file),
    )
    return telling.edition(made)


@post(
    f"{_EDITIONS}/{{edition}}/withdrawal",
    "work_edition_withdraw",
    EditionOut,
    needs="EDITION_ADD",
    each="publisher",
)
def withdraw(
    request: HttpRequest,
    sent: ReasonIn,
    publisher: str = at(CODE, LONG),
    edition: str = at("The edition's reference, such as K-7KQ2M9XA4."),
) -> dict[str, Any]:
    """Takes an edition back. Its address says why."""
    by, issuer = for_publisher(request)
    found = editions_for(frozenset({issuer.code})).filter(reference=canonical(edition, "K")).first()
    if found is None:
        raise hidden(request, "edition")
    return telling.edition(withdraw_edition(by=by, edition=found, why=sent.reason))
