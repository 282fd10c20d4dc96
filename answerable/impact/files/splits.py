"""Names of splits, levelled: files call one split by several names, and some change from year to year."""

import functools
import re

NO_SPLIT = ""
_SAME = {
    "gender": "sex",
    "person stated gender": "sex",
    "age group": "age",
    "ageband": "age",
    "age band": "age",
    "ethnic group": "ethnicity",
    "imd": "deprivation",
    "imd decile": "deprivation",
    "deprivation decile": "deprivation",
    "restrictiveinttype": "restrictive intervention type",
    "intervention type": "restrictive intervention type",
}


@functools.lru_cache(maxsize=1000)
def split_words(text: str) -> str:
    """ "OutOfAreaReason" gives "out of area reason"; "Gender" gives "sex"."""
    spaced = " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("_", " ").split()).casefold()
    return _SAME.get(spaced, spaced)


def joined(kind: str, value: str) -> str:
    return f"{kind}: {value}" if value else f"{kind}: not given"


_PERSONAL = (
    ("ethnicity", re.compile(r"\bethnic")),
    ("sex", re.compile(r"\b(?:sex|gender)\b")),
    ("age", re.compile(r"\bage\b")),
    ("deprivation", re.compile(r"\b(?:imd|deprivation)\b")),
    ("autism and learning disability", re.compile(r"\b(?:autis\w*|learning disabilit\w*|ld)\b")),
)
PERSONAL = tuple(name for name, _ in _PERSONAL)


@functools.lru_cache(maxsize=1000)
def personal(kind: str) -> str:
    """The characteristic that a kind of split is about ("lower level ethnicity": ethnicity), or ""."""
    spoken = kind.casefold()
    return next((name for name, pattern in _PERSONAL if pattern.search(spoken)), "")
