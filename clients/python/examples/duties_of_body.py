"""Everything that one body was asked to do and how far it is, as a table for a spreadsheet.

    python duties_of_body.py https://register.example B-7KQ2M9XA4 > duties.csv

A row begins with an apostrophe where a spreadsheet would take its words for a formula.
"""

import csv
import sys
from typing import TextIO

from answerable_client import Register

AXES = ("response", "stance", "adequacy", "claimed", "verified", "impact")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def main(address: str, body: str, out: TextIO) -> None:
    register = Register(address)
    rows = csv.writer(out)
    rows.writerow(["duty", "entry", "asked on", "due", *AXES, "words"])
    for entry in register.entries(body=body, sort="oldest"):
        for duty in register.entry_standing(entry.reference):
            if duty.holder.reference == body:
                said = {axis.axis: axis.label for axis in duty.axes}
                told = [said.get(axis, "") for axis in AXES]
                rows.writerow(
                    [duty.duty, duty.entry, entry.report.issued_on, duty.due_on, *told, safe(entry.text)]
                )


def safe(words: str) -> str:
    return f"'{words}" if words.startswith(FORMULA) else words


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.stdout)
