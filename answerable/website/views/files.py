"""The public files that the daily job makes: listed, and handed out as they are."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest

from answerable.website.refusals import Explained, NotHereError

KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".jsonl": "application/x-ndjson",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown; charset=utf-8",
    ".pem": "application/x-pem-file",
    ".sig": "text/plain; charset=utf-8",
    ".sqlite3": "application/vnd.sqlite3",
}
_BESIDE = ("manifest.json", "manifest.json.sig", "public-key.pem")


def manifest() -> dict[str, Any] | None:
    """What was made last; None where nothing was, or no folder is set."""
    if not settings.BULK:
        return None
    try:
        found: dict[str, Any] = json.loads((Path(settings.BULK) / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return None
    return found


def file(request: HttpRequest, name: str) -> FileResponse:  # noqa: ARG001
    """Only what the manifest names, so that nothing else in the folder can be asked for."""
    made = manifest()
    path = Path(settings.BULK) / name
    if made is None or name not in {*made["files"], *_BESIDE} or not path.is_file():
        raise NotHereError(
            Explained(
                "There is no such file",
                ("The files are made once a day, where this register is set to make them.",),
                (("Data to download", "/data"), ("Home", "/")),
            )
        )
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type=KINDS.get(path.suffix, "")
    )
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
