"""The public files that the daily job makes: listed, and handed out as they are, from any byte on."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from answerable.website.refusals import Explained, NotHereError

KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".jsonl": "application/x-ndjson",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".pem": "application/x-pem-file",
    ".sig": "text/plain; charset=utf-8",
    ".sqlite3": "application/vnd.sqlite3",
}
_RANGE = re.compile(r"bytes=(\d{1,18})-(\d{0,18})", re.ASCII)
_PIECE = 64 * 1024
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


def file(request: HttpRequest, name: str) -> HttpResponseBase:
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
    tag = f'"{made["files"].get(name, {}).get("sha256", "")}"'
    kind = KINDS.get(path.suffix, "")
    response = _part(request, path, tag, kind) or FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type=kind
    )
    if len(tag) > 2:
        response.headers["ETag"] = tag
        response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _part(request: HttpRequest, path: Path, tag: str, kind: str) -> HttpResponseBase | None:
    """What is left of a file (RFC 9110, 14), for a download that broke off; None gives all of it.

    Of a file that was made anew since there is no rest, and none of one that is compressed on its way.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    if not asked or packed or request.headers.get("If-Range", tag) != tag or len(tag) <= 2:
        return None
    size = path.stat().st_size
    first, last = int(asked[1]), min(int(asked[2] or size), size - 1)
    if asked[2] and int(asked[2]) < first:
        return None  # no range at all
    if first >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_bytes(path, first, last + 1 - first), status=206, content_type=kind)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(last + 1 - first)
    return response


def _bytes(path: Path, first: int, left: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while left and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece
