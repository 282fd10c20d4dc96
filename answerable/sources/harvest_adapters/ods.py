"""Codes, names and dates of NHS bodies: the Organisation Data Service's ORD interface, version 2-0-0.

    /organisations?PrimaryRoleId=RO197&Limit=1000   bodies of one kind, in short, each with its `OrgLink`
    /sync?LastChangeDate=2026-05-01                 links to bodies that changed (at most 185 days back)
    /organisations/CODE                             one body: dates, roles, relations, successions

Onwards: `pipeline/harvested_bodies.py` gives what it says to the lists of bodies, below reviewed rows.
"""

import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from answerable.sources.definitions import SourceDefinition
from answerable.sources.harvest_adapters import Found, PageRead
from answerable.sources.harvest_adapters.answers import read_json, text_in, wanted
from answerable.sources.harvest_adapters.base import BODIES, LISTING, begin, read_as
from answerable.sources.harvest_adapters.values import OddError, day, host_of, matter, path_of, whole

_BODY_PATH = re.compile(r"/organisations/(?P<code>[A-Z0-9]{2,12})$")
_STATES = frozenset({"Active", "Inactive"})
KINDS = {"RO197": "nhs_trust", "RO261": "icb"}


def read_list(url: str, body: bytes) -> PageRead:
    items = wanted(read_json(body), "Organisations", list)
    if not items and "LastChangeDate" not in url:
        raise OddError("the list holds no body")
    found = []
    for number, item in enumerate(items, 1):
        place = f"body {number}"
        link = whole(url, text_in(item, "OrgLink", place))
        match = _BODY_PATH.search(path_of(link))
        if not match or host_of(link) != host_of(url):
            raise OddError(f"“OrgLink” in {place} leads to no body")
        hint: dict[str, str] = {}
        if "/sync" not in url:
            if text_in(item, "OrgId", place) != match["code"]:
                raise OddError(f"{place} has two codes")
            state, changed = text_in(item, "Status", place), text_in(item, "LastChangeDate", place)
            if state not in _STATES or not day(changed):
                raise OddError(f"{place} has no state or no day of change that can be read")
            hint = {"name": text_in(item, "Name", place), "state": state, "changed": changed}
        found.append(Found(link, BODIES, hint))
    further = _next(url, len(items))
    return PageRead(found + further, matter([[each.url, each.hint] for each in found]))


def _next(url: str, held: int) -> list[Found]:
    parts = urlsplit(url)
    asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
    limit = asked.get("Limit", "")
    if not limit.isdigit() or held < int(limit):
        return []
    offset = int(asked["Offset"]) if asked.get("Offset", "").isdigit() else 0
    query = urlencode(asked | {"Offset": str(offset + held)})
    return [Found(urlunsplit(parts._replace(query=query)), LISTING)]


def read_body(url: str, body: bytes) -> PageRead:
    data = wanted(read_json(body), "Organisation", dict)
    code = text_in(wanted(data, "OrgId", dict, "the body"), "extension", "its code")
    match = _BODY_PATH.search(path_of(url))
    if not match or code != match["code"]:
        raise OddError("the code of the body is not the one asked for")
    state = text_in(data, "Status", "the body")
    if state not in _STATES:
        raise OddError("the state of the body is not known")
    opened, closed = _life(wanted(data, "Date", list, "the body"))
    if state == "Inactive" and not closed:
        raise OddError("the body is closed, and no day of that is given")
    roles = wanted(wanted(data, "Roles", dict, "the body"), "Role", list, "its roles")
    primary = [text_in(role, "id", "a role") for role in roles if _is_primary(role)]
    if len(primary) != 1:
        raise OddError("the body has no one primary role")
    report = {
        "code": code,
        "name": text_in(data, "Name", "the body"),
        "state": state,
        "role": primary[0],
        "opened": opened,
        "closed": closed,
        "changed": text_in(data, "LastChangeDate", "the body"),
        "relations": _targets(data, "Rels", "Rel", "id"),
        "successions": _targets(data, "Succs", "Succ", "Type"),
    }
    return PageRead([], matter(report), "", report)


def _is_primary(role: Any) -> bool:
    return isinstance(role, dict) and role.get("primaryRole") is True


def _life(dates: list[Any]) -> tuple[str, str]:
    """First and last day; the operational dates come before the legal ones, as in the lists of trusts."""
    by_type = {text_in(each, "Type", "a date"): each for each in dates}
    chosen = by_type.get("Operational") or by_type.get("Legal")
    if chosen is None:
        raise OddError("the body has no dates")
    opened = day(text_in(chosen, "Start", "a date"))
    if set(chosen) - {"Type", "Start", "End"} or chosen.get("End") == "":
        raise OddError("a date of the body is not what it was")
    ended = chosen.get("End")
    closed = day(str(ended)) if ended else ""
    if not opened or (ended and not closed):
        raise OddError("a date of the body can't be read")
    return opened, closed


def _targets(data: dict[str, Any], group: str, one: str, kind: str) -> list[dict[str, str]]:
    """Relations to other bodies, in order of code. A body may have none; then the group is absent."""
    if unknown := sorted(set(data) - _KEYS):
        raise OddError(f"“{unknown[0][:60]}” in the body is not known")
    if group not in data:
        return []
    rows = []
    related = wanted(wanted(data, group, dict, "the body"), one, list, group)
    if not related:
        raise OddError(f"“{one}” of the body is empty")
    for each in related:
        target = wanted(wanted(each, "Target", dict, one), "OrgId", dict, one)
        dates = wanted(each, "Date", list, one)
        start, end = _life(dates)
        role = text_in(wanted(each["Target"], "PrimaryRoleId", dict, one), "id", one)
        rows.append(
            {
                "kind": text_in(each, kind, one),
                "code": text_in(target, "extension", one),
                "role": role,
                "from": start,
                "to": end,
            }
        )
    return sorted(rows, key=lambda row: (row["kind"], row["code"], row["from"]))


_KEYS = frozenset(
    {"Name", "Date", "OrgId", "Status", "LastChangeDate", "orgRecordClass", "refOnly", "GeoLoc", "Contacts"}
    | {"Roles", "Rels", "Succs"}
)


class _Ods:
    code = "ods"
    version = "1"

    def start(self, definition: SourceDefinition) -> list[Found]:
        return begin(definition)

    def read(self, place_kind: str, url: str, body: bytes, media_type: str) -> PageRead:
        return read_as({LISTING: read_list, BODIES: read_body}, place_kind, url, body, media_type)


ADAPTER = _Ods()
