"""Which events are told to those who follow something, and what each is called."""

from answerable.publication.log import KINDS

SORTED = "suggestions.recorded"
# Told of the entries of a report, one by one; or a matter of the register's files.
_NOT_TOLD = frozenset(
    {
        "report.recorded",
        "report.sighted",
        "report.withdrawn",
        "report.restored",
        "edition.restored",
        "letter.written",
        "supply.answered",
        "gap.noted",
        "figures.dated",
        "place.changed",
        "place.gone",
        "place.returned",
        "place.odd",
    }
)
TOLD: dict[str, str] = {
    **{kind: words for kind, (_, words) in KINDS.items() if kind not in _NOT_TOLD},
    "entry.recorded": "It was added",
    SORTED: "A program sorted what was added",
}
REWORDED = frozenset({"entry.reworded", "entry.withheld"})
