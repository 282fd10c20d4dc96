"""Evidence: a file or a link, the body's own, graded, and withdrawn with a reason."""

import datetime as dt
from pathlib import Path

import pytest

from answerable.core.actors import NotPermittedError
from answerable.core.calendar import today
from answerable.duties.models import Evidence
from answerable.duties.operations import DutyError, withdraw_evidence
from answerable.ledger.models import Event
from answerable.uploads.models import Upload
from tests import make
from tests.made import delivering as made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answerable.uploads.storage.folder", lambda: tmp_path)


def test_file_and_link_are_kept_with_their_grade() -> None:
    trust = make.body("Northmere Wards Trust")
    upload = made.upload(trust)
    piece = made.evidence(trust, "outcome", upload=upload, title="Figures that Dr Thornbury made")
    assert piece.upload == upload and piece.url == "" and "Thornbury" not in piece.title
    event = Event.objects.get(kind="evidence.added")
    assert (event.payload["grade"], event.payload["sha256"]) == ("outcome", upload.sha256)
    assert made.evidence(trust).reference.startswith("V-")


def test_the_same_evidence_sent_twice_is_one() -> None:
    trust = make.body("Northmere Wards Trust")
    upload = made.upload(trust)
    pieces = [made.evidence(trust, upload=upload, title="Audit of alarms") for _ in range(2)]
    links = [made.evidence(trust, title="Policy", url="https://trust.example.org/p") for _ in range(2)]
    assert pieces[0] == pieces[1] and links[0] == links[1] and Evidence.objects.count() == 2


def test_file_of_another_body_and_a_refused_one_are_no_evidence() -> None:
    trust, other = make.body("Northmere Wards Trust"), make.body("Southmere Wards Trust")
    theirs = made.upload(other)
    with pytest.raises(DutyError, match="can't be used"):
        made.evidence(trust, upload=theirs)
    mine = made.upload(trust)
    Upload.objects.filter(pk=mine.pk).update(state="refused")
    mine.refresh_from_db()
    with pytest.raises(DutyError, match="can't be used"):
        made.evidence(trust, upload=mine)


@pytest.mark.parametrize(
    ("details", "why"),
    [
        ({"url": ""}, "one of the two"),
        ({"title": " "}, "what it is"),
        ({"grade": "hearsay"}, "what kind"),
        ({"dated": today() + dt.timedelta(days=1)}, "in the future"),
        ({"url": "ftp://trust.example.org/a"}, "https"),
        ({"url": "https://trust.example.org/a b"}, "no address"),
        ({"url": "https://trust.example.org/" + "a" * 1000}, "no address"),
        ({"url": "https://[::1]/a"}, "open web"),
        ({"url": "https://intranet/a"}, "open web"),
        ({"url": "https://trust.internal/a"}, "open web"),
        ({"url": "https://[bad/a"}, "no address"),
    ],
)
def test_evidence_without_sense_is_refused(details: dict[str, object], why: str) -> None:
    trust = make.body("Northmere Wards Trust")
    with pytest.raises(DutyError, match=why):
        made.evidence(trust, **details)  # type: ignore[arg-type]
    assert not Evidence.objects.exists()


def test_nobody_adds_or_withdraws_for_another_body() -> None:
    trust, other = make.body("Northmere Wards Trust"), make.body("Southmere Wards Trust")
    with pytest.raises(NotPermittedError):
        made.evidence(trust, by=made.officer(other))
    piece = made.evidence(trust)
    with pytest.raises(NotPermittedError):
        withdraw_evidence(by=made.officer(other), evidence=piece, why="x")
    with pytest.raises(DutyError, match="why it is withdrawn"):
        withdraw_evidence(by=made.officer(trust), evidence=piece, why="  ")
