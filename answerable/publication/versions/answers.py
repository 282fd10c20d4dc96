"""The one version of a response. A body that has more to say answers again, beside it; one withdrawn is gone.

The words were made fit for the public when it came. They are looked through once more with what is known now
of the people in the reports.
"""

from dataclasses import dataclass

from answerable.core.text.names import mask
from answerable.duties.models import Answer, AnswerPart
from answerable.publication.versions.model import Fact, History, Item, Step, by_whom, events_of, line

KINDS = ("answer.submitted", "answer.published")
WHAT = {"answer.submitted": "Submitted by the body", "answer.published": "Read from a published reply"}


@dataclass(frozen=True, slots=True)
class Said:
    """What it says of one thing asked."""

    entry: str
    duty: str
    report: str  # its neutral title
    stance: str
    stance_words: str
    words: str
    elevated_to: str
    elevated_to_reference: str


def said_in(answer: Answer) -> tuple[str, tuple[Said, ...]]:
    """What it says of everything, and of each thing asked."""
    rows = list(
        AnswerPart.objects.filter(answer=answer)
        .select_related("entry__report__publisher", "duty", "elevated_to")
        .order_by("entry__report_id", "entry__order", "pk")
    )
    reports = {row.entry.report_id: row.entry.report for row in rows}
    keep = [answer.organisation.name]
    keep += [name for one in reports.values() for name in (one.publisher.name, one.area) if name]
    deceased = [name for one in reports.values() for name in one.deceased]

    def shown(text: str) -> str:
        return mask(text, deceased=deceased, keep=keep).text if text else ""

    return shown(answer.words), tuple(
        Said(
            entry=row.entry.reference,
            duty=row.duty.reference,
            report=row.entry.report.title,
            stance=row.stance,
            stance_words=str(row.get_stance_display()) if row.stance else "",
            words=shown(row.words),
            elevated_to=row.elevated_to.name if row.elevated_to else "",
            elevated_to_reference=row.elevated_to.reference if row.elevated_to else "",
        )
        for row in rows
    )


def answer_history(answer: Answer) -> History:
    """`answer` with its organisation. Not for one that was withdrawn: it has no version to show."""
    steps = tuple(
        Step(
            number,
            event.recorded_at,
            by_whom(event.actor, "the body" if event.kind == KINDS[0] else "an editor of this register"),
            WHAT[event.kind],
            "",
            (event.index,),
        )
        for number, event in enumerate(events_of([answer.reference], KINDS), start=1)
    )

    def read(number: int) -> tuple[Fact, ...]:
        assert number == 1
        general, parts = said_in(answer)
        body = answer.organisation
        return (
            line("organisation", "Body", body.name, href=f"/organisations/{body.reference}"),
            line("answered_on", "Day of the reply", answer.answered_on.isoformat()),
            line("words", "Of all that was asked", general, prose=True),
            *(_part(one) for one in parts),
        )

    return History(
        "A",
        answer.reference,
        "response",
        f"/responses/{answer.reference}",
        steps,
        read,
        words_of_reports=True,
        fictional=answer.organisation.fictional,
    )


def _part(one: Said) -> Fact:
    stance = one.stance_words or "No stance taken"
    to = f" ({one.elevated_to})" if one.elevated_to else ""
    items = (Item(f"{stance}{to}", f"/entries/{one.entry}"), *([Item(one.words)] if one.words else []))
    return Fact(f"on_{one.entry}", f"On {one.entry}", items, many=True)
