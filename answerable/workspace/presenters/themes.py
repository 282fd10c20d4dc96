"""One entry with the themes that the machine suggests, and all others within reach."""

import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from answerable.core.actors import Actor
from answerable.lineage.models import Decision, Kind, Suggestion, Verdict
from answerable.lineage.queries import ThemesItem, undecided
from answerable.lineage.queries.dated import words_held
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.register.models import Entry
from answerable.workspace.answers import SKIP_KEY, UNDO_KEY
from answerable.workspace.desk import Before
from answerable.workspace.presenters.entries import Shown, records_of, shown
from answerable.workspace.presenters.texts import passages, stems_of

_LIKELY = 0.5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Choice:
    """One theme, its key on the keyboard, and why the machine proposes it, if it does."""

    key: str
    name: str
    definition: str
    letter: str
    chosen: bool
    percent: int | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemesPage:
    item: str
    reference: str
    entry: Shown
    suggested: tuple[Choice, ...]
    others: tuple[Choice, ...]
    seen: tuple[int, ...]  # the suggestions that the page shows
    method: str


def themes_page(item: ThemesItem, given: Collection[str] | None = None) -> ThemesPage:
    """`given`: what the editor had ticked, where the page is shown again."""
    words = {row.value: _words(row) for row in item.suggestions}
    marks = stems_of(" ".join(word for found in words.values() for word in found))
    scores = {row.value: row.score for row in item.suggestions}
    choices = {
        theme.key: Choice(
            theme.key,
            theme.name,
            theme.definition,
            letters()[theme.key],
            theme.key in given if given is not None else scores.get(theme.key, 0) >= _LIKELY,
            round(100 * scores[theme.key]) if theme.key in scores else None,
            words.get(theme.key, ()),
        )
        for theme in taxonomy().themes
    }
    (record,) = records_of([item.version])
    made = {f"{row.method} {row.version}" for row in item.suggestions}
    return ThemesPage(
        item=item.item,
        reference=record.reference,
        entry=shown(record, passages(record.text, marks)),
        suggested=tuple(choices[row.value] for row in item.suggestions if row.value in choices),
        others=tuple(choice for key, choice in choices.items() if key not in scores),
        seen=tuple(row.pk for row in item.suggestions),
        method=", ".join(sorted(made)),
    )


@functools.cache
def letters() -> dict[str, str]:
    """A letter for each theme, the same on every page: the first of its name's that is still free."""
    taken = {UNDO_KEY, SKIP_KEY}
    found: dict[str, str] = {}
    for theme in taxonomy().themes:
        wanted = [letter for letter in theme.name.lower() if letter in _LETTERS]
        letter = next((one for one in [*wanted, *_LETTERS] if one not in taken), "")
        taken.add(letter)
        found[theme.key] = letter
    return found


def reread(lying: Before, by: Actor) -> ThemesItem | None:
    """The item as it is now; None where nothing of it is open to this editor."""
    entry = Entry.objects.filter(reference=lying.item.partition(":")[2], withdrawn_at__isnull=True).first()
    if entry is None:
        return None
    if lying.second:
        if not first_readings(entry, by):
            return None
        rows: Iterable[Suggestion] = Suggestion.objects.filter(
            entry=entry, kind=Kind.THEME, superseded_at__isnull=True
        )
    else:
        rows = undecided(Kind.THEME).filter(entry=entry)
    found = sorted(rows, key=lambda row: (-row.score, row.pk))
    if not found and not lying.second:
        return None
    version = words_held([entry.pk], None).get(entry.pk)
    return ThemesItem(version, tuple(found), second=lying.second) if version else None


def first_readings(entry: Entry, by: Actor) -> list[Decision]:
    """Other editors' standing decisions on the themes, where this one has not read them a second time."""
    rows = Decision.objects.filter(entry=entry, kind=Kind.THEME, superseded_at__isnull=True)
    rows = rows.exclude(verdict=Verdict.UNDONE)
    if rows.filter(second=True, decided_by=by.identifier).exists():
        return []
    return list(rows.filter(second=False).exclude(decided_by=by.identifier))


def last_decisions(by: Actor) -> list[Decision]:
    """The editor's last decisions on the themes of one entry, made at once and not taken back."""
    rows = Decision.objects.filter(decided_by=by.identifier, kind=Kind.THEME, superseded_at__isnull=True)
    rows = rows.exclude(verdict=Verdict.UNDONE)
    last = rows.order_by("-pk").first()
    if last is None:
        return []
    return list(rows.filter(entry=last.entry, second=last.second).select_related("entry").order_by("pk"))


def _words(row: Suggestion) -> tuple[str, ...]:
    return tuple(str(word) for word in row.words) if isinstance(row.words, list) else ()
