"""What the files hold, for programs and for people: CSV on the Web, schema.org, and a data dictionary."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from answerable.pipeline.bulk.database import KEYS, LEADS, MAY_BE_EMPTY
from answerable.pipeline.bulk.kinds import Kind, kind_of
from answerable.publication import dictionary, dictionary_figures, dictionary_together
from answerable.publication.licences import OGL

_MEANINGS: dict[str, Mapping[str, str]] = {
    "entries": dictionary.ENTRY_MEANINGS,
    "reports": dictionary.REPORT_MEANINGS,
    "addressees": dictionary.ADDRESSEE_MEANINGS,
    "duties": dictionary.DUTY_MEANINGS,
    "organisations": dictionary.ORGANISATION_MEANINGS,
    "places": dictionary_figures.PLACE_MEANINGS,
    "indicators": dictionary_figures.INDICATOR_MEANINGS,
    "figures": dictionary_figures.FIGURE_MEANINGS,
    "expectations": dictionary.EXPECTATION_MEANINGS,
    "themes": dictionary.THEME_MEANINGS,
    "links": dictionary.LINK_MEANINGS,
    "contradictions": dictionary.CONTRADICTION_MEANINGS,
    "standing": dictionary.STANDING_MEANINGS,
    "answers": dictionary.ANSWER_MEANINGS,
    "editions": dictionary.EDITION_MEANINGS,
    "withdrawals": dictionary.WITHDRAWAL_MEANINGS,
    "recurrence": dictionary.RECURRENCE_MEANINGS,
    "groups": dictionary_together.GROUP_MEANINGS,
    "group_notes": dictionary_together.NOTE_MEANINGS,
    "work": dictionary_together.WORK_MEANINGS,
    "consolidations": dictionary_together.CONSOLIDATION_MEANINGS,
    "positions": dictionary_together.POSITION_MEANINGS,
    "assessments": dictionary_together.ASSESSMENT_MEANINGS,
    "priorities": dictionary_together.PRIORITY_MEANINGS,
    "priority_ranks": dictionary_together.RANK_MEANINGS,
}
_ENDINGS = {"_since": "Since when {} is so.", "_words": "What {} says, in a sentence."}
# The datatypes of "CSV on the Web"; text has none of its own. Yes and no are written as the files do.
_DATATYPES: dict[Kind, Any] = {
    Kind.WHOLE: "integer",
    Kind.NUMBER: "number",
    Kind.YES_NO: {"base": "boolean", "format": "True|False"},
    Kind.DAY: "date",
    Kind.MOMENT: "datetime",
}
_FORMS = {
    ".csv": "text/csv",
    ".jsonl": "application/x-ndjson",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite3": "application/vnd.sqlite3",
}
NOTE = (
    "Names of people are withheld. Counts by coroner area measure coroners' habits, not risk. "
    "Themes and links whose state is “suggested” are a program's, not checked by a person."
)
TERMS = (
    "Each row names its licence and whom to attribute it to. Facts of this register itself: Open Government "
    "Licence v3.0. Words that are quoted from a report keep the terms of that report."
)
_WHOLE = "What coroners, inquiries and investigators asked for, who must act, and what became of it."


@dataclass(frozen=True, slots=True)
class Described:
    """One table, for people: [(column, kind, meaning)]."""

    name: str
    words: str
    columns: tuple[tuple[str, str, str], ...]


def about() -> dict[str, str]:
    """What is said of all files together."""
    return {"title": _title(), "note": NOTE, "licence": TERMS}


def _title() -> str:
    return f"{settings.SERVICE_NAME}: public data"


def described(
    columns: Mapping[str, Sequence[str]], files: Mapping[str, Mapping[str, object]]
) -> dict[str, Any]:
    """{file name: its content}, of tables by their columns; `files` are those made, with size and hash."""
    return {
        "csv-metadata.json": csvw(columns),
        "dataset.jsonld": dataset(files),
        "datasette.json": datasette(columns),
        "data-dictionary.md": in_words(columns),
    }


def meaning(table: str, column: str) -> str:
    """What a column means; that of the entries' file where a table has none of its own; "" for none."""
    held = _MEANINGS.get(table, {})
    if column in held:
        return held[column]
    for ending, words in _ENDINGS.items():
        if table == "standing" and column.endswith(ending):
            return words.format(column.removesuffix(ending))
    if column in dictionary_figures.LICENCE_MEANINGS:
        return dictionary_figures.LICENCE_MEANINGS[column]
    return dictionary.ENTRY_MEANINGS.get(column, "")


def tables_described(columns: Mapping[str, Sequence[str]]) -> Iterator[Described]:
    """Every table, in the order of the files."""
    for table, names in columns.items():
        rows = tuple((name, str(kind_of(table, name)), meaning(table, name)) for name in names)
        yield Described(table, dictionary_figures.TABLE_MEANINGS[table], rows)


def dictionary_rows(columns: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str, str]]:
    """[(table, column, kind, meaning)]."""
    return [(one.name, *row) for one in tables_described(columns) for row in one.columns]


def csvw(columns: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Metadata by the W3C's "CSV on the Web"."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "dc:title": _title(),
        "dc:description": NOTE,
        "dc:license": {"@id": OGL},
        "dc:rights": TERMS,
        "tables": [_table(name, names) for name, names in columns.items()],
    }


def dataset(files: Mapping[str, Mapping[str, object]]) -> dict[str, Any]:
    """A schema.org Dataset, by which catalogues find it; each file with its size and hash."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": _title(),
        "description": f"{_WHOLE} Names of people are withheld.",
        "license": OGL,
        "usageInfo": TERMS,
        "creator": {"@type": "Organization", "name": settings.SERVICE_NAME},
        "isAccessibleForFree": True,
        "inLanguage": "en-GB",
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": _FORMS[Path(name).suffix],
                "contentUrl": name,
                "contentSize": f"{told['bytes']} B",
                "sha256": told["sha256"],
            }
            for name, told in files.items()
            if Path(name).suffix in _FORMS
        ],
    }


def datasette(columns: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What Datasette shows beside the tables: `datasette answerable.sqlite3 --metadata datasette.json`."""
    return {
        "title": _title(),
        "description": NOTE,
        "license": "Open Government Licence v3.0; each row says its own",
        "license_url": OGL,
        "databases": {
            "answerable": {
                "tables": {
                    one.name: {
                        "description": one.words,
                        "columns": {column: words for column, _, words in one.columns},
                    }
                    for one in tables_described(columns)
                }
            }
        },
    }


def in_words(columns: Mapping[str, Sequence[str]]) -> str:
    """A data dictionary as Markdown, one table after another."""
    lines = [
        "# Data dictionary",
        "",
        "Made from what makes the files. Empty cells: not known, or none. Days are written as 2024-04-30, "
        "moments with their offset from UTC, yes and no as True and False. In CSV, a text that a spreadsheet "
        "could run as a formula begins with an apostrophe.",
        "",
    ]
    for one in tables_described(columns):
        lines += [f"## {one.name}", "", one.words, "", "| column | kind | meaning |", "|---|---|---|"]
        lines += [
            f"| `{name}` | {kind} | {words.replace('|', '&#124;')} |" for name, kind, words in one.columns
        ]
        lines.append("")
    return "\n".join(lines)


def _table(name: str, columns: Sequence[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(name, column) for column in columns]}
    if name in KEYS:
        schema["primaryKey"] = KEYS[name]
    keys = [
        {
            "columnReference": column,
            "reference": {"resource": f"{LEADS[column]}.csv", "columnReference": KEYS[LEADS[column]]},
        }
        for column in columns
        if column in LEADS and KEYS.get(name) != column and (name, column) not in MAY_BE_EMPTY
    ]
    if keys:
        schema["foreignKeys"] = keys
    words = dictionary_figures.TABLE_MEANINGS[name]
    return {"url": f"{name}.csv", "dc:title": name, "dc:description": words, "tableSchema": schema}


def _column(table: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "titles": name}
    if words := meaning(table, name):
        found["dc:description"] = words
    if datatype := _DATATYPES.get(kind_of(table, name)):
        found["datatype"] = datatype
    if KEYS.get(table) == name:
        found["required"] = True
    return found
