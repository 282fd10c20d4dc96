"""Which side a text takes: asking or plainly regretting a lack, and nothing less."""

import csv
import time
from pathlib import Path

import pytest

from answerable.lineage.tensions import shipped, sides

TAKES = {
    "antibiotics:prompt": "In suspected sepsis antibiotics should be given before the results are back.",
    "antibiotics:restrain": "Wards must ensure that antimicrobial stewardship is followed and audited.",
    "anticoagulants:give": "He was not prescribed any prophylactic heparin although he lay still for a week.",
    "anticoagulants:hold": "The warfarin should have been withheld after she fell and hit her head.",
    "beds:near": "Placing patients out of area made it difficult for the family to visit the hospital.",
    "beds:now": "No bed was free nearby and she was not offered an out-of-area bed at a private hospital.",
    "capacity:step-in": "Staff relied on a presumption of capacity when he refused care for weeks.",
    "capacity:respect": "She had mental capacity. Her wishes were never sought before the decision.",
    "confidentiality:share": "Fear of breaching confidentiality meant that the family were told nothing.",
    "confidentiality:keep": "Staff should respect the patient's confidentiality and tell the family nothing.",
    "discharge:sooner": "The hospital is unable to discharge patients who are medically fit.",
    "discharge:ready": "She was discharged from hospital without a care package and fell the same night.",
    "doors-and-leave:closed": "The ward door was left unlocked and he was able to abscond from the hospital.",
    "doors-and-leave:open": "Locking people in their cells for most of the day should be discontinued.",
    "families:enlist": "Parents should be advised to remove medication where there is a risk of suicide.",
    "families:relieve": "The crisis team placed undue reliance on her mother to keep her safe.",
    "medicine-supply:little": "Her GP prescribed a month's supply of tablets after she took an overdose.",
    "medicine-supply:enough": "The prescription was late and he ran out of his medication over the weekend.",
    "observation:watch": "Staff should enter the room at night and check that the patient is breathing.",
    "observation:leave": "The review must balance observation of patients against their privacy and sleep.",
    "police:police": "The police should have been asked to carry out a welfare check.",
    "police:health": "The use of the police for welfare checks results in harm to people who are ill.",
    "possessions:take": "Patients were not searched on return from leave to the ward.",
    "possessions:leave": "On the ward a blanket ban on razors is unjustified for patients who pose no risk.",
    "rails-and-belts:hold": "The bed rails had not been raised, and she fell.",
    "rails-and-belts:free": "The bed rails were used when they should not have been.",
    "resuscitation:start": "The officers failed to start CPR until a nurse came to the cell.",
    "resuscitation:stop": "Prison officers were made to go on performing CPR on a man who was clearly dead.",
    "single-rooms:apart": "There was a lack of single rooms, and infected patients lay in the bay.",
    "single-rooms:seen": "In the side room she was out of sight of the nurses and fell.",
    "smoking:keep": "Lighters should be removed from patients who smoke when they return to the ward.",
    "smoking:allow": "The hospital should provide a safe smoking shelter for patients on the ward.",
    "tools-and-judgement:tool": "The early warning score was not calculated.",
    "tools-and-judgement:judgement": "There was over-reliance on early warning scores.",
    "transfers:go": "There was a delay in transferring the patient to the specialist unit.",
    "transfers:stay": "Patients should not be transferred to another hospital at night.",
}
MENTIONS = [
    "The patient was on antibiotics when he was admitted.",
    "She took warfarin and had fallen once before.",
    "The placement was out of area and had been agreed with the family.",
    "The assessment found that he had capacity to refuse treatment.",
    "The leaflet explains confidentiality to patients and families.",
    "He was discharged from hospital on the Friday.",
    "The discharge summary was not sent to the GP.",
    "The ward has a garden with a fence and a locked door.",
    "He went on leave from the ward on Monday and came back at six.",
    "His mother visited the ward and spoke to the nurses about risk.",
    "Her prescription was changed to a different medicine in May.",
    "Observations were carried out every hour through the night and recorded.",
    "Officers attended a welfare check and found nothing amiss.",
    "Property was listed when he came to the ward and returned when he left.",
    "The bed rails were up when the nurse left the room.",
    "CPR was begun at once by the officers and continued by paramedics.",
    "She was nursed in a side room from the second day.",
    "He smoked twenty cigarettes a day before he came to hospital.",
    "The early warning score was three at noon and four at six.",
    "The patient was transferred to the specialist unit in the afternoon.",
    "There is no policy on searches of patients.",
]
DENIED = [
    "Nobody suggested that antibiotics should have been given.",
    "The family did not say that the bed rails should have been used.",
    "It is not suggested that the police should have been asked to carry out a welfare check.",
    "There is no suggestion that CPR should have been started by the officers.",
]


