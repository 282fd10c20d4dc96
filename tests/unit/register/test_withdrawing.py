"""A whole report leaves the register, and comes back: by an editor, or by its own publisher."""

import datetime as dt

import pytest

from answerable.core.actors import INGEST, Actor, NotPermittedError
from answerable.core.calendar import today
from answerable.duties.queries import duties_of_body
from answerable.ledger.models import Event
from answerable.register.models import Edition, Entry, Report, Withdrawal
from answerable.register.operations import (
    PlainError,
    PublishingError,
    add_edition,
    record_report,
    restore_own_report,
    restore_report,
    start_manuscript,
    withdraw_entry,
    withdraw_own_report,
    withdraw_published,
    withdraw_report,
)
from answerable.register.queries import in_register, standing, withdrawal_of
from tests import make
from tests.made import publishing as made

pytestmark = pytest.mark.django_db
WHY = "The inquiry has published it anew, with the figures mended."


def editor() -> Actor:
    return Actor("person:5", frozenset({"REPORT_WITHDRAW", "ENTRY_WITHDRAW", "EDITION_ADD"}))


def told(kind: str) -> list[str]:
    return list(Event.objects.filter(kind=kind).order_by("index").values_list("subject", flat=True))


def test_all_entries_leave_at_one_moment_and_what_left_before_keeps_its_reason() -> None:
    trust = make.body("Northmere Wards Trust")
    report = make.report(texts=["Mend the lamps.", "Look in at night.", "Say it twice."], to=[trust])
    other = make.report(texts=["Mend all lamps."], to=[trust], reference="2024-0002")
    gone, *rest = report.entries.order_by("order")
    withdraw_entry(by=editor(), entry=gone, why="Recorded twice.")
    add_edition(by=editor(), report=report, form="braille", supplied_by="A library", url="https://a.test/b")
    row = withdraw_report(
        by=editor(),
        report=report,
        ground="publisher",
        why=WHY,
        on=dt.date(2024, 5, 1),
        notice="https://inquiry.test/withdrawn",
        replaced_by=other,
    )
    report.refresh_from_db()
    assert report.withdrawn_at == row.withdrawn_at and withdrawal_of(report) == row
    whys = report.entries.order_by("order").values_list("withdrawn_why", flat=True)
    assert list(whys) == ["Recorded twice.", WHY, WHY]
    assert {one.withdrawn_at for one in report.entries.exclude(pk=gone.pk)} == {row.withdrawn_at}
    assert Edition.objects.get().withdrawn_why == WHY
    assert told("report.withdrawn") == [report.reference]
    assert told("entry.withdrawn") == [gone.reference, *(one.reference for one in rest)]
    assert list(in_register()) == [other] and standing().count() == 1
    assert [duty.entry.report_id for duty in duties_of_body(trust.pk)] == [other.pk]
    before = today() - dt.timedelta(days=1)
    assert set(in_register(before)) == {report, other} and withdrawal_of(report, before) is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"why": "  "}, "Say why"),
        ({"why": "x" * 301}, "at most 300"),
        ({"why": "It named Imogen Fairwater."}, "looks like a name"),
        ({"ground": "bored"}, "Choose"),
        ({"on": today() + dt.timedelta(days=1)}, "future"),
        ({"on": dt.date(2019, 1, 1)}, "before the report"),
        ({"notice": "javascript:alert(1)"}, "no address"),
        ({"notice": "https://a.test/" + "x" * 1000}, "too long"),
        ({"ground": "duplicate"}, "same as"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_written(given: dict[str, object], said: str) -> None:
    report = make.report(deceased=["Imogen Fairwater"])
    with pytest.raises(PublishingError, match=said):
        withdraw_report(by=editor(), report=report, **{"ground": "error", "why": WHY, **given})  # type: ignore[arg-type]
    assert not Withdrawal.objects.exists() and standing().exists()


@pytest.mark.parametrize(
    ("why", "said"),
    [("It named Imogen Fairwater.", "looks like a name"), ("x" * 301, "at most 300")],
)
def test_the_reason_of_one_entry_is_for_the_public_too(why: str, said: str) -> None:
    make.body("Vale and Moor Partnership NHS Foundation Trust")
    report = made.published()
    Report.objects.update(deceased=["Imogen Fairwater"])
    entry = report.entries.get()
    with pytest.raises(PublishingError, match=said):
        withdraw_entry(by=editor(), entry=entry, why=why)
    with pytest.raises(PublishingError, match=said):
        withdraw_published(by=made.issuer(), entry=entry, why=why)
    assert list(standing()) == [entry]


def test_what_stands_in_its_place_is_another_report_that_stands() -> None:
    one, two = make.report(), make.report(reference="2024-0002")
    made_up = make.report(reference="2024-0003", fictional=True)
    for other, said in ((one, "by itself"), (made_up, "made-up")):
        with pytest.raises(PublishingError, match=said):
            withdraw_report(by=editor(), report=one, ground="duplicate", why=WHY, replaced_by=other)
    withdraw_report(by=editor(), report=one, ground="duplicate", why=WHY, replaced_by=two)
    with pytest.raises(PublishingError, match="withdrawn too"):
        withdraw_report(by=editor(), report=two, ground="duplicate", why=WHY, replaced_by=one)
    with pytest.raises(PublishingError, match="already"):
        withdraw_report(by=editor(), report=one, ground="error", why="Once more.")
    with pytest.raises(NotPermittedError):
        withdraw_report(by=Actor("person:6", frozenset()), report=two, ground="error", why=WHY)


def test_taken_back_only_what_left_with_it_is_there_again() -> None:
    report = make.report(texts=["Mend the lamps.", "Look in at night."])
    first, second = report.entries.order_by("order")
    withdraw_entry(by=editor(), entry=first, why="Recorded twice.")
    withdraw_report(by=editor(), report=report, ground="error", why=WHY)
    with pytest.raises(PublishingError, match="Say why"):
        restore_report(by=editor(), report=report, why="")
    row = restore_report(by=editor(), report=report, why="It was the other one.")
    assert list(standing()) == [second] and list(in_register()) == [report]
    assert told("entry.restored") == [second.reference]
    assert row.restored_at is not None and withdrawal_of(Report.objects.get()) is None
    with pytest.raises(PublishingError, match="not withdrawn"):
        restore_report(by=editor(), report=report, why="Again.")
    withdraw_report(by=editor(), report=report, ground="other", why="In earnest now.")
    assert Withdrawal.objects.count() == 2 and not standing().exists()


def test_publisher_withdraws_its_own_and_each_takes_back_its_own() -> None:
    make.body("Vale and Moor Partnership NHS Foundation Trust")
    report, by = made.published(), made.issuer()
    with pytest.raises(PublishingError, match="editors"):
        withdraw_own_report(by=by, report=report, ground="scope", why=WHY)
    stranger = made.issuer("coroner-for-south-vale")
    with pytest.raises(NotPermittedError):
        withdraw_own_report(by=stranger, report=report, ground="error", why=WHY)
    withdraw_own_report(by=by, report=report, ground="error", why=WHY)
    with pytest.raises(PublishingError, match="only its publisher"):
        restore_report(by=editor(), report=report, why="No.")
    restore_own_report(by=by, report=report, why="It was right.")
    withdraw_report(by=editor(), report=report, ground="scope", why=WHY)
    with pytest.raises(PublishingError, match="An editor"):
        restore_own_report(by=by, report=report, why="But it is ours.")


def test_nothing_is_added_to_it_meanwhile() -> None:
    make.body("Vale and Moor Partnership NHS Foundation Trust")
    report, by = made.published(), made.issuer()
    withdraw_own_report(by=by, report=report, ground="error", why=WHY)
    with pytest.raises(PublishingError, match="withdrawn"):
        start_manuscript(by=by, publisher=report.publisher, content={}, corrects=report)
    with pytest.raises(PlainError, match="withdrawn"):
        add_edition(by=editor(), report=report, form="braille", supplied_by="A", url="https://a.test/b")
    with pytest.raises(PublishingError, match="take that back"):
        made.published("Something else that nobody has said of any ward before.")
    assert not standing().exists()


def test_seen_again_in_a_closer_source_it_stays_withdrawn() -> None:
    texts = ["Observations were not carried out as planned.", "Nobody looked in at night on the ward."]
    report = make.report(make.prepared_report(reference="2020-0001", texts=texts))
    withdraw_entry(by=editor(), entry=report.entries.order_by("order")[0], why="Recorded twice.")
    closer = make.prepared_report(reference="2020-0001", texts=[f"{one} So it was." for one in texts], rank=5)
    closer.draft.where = "row 9"
    record_report(by=INGEST, prepared=closer, document=make.document("another"))
    assert report.entries.count() == 2 and standing().count() == 1
    withdraw_report(by=editor(), report=report, ground="error", why=WHY)
    again = make.prepared_report(reference="2020-0001", texts=[*texts, "And a third thing."], rank=9)
    again.draft.where = "row 10"
    record_report(by=INGEST, prepared=again, document=make.document("a third"))
    assert Entry.objects.count() == 2 and not standing().exists()
