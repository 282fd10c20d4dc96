"""Fixtures for every test. Real data lies beside the checkout and is read where it lies."""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as properties
from pytest_django.plugin import DjangoDbBlocker

from tests import migrated
from tests.interleaved import copied

# Signing in with more than a password has tests of its own; the others come to their pages without.
settings.SECOND_FACTOR = "optional"
# The same hash of passwords as ever, of little memory and one round: its cost to an attacker is not tried.
Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.time_cost, Argon2PasswordHasher.parallelism = 64, 1, 1
migrated.install()
# Tests run beside each other: what one holds in the register's folder keeps no other waiting.
settings.HOME = settings.HOME / os.environ.get("PYTEST_XDIST_WORKER", "alone")
settings.HOME.mkdir(parents=True, exist_ok=True)
# Nothing is timed in tests: on a busy machine everything is slow.
properties.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("untimed")
if template := os.environ.get("ANSWERABLE_TEST_TEMPLATE"):
    settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = template

# Files whose tests are few and long come first, so that no worker is left with one of them at the end.
LONG_FIRST = (
    "tests/journeys/",
    "tests/rules/test_authorisation.py",
    "tests/unit/cli/test_daily_command.py",
    "tests/pages/test_every_page.py",
    "tests/pages/",
)

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out what touches no database, and so can't differ on another",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database-only"):
        left_out = [item for item in items if not _touches_a_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]
    for item in items:
        if connection.vendor != "postgresql" and "own_database" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)
    places = {item.nodeid: _place(item.nodeid) for item in items}
    items.sort(key=lambda item: places[item.nodeid])


def _touches_a_database(item: pytest.Item) -> bool:
    """By its mark, or a fixture; or because it starts processes that have a database of their own."""
    asked: Iterable[str] = getattr(item, "fixturenames", ())
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool({"db", "django_db_blocker"} & set(asked)) or hasattr(_module(item), "start_module")


def _module(item: pytest.Item) -> object:
    return getattr(item, "module", None)


def _place(nodeid: str) -> int:
    starts = (place for place, start in enumerate(LONG_FIRST) if nodeid.startswith(start))
    return next(starts, len(LONG_FIRST))


def _absent(what: str) -> None:
    """Skips for want of something, except in CI, where wanting is failing."""
    message = f"{what} is not here"
    if os.environ.get("CI"):
        pytest.fail(f"{message}, and CI must have it")
    pytest.skip(message)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of real data (`ANSWERABLE_SHARED`, or `shared` beside the checkout)."""
    path = Path(os.environ.get("ANSWERABLE_SHARED") or ROOT.parent / "shared")
    if not (path / "data").is_dir():
        _absent("the real data (../shared)")
    return path


@pytest.fixture(scope="session")
def samples() -> Path:
    """Sample files of our own writing."""
    return ROOT / "tests" / "samples"


@pytest.fixture(scope="session")
def tesseract() -> str:
    """The program that recognises text in pictures."""
    found = shutil.which("tesseract")
    if not found:
        _absent("tesseract")
    return str(found)


@pytest.fixture
def own_database(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database in which much may be committed: the log takes nothing back, so it could not be emptied."""
    if connection.vendor != "postgresql":
        yield  # its mark was added above
        return
    with django_db_blocker.unblock(), copied():
        yield
