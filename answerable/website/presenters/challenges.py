"""The form by which anybody says that the register is wrong, and the page on which they follow it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.assurance.models import Challenge
from answerable.assurance.operations.challenging import REPLY_WITHIN_DAYS
from answerable.assurance.operations.checking import LONGEST
from answerable.assurance.queries.challenges import challenge_by_reference, challenges_on_record
from answerable.core.calendar import LONDON, today
from answerable.duties.models import Duty
from answerable.register.models import Entry
from answerable.website.refusals import Explained, NotHereError, WithdrawnError, nothing_has

SCREENED_WITHIN_DAYS = 7
FIELDS = ("about", "words", "mail", "duty")  # of the form
COLUMNS = ("reference", "entry", "about", "words", "from", "received_on", "outcome", "reply", "answered_on")
NOT_SHOWN = "The words are not shown."


@dataclass(frozen=True, slots=True)
class ChallengeForm:
    """The form for one entry, with what was typed where it could not be taken."""

    entry: Entry
    duties: tuple[tuple[str, str], ...]  # (reference, whom it asks)
    about: tuple[tuple[str, str], ...]
    longest: int
    by: dt.date  # the day by which an answer is promised
    days: int
    given: dict[str, str]
    error: str = ""
    wrong: str = "words"  # the field that the error is about

    @property
    def href(self) -> str:
        return f"/entries/{self.entry.reference}/challenge"


@dataclass(frozen=True, slots=True)
class FollowedChallenge:
    """What became of one challenge so far."""

    reference: str
    entry: str
    entry_title: str
    about: str
    words: str  # blank until somebody has found them fit to be shown
    from_body: str
    received_on: dt.date
    answer_by: dt.date
    outcome: str
    reply: str
    answered_on: dt.date | None
    corrections: tuple[str, ...]
    fictional: bool

    @property
    def href(self) -> str:
        return f"/challenges/{self.reference}"


def find_entry(reference: str) -> Entry:
    """Raises NotHereError for one never given, and WithdrawnError for one that was taken back."""
    found = Entry.objects.filter(reference=reference).select_related("report__publisher").first()
    if found is None:
        raise nothing_has("E", reference)
    if found.withdrawn_at is not None:
        raise WithdrawnError(
            Explained(
                f"Entry {reference} was withdrawn",
                ("It is no longer part of the register, so there is nothing to challenge.",),
                (("What is said of it", f"/entries/{reference}"), ("Home", "/")),
            )
        )
    return found


def challenge_form(
    entry: Entry,
    *,
    duty: str = "",
    given: dict[str, str] | None = None,
    error: str = "",
    wrong: str = "words",
) -> ChallengeForm:
    duties = Duty.objects.filter(entry=entry).select_related("holder").order_by("holder__name")
    return ChallengeForm(
        entry=entry,
        duties=tuple((one.reference, one.holder.name) for one in duties),
        about=tuple((str(value), str(label)) for value, label in Challenge.About.choices),
        longest=LONGEST,
        by=today() + dt.timedelta(days=REPLY_WITHIN_DAYS),
        days=SCREENED_WITHIN_DAYS,
        given={**dict.fromkeys(FIELDS, ""), "duty": duty, **(given or {})},
        error=error,
        wrong=wrong,
    )


def followed(reference: str) -> FollowedChallenge:
    """Raises NotHereError for a reference that no challenge has."""
    found = challenge_by_reference(reference)
    if found is None:
        raise NotHereError(
            Explained(
                f"No challenge has the reference {reference}",
                ("Check it against the page that you saw when you sent yours.",),
            )
        )
    return as_followed(found)


def on_record() -> list[FollowedChallenge]:
    return [as_followed(one) for one in challenges_on_record()]


def rows() -> Iterator[tuple[object, ...]]:
    for one in on_record():
        yield (
            *(one.reference, one.entry, one.about, one.words or NOT_SHOWN, one.from_body or "A reader"),
            *(one.received_on, one.outcome, one.reply, one.answered_on),
        )


def as_followed(found: Challenge) -> FollowedChallenge:
    received = found.recorded_at.astimezone(LONDON).date()
    return FollowedChallenge(
        reference=found.reference,
        entry=found.entry.reference,
        entry_title=found.entry.report.title,
        about=found.get_about_display(),
        words=found.words if found.shown else "",
        from_body=found.from_body.name if found.from_body else "",
        received_on=received,
        answer_by=received + dt.timedelta(days=REPLY_WITHIN_DAYS),
        outcome=found.get_outcome_display() if found.outcome else "",
        reply=found.reply,
        answered_on=found.answered_at.astimezone(LONDON).date() if found.answered_at else None,
        corrections=tuple(one.reference for one in found.corrections.all()),
        fictional=found.entry.report.fictional,
    )
