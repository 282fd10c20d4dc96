"""Definitions of indicators: those that ship, and what is refused of one that is wrong."""

from pathlib import Path

import pytest

from answerable.impact.definitions import FOLDER, load_definitions, read_definition, shipped
from answerable.impact.fields import DefinitionError

WANTED = {
    "MHS76", "MHS77", "MHS77-01", "MHS96", "MHS97", "OAP01", "OAP02", "OAP03", "MHS78", "MHS79",
    "MHS80", "MHS100", "MHS102", "MHS140a", "MHS141a", "MHS81", "MHS81a", "DETENTION-RATIO",
    "DETENTION-GAP", "MHS106b", "MHS107b", "SUICIDE-PATIENTS", "CHPPD", "FILL-RATE", "AGENCY-SPEND",
    "REPEAT-CONCERN", "MHS08", "MHS09", "MHS24",
}  # fmt: skip


def altered(tmp_path: Path, old: str, new: str, code: str = "MHS76") -> Path:
    words = (FOLDER / f"{code}.toml").read_text()
    assert old in words
    path = tmp_path / f"{code}.toml"
    path.write_text(words.replace(old, new, 1))
    return path


def test_every_indicator_asked_for_ships() -> None:
    assert set(shipped()) >= WANTED


def test_balancing_measures_that_look_like_codes_are_held() -> None:
    wrong = [
        (one.code, other)
        for one in shipped().values()
        for other in one.balancing
        if other not in shipped() and " " not in other
    ]
    assert not wrong


def test_unconfirmed_definitions_say_so() -> None:
    assert not shipped()["OAP01"].confirmed
    assert shipped()["MHS76"].confirmed


def test_deaths_are_never_charted_by_xmr() -> None:
    deaths = [one for one in shipped().values() if one.group == "deaths"]
    assert deaths and not any(one.charting.xmr for one in deaths)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('better = "down"', 'better = "lower"', "better: is 'lower'"),
        ('better = "down"', "", "better: is missing"),
        ('better = "down"', 'better = "down"\nbetter_than = "x"', "better_than: is not a key here"),
        ('kind = "count"', 'kind = "rate"', "denominator: is missing"),
        ('code = "MHS76"', 'code = "MHS67"', "code: is 'MHS67'; name the file MHS67.toml"),
        ('periods = ["month"]', 'periods = ["fortnight"]', "periods: holds 'fortnight'"),
        ('periods = ["month"]', 'periods = ["rolling year"]', "charting.xmr: is true; a rolling year"),
        ("whole = true", 'whole = "yes"', "whole: is 'yes'; it must be true or false"),
        ("below = 5", "below = -5", "suppression.below: is -5"),
        ('address = "https', 'address = "ftp', "source.address"),
        ("[source]", "[sources]", "source: is missing"),
        ('code = "MHS76"', 'code = "MHS76', "not TOML that can be read"),
    ],
)
def test_wrong_definition_is_refused_by_file_and_key(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(DefinitionError) as error:
        read_definition(altered(tmp_path, old, new))
    assert "MHS76.toml" in str(error.value) and message in str(error.value)


def test_two_indicators_of_one_name_are_refused(tmp_path: Path) -> None:
    label = "Number of people subject to restrictive intervention in the reporting period"
    altered(tmp_path, label, "Bed days in RP")
    (tmp_path / "MHS24.toml").write_text((FOLDER / "MHS24.toml").read_text())
    with pytest.raises(DefinitionError, match="Bed days in RP"):
        load_definitions(tmp_path)
