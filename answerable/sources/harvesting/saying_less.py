"""Does a page say less than the copy that is held? Then a person looks before that copy is replaced.

A page that lost an item, or a piece of its words, is whole and reads well: nothing on it tells that anything
is missing. Only what the same place gave before does. What is replaced by as much is a change like any other.
Pure: works on what adapters gave.
"""

import json
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from answerable.sources.harvest_adapters import Found, PageRead

SAYS_LESS = "It says less than the copy held before"
_LONGEST = 2_000  # lines of one page that are compared one by one; a longer page is compared as a set


def says_less(before: PageRead, now: PageRead, *, listing: bool) -> str:
    """What is missing, in a few words without any of the page's own; "" where nothing is."""
    if before.odd or now.odd:
        return ""
    missing = _fewer_places(before.found, now.found, listing=listing) or _shorter_hints(
        before.found, now.found
    )
    if not missing and not listing:
        missing = _missing(_facts(before), _facts(now), "what it says") or _fewer_rows(before, now)
    return f"{SAYS_LESS}: {missing}." if missing else ""


def _facts(page: PageRead) -> Any:
    """What matters on a page, where the adapter gave it in the form of `values.matter`; else its report."""
    try:
        said = json.loads(page.matters)
    except (ValueError, UnicodeDecodeError):
        said = None
    return {"said": said, "report": page.report}


def _fewer_rows(before: PageRead, now: PageRead) -> str:
    """Of files of text: a table that lost its last rows is whole, and its figures are fewer."""
    if before.report is not None or b"\0" in before.matters[:4096] or before.matters[:1] in b"[{%":
        return ""
    old, new = (_rows(page.matters) for page in (before, now))
    return f"{old - new:,} of {old:,} lines are missing" if new < old else ""


def _rows(body: bytes) -> int:
    return body.rstrip().count(b"\n") + 1


def _fewer_places(before: Sequence[Found], now: Sequence[Found], *, listing: bool) -> str:
    """A list may lose as many as came (they moved to its next page); any other page may lose none."""
    old, new = {each.url: each for each in before}, {each.url: each for each in now}
    lost = [url for url in old if url not in new]
    came = [url for url in new if url not in old]
    if any(cut_out(gone, url) for gone in lost for url in came):
        return "an address has lost a part"
    kinds = [new[url].kind for url in old if url in new and new[url].kind != old[url].kind]
    if kinds:
        return "an address leads to another kind of place"
    if len(lost) > (len(came) if listing else 0):
        return f"{len(lost):,} of {len(old):,} addresses are missing"
    return ""


def _shorter_hints(before: Sequence[Found], now: Sequence[Found]) -> str:
    held = {each.url: each.hint for each in now}
    for each in before:
        if each.url in held and (missing := _missing(each.hint, held[each.url], "a link")):
            return missing
    return ""


def _missing(old: Any, new: Any, name: str) -> str:
    """The first thing that `old` has and `new` lacks."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key, value in old.items():
            if value not in (None, "", [], {}) and key not in new:
                return f"“{key}” is missing"
            if key in new and (missing := _missing(value, new[key], _named(key))):
                return missing
        return ""
    if isinstance(old, list) and isinstance(new, list):
        return _missing_of_list(old, new, name)
    if isinstance(old, str) and isinstance(new, str):
        return f"words of {name} are missing" if cut_out(old, new) else ""
    if isinstance(old, int) and isinstance(new, int):
        return f"{name} was {old:,} and is {new:,}" if new < old else ""
    return f"{name} is missing" if old and not new else ""


def _named(key: str) -> str:
    return "what it says" if key == "said" else f"“{key}”"


def _missing_of_list(old: list[Any], new: list[Any], name: str) -> str:
    keyed = [_key(each) for each in old], [_key(each) for each in new]
    if " ".join(keyed[0]) == " ".join(keyed[1]):
        return ""  # the same words, broken into other lines
    if max(map(len, keyed)) > _LONGEST:
        lost = len(set(keyed[0]) - set(keyed[1])) - len(set(keyed[1]) - set(keyed[0]))
        return f"{lost:,} of {len(old):,} parts of {name} are missing" if lost > 0 else ""
    for way, a, b, c, d in SequenceMatcher(None, *keyed, autojunk=False).get_opcodes():
        if way == "delete" and any(key in keyed[1] for key in keyed[0][a:b]):
            lost = sum(keyed[1].count(key) < keyed[0].count(key) for key in keyed[0][a:b])
            if not lost:
                continue  # it stands elsewhere now
        if way in ("delete", "replace") and d - c < b - a:
            return f"{b - a - (d - c):,} of {len(old):,} parts of {name} are missing"
        if way == "replace":
            for one, other in zip(old[a:b], new[c : c + b - a], strict=True):
                if missing := _missing(one, other, name):
                    return missing
    return ""


def _key(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def cut_out(old: str, new: str) -> bool:
    """Whether `new` is `old` without one piece of it, wherever that stood."""
    if len(new) >= len(old):
        return False
    start = 0
    while start < len(new) and old[start] == new[start]:
        start += 1
    rest = len(new) - start
    return rest == 0 or old.endswith(new[start:])
