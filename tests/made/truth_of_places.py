"""Where places of care are told: the map of tests/made/truth.py."""

from typing import Any

from tests.made.truth import Row, Thing, same
from tests.made.truth_of_reports import REASONS, text, whether

_IN_WORDS = "the page tells the days of all names under the body together"
_LISTS = "the page names the lists of all facts of the body together"


def spell_in(record: Any, row: Row) -> Any:
    return _like([one for place in record["places"] for one in place["spells"]], row)


def item_in(record: Any, row: Row) -> Any:
    return _like(record["items"], row)


def _like(records: list[Any], row: Row) -> Any:
    keys = ("place", "name", "opened")
    return next((one for one in records if all(one[key] == row[key] for key in keys)), None)


PLACE = Thing(
    "places",
    (
        same("place", text("place")),
        same("name", text("name")),
        same("area", text("area")),
        same("organisation", text("organisation")),
        same("organisation_name", text("organisation_name")),
        same("provider_as_listed", lambda row: [] if row["sure"] else [str(row["provider_as_listed"])]),
        same("taken_by", REASONS["words"]),
        same("sure", whether("sure", "nobody checked that", when=False)),
        same("opened", _IN_WORDS),
        same("closed", _IN_WORDS),
        same("opened_or_before", _IN_WORDS),
        same("name_shared", "it bears on how words lead to bodies, not on the place"),
        same("first_listed_on", _LISTS),
        same("last_listed_on", _LISTS),
        same("source", text("source")),
        same("fictional", whether("fictional", "Fictional")),
        same("licence", "/data says it"),
        same("licence_confirmed", "/data says it"),
        same("attribution", "/data says it"),
    ),
    json=(
        ("/organisations/{organisation}.json", spell_in),
        ("/api/v1/organisations/{organisation}/places?size=100", item_in),
    ),
    page="/organisations/{organisation}",
    csv="/organisations/{organisation}/places.csv",
    csv_key="place+name+opened",
)
