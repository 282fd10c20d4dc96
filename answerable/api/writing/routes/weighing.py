"""What an issuer says of what it asks: assessments, closures, and its position on a consolidated ask."""

from typing import Any

from django.http import HttpRequest

from answerable.api.asking import canonical
from answerable.api.problems import ProblemError
from answerable.api.writing import telling_publishing, telling_together
from answerable.api.writing import telling_weighing as telling
from answerable.api.writing.finding import duty_asked, entry_issued, hidden, manuscript_named, written_as
from answerable.api.writing.keys import for_publisher
from answerable.api.writing.making import get, post
from answerable.api.writing.refusing import of_own_work
from answerable.api.writing.shapes import at, numbered
from answerable.api.writing.shapes_publishing import ManuscriptKept
from answerable.api.writing.shapes_together import PositionIn, PositionOut
from answerable.api.writing.shapes_weighing import (
    AssessmentIn,
    AssessmentOfWritten,
    AssessmentOut,
    ClosureIn,
    ClosureOut,
    ToJudge,
)
from answerable.assurance.operations import AssuranceError, close
from answerable.assurance.queries import work
from answerable.duties.models import Answer, Duty
from answerable.lineage.models import Expectation, Serving
from answerable.oversight.operations.assessing import assess_entry, assess_expectation, checked
from answerable.oversight.operations.consolidating import record_position
from answerable.oversight.queries.consolidations import (
    ConsolidationShown,
    consolidation_by_reference,
    consolidations,
)
from answerable.pipeline.assessed import with_assessment
from answerable.register.models import Entry
from answerable.register.operations import save_manuscript

_HERE = "/publishers/{publisher}"
CODE = "The publisher's code: /work lists those of a key."
LONG = 120  # of a publisher's code
ENTRY = "The entry's reference."
DUTY = "The duty's reference."


@post(
    f"{_HERE}/entries/{{entry}}/assessment",
    "work_assess_entry",
    AssessmentOut,
    needs="ASSESSMENT_MAKE",
    each="publisher",
)
def of_entry(
    request: HttpRequest, sent: AssessmentIn, publisher: str = at(CODE, LONG), entry: str = at(ENTRY)
) -> dict[str, Any]:
    """Says what it would take to do what an entry of the publisher asks. The latest stands."""
    by, _ = for_publisher(request)
    held = entry_issued(request, entry)
    return telling.assessment(assess_entry(by=by, entry=held, weighed=telling.weighed(sent.model_dump())))


@post(
    f"{_HERE}/expectations/{{expectation}}/assessment",
    "work_assess_expectation",
    AssessmentOut,
    needs="ASSESSMENT_MAKE",
    each="publisher",
)
def of_expectation(
    request: HttpRequest,
    sent: AssessmentIn,
    publisher: str = at(CODE, LONG),
    expectation: str = at("The reference of an expectation that an entry of the publisher serves."),
) -> dict[str, Any]:
    """Says the same of all that an expectation gathers, where the publisher is one of those that ask it."""
    by, issuer = for_publisher(request)
    found = Expectation.objects.filter(reference=canonical(expectation, "X")).first()
    asking = Serving.objects.filter(expectation=found, superseded_at__isnull=True)
    if found is None or not asking.filter(entry__report__publisher=issuer).exists():
        raise hidden(request, "expectation")
    made = assess_expectation(by=by, expectation=found, weighed=telling.weighed(sent.model_dump()))
    return telling.assessment(made)


@post(
    f"{_HERE}/manuscripts/{{manuscript}}/assessments",
    "work_manuscript_assess",
    ManuscriptKept,
    needs="ASSESSMENT_MAKE",
    each="publisher",
)
def of_written(
    request: HttpRequest,
    sent: AssessmentOfWritten,
    publisher: str = at(CODE, LONG),
    manuscript: int = numbered("The manuscript's number."),
) -> dict[str, Any]:
    """Keeps an assessment with what is being written; it is public from when the report is."""
    by, issuer = for_publisher(request)
    by.require_publisher("REPORT_PUBLISH", issuer.code)
    held = manuscript_named(request, manuscript)
    texts = [str(row["text"]) for row in held.content.get("entries", []) if row.get("text", "").strip()]
    if sent.place > len(texts):
        raise ProblemError(422, f"The manuscript has {len(texts)} entries: there is no number {sent.place}.")
    checked(telling.weighed(sent.assessment.model_dump()))
    words = telling.typed(sent.assessment.model_dump())
    content = with_assessment(held.content, texts[sent.place - 1], words)
    saved = save_manuscript(by=by, manuscript=held, content=content, revision=sent.revision)
    return telling_publishing.kept(saved)


