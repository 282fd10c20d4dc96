"""Where the page of a thing stands, by its lasting reference. The reference is for good; a page may move.

What has no page of its own is shown on that of the thing it belongs to.
"""

from collections.abc import Callable

from answerable.assurance.models import Challenge
from answerable.core.references import parse_reference
from answerable.duties.models import Action, Answer, Duty, Evidence
from answerable.impact.models import Alarm, EffectTest, Judgement, Measure
from answerable.lineage.models import Contradiction, Expectation
from answerable.organisations.models import Organisation
from answerable.oversight.models import Assessment, Consolidation, Exercise, Group, GroupNote, Reported, Work
from answerable.register.models import Edition, Entry, Report


def page_of(reference: str) -> str | None:
    """The path of its page; None for a reference that was never given, or for what the public has no page of.

    Raises BadReferenceError for what is no reference.
    """
    canonical = parse_reference(reference)
    found = _PAGES.get(canonical[0])
    return found(canonical) if found else None


def _at(folder: str, model: type) -> Callable[[str], str | None]:
    rows = model.objects  # type: ignore[attr-defined]
    return lambda reference: f"/{folder}/{reference}" if rows.filter(reference=reference).exists() else None


def _of_entry(model: type, path: str, part: str = "") -> Callable[[str], str | None]:
    """Shown on the page of the entry that `path` leads to."""
    rows = model.objects  # type: ignore[attr-defined]

    def where(reference: str) -> str | None:
        entry = rows.filter(reference=reference).values_list(path, flat=True).order_by("pk").first()
        return f"/entries/{entry}{part}" if entry else None

    return where


def _of_expectation(model: type) -> Callable[[str], str | None]:
    rows = model.objects  # type: ignore[attr-defined]

    def where(reference: str) -> str | None:
        found = rows.filter(reference=reference).values_list("expectation__reference", flat=True).first()
        return f"/expectations/{found}/impact" if found else None

    return where


def _note(reference: str) -> str | None:
    found = GroupNote.objects.filter(reference=reference).values_list("group__reference", flat=True).first()
    return f"/groups/{found}" if found else None


def _work(reference: str) -> str | None:
    return "/work" if Work.objects.filter(reference=reference).exists() else None


def _edition(reference: str) -> str | None:
    found = Edition.objects.filter(reference=reference).select_related("report", "entry").first()
    if found is None:
        return None
    page = f"/entries/{found.entry.reference}" if found.entry else f"/reports/{found.report.reference}"
    return f"{page}#other-forms-heading"


def _challenge(reference: str) -> str | None:
    rows = Challenge.objects.filter(reference=reference, answered_at__isnull=False)
    return f"/challenges/{reference}" if rows.exists() else None


_PAGES: dict[str, Callable[[str], str | None]] = {
    "A": _at("responses", Answer),
    "B": _at("organisations", Organisation),
    "C": _at("cross-purposes", Contradiction),
    "D": _of_entry(Duty, "entry__reference"),
    "E": _at("entries", Entry),
    "F": _of_expectation(Measure),
    "G": _at("groups", Group),
    "H": _note,
    "J": _of_expectation(Judgement),
    "K": _edition,
    "M": _at("reported", Reported),
    "N": _of_entry(Alarm, "duty__entry__reference"),
    "P": _of_entry(Action, "serves__duty__entry__reference"),
    "Q": _challenge,
    "R": _at("reports", Report),
    "S": _at("assessments", Assessment),
    "T": _at("effects", EffectTest),
    "V": _of_entry(Evidence, "uses__claim__duty__entry__reference"),
    "W": _work,
    "X": _at("expectations", Expectation),
    "Y": _at("consolidations", Consolidation),
    "Z": _at("priorities", Exercise),
}
