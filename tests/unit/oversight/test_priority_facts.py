"""What the register's own facts give: steps by hand, and facts from answers, closures and words."""

import datetime as dt

import pytest

from answerable.core.calendar import today
from answerable.lineage.operations import make_expectation
from answerable.oversight.priorities.filling import Known, fill
from answerable.oversight.queries.known import known_of
from tests import make
from tests.made import overseeing as made

DAY = dt.date(2026, 3, 1)


def known(**facts: object) -> Known:
    return Known(on=DAY, said="7 reports", **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fact", "facts", "value", "words"),
    [
        ("bodies", {"bodies": 1}, 0, "asked of one body"),
        ("bodies", {"bodies": 4}, 2, "4 bodies"),
        ("bodies", {"bodies": 25}, 4, "25 bodies"),
        ("bodies", {}, None, "No body could be told"),
        ("occasions", {"occasions": 1, "publishers": 1}, 0, "once, in 7 reports, by one publisher"),
        ("occasions", {"occasions": 24, "publishers": 3}, 3, "24 occasions"),
        ("again", {}, None, "No answer to it has a known date"),
        ("again", {"answered": 2}, 0, "not asked again"),
        ("again", {"answered": 1, "again_reports": 3}, 2, "3 reports asked it again"),
        ("years", {"first": dt.date(2025, 3, 2)}, 0, "less than a year"),
        ("years", {"first": dt.date(2025, 3, 1)}, 1, "one year"),
        (
            "years",
            {"first": dt.date(2016, 3, 1)},
            4,
            "First asked on 1 March 2016: it has stood for 10 years",
        ),
        ("years", {}, None, "None of the reports"),
        ("strength", {}, None, "No entry that asks it"),
        ("strength", {"levels": {"weaker": ("E-1", "E-2")}}, 0, "2 weaker"),
        ("strength", {"levels": {"weaker": ("a", "b", "c"), "intermediate": ("d",)}}, 1, "1 intermediate"),
        ("strength", {"levels": {"weaker": ("a",), "intermediate": ("b",)}}, 2, "1 intermediate, 1 weaker"),
        ("strength", {"levels": {"stronger": ("a",), "weaker": ("b", "c")}}, 3, "1 stronger"),
        ("strength", {"levels": {"stronger": ("a",), "weaker": ("b",)}}, 4, "1 stronger"),
        ("legal", {"law": ("a",)}, 4, "one entry says that the law requires it"),
        ("legal", {"reports": 4, "statutory": 1}, 2, "1 of the 4 reports"),
        ("legal", {"reports": 4, "statutory": 2}, 3, "2 of the 4 reports"),
        ("legal", {"should": ("a",)}, 1, "says? that it should be done|say that it should"),
        ("legal", {}, 0, "thought at most"),
    ],
)
def test_steps_of_the_scale(fact: str, facts: dict[str, object], value: int | None, words: str) -> None:
    import re

    filled = fill(fact, known(**facts))
    assert filled.value == value and re.search(words, filled.reason), filled


def test_long_lists_of_entries_say_how_many_more() -> None:
    filled = fill("bodies", known(bodies=3, entries=tuple(f"E-{number:09}" for number in range(65))))
    assert filled.evidence.endswith("E-000000059 and 5 more") and len(filled.evidence) <= 1000


@pytest.mark.django_db
def test_asked_again_counts_from_the_first_answer_of_the_same_body() -> None:
    body, other = make.body("Northmere Wards Trust"), make.body("Southmere Partnership Trust")
    made.officer(body)
    first = made.duty(body, texts=["The lamp was out."], issued=dt.date(2024, 3, 1))
    before = made.duty(body, texts=["A lamp was out."], issued=dt.date(2024, 3, 20))
    made.answered(first, dt.date(2024, 4, 2))
    after = made.duty(body, texts=["The lamp is out again."], issued=dt.date(2024, 9, 1))
    elsewhere = made.duty(other, texts=["Our lamp is out."], issued=dt.date(2024, 9, 2))
    asked = make_expectation(
        by=make.editor(),
        entries=[one.entry for one in (first, before, after, elsewhere)],
        text="Mend the lamps.",
        note="",
        reason="They ask one thing.",
    )
    found = known_of([asked.pk], today())[asked.pk]
    assert (found.answered, found.again_reports, found.again) == (1, 1, (after.entry.reference,))
    assert found.statutory == 4 and found.bodies == 2 and found.levels == {}


@pytest.mark.django_db
def test_words_of_recommendations_tell_strength_and_law() -> None:
    texts = (
        "The trust should replace all ligature points with anti-ligature fittings.",
        "The trust should train its staff.",
        "The trust must do so, as it is a statutory duty to keep patients safe.",
        "The trust may wish to think about it.",
    )
    entries = [
        make.entry(
            text, kind="recommendation", instrument="inquiry", publisher_kind="inquiry", area="Lamp Inquiry"
        )
        for text in texts
    ]
    asked = make_expectation(by=make.editor(), entries=entries, text="Make it safe.", note="", reason="Same.")
    found = known_of([asked.pk], today())[asked.pk]
    assert found.levels["stronger"] == (entries[0].reference,)
    assert found.levels["weaker"] == (entries[1].reference,)
    assert found.law == (entries[2].reference,)
    assert found.statutory == 0 and entries[3].reference not in found.should
