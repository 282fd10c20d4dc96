"""Mail goes to a mailbox of its own for each test."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def mailbox(tmp_path: Path, settings: Settings) -> Path:
    settings.MAILBOX = tmp_path / "mailbox"
    settings.MAIL_SERVER = ""
    settings.ESCALATION_FROM = ""
    return tmp_path / "mailbox"
