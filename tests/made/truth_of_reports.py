"""Where entries, reports, bodies and expectations are told: the declared map of tests/made/truth.py."""

from collections.abc import Callable, Iterable
from typing import Any

from answerable.core.calendar import LONDON
from answerable.website.formats import counted, long_date
from answerable.website.presenters import words
from answerable.website.presenters.flags import flag_words
from tests.made.truth import HREF, Column, Row, Says, Thing, same, told

REASONS = {
    "words": "the page says it in words of its own",
    "report": "the page of the report says it",
    "title": "the title of the report says it",
    "none": "the page is of this one alone, and shows what it leads to",
}


def text(name: str) -> Says:
    """The cell as it stands; several things in it each by itself."""
    return lambda row: [one for one in str(row[name] or "").split(" | ") if one]


def day(name: str) -> Says:
    import datetime as dt

    def says(row: Row) -> Iterable[str]:
        if row[name]:
            moment = dt.datetime.fromisoformat(row[name])
            yield long_date(moment.astimezone(LONDON) if moment.tzinfo else moment.date())

    return says


def leads(name: str, to: str) -> Says:
    return lambda row: [f"{HREF}{to}{one}" for one in str(row[name] or "").split(" | ") if one]


def in_words(name: str, said: Callable[[str], str]) -> Says:
    return lambda row: [said(one) for one in str(row[name] or "").split(" | ") if one]


def due_of_entry(row: Row) -> Iterable[str]:
    """An entry that asks no body has no duty: the date stands on the page of its report alone."""
    return day("response_due")(row) if row["addressed_to"] else ()


def flags(row: Row) -> Iterable[str]:
    return flag_words(tuple(text("quality_flags")(row)))


def whether(name: str, said: str, *, when: bool = True) -> Says:
    return lambda row: [said] if row[name] is when else []


def asked(what: str) -> Callable[[Any], object]:
    """Of the bodies that are asked to act, each once."""

    def get(record: Any) -> object:
        bodies = [one["body"] for one in record["addressees"] if one["body"] and one["role"] == "addressee"]
        return list(dict.fromkeys(body[what] for body in bodies))

    return get


def licence_name(code: str) -> str:
    return "Open Government Licence v3.0" if code == "OGL-UK-3.0" else code


def _licence(prefix: str) -> tuple[Column, ...]:
    return (
        same("licence", in_words("licence", licence_name), path=f"{prefix}licence.code"),
        same(
            "licence_confirmed",
            whether("licence_confirmed", "not yet confirmed with the source", when=False),
            path=f"{prefix}licence.confirmed",
        ),
        same("attribution", text("attribution"), path=f"{prefix}licence.attribution"),
    )


def of_register(
    why: str = "the licence of all that this register says itself: /data says it",
) -> tuple[Column, ...]:
    """Licence and attribution of rows that are the register's own."""
    return (told("licence", (), why, why=why), told("attribution", (), why, why=why))


