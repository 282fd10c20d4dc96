"""The list of expectations: what has been asked again and again, the most repeated first."""

from dataclasses import dataclass

from django.core.cache import cache

from answerable.lineage.models import Standing
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.pipeline.over_time import counts_made_up
from answerable.publication.expectations import ExpectationWhole, Ranked, ranked, wholes
from answerable.website.presenters.lineage_words import EXPECTATION_STATES, asked_words
from answerable.website.rendering import FRESH_SECONDS

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class ListedExpectation:
    """One in a list. `ours`: a person has checked it; a draft is named by the key words of its entries."""

    reference: str
    text: str
    ours: bool
    state: str
    fictional: bool
    asked: str

    @property
    def href(self) -> str:
        return f"/expectations/{self.reference}"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class ExpectationsPage:
    rows: tuple[ListedExpectation, ...]
    total: int
    adopted: int
    page: int
    pages: int
    state: str
    theme: str
    states: tuple[Choice, ...]
    themes: tuple[Choice, ...]

    @property
    def has_drafts(self) -> bool:
        return any(not row.ours for row in self.rows)


def listed(record: ExpectationWhole) -> ListedExpectation:
    shown = record.shown
    return ListedExpectation(
        reference=shown.reference,
        text=shown.text,
        ours=shown.state != Standing.State.DRAFT,
        state=EXPECTATION_STATES[shown.state],
        fictional=shown.fictional,
        asked=asked_words(record.facts),
    )


def expectations_page(state: str, theme: str, page: int) -> ExpectationsPage:
    """Values that are no state or theme are taken as none."""
    state = state if state in (Standing.State.ADOPTED, Standing.State.DRAFT) else ""
    theme = theme if theme in taxonomy().keys else ""
    rows = ranked_kept(state, theme)
    pages = max(1, -(-len(rows) // A_PAGE))
    page = min(page, pages)
    return ExpectationsPage(
        rows=tuple(listed(one) for one in wholes(rows[(page - 1) * A_PAGE : page * A_PAGE])),
        total=len(rows),
        adopted=sum(one.state == Standing.State.ADOPTED for one in rows),
        page=page,
        pages=pages,
        state=state,
        theme=theme,
        states=tuple(
            Choice(value, EXPECTATION_STATES[value], value == state)
            for value in (Standing.State.ADOPTED, Standing.State.DRAFT)
        ),
        themes=tuple(Choice(one.key, one.name, one.key == theme) for one in taxonomy().themes),
    )


def ranked_kept(state: str = "", theme: str = "") -> list[Ranked]:
    """The order of all of them, at most a minute old."""
    key = f"expectations-{state}-{theme}"
    rows: list[Ranked] | None = cache.get(key)
    if rows is None:
        rows = ranked(state=state, theme=theme, fictional=counts_made_up())
        cache.set(key, rows, FRESH_SECONDS)
    return rows


def all_expectations(state: str, theme: str) -> list[ExpectationWhole]:
    """As the list shows them, for a file."""
    state = state if state in (Standing.State.ADOPTED, Standing.State.DRAFT) else ""
    return wholes(ranked_kept(state, theme if theme in taxonomy().keys else ""))
