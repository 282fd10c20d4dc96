"""Whom an entry is about and where: from its own words, nothing where they say nothing."""

from pathlib import Path

import pytest

from answerable.lineage.about import (
    BadPopulationsError,
    Populations,
    label_of,
    populations,
    populations_of,
    settings_of,
    values_of,
)
from answerable.lineage.models import Relation


def keys(text: str) -> list[str]:
    return [found.key for found in populations_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ward for young people’s care had no bed.", ["children"]),
        ("A 15-year-old was placed on a ward for adults.", ["children"]),
        ("Older people who fall wait for hours.", ["older_people"]),
        ("A patient aged 82 fell.", ["older_people"]),
        ("Of the population, over 80% recover.", []),
        ("Nobody asked after her at the postnatal visit.", ["perinatal"]),
        ("The Nursing and Midwifery Council was not told.", []),
        ("Adjustments for autistic people were not made.", ["autistic_people"]),
        ("His learning disability nurse was on leave.", ["learning_disability"]),
        ("There is no bed on a women's ward.", ["women"]),
        ("There is a rise of suicide among men.", ["men"]),
        ("Staff commented that the document was mentioned.", []),
        ("No interpreter was called.", ["minority_ethnic"]),
        ("No sign language interpreter was called.", ["deaf_people"]),
        ("The race organiser counted the runners.", []),
        ("Waits at the gender identity clinic are long.", ["lgbt"]),
        ("Prisoners’ cell bells were not answered.", ["prisoners"]),
        ("The university did not tell the student’s tutor.", ["students"]),
        ("The University Hospitals trust had no plan.", []),
        ("The student nurse was not supervised.", []),
        ("Veterans have to refer themselves.", ["veterans"]),
        ("Emergency service personnel were late.", []),
        ("The drug and alcohol team was not asked.", ["substance_use"]),
        ("He was discharged to no fixed abode.", ["homeless"]),
        ("People who seek asylum: asylum seekers wait.", ["migrants"]),
        ("The home for people with dementia was not told.", ["dementia"]),
        ("There are too few beds for eating disorders.", ["eating_disorders"]),
        ("The alarm was not heard.", []),
        ("", []),
    ],
)
def test_populations_are_found_by_their_words(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


def test_population_tells_the_words_that_led_to_it() -> None:
    (found,) = populations_of("Children’s nurses. A child waited. The children’s ward.")
    assert found.words == ("children's", "child") and found.score == populations().sure


def test_hint_alone_is_less_sure_and_two_of_them_as_sure_as_a_word() -> None:
    (one,) = populations_of("The care home had no plan.")
    (two,) = populations_of("The care home had no plan for the risk of falls.")
    assert (one.key, one.score) == ("older_people", populations().hint)
    assert (two.key, two.score) == ("older_people", populations().sure)


def test_every_population_is_found_by_a_word_of_its_own_name_or_definition() -> None:
    for population in populations().all:
        assert population.key in keys(f"{population.name}. {population.definition}"), population.key


def test_settings_come_from_the_entrys_own_words_and_are_none_where_it_has_none() -> None:
    (ward,) = settings_of("Patients of the psychiatric ward were not seen.")
    assert ward.key == "mental-health-inpatient" and "psychiatric ward" in ward.words[0]
    (prison,) = settings_of("The prison had no list. Prisoners were not told.")
    assert prison.key == "prison" and prison.score > ward.score
    assert settings_of("The plan was not written down.") == []
    assert settings_of("") == []


def test_what_may_be_said_has_a_name() -> None:
    assert values_of("link") == set(Relation.values)
    assert "training" in values_of("theme") and "prison" in values_of("setting")
    assert values_of("scope") == {"yes", "likely", "no"} and values_of("rumour") == frozenset()
    assert label_of("theme", "training") == "Training"
    assert label_of("link", "narrower") == "is a narrower form of"
    assert label_of("setting", "mental-health-inpatient") == "Mental health inpatient"
    assert label_of("population", "lgbt") == "LGBT+ people"
    assert label_of("scope", "yes") == "About mental-health inpatient care"
    assert label_of("theme", "of an older taxonomy") == "of an older taxonomy"


HEAD = 'version = "1"\nsure = 0.9\nhint = 0.6\n'
ONE = '[populations.a]\nname = "A"\ndefinition = "a"\nsure = ["a"]\n'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("version = ", "can't be read"),
        (HEAD + ONE + ONE, "can't be read"),
        ("sure = 0.9\nhint = 0.6\n" + ONE, "needs a `version`"),
        ('version = "1"\nsure = 1.5\nhint = 0.6\n' + ONE, "needs `sure` and `hint`"),
        (HEAD, "holds no populations"),
        (HEAD + "[populations]\na = 1\n", "population a: not a table"),
        (HEAD + '[populations.a]\nname = "A"\nsure = ["a"]\n', "population a: needs a `name` and a"),
        (HEAD + '[populations.a]\nname = "A"\ndefinition = "a"\n', "population a: needs words that say it"),
        (HEAD + ONE + 'hints = "b"\n', "must be lists of words"),
        (HEAD + ONE + 'hints = ["(b"]\n', r"the pattern \(b can't be read"),
        (HEAD + ONE + ONE.replace(".a]", ".b]"), "more than one population is called a"),
    ],
)
def test_bad_list_of_populations_says_where(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "populations.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadPopulationsError, match=message):
        Populations.read(path)
    with pytest.raises(BadPopulationsError, match="can't be read"):
        Populations.read(tmp_path / "absent.toml")
