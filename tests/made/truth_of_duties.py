"""Where duties, how they stand, answers, indicators and figures are told: the map of tests/made/truth.py."""

from collections.abc import Callable
from typing import Any

from answerable.assurance.axes import Axis
from answerable.website.presenters.indicators import BETTER
from tests.made.truth import Column, Row, Thing, same, told
from tests.made.truth_of_reports import REASONS, day, leads, of_register, text

_OWN = of_register()
_ASIDE = {"licence": "", "attribution": ""}


def duty_in(record: Any, row: Row) -> Any:
    return next((one for one in record["duties"] if one["reference"] == row["duty"]), None)


def standing_in(record: Any, row: Row) -> Any:
    rows = record if isinstance(record, list) else record["standing"]
    return next((one for one in rows if one["duty"] == row["duty"]), None)


def answer_in(record: Any, row: Row) -> Any:
    """The words of one answer on one thing asked; of a part, they stand with the whole entry's duty."""
    standing = standing_in(record, row)
    if standing is None:
        return None
    return next((one for one in standing["answers"] if one["response"] == row["answer"]), None)


_LISTED = "the address says it"
DUTY = Thing(
    "duties",
    (
        same("duty", "pages name the body and the entry of a duty", path="reference"),
        told("entry", (), REASONS["none"], why=_LISTED),
        told("report", (), leads("report", "/reports/"), why="the entry's record has it"),
        same("organisation", leads("organisation", "/organisations/"), path="body.reference"),
        same("organisation_name", text("organisation_name"), path="body.name"),
        same("kind", REASONS["words"]),
        same("basis", text("basis")),
        same("due_on", day("due_on"), path="due.due_on"),
        same("due_basis", REASONS["words"], path="due.basis"),
        same("due_reason", "the page says it where the report does not state the date", path="due.reason"),
        *_OWN,
    ),
    json=(("/entries/{entry}.json", duty_in), ("/api/v1/entries/{entry}", duty_in)),
    page="/entries/{entry}",
    beside={
        "body.kind": "organisations.csv",
        "body.ods": "organisations.csv",
        "due": "told by its three columns",
        "all_dates": "dates that do not stand; the page shows them",
    },
)


def _axis(axis: str, what: str) -> Callable[[Any], object]:
    return lambda record: next(one[what] for one in record["axes"] if one["axis"] == axis)


def _axes() -> tuple[Column, ...]:
    found: list[Column] = []
    for axis in Axis:
        name, words = str(axis.value), REASONS["words"]
        found += [
            told(name, ("axes[].axis", "axes[].value"), words, get=_axis(name, "value")),
            told(f"{name}_since", ("axes[].since",), words, get=_axis(name, "since")),
            told(f"{name}_words", ("axes[].words",), words, get=_axis(name, "words")),
        ]
    return tuple(found)


STANDING = Thing(
    "standing",
    (
        same("duty", "pages name the body and the entry of a duty"),
        same("entry", REASONS["none"]),
        same("organisation", "the page leads to the body that holds the duty", path="asked.reference"),
        same("organisation_name", text("organisation_name"), path="asked.name"),
        same("holder", leads("holder", "/organisations/"), path="holder.reference"),
        same("holder_name", text("holder_name"), path="holder.name"),
        same("due_on", day("due_on")),
        *_axes(),
        same("claimed_and_found_less", REASONS["words"], path="gap"),
        same("claimed_not_looked_at", REASONS["words"], path="unchecked"),
        same("evidence_withdrawn_since", REASONS["words"], path="shaken"),
        same("stalled", REASONS["words"]),
        same("date_moved", REASONS["words"], path="slipped"),
        same("challenged", REASONS["words"]),
        same("evidence_grade", REASONS["words"], path="grade"),
        same("next_on", day("next_on")),
        same("next_words", text("next_words")),
        same("panel_view", text("panel_view"), path="panel"),
        same("panel_words", text("panel_words")),
        same("closed_on", day("closed_on")),
        same("closed_words", REASONS["words"]),
        told(
            "asked_again_on",
            ("again[].on",),
            day("asked_again_on"),
            get=lambda one: one["again"][0]["on"] if one["again"] else None,
        ),
        told(
            "asked_again_in",
            ("again[].entry",),
            leads("asked_again_in", "/entries/"),
            get=lambda one: one["again"][0]["entry"] if one["again"] else None,
        ),
        *_OWN,
    ),
    json=(("/entries/{entry}.json", standing_in), ("/api/v1/entries/{entry}/standing", standing_in)),
    page="/entries/{entry}",
    csv="/entries/{entry}/standing.csv",
    csv_key="duty",
    csv_names=_ASIDE,
    beside={
        "asked": "organisations.csv",
        "holder": "organisations.csv",
        "axes": "what the values are called, and by whom they are",
        "kind": "duties.csv",
        "grade_words": "what the grade is called",
        "panel_on": "the day of the view; the page shows it",
        "answers": "answers.csv",
        "evidence": "what a body showed; the page lists it",
        "notes": "what happened, in sentences; the log has each",
        "again": "recurrence.csv",
    },
)
ANSWER = Thing(
    "answers",
    (
        same("answer", text("answer"), path="response"),
        told("duty", (), "pages name the body and the entry of a duty", why=_LISTED),
        same("entry", REASONS["none"]),
        told("organisation", (), leads("organisation", "/organisations/"), why="the duty has it"),
        same("origin", REASONS["words"]),
        same("answered_on", day("answered_on")),
        same("stance", REASONS["words"]),
        same("words", text("words")),
        same("words_to_all", text("words_to_all"), path="general"),
        same("elevated_to", REASONS["words"]),
        told("withdrawn_at", (), "one that was taken back is on no page of an entry", why="it has no record"),
        told(
            "withdrawn_why", (), "one that was taken back is on no page of an entry", why="it has no record"
        ),
        told("licence", (), "/data says it", why="the same of every answer"),
        told("attribution", (), text("attribution"), why="the name of the body"),
    ),
    json=(("/entries/{entry}.json", answer_in), ("/api/v1/entries/{entry}/standing", answer_in)),
    page="/entries/{entry}",
    beside={"stance_words": "what the stance is called"},
)


