"""Groups hold together by many links, not by chains, and are named without a means of harm."""

from answerable.lineage.repeats.grouping import groups
from answerable.lineage.repeats.labelling import label, shared_phrases
from answerable.lineage.repeats.passages import Rarity, coverage, meeting, sentences


def clique(entries: range, weight: float = 0.9) -> list[tuple[int, int, float]]:
    return [(a, b, weight) for a in entries for b in entries if a < b]


def test_two_cliques_joined_by_one_link_stay_two() -> None:
    edges = [*clique(range(5)), *clique(range(5, 10)), (4, 5, 0.6)]
    made = groups(edges, {entry: entry for entry in range(10)}, resolution=0.35, least_reports=3)
    assert sorted(sorted(group.entries) for group in made) == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]


def test_a_chain_is_no_group() -> None:
    edges = [(at, at + 1, 0.6) for at in range(30)]
    made = groups(edges, {entry: entry for entry in range(31)}, resolution=0.35, least_reports=3)
    assert all(len(group.entries) <= 4 for group in made)


def test_concerns_of_one_report_count_once() -> None:
    report_of = {0: 1, 1: 1, 2: 1, 3: 2, 4: 2}
    assert groups(clique(range(5)), report_of, resolution=0.35, least_reports=3) == []
    assert len(groups(clique(range(5)), report_of, resolution=0.35, least_reports=2)) == 1


def test_the_order_of_links_does_not_matter() -> None:
    edges = [*clique(range(5)), *clique(range(5, 9)), (1, 7, 0.5)]
    report_of = {entry: entry for entry in range(9)}
    one = groups(edges, report_of, resolution=0.35, least_reports=3)
    other = groups([(b, a, w) for a, b, w in reversed(edges)], report_of, resolution=0.35, least_reports=3)
    assert one == other


def test_no_links_make_no_groups() -> None:
    assert groups([], {}, resolution=0.35, least_reports=3) == []


TEXTS = [
    "Prison officers had no first aid training when Mr [name withheld] was found hanging.",
    "There was no refresher of first aid training for prison officers on nights.",
    "I am concerned that first aid training is not mandatory for prison officers.",
]


def test_a_label_names_what_the_texts_share() -> None:
    rarity = Rarity.of([*TEXTS, "The door was unlocked.", "Records were not kept by the ward."])
    said = label(TEXTS, ["Training"], rarity)
    assert said.startswith("Training: ")
    assert "first aid training" in said
    assert "prison officers" in said


def test_a_label_says_nothing_of_a_means_of_harm_or_a_person() -> None:
    texts = ["The patient used a ligature of her own. Overdose was likely."] * 3
    said = label(texts, [], Rarity.of(texts)).lower()
    assert "ligature" not in said
    assert "overdose" not in said
    assert "withheld" not in label(TEXTS, [], Rarity.of(TEXTS)).lower()


def test_texts_without_a_shared_phrase_have_a_label_all_the_same() -> None:
    assert label(["One.", "Two."], [], Rarity.of(["One."])) == "Entries in much the same words"
    assert shared_phrases([], Rarity()) == []


def test_where_two_texts_meet() -> None:
    one = "The window was broken. Staff did not record observations at night. It was cold that winter."
    other = "Nobody recorded the night observations. Families were not told of the inquiry."
    rarity = Rarity.of([one, other, "The window of the office was cleaned in winter."])
    found = meeting(one, other, rarity)
    assert found.sentence == "Staff did not record observations at night."
    assert found.other_sentence == "Nobody recorded the night observations."
    assert "observations" in found.shared


def test_coverage_is_of_each_side() -> None:
    rarity = Rarity.of(["ligature cutters on every ward", "cutters", "bread"])
    of_long, of_short = coverage("ligature cutters on every ward", "cutters", rarity)
    assert of_short == 1.0
    assert of_long < 0.6


def test_sentences_keep_a_text_of_remnants_whole() -> None:
    assert sentences("No. Never. 3.5 mg.") == ["No. Never. 3.5 mg."]
    assert sentences("") == [""]
