"""Fixtures for every test. Real data lies beside the checkout and is read where it lies."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from tests import migrated

# Signing in with more than a password has tests of its own; the others come to their pages without.
settings.SECOND_FACTOR = "optional"
migrated.install()
if template := os.environ.get("ANSWERABLE_TEST_TEMPLATE"):
    settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = template

ROOT = Path(__file__).resolve().parent.parent


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
