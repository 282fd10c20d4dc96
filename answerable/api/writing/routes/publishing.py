"""Reports of an issuer: written, published, corrected and withdrawn; and what it says of replies."""

from typing import Any

from django.http import HttpRequest

from answerable.api.asking import canonical
from answerable.api.writing import telling_publishing as telling
from answerable.api.writing.finding import (
    duty_asked,
    entry_issued,
    hidden,
    manuscript_named,
    report_issued,
)
from answerable.api.writing.keys import for_publisher
from answerable.api.writing.making import get, post
from answerable.api.writing.refusing import of_own_work
from answerable.api.writing.shapes import Made, ReasonIn, at, numbered
from answerable.api.writing.shapes_publishing import (
    AdequacyOut,
    AdequacySent,
    AtRevision,
    ExtensionIn,
    ManuscriptBegin,
    ManuscriptKept,
    ManuscriptOut,
    ManuscriptSave,
    Published,
    Withdrawn,
)
from answerable.api.writing.shapes_weighing import PasteIn
from answerable.assurance.models import Adequacy
from answerable.assurance.operations import judge_adequacy
from answerable.duties.models import Answer
from answerable.duties.operations import DutyError, extend_duties
from answerable.duties.queries import duties_of_report
from answerable.pipeline.assessed import keeping_assessments
from answerable.pipeline.publishing import content_of, instruments_of, pasted, publish
from answerable.register.operations import (
    PublishingError,
    discard_manuscript,
    save_manuscript,
    start_manuscript,
    withdraw_published,
)
from answerable.register.queries import manuscripts_of

_HERE = "/publishers/{publisher}"
_MANUSCRIPTS = f"{_HERE}/manuscripts"
_MANUSCRIPT = f"{_MANUSCRIPTS}/{{manuscript}}"
CODE = "The publisher's code: /work lists those of a key."
LONG = 120  # of a publisher's code
NUMBER = "The manuscript's number."


@get(_MANUSCRIPTS, "work_manuscripts", list[ManuscriptOut], needs="REPORT_PUBLISH", each="publisher")
def manuscripts(request: HttpRequest, publisher: str = at(CODE, LONG)) -> list[dict[str, Any]]:
    """Reports that are being written for this publisher, the latest saved first: 100 at most."""
    _, held = for_publisher(request)
    return [telling.manuscript(one) for one in manuscripts_of([held.code])[:100]]


@get(_MANUSCRIPT, "work_manuscript", ManuscriptOut, needs="REPORT_PUBLISH", each="publisher")
def manuscript(
    request: HttpRequest, publisher: str = at(CODE, LONG), manuscript: int = numbered(NUMBER)
) -> dict[str, Any]:
    """One report that is being written, with what keeps it from being published."""
    return telling.manuscript(manuscript_named(request, manuscript))


@post(_MANUSCRIPTS, "work_manuscript_begin", ManuscriptKept, needs="REPORT_PUBLISH", each="publisher")
def begin(request: HttpRequest, sent: ManuscriptBegin, publisher: str = at(CODE, LONG)) -> dict[str, Any]:
    """Begins a report, or the correction of one that is published. Nothing is public yet."""
    by, held = for_publisher(request)
    if not sent.corrects.strip():
        content = telling.typed_content(sent.content) if sent.content else {"entries": []}
        content["instrument"] = content.get("instrument") or instruments_of(held)[0][0]
        return telling.kept(start_manuscript(by=by, publisher=held, content=content))
    report = report_issued(request, sent.corrects)
    made = start_manuscript(by=by, publisher=held, content=content_of(report), corrects=report)
    if sent.content is not None:
        content = keeping_assessments(telling.typed_content(sent.content), made.content)
        made = save_manuscript(by=by, manuscript=made, content=content, revision=made.revision)
    return telling.kept(made)


@post(
    f"{_MANUSCRIPT}/revisions",
    "work_manuscript_save",
    ManuscriptKept,
    needs="REPORT_PUBLISH",
    each="publisher",
)
def save(
    request: HttpRequest,
    sent: ManuscriptSave,
    publisher: str = at(CODE, LONG),
    manuscript: int = numbered(NUMBER),
) -> dict[str, Any]:
    """Saves the whole of it over the revision that was read."""
    by, _ = for_publisher(request)
    held = manuscript_named(request, manuscript)
    content = keeping_assessments(telling.typed_content(sent.content), held.content)
    return telling.kept(save_manuscript(by=by, manuscript=held, content=content, revision=sent.revision))


