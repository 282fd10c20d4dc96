"""The small language in which the cues of data/tensions are written, and how it becomes expressions.

A cue is a regular expression read in lower case at the edges of words, with three shorthands:

    "..."      up to 70 characters of the same clause
    "{name}"   one of the groups of words below, by which reports ask for something or regret its lack
    " & "      both sides stand in the passage, in either order
"""

import re
from collections.abc import Sequence

_DASHES = str.maketrans({"‐": "-", "‑": "-", "–": "-", "—": "-", "’": "'", "‘": "'"})
_SPACES = re.compile(r"\s+")

# Words that ask, words that regret a lack, and words that regret an excess.
WORDS: dict[str, str] = {
    "should": (
        r"(?:should|must|shall|ought to|needs? to|will need to|to be|recommend(?:s|ed|ation)?"
        r"|ensur(?:e|es|ing)|requir(?:e|es|ed|ement)|review(?:ed|ing|s)?|consider(?:s|ed|ation|ing)?|request(?:s|ed)?"
        r"|introduc(?:e|ed|ing|tion)|essential|imperative|vital|important)"
    ),
    "no": (
        r"(?:no|not|never|nor|neither|none|nobody|cannot|\w+n't|lack(?:s|ed|ing)?(?: of)?|absence of|without"
        r"|fail(?:s|ed|ing|ures?)? (?:to|of|in)|omi(?:t|ts|tted|ssion)(?: to| of)?|insufficient\w*"
        r"|inadequate\w*|inability to|unable to|reluctan(?:t|ce)(?: to)?|refus(?:ed|al)(?: to)?"
        r"|delay(?:s|ed)?(?: in)?|missed)"
    ),
    "too": (
        r"(?:over-?relian(?:t|ce)|(?:excessive|undue|sole|heavy|too much) (?:reliance|weight)|too (?:\w+ly )?"
        r"(?:much|many|rigid(?:ly)?|heavily|quickly|soon|early|readily|restrictive)|inappropriate(?:ly)?"
        r"|unnecessar(?:y|ily)|excessive(?:ly)?|unreasonabl[ey]|rigid(?:ly|ity)?|inflexib(?:le|ility)|blanket)"
    ),
    "never": r"(?:should (?:not|never)|must (?:not|never)|ought not(?: to)?|shall not|should have not)",
}
_GROUP = re.compile(r"\{(\w+)\}")


class BadPatternError(ValueError):
    """A cue can't be read. The message says which, and why."""


def plain(text: str) -> str:
    """Lower case, single spaces, plain dashes and apostrophes: what cues are read against."""
    return _SPACES.sub(" ", text.lower().translate(_DASHES)).strip()


def expression(cue: str) -> str:
    """The regular expression that a cue stands for. Raises BadPatternError."""
    if cue != cue.strip() or not cue:
        raise BadPatternError(f"“{cue}” is empty or begins or ends with a space")
    if "^" in cue or "$" in cue:
        raise BadPatternError(f"“{cue}”: a cue stands anywhere, so it can't have ^ or $")
    parts = cue.split(" & ")
    written = _part(parts[0]) if len(parts) == 1 else "^" + "".join(f"(?=.*{_part(part)})" for part in parts)
    try:
        compiled = re.compile(written)
    except re.error as error:
        raise BadPatternError(f"“{cue}” can't be read as a pattern ({error})") from error
    if compiled.search(""):
        raise BadPatternError(f"“{cue}” fits no words at all, so it would fit everything")
    return written


def any_of(cues: Sequence[str]) -> re.Pattern[str]:
    """One expression for them all. Raises BadPatternError."""
    return re.compile("|".join(expression(cue) for cue in cues))


def _part(cue: str) -> str:
    def words(match: re.Match[str]) -> str:
        if match[1] not in WORDS:
            raise BadPatternError(f"“{cue}”: there is no group of words {{{match[1]}}}")
        return WORDS[match[1]]

    # A number of repeats such as {0,3} has no letters, so it is no group.
    named = re.sub(r"\{([a-z]\w*)\}", words, cue)
    joined = re.sub(r"\s*\.\.\.\s*", r"\\b[^;]{0,70}?\\b", named)
    return rf"(?<![\w-])(?:{joined})(?!\w)"
