"""What holds of every masking, whatever the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.text.names import mask, mask_addressee, names_of, surname_of
from answerable.core.text.names.audit import Audit, names_left
from answerable.core.text.names.contacts import nhs_number_holds
from answerable.core.text.names.deceased import one_letter_apart
from answerable.core.text.names.spans import MARKS, apply_spans

# Pieces that meet in every order: names, titles, roles, places, marks, punctuation and noise.
PIECES = [
    *("Mr", "Mrs", "Dr", "Drs", "Nurse", "Sister", "PC", "Sgt", "Rt Hon", "Lord", "St", "HMP", "Baby", "MS"),
    *(
        "Tobias",
        "Marlowe",
        "MARLOWE",
        "marlowe",
        "Marlow",
        "Toby",
        "TM",
        "O’Dowell",
        "Carey-Holt",
        "Holt",
        "Holt's",
    ),
    *(
        "Karen",
        "Mark",
        "Hope",
        "Young",
        "Green",
        "May",
        "Will",
        "Grace",
        "Ruby",
        "Sarah",
        "Smith",
        "Jones",
        "Vekerdy",
    ),
    *(
        "Ward",
        "House",
        "Hospital",
        "Trust",
        "Road",
        "Manager",
        "Consultant",
        "Care",
        "Plan",
        "Preston",
        "Kent",
        "CT",
    ),
    *(
        "mother",
        "his partner",
        "nurse",
        "was",
        "said",
        "told",
        "the",
        "in",
        "at",
        "and",
        "of",
        "death of",
        "'s",
        "’s",
    ),
    *(
        ".",
        ",",
        ":",
        ";",
        "(",
        ")",
        "\n",
        "-",
        "–",
        "[REDACTED]",
        "REDACTED",
        "[name withheld]",
        "1.",
        "2019",
        "O2",
    ),
    *(
        "J.",
        "A",
        "q@example.org",
        "020 7946 0018",
        "943 476 5919",
        "ZE1 9QQ",
        "12 Acacia Avenue",
        "born on 4 May 1961",
    ),
    *("Wells score", "Parkinson's", "Élodie", "Łukasz", "ﬁ", "İ", "\x00", "\u00a0", "😀", "ß"),
]
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.text(max_size=80),
)
people = st.lists(
    st.sampled_from(
        ["Tobias Marlowe", "Mary Carey-Holt", "patrick odowell", "Ann Young", "Marlowe", "", "Ian Hope Kent"]
    ),
    max_size=2,
)


@settings(max_examples=600, deadline=None)
@given(texts, people)
def test_masking_what_is_masked_changes_nothing(text: str, deceased: list[str]) -> None:
    once = mask(text, deceased=deceased).text
    assert mask(once, deceased=deceased).text == once


@settings(max_examples=600, deadline=None)
@given(texts, people, st.text(max_size=20), st.lists(st.text(max_size=12), max_size=3))
def test_spans_are_in_order_apart_and_inside_the_text(
    text: str, deceased: list[str], author: str, keep: list[str]
) -> None:
    masked = mask(text, deceased=deceased, author=author, keep=keep)
    end = 0
    for span in masked.spans:
        assert end <= span.start < span.end <= len(text)
        assert span.replacement in MARKS
        end = span.end
    assert apply_spans(text, masked.spans) == masked.text
    assert all(text[d.start : d.end] == d.words for d in masked.doubtful)


@settings(max_examples=600, deadline=None)
@given(texts)
def test_no_word_of_a_full_name_is_left_with_a_capital(text: str) -> None:
    """Words that are no ordinary words and no places; the others are listed as doubtful."""
    masked = mask(text, deceased=["Tobias Marlowe"])
    assert names_left(masked.text, ["Tobias Marlowe"]) == []


@settings(max_examples=300, deadline=None)
@given(texts)
def test_a_cell_of_addressees_masks_without_raising_and_twice_is_once(cell: str) -> None:
    once = mask_addressee(cell).text
    assert mask_addressee(once).text == once


@given(st.text(max_size=60))
def test_any_title_gives_names_or_none(title: str) -> None:
    assert isinstance(names_of(title), tuple)
    assert isinstance(surname_of(title), str)


@given(st.text("abc", min_size=1, max_size=6), st.text("abc", min_size=1, max_size=6))
def test_being_one_letter_apart_is_mutual_and_never_of_itself(left: str, right: str) -> None:
    assert one_letter_apart(left, right) == one_letter_apart(right, left)
    assert not one_letter_apart(left, left)


@given(st.from_regex(r"[1-9]\d{8}", fullmatch=True))
def test_of_ten_possible_check_digits_at_most_one_makes_an_nhs_number(nine: str) -> None:
    assert sum(nhs_number_holds(nine + str(digit)) for digit in range(10)) <= 1


def test_an_audit_counts_by_kind_and_rule_and_shows_doubts_to_editors_only() -> None:
    text = "Mr Marlowe lived at Marlowe House. Dr Quillby wrote."
    audit = Audit()
    audit.add("E-1", text, mask(text, deceased=["Tobias Marlowe"]), ["Tobias Marlowe"])
    audit.add("E-2", "Nothing here.", mask("Nothing here."))
    counts = audit.as_json()
    assert counts["texts"] == 2
    assert counts["by_kind"] == {"deceased": 2, "staff": 1}
    assert counts["texts_that_still_hold_a_word_of_the_deceased"] == 0
    assert "Marlowe" not in str(counts)
    assert [s.words for s in audit.samples] == ["Marlowe"]