def indicator_in(record: Any, row: Row) -> Any:
    return next((one for one in record if one["code"] == row["indicator"]), None)


def figure_in(record: Any, row: Row) -> Any:
    return next((one for one in record["values"] if one["period"] == row["period"]), None)


_PAGE = "the page of the indicator says it"
_NOT_LISTED = (
    *("kind", "definition", "numerator", "denominator", "method_version", "source", "source_address", "own"),
    *("part_of", "part", "hidden_below", "rounded_to", "caveats", "licence", "attribution"),
)
INDICATOR = Thing(
    "indicators",
    (
        same("indicator", text("indicator"), path="code"),
        same("title", text("title")),
        told("about", (), "the list of indicators is by it", why=_PAGE),
        told("kind", (), REASONS["words"], why=_PAGE),
        same("unit", text("unit")),
        same("better", lambda row: [BETTER[row["better"]]]),
        same("definition", text("definition")),
        told("numerator", (), text("numerator"), why=_PAGE),
        told("denominator", (), text("denominator"), why=_PAGE),
        told("method_version", (), text("method_version"), why=_PAGE),
        same("source", text("source")),
        told(
            "source_address",
            (),
            lambda row: [f"href:{row['source_address']}"] if row["source_address"] else [],
            why=_PAGE,
        ),
        told("confirmed", (), REASONS["words"], why=_PAGE),
        told("own", (), REASONS["words"], why=_PAGE),
        told("part_of", (), "the page of the whole leads to its parts", why=_PAGE),
        told("part", (), "the title says it", why=_PAGE),
        told("hidden_below", (), REASONS["words"], why=_PAGE),
        told("rounded_to", (), REASONS["words"], why=_PAGE),
        told("caveats", (), text("caveats"), why=_PAGE),
        told("licence", (), "/data says it", why="the same of all"),
        told("attribution", (), "/data says it", why="the same of all"),
    ),
    json=(("/api/v1/indicators", indicator_in),),
    page="/indicators/{indicator}",
    csv="/indicators.csv",
    csv_key="indicator",
    csv_names={"indicator": "code", "about": "group"} | dict.fromkeys(_NOT_LISTED, ""),
)


def _figure(row: Row) -> list[str]:
    return [] if row["value"] is None else [f"{row['value']:,}"]


# Of one body, whole and by the period that its indicator is charted by: what a body's own page shows.
FIGURE = Thing(
    "figures",
    (
        told("indicator", (), "the title says it", why=_LISTED),
        told("level", (), "the page is of one level", why="that of the body"),
        told("place", (), "the page has the body's name of today", why="the body's own name stands for it"),
        told("organisation", (), "the address says it", why=_LISTED),
        told("split", (), "the page is of the whole", why=_LISTED),
        same("period", REASONS["words"]),
        told("since", (), REASONS["words"], why="period says it"),
        told("until", (), REASONS["words"], why="period says it"),
        same("value", _figure),
        same("why_none", REASONS["words"], path="why"),
        told("row", (), "the CSV of the chart says it", why="the CSV of the chart says it"),
        told("fictional", (), REASONS["words"], why="that of the body"),
        told("licence", (), "/data says it", why="that of the indicator's source"),
        told("attribution", (), "/data says it", why="that of the indicator's source"),
    ),
    json=(("/api/v1/indicators/{indicator}/series/{organisation}?split={split}", figure_in),),
    page="/indicators/{indicator}/{organisation}",
    csv="/indicators/{indicator}.csv?body={organisation}",
    csv_key="period",
    csv_names={"organisation": "body"}
    | dict.fromkeys(("level", "place", "split", "since", "until", "fictional", "licence", "attribution"), ""),
    beside={"words": "the period in words"},
)
THINGS = (DUTY, STANDING, ANSWER, INDICATOR, FIGURE)
