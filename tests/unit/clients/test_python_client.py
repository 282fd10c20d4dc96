"""The Python client: what follows from the description, what it does over a bad line, and its examples
against the service itself."""

import functools
import hashlib
import io
import json
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from answerable.api.app import described
from answerable.core.references import make_reference
from answerable.duties.models import Draft, Evidence, SignOff
from answerable.pipeline.export import export_to
from answerable.pipeline.index import rebuild_index
from answerable.register.models import Entry
from answerable.register.operations import withdraw_entry
from answerable_client import Patience, Register
from answerable_client.errors import (
    ConflictError,
    FileError,
    InvalidError,
    KeyRefusedError,
    NotHereError,
    NotReadyError,
    TooManyError,
    UnexpectedAnswerError,
    UnreachableError,
    WithdrawnError,
)
from answerable_client.records import EntryRecord, Theme
from from_description import PACKAGE, written
from tests import make
from tests.made import answering, assuring
from tests.unit.api.keyed import program
from tests.unit.clients.register_at_work import Reply, answering_with, register_served

EXAMPLES = PACKAGE.parent / "examples"
THEME = [{"key": "k", "name": "N", "definition": "d", "families": [], "later": 1}]


def example(name: str) -> Any:
    return runpy.run_path(str(EXAMPLES / f"{name}.py"))["main"]


def quick(tries: int = 5, seconds: float = 1000.0) -> tuple[Patience, list[float]]:
    """Patience that waits for nothing, and what it would have waited."""
    waited: list[float] = []
    return Patience(tries=tries, seconds=seconds, sleep=waited.append), waited


def as_json(told: object, status: int = 200, **headers: str) -> Reply:
    named = {"Content-Type": "application/json"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps(told).encode(), named)


def test_what_follows_from_the_description_is_as_it_is_described() -> None:
    for name, text in written(described()).items():
        assert (PACKAGE / name).read_text() == text, (
            f"{name} is behind: PYTHONPATH=clients/python python -m tests.unit.clients.describe_client"
        )


class TestBadLines:
    def test_question_is_asked_again_when_it_is_told_to_and_not_before(self) -> None:
        patience, waited = quick()
        replies = [as_json({}, 429, Retry_After="7"), as_json({}, 503), as_json(THEME)]
        with answering_with(lambda path, headers, n: replies[n]) as bad:
            assert Register(bad.address, patience=patience).themes() == (
                Theme(key="k", name="N", definition="d", families=()),
            )
        assert waited[0] == 7 and 0.5 <= waited[1] <= 1 and len(bad.asked) == 3

    def test_patience_ends(self) -> None:
        patience, waited = quick(tries=3)
        with answering_with(lambda path, headers, n: as_json({"title": "Not ready"}, 503)) as bad:
            with pytest.raises(NotReadyError, match="Not ready"):
                Register(bad.address, patience=patience).themes()
            assert len(bad.asked) == 3 and len(waited) == 2
            patience, waited = quick(seconds=60)
            with pytest.raises(NotReadyError):
                Register(bad.address, patience=patience).themes()
        with pytest.raises(UnreachableError):
            Register(bad.address, patience=quick()[0]).themes()

    def test_longer_wait_than_was_allowed_is_not_begun(self) -> None:
        patience, waited = quick(seconds=60)
        with (
            answering_with(lambda path, headers, n: as_json({}, 429, Retry_After="61")) as bad,
            pytest.raises(TooManyError),
        ):
            Register(bad.address, patience=patience).themes()
        assert not waited and len(bad.asked) == 1

    def test_what_did_not_change_is_not_sent_again(self) -> None:
        def reply(path: str, headers: dict[str, str], n: int) -> Reply:
            if headers.get("if-none-match") == '"1"':
                return Reply(304, b"", {"ETag": '"1"'})
            return as_json(THEME, ETag='"1"')

        with answering_with(reply) as bad:
            register = Register(bad.address)
            assert register.themes() == register.themes()
        assert "if-none-match" not in bad.asked[0][2] and bad.asked[1][2]["if-none-match"] == '"1"'

    def test_write_is_sent_again_under_the_same_name_and_body(self) -> None:
        patience, _ = quick()
        made = {"key": "1", "words": "Discarded."}
        replies = [
            as_json(made, 201),
            as_json({}, 502),
            as_json({}, 409, Retry_After="1"),
            as_json(made, 201),
        ]
        replies[0] = Reply(201, replies[0].body, replies[0].headers, cut=3)
        with answering_with(lambda path, headers, n: replies[n]) as bad:
            work = Register(bad.address, key="ans_made-up", patience=patience).work
            assert work.draft_discard("B-1", 1).words == "Discarded."
        names = {headers["idempotency-key"] for _, _, headers, _ in bad.asked}
        assert len(bad.asked) == 4 and len(names) == 1 and len({sent for *_, sent in bad.asked}) == 1
        assert all(headers["authorization"] == "Bearer ans_made-up" for _, _, headers, _ in bad.asked)

    def test_conflict_is_not_sent_again(self) -> None:
        with (
            answering_with(lambda path, headers, n: as_json({"detail": "A newer one."}, 409)) as bad,
            pytest.raises(ConflictError, match="newer"),
        ):
            Register(bad.address, key="ans_x").work.draft_discard("B-1", 1)
        assert len(bad.asked) == 1

    def test_key_goes_to_no_other_server_and_not_in_the_open(self) -> None:
        with answering_with(lambda path, headers, n: as_json({})) as other:
            led = Reply(302, b"", {"Location": f"{other.address}/api/v1/work"})
            with (
                answering_with(lambda path, headers, n: led) as bad,
                pytest.raises(UnexpectedAnswerError, match="another server"),
            ):
                Register(bad.address, key="ans_x").work.mine()
        assert not other.asked
        with pytest.raises(ValueError, match="https alone"):
            Register("http://register.example", key="ans_x")

    @pytest.mark.parametrize("body", [b"<html>", b'{"items": 1}', b"[]", b'[{"key": 1}]', b"3"])
    def test_answer_of_something_else_is_said(self, body: bytes) -> None:
        reply = Reply(200, body)
        with answering_with(lambda path, headers, n: reply) as bad:
            with pytest.raises(UnexpectedAnswerError):
                list(Register(bad.address).reports())
            if body != b"[]":
                with pytest.raises(UnexpectedAnswerError):
                    Register(bad.address).themes()

    def test_reference_leads_to_no_other_address(self) -> None:
        with (
            answering_with(lambda path, headers, n: as_json({"detail": "x"}, 404)) as bad,
            pytest.raises(NotHereError),
        ):
            Register(bad.address).entry("../themes?x=1#")
        assert bad.asked[0][1] == "/api/v1/entries/..%2Fthemes%3Fx%3D1%23"


