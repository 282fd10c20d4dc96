"""Recommendations that the report labels: "Recommendation 10: ...", "Recommendation 4a", "R12."

A report often prints each twice, in its chapter and in a list at the end, and names them among its contents.
The most complete run is taken, the densest where two are equal, and the others serve to check its words.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from answerable.sources.adapters.ask_words import asks_for_something
from answerable.sources.adapters.body_lines import Body, BodyLine
from answerable.sources.adapters.numbered_blocks import Block, end_of_block, without_trailing_headings

_CODE = r"[A-Z]{0,3}\s?\d{1,3}(?:\.\d{1,3})*\s?[a-z]?(?:\([a-z]+\))?"
LABEL = re.compile(
    r"^(?:[A-Z][a-z]+\s+){0,2}?"
    r"(?:Recommendation|RECOMMENDATION|[Ii]mmediate\s+and\s+[Ee]ssential\s+[Aa]ction|Essential\s+[Aa]ction)"
    rf"\s*(?:[Nn]o\.?\s*|[Nn]umber\s*|#)?(?P<number>{_CODE})\s*(?P<mark>[:.)–—-]|$)\s*(?P<rest>.*)$",
    re.DOTALL,
)
_SHORT_LABEL = re.compile(
    r"^(?:R|Rec\.?|REC)\s?-?(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)\s*(?P<mark>[:.)–—])\s+(?P<rest>\S.*)$"
)
_ENDS = re.compile(r"[.!?:;)”\"]$")
SHORTEST = 8  # characters; less is a mention
MOST_RUNS = 20  # beyond the best, to check its words against


@dataclass(frozen=True, slots=True)
class _Mention:
    index: int
    number: str
    rest: str


def labelled_blocks(
    body: Body, ends: re.Pattern[str] | None = None, *, any_words: bool = False
) -> list[Block]:
    """The best run of labelled recommendations, in order. `ends`: words that end one, as a reply does.

    A run of which most ask for nothing is passed over, unless `any_words`.
    """
    mentions = _mentions(body)
    starts = {mention.index for mention in mentions}

    def stops(index: int) -> bool:
        return index in starts or (ends is not None and ends.search(_opening(body, index)) is not None)

    runs: list[list[Block]] = []
    for mention in mentions:
        block = _block(body, mention, stops)
        if not runs or (runs[-1] and block.key <= runs[-1][-1].key):
            runs.append([])
        runs[-1].append(block)
    runs = [[block for block in run if len(_words(body, block)) >= SHORTEST] for run in runs]
    runs = [run for run in runs if any_words or _mostly_ask(body, run)]
    runs = sorted((run for run in runs if run), key=lambda run: (-len(run), _span(run)))
    if not runs:
        return []
    return _completed(body, runs)


def _mentions(body: Body) -> list[_Mention]:
    found = []
    short = []
    for index, line in enumerate(body.lines):
        if match := LABEL.match(line.text):
            if not _is_reference(body, index, match):
                found.append(_Mention(index, re.sub(r"\s", "", match["number"]), match["rest"]))
        elif match := _SHORT_LABEL.match(line.text):
            short.append(_Mention(index, match["number"], match["rest"]))
    return found if len(found) >= 2 or len(short) < 3 else short


def _is_reference(body: Body, index: int, match: re.Match[str]) -> bool:
    """A sentence that speaks of a recommendation and happens to begin a line with its label."""
    line = body.lines[index]
    if match["mark"] == ")" and "(" not in line.text[: match.start("mark")]:
        return True
    before = body.lines[index - 1] if index else None
    ended = (
        before is None or before.page != line.page or before.bold != line.bold or _ENDS.search(before.text)
    )
    if match["mark"] == "." and re.fullmatch(r"\W*", match["rest"]):
        return not ended
    return not ended and not match["rest"] and bool(before and len(before.text) > 0.7 * body.longest)


def _opening(body: Body, index: int) -> str:
    return " ".join(line.text for line in body.lines[index : index + 2])


def _block(body: Body, mention: _Mention, stops: Callable[[int], bool]) -> Block:
    end, flags = end_of_block(body, mention.index, stops)
    first = body.lines[mention.index]
    head: list[BodyLine] = [replace(first, text=mention.rest)] if mention.rest else []
    lines = without_trailing_headings([*head, *body.lines[mention.index + 1 : end]])
    return Block(mention.number, first, lines, flags, end)


def _mostly_ask(body: Body, run: list[Block]) -> bool:
    """Whether these are recommendations, and not a table that names them one after the other."""
    asking = sum(asks_for_something(_words(body, block)) for block in run)
    return asking * 2 >= len(run)


def _words(body: Body, block: Block) -> str:
    return body.paragraphs(block.lines)


def _span(run: list[Block]) -> int:
    return run[-1].after - run[0].after


def _completed(body: Body, runs: list[list[Block]]) -> list[Block]:
    """The best run, with what only another run holds, and a flag where two runs differ in their words."""
    best = {block.key: block for block in runs[0]}
    for run in runs[1 : 1 + MOST_RUNS]:
        for block in run:
            held = best.get(block.key)
            if held is None:
                if len(runs[0]) > 1 and any(block.first.page == each.first.page for each in best.values()):
                    continue  # a report's own list is not mixed with mentions inside it
                block.flags.append("not-in-main-list")
                best[block.key] = block
            elif not _agree(_words(body, held), _words(body, block)):
                held.flags += (
                    [] if "wording-differs-in-report" in held.flags else ["wording-differs-in-report"]
                )
    return [best[key] for key in sorted(best)]


def _agree(one: str, other: str) -> bool:
    """Whether the wordings are the same but for spacing and commas, or one goes on with further sentences."""
    a, b = sorted((re.sub(r"[^a-z0-9.]", "", text.lower()) for text in (one, other)), key=len)
    return b.startswith(a) or a.strip(".") == b.strip(".")