@post(
    f"{_MANUSCRIPT}/splits", "work_manuscript_split", ManuscriptKept, needs="REPORT_PUBLISH", each="publisher"
)
def split(
    request: HttpRequest,
    sent: PasteIn,
    publisher: str = at(CODE, LONG),
    manuscript: int = numbered(NUMBER),
) -> dict[str, Any]:
    """Splits a list into entries, behind those that are there. Look at each before it is published."""
    by, _ = for_publisher(request)
    held = manuscript_named(request, manuscript)
    found = pasted(sent.words.replace("\r\n", "\n"))
    if not found.texts:
        raise PublishingError("Nothing in it could be split: send the recommendations or concerns.")
    rows = [
        *held.content.get("entries", []),
        *({"text": text, "to": "", "entry": ""} for text in found.texts),
    ]
    content = keeping_assessments({**held.content, "entries": rows}, held.content)
    return telling.kept(save_manuscript(by=by, manuscript=held, content=content, revision=sent.revision))


@post(
    f"{_MANUSCRIPT}/publication",
    "work_manuscript_publish",
    Published,
    needs="REPORT_PUBLISH",
    each="publisher",
)
def publication(
    request: HttpRequest,
    sent: AtRevision,
    publisher: str = at(CODE, LONG),
    manuscript: int = numbered(NUMBER),
) -> dict[str, Any]:
    """Publishes it, as a new report or as the next version of the one that it corrects."""
    by, _ = for_publisher(request)
    return telling.published(
        publish(by=by, manuscript=manuscript_named(request, manuscript), revision=sent.revision)
    )


@post(f"{_MANUSCRIPT}/discard", "work_manuscript_discard", Made, needs="REPORT_PUBLISH", each="publisher")
def discard(
    request: HttpRequest,
    sent: AtRevision,
    publisher: str = at(CODE, LONG),
    manuscript: int = numbered(NUMBER),
) -> dict[str, Any]:
    """Throws away what was never published; its words go with it."""
    by, _ = for_publisher(request)
    discard_manuscript(by=by, manuscript=manuscript_named(request, manuscript), revision=sent.revision)
    return {"key": str(manuscript), "words": "Thrown away. Nothing of it was public."}


@post(
    f"{_HERE}/entries/{{entry}}/withdrawal",
    "work_entry_withdraw",
    Withdrawn,
    needs="REPORT_PUBLISH",
    each="publisher",
)
def withdraw(
    request: HttpRequest,
    sent: ReasonIn,
    publisher: str = at(CODE, LONG),
    entry: str = at("The entry's reference."),
) -> dict[str, Any]:
    """Takes back an entry that the publisher issued. Its address says why, for ever."""
    by, _ = for_publisher(request)
    gone = withdraw_published(by=by, entry=entry_issued(request, entry), why=sent.reason)
    return {"entry": gone.reference, "why": gone.withdrawn_why, "withdrawn_at": gone.withdrawn_at}


@post(f"{_HERE}/reports/{{report}}/extensions", "work_extend", Made, needs="DUTY_EXTEND", each="publisher")
def extend(
    request: HttpRequest,
    sent: ExtensionIn,
    publisher: str = at(CODE, LONG),
    report: str = at("The report's reference."),
) -> dict[str, Any]:
    """Gives bodies that the report asks more time to answer: all that are named, or none."""
    by, _ = for_publisher(request)
    held = report_issued(request, report)
    rows = duties_of_report(held).filter(reference__in=sent.duties).select_related("entry__report__publisher")
    found = list(rows)
    if len(found) != len(set(sent.duties)):
        raise DutyError("Some of these are no duties on that report.")
    count = extend_duties(by=by, duties=found, due_on=sent.due_on, reason=sent.reason)
    return {"key": held.reference, "words": f"More time given: duties {count}. It is public."}


@post(
    f"{_HERE}/duties/{{duty}}/adequacy", "work_judge", AdequacyOut, needs="ADEQUACY_JUDGE", each="publisher"
)
def judge(
    request: HttpRequest,
    sent: AdequacySent,
    publisher: str = at(CODE, LONG),
    duty: str = at("The duty's reference."),
) -> dict[str, Any]:
    """Says whether the latest reply to a duty answers what the publisher asked."""
    by, _ = for_publisher(request)
    found = duty_asked(request, duty)
    answer = Answer.objects.filter(reference=canonical(sent.answer, "A")).first()
    if answer is None:
        raise hidden(request, "answer")
    stood = Adequacy.objects.filter(pk=sent.instead_of or 0, duty=found).first()
    with of_own_work(found, "adequacy"):
        made = judge_adequacy(
            by=by,
            duty=found,
            answer=answer,
            verdict=sent.verdict,
            reason=sent.reason,
            instead_of=stood,
        )
    return telling.adequacy(made)