_TOP = {
    "licence": "its terms in full; the manifest has the addresses",
    "report.licence": "its terms in full; the manifest has the addresses",
}
ENTRY = Thing(
    "entries",
    (
        same("entry", text("entry"), path="reference"),
        same("kind", in_words("kind", words.ENTRY_KINDS.__getitem__)),
        same("number", text("number")),
        same("part_of", leads("part_of", "/entries/"), path="parent"),
        same("heading", text("heading"), path="context.heading"),
        same("lead_in", text("lead_in"), path="context.lead_in"),
        same("text", lambda row: [str(row["text"])]),
        same("purpose", lambda row: [str(row["purpose"])]),
        same("report", leads("report", "/reports/"), path="report.reference"),
        same("instrument", REASONS["title"], path="report.instrument"),
        same("publisher", text("publisher"), path="report.publisher"),
        same("publisher_reference", REASONS["report"], path="report.publisher_reference"),
        same("issued_on", day("issued_on"), path="report.issued_on"),
        same("area", "it is part of the publisher's name", path="report.area"),
        told(
            "addressed_to",
            ("addressees[].body.name", "addressees[].role"),
            text("addressed_to"),
            get=asked("name"),
        ),
        told(
            "addressed_to_references",
            ("addressees[].body.reference",),
            leads("addressed_to_references", "/organisations/"),
            get=asked("reference"),
        ),
        same("response_state", REASONS["words"], path="report.response_state"),
        same("response_words", REASONS["words"], path="report.response_words"),
        same("response_due", due_of_entry, path="report.response_due"),
        same("categories", text("categories"), path="report.categories"),
        same("scope_derived", in_words("scope_derived", words.SCOPES.__getitem__), path="report.scope"),
        same("settings_derived", in_words("settings_derived", words.setting_label), path="report.settings"),
        same(
            "sectors",
            REASONS["report"],
            path="report.sectors[].sector",
            get=lambda one: [each["sector"] for each in one["report"]["sectors"]],
        ),
        same("quality_flags", flags, path="flags"),
        same(
            "passages_withheld",
            lambda row: [counted(row["passages_withheld"], "passage")] if row["passages_withheld"] else [],
            path="masked",
        ),
        same("page", lambda row: [f"page {row['page']}"] if row["page"] else []),
        same("version", lambda row: [f"Version {row['version']}"]),
        same("fictional", whether("fictional", "Fictional"), path="report.fictional"),
        same("recorded_at", day("recorded_at")),
        same("summary", text("summary"), path="summary.text"),
        same("summary_by", REASONS["words"], path="summary.maker"),
        *_licence("report."),
    ),
    json=(
        ("/entries/{entry}.json", lambda told, _: told),
        ("/api/v1/entries/{entry}", lambda told, _: told),
    ),
    page="/entries/{entry}",
    csv="/entries/{entry}.csv",
    csv_key="entry",
    beside={
        **_TOP,
        "context": "headings that are no heading or lead-in are of the source's own",
        "labels": "the source's own labels, which differ from source to source",
        "row": "of the source's table; pages say it",
        "method": "how the words were read",
        "report": "reports.csv has the rest of it",
        "addressees": "addressees.csv",
        "duties": "duties.csv",
        "summary": "how it was put so, and when",
        "lineage": "themes.csv, links.csv, expectations.csv and contradictions.csv",
        "standing": "standing.csv and answers.csv",
        "said_elsewhere": "words of other registers",
        "corrections": "the publication log",
        "challenges": "the list of challenges",
        "proposed_by_a_program": "checked by nobody, and so in no file",
        "editions": "editions.csv",
        "assessments": "assessments.csv",
    },
)
REPORT = Thing(
    "reports",
    (
        same("report", text("report"), path="reference"),
        same("title", text("title")),
        same("instrument", REASONS["title"]),
        same("publisher", text("publisher")),
        same("publisher_kind", "the page of the publisher says it"),
        same("publisher_reference", text("publisher_reference")),
        same("issued_on", day("issued_on")),
        same("area", "it is part of the publisher's name"),
        same("categories", text("categories")),
        same("scope_derived", in_words("scope_derived", words.SCOPES.__getitem__), path="scope"),
        same("scope_words", text("scope_words")),
        same("scope_method", in_words("scope_method", lambda said: said.removeprefix("decided by a person"))),
        same("settings_derived", in_words("settings_derived", words.setting_label), path="settings"),
        told(
            "sectors",
            ("sectors[].sector",),
            REASONS["words"],
            get=lambda one: [each["sector"] for each in one["sectors"]],
        ),
        same("response_state", REASONS["words"]),
        same("response_words", text("response_words")),
        same("response_due", day("response_due")),
        same("quality_flags", flags, path="flags"),
        same("fictional", whether("fictional", "Fictional")),
        same("recorded_at", day("recorded_at")),
        *_licence(""),
    ),
    json=(
        ("/reports/{report}.json", lambda told, _: told),
        ("/api/v1/reports/{report}", lambda told, _: told["report"]),
    ),
    page="/reports/{report}",
    csv="/reports.csv",
    csv_key="report",
    beside={
        **_TOP,
        "publisher_code": "of its page",
        "has_source": "whether /reports/<reference>/source leads on",
        "sectors": "the words and the method by which they were found; pages show them",
        "entries": "entries.csv",
        "addressees": "addressees.csv",
        "disagreements": "what its sources say otherwise; the page shows it",
        "editions": "editions.csv",
        "seen_in": "where it was seen; the page shows it",
    },
)
_CLAIMS = ("names", "codes", "above", "before", "after", "places", "citations", "listed", "as_at")
BODY = Thing(
    "organisations",
    (
        same("organisation", text("organisation"), path="reference"),
        same("name", text("name")),
        same("kind", in_words("kind", words.body_kind)),
        same("ods_code", text("ods_code"), path="ods"),
        same("opened", day("opened")),
        same("closed", day("closed")),
        same("fictional", whether("fictional", "Fictional")),
        *of_register("the list that it comes from is named on the page"),
    ),
    json=(
        ("/organisations/{organisation}.json", lambda told, _: told),
        ("/api/v1/organisations/{organisation}", lambda told, _: told),
    ),
    page="/organisations/{organisation}",
    csv="/organisations.csv",
    csv_key="organisation",
    csv_names={"licence": "", "attribution": ""},
    beside=dict.fromkeys(_CLAIMS, "claims of lists, each with its citation; the page shows them")
    | {"reports": "entries.csv, by addressed_to_references", "places": "places.csv"},
)


