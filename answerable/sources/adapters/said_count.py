"""What a report says of how many recommendations it makes, against how many were found."""

import re
from collections.abc import Sequence

from answerable.sources.adapters.body_lines import Body
from answerable.sources.drafts import EntryDraft

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_NUMBERS = {word: number for number, word in enumerate(_WORDS.split(), 1)}
_SAYS = re.compile(
    r"\b(?:inquiry|report|review|investigation|panel|committee|we|I)\s+(?:\w+\s+)?(?:makes?|made|have\s+made)\s+(?:a\s+total\s+of\s+)?"
    r"(?P<count>\d{1,3}|[a-z]+)\s+(?:\w+\s+)?recommendations\b",
    re.IGNORECASE,
)


def count_flags(body: Body, entries: Sequence[EntryDraft]) -> list[str]:
    """The flag "count-differs" where the report states a number that neither entries nor parts make up."""
    said: list[int] = []
    for before, line in zip([None, *body.lines], body.lines, strict=False):
        words = f"{before.text if before else ''} {line.text}"
        for match in _SAYS.finditer(words):
            count = match["count"].lower()
            number = int(count) if count.isdigit() else _NUMBERS.get(count, 0)
            if number and number not in said:
                said.append(number)
    if not said or not entries:
        return []
    leaves = sum(_leaves(entry) for entry in entries)
    if {len(entries), leaves} & set(said):
        return []
    return [f"count-differs: the report speaks of {' or '.join(map(str, said))}, {len(entries)} found"]


def _leaves(entry: EntryDraft) -> int:
    return sum(map(_leaves, entry.parts)) if entry.parts else 1
