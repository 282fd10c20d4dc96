"""A reply cut into passages, and what each does. All words are made up."""

import pytest

from answerable.duties.replies import read_passages
from answerable.duties.replies.cutting import number_of, spans
from answerable.duties.replies.doing import doing
from answerable.duties.replies.flowing import flowing
from answerable.duties.replies.stances import stand
from answerable.sources.readers.document import Line
from tests.made.replies import CONCERNS, LETTER


def test_letter_is_cut_where_its_writer_cut_it_and_every_part_has_its_kind() -> None:
    passages = read_passages(LETTER, CONCERNS)
    assert [one.kind for one in passages] == [
        "opening",
        "condolence",
        "quote",
        "done",
        "promised",
        "quote",
        "declines",
        "closing",
    ]
    assert [one.quotes for one in passages if one.kind == "quote"] == [(0,), (1,)]
    assert passages[4].dates == ("2023-06-30",)
    assert all(LETTER[one.start : one.end] == one.text for one in passages)


def test_paragraph_that_runs_on_is_cut_at_numbers_and_sentences() -> None:
    item = "(1) Fences. We walk along them. " + "They are long and the days are short. " * 20
    text = f"{item}We act; (2) Alarms. We test them. " + "They are loud and the nights are quiet. " * 20
    cut = [text[a:b] for a, b in spans(text)]
    assert cut[0] == "(1) Fences."
    assert "(2) Alarms." in cut
    assert "".join("".join(cut).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1. We act", "1."),
        ("(b) We act", "(b)"),
        ("Response to Concern 3: we act", "Response to Concern 3"),
        ("• We act", ""),
        ("We act", ""),
    ],
)
def test_label_of_a_passage_is_as_printed(text: str, label: str) -> None:
    assert number_of(text) == label


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We have updated the fence policy.", "done"),
        ("The alarm panel was moved in May.", "says"),
        ("The new form went live two weeks ago.", "done"),
        ("The Trust will train every nurse by 1 May 2024.", "promised"),
        ("We are planning to appoint a lead nurse.", "promised"),
        ("We do not accept that the fence was low.", "declines"),
        ("We currently have no plans to change the rule.", "declines"),
        ("It would be disproportionate to fence every garden.", "declines"),
        ("The council is the appropriate body to respond to this.", "elevates"),
        ("Whether vans carry it is up to individual services.", "elevates"),
        ("We acknowledge that the fence was low.", "acknowledges"),
        ("The garden lies to the north of the ward.", "says"),
    ],
)
def test_what_a_passage_does_is_told_by_its_words(text: str, kind: str) -> None:
    found = doing(text)
    assert found.kind == kind
    assert bool(found.words) == (kind != "says")
    assert all(word in text for word in found.words)


def test_passage_that_does_two_things_keeps_both() -> None:
    found = doing("We have introduced a new alarm and will test it by 3 March 2025.")
    assert (found.kind, found.also, found.dates) == ("promised", ("done",), ("2025-03-03",))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The Board accepts this recommendation in full.", "in_full"),
        ("The recommendation is accepted.", "in_full"),
        ("We accept this recommendation in principle.", "in_principle"),
        ("The Department partially accepts this recommendation.", "in_part"),
        ("This recommendation is not accepted.", "not_accepted"),
        ("The council is the appropriate body to respond to this.", "elevated"),
        ("We have trained every nurse.", ""),
        ("We take this very seriously.", ""),
    ],
)
def test_stance_is_read_from_explicit_words_alone(text: str, value: str) -> None:
    found = stand([text])
    assert found.value == value
    assert bool(found.words) == bool(value)


def test_two_stances_are_none() -> None:
    found = stand(
        ["We accept this recommendation in principle.", "The other recommendation is not accepted."]
    )
    assert found.value == ""
    assert len(found.words) == 2


def test_lines_of_a_print_are_put_together_and_page_furniture_left_out() -> None:
    rooms = ("attic", "cellar", "kitchen", "garden", "office")
    lines = [
        Line(text, page=number)
        for number, room in enumerate(rooms, start=1)
        for text in (
            "The Lamp Board",
            f"We have looked at every lamp in the {room} of the house and found that",
            f"each lamp of the {room} burns.",
            str(number),
        )
    ]
    assert flowing(lines).split("\n\n") == [
        f"We have looked at every lamp in the {room} of the house and found that each lamp of the"
        f" {room} burns."
        for room in rooms
    ]
    assert flowing([]) == ""
