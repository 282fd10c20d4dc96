"""Writes what of the client follows from the API's own description, so that the two cannot differ.

    curl -s http://localhost:8000/api/v1/openapi.json | python -m from_description

`records.py` has the shapes of answers, `reading.py` and `working.py` one method for each address. Needs ruff.
"""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from from_description.methods import methods_of
from from_description.shapes import shapes_of

PACKAGE = Path(__file__).resolve().parent.parent / "answerable_client"


def written(told: Mapping[str, Any]) -> dict[str, str]:
    """{name of a module: its text}, from a description (OpenAPI 3.1)."""
    return {
        "records.py": _formatted(shapes_of(told)),
        "reading.py": _formatted(methods_of(told, "Reading", "What anybody may ask, without a key.")),
        "working.py": _formatted(methods_of(told, "Working", "What the owner of a key may read and do.")),
    }


def _formatted(text: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--line-length", "110", "--quiet", "-"],
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"What was written is no Python:\n{done.stderr}")
    return done.stdout
