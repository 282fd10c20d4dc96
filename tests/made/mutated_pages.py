"""Pages and answers as they come on a bad day: cut, redesigned, garbled, empty, or something else altogether.

Every change of `pages`, `answers` and `tables` is of how a page is made, never of what it says: whoever reads
it must find the same facts or say that it is odd. `fewer` takes things out cleanly: what is left is whole and
only what the same page gave before tells. The same seed gives the same pages.
"""

import json
import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

Mutation = tuple[str, bytes]
_TAGS = (
    ("a", "span"), ("li", "div"), ("ul", "div"), ("p", "div"), ("p", "span"), ("h1", "h2"), ("h1", "p"),
    ("h2", "h3"), ("h3", "p"), ("main", "div"), ("article", "section"), ("div", "section"), ("nav", "div"),
    ("strong", "b"), ("header", "div"), ("footer", "div"), ("div", "p"),
)  # fmt: skip
_INSTEAD = (
    b"", b"   \n", b"\x00" * 64, b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", b"not a page",
    b"<!DOCTYPE html><html><head><title>404</title></head><body><h1>Page not found</h1></body></html>",
    b"<html><body><h1>Checking your browser</h1><p>Please wait.</p></body></html>",
    b"<html><body><h1>Service unavailable</h1><p>Down for maintenance.</p></body></html>",
    b"<html><body></body></html>", b"<html><body><h1>Cookies</h1><a href='/ok'>Accept</a></body></html>",
    b'{"code": "rest_forbidden", "message": "No.", "data": {"status": 401}}', b"[]", b"{}", b"null", b"NaN",
    b"PK\x03\x04" + bytes(60), b"\x1f\x8b" + bytes(60), b"[" * 5000, b"<div>" * 5000, b"\xff\xfe<\x00h\x00",
)  # fmt: skip
_LABELS = (
    ("Date of report:", "Dated:"), ("Ref:", "Number:"), ("Coroners name:", "Judge:"),
    ("Coroners Area:", "Court:"), ("Category:", "Kind:"), ("This report is being sent to:", "To:"),
    ("Deceased name:", "Name:"), ("Published:", "Issued:"), ("Published:", "Date published:"),
    ("HSSIB recommends that", "We ask that"),
)  # fmt: skip


def pages(text: str, seed: int) -> Iterator[Mutation]:
    """A web page, changed in every way that is known here, some at places that `seed` chooses."""
    dice = random.Random(seed)
    yield from _instead()
    yield from _cuts(text, dice)
    for old, new in _TAGS:
        yield f"every <{old}> is <{new}>", _retag(text, old, new).encode()
        if one := _retag_one(text, old, new, dice):
            yield f"one <{old}> is <{new}>", one.encode()
    yield from _attributes(text, dice)
    for old, new in _LABELS:
        if old in text:
            yield f"“{old}” is “{new}”", text.replace(old, new).encode()
            yield f"“{old}” is empty", re.sub(re.escape(old) + r"[^<]*", old, text).encode()
    yield from _written_otherwise(text, dice)
    yield from _more(text, dice)
    for tag in ("ul", "main", "article", "nav", "p", "h1", "div"):
        emptied = re.sub(rf"(<{tag}\b[^>]*>).*?(</{tag}>)", r"\1\2", text, flags=re.S)
        if tag not in ("nav",) and emptied != text:
            yield f"every <{tag}> is empty", emptied.encode()


def _instead() -> Iterator[Mutation]:
    for number, body in enumerate(_INSTEAD):
        yield f"something else, {number}", body


