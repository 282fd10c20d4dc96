"""A made-up table of coroners' reports, in the columns of the real one."""

import csv
from pathlib import Path

COLUMNS = (
    "url",
    "id",
    "date",
    "coroner",
    "area",
    "receiver",
    "investigation",
    "circumstances",
    "concerns",
)
PEOPLE = ("Imogen Fairwater", "Jonas Tarrowby", "Petra Quillfeather", "Edwin Marlstone", "Lydia Oakhampton")


def row(number: int, **other: str) -> dict[str, str]:
    person = PEOPLE[number % len(PEOPLE)]
    slug = f"{person.lower().replace(' ', '-')}-{number}"
    return {
        "url": f"https://example.org/reports/{slug}-prevention-of-future-deaths-report/",
        "id": f"2021-{number:04d}",
        "date": f"2021-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        "coroner": "A. Ravenscroft",
        "area": "Northmere",
        "receiver": "Chief Executive, Northmere Wards Trust; Chief Coroner",
        "investigation": f"I commenced an investigation into the death of {person} aged 40.",
        "circumstances": f"{person} was an inpatient on a mental health ward.",
        "concerns": (
            f"1. Observations of {person} on ward {number} were written down before they were made.\n\n"
            f"2. The family was told nothing of the plan made on day {number}."
        ),
    } | other


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path
