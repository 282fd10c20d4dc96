"""Names that coroners' reports are filed under: coroner areas and the Chief Coroner's categories.

Areas: data/sources/coroner_areas.csv, made from the areas met in published reports and the spelling of the
judiciary's own pages; variants of one area's name only, no area is folded into the one that followed it.
"""

import csv
import functools
import re
from pathlib import Path

_AREAS = Path(__file__).resolve().parents[3] / "data" / "sources" / "coroner_areas.csv"

# The pills of the judiciary's pages, in their short form.
CATEGORIES = (
    "Accident at Work and Health and Safety",
    "Alcohol, drug and medication",
    "Care Home Health",
    "Child Death (from 2015)",
    "Community health care and emergency services",
    "Emergency services (2019 onwards)",
    "Hospital Death (Clinical Procedures and medical management)",
    "Mental Health",
    "Other",
    "Police",
    "Product",
    "Railway",
    "Road (Highways Safety)",
    "Service Personnel",
    "State Custody",
    "Suicide (from 2015)",
    "Wales (2019 onwards)",
)
_CATEGORY_VARIANTS = {"community health care": "Community health care and emergency services"}
_NO_CATEGORY = {"", "prevention of future deaths", "n/a", "uncategorised"}


def _area_key(raw: str) -> str:
    text = raw.replace("\xa0", " ").casefold().replace("&", " and ")
    text = re.sub(
        r"\b(?:category|coroner[’']?s? area|jurisdiction)\b.*|\b(?:the )?county of\b|^the\b", " ", text
    )
    return " ".join(re.sub(r"[^a-z ]", " ", text).split())


@functools.cache
def _areas() -> dict[str, str]:
    with _AREAS.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        _area_key(name): row["area"]
        for row in rows
        for name in [row["area"], *filter(None, row["also_written"].split(";"))]
    }


def read_area(raw: str) -> tuple[str, tuple[str, ...]]:
    """The area in its one spelling. An area not in the list stays as written, flagged "area-unknown"."""
    plain = " ".join(raw.replace("\xa0", " ").split())
    if not plain or plain.casefold() in ("other", "n/a", "n/a: not found"):
        return "", ("area-missing",)
    known = _areas().get(_area_key(plain))
    return (known, ()) if known else (plain, ("area-unknown",))


def _category_key(text: str) -> str:
    text = re.sub(
        r"\s+related deaths?\b|\bprevention of future deaths? reports?\b|\([^)]*\)", " ", text.casefold()
    )
    return " ".join(re.sub(r"[^a-z ]", " ", text).split())


_BY_KEY = {_category_key(name): name for name in CATEGORIES} | _CATEGORY_VARIANTS


def read_categories(raw: str) -> tuple[list[str], tuple[str, ...]]:
    """The official categories in a cell such as "Suicide (from 2015) | Other related deaths".

    Names hold commas, so only bars, semicolons and the tail "related deaths" part them.
    """
    found: list[str] = []
    unknown = False
    text = raw.replace("\xa0", " ")
    for part in re.split(r"\s*[|;\n]\s*|(?<=related deaths)\s+(?=[A-Z])", text):
        key = _category_key(part)
        if key in _NO_CATEGORY or part.strip().casefold() in _NO_CATEGORY:
            continue
        name = _BY_KEY.get(key)
        if name is None:
            unknown, name = True, " ".join(part.split())
        if name not in found:
            found.append(name)
    return found, ("category-unknown",) if unknown else ()
