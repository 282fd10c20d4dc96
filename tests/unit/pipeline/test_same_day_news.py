"""What a visit brings is told of in the run that brought it: once, wherever that run is killed."""

import csv
import datetime as dt
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytest_django.fixtures import Settings

from answerable.core.calendar import today
from answerable.ledger.models import Event
from answerable.notices.models import Message, Notice
from answerable.organisations.models import Organisation
from answerable.pipeline import daily
from answerable.pipeline.daily import Done, run_daily
from answerable.pipeline.export import files_lag
from answerable.pipeline.taking_up import TakenUp
from answerable.register.models import Entry
from tests import make
from tests.made import following, overseeing

pytestmark = pytest.mark.django_db
WORDS = "Nobody on the ward knew who had to answer the alarm at night, and no drill had been held."


@pytest.fixture
def trust(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Organisation:
    """A body with an officer, somebody who follows it, and a publisher whose site brings one late report."""
    settings.INDEX, settings.MAILBOX, settings.BULK = (
        tmp_path / "index",
        tmp_path / "mail",
        str(tmp_path / "f"),
    )
    settings.HARVEST, settings.MAIL_SERVER = ("hssib",), ""
    body = make.body("Northmere Wards Trust")
    overseeing.officer(body)
    following.follow("body", body.reference)
    waiting = [today() - dt.timedelta(days=60)]

    def visit(*_: object, **__: object) -> SimpleNamespace:
        for issued in waiting:
            overseeing.duty(body, issued=issued, texts=[WORDS])
        return SimpleNamespace(taken=len([waiting.pop() for _ in waiting[:]]))

    monkeypatch.setattr(daily, "harvest_source", visit)
    monkeypatch.setattr(daily, "is_there", lambda: False)
    return body


def day() -> dict[str, Done]:
    return {one.step: one for one in run_daily(today(), dry_run=False, progress=lambda *_: None)}


def in_files(settings: Settings) -> set[str]:
    with (Path(settings.BULK) / "entries.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["entry"] for row in csv.DictReader(file)}


def test_what_came_is_told_of_on_the_same_day_and_not_again(trust: Organisation, settings: Settings) -> None:
    dry = {one.step: one for one in run_daily(today(), dry_run=True, progress=lambda *_: None)}
    assert (dry["news"].count, list(dry)) == (0, [name for name, _ in daily.STEPS])
    done = day()
    assert (done["alerts"].count, done["harvest"].count) == (0, 1)
    entry = Entry.objects.get().reference
    [alert] = following.alerts()
    assert entry in alert.body and alert.state == Message.State.SENT
    mails = {one.key.partition(":")[0]: one.state for one in Message.objects.exclude(pk=alert.pk)}
    assert mails == dict.fromkeys(("follow", "letter", "digest"), Message.State.SENT)
    assert "1 steps of escalation; 1 duties worked out for figures" in done["news"].what
    assert in_files(settings) == {entry}
    count, lines = Message.objects.count(), Notice.objects.count()
    again = day()
    assert (again["news"].count, again["alerts"].count, again["escalate"].count) == (0, 0, 0)
    assert (Message.objects.count(), Notice.objects.count()) == (count, lines)


def test_files_lag_until_they_were_begun_after_the_last_event(tmp_path: Path) -> None:
    assert files_lag(tmp_path)
    make.entry(WORDS)
    known = Event.objects.count()
    for events, lag in ((known - 1, True), (known, False)):
        (tmp_path / "manifest.json").write_text(json.dumps({"events": events}))
        assert files_lag(tmp_path) is lag


@pytest.mark.parametrize("killed_at", ["take_up", "send_waiting"])
def test_run_killed_after_its_visits_leaves_the_news_to_the_next(
    trust: Organisation, settings: Settings, monkeypatch: pytest.MonkeyPatch, killed_at: str
) -> None:
    real = getattr(daily, killed_at)

    def killed(*given: object, **named: object) -> object:
        if Entry.objects.exists():
            raise KeyboardInterrupt
        return real(*given, **named)

    settings.BULK = ""
    monkeypatch.setattr(daily, "take_up", lambda _: TakenUp())
    with monkeypatch.context() as patch:
        patch.setattr(daily, killed_at, killed)
        with pytest.raises(KeyboardInterrupt):
            day()
    day()
    assert [one.state for one in following.alerts()] == [Message.State.SENT]
    assert Message.objects.values("key").distinct().count() == Message.objects.count()
