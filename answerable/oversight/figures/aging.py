"""How old what is left is: since the report, and since the body accepted it."""

import datetime as dt

from answerable.duties.rules import add_months
from answerable.oversight.figures.definitions import BY_KEY, Condition

# Months; of five recommendations accepted nine years and more ago, a committee found four not done (domain.md
# 3.1).
EDGES = (0, 6, 12, 24, 60, 108)
LABELS = (
    "under 6 months",
    "6 to 12 months",
    "1 to 2 years",
    "2 to 5 years",
    "5 to 9 years",
    "9 years and more",
)
FROM = {"issue": ("open", "issued_on"), "acceptance": ("accepted-not-done", "accepted_on")}


def age_conditions(on: dt.date) -> dict[str, tuple[str, Condition]]:
    """{key of a list: (what it is of, the condition)} of every age."""
    edges = [add_months(on, -months) for months in EDGES]
    found: dict[str, tuple[str, Condition]] = {}
    for since, (figure, column) in FROM.items():
        base = BY_KEY[figure].condition
        for at, label in enumerate(LABELS):
            older: Condition = {f"{column}__lte": edges[at]} if at else {}
            younger: Condition = {f"{column}__gt": edges[at + 1]} if at + 1 < len(edges) else {}
            found[f"{since}-{EDGES[at]}"] = (label, {**base, **older, **younger, f"{column}__isnull": False})
        if f"{column}__isnull" not in base:  # what is counted has the day
            found[f"{since}-unknown"] = ("day not known", {**base, f"{column}__isnull": True})
    return found
