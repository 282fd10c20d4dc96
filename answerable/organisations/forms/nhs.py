"""The NHS's own lists: trusts by year (etr), codes, successors, boards, regions, mental-health trusts.

Column meanings of etr: "Etr.csv", the specification published by the Organisation Data Service with it.
"""

import datetime as dt
import re

from answerable.organisations.facts import (
    BodyFact,
    Cited,
    CodeFact,
    Left,
    LinkFact,
    ListRead,
    MentalHealthFact,
    SuccessionFact,
    cite_list,
)
from answerable.organisations.forms.rows import Rows, compact_date, iso_date
from answerable.organisations.naming import proper_name

_CODE = re.compile(r"[A-Z0-9]{3,5}")
_DAY = dt.timedelta(days=1)
# Area teams, which the early codes list names, lived from April 2013 to March 2015.
_AREA_TEAMS = dt.date(2013, 4, 1)
_BOARDS = dt.date(2022, 7, 1)  # Health and Care Act 2022: integrated care boards


def kind_of_nhs_body(name: str) -> str:
    folded = name.lower()
    if "ambulance" in folded:
        return "ambulance_trust"
    if re.search(r"\bccg\b|clinical commissioning group", folded):
        return "ccg"
    if "integrated care board" in folded:
        return "icb"
    return "nhs_trust"


def full_name(name: str) -> str:
    """In proper case, and with the words that lists shorten."""
    name = proper_name(name)
    name = re.sub(r"\bNational Health Service Trust\b", "NHS Trust", name)
    if re.search(r"\bCCG\b", name):
        name = re.sub(r"\bCCG\b", "Clinical Commissioning Group", name)
        if not name.startswith("NHS "):
            name = f"NHS {name}"
    return name


def _body(read: ListRead, code: str, name: str, cited: Cited, **dates: dt.date | None) -> str:
    key = f"ods:{code}"
    name = full_name(name)
    read.bodies.append(
        BodyFact(
            key,
            name,
            kind_of_nhs_body(name),
            cited,
            opened=dates.get("opened"),
            closed=dates.get("closed"),
        )
    )
    read.codes.append(CodeFact(key, "ods", code, cited))
    return key


def is_etr(rows: Rows) -> bool:
    first = rows[0][1]
    if first[:2] == ["organisation_code", "name"] and "open_date" in first:
        return True
    return len(first) >= 12 and bool(_CODE.fullmatch(first[0])) and bool(re.fullmatch(r"\d{8}", first[10]))


def read_etr(rows: Rows, content: bytes) -> ListRead:
    """Trusts of one year. The list's date is the last day that it mentions: no later one can be known."""
    read = ListRead("NHS trusts (etr)")
    if rows[0][1][0] == "organisation_code":
        rows = rows[1:]
    good = []
    for number, cells in rows:
        where = f"row {number}"
        if len(cells) < 12:
            read.left_out.append(
                Left(where, f"{len(cells)} columns, where a list of trusts has at least 12.")
            )
            continue
        if not _CODE.fullmatch(cells[0]) or not cells[1]:
            read.left_out.append(Left(where, f"No organisation code and name: {cells[0]!r}, {cells[1]!r}."))
            continue
        try:
            opened, last = compact_date(cells[10]), compact_date(cells[11])
        except ValueError as error:
            read.left_out.append(Left(where, f"{cells[0]}: {error}."))
            continue
        if opened and last and last < opened:
            read.left_out.append(Left(where, f"{cells[0]} closes on {last}, before it opens on {opened}."))
            continue
        good.append((cells, opened, last))
    dates = [day for _, opened, last in good for day in (opened, last) if day]
    dated = max(dates, default=None)
    cited = cite_list(content, f"NHS trusts (ODS etr), not before {dated}", dated)
    for cells, opened, last in good:
        key = _body(read, cells[0], cells[1], cited, opened=opened, closed=last + _DAY if last else None)
        if re.fullmatch(r"Y\d\d", cells[2]):
            read.links.append(LinkFact(key, f"ods:{cells[2]}", "region", cited))
        if cells[3] and _CODE.fullmatch(cells[3]):
            relation = "icb" if dated and dated >= _BOARDS else "area"
            read.links.append(LinkFact(key, f"ods:{cells[3]}", relation, cited))
    read.rows = len(good)
    return read


def is_codes_list(rows: Rows) -> bool:
    header = [cell.lower() for cell in rows[0][1]]
    return header[:2] == ["procode", "name"]


def read_codes_list(rows: Rows, content: bytes) -> ListRead:
    """Codes of about 2013. Rows for care trusts are shifted by a column: only code and name count."""
    read = ListRead("NHS and other codes of about 2013")
    cited = cite_list(content, "NHS and non-NHS organisation codes, about 2013", _AREA_TEAMS)
    for number, cells in rows[1:]:
        if len(cells) < 2 or not _CODE.fullmatch(cells[0]) or not cells[1]:
            read.left_out.append(Left(f"row {number}", "No organisation code and name."))
            continue
        key = _body(read, cells[0], cells[1], cited)
        region = next((cell for cell in cells[2:6] if re.fullmatch(r"Y\d\d", cell)), "")
        if region:
            read.links.append(LinkFact(key, f"ods:{region}", "region", cited))
        read.rows += 1
    return read