@get(
    f"{_HERE}/replies-to-judge",
    "work_replies_to_judge",
    list[ToJudge],
    needs="ADEQUACY_JUDGE",
    each="publisher",
)
def to_judge(request: HttpRequest, publisher: str = at(CODE, LONG)) -> list[dict[str, Any]]:
    """Duties with a reply that nobody has judged, the oldest first: 200 at most."""
    by, issuer = for_publisher(request)
    rows = list(_first(work.replies_to_judge(by).filter(entry__report__publisher=issuer)))
    answers = dict(
        Answer.objects.filter(pk__in=[row.last_answer for row in rows]).values_list("pk", "reference")
    )
    return [_line(row, answers.get(row.last_answer, "")) for row in rows]


@get(f"{_HERE}/duties-to-close", "work_to_close", list[ToJudge], needs="CLOSURE_MAKE", each="publisher")
def to_close(request: HttpRequest, publisher: str = at(CODE, LONG)) -> list[dict[str, Any]]:
    """Open duties that were found done: 200 at most."""
    by, issuer = for_publisher(request)
    rows = _first(work.to_close(by).filter(entry__report__publisher=issuer))
    return [_line(row, "") for row in rows]


@post(
    f"{_HERE}/duties/{{duty}}/closure", "work_close_duty", ClosureOut, needs="CLOSURE_MAKE", each="publisher"
)
def closing(
    request: HttpRequest, sent: ClosureIn, publisher: str = at(CODE, LONG), duty: str = at(DUTY)
) -> dict[str, Any]:
    """Closes a duty on what the publisher asked, with the reason."""
    by, _ = for_publisher(request)
    found = duty_asked(request, duty)
    into = None
    if sent.into.strip():
        into = Entry.objects.filter(reference=written_as(sent.into, "E")).first()
        if into is None:
            raise AssuranceError(f"No entry has the reference {sent.into.strip()}.")
    with of_own_work(found, "close"):
        return telling.closure(close(by=by, duty=found, reason=sent.reason, words=sent.words, into=into))


@get(
    f"{_HERE}/consolidations",
    "work_consolidations",
    list[PositionOut],
    needs="POSITION_RECORD",
    each="publisher",
)
def asked_together(request: HttpRequest, publisher: str = at(CODE, LONG)) -> list[dict[str, Any]]:
    """What the publisher is asked, with others, to let one ask stand for; and what it says so far."""
    _, issuer = for_publisher(request)
    rows = [one for one in consolidations(publishers=[issuer.code]) if one.state in ("proposed", "made")]
    return [telling_together.position(one, issuer.code) for one in rows]


@post(
    f"{_HERE}/consolidations/{{consolidation}}/position",
    "work_position",
    PositionOut,
    needs="POSITION_RECORD",
    each="publisher",
)
def position(
    request: HttpRequest,
    sent: PositionIn,
    publisher: str = at(CODE, LONG),
    consolidation: str = at("The reference, such as Y-7KQ2M9XA4."),
) -> dict[str, Any]:
    """Says whether the publisher agrees, or keeps its own ask beside. The earlier word stays on record."""
    by, issuer = for_publisher(request)
    found = _asked(consolidation_by_reference(canonical(consolidation, "Y")), issuer.code)
    if found is None:
        raise hidden(request, "consolidation")
    record_position(
        by=by,
        consolidation=found.row,
        publisher=issuer.code,
        stand=sent.stand,
        said_on=sent.said_on,
        words=sent.words,
        source=sent.source,
    )
    now = _asked(consolidation_by_reference(found.row.reference), issuer.code)
    assert now is not None
    return telling_together.position(now, issuer.code)


def _asked(found: ConsolidationShown | None, code: str) -> ConsolidationShown | None:
    """It, where the publisher is one of those that are asked."""
    asked = found is not None and any(one.publisher.code == code for one in found.positions)
    return found if asked else None


def _first(rows: Any) -> Any:
    return rows.select_related("entry__report", "holder")[:200]


def _line(duty: Duty, answer: str) -> dict[str, Any]:
    return {
        "duty": duty.reference,
        "entry": duty.entry.reference,
        "report": duty.entry.report.reference,
        "body": duty.holder.reference,
        "answer": answer,
    }
