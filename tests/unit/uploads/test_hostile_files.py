"""Every hostile file is refused with a reason, every good one is kept as what it is, and none takes long."""

import time
from pathlib import Path

import pytest

from answerable.sources.readers.limits import Limits
from answerable.uploads.examining import RefusedError, examine
from answerable.uploads.limits import CHECKING
from answerable.uploads.naming import safe_name
from tests.made.hostile import ODD_NAMES, PDF, Sent, sent

FILES = list(sent())


def test_there_are_enough_of_them_and_no_two_have_one_name() -> None:
    assert len({one.label for one in FILES}) == len(FILES)
    assert sum(not one.kept for one in FILES) >= 150


@pytest.mark.parametrize("one", FILES, ids=[one.label for one in FILES])
def test_file(one: Sent, tmp_path: Path) -> None:
    path = tmp_path / "sent"
    path.write_bytes(one.make())
    started = time.monotonic()
    try:
        kept, why = examine(path, one.name).media_type, ""
    except RefusedError as refusal:
        kept, why = "", str(refusal)
        assert why[0].isupper() and why.endswith(".") and "Traceback" not in why and str(tmp_path) not in why
    if one.kept != "any":
        assert kept == one.kept, why
    assert one.why in why
    # The caps of the child, not the machine's speed: nothing is left to run longer.
    assert time.monotonic() - started < CHECKING.wall_seconds + 30


def test_ceilings_are_set_for_the_child_that_looks() -> None:
    assert CHECKING.wall_seconds < 10 and CHECKING.cpu_seconds < 10
    assert CHECKING.memory_bytes < Limits().memory_bytes


@pytest.mark.parametrize("name", ODD_NAMES)
def test_names_are_made_safe(name: str) -> None:
    safe = safe_name(name, PDF)
    assert safe.endswith(".pdf") and 4 < len(safe) <= 120 and safe.isprintable()
    assert not set(safe) & set('/\\<>:"|?*\0\r\n%;\u202e\u2066')
    assert not safe.startswith(".") and ".." not in safe and safe.count(".") <= 2


def test_the_ending_is_that_of_the_bytes() -> None:
    assert safe_name("audit.pdf.exe", "image/png") == "audit.png"
    assert (
        safe_name("Alarm audit (Rowan), March 2024.xlsx", "text/csv") == "Alarm audit (Rowan), March 2024.csv"
    )
    assert safe_name("audit.exe") == "audit"
    assert safe_name("CON", PDF) == "file.pdf"
