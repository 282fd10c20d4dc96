"""Bodies and places that registers of them tell of, into the lists.

Of the Organisation Data Service codes, names, dates and successions; of the Care Quality Commission places.

A succession from there is doubtful until a person says what it was: ODS tells who follows whom, and not
whether they merged or split (0004). No duty passes on by a doubtful one.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from answerable.core.actors import ORGANISATIONS_LOADER
from answerable.organisations.facts import (
    REAL_LIST,
    BodyFact,
    Cited,
    CodeFact,
    Left,
    ListRead,
    SuccessionFact,
)
from answerable.organisations.forms import UnknownListError, read_file
from answerable.organisations.forms.nhs import full_name, kind_of_nhs_body
from answerable.organisations.forms.rows import UnreadableListError
from answerable.organisations.loading import in_order, take_list
from answerable.organisations.models import Certainty, Succession
from answerable.organisations.operations import load_list
from answerable.pipeline.outcome import Outcome
from answerable.sources.drafts import LeftOut
from answerable.sources.harvest_adapters import HarvestAdapter
from answerable.sources.harvest_adapters.ods import KINDS
from answerable.sources.harvesting.judging import report_of
from answerable.sources.models import Place
from answerable.sources.storage import place as stored

_CODE = re.compile(r"[A-Z0-9]{3,5}")
_DAY = dt.timedelta(days=1)
_FILES = (".ods", ".csv")


def take_bodies(adapter: HarvestAdapter, places: Sequence[Place], outcome: Outcome) -> None:
    """Answers about bodies, and files that are lists of them."""
    files = [place for place in places if place.url.partition("?")[0].lower().endswith(_FILES)]
    if answers := [place for place in places if place not in files]:
        _take_answers(adapter, answers, outcome)
    _take_files(files, outcome)


def _take_files(places: Sequence[Place], outcome: Outcome) -> None:
    read: list[tuple[str, ListRead]] = []
    for place in places:
        assert place.document is not None
        where = f"place {place.pk}"
        try:
            read.append((where, read_file(stored(place.document.sha256))))
        except (UnreadableListError, UnknownListError) as error:
            outcome.failed.append(LeftOut(where, str(error)))
    for where, one in in_order(read):
        taken = take_list(one, by=ORGANISATIONS_LOADER)
        outcome.new_bodies += taken.bodies
        outcome.new_places += taken.facts if one.locations_cited else 0
        outcome.left_out += [LeftOut(f"{where}, {left.where}", left.why) for left in taken.left_out]
        outcome.left_out += [LeftOut(where, f"{n:,} rows: {why}.") for why, n in one.out_of_scope.items()]


def _take_answers(adapter: HarvestAdapter, places: Sequence[Place], outcome: Outcome) -> None:
    """Everything that these places say, in one list, so that either end of a succession is held by then."""
    read = ListRead("bodies of the Organisation Data Service")
    for place in places:
        assert place.document is not None
        body = stored(place.document.sha256).read_bytes()
        report = report_of(adapter, place.kind, place.url, body)
        if not report:
            read.left_out.append(Left(f"place {place.pk}", "Its kept copy does not read as a body."))
            continue
        _add(read, report, f"place {place.pk}")
    loaded = load_list(by=ORGANISATIONS_LOADER, read=read)
    outcome.new_bodies += loaded.bodies
    outcome.left_out += [LeftOut(one.where, one.why) for one in read.left_out + loaded.left_out]


def _day(written: str) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


def _add(read: ListRead, report: dict[str, Any], where: str) -> None:
    code, key = str(report["code"]), f"ods:{report['code']}"
    kind = KINDS.get(str(report["role"]))
    if kind is None or not _CODE.fullmatch(code):
        read.left_out.append(
            Left(where, f"{code} has the role {report['role']}, which no kind of body here has.")
        )
        return
    name = full_name(str(report["name"]))
    changed = dt.date.fromisoformat(str(report["changed"]))
    cited = Cited(
        f"ods:{code}:{changed}", f"Organisation Data Service, changed {changed}", changed, REAL_LIST
    )
    opened, last = (
        dt.date.fromisoformat(day) if (day := report[end]) else None for end in ("opened", "closed")
    )
    if kind == "nhs_trust":
        kind = kind_of_nhs_body(name)
    closed = last + _DAY if last else None  # of ODS the last day with the body; here the first one without
    read.bodies.append(BodyFact(key, name, kind, cited, opened=opened, closed=closed))
    read.codes.append(CodeFact(key, "ods", code, cited))
    for each in report["successions"]:
        pair = (key, f"ods:{each['code']}")
        before, after = pair if each["kind"] == "Successor" else pair[::-1]
        read.successions.append(
            SuccessionFact(
                before,
                after,
                Succession.UNSTATED,
                cited,
                on=_day(each["from"]),
                certainty=Certainty.DOUBTFUL,
                note="ODS says who follows whom, and not whether it was a merger or a split.",
            )
        )
    read.rows += 1