def is_successors(rows: Rows) -> bool:
    return rows[0][1] == ["old_code", "new_code", "date"]


def read_successors(rows: Rows, content: bytes) -> ListRead:
    read = ListRead("predecessors and successors by code")
    cited = cite_list(content, "ODS predecessors and successors", None)
    latest: dict[tuple[str, str], tuple[dt.date | None, int]] = {}
    for number, cells in rows[1:]:
        old, new, day = (*cells, "", "", "")[:3]
        if not old or not new or old == new:
            read.left_out.append(Left(f"row {number}", f"No two different codes: {old!r}, {new!r}."))
            continue
        try:
            on = iso_date(day)
        except ValueError:
            read.left_out.append(Left(f"row {number}", f"{day!r} is not a date of the form YYYY-MM-DD."))
            continue
        known = latest.get((old, new))
        if known is None or (on is not None and (known[0] is None or on > known[0])):
            latest[old, new] = (on, number)
    for (old, new), (on, _) in latest.items():
        read.successions.append(SuccessionFact(f"ods:{old}", f"ods:{new}", "succession", cited, on=on))
    read.rows = len(latest)
    return read


def is_boards(rows: Rows) -> bool:
    return rows[0][1] == ["ods_code", "gss_code", "name"]


def read_boards(rows: Rows, content: bytes) -> ListRead:
    read = ListRead("integrated care boards")
    cited = cite_list(content, "Integrated care boards of July 2022, with GSS codes", _BOARDS)
    for number, cells in rows[1:]:
        if len(cells) < 3 or not _CODE.fullmatch(cells[0]) or not cells[2]:
            read.left_out.append(Left(f"row {number}", "No organisation code and name."))
            continue
        key = _body(read, cells[0], cells[2], cited, opened=_BOARDS)
        if cells[1]:
            read.codes.append(CodeFact(key, "gss", cells[1], cited))
        read.rows += 1
    return read


def is_trust_regions(rows: Rows) -> bool:
    return {"nhs_trust22_code", "nhs_trust22_name", "nhs_region21_nhs_code"} <= set(rows[0][1])


def read_trust_regions(rows: Rows, content: bytes) -> ListRead:
    read = ListRead("trusts and their regions")
    cited = cite_list(content, "NHS trusts of 2022 and their regions", dt.date(2022, 4, 1))
    at = {name: index for index, name in enumerate(rows[0][1])}
    for number, cells in rows[1:]:
        code, name = cells[at["nhs_trust22_code"]], cells[at["nhs_trust22_name"]]
        if len(cells) < len(at) or not _CODE.fullmatch(code) or not name:
            read.left_out.append(Left(f"row {number}", "No organisation code and name."))
            continue
        # The list writes "And" and "Of" large: its names are put into proper case like capitals.
        key = _body(read, code, name.upper(), cited)
        if region := cells[at["nhs_region21_nhs_code"]]:
            read.links.append(LinkFact(key, f"ods:{region}", "region", cited))
        read.rows += 1
    return read


def is_trust_boards(rows: Rows) -> bool:
    return rows[0][1] == ["nhs_trust22_code", "icb22_code", "proportion_trust_came_from_icb"]


def read_trust_boards(rows: Rows, content: bytes) -> ListRead:
    """Where each trust's patients lived. Only the board with the largest share is the trust's own."""
    read = ListRead("trusts and the boards their patients come from")
    cited = cite_list(content, "NHS trusts of 2022 by board of residence: the largest share", _BOARDS)
    best: dict[str, tuple[float, str]] = {}
    for number, cells in rows[1:]:
        try:
            trust, board, share = cells[0], cells[1], float(cells[2])
        except (ValueError, IndexError):
            read.left_out.append(Left(f"row {number}", "No trust, board and proportion."))
            continue
        best[trust] = max(best.get(trust, (-1.0, "")), (share, board))
    for trust, (_, board) in best.items():
        read.links.append(LinkFact(f"ods:{trust}", f"gss:{board}", "icb", cited))
    read.rows = len(best)
    return read


def is_mental_health(rows: Rows) -> bool:
    header = rows[0][1]
    return len(header) >= 3 and header[0] == "name" and header[2] == "name_caps"


def read_mental_health(rows: Rows, content: bytes) -> ListRead:
    read = ListRead("mental-health trusts, by name")
    cited = cite_list(content, "List of mental-health trusts", None)
    for number, cells in rows[1:]:
        if cells[0]:
            read.unnamed.append((f"row {number}", cells[0], cited))
            read.rows += 1
    return read


def mental_health_of(key: str, cited: Cited) -> MentalHealthFact:
    return MentalHealthFact(key, True, cited)
