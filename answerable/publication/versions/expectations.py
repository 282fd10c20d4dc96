"""Versions of an expectation: what each change of it left standing. Replayed from the rows that changes made.

Each row names the change that made it and the one that ended it, so a version needs no clock. Words that were
replaced may hold a name that was withheld since: they are looked through with what is known now.
"""

from collections.abc import Sequence
from typing import Any

from answerable.core.text.names import mask, people_named
from answerable.lineage.models import Expectation, ExpectationChange, Serving, Standing, Wording
from answerable.publication.versions.model import Fact, History, Item, Step, by_whom, events_of, line
from answerable.register.models import Report

KINDS = tuple(f"expectation.{kind}" for kind in ExpectationChange.Kind.values)
WHAT = {
    ExpectationChange.Kind.PROPOSED: "Put together by a program, as a draft",
    ExpectationChange.Kind.MADE: "Made",
    ExpectationChange.Kind.ADOPTED: "Checked and adopted",
    ExpectationChange.Kind.REWORDED: "Put in other words",
    ExpectationChange.Kind.JOINED: "Entries added",
    ExpectationChange.Kind.LEFT: "Entries taken out",
    ExpectationChange.Kind.SPLIT: "Split",
    ExpectationChange.Kind.MERGED: "Merged",
    ExpectationChange.Kind.REFUSED: "Draft refused",
    ExpectationChange.Kind.RETIRED: "No longer kept up",
    ExpectationChange.Kind.UNDONE: "A change was taken back",
}


class _Names:
    """Words that were replaced, without the people now known of in the reports whose entries ever served it.

    The words that stand are those of the page, and shown as there. Asked once, when needed.
    """

    def __init__(self, expectation: Expectation) -> None:
        self._of = expectation
        self._stand: frozenset[str] = frozenset()
        self._known: tuple[list[str], list[str]] | None = None
        self._shown: dict[str, str] = {}

    def withheld(self, text: str) -> str:
        if not text:
            return ""
        if self._known is None:
            rows = Wording.objects.filter(expectation=self._of, superseded_at__isnull=True)
            self._stand = frozenset(one for row in rows for one in (row.text, row.note))
            reports = Report.objects.filter(entries__servings__expectation=self._of).distinct()
            people, keep = [], []
            for deceased, author, publisher, area in reports.values_list(
                "deceased", "author", "publisher__name", "area"
            ):
                people += [*deceased, *([author] if author else [])]
                keep += [name for name in (publisher, area) if name]
            self._known = (people, keep)
        if text in self._stand:
            return text
        if text not in self._shown:
            people, keep = self._known
            self._shown[text] = mask(text, deceased=people, keep=keep, people=people_named([text])).text
        return self._shown[text]


def expectation_history(expectation: Expectation) -> History:
    changes = list(
        ExpectationChange.objects.filter(expectations=expectation)
        .select_related("undoes")
        .order_by("pk")
        .distinct()
    )
    names = _Names(expectation)
    places = _places(changes)
    steps = tuple(
        Step(
            number,
            change.recorded_at,
            by_whom(change.decided_by),
            WHAT[ExpectationChange.Kind(change.kind)],
            names.withheld(change.reason) if change.reason else "",
            (places[change.pk],) if change.pk in places else (),
        )
        for number, change in enumerate(changes, start=1)
    )

    def read(number: int) -> tuple[Fact, ...]:
        return _facts(expectation, changes[number - 1].pk, names)

    return History(
        "X",
        expectation.reference,
        "expectation",
        f"/expectations/{expectation.reference}",
        steps,
        read,
        words_of_reports=True,
        fictional=expectation.fictional,
    )


def _places(changes: Sequence[ExpectationChange]) -> dict[int, int]:
    """{change: its place in the log}. An event stands under the first of the expectations that it touched."""
    touched = Expectation.objects.filter(changes__in=[change.pk for change in changes]).distinct()
    events = events_of(touched.values_list("reference", flat=True), KINDS)
    return {int(event.payload["change"]): event.index for event in events}


def _facts(expectation: Expectation, change: int, names: _Names) -> tuple[Fact, ...]:
    wording = _stood(Wording, expectation, change)
    standing = _stood(Standing, expectation, change)
    text, note, state, into = "", "", "Taken back", ""
    if wording:
        words: Wording = wording[-1]
        text, note = names.withheld(words.text), names.withheld(words.note)
    if standing:
        held: Standing = standing[-1]
        state = str(held.get_state_display())
        into = held.into.reference if held.into else ""
    return (
        line("text", "What is expected", text, prose=True),
        line("note", "What it covers", note, prose=True),
        line("state", "How far it is settled", state),
        line("into", "Merged into", into, href=f"/expectations/{into}"),
        Fact("entries", "Entries that ask it", tuple(_entries(expectation, change)), many=True),
    )


def _entries(expectation: Expectation, change: int) -> list[Item]:
    found = []
    for row in _stood(Serving, expectation, change):
        entry = row.entry
        since = ", withdrawn since" if entry.withdrawn_at else ""
        found.append(Item(f"{entry.reference}, {entry.report.title}{since}", f"/entries/{entry.reference}"))
    return sorted(found, key=lambda item: item.words)


def _stood(model: Any, expectation: Expectation, change: int) -> list[Any]:
    """Rows that stood once the change was made."""
    rows = model.objects.filter(expectation=expectation, made_by__lte=change)
    related = {Serving: ("entry__report",), Standing: ("into",), Wording: ()}[model]
    found = rows.select_related(*related) if related else rows
    return [row for row in found.order_by("pk") if row.ended_by_id is None or row.ended_by_id > change]