def _cuts(text: str, dice: random.Random) -> Iterator[Mutation]:
    for share in (0.2, 0.5, 0.8, 0.97):
        yield f"cut at {share}", text[: int(len(text) * share)].encode()
    body = text.index("<main")
    for _ in range(4):
        start = dice.randrange(body, len(text) - 100)
        end = start + dice.randrange(20, 90)
        if "<" in text[start:end] and ">" in text[start:end]:  # else it is a change of words alone
            yield f"a hole at {start}", (text[:start] + text[end:]).encode()
    yield "the first half is missing", text[len(text) // 2 :].encode()
    yield "the end of the page is missing", text.replace("</html>", "").encode()


def _retag(text: str, old: str, new: str) -> str:
    return re.sub(rf"<(/?){old}(?=[\s>])", rf"<\1{new}", text)


def _retag_one(text: str, old: str, new: str, dice: random.Random) -> str:
    found = [
        m for m in re.finditer(rf"<{old}\b([^>]*)>(.*?)</{old}>", text, re.S) if "<main" in text[: m.start()]
    ]
    if not found:
        return ""
    one = dice.choice(found)
    return f"{text[: one.start()]}<{new}{one[1]}>{one[2]}</{new}>{text[one.end() :]}"


def _attributes(text: str, dice: random.Random) -> Iterator[Mutation]:
    yield "other classes", re.sub(r'class="([^"]*)"', r'class="x-\1 y"', text).encode()
    yield "no classes", re.sub(r' class="[^"]*"', "", text).encode()
    yield "one class for all", re.sub(r'class="[^"]*"', 'class="c"', text).encode()
    yield "other ids", text.replace('id="', 'id="new-').encode()
    yield "single quotes", re.sub(r'="([^"\']*)"', r"='\1'", text).encode()
    yield "attributes in capitals", text.replace("href=", "HREF=").replace("class=", "CLASS=").encode()
    yield "addresses under another name", text.replace('<a href="', '<a data-href="').encode()
    yield "addresses with http", text.replace("https://", "http://").encode()
    yield "addresses with fragments", re.sub(r'(<a [^>]*href="[^"#]+)"', r'\1#top"', text).encode()
    yield "addresses with spaces", re.sub(r'href="([^"#]+)"', r'href=" \1 "', text).encode()
    links = list(re.finditer(r'(<a\b[^>]*?)href="(?!#)[^"]*"', text[text.index("<main") :]))
    at = text.index("<main")
    for what in ("", 'href=""', 'href="javascript:void(0)"', 'href="mailto:x@example.org"'):
        one = dice.choice(links)
        yield (
            f"one address is {what!r}",
            (text[: at + one.start()] + one[1] + what + text[at + one.end() :]).encode(),
        )


def _written_otherwise(text: str, dice: random.Random) -> Iterator[Mutation]:
    yield "UTF-8 with a mark", b"\xef\xbb\xbf" + text.encode()
    yield "UTF-16", text.encode("utf-16")
    yield "Windows-1252 and says so", text.replace("utf-8", "windows-1252").encode("cp1252")
    yield "Windows-1252 and says UTF-8", text.encode("cp1252")
    yield "encoded twice", text.encode().decode("cp1252").encode()
    yield "CRLF", text.replace("\n", "\r\n").encode()
    yield "all on one line", re.sub(r">\s+<", "><", text).encode()
    yield "a line an element", text.replace("><", ">\n<").encode()
    yield "spaces that do not break", re.sub(r"(?<=: )", "\u00a0", text).encode()
    yield "spaces of no width", text.replace(": ", ": \u200b").encode()
    yield "entities", text.replace(": ", "&#58; ").encode()
    yield "NUL between elements", text.replace("><", ">\x00<").encode()
    yield "tags in capitals", re.sub(r"<(/?)(\w+)", lambda m: f"<{m[1]}{m[2].upper()}", text).encode()
    yield "turned round by a mark", text.replace("<main", "\u202e<main").encode()
    yield "a comment in every element", text.replace("</p>", "<!-- </p><p> --></p>").encode()
    place = dice.randrange(len(text))
    yield "half a character", text.encode()[:place] + b"\xc3" + text.encode()[place:]


def _more(text: str, dice: random.Random) -> Iterator[Mutation]:
    main = re.search(r"<main\b.*?</main>", text, re.S)
    assert main
    yield "twice the same", text.replace(main[0], main[0] + main[0]).encode()
    items = re.findall(r"<li\b.*?</li>|<article\b.*?</article>", main[0], re.S)
    if items:
        one = dice.choice(items)
        yield "one item twice", text.replace(one, one + one, 1).encode()
    advert = '<aside class="ad"><p>Visitors today: 4711</p><script>var a="<a href=x>";</script></aside>'
    yield "an advert", text.replace("<main", f"{advert}<main").encode()
    yield (
        "a notice on cookies",
        text.replace(
            "<header", '<div id="cookies"><p>We use cookies.</p><button>Accept</button></div><header', 1
        ).encode(),
    )
    yield (
        "nested deep",
        text.replace("<main", "<div>" * 400 + "<main")
        .replace("</main>", "</main>" + "</div>" * 400)
        .encode(),
    )
    yield (
        "another menu",
        text.replace("</nav>", '<ul><li><a href="/news/">News</a></li></ul></nav>', 1).encode(),
    )


def answers(text: str, seed: int) -> Iterator[Mutation]:
    """A JSON answer, changed likewise."""
    dice = random.Random(seed)
    data = json.loads(text)
    yield from _instead()
    for share in (0.2, 0.5, 0.8, 0.97):
        yield f"cut at {share}", text[: int(len(text) * share)].encode()
    yield "UTF-8 with a mark", b"\xef\xbb\xbf" + text.encode()
    yield "UTF-16", text.encode("utf-16")
    yield "on one line", json.dumps(data).encode()
    yield "keys in order", json.dumps(data, sort_keys=True).encode()
    yield "wrapped", json.dumps({"data": data}).encode()
    yield "in a list", json.dumps([data]).encode()
    yield "with a new key", json.dumps(_everywhere(data, lambda d: d | {f"new_key_{seed}": 1})).encode()
    for key in _keys(data):
        yield f"“{key}” has another name", json.dumps(_everywhere(data, _rename(key))).encode()
        for name, value in (("null", None), ("empty", ""), ("a number", 7), ("a list", []), ("a set", {})):
            if dice.random() < 0.5:
                yield f"“{key}” is {name}", json.dumps(_set_one(data, key, value, dice)).encode()


def _keys(data: Any) -> list[str]:
    found: dict[str, None] = {}

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                found[key] = None
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(data)
    return list(found)


def _everywhere(data: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    if isinstance(data, dict):
        return change({key: _everywhere(value, change) for key, value in data.items()})
    return [_everywhere(each, change) for each in data] if isinstance(data, list) else data


def _rename(key: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda held: {f"{name}_v2" if name == key else name: value for name, value in held.items()}


def _set_one(data: Any, key: str, value: Any, dice: random.Random) -> Any:
    """One of the places of `key` holds another value."""
    changed = deepcopy(data)
    places: list[dict[str, Any]] = []

    def walk(inner: Any) -> None:
        if isinstance(inner, dict):
            if key in inner:
                places.append(inner)
            for each in inner.values():
                walk(each)
        elif isinstance(inner, list):
            for each in inner:
                walk(each)

    walk(changed)
    place = dice.choice(places)
    if isinstance(value, int) and isinstance(place[key], int):
        return changed  # another number is another fact
    place[key] = value
    return changed


def tables(body: bytes, _seed: int) -> Iterator[Mutation]:
    """A file of figures that came otherwise than it should. A file is kept as it is, or is odd."""
    for number, other in enumerate(each for each in _INSTEAD if each != b"not a page"):
        yield f"something else, {number}", other
    yield "a line in its middle ends the file", body[: body.rindex(b",watches")]
    yield "its heads alone", body.splitlines()[0]


def fewer(text: str, seed: int) -> Iterator[Mutation]:
    """A page that says less and is whole: an item, a paragraph, an article or some words taken out."""
    dice = random.Random(seed)
    main = text.index("<main")
    for tag in ("li", "p", "article", "tr"):
        for found in re.finditer(rf"<{tag}\b[^>]*>.*?</{tag}>", text[main:], re.S):
            start, end = main + found.start(), main + found.end()
            yield f"a <{tag}> at {start} is taken out", (text[:start] + text[end:]).encode()
    spoken = list(re.finditer(r">([^<>]{12,})<", text[main:]))
    for _ in range(8):
        one = dice.choice(spoken)
        at = main + one.start(1) + dice.randrange(len(one[1]) - 6)
        yield f"words at {at} are taken out", (text[:at] + text[at + 5 :]).encode()
