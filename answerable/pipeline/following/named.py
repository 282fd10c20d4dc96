"""What is followed, by name. Nothing that a follower typed: a search is called a search."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from answerable.impact.definitions import shipped
from answerable.lineage.models import Expectation
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.notices.models import Follow
from answerable.organisations.models import Organisation
from answerable.register.models import Entry

Thing = tuple[str, str]  # what it is, and its reference, code or search
A_SEARCH = "a search of the register"
ENTRY = "entry"


def names_of(things: Iterable[Thing]) -> dict[Thing, str]:
    """By thing; one that the register does not hold has none."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for what, subject in things:
        by_kind[what].add(subject)
    found: dict[Thing, str] = {}
    entries = Entry.objects.filter(reference__in=by_kind[Follow.What.ENTRY])
    for reference, title in entries.values_list("reference", "report__title"):
        found[Follow.What.ENTRY.value, reference] = f"{ENTRY} {reference} ({title})"
    expectations = Expectation.objects.filter(reference__in=by_kind[Follow.What.EXPECTATION])
    for reference in expectations.values_list("reference", flat=True):
        found[Follow.What.EXPECTATION.value, reference] = f"expectation {reference}"
    bodies = Organisation.objects.filter(reference__in=by_kind[Follow.What.BODY])
    for reference, name in bodies.values_list("reference", "name"):
        found[Follow.What.BODY.value, reference] = name
    for key in by_kind[Follow.What.THEME] & set(taxonomy().keys):
        found[Follow.What.THEME.value, key] = f"the theme “{taxonomy().theme(key).name}”"
    for code in by_kind[Follow.What.INDICATOR] & set(shipped()):
        found[Follow.What.INDICATOR.value, code] = f"the indicator “{shipped()[code].title}”"
    for subject in by_kind[Follow.What.SEARCH]:
        found[Follow.What.SEARCH.value, subject] = A_SEARCH
    return found


def name_of(what: str, subject: str) -> str:
    """Empty for what the register does not hold."""
    return names_of([(what, subject)]).get((what, subject), "")


def in_this_language(name: str) -> str:
    """The name of an entry in the language that is active. Others are names, and have no other form."""
    rest = name.removeprefix(f"{ENTRY} ")
    return name if rest == name else f"{_('entry')} {rest}"


def address_of(what: str, subject: str) -> str:
    """The page of what is followed."""
    folders = {
        Follow.What.ENTRY: "entries",
        Follow.What.EXPECTATION: "expectations",
        Follow.What.BODY: "organisations",
        Follow.What.THEME: "themes",
        Follow.What.INDICATOR: "indicators",
    }
    if what == Follow.What.SEARCH:
        return f"/search?{subject}"
    return f"/{folders[Follow.What(what)]}/{subject}"
