"""Plain words and other forms: who made them is said, names stay out, and nothing is lost."""

import datetime as dt

import pytest

from answerable.core.actors import INGEST, SUMMARIES, Actor, NotPermittedError
from answerable.core.text.dates import FoundDate
from answerable.core.text.plain.summary import METHOD
from answerable.ledger.models import Event
from answerable.pipeline.plain import summarise, waiting_count
from answerable.register.models import Edition, Entry, EntryVersion, Report, Summary
from answerable.register.operations import (
    PlainError,
    add_edition,
    record_report,
    record_summaries,
    withdraw_edition,
    withdraw_entry,
    write_summary,
)
from answerable.register.plain import editions_for, editions_of, overtaken, summaries_of
from answerable.sources.drafts import Sight
from answerable.uploads.models import Upload
from tests import make

pytestmark = pytest.mark.django_db
EDITOR = Actor("person:1", frozenset({"SUMMARY_WRITE", "EDITION_ADD", "ENTRY_WITHDRAW"}))
PLAIN = "Nobody told the night staff that the bell was broken."
FILE = "https://example.org/easy-read"


def run() -> int:
    return summarise(lambda *_: None)


def now_held(entry: Entry) -> EntryVersion:
    return entry.versions.get(superseded_at__isnull=True)


def plain(entry: Entry) -> Summary:
    return entry.summaries.get(superseded_at__isnull=True)


def one_entry(text: str = "There was no list of the lamps on the ward.") -> Entry:
    return make.report(texts=[text]).entries.get()


def reworded(entry: Entry, text: str) -> None:
    """A source closer to the original gives the entry other words."""
    report = entry.report
    prepared = make.prepared_report(
        texts=[text],
        area=report.area,
        url=report.url,
        reference=report.publisher_reference,
        issued=report.issued_on,
        rank=3,
        sights=[Sight("report-pdf", {}, FoundDate("", report.issued_on))],
    )
    record_report(by=INGEST, prepared=prepared, document=make.document())


class TestSummaries:
    def test_every_entry_gets_one_that_says_who_made_it(self) -> None:
        entry = one_entry()
        assert waiting_count() == 1
        assert run() == 1
        made = plain(entry)
        assert made.text.endswith("There was no list of the lamps on the ward.")
        assert (made.maker, made.method, made.made_by, made.of_version) == (
            "program",
            METHOD,
            "job:summaries",
            1,
        )
        assert Event.objects.get(kind="summaries.made").payload == {"method": METHOD, "entries": 1}
        assert (run(), waiting_count()) == (0, 0)

    def test_person_writes_one_in_its_place_and_the_program_leaves_it(self) -> None:
        entry = one_entry()
        run()
        written = write_summary(by=EDITOR, version=now_held(entry), text=f"  {PLAIN}\r\n")
        assert (written.text, written.maker, written.made_by) == (PLAIN, "person", "person:1")
        assert run() == 0
        again = {entry.pk: (1, "Something else that a program says.")}
        assert record_summaries(by=SUMMARIES, made=again, method=METHOD) == 0
        assert plain(entry) == written
        assert entry.summaries.count() == 2
        with pytest.raises(PlainError, match="already"):
            write_summary(by=EDITOR, version=now_held(entry), text=PLAIN)

    def test_other_words_bring_another_and_the_old_stands_in_the_history(self) -> None:
        entry = one_entry()
        run()
        old = now_held(entry)
        write_summary(by=EDITOR, version=old, text=PLAIN)
        assert not overtaken().exists()
        reworded(entry, "There was no list of the lamps on the ward at night.")
        new = now_held(entry)
        assert new.version == 2
        assert summaries_of([new]) == {}
        assert run() == 1
        assert summaries_of([new])[entry.pk].maker == "program"
        assert summaries_of([old])[entry.pk].text == PLAIN
        assert [row.text for row in overtaken()] == [PLAIN]
        yesterday = dt.date.today() - dt.timedelta(days=1)  # noqa: DTZ011
        assert summaries_of([old], yesterday) == {}
        with pytest.raises(PlainError, match="have changed"):
            write_summary(by=EDITOR, version=old, text=PLAIN + " At all.")
        write_summary(by=EDITOR, version=new, text=PLAIN + " At all.")
        assert not overtaken().exists()

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("Too short.", "between 20 and"),
            ("word " * 400, "between 20 and"),
            ("Dr Anna Quillfeather did not tell the night staff.", "looks like a name"),
            ("Tell the family on 07700 900123 before the day.", "looks like a name or a way"),
            ("The family found that he was hanging in his room.", "may tell how somebody died"),
        ],
    )
    def test_what_a_person_may_not_write(self, text: str, why: str) -> None:
        entry = one_entry()
        with pytest.raises(PlainError, match=why):
            write_summary(by=EDITOR, version=now_held(entry), text=text)
        assert not Summary.objects.exists()

    def test_withdrawn_entry_gets_none(self) -> None:
        entry = one_entry()
        withdraw_entry(by=EDITOR, entry=entry, why="It was recorded twice.")
        assert run() == 0
        with pytest.raises(PlainError, match="withdrawn"):
            write_summary(by=EDITOR, version=now_held(entry), text=PLAIN)
        with pytest.raises(NotPermittedError):
            write_summary(by=INGEST, version=now_held(entry), text=PLAIN)

    def test_name_that_comes_to_be_known_goes_from_what_was_said_before(self) -> None:
        entry = one_entry("There was no list of the lamps that Wrenfold had asked for.")
        run()
        assert "Wrenfold" in plain(entry).text
        report = entry.report
        prepared = make.prepared_report(
            texts=["There was no list of the lamps that Wrenfold had asked for."],
            area=report.area,
            url=report.url,
            reference=report.publisher_reference,
            issued=report.issued_on,
            deceased=["Ada Wrenfold"],
            sights=[Sight("other-list", {}, FoundDate("", report.issued_on))],
        )
        record_report(by=INGEST, prepared=prepared, document=make.document())
        assert "Wrenfold" not in "".join(Summary.objects.values_list("text", flat=True))
        run()
        assert "Wrenfold" not in "".join(Summary.objects.values_list("text", flat=True))