class TestFiles:
    BODY = bytes(range(256)) * 4000

    def served(self, path: str, headers: dict[str, str], cut: int, whole: bytes | None = None) -> Reply:
        body = self.BODY if whole is None else whole
        listed = {"all.bin": {"sha256": hashlib.sha256(self.BODY).hexdigest(), "bytes": len(self.BODY)}}
        if path.endswith("manifest.json"):
            return as_json({"files": listed})
        asked = headers.get("range", "")
        start = int(asked.removeprefix("bytes=").rstrip("-") or 0) if asked else 0
        told = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"} if start else {}
        return Reply(206 if start else 200, body[start:], told, cut=cut)

    def spoilt(self, whole: bytes, path: str, headers: dict[str, str], asked: int) -> Reply:
        return self.served(path, headers, len(whole), whole)

    def test_broken_download_goes_on_where_it_stopped(self, tmp_path: Path) -> None:
        patience, _ = quick(tries=2)
        with answering_with(lambda path, headers, n: self.served(path, headers, 300_000)) as bad:
            bulk = Register(bad.address, patience=patience).bulk()
            place = bulk.fetch("all.bin", tmp_path)
            assert place.read_bytes() == self.BODY and [one.name for one in tmp_path.iterdir()] == ["all.bin"]
            ranges = [headers.get("range") for _, _, headers, _ in bad.asked[1:]]
            assert ranges == [None, "bytes=300000-", "bytes=600000-", "bytes=900000-"]
            asked = len(bad.asked)
            assert bulk.fetch("all.bin", tmp_path) == place and len(bad.asked) == asked + 1

    def test_other_bytes_than_were_listed_are_not_kept(self, tmp_path: Path) -> None:
        spoilt = self.BODY[:-1] + b"x"
        for whole in (spoilt, self.BODY + b"x", self.BODY[:-1]):
            with answering_with(functools.partial(self.spoilt, whole)) as bad:
                bulk = Register(bad.address, patience=quick(tries=2)[0]).bulk()
                with pytest.raises(FileError):
                    bulk.fetch("all.bin", tmp_path)
        assert not (tmp_path / "all.bin").exists()

    def test_names_that_lead_elsewhere_are_refused(self, tmp_path: Path) -> None:
        listed = {"files": {"../x": {"sha256": "0" * 64, "bytes": 1}}}
        with (
            answering_with(lambda path, headers, n: as_json(listed)) as bad,
            pytest.raises(FileError, match="no file should be named"),
        ):
            Register(bad.address).bulk().files()
        with (
            answering_with(lambda path, headers, n: as_json({"files": {}})) as bad,
            pytest.raises(FileError, match="lists no file"),
        ):
            Register(bad.address).bulk().fetch("x", tmp_path)


