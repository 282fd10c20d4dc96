"""A register with work on the desk, for each test anew."""

import pytest
from django.core.cache import cache

from tests.pages.desk_world import DeskWorld, build_desk


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> DeskWorld:
    cache.clear()
    monkeypatch.setattr("tests.unit.accounts.made.set_password", lambda **_: None)  # nobody types one here
    return build_desk()
