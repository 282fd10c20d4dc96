"""What a run over a publisher's site takes, beside the waiting that politeness asks for.

    python -m bench.harvest [REPORTS]

A site on this machine lists that many reports (400), each with a page and a file. Prints what a first
run takes, a second one that finds nothing new, and the memory that an answer of 3 GB without length adds.
"""

import datetime as dt
import os
import platform
import sys
import tempfile
import time

import psutil  # type: ignore[import-untyped]

os.environ["ANSWERABLE_HOME"] = tempfile.mkdtemp(prefix="answerable-bench-harvest-")
os.environ.pop("DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")

import django

django.setup()

from answerable.core.actors import HARVEST  # noqa: E402
from answerable.core.calendar import now  # noqa: E402
from answerable.sources.harvesting.run import Run  # noqa: E402
from answerable.sources.http import Door  # noqa: E402
from answerable.sources.models import Harvest  # noqa: E402
from answerable.sources.where import RefusedError  # noqa: E402
from tests.made.clock import clock  # noqa: E402
from tests.made.sites.plain_adapter import HOST, PDF, PlainAdapter, page, plain_definition  # noqa: E402
from tests.made.sites.server import Site, sends_without_end, serving  # noqa: E402
from tests.migrated import migrate  # noqa: E402

DEFINITION = plain_definition(most_bytes=64 << 20)


def site(reports: int) -> Site:
    pages = {f"{HOST}/list": page(*(f"/r/{n}" for n in range(reports)))}
    pages |= {f"{HOST}/r/{n}": page(f"/f/{n}.pdf", words=f"Report {n}") for n in range(reports)}
    pages |= {f"{HOST}/f/{n}.pdf": PDF + str(n).encode() for n in range(reports)}
    return Site(pages=dict(pages))


def run(made: Site, days: int) -> tuple[float, Harvest]:
    assert DEFINITION.harvest is not None
    with clock(now() + dt.timedelta(days=days)), Door(DEFINITION.harvest, stand_in=made.stand_in) as door:
        began = time.perf_counter()
        harvest = Run(DEFINITION, PlainAdapter(), HARVEST, door).go()
        return time.perf_counter() - began, harvest


def endless(made: Site) -> tuple[float, float]:
    """(seconds, MB of memory that were added) until an answer without end is given up."""
    assert DEFINITION.harvest is not None
    made.pages[f"{HOST}/endless"] = sends_without_end
    before, began = psutil.Process().memory_info().rss, time.perf_counter()
    with Door(DEFINITION.harvest, stand_in=made.stand_in) as door:
        try:
            door.ask(f"https://{HOST}/endless")
        except RefusedError:
            seconds = time.perf_counter() - began
            return seconds, (psutil.Process().memory_info().rss - before) / 1e6
    raise SystemExit("an answer of 3 GB was taken in")


def main() -> None:
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    migrate()
    print(f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}, SQLite")
    with serving(site(reports)) as made:
        for name, days in (("first run", 0), ("second run, nothing new", 1)):
            seconds, harvest = run(made, days)
            places = harvest.new + harvest.unchanged
            print(
                f"{name}: {places:,} places in {seconds:.1f} s ({places / seconds:.0f} a second); "
                f"{harvest.new:,} new, {harvest.changed:,} changed, {harvest.unchanged:,} as they were"
            )
        seconds, added = endless(made)
        print(f"an answer of 3 GB: given up after {seconds:.2f} s at 64 MiB, {added:.1f} MB of memory added")


if __name__ == "__main__":
    main()
