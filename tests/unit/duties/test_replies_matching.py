"""Which passages answer which concern: by quotation, number, heading, words; and when nothing is said."""

from collections.abc import Sequence

from answerable.duties.replies import Proposed, match, read_passages
from answerable.duties.replies.asked import asked_of
from answerable.duties.replies.evaluation import Case, figures
from tests.made.replies import CONCERNS, LETTER, Words


def proposed(text: str, asked: Sequence[str] = CONCERNS, writer: str = "") -> dict[int, Proposed]:
    passages = read_passages(text, asked)
    things = asked_of([(one, str(place), set()) for place, one in enumerate(asked, start=1)], writer)
    return {one.asked: one for one in match(passages, things, Words())}


def test_what_follows_a_quotation_answers_what_is_quoted() -> None:
    found = proposed(LETTER)
    assert (found[0].passages, found[0].how) == ((3, 4), "quoted")
    assert (found[1].passages, found[1].how, found[1].stance) == ((6,), "quoted", "not_accepted")
    assert "do not accept" in " ".join(found[1].words)


def test_what_no_passage_comes_near_is_proposed_as_not_answered() -> None:
    found = proposed(LETTER)
    assert (found[2].passages, found[2].how) == ((), "unanswered")
    assert found[2].score == 0.5


def test_number_names_the_concern() -> None:
    text = "Response to Concern 3:\n\nWe have said sorry to them.\n\nResponse to Concern 1:\n\nIt is built."
    found = proposed(text)
    assert (found[2].passages, found[2].how) == ((1,), "numbered")
    assert found[0].passages == (3,)


def test_heading_close_to_one_concern_names_it() -> None:
    text = (
        "Alarm system and night staff\n\nThe panel is now by the door.\n\n"
        "General background\n\nWe were founded long ago."
    )
    found = proposed(text)
    assert (found[1].passages, found[1].how) == ((1,), "headed")


def test_list_of_all_concerns_at_the_head_is_a_recital_and_claims_nothing() -> None:
    recital = "\n".join(f"{number}. {text}" for number, text in enumerate(CONCERNS, start=1))
    text = (
        f"Your concerns were as follows:\n\n{recital}\n\nWe were founded long ago by six people.\n\n"
        "We have trained staff who work at night to use the alarm system and the alarm panel."
    )
    found = proposed(text)
    assert found[1].passages == (5,)
    assert found[1].how == "close"
    assert not found[2].passages, "the last of the recital does not own what follows"


def test_single_concern_takes_all_that_answers() -> None:
    found = proposed(
        "Thank you for your report.\n\nWe were founded long ago.\n\nWe have built a fence.", [CONCERNS[0]]
    )
    assert (found[0].passages, found[0].how) == ((1, 2), "only one")


def test_reply_that_points_elsewhere_as_a_whole_answers_everything_so() -> None:
    text = (
        "Thank you for your report.\n\nWe were founded long ago.\n\n"
        "The council is the appropriate body to respond to the concerns raised."
    )
    found = proposed(text)
    assert {one.how for one in found.values()} == {"referred"}
    assert {one.stance for one in found.values()} == {"elevated"}


def test_concern_asked_of_another_body_is_never_called_unanswered() -> None:
    things = asked_of([(CONCERNS[0], "1", {"B-ANOTHER"}), (CONCERNS[1], "2", set())], "B-OURS")
    text = "Thank you for your report.\n\nWe were founded long ago by six people who had no money."
    found = {one.asked for one in match(read_passages(text, CONCERNS[:2]), things, Words())}
    assert found == {1}


def test_reply_that_refers_to_an_earlier_one_leaves_silence_open() -> None:
    assert proposed("We said all there is to say in our original response.") == {}


def test_printed_response_that_quotes_is_matched_by_its_quotations_alone() -> None:
    rooms = ("attic", "cellar", "kitchen", "garden", "office", "stable")
    asked = [
        f"The board should look at every lamp in the {room} of the house each week of the year."
        for room in rooms
    ]
    asked.append("The board should write down which lamps were found not to burn, and when.")
    filler = "\n\n".join(f"We write down which lamps were found not to burn, part {n}." for n in range(130))
    answers = "\n\n".join(f"{text}\n\nThe board accepts this recommendation." for text in asked[:6])
    found = proposed(f"{answers}\n\nAbout the lamps of this house and us\n\n{filler}", asked)
    assert {found[place].stance for place in range(5)} == {"in_full"}
    assert 6 not in found, "in so many words something is always near: it says nothing"


def test_empty_text_and_nothing_asked_give_nothing() -> None:
    assert read_passages("  \n\n ") == []
    assert match([], [], Words()) == []
    assert proposed("We act.", []) == {}


def test_hostile_text_takes_no_longer_than_it_should() -> None:
    long = "a) " * 40_000 + "concern " * 20_000
    assert len(read_passages(long, CONCERNS)) <= 1_500


def test_figures_count_what_the_reader_found_against_what_was_proposed() -> None:
    cases = [
        Case("answered", ((0, 10),), (), "", ((0, 10),)),
        Case("answered", ((0, 10),), (), "elevated", ((50, 60),), "elevated"),
        Case("answered", ((0, 10),), (), "", None),
        Case("not answered", (), (), "", ()),
        Case("not answered", (), (), "", ((0, 5),)),
        Case("answered", ((0, 10),), (), "", ()),
        Case("asks nothing", (), (), "", ()),
    ]
    found = figures(cases)
    assert found["match"] == {"precision": 0.333, "recall": 0.25, "right": 1, "proposed": 3, "labelled": 4}
    assert found["unanswered"] == {"precision": 0.5, "recall": 0.5, "right": 1, "proposed": 2, "labelled": 2}
    assert (found["nothing proposed"], found["asks nothing, proposed as not answered"]) == (1, 1)