@pytest.fixture
def served(db: None, settings: Settings, tmp_path: Path) -> Iterator[str]:
    settings.HOME, settings.INDEX, settings.BULK = tmp_path, tmp_path / "index", str(tmp_path / "bulk")
    cache.clear()
    with register_served() as address:
        yield address
    cache.clear()


def test_examples_and_errors_against_the_service(
    served: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trust = make.body("Northmere Wards Trust")
    duty = answering.duty(trust, "Observation was not recorded at night.")
    assuring.claim(duty)
    for number in range(3):
        make.entry(f"Observation {number} was not recorded.", scope="yes")
    gone = make.entry("Taken back.")
    withdraw_entry(by=make.editor(), entry=gone, why="Read twice.")
    rebuild_index()
    export_to(tmp_path / "bulk")
    register = Register(served)

    found = register.entries(size=2)
    references = [one.reference for one in found]
    assert set(references) == set(Entry.objects.filter(withdrawn_at=None).values_list("reference", flat=True))
    assert found.total == 4 and isinstance(register.entries().first(), EntryRecord)
    assert next(iter(register.entries(size=2, after=found.place))).reference == references[2]
    assert register.report(duty.entry.report.reference).entries == (duty.entry.reference,)
    with pytest.raises(WithdrawnError, match="Read twice"):
        register.entry(gone.reference)
    with pytest.raises(NotHereError):
        register.organisation(make_reference("B", "none"))
    with pytest.raises(InvalidError, match="up to today"):
        register.entry(duty.entry.reference, as_at="2999-01-01")
    with pytest.raises(KeyRefusedError):
        register.work.mine()

    example("search")(served, "observation recorded")
    shown = capsys.readouterr().out
    assert "entries about “observation recorded”" in shown and "Observation 1 was not recorded." in shown
    kept = tmp_path / "seen.txt"
    example("whats_new")(served, kept)
    assert "Read twice" in capsys.readouterr().out or int(kept.read_text()) > 0
    example("whats_new")(served, kept)
    assert capsys.readouterr().out == ""
    table = io.StringIO()
    example("duties_of_body")(served, trust.reference, table)
    assert duty.reference in table.getvalue() and table.getvalue().count("\n") == 2
    example("everything")(served, tmp_path / "mine")
    assert "as signed" in capsys.readouterr().out
    whole = tmp_path / "bulk" / "entries.csv"
    (tmp_path / "part").write_bytes(b"")
    listed = {one.name: one for one in register.bulk().files()}
    begun = tmp_path / f"entries.csv.{listed['entries.csv'].sha256[:12]}.part"
    begun.write_bytes(whole.read_bytes()[:50])
    assert register.bulk().fetch("entries.csv", tmp_path).read_bytes() == whole.read_bytes()


def test_example_writes_each_answer_once(served: str, capsys: pytest.CaptureFixture[str]) -> None:
    trust = make.body("Northmere Wards Trust")
    duty = answering.duty(trust)
    key = program(answering.member("responder", trust), "ANSWER_DRAFT", "BODY_READ").words
    asked = (served, key, trust.reference, "in_full", "The rule is in force.")
    example("answer")(*asked)
    assert "waits for a signature" in capsys.readouterr().out
    example("answer")(*asked)
    (draft,) = Draft.objects.all()
    assert list(draft.duties.all()) == [duty] and SignOff.objects.count() == 1
    with pytest.raises(KeyRefusedError, match="BODY_READ"):
        example("answer")(served, key, make.body("Southmere").reference, "in_full", "Words.")
    assert sys.modules.get("answer") is None


def test_example_adds_each_file_once(served: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trust = make.body("Northmere Wards Trust")
    key = program(answering.member("responder", trust), "EVIDENCE_ADD").words
    folder = tmp_path / "audits"
    folder.mkdir()
    (folder / 'Alarms "by ward".csv').write_bytes(b"ward,alarms\nAlder,4\n")
    (folder / "program.pdf").write_bytes(b"MZ a program")
    for _ in range(2):
        example("evidence")(served, key, trust.reference, "audit", folder)
        first, second = capsys.readouterr().out.splitlines()
        assert first.endswith(", quarantined") and second.startswith("program.pdf: ")
    shown = Evidence.objects.get()
    assert shown.title == 'Alarms "by ward"' and shown.upload is not None
    assert shown.upload.name == "Alarms by ward.csv"
