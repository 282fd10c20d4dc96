"""From files to the register: bad ones beside good ones, the same twice, and a run cut short."""

from pathlib import Path

import pytest

from answerable.core.actors import INGEST
from answerable.duties.models import DueDate, Duty
from answerable.ledger.models import Event
from answerable.pipeline import ingest
from answerable.pipeline.ingest import ingest_paths
from answerable.pipeline.outcome import Outcome
from answerable.publication.records import entry_records
from answerable.register.models import Addressing, Entry, EntryVersion, Report
from answerable.register.operations import record_report
from answerable.register.queries import current_versions
from answerable.sources.models import Holding, Reading
from tests.unit.pipeline import made_table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> None:
    settings.DOCUMENTS = tmp_path / "documents"  # type: ignore[attr-defined]


def take_in(*paths: Path) -> Outcome:
    return ingest_paths(paths, by=INGEST, workers=1)


def test_table_gives_reports_entries_addressees_and_duties(tmp_path: Path) -> None:
    outcome = take_in(made_table.write(tmp_path / "reports.csv", [made_table.row(1), made_table.row(2)]))
    assert (outcome.documents, outcome.reports, outcome.entries) == (1, 2, 4)
    assert outcome.duties == Duty.objects.count() == 4
    roles = set(Addressing.objects.values_list("role", flat=True))
    assert roles == {"addressee", "copy"}
    due = DueDate.objects.filter(duty__entry__report__publisher_reference="2021-0001")
    assert {str(date.due_on) for date in due} == {"2021-03-30"}  # 56 days from 2 February
    assert Report.objects.filter(scope="yes").count() == 2


def test_name_of_the_person_who_died_is_in_nothing_public(tmp_path: Path) -> None:
    take_in(made_table.write(tmp_path / "reports.csv", [made_table.row(n) for n in range(5)]))
    for record in entry_records(current_versions()):
        public = str(record.as_json())
        for person in made_table.PEOPLE:
            assert person.split()[1] not in public
            assert person.split()[1].lower() not in public.lower()
    assert EntryVersion.objects.filter(original__contains="Fairwater").exists()


def test_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    path = made_table.write(tmp_path / "reports.csv", [made_table.row(1)])
    first = take_in(path)
    events = Event.objects.count()
    again = take_in(path)
    assert Event.objects.count() == events
    assert not again.changed and again.new_reports == 0
    assert (again.reports, again.entries, again.duties) == (first.reports, first.entries, first.duties)


def test_changed_file_at_the_same_place_is_its_next_version(tmp_path: Path) -> None:
    path = made_table.write(tmp_path / "reports.csv", [made_table.row(1)])
    take_in(path)
    made_table.write(path, [made_table.row(1), made_table.row(2)])
    outcome = take_in(path)
    assert outcome.new_reports == 1 and Report.objects.count() == 2
    assert list(Holding.objects.values_list("version", flat=True)) == [1, 2]


def test_bad_files_are_named_and_the_good_ones_taken_in(tmp_path: Path) -> None:
    made_table.write(tmp_path / "good.csv", [made_table.row(1)])
    (tmp_path / "empty.csv").touch()
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (tmp_path / "odd.bin").write_bytes(bytes(range(256)) * 20)
    outcome = take_in(
        tmp_path / "good.csv", *(tmp_path / name for name in ("empty.csv", "cut.pdf", "odd.bin", "gone.pdf"))
    )
    failed = {Path(remark.where).name: remark.why for remark in outcome.failed}
    assert set(failed) == {"empty.csv", "cut.pdf", "odd.bin", "gone.pdf"}
    assert all(len(why) > 20 and "Traceback" not in why for why in failed.values())
    assert Report.objects.count() == 1
    assert Reading.objects.exclude(failure="").count() == 3


def test_row_that_gives_nothing_is_left_out_with_its_reason(tmp_path: Path) -> None:
    rows = [made_table.row(1), made_table.row(2, concerns=""), made_table.row(3, date="31/31/2021")]
    outcome = take_in(made_table.write(tmp_path / "reports.csv", rows))
    assert [remark.where for remark in outcome.left_out] == ["reports.csv: row 3"]
    assert Report.objects.get(publisher_reference="2021-0002").left_out
    odd = Report.objects.get(publisher_reference="2021-0003")
    assert odd.issued_on is None and "date-impossible" in odd.flags


def test_run_cut_short_is_finished_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made_table.write(tmp_path / "reports.csv", [made_table.row(n) for n in range(10)])
    monkeypatch.setattr(ingest, "BATCH", 3)
    calls = 0

    def stops_at_the_eighth(**arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 8:
            raise KeyboardInterrupt
        return record_report(**arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ingest, "record_report", stops_at_the_eighth)
    with pytest.raises(KeyboardInterrupt):
        take_in(path)
    assert Report.objects.count() == 6, "whole batches are kept, and the broken one is not"
    monkeypatch.setattr(ingest, "record_report", record_report)
    outcome = take_in(path)
    assert Report.objects.count() == 10 and Entry.objects.count() == 20
    assert outcome.new_reports == 4 and outcome.entries == 20 and outcome.duties == Duty.objects.count()
    assert Reading.objects.get().finished_at


def test_folder_without_files_and_mappings_are_not_documents(tmp_path: Path) -> None:
    (tmp_path / "only.toml").write_text("x = 1")
    outcome = take_in(tmp_path)
    assert outcome.documents == 0 and "no files" in outcome.failed[0].why


def test_outcome_as_json_has_the_promised_keys(tmp_path: Path) -> None:
    told = take_in(made_table.write(tmp_path / "reports.csv", [made_table.row(1, concerns="")])).as_json()
    assert {"documents", "entries", "duties", "left_out", "warnings"} <= set(told)
    assert told["left_out"] == [{"where": "reports.csv: row 2", "why": Report.objects.get().left_out}]


def test_newer_adapter_reads_a_document_again(tmp_path: Path) -> None:
    path = made_table.write(tmp_path / "reports.csv", [made_table.row(1)])
    take_in(path)
    assert not take_in(path).changed
    Reading.objects.update(adapter="pfd_table/0")
    outcome = take_in(path)
    assert outcome.changed and outcome.new_reports == 0
    assert Reading.objects.get().adapter == "pfd_table/1"
