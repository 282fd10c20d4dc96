"""Other registers' statuses: every term maps to axes and back; a table is taken in wholly or not at all."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from answerable.assurance.axes import VALUES
from answerable.assurance.importing import StatusTableError, read_statuses
from answerable.assurance.models import ImportedStatus
from answerable.assurance.operations import import_statuses
from answerable.assurance.queries.axes import statuses as own_statuses
from answerable.assurance.queries.imported import said_elsewhere
from answerable.assurance.vocabularies import (
    CROSSWALK,
    BadVocabularyError,
    UnknownTermError,
    Vocabulary,
    vocabularies,
    vocabulary,
)
from answerable.cli import main
from answerable.core.actors import STATUSES
from answerable.ledger.models import Event
from tests import make
from tests.made import assuring

ALL = [(one.code, term.term) for one in vocabularies().values() for term in one.terms]
# The rows of the table in peers.md, section 3, and what domain.md, section 5, adds.
KNOWN = {
    *("ntsb", "csb", "gao", "ig-opm", "orr", "atsb", "victoria-coroners", "ihrd", "inquest", "pdt"),
    *("indigenous-watchdog", "tayside", "asims", "impact-oss", "jiu"),
    *("uk-government", "expert-panel", "inquiry-tracker"),
}


def test_every_register_of_the_peers_has_its_terms() -> None:
    assert set(vocabularies()) == KNOWN
    assert len(ALL) > 100


@pytest.mark.parametrize(("code", "term"), ALL)
def test_every_term_maps_to_axes_and_back_to_where_it_came_from(code: str, term: str) -> None:
    held = vocabulary(code)
    found = held.term(term)
    assert found.term == term, "the term itself is kept as written"
    assert found.axes and all(value in CROSSWALK[axis] for axis, value in found.axes.items())
    assert found in held.terms_for(found.axes)
    assert all(back.track == found.track or back.axes == found.axes for back in held.terms_for(found.axes))
    for spelling in (term.upper(), term.replace(" ", "-"), term.replace("–", "-"), *found.also):
        assert held.term(spelling) == found


def test_terms_that_say_the_same_are_told_apart_by_their_words_only() -> None:
    same = {
        (code, tuple(term.term for term in one.terms_for(found.axes)))
        for code, one in vocabularies().items()
        for found in one.terms
        if len(one.terms_for(found.axes)) > 1
    }
    said = {terms for _, terms in same}
    assert ("Closed Exceeds Recommended Action", "Closed Acceptable Action") in said
    assert ("Outstanding", "Good") in said


def test_every_axis_is_spoken_of_by_some_register() -> None:
    spoken = {axis for one in vocabularies().values() for term in one.terms for axis in term.axes}
    assert set(VALUES) <= spoken and spoken <= set(CROSSWALK)


def test_unknown_term_is_refused_with_the_nearest_known() -> None:
    with pytest.raises(UnknownTermError, match="The nearest is “Open Acceptable Response”"):
        vocabulary("ntsb").term("Open - Aceptable Responce")
    with pytest.raises(UnknownTermError, match="The nearest is “ntsb”"):
        vocabulary("ntbs")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("name = 'x'", "needs a `name` and `terms`"),
        ("name = ", "can't be read"),
        ("name = 'x'\n[terms.A]\nnote = 'n'", "says nothing on any axis"),
        ("name = 'x'\n[terms.A]\nspeed = 'fast'", "no axis “speed”"),
        ("name = 'x'\n[terms.A]\nresponse = 'maybe'", "has no value “maybe”"),
        ("name = 'x'\n[terms.A]\nstate = 'open'\n[terms.a]\nstate = 'open'", "more than one term"),
        ("name = 'x'\n[terms.A]\nstate = 'open'\nalso = 'b'", "must be a list"),
        ("name = 'x'\nterms = {A = 1}", "not a table"),
    ],
)
def test_broken_list_of_terms_says_what_is_wrong(tmp_path: Path, content: str, why: str) -> None:
    path = tmp_path / "made-up.toml"
    path.write_text(content)
    with pytest.raises(BadVocabularyError, match=why):
        Vocabulary.read(path)


def table(*rows: str, columns: str = "entry,report,number,body,vocabulary,term,date,url") -> bytes:
    return "\n".join([columns, *rows]).encode()


@pytest.mark.django_db
def test_statuses_stand_beside_the_registers_own() -> None:
    duty = assuring.duty()
    before = own_statuses([duty])[duty.pk]
    rows = read_statuses(
        table(
            f"{duty.entry.reference},,,{duty.holder.name},tayside,Self: G,2025-03-31,",
            f"{duty.entry.reference},,,{duty.holder.reference},tayside,overseer a,2025-03-31,https://example.org/a",
        )
    )
    assert import_statuses(by=STATUSES, rows=rows).recorded == 2
    said = said_elsewhere([duty.entry_id])[duty.entry_id]
    assert [(one.term, one.axes) for one in said] == [
        ("Self: G", (("claimed", "Done"),)),
        ("Overseer: A", (("verified", "Not done yet"),)),
    ]
    assert "says “Self: G” of" in said[0].words and "31 March 2025" in said[0].words
    assert own_statuses([duty])[duty.pk] == before
    assert Event.objects.filter(kind="status.imported").count() == 2


@pytest.mark.django_db
def test_later_status_takes_the_place_of_the_same_registers_earlier_one() -> None:
    entry = make.entry()
    for term, recorded in (("Open", 1), ("Open", 0), ("Closed-implemented", 1)):
        rows = read_statuses(table(f"{entry.reference},,,,gao,{term},,"))
        assert import_statuses(by=STATUSES, rows=rows).recorded == recorded
    states = list(ImportedStatus.objects.order_by("pk").values_list("term", "superseded_at"))
    assert [(term, gone is None) for term, gone in states] == [("Open", False), ("Closed-implemented", True)]


@pytest.mark.django_db
def test_entry_is_named_by_report_and_number() -> None:
    report = make.report(texts=["One ask.", "Another ask."], reference="2023-0452")
    rows = read_statuses(table(",2023-0452,2,,inquest,Rejected,,", f",{report.reference},(1),,pdt,overdue,,"))
    assert [row.entry.position for row in rows] == ["2", "1"]


@pytest.mark.django_db
def test_table_with_any_wrong_row_is_refused_wholly_row_by_row() -> None:
    report = make.report(texts=["One ask.", "Another ask."], reference="2023-0452")
    good = f",{report.reference},1,,gao,Open,2024-01-02,"
    wrong = [
        (",2023-0452,3,,gao,Open,,", "no single entry numbered 3"),
        (",2023-0452,,,gao,Open,,", "has 2 entries"),
        (",,1,,gao,Open,,", "Name an entry, or a report"),
        (",1999-0001,1,,gao,Open,,", "No report has the reference"),
        ("E-7KQ2M9XA5,,,,gao,Open,,", "check character"),
        (f",{report.reference},1,,gao,Opne,,", "The nearest is “Open”"),
        (f",{report.reference},1,,gaoo,Open,,", "The nearest is “gao”"),
        (f",{report.reference},1,Nobody Trust,gao,Open,,", "No body in the register is called"),
        (f",{report.reference},1,,gao,Open,31/03/2025,", "is no date"),
        (f",{report.reference},1,,gao,Open,2999-01-01,", "still to come"),
        (f",{report.reference},1,,gao,Open,,javascript:alert(1)", "no address of a page"),
    ]
    with pytest.raises(StatusTableError) as caught:
        read_statuses(table(good, *(row for row, _ in wrong)))
    assert len(caught.value.errors) == len(wrong)
    for number, ((_, why), error) in enumerate(zip(wrong, caught.value.errors, strict=True), start=3):
        assert error.startswith(f"Row {number}: ") and why in error
    assert not ImportedStatus.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "must name the columns"),
        (table(), "no rows"),
        (table("a", columns="entry,vocabulary,term,speed"), "must name the columns"),
        ("entry,vocabulary,term\n\xff".encode("latin-1"), "not in UTF-8"),
        (table("a,b,c,d", columns="entry,vocabulary,term"), "more cells than the first row"),
        (table(*["x,gao,Open"] * 10_001, columns="entry,vocabulary,term"), "more than 10,000 rows"),
        (b"entry,vocabulary,term\n" + b"x" * 20_000_001, "more than 20 MB"),
        (b'entry,vocabulary,term\n"x,gao', "can't be read as CSV"),
    ],
)
def test_table_of_another_shape_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(StatusTableError, match=why):
        read_statuses(content)


@pytest.mark.django_db
def test_command_imports_a_file_and_lists_terms(tmp_path: Path) -> None:
    entry = make.entry()
    file = tmp_path / "statuses.csv"
    file.write_bytes(table(f"{entry.reference},,,,ntsb,CAA,,"))
    done = CliRunner().invoke(main, ["statuses", "import", str(file)])
    assert done.exit_code == 0 and "1 statuses recorded" in done.output, done.output
    assert ImportedStatus.objects.get().term == "Closed Acceptable Action"
    file.write_bytes(table(f"{entry.reference},,,,ntsb,Nothing,,"))
    wrong = CliRunner().invoke(main, ["statuses", "import", str(file)])
    assert wrong.exit_code == 1 and "Row 2" in wrong.output
    listed = CliRunner().invoke(main, ["statuses", "terms", "gao"])
    assert "Closed-implemented: state closed" in listed.output
