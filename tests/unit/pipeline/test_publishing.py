"""An issuer's manuscript becomes a report by the one way in, once, and is corrected by next versions."""

import datetime as dt

import pytest

from answerable.core.actors import NotPermittedError
from answerable.core.calendar import today
from answerable.duties.models import Duty
from answerable.ledger.models import Event
from answerable.pipeline.publishing import content_of, pasted, publish, typed
from answerable.register.models import EntryVersion, Manuscript, Report
from answerable.register.operations import (
    PublishingError,
    discard_manuscript,
    save_manuscript,
    start_manuscript,
    withdraw_published,
)
from tests import make
from tests.made import publishing as made

pytestmark = pytest.mark.django_db
SECOND = "No one told Jane Coldbeck or her family which ward she would be moved to that evening."


@pytest.fixture
def trust() -> str:
    return make.body("Vale and Moor Partnership NHS Foundation Trust").reference


def test_published_report_has_masked_words_duties_and_clock(trust: str) -> None:
    report = made.published(made.ASKED, SECOND)
    words = list(
        EntryVersion.objects.filter(entry__report=report)
        .order_by("entry__order")
        .values_list("text", flat=True)
    )
    assert words[0] == made.ASKED
    assert "Coldbeck" not in words[1] and "[the person who died]" in words[1]
    duties = Duty.objects.filter(entry__report=report)
    assert [duty.holder.reference for duty in duties] == [trust, trust]
    assert duties[0].due_dates.get().due_on == dt.date(2024, 3, 14) + dt.timedelta(days=56)
    assert report.publisher.code == made.CODE
    assert "Coldbeck" not in report.title
    event = Event.objects.get(kind="report.published")
    assert (event.actor, event.subject) == ("person:77", report.reference)


def test_the_same_is_not_published_twice(trust: str) -> None:
    held = made.manuscript()
    publish(by=made.issuer(), manuscript=held, revision=held.revision)
    with pytest.raises(PublishingError, match="published already"):
        publish(by=made.issuer(), manuscript=held, revision=held.revision)
    with pytest.raises(PublishingError, match="holds this report already"):
        made.published("Something else that nobody has said of any ward before.")
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"issued_on": (today() + dt.timedelta(days=1)).isoformat()}, "lies in the future"),
        ({"issued_on": "14 March"}, "is no date"),
        ({"issued_on": ""}, "Give the date"),
        ({"addressees": " \n "}, "addressed to"),
        ({"instrument": "inquiry"}, "which kind of report"),
        ({"url": "javascript:alert(1)"}, "https://"),
    ],
)
def test_what_is_missing_is_said_and_nothing_written(values: dict[str, str], said: str) -> None:
    held = made.manuscript(**values)
    with pytest.raises(PublishingError, match=said):
        publish(by=made.issuer(), manuscript=held, revision=held.revision)
    assert not Report.objects.exists()


def test_entries_are_looked_over(trust: str) -> None:
    problems = typed(made.manuscript(made.ASKED, made.ASKED.upper(), "Too short", "word " * 5000)).problems
    assert any("Entry 2 repeats entry 1" in one for one in problems)
    assert any("Entry 3 is too short" in one for one in problems)
    assert any("Entry 4 has" in one for one in problems)


def test_two_hundred_entries_are_published_and_more_are_refused(trust: str) -> None:
    many = [f"Nobody checked room number {number} of the ward at night." for number in range(200)]
    assert made.published(*many).entries.count() == 200
    more = [f"Nobody looked at bed number {number} of the ward at night." for number in range(251)]
    assert any("251 entries" in one for one in typed(made.manuscript(*more, reference="2024-0902")).problems)


def test_a_megabyte_is_refused_and_kept_as_it_was() -> None:
    held = made.manuscript()
    with pytest.raises(PublishingError, match="characters"):
        save_manuscript(
            by=made.issuer(), manuscript=held, content=made.content("x" * 1_000_000), revision=held.revision
        )
    held.refresh_from_db()
    assert held.content["entries"][0]["text"] == made.ASKED


