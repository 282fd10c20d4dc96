"""Sectors: found by rule, said by people, and permissions that are held for one alone."""

import datetime as dt
from pathlib import Path

import pytest

from answerable.accounts.operations import AccountError, grant_role
from answerable.accounts.queries import active_person, actor_of
from answerable.core.actors import PEOPLE, SECTORS, Actor, NotPermittedError
from answerable.core.calendar import today
from answerable.core.text.scope.sectors import InSector, SectorError, derive_sectors, sectors
from answerable.ledger.models import Event
from answerable.oversight.models import Stop
from answerable.oversight.operations import EscalationError, record_contact, stop_escalation
from answerable.pipeline.sectors import sort_into_sectors
from answerable.register.models import Report, SectorFinding
from answerable.register.operations import withdraw_entry
from answerable.register.operations.sectors import SectorChoiceError, decide_sectors, record_sectors
from answerable.register.sectors import counts, not_sorted, sectors_of
from tests import make
from tests.made import assuring
from tests.unit.accounts import made

pytestmark = pytest.mark.django_db
WARD, BIRTH, OTHER = "mental-health-inpatient", "maternity-neonatal", "other"
BIRTH_WORDS = "The midwife was not told, and the obstetric team came late."
EDITOR = Actor("person:1", frozenset({"SECTOR_DECIDE"}))


def found(*texts: str, scope: str = "no") -> list[tuple[str, str]]:
    return [(one.code, one.standing) for one in derive_sectors(texts, scope, ["ward"])]


def sort(again: bool = False) -> int:
    return sort_into_sectors(lambda *_: None, again=again)


def standing(report: Report) -> dict[str, str]:
    return {row.sector: row.standing for row in sectors_of([report.pk])[report.pk]}


class TestRules:
    @pytest.mark.parametrize(
        ("text", "scope", "expected"),
        [
            (BIRTH_WORDS, "no", [(BIRTH, "yes")]),
            ("Midwives came. Midwives left. No midwife stayed.", "no", [(BIRTH, "yes")]),
            ("A midwife was asked.", "no", [(BIRTH, "likely")]),
            ("Nobody looked at the brakes.", "no", [(OTHER, "yes")]),
            ("Nobody looked on the ward.", "likely", [(WARD, "likely")]),
            (BIRTH_WORDS, "yes", [(WARD, "yes"), (BIRTH, "yes")]),
            ("She had a history of postnatal depression.", "no", [(OTHER, "yes")]),
            ("The birthday and the ctgx monitor.", "no", [(OTHER, "yes")]),
            ("", "no", [(OTHER, "yes")]),
        ],
    )
    def test_words_decide(self, text: str, scope: str, expected: list[tuple[str, str]]) -> None:
        assert found(text, scope=scope) == expected

    def test_definition_that_cannot_be_used_says_why(self, tmp_path: Path) -> None:
        good = 'code = "a"\nname = "A"\ndescribes = "d"\norder = 1\nsource = "s"\n'
        for text, why in (
            (good + 'rule = "rest"\n[words]\npatterns = ["x"]\n', "no other"),
            (good + 'rule = "guess"\n', "one of"),
            (good + 'rule = "words"\n', "patterns"),
            (good.replace('"a"', '"b"') + 'rule = "rest"\n', "name the file"),
            (good + 'rule = "words"\n[words]\npatterns = ["("]\n', "can't be read"),
            ('code = "a"\n', "missing"),
        ):
            folder = tmp_path / why.replace(" ", "")
            folder.mkdir()
            (folder / "a.toml").write_text(text)
            with pytest.raises(SectorError, match=why):
                sectors(folder)
        with pytest.raises(SectorError, match="takes the rest"):
            sectors(tmp_path / "empty")


class TestFindings:
    def test_every_report_gets_its_sectors_once(self) -> None:
        birth, other = make.report(texts=[BIRTH_WORDS]), make.report(texts=["The brakes failed."])
        assert not_sorted().count() == 2 and sort() == 2
        assert standing(birth) == {BIRTH: "yes"} and standing(other) == {OTHER: "yes"}
        events = Event.objects.count()
        assert sort() == 0 and sort(again=True) == 0 and Event.objects.count() == events
        assert counts() == {BIRTH: (1, 0), OTHER: (1, 0)}
        assert counts(today() - dt.timedelta(days=1)) == {}

    def test_person_says_otherwise_and_the_rule_leaves_it(self) -> None:
        report = make.report(texts=[BIRTH_WORDS])
        sort()
        decide_sectors(by=EDITOR, report=report, codes=[WARD, OTHER], reason="It is about a ward.")
        assert standing(report) == {WARD: "yes", OTHER: "yes"}
        assert sort(again=True) == 0 and SectorFinding.objects.filter(superseded_at=None).count() == 2
        with pytest.raises(SectorChoiceError, match="at least one"):
            decide_sectors(by=EDITOR, report=report, codes=[], reason="So.")
        with pytest.raises(SectorChoiceError, match="at least one"):
            decide_sectors(by=EDITOR, report=report, codes=["cars"], reason="So.")
        with pytest.raises(SectorChoiceError, match="Say why"):
            decide_sectors(by=EDITOR, report=report, codes=[WARD], reason=" ")

    def test_rule_that_finds_another_takes_the_place_of_the_former(self) -> None:
        report = make.report(texts=[BIRTH_WORDS])
        sort()
        assert record_sectors(by=SECTORS, found={report.pk: [InSector(OTHER, "yes", ())]}) == 1
        assert standing(report) == {OTHER: "yes"}


class TestBoundPermissions:
    @pytest.fixture
    def overseer(self) -> Actor:
        person = made.person()
        grant_role(by=PEOPLE, person=person, role="overseer", sector=BIRTH, reason="For maternity.")
        again = active_person(person.pk)
        assert again is not None
        return actor_of(again)

    def test_what_is_written_keeps_to_the_sector(self, overseer: Actor) -> None:
        inside, outside = assuring.duty(text=BIRTH_WORDS), assuring.duty()
        sort()
        assert overseer.sectors["ESCALATION_STOP"] == {BIRTH}
        stop_escalation(by=overseer, duty=inside, reason="Asked for.")
        with pytest.raises(NotPermittedError, match="only for Maternity"):
            stop_escalation(by=overseer, duty=outside, reason="Asked for.")
        assert Stop.objects.get().duty == inside
        with pytest.raises(EscalationError):
            stop_escalation(by=overseer, duty=inside, reason="Again.")

    def test_what_is_about_no_report_is_refused(self, overseer: Actor) -> None:
        body = make.body("Northmere Wards Trust")
        with pytest.raises(NotPermittedError, match="not about it"):
            record_contact(by=overseer, organisation=body, desk="office", email="office@example.org")

    def test_role_held_for_all_beside_one_for_a_sector_binds_nothing(self) -> None:
        person = made.person("editor")
        grant_role(by=PEOPLE, person=person, role="editor", sector=BIRTH, reason="Also.")
        again = active_person(person.pk)
        assert again is not None and not actor_of(again).sectors
        withdraw_entry(by=actor_of(again), entry=make.entry(), why="Read twice.")

    @pytest.mark.parametrize(
        ("role", "sector", "why"),
        [
            ("editor", "cars", "no sector cars"),
            ("administrator", BIRTH, "not for a sector"),
            ("reader", BIRTH, "not for a sector"),
        ],
    )
    def test_sector_that_cannot_be_is_refused(self, role: str, sector: str, why: str) -> None:
        with pytest.raises(AccountError, match=why):
            grant_role(by=PEOPLE, person=made.person(), role=role, sector=sector, reason="So.")
