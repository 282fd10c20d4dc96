"""Every version of one thing, and one version of it, for their pages."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.core.calendar import LONDON
from answerable.duties.models import Answer
from answerable.impact.definitions import shipped
from answerable.lineage.models import Expectation, Standing
from answerable.lineage.queries import expectation_by_reference
from answerable.publication.versions import (
    Change,
    Fact,
    History,
    Step,
    answer_history,
    entry_history,
    expectation_history,
    indicator_history,
    organisation_history,
    report_history,
    told_of,
)
from answerable.website.formats import long_date
from answerable.website.presenters.entry import find_entry
from answerable.website.presenters.expectation import find_expectation
from answerable.website.presenters.indicator_charts import find_indicator
from answerable.website.presenters.organisation import find_organisation
from answerable.website.presenters.report import find_report
from answerable.website.refusals import (
    Explained,
    NotHereError,
    WithdrawnError,
    nothing_has,
    reference_in_address,
)

FOLDERS = {
    "entries": "E",
    "reports": "R",
    "expectations": "X",
    "organisations": "B",
    "responses": "A",
    "indicators": "indicator",
}
COLUMNS = ("reference", "version", "recorded_at", "by", "what", "why", "address", "log_events")
A_PAGE = 100
NOTE = "These words may speak of harm or of people who died. They may be hard to read."


@dataclass(frozen=True, slots=True)
class VersionPage:
    history: History
    step: Step
    facts: tuple[Fact, ...]
    changed: tuple[Change, ...]

    @property
    def href(self) -> str:
        return version_href(self.history, self.step.number)

    @property
    def latest(self) -> bool:
        return self.step.number == self.history.last

    @property
    def before(self) -> str:
        return version_href(self.history, self.step.number - 1) if self.step.number > 1 else ""

    @property
    def after(self) -> str:
        return "" if self.latest else version_href(self.history, self.step.number + 1)

    @property
    def day(self) -> dt.date:
        return self.step.at.astimezone(LONDON).date()

    @property
    def note(self) -> str:
        return NOTE if self.history.words_of_reports else ""


def version_href(history: History, number: int) -> str:
    return f"{history.href}/versions/{number}"


def find_answer(reference: str) -> Answer:
    """Raises NotHereError for one never given, WithdrawnError for one that was withdrawn."""
    answer = Answer.objects.select_related("organisation", "expectation").filter(reference=reference).first()
    if answer is None:
        raise nothing_has("A", reference)
    if answer.withdrawn_at:
        body = answer.organisation
        why = f"Why: {answer.withdrawn_why}" if answer.withdrawn_why else "No reason was given."
        raise WithdrawnError(
            Explained(
                "This response was withdrawn",
                (
                    f"{body.name} answered on {long_date(answer.answered_on)}. Its response {reference} was "
                    f"withdrawn on {long_date(answer.withdrawn_at)}.",
                    why,
                    "Its reference will never be used again.",
                ),
                ((f"See {body.name}", f"/organisations/{body.reference}"), ("Home", "/")),
            )
        )
    return answer


def find_history(folder: str, written: str) -> History:
    """All versions of what stands at /`folder`/`written`. Raises NotHereError and WithdrawnError.

    An expectation that was merged keeps its versions: a person had checked them. A draft that was refused,
    dropped or taken back does not.
    """
    if folder == "indicators":
        kept_no_more = written not in shipped() and told_of(written) is not None
        return indicator_history(written if kept_no_more else find_indicator(written).code)
    reference = reference_in_address(written, FOLDERS[folder])
    match folder:
        case "entries":
            return entry_history(find_entry(reference))
        case "reports":
            return report_history(find_report(reference))
        case "organisations":
            return organisation_history(find_organisation(reference))
        case "responses":
            return answer_history(find_answer(reference))
    shown = expectation_by_reference(reference)
    if shown is None or shown.state != Standing.State.MERGED:
        shown = find_expectation(reference, None)
    return expectation_history(Expectation.objects.get(pk=shown.id))


def version_page(history: History, number: int) -> VersionPage:
    """Raises NotHereError for a number that was never given."""
    step = history.step(number)
    if step is None:
        many = f"versions 1 to {history.last}" if history.last > 1 else "one version"
        raise NotHereError(
            Explained(
                f"This {history.noun} has no such version",
                (
                    f"The register has never recorded a version {number} of {history.reference}.",
                    f"It has {many}." if history.last else "None has been recorded yet.",
                ),
                (
                    (f"See the {history.noun} as it is now", history.href),
                    ("All its versions", f"{history.href}/versions"),
                ),
            )
        )
    return VersionPage(history, step, history.read(number), history.changed(number))


def step_json(history: History, step: Step) -> dict[str, object]:
    return {
        "version": step.number,
        "recorded_at": step.at.isoformat(),
        "by": step.by,
        "what": step.what,
        "why": step.why,
        "address": version_href(history, step.number),
        "log_events": list(step.events),
    }


def history_json(history: History) -> dict[str, object]:
    return {
        "reference": history.reference,
        "kind": history.noun,
        "current": history.href,
        "fictional": history.fictional,
        "versions": [step_json(history, step) for step in history.steps],
    }


def version_json(shown: VersionPage) -> dict[str, object]:
    history = shown.history
    return {
        "reference": history.reference,
        "kind": history.noun,
        "current": history.href,
        "fictional": history.fictional,
        "versions": history.last,
        **step_json(history, shown.step),
        "says": {fact.key: fact.value for fact in shown.facts},
        "changed": [change.as_json() for change in shown.changed],
    }


def history_rows(history: History) -> Iterator[tuple[object, ...]]:
    for step in history.steps:
        yield (
            history.reference,
            step.number,
            step.at.isoformat(),
            step.by,
            step.what,
            step.why,
            version_href(history, step.number),
            " | ".join(str(index) for index in step.events),
        )
