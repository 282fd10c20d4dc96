import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.organisations.resolver.cells import split_cell


def parts(cell: str) -> list[str]:
    return [segment.text for segment in split_cell(cell)]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (
            "Tarnwick Council; Marrow Police | Vale Surgery",
            ["Tarnwick Council", "Marrow Police", "Vale Surgery"],
        ),
        ("Tarnwick Council\nMarrow Police", ["Tarnwick Council", "Marrow Police"]),
        ("1. Tarnwick Council 2. Marrow Police 1", ["Tarnwick Council", "Marrow Police"]),
        ("1 Tarnwick University 2 Marrow Society 1", ["Tarnwick University", "Marrow Society"]),
        ("1. , Home Secretary 2. , Tarnwick Council 1", ["Home Secretary", "Tarnwick Council"]),
        ("(a) Tarnwick Council (b) Marrow Police", ["Tarnwick Council", "Marrow Police"]),
        ("Tarnwick, Marrow and Vale NHS Trust", ["Tarnwick, Marrow and Vale NHS Trust"]),
        ("Tarnwick Council, 12 Hill Street, Tarnwick", ["Tarnwick Council, 12 Hill Street, Tarnwick"]),
        (
            "Tarnwick Council 1 Hill Street TW1 1AA Vale Surgery 2 Low Road TW2 2BB",
            ["Tarnwick Council 1 Hill Street TW1 1AA", "Vale Surgery 2 Low Road TW2 2BB"],
        ),
        ("Tarnwick Council by email: office@tarnwick.example", ["Tarnwick Council"]),
        (" ; |  \n 1 ", []),
    ],
)
def test_a_cell_parts_where_it_surely_parts(cell: str, wanted: list[str]) -> None:
    assert parts(cell) == wanted


def test_house_numbers_begin_no_part() -> None:
    assert (
        len(parts("1. Tarnwick Council, 7 Hill Street, 2. Marrow Police, 3 Low Road, 3. Vale Surgery")) == 3
    )


@pytest.mark.parametrize(
    "cell",
    [
        "The Chief Coroner",
        "HH Judge Ada Vale, Chief Coroner of England and Wales",
        "The family of the deceased",
        "Next of kin",
        "All Interested Persons",
        "HM Assistant Coroner",
    ],
)
def test_copies_are_told_from_addressees(cell: str) -> None:
    assert all(segment.copy for segment in split_cell(cell))


def test_what_follows_copies_to_is_a_copy() -> None:
    before, following = split_cell("Tarnwick Council. Copies to: Marrow Police")
    assert (before.text, before.copy) == ("Tarnwick Council", False)
    assert (following.text, following.copy) == ("Marrow Police", True)


def test_a_housing_body_called_family_is_no_copy() -> None:
    assert not split_cell("Family Hearth Housing")[0].copy


@given(st.text(alphabet=st.sampled_from("aZ1 2.;|(),&-\n•—[]'@"), max_size=80))
def test_a_part_parts_no_further(cell: str) -> None:
    for part in parts(cell):
        assert parts(part) == [part]


@given(st.text(max_size=300))
def test_no_text_breaks_the_splitting(cell: str) -> None:
    assert all(segment.text.strip() == segment.text != "" for segment in split_cell(cell))
