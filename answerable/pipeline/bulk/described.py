"""What the files hold, for programs and for people: CSV on the Web, schema.org, and a data dictionary."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from answerable.pipeline.bulk.database import KEYS, LEADS
from answerable.publication import dictionary, dictionary_together

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_MEANINGS: dict[str, Mapping[str, str]] = {
    "entries": dictionary.ENTRY_MEANINGS,
    "reports": dictionary.REPORT_MEANINGS,
    "addressees": dictionary.ADDRESSEE_MEANINGS,
    "duties": dictionary.DUTY_MEANINGS,
    "organisations": dictionary.ORGANISATION_MEANINGS,
    "expectations": dictionary.EXPECTATION_MEANINGS,
    "themes": dictionary.THEME_MEANINGS,
    "links": dictionary.LINK_MEANINGS,
    "contradictions": dictionary.CONTRADICTION_MEANINGS,
    "standing": dictionary.STANDING_MEANINGS,
    "answers": dictionary.ANSWER_MEANINGS,
    "editions": dictionary.EDITION_MEANINGS,
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
_DATES = ("_on", "_due", "opened", "closed")


def described(columns: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """{file name: its content}, of tables by their columns."""
    return {
        "csv-metadata.json": csvw(columns),
        "dataset.jsonld": dataset(columns),
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
    return dictionary.ENTRY_MEANINGS.get(column, "")


def csvw(columns: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Metadata by the W3C's "CSV on the Web"."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "dc:title": f"{settings.SERVICE_NAME}: public data",
        "dc:license": {"@id": LICENCE},
        "tables": [_table(name, names) for name, names in columns.items()],
    }


def dataset(columns: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A schema.org Dataset, by which catalogues find it."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": f"{settings.SERVICE_NAME}: public data",
        "description": "What coroners, inquiries and investigators asked to make care safer, who must act, "
        "and what became of it. Names of people are withheld.",
        "license": LICENCE,
        "isAccessibleForFree": True,
        "inLanguage": "en-GB",
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{name}.{ending}"}
            for name in columns
            for ending, kind in (("csv", "text/csv"), ("jsonl", "application/x-ndjson"))
        ],
    }


def in_words(columns: Mapping[str, Sequence[str]]) -> str:
    """A data dictionary as Markdown, one table after another."""
    lines = ["# Data dictionary", "", "Made with the files. Empty cells: not known, or none.", ""]
    for table, names in columns.items():
        lines += [f"## {table}", "", "| column | meaning |", "|---|---|"]
        lines += [f"| `{name}` | {meaning(table, name)} |" for name in names]
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
        if column in LEADS and KEYS.get(name) != column
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {"url": f"{name}.csv", "tableSchema": schema}


def _column(table: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "titles": name}
    if words := meaning(table, name):
        found["dc:description"] = words
    if name.endswith(_DATES):
        found["datatype"] = "date"
    return found
