"""Every state and kind that the register knows has words on the pages."""

from answerable.duties.models import DueDate, Duty
from answerable.lineage.models import ContradictionStep, ExpectationChange, Relation, Standing
from answerable.publication import contradictions, expectations, lineage_tables
from answerable.publication.dictionary import (
    CONTRADICTION_MEANINGS,
    ENTRY_MEANINGS,
    EXPECTATION_MEANINGS,
    LINK_MEANINGS,
    THEME_MEANINGS,
)
from answerable.publication.dictionary_figures import LICENCE_MEANINGS
from answerable.publication.tables import ENTRY_COLUMNS
from answerable.register.models import Addressing, Entry, Report, Resolution
from answerable.sources.models import Publisher
from answerable.website.formats import withheld
from answerable.website.presenters import lineage_words, words
from answerable.website.presenters.cross_purposes import STEPS
from answerable.website.presenters.support import support_lines


def test_every_choice_has_its_words() -> None:
    assert set(words.ENTRY_KINDS) == set(Entry.Kind.values)
    assert set(words.INSTRUMENTS) == set(Report.Instrument.values)
    assert set(words.SCOPES) == set(Report.Scope.values)
    assert set(words.PUBLISHER_KINDS) == set(words.PUBLISHER_KINDS_MANY) == set(Publisher.Kind.values)
    assert set(words.DATE_BASES) == set(DueDate.Basis.values)
    assert set(words.DUTY_KINDS) == set(Duty.Kind.values)
    assert set(words.ADDRESSEE_ROLES) == set(Addressing.Role.values)
    assert set(words.ADDRESSEE_STATES) == set(Resolution.Status.values)


def test_every_state_of_lineage_has_its_words() -> None:
    assert set(lineage_words.EXPECTATION_STATES) == {*Standing.State.values, "taken_back"}
    assert set(lineage_words.CHANGES) == set(ExpectationChange.Kind.values)
    assert set(STEPS) == set(ContradictionStep.Kind.values)
    turned = {"is a broader form of", "is superseded by"}
    assert set(lineage_words.RELATIONS) == {str(Relation(value).label) for value in Relation.values} | turned


def test_every_column_of_the_entries_file_is_explained() -> None:
    assert {*ENTRY_MEANINGS, *LICENCE_MEANINGS} == set(ENTRY_COLUMNS)


def test_every_column_on_what_was_said_before_is_explained() -> None:
    assert set(EXPECTATION_MEANINGS) == set(expectations.COLUMNS)
    assert set(THEME_MEANINGS) == set(lineage_tables.THEME_COLUMNS)
    assert set(LINK_MEANINGS) == set(lineage_tables.LINK_COLUMNS)
    assert set(CONTRADICTION_MEANINGS) == set(contradictions.COLUMNS)


def test_every_mark_of_a_withheld_passage_is_set_apart() -> None:
    pieces = withheld("Seen by [a member of staff], then [the person who died] left [a gap].")
    assert [piece.text for piece in pieces if piece.withheld] == [
        "[a member of staff]",
        "[the person who died]",
    ]
    assert "".join(piece.text for piece in pieces).endswith("left [a gap].")


def test_support_can_be_reached() -> None:
    lines = support_lines()
    assert any(line.phone == "116 123" for line in lines)
    assert all(line.url.startswith("https://") and (line.phone or line.text or line.url) for line in lines)