def test_two_people_do_not_write_over_each_other() -> None:
    held = made.manuscript()
    save_manuscript(by=made.issuer(), manuscript=held, content=made.content(SECOND), revision=held.revision)
    with pytest.raises(PublishingError, match="Somebody else has saved"):
        save_manuscript(by=made.issuer(), manuscript=held, content=made.content(), revision=held.revision)


def test_another_publisher_may_do_nothing(trust: str) -> None:
    held = made.manuscript()
    stranger = made.issuer("coroner-for-elsewhere")
    with pytest.raises(NotPermittedError):
        publish(by=stranger, manuscript=held, revision=held.revision)
    with pytest.raises(NotPermittedError):
        save_manuscript(by=stranger, manuscript=held, content={}, revision=held.revision)
    report = made.published()
    with pytest.raises(NotPermittedError):
        withdraw_published(by=stranger, entry=report.entries.get(), why="Not mine.")


def test_correction_is_the_next_version_and_redates_the_clock(trust: str) -> None:
    report = made.published(made.ASKED, SECOND)
    content = content_of(report)
    content["entries"][0]["text"] = "Staff did not know whom to call when the alarm failed."  # type: ignore[index]
    content["entries"].append({"text": "Nobody had tested the alarm for a year.", "to": "", "entry": ""})  # type: ignore[attr-defined]
    content["issued_on"] = "2024-03-20"
    begun = start_manuscript(by=made.issuer(), publisher=report.publisher, content=content, corrects=report)
    again = publish(by=made.issuer(), manuscript=begun, revision=0)
    assert again.pk == report.pk
    versions = EntryVersion.objects.filter(entry__report=report)
    assert versions.filter(entry__order=0).order_by("version").values_list("version", flat=True)[1] == 2
    assert versions.filter(entry__order=1).count() == 1
    assert report.entries.count() == 3
    dates = {duty.due_dates.get(superseded_at__isnull=True).due_on for duty in Duty.objects.all()}
    assert dates == {dt.date(2024, 3, 20) + dt.timedelta(days=56)}
    assert Event.objects.filter(kind="report.corrected", actor="person:77").count() == 1


def test_correction_that_changes_nothing_says_so(trust: str) -> None:
    report = made.published()
    begun = start_manuscript(
        by=made.issuer(), publisher=report.publisher, content=content_of(report), corrects=report
    )
    assert (
        start_manuscript(by=made.issuer(), publisher=report.publisher, content={}, corrects=report).pk
        == begun.pk
    )
    with pytest.raises(PublishingError, match="Nothing differs"):
        publish(by=made.issuer(), manuscript=begun, revision=0)


def test_withdrawal_needs_a_reason_and_leaves_a_tombstone(trust: str) -> None:
    entry = made.published().entries.get()
    with pytest.raises(PublishingError, match="Say why"):
        withdraw_published(by=made.issuer(), entry=entry, why=" ")
    withdraw_published(by=made.issuer(), entry=entry, why="It named the wrong ward.")
    entry.refresh_from_db()
    assert entry.withdrawn_why == "It named the wrong ward."
    with pytest.raises(PublishingError, match="already"):
        withdraw_published(by=made.issuer(), entry=entry, why="Again.")


def test_thrown_away_leaves_no_words() -> None:
    held = made.manuscript()
    discard_manuscript(by=made.issuer(), manuscript=held, revision=held.revision)
    kept = Manuscript.objects.get(pk=held.pk)
    assert kept.content == {} and kept.discarded_at


def test_unresolved_addressee_gets_no_duty(trust: str) -> None:
    report = made.published(addressees="The Manager of somewhere that no list holds at all")
    assert not Duty.objects.filter(entry__report=report, organisation__reference=trust).exists()


def test_pasted_list_is_split() -> None:
    found = pasted(
        "1. Staff did not know whom to call when the alarm failed.\n\n"
        "2. The ward had no plan for nights with few staff.\n"
    )
    assert [text.split()[0] for text in found.texts] == ["Staff", "The"]
