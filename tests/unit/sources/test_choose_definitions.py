"""The reviewed definitions of sources."""

import datetime as dt
from pathlib import Path

import pytest

from answerable.sources.definitions import DefinitionError, load_definitions, read_definition

SHIPPED = Path(__file__).parents[3] / "data" / "sources"

SOUND = """
code = "sample"
name = "Sample board"
kind = "review"
address = "https://example.org/reports"
rhythm = "yearly"
covers = "Nothing real."
[licence]
name = "None"
address = "https://example.org/licence"
attribution = "Sample board."
[[instruments]]
code = "review"
name = "Review"
legal_basis = "none"
duty = "convention"
response_days = 30
source = "made up"
confirmed = true
"""


def write(folder: Path, text: str, name: str = "sample.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_definitions_all_load() -> None:
    definitions = load_definitions(SHIPPED)
    assert {"judiciary-pfd", "hssib", "public-inquiries", "select-committees"} <= set(definitions)
    for definition in definitions.values():
        for rule in definition.instruments:
            assert rule.confirmed or rule.source, f"{definition.code}: an unconfirmed rule must say whence"


def test_regulation_28_gives_56_days_and_says_where_that_stands() -> None:
    rule = load_definitions(SHIPPED)["judiciary-pfd"].rule("reg28", dt.date(2024, 1, 2))
    assert rule is not None
    assert (rule.duty, rule.response_days, rule.confirmed) == ("statutory", 56, True)
    assert "29(4)" in rule.source


def test_rule_is_none_before_the_instrument_existed() -> None:
    definition = load_definitions(SHIPPED)["judiciary-pfd"]
    assert definition.rule("reg28", dt.date(2012, 1, 1)) is None
    assert definition.rule("rule43", dt.date(2012, 1, 1)) is not None


def test_inquiry_rule_is_six_months_by_convention_and_unconfirmed() -> None:
    rule = load_definitions(SHIPPED)["public-inquiries"].rule("inquiry")
    assert rule is not None
    assert (rule.duty, rule.response_months, rule.confirmed) == ("convention", 6, False)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('kind = "review"', 'kind = "reviewer"', "kind: is 'reviewer'; it must be one of"),
        ('name = "Sample board"', "", "name: is missing; it must be text"),
        ('address = "https://example.org/reports"', 'address = "example.org"', "must begin with https://"),
        ("response_days = 30", "response_days = 0", "instruments[1].response_days: is 0"),
        ("response_days = 30", "response_days = 30\nresponse_months = 1", "days or months, not both"),
        ('duty = "convention"', 'duty = "none"', "there can be no time to respond"),
        ("confirmed = true", "confirmed = true\nrhytm = 1", "rhytm: is not a field of a definition"),
        ("confirmed = true", 'confirmed = "yes"', "confirmed: is 'yes'; it must be true or false"),
        ('code = "sample"', 'code = "other"', "name the file other.toml"),
        ('code = "sample"', 'code = "sample', "not TOML that can be read"),
        ("[[instruments]]", "[instruments]", "at least one [[instruments]] section"),
    ],
)
def test_definition_with_a_fault_is_refused_by_file_and_field(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    path = write(tmp_path, SOUND.replace(old, new, 1))
    with pytest.raises(DefinitionError) as caught:
        read_definition(path)
    assert "sample.toml" in str(caught.value)
    assert complaint in str(caught.value)


def test_folder_without_definitions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="no source definitions"):
        load_definitions(tmp_path)
