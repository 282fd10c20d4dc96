"""How well the resolver reads: precision and recall on cells labelled by people.

A case is a line of JSON: `receiver` (the cell), `date`, and `orgs`, each with `name` (null where the cell
leaves it open) and `ods` (the code, for trusts and integrated care boards).

- ods: bodies that hold a code, matched by code. Found are the sure trusts and boards; commissioning groups
  and other bodies carry no code in the labels and don't count here, neither for nor against.
- named: every labelled body with a name. Found are all that were named surely, listed or not; one matches
  when both names mean the same body on the date, or are equal but for case, punctuation and "the".
"""

import csv
import datetime as dt
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from answerable.organisations.naming import name_key
from answerable.organisations.records import Mention
from answerable.organisations.resolver import Resolver

CODED_KINDS = frozenset({"nhs_trust", "ambulance_trust", "icb"})


class BadCasesError(ValueError):
    """The file of cases can't be used. The message names the line and says what is wrong."""


@dataclass(frozen=True, slots=True)
class Case:
    identifier: str
    cell: str
    on: dt.date
    orgs: tuple[tuple[str | None, str | None], ...]  # (name, ods)


@dataclass(slots=True)
class Count:
    right: int = 0
    found: int = 0
    labelled: int = 0

    def figures(self) -> dict[str, float]:
        return {
            "precision": round(self.right / self.found, 4) if self.found else 1.0,
            "recall": round(self.right / self.labelled, 4) if self.labelled else 1.0,
        }


@dataclass(slots=True)
class Tally:
    ods: Count = field(default_factory=Count)
    named: Count = field(default_factory=Count)
    statuses: dict[str, int] = field(default_factory=dict)
    errors: list[dict[str, object]] = field(default_factory=list)


def read_cases(path: Path) -> list[Case]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCasesError(f"{path} cannot be read as text in UTF-8: {error}") from error
    cases = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            cases.append(_case(line, f"{path.name}, line {number}"))
    if not cases:
        raise BadCasesError(f"{path.name} holds no cases.")
    return cases


def _case(line: str, where: str) -> Case:
    try:
        value: dict[str, Any] = json.loads(line)
        cell, written, orgs = value["receiver"], str(value["date"]), value["orgs"]
        pairs = tuple((org.get("name"), org.get("ods")) for org in orgs)
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise BadCasesError(
            f"{where}: expected a JSON object with receiver, date and orgs, each org with a name ({error})."
        ) from error
    on = label_date(written)
    if on is None or not isinstance(cell, str):
        raise BadCasesError(f"{where}: {written!r} is not a date, or receiver is not text.")
    return Case(str(value.get("id", where)), cell, on, pairs)


def read_cases_by_row(labels: Path, table: Path, half: str) -> list[Case]:
    """Cases that name a row of `table` instead of holding its cell: real cells may name people, so they are
    read where they lie. Labels are lines of JSON: `row` (counted from 1), `half`, and `orgs` as above."""
    csv.field_size_limit(10**9)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    cases = []
    for line in labels.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        row = rows[label["row"] - 1]
        on = label_date(row["date"])
        if label["half"] == half and on:
            orgs = tuple((org["name"], org["ods"]) for org in label["orgs"])
            cases.append(Case(f"row {label['row']}", row["receiver"], on, orgs))
    return cases


def label_date(text: str) -> dt.date | None:
    """A label's date: 2024-02-21 or 21/02/2024."""
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip()):
        text = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def evaluate_addressees(path: Path, resolver: Resolver) -> dict[str, Any]:
    """{"ods": {"precision", "recall"}, "named", "counts", "errors"}. Raises BadCasesError."""
    return evaluate_cases(read_cases(path), resolver)


def evaluate_cases(cases: list[Case], resolver: Resolver) -> dict[str, Any]:
    tally = Tally()
    for case in cases:
        mentions = [m for m in resolver.resolve(case.cell, case.on) if m.role == "addressee"]
        for mention in mentions:
            tally.statuses[mention.status] = tally.statuses.get(mention.status, 0) + 1
        _by_code(case, mentions, tally)
        _by_name(case, mentions, resolver, tally)
    return {
        "ods": tally.ods.figures(),
        "named": tally.named.figures(),
        "counts": {
            "cases": len(cases),
            "ods": {"labelled": tally.ods.labelled, "found": tally.ods.found, "right": tally.ods.right},
            "named": {
                "labelled": tally.named.labelled,
                "found": tally.named.found,
                "right": tally.named.right,
            },
            "statuses": dict(sorted(tally.statuses.items())),
        },
        "errors": tally.errors,
    }


def _by_code(case: Case, mentions: list[Mention], tally: Tally) -> None:
    wanted = {ods for _, ods in case.orgs if ods}
    found = {
        m.organisation.ods
        for m in mentions
        if m.status == "sure" and m.organisation and m.organisation.ods and m.organisation.kind in CODED_KINDS
    }
    tally.ods.labelled += len(wanted)
    tally.ods.found += len(found)
    tally.ods.right += len(wanted & found)
    for code in sorted(wanted - found):
        tally.errors.append({"case": case.identifier, "measure": "ods", "missed": code})
    for code in sorted(found - wanted):
        tally.errors.append({"case": case.identifier, "measure": "ods", "wrong": code})


def _by_name(case: Case, mentions: list[Mention], resolver: Resolver, tally: Tally) -> None:
    wanted: dict[str, str] = {}
    for name, _ in case.orgs:
        if name:
            body = resolver.named(name, case.on)
            wanted.setdefault(f"body {body.key}" if body else f"name {name_key(name)}", name)
    found: dict[str, str] = {}
    for mention in mentions:
        if mention.status == "sure" and mention.organisation:
            found.setdefault(f"body {mention.organisation.key}", mention.name)
        elif mention.status == "unlisted":
            found.setdefault(f"name {name_key(mention.name)}", mention.name)
    right = set(wanted) & set(found)
    # A body that we hold may be labelled by a name that we don't: then the shown names are compared.
    shown = {name_key(name): key for key, name in found.items() if key not in right}
    for key, name in list(wanted.items()):
        if key not in right and (other := shown.get(name_key(name))):
            found[key] = found.pop(other)
            right.add(key)
    tally.named.labelled += len(wanted)
    tally.named.found += len(found)
    tally.named.right += len(right)
    for key in sorted(set(wanted) - right):
        tally.errors.append({"case": case.identifier, "measure": "named", "missed": wanted[key]})
    for key in sorted(set(found) - right):
        tally.errors.append({"case": case.identifier, "measure": "named", "wrong": found[key]})