def upload(state: str = "kept") -> Upload:
    return Upload.objects.create(
        sha256="0" * 64,
        name="easy.pdf",
        media_type="application/pdf",
        size=3,
        state=state,
        sent_by="person:1",
        recorded_at=dt.datetime.now(dt.UTC),
    )


def add(report: Report, **given: object) -> Edition:
    said: dict[str, object] = {"form": "easy_read", "supplied_by": "Fen Words Trust", "url": FILE, **given}
    return add_edition(by=EDITOR, report=report, **said)  # type: ignore[arg-type]


class TestEditions:
    def test_added_with_who_made_it_and_taken_back_with_why(self) -> None:
        report = one_entry().report
        made = add(report)
        assert made.reference.startswith("K-")
        assert list(editions_of(report.pk)) == [made]
        gone = withdraw_edition(by=EDITOR, edition=made, why="It left out half.")
        assert gone.withdrawn_why == "It left out half."
        assert not editions_of(report.pk).exists()
        assert not editions_for(None).exists()
        with pytest.raises(PlainError, match="already"):
            withdraw_edition(by=EDITOR, edition=gone, why="Again.")
        assert list(Event.objects.filter(kind__startswith="edition.").values_list("kind", "subject")) == [
            ("edition.added", report.reference),
            ("edition.withdrawn", report.reference),
        ]

    def test_of_one_entry_stands_with_those_of_the_report(self) -> None:
        entry, other = make.report(texts=["Keep one list.", "Keep two lists."]).entries.order_by("order")
        whole, own = add(entry.report), add(entry.report, entry=entry, form="signed")
        assert list(editions_of(entry.report_id, entry)) == [whole, own]
        assert list(editions_of(entry.report_id, other)) == [whole]

    def test_refusals(self) -> None:
        report, other = one_entry().report, one_entry("Keep another list of lamps.")
        for given, why in (
            ({"form": "song"}, "which form"),
            ({"supplied_by": " "}, "which body"),
            ({"entry": other}, "no entry of this report"),
            ({"url": ""}, "one of the two"),
            ({"upload": upload()}, "one of the two"),
            ({"url": "javascript:alert(1)"}, "https"),
            ({"url": "https://example.org/" + "a" * 1000}, "1,000"),
            ({"url": "", "upload": upload("refused")}, "refused"),
        ):
            with pytest.raises(PlainError, match=why):
                add(report, **given)
        add(report)
        with pytest.raises(PlainError, match="holds that already"):
            add(report)
        with pytest.raises(PlainError, match="Say why"):
            withdraw_edition(by=EDITOR, edition=Edition.objects.get(), why=" ")

    def test_issuer_adds_to_its_own_reports_alone(self) -> None:
        mine, other = one_entry().report, make.report(area="Other Fell")
        issuer = Actor(
            "person:9",
            frozenset({"EDITION_ADD"}),
            publishers={"EDITION_ADD": frozenset({mine.publisher.code})},
        )
        made = add_edition(by=issuer, report=mine, form="braille", supplied_by="Us", url="", upload=upload())
        assert list(editions_for({mine.publisher.code})) == [made]
        with pytest.raises(NotPermittedError):
            add_edition(by=issuer, report=other, form="braille", supplied_by="Us", url=FILE)
