"""One response for its page: what a body answered, to what, and what it answered before and after."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.core.calendar import LONDON, end_of_day
from answerable.duties.models import Answer, AnswerDocument
from answerable.publication.versions import Said, said_in
from answerable.website.formats import long_date
from answerable.website.presenters.versions import NOTE, find_answer
from answerable.website.refusals import Explained, NotHereError

MOST = 20
COLUMNS = (
    *("response", "organisation", "answered_on", "entry", "duty", "stance", "words", "words_of_all"),
    "elevated_to",
)
ORIGINS = {
    Answer.Origin.SUBMITTED: "Submitted to this register by the body",
    Answer.Origin.PUBLISHED: "Read from a published reply, and matched by an editor",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """Another response of the body to the same thing asked."""

    reference: str
    words: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class ResponsePage:
    reference: str
    body: str
    body_reference: str
    answered_on: dt.date
    recorded_on: dt.date
    origin: str
    words: str
    parts: tuple[Said, ...]
    documents: tuple[str, ...]
    expectation: str
    beside: tuple[Beside, ...]
    fictional: bool

    @property
    def href(self) -> str:
        return f"/responses/{self.reference}"

    @property
    def heading(self) -> str:
        return f"Response of {self.body}, {long_date(self.answered_on)}"

    @property
    def note(self) -> str:
        return NOTE

    def rows(self) -> Iterator[tuple[object, ...]]:
        """One for each thing that it answers."""
        for one in self.parts:
            yield (
                self.reference,
                self.body_reference,
                self.answered_on,
                one.entry,
                one.duty,
                one.stance,
                one.words,
                self.words,
                one.elevated_to_reference,
            )

    def as_json(self) -> dict[str, object]:
        return {
            "response": self.reference,
            "organisation": self.body_reference,
            "name": self.body,
            "answered_on": self.answered_on,
            "recorded_on": self.recorded_on,
            "origin": self.origin,
            "words": self.words,
            "expectation": self.expectation or None,
            "documents": list(self.documents),
            "fictional": self.fictional,
            "answers": [
                {
                    "entry": one.entry,
                    "duty": one.duty,
                    "stance": one.stance,
                    "stance_words": one.stance_words,
                    "words": one.words,
                    "elevated_to": one.elevated_to_reference or None,
                }
                for one in self.parts
            ],
            "beside": [
                {"response": one.reference, "words": one.words, "withdrawn": one.withdrawn}
                for one in self.beside
            ],
        }


def response_page(reference: str, on: dt.date | None) -> ResponsePage:
    """Raises NotHereError, where it was not there yet on the day too, and WithdrawnError."""
    answer = find_answer(reference)
    recorded = answer.recorded_at.astimezone(LONDON).date()
    if on is not None and answer.recorded_at >= end_of_day(on):
        raise NotHereError(
            Explained(
                "Not in the register on that day",
                (f"Response {reference} was recorded on {long_date(recorded)}.",),
                (("See it as it is now", f"/responses/{reference}"), ("Home", "/")),
            )
        )
    words, parts = said_in(answer)
    documents = AnswerDocument.objects.filter(draft=answer.draft_id, removed_at__isnull=True)
    return ResponsePage(
        reference=answer.reference,
        body=answer.organisation.name,
        body_reference=answer.organisation.reference,
        answered_on=answer.answered_on,
        recorded_on=recorded,
        origin=ORIGINS[Answer.Origin(answer.origin)],
        words=words,
        parts=parts,
        documents=tuple(documents.values_list("title", flat=True)) if answer.draft_id else (),
        expectation=answer.expectation.reference if answer.expectation else "",
        beside=_beside(answer, on),
        fictional=answer.organisation.fictional,
    )


def _beside(answer: Answer, on: dt.date | None) -> tuple[Beside, ...]:
    rows = (
        Answer.objects.filter(parts__duty__in=answer.parts.values("duty"))
        .exclude(pk=answer.pk)
        .select_related("organisation")
        .distinct()
        .order_by("answered_on", "pk")
    )
    if on is not None:
        rows = rows.filter(recorded_at__lt=end_of_day(on))
    return tuple(
        Beside(
            row.reference,
            f"{row.organisation.name}, {long_date(row.answered_on)}",
            row.withdrawn_at is not None,
        )
        for row in rows[:MOST]
    )