def taken(text: str) -> set[str]:
    return {f"{found.tension}:{found.side}" for found in sides(text)}


@pytest.mark.parametrize(("side", "text"), TAKES.items())
def test_each_side_is_found_by_an_ask_or_a_regret(side: str, text: str) -> None:
    assert taken(text) == {side}


def test_every_side_that_ships_has_such_a_sentence() -> None:
    assert {f"{tension.key}:{side.key}" for tension in shipped() for side in tension.sides} == set(TAKES)


@pytest.mark.parametrize("text", MENTIONS)
def test_a_mere_mention_takes_no_side(text: str) -> None:
    assert taken(text) == set()


@pytest.mark.parametrize("text", DENIED)
def test_an_ask_that_nobody_made_takes_no_side(text: str) -> None:
    assert taken(text) == set()


def test_what_was_found_can_be_shown() -> None:
    text = "The home is well kept.  The bed rails\nhad not been raised, and she fell. The family wrote."
    (found,) = sides(text)
    assert found.sentence == "The bed rails had not been raised, and she fell."
    assert found.words == ("bed rails had not been raised",)
    assert (found.subject, found.manner, found.strength) == ("bed rails", "regrets", 0.85)


def test_an_ask_is_stronger_than_a_regret() -> None:
    (asked,) = sides("The bed rails should have been raised.")
    assert (asked.manner, asked.strength) == ("asks", 1.0)


def test_the_subject_may_stand_in_the_sentence_beside_but_not_further_off() -> None:
    beside = "An old man was found dead in his cell. The officers failed to start resuscitation."
    (found,) = sides(beside)
    assert found.subject == "resuscitation in custody"
    further = "He was in a single room. He liked it. He slept. Prolonged isolation had an effect."
    assert taken(further.replace("single room", "cubicle")) == taken(further) == set()
    assert taken("He was in a single room. The prolonged isolation had an effect.") == {"single-rooms:seen"}


def test_a_text_on_both_sides_of_a_subject_takes_neither() -> None:
    both = "The bed rails had not been raised. The bed rails were used when they should not have been."
    assert taken(both) == set()


def test_one_text_may_take_sides_of_several_tensions() -> None:
    text = f"{TAKES['rails-and-belts:hold']} {TAKES['antibiotics:prompt']}"
    assert taken(text) == {"rails-and-belts:hold", "antibiotics:prompt"}


@pytest.mark.parametrize("text", ["", " \n ", "…", "x" * 100_000, "nor " * 20_000])
def test_odd_texts_take_no_side_and_no_time(text: str) -> None:
    began = time.perf_counter()
    assert sides(text) == []
    assert time.perf_counter() - began < 2


def test_a_long_text_of_cues_is_read_in_time() -> None:
    text = "The police and the ward and the hospital and the patient and the family should be told. " * 400
    began = time.perf_counter()
    sides(text)
    assert time.perf_counter() - began < 5


@pytest.mark.shared
def test_real_concerns_are_read_fast_and_few_take_a_side(shared_dir: Path) -> None:
    """20,000 entries, 7.5 million characters, are to be read in 20 seconds; whole reports take longer."""
    csv.field_size_limit(10**9)
    with (shared_dir / "data" / "pfd" / "reports.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["concerns"] for row in csv.DictReader(file)][:1000]
    began = time.process_time()
    found = [taken(text) for text in texts]
    spent = time.process_time() - began
    assert spent < 2 * 20 * sum(map(len, texts)) / 7_500_000
    assert 0 < sum(map(bool, found)) < len(texts) / 5
