"""What was asked about something, of whom, and how far each of them is.

python search.py https://register.example observation at night
"""

import sys

from answerable_client import Register


def main(address: str, words: str, most: int = 10) -> None:
    register = Register(address)
    found = register.entries(q=words, scope="yes", size=most)
    print(f"{found.total or 0} entries about “{words}”")
    for number, entry in enumerate(found):
        if number == most:
            break
        print(f"\n{entry.reference}, {entry.report.publisher}, {entry.report.issued_on or 'no date'}")
        print(entry.summary.text if entry.summary else entry.text)
        for duty in register.entry_standing(entry.reference):
            said = "; ".join(f"{axis.axis}: {axis.label}" for axis in duty.axes)
            print(f"  {duty.holder.name}: {said}")


if __name__ == "__main__":
    main(sys.argv[1], " ".join(sys.argv[2:]))
