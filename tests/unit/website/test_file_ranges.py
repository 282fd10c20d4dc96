"""Files of the register, from any byte on: for downloads that broke off."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

BODY = b"entry,text\r\nE-1,Nobody came.\r\n" * 50
TAG = f'"{hashlib.sha256(BODY).hexdigest()}"'


@pytest.fixture(autouse=True)
def bulk(tmp_path: Path, settings: Settings) -> None:
    settings.BULK = str(tmp_path)
    (tmp_path / "entries.csv").write_bytes(BODY)
    listed = {"entries.csv": {"sha256": TAG.strip('"'), "bytes": len(BODY)}}
    (tmp_path / "manifest.json").write_text(json.dumps({"files": listed}))


def asked(**headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client(HTTP_HOST="localhost").get("/data/files/entries.csv", headers=named)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_rest_of_a_file_is_given_from_where_it_broke_off() -> None:
    whole = asked()
    assert whole.status_code == 200 and whole.headers["Accept-Ranges"] == "bytes" and body(whole) == BODY
    rest = asked(Range="bytes=100-", If_Range=whole.headers["ETag"])
    assert rest.status_code == 206 and body(rest) == BODY[100:]
    assert rest.headers["Content-Range"] == f"bytes 100-{len(BODY) - 1}/{len(BODY)}"
    assert rest.headers["Content-Length"] == str(len(BODY) - 100)
    assert body(asked(Range="bytes=3-5")) == BODY[3:6]
    assert body(asked(Range=f"bytes={len(BODY) - 2}-999999")) == BODY[-2:]
    assert asked(If_None_Match=TAG).status_code == 304


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=100-", "If_Range": '"of another day"'},
        {"Range": "bytes=100-", "Accept_Encoding": "gzip"},
        {"Range": "bytes=9-3"},
        {"Range": "bytes=-5"},
        {"Range": "bytes=0-1,5-6"},
        {"Range": "lines=1-"},
        {"Range": "bytes=٣-"},
    ],
)
def test_anything_else_gives_the_whole(headers: dict[str, str]) -> None:
    answer = asked(**headers)
    assert answer.status_code == 200 and "Content-Range" not in answer.headers


def test_beginning_after_the_end_is_said() -> None:
    answer = asked(Range=f"bytes={len(BODY)}-")
    assert answer.status_code == 416 and answer.headers["Content-Range"] == f"bytes */{len(BODY)}"
