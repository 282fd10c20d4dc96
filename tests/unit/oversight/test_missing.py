"""What is missing: numbers between those held, who offers one, what is found out, and who has gone quiet."""

import datetime as dt
from pathlib import Path

import pytest

from answerable.core.actors import ESCALATION, PUBLIC, Actor, NotPermittedError
from answerable.core.calendar import today
from answerable.ledger.models import Event
from answerable.oversight.missing.sequences import CoverageError, ranges, sequences, silence_days, years_of
from answerable.oversight.models import DayDone, GapNote, Supply
from answerable.oversight.operations.supplying import (
    CLIENT_MOST,
    SupplyError,
    TooManySuppliesError,
    answer_supply,
    close_day,
    note_gap,
    supply,
)
from answerable.oversight.queries.missing import gap_notes, numbered_years, silences, supplies_to_answer
from tests import make

pytestmark = pytest.mark.django_db
EDITOR = Actor("person:1", frozenset({"SUPPLY_ANSWER"}))
SOURCE = "judiciary-pfd"
PAGE = "https://example.org/report"
(SEQUENCE,) = sequences()


def held(*numbers: str, issued: dt.date = dt.date(2018, 3, 1)) -> None:
    for number in numbers:
        make.report(texts=["Staff could not raise the alarm."], reference=number, issued=issued)


def offer(number: str = "2018-0002", url: str = PAGE, **more: str) -> Supply:
    return supply(by=PUBLIC, source=SOURCE, number=number, url=url, **more)


class TestSequences:
    def test_numbers_between_the_first_and_the_highest_that_are_not_held_are_missing(self) -> None:
        (year,) = years_of(SEQUENCE, ["2018-0002", "2018-0005", "2018-0005A", "2018-0003"])
        assert (year.first, year.highest, year.held, year.missing) == (1, 5, 3, (1, 4))
        assert year.expected == 5

    def test_year_of_the_new_rules_begins_where_its_numbers_did(self) -> None:
        (year,) = years_of(SEQUENCE, ["2013-0172"])
        assert year.missing == (170, 171)
        (earlier,) = years_of(SEQUENCE, ["2013-0168", "2013-0171"])
        assert earlier.missing == (169, 170)

    @pytest.mark.parametrize("text", ["", "2018-12", "ref 2018-0001", "1999-0001", "2018/0001"])
    def test_what_is_no_number_is_left_out(self, text: str) -> None:
        assert years_of(SEQUENCE, [text]) == []

    def test_runs_of_numbers(self) -> None:
        assert ranges([7, 1, 2, 3, 9, 8]) == [(1, 3), (7, 9)]
        assert ranges([]) == []

    def test_definitions_that_cannot_be_used_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(CoverageError, match="not TOML"):
            sequences(tmp_path)
        file = tmp_path / "sequences.toml"
        file.write_text(
            '[[sequences]]\nsource = "x"\npattern = "(?P<year>20..)(?P<number>.)"\n'
            'form = "{number}-{year}"\nfrom_year = 2018\nnote = "n"\n'
        )
        with pytest.raises(CoverageError, match="the form does not match"):
            sequences(tmp_path / ".")
        (tmp_path / "silence.toml").write_text('[days]\nx = "long"\n')
        with pytest.raises(CoverageError, match="number of days"):
            silence_days(tmp_path)


class TestHeld:
    def test_years_are_those_of_the_day_asked_for(self) -> None:
        held("2018-0001", "2018-0003")
        (year,) = numbered_years(SOURCE)
        assert year.missing == (2,)
        assert numbered_years(SOURCE, dt.date(2019, 1, 1)) == []
        assert numbered_years("public-inquiries") == []

    def test_number_that_comes_later_is_missing_no_more(self) -> None:
        held("2018-0001", "2018-0003")
        held("2018-0002")
        assert [year.missing for year in numbered_years(SOURCE)] == [()]


class TestSupplies:
    def test_offer_waits_for_a_person_and_is_answered_once(self) -> None:
        held("2018-0001", "2018-0003")
        made = offer(words="On the council's page")
        assert list(supplies_to_answer()) == [made]
        assert offer() == made
        editor = EDITOR
        report = make.report(texts=["The alarm was broken."], reference="2018-0002")
        done = answer_supply(
            by=editor, supply=made, outcome="taken", reply="", report=report.reference.lower()
        )
        assert done.report == report and not supplies_to_answer()
        with pytest.raises(SupplyError, match="answered already"):
            answer_supply(by=editor, supply=made, outcome="not_one", reply="It is a letter.")
        with pytest.raises(SupplyError, match="holds 2018-0002 already"):
            offer()
        assert "supply.answered" in Event.objects.values_list("kind", flat=True)

    @pytest.mark.parametrize(
        ("number", "url", "why"),
        [
            ("18-2", PAGE, "such as 2018-0123"),
            ("2018-0001", PAGE, "already"),
            ("2018-0002", "ftp://example.org/x", "begins with https"),
            ("2018-0002", "javascript:alert(1)", "begins with https"),
            ("2018-0002", "https://example.org/" + "a" * 1000, "characters"),
        ],
    )
    def test_offer_that_cannot_be_used_says_why(self, number: str, url: str, why: str) -> None:
        held("2018-0001")
        with pytest.raises(SupplyError, match=why):
            offer(number, url)
        assert not Supply.objects.exists()

    def test_source_without_numbers_takes_none(self) -> None:
        with pytest.raises(SupplyError, match="no numbers"):
            supply(by=PUBLIC, source="hssib", number="1", url=PAGE)

    def test_one_place_sends_only_so_many_a_day(self) -> None:
        for number in range(CLIENT_MOST):
            offer(f"2018-{number + 1:04d}", client="here")
        with pytest.raises(TooManySuppliesError):
            offer("2018-0900", client="here")
        offer("2018-0900", client="there")

    def test_answer_needs_what_it_says(self) -> None:
        made, editor = offer(), EDITOR
        for outcome, reply, report, why in (
            ("", "", "", "became of it"),
            ("taken", "", "", "not a reference"),
            ("held", "", "R-0000000000", "reference"),
            ("not_found", " ", "", "Say why"),
        ):
            with pytest.raises(SupplyError, match=why):
                answer_supply(by=editor, supply=made, outcome=outcome, reply=reply, report=report)
        with pytest.raises(NotPermittedError):
            answer_supply(by=PUBLIC, supply=made, outcome="not_one", reply="No.")


class TestNotes:
    def note(self, **given: object) -> GapNote:
        details: dict[str, object] = {
            "source": SOURCE,
            "number": "2018-0002",
            "kind": "unused",
            "words": "The office said so by letter.",
            "on": today(),
            **given,
        }
        return note_gap(by=EDITOR, **details)  # type: ignore[arg-type]

    def test_later_note_stands_and_the_earlier_is_kept(self) -> None:
        self.note()
        later = self.note(kind="withdrawn", words="It was withdrawn in 2019.")
        assert gap_notes(SOURCE) == {"2018-0002": later}
        assert GapNote.objects.count() == 2
        assert gap_notes(SOURCE, dt.date(2019, 1, 1)) == {}

    def test_what_cannot_be_is_refused(self) -> None:
        held("2018-0001")
        for given, why in (
            ({"number": "2018-0001"}, "no gap"),
            ({"number": "x"}, "no number"),
            ({"source": "hssib"}, "no number"),
            ({"kind": "lost"}, "what is known"),
            ({"words": "  "}, "how that is known"),
            ({"on": today() + dt.timedelta(days=1)}, "one to come"),
            ({"url": "nowhere"}, "https"),
        ):
            with pytest.raises(SupplyError, match=why):
                self.note(**given)
        assert not GapNote.objects.exists()


class TestSilence:
    def test_source_is_silent_after_its_days_and_not_before(self) -> None:
        limit = silence_days()[SOURCE]
        newest = today() - dt.timedelta(days=limit)
        held("2018-0001", issued=newest)
        found = {one.source: one for one in silences()}
        assert found[SOURCE].days == limit and not found[SOURCE].silent
        later = {one.source: one for one in silences(today() + dt.timedelta(days=1))}
        assert later[SOURCE].silent
        assert found["hssib"].newest is None and not found["hssib"].silent

    def test_register_of_made_up_reports_alone_has_no_silent_source(self) -> None:
        make.report(texts=["The alarm was broken."], fictional=True)
        assert silences() == []


def test_end_of_a_days_work_is_kept_once_for_each_day() -> None:
    close_day(by=ESCALATION, on=today(), counts={"send": 2})
    close_day(by=ESCALATION, on=today(), counts={"send": 0})
    assert [row.counts for row in DayDone.objects.all()] == [{"send": 2}]
    assert Event.objects.filter(kind="day.done").count() == 1
