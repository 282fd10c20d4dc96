"""What a reviewed definition gives as its source is one that its readers can find."""

import tomllib

import pytest
from django.conf import settings


@pytest.mark.parametrize("folder", ["escalation", "sources", "sectors"])
def test_no_definition_points_at_notes_that_nobody_else_has(folder: str) -> None:
    found = sorted((settings.DEFINITIONS / folder).glob("*.toml"))
    assert found
    for path in found:
        assert "dossier" not in str(tomllib.loads(path.read_text(encoding="utf-8"))), path.name
