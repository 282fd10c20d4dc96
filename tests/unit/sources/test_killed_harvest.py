"""A run that is killed without warning goes on where it stood, and ends as one that was left alone."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.made.sites.plain_adapter import HOST, PDF, page
from tests.made.sites.server import Site, serving

ROOT = Path(__file__).parents[3]


def run(home: Path, site: Site, module: str = "tests.made.sites.killed_run") -> "subprocess.Popen[str]":
    environment = {
        **os.environ,
        "ANSWERABLE_HOME": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'answerable.sqlite3'}",
        "ANSWERABLE_HARVEST_STAND_IN": site.stand_in,
    }
    return subprocess.Popen(
        [sys.executable, "-m", module], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )


def held(home: Path) -> tuple[list[tuple[object, ...]], int, int, int]:
    """What a register holds of its places: all of them, runs without an end, runs, and visits made twice."""
    with sqlite3.connect(home / "answerable.sqlite3") as database:
        places = database.execute(
            "SELECT url, state, versions, sha256 FROM sources_place p"
            " LEFT JOIN sources_document d ON d.id = p.document_id ORDER BY url"
        ).fetchall()
        open_runs, runs = database.execute(
            "SELECT COUNT(*) FILTER (WHERE finished_at IS NULL), COUNT(*) FROM sources_harvest"
        ).fetchone()
        twice = database.execute(
            "SELECT COUNT(*) FROM (SELECT 1 FROM sources_visit GROUP BY place_id HAVING COUNT(*) > 1)"
        ).fetchone()[0]
    return places, open_runs, runs, twice


def test_a_run_killed_three_times_ends_as_one_that_was_left_alone(tmp_path: Path) -> None:
    pages = {f"{HOST}/list": page(*(f"/r/{n}" for n in range(12)))}
    pages |= {f"{HOST}/r/{n}": page(f"/f/{n}.pdf", words=f"Report {n}") for n in range(12)}
    pages |= {f"{HOST}/f/{n}.pdf": PDF + str(n).encode() for n in range(12)}
    with serving(Site(pages=dict(pages))) as site:
        for name in ("killed", "whole"):
            (tmp_path / name).mkdir()
            assert run(tmp_path / name, site, "tests.migrated").wait(60) == 0
        for deadly in (3, 9, 17):
            child = run(tmp_path / "killed", site)
            site.asked.clear()

            def kill(_: str, child: "subprocess.Popen[str]" = child, deadly: int = deadly) -> None:
                if len(site.asked) == deadly:
                    os.kill(child.pid, signal.SIGKILL)

            site.on_ask = kill
            assert child.wait(60) == -signal.SIGKILL
            site.on_ask = lambda _: None
            assert held(tmp_path / "killed")[1] == 1, "the run has no end"
        for name in ("killed", "whole"):
            out, _ = run(tmp_path / name, site).communicate(timeout=60)
            assert out.strip() == "done"
    killed, whole = held(tmp_path / "killed"), held(tmp_path / "whole")
    assert killed == whole
    assert (len(whole[0]), whole[1:]) == (25, (0, 1, 0))


@pytest.mark.parametrize("stand_in", ["10.0.0.1:80", "localhost:80", "elsewhere.example:443"])
def test_the_stand_in_for_tests_is_this_machine_alone(stand_in: str) -> None:
    from answerable.sources.http import Door
    from answerable.sources.where import RefusedError
    from tests.made.sites.plain_adapter import plain_definition

    rule = plain_definition().harvest
    assert rule is not None
    with Door(rule, stand_in=stand_in) as door, pytest.raises(RefusedError, match=r"127\.0\.0\.1"):
        door.ask(f"https://{HOST}/")
