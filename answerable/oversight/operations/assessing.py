"""What it would cost and risk to do what is asked, and not to, weighed by whoever asks or by the register."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.core.references import free_reference
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Expectation, Serving
from answerable.lineage.queries import expectations_shown
from answerable.oversight.models import Assessment
from answerable.oversight.operations.errors import AssessmentError
from answerable.register.models import Entry, Manuscript

PERMISSION = "ASSESSMENT_MAKE"
_LONGEST = 3000
_MOST_POUNDS = Decimal("999999999999")
_MOST_HOURS = Decimal("99999")


@dataclass(frozen=True, slots=True)
class Weighed:
    """What an assessment says. Costs are pounds a year, hours those of staff, a ward and week; or blank."""

    cost_words: str
    workload_words: str
    risk_of_doing: str
    risk_of_not_doing: str
    who_bears: str
    confidence: str
    confidence_why: str
    equality: str = ""
    sources: str = ""
    cost_low: Decimal | None = None
    cost_high: Decimal | None = None
    hours_low: Decimal | None = None
    hours_high: Decimal | None = None

    @classmethod
    def of(cls, typed: Mapping[str, str]) -> "Weighed":
        """As a form gives it. Raises AssessmentError for what is no number."""
        said = {name: typed.get(name, "") for name in _TEXTS}
        numbers = {name: _number(typed.get(name, ""), what) for name, what in _NUMBERS.items()}
        held: dict[str, Any] = {**said, **numbers}
        return cls(**held)


_NUMBERS = {
    "cost_low": "lower cost",
    "cost_high": "higher cost",
    "hours_low": "lower number of hours",
    "hours_high": "higher number of hours",
}
_TEXTS = (
    "cost_words",
    "workload_words",
    "risk_of_doing",
    "risk_of_not_doing",
    "who_bears",
    "confidence",
    "confidence_why",
    "equality",
    "sources",
)
_NEEDED = {
    "cost_words": "Say what it would cost, or why that cannot be told.",
    "workload_words": "Say whose work it would be, and what it would take the place of.",
    "risk_of_doing": "Say what could go wrong if it is done.",
    "risk_of_not_doing": "Say what may happen if it is not done.",
    "who_bears": "Say who bears the cost, the work and the risks.",
    "confidence_why": "Say how you know.",
}


@operation(PERMISSION)
def assess_entry(
    log: Log, *, by: Actor, entry: Entry, weighed: Weighed, manuscript: Manuscript | None = None
) -> Assessment:
    """Of one entry. Only in the moment of publishing its `manuscript` does it count as made before asking.

    Raises NotPermittedError for an issuer of another publisher; AssessmentError: something is not said, a
    range runs downwards, a part of an entry, one that was withdrawn.
    """
    held = Entry.objects.select_for_update(of=("self",)).select_related("report__publisher").get(pk=entry.pk)
    by.require_publisher(PERMISSION, held.report.publisher.code)
    if held.withdrawn_at:
        raise AssessmentError("This entry was withdrawn.")
    if held.parent_id:
        raise AssessmentError("This is part of an entry: assess the whole of it.")
    if manuscript and (manuscript.published_at or manuscript.publisher_id != held.report.publisher_id):
        raise AssessmentError("Only what is being published can be assessed before it is asked.")
    current = Assessment.objects.filter(entry=held, superseded_at__isnull=True).first()
    publisher = held.report.publisher.code if PERMISSION in by.publishers or manuscript else ""
    before = manuscript is not None or (current is not None and current.before)
    return _keep(log, by, checked(weighed), current, held.reference, publisher, before, entry=held)


@operation(PERMISSION)
def assess_expectation(log: Log, *, by: Actor, expectation: Expectation, weighed: Weighed) -> Assessment:
    """Of all that an expectation gathers. An issuer may where its publisher is one of those that ask it.

    Raises NotPermittedError, AssessmentError.
    """
    held = Expectation.objects.select_for_update().get(pk=expectation.pk)
    publisher = ""
    if PERMISSION in by.publishers:
        asking = Serving.objects.filter(expectation=held, superseded_at__isnull=True)
        codes = set(asking.values_list("entry__report__publisher__code", flat=True))
        own = sorted(by.publishers[PERMISSION] & codes)
        publisher = own[0] if own else ""
        by.require_publisher(PERMISSION, publisher)
    shown = expectations_shown([held.pk]).get(held.pk)
    if shown is None or not shown.live:
        raise AssessmentError("This expectation no longer stands.")
    current = Assessment.objects.filter(expectation=held, superseded_at__isnull=True).first()
    return _keep(
        log, by, checked(weighed), current, held.reference, publisher, before=False, expectation=held
    )


def _number(typed: str, what: str) -> Decimal | None:
    plain = typed.strip().lstrip("£").replace(",", "")
    if not plain:
        return None
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise AssessmentError(f"The {what} is no number: write it in figures.") from error


def checked(weighed: Weighed) -> Weighed:
    """What was typed, with names withheld. Raises AssessmentError."""
    words = {
        name: " ".join(value.split()) if name != "sources" else _lines(value)
        for name, value in asdict(weighed).items()
        if isinstance(value, str)
    }
    for name, needed in _NEEDED.items():
        if not words[name]:
            raise AssessmentError(needed)
    for value in words.values():
        if len(value) > _LONGEST:
            raise AssessmentError(
                f"One answer has {len(value):,} characters, and at most {_LONGEST:,} can be kept. "
                "Say it shorter."
            )
    if weighed.confidence not in Assessment.Confidence.values:
        raise AssessmentError("Say how confident you are.")
    _range("cost", weighed.cost_low, weighed.cost_high, _MOST_POUNDS)
    _range("number of hours", weighed.hours_low, weighed.hours_high, _MOST_HOURS)
    shown = {name: value if name == "confidence" else published_words(value) for name, value in words.items()}
    return replace(
        weighed,
        **shown,
        cost_low=_cents(weighed.cost_low),
        cost_high=_cents(weighed.cost_low if weighed.cost_high is None else weighed.cost_high),
        hours_low=_cents(weighed.hours_low),
        hours_high=_cents(weighed.hours_low if weighed.hours_high is None else weighed.hours_high),
    )


def _cents(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.01"))


def _range(what: str, low: Decimal | None, high: Decimal | None, most: Decimal) -> None:
    for value in (low, high):
        if value is not None and not (value.is_finite() and 0 <= value <= most):
            raise AssessmentError(f"The {what} is no number that can be kept: from 0 to {most:,}.")
    if high is not None and low is None:
        raise AssessmentError(f"Give the lower {what} too, or the same one twice.")
    if low is not None and high is not None and high < low:
        raise AssessmentError(f"The higher {what} is below the lower.")


def _lines(value: str) -> str:
    return "\n".join(" ".join(line.split()) for line in value.splitlines() if line.strip())


def _keep(
    log: Log,
    by: Actor,
    weighed: Weighed,
    current: Assessment | None,
    ask: str,
    publisher: str,
    before: bool,
    **of: Any,
) -> Assessment:
    values = asdict(weighed)
    if current and all(getattr(current, name) == value for name, value in values.items()):
        log.unchanged()
        return current
    at = now()
    if current:
        Assessment.objects.filter(pk=current.pk).update(superseded_at=at)
    made = Assessment.objects.create(
        reference=free_reference(
            "S",
            f"{ask}\n{at.isoformat()}",
            lambda taken: Assessment.objects.filter(reference=taken).exists(),
        ),
        **of,
        **values,
        before=before,
        publisher=publisher,
        made_by=by.identifier,
        recorded_at=at,
    )
    told = {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()}
    replaces = current.reference if current else ""
    log.event(
        "assessment.made",
        made.reference,
        {**told, "of": ask, "before": before, "publisher": publisher, "replaces": replaces},
    )
    return made
