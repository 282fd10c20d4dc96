"""Two of the register's own jobs at one moment: nothing is done twice, and neither breaks off."""

import threading
from pathlib import Path

import pytest

from answerable.core.actors import INGEST, RELATE
from answerable.organisations.resolver import Resolver
from answerable.pipeline import export, harvest
from answerable.pipeline.alone import BusyError, alone
from answerable.pipeline.bulk.signing import sign
from answerable.pipeline.ingest import definitions, record_batch
from answerable.pipeline.outcome import Outcome
from answerable.pipeline.prepare import Workshop
from answerable.pipeline.relate import relate
from answerable.register.models import Report
from answerable.search.generations import IndexBusyError
from tests import make
from tests.interleaved import interleaved


@pytest.fixture
def home(tmp_path: Path, settings: object) -> Path:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.mark.usefixtures("own_database")
def test_report_that_two_runs_read_is_recorded_once() -> None:
    body, document = make.body("One Trust"), make.document()
    workshop = Workshop(Resolver.from_database(), definitions())
    outcomes = Outcome(), Outcome()
    ends = interleaved(
        *(
            lambda outcome=outcome: record_batch(
                [make.prepared_report(to=[body], reference="2024-0099")], document, INGEST, workshop, outcome
            )
            for outcome in outcomes
        )
    )
    assert [one.duties for end in ends for one in end.get()] == [1, 1]
    assert [outcome.new_reports for outcome in outcomes] == [1, 0]
    assert Report.objects.count() == 1


def test_entries_are_related_by_one_run_at_a_time(home: Path) -> None:
    with alone("relate"), pytest.raises(IndexBusyError, match="relates entries now"):
        relate(by=RELATE)


@pytest.mark.django_db
def test_what_one_run_takes_in_another_leaves_alone(home: Path) -> None:
    definition = harvest.visited_sources(["judiciary-pfd"])[0]
    with alone("harvest-judiciary-pfd"):
        done = harvest.harvest_source(definition, progress=lambda *_: None)
    assert done.busy and done.harvest is None


def test_public_files_are_written_one_set_after_the_other(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = threading.Event()

    def write(folder: Path, *_: object) -> dict[str, object]:
        for name in ("public-key.pem", "manifest.json.sig", "manifest.json"):
            (folder / name).touch()
        written.set()
        return {"files": {}}

    monkeypatch.setattr(export, "_write", write)
    thread = threading.Thread(target=export.export_to, args=(home / "files",), daemon=True)
    with alone(f"files-{(home / 'files').resolve()}"):
        thread.start()
        assert not written.wait(0.05)
    assert written.wait(10)
    thread.join(10)


def test_key_of_the_public_files_is_made_once(home: Path) -> None:
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(sign(b"x")[1])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(keys) == 4 and len(set(keys)) == 1
    assert (home / "bulk-key.pem").stat().st_mode & 0o777 == 0o600


def test_lock_is_let_go_when_the_work_breaks_off(home: Path) -> None:
    with pytest.raises(KeyError), alone("a job"):
        raise KeyError
    with alone("a job"), pytest.raises(BusyError), alone("a job"):
        pass
