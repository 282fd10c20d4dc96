"""From a new entry to visible suggestions, in a register that holds many: seconds for each of some tries.

ANSWERABLE_HOME=COPY python -m bench.new_entry     on a copy of a register: it adds made-up entries
"""

import os
import platform
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
TEXTS = (
    "Prison officers on the landing had no first aid training and none of them began CPR.",
    "Nobody told the family that she had been discharged, nor asked what they knew of the risk.",
    "Observations were signed for at times when the camera shows nobody on the corridor.",
    "There was no bed on any ward within a hundred miles for a man who had been assessed as needing one.",
    "The agency nurse had no access to the electronic record and did not see the plan for the night.",
)


def main() -> None:
    django.setup()
    from answerable.core.actors import RELATE
    from answerable.lineage.queries import links_of, themes_of
    from answerable.pipeline.relate import relate
    from answerable.register.queries import current_versions
    from tests import make

    held = current_versions().count()
    relate(by=RELATE, regroup=False)
    print(f"{platform.machine()}, {os.cpu_count()} cores, {held:,} entries held")
    taken = []
    for place, text in enumerate(TEXTS):
        entry = make.entry(text, area=f"Bench {os.getpid()} {place}")
        started = time.monotonic()
        done = relate(by=RELATE)
        links, themes = links_of(entry), themes_of([entry.pk]).get(entry.pk, [])
        taken.append(time.monotonic() - started)
        print(f"{taken[-1]:.2f} s: {done.suggestions} suggestions, {len(links)} links, {len(themes)} themes")
    print(f"slowest {max(taken):.2f} s")


if __name__ == "__main__":
    main()