def _count(name: str, noun: str) -> Says:
    return lambda row: [counted(row[name], noun)]


EXPECTATION = Thing(
    "expectations",
    (
        same("expectation", text("expectation")),
        same("state", REASONS["words"]),
        same("text", text("text")),
        same("note", text("note")),
        same("origin", REASONS["words"]),
        same("merged_into", "one that was merged has no page, and leads to the other"),
        same("reports", _count("reports", "report")),
        same("occasions", REASONS["words"]),
        same("entries", "the page lists them"),
        same("first_asked_on", day("first_asked_on")),
        same("last_asked_on", lambda row: [row["last_asked_on"][:4]] if row["last_asked_on"] else []),
        same("publishers", _count("publishers", "publisher")),
        told(
            "asked_of",
            ("asked_of[].name",),
            text("asked_of"),
            get=lambda one: [each["name"] for each in one["asked_of"]],
        ),
        told(
            "asked_of_references",
            ("asked_of[].organisation",),
            leads("asked_of_references", "/organisations/"),
            get=lambda one: [each["organisation"] for each in one["asked_of"]],
        ),
        told("instruments", ("instruments",), REASONS["words"], get=lambda one: sorted(one["instruments"])),
        told(
            "entries_references",
            (),
            leads("entries_references", "/entries/"),
            why="in asked_in of the page's JSON, and in expectations of each entry",
        ),
        same("settled_at", "the history of the expectation says it"),
        same("fictional", whether("fictional", "Fictional")),
        *of_register(),
    ),
    json=(
        ("/expectations/{expectation}.json", lambda told, _: told),
        ("/api/v1/expectations/{expectation}", lambda told, _: told),
    ),
    page="/expectations/{expectation}",
    csv="/expectations.csv",
    csv_key="expectation",
    csv_names={"licence": "", "attribution": ""},
    beside={
        "reports_about_one_event": "links.csv, same_event",
        "asked_of": "how many reports ask it of each: entries.csv has them",
        "years": "by the dates of the reports",
        "said_by": "entries.csv",
        "replies": "entries.csv, response_state",
        "asked_in": "entries.csv",
        "standing_by_body": "standing.csv",
        "as_at": "the day that was asked for",
        "priorities": "priorities.csv and priority_ranks.csv",
        "assessments": "assessments.csv",
        "groups": "groups.csv",
        "work": "work.csv",
        "consolidations": "consolidations.csv",
    },
)
