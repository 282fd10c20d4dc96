"""The mapping of a table's columns."""

from pathlib import Path
from typing import Any

import pytest

from answerable.sources.adapters.table_mapping import (
    MappingError,
    close_names,
    find_mapping,
    parse_mapping,
    propose,
)
from answerable.sources.definitions import Licence, SourceDefinition

SOUND: dict[str, Any] = {"columns": {"text": "T"}, "constants": {"publisher": "Board"}}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"columns": {"publisher": "P"}}, '[columns] has no "text"'),
        ({"constants": {}}, "nobody is named as publisher"),
        ({"columns": {"text": "T", "colour": "C"}}, "columns.colour is not known; there can be: text,"),
        ({"columns": {"text": 3}}, "text is 3; it must be text in quotes"),
        ({"columns": {"text": " "}}, "columns.text is empty"),
        ({"columns": "T"}, "[columns] must be a section"),
        ({"kind": "wish"}, "kind is 'wish'; it must be one of: recommendation"),
        ({"instrument": "memo"}, "instrument is 'memo'"),
        ({"dates": {"order": "backwards"}}, "dates.order is 'backwards'; it must be one of: day-first"),
        ({"rows": {"column": "S"}}, '[rows] needs a "column" and "keep"'),
        ({"rows": {"column": "S", "keep": "x"}}, '[rows] needs a "column" and "keep"'),
        ({"kinds": {"Finding": "finding"}}, "kinds is 'finding'"),
        ({"colums": {}}, "colums is not known"),
    ],
)
def test_mapping_with_a_fault_is_refused_by_part(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(MappingError) as caught:
        parse_mapping(SOUND | change, "m.toml")
    assert str(caught.value).startswith("m.toml: ")
    assert complaint in str(caught.value)


def test_definition_with_a_table_section_serves_files_that_have_its_columns() -> None:
    definition = SourceDefinition(
        code="lamps",
        name="Lamps",
        kind="other",
        address="https://example.org",
        rhythm="yearly",
        covers="lamps",
        licence=Licence("none", "https://example.org", "none"),
        instruments=(),
        table=SOUND,
    )
    found = find_mapping(Path("x.csv"), [("T", "Other")], {"lamps": definition})
    assert found is not None
    assert found.source == "lamps"
    assert find_mapping(Path("x.csv"), [("Other",)], {"lamps": definition}) is None


def test_names_alike_are_offered_best_first() -> None:
    assert close_names("Recommendation", ("Colour", "Recomendation", "Recommendations"))[0].startswith(
        "Recom"
    )
    assert close_names("Recommendation", ("Colour",)) == []


def test_quotes_in_column_names_are_kept_in_the_proposal() -> None:
    assert 'date = "Date"' in propose(("Recommendation", "Date"))
    assert propose(("Colour",)) == ""
