"""Editors write plain words, and they and issuers add reports in other forms, by a form each."""

import pytest
from django.test import Client

from answerable.pipeline.plain import summarise
from answerable.register.models import Edition, Entry, Summary
from tests.pages.desk_tools import page, signed_in, text
from tests.pages.desk_world import DeskWorld

pytestmark = pytest.mark.django_db
PLAIN = "Nobody on the ward knew who had to look at the list."
HERE, FORMS = "/workspace/plain-words", "/workspace/editions"


@pytest.fixture
def ada(world: DeskWorld) -> Client:
    return signed_in(world.ada)


def test_editor_writes_in_plain_words(ada: Client, world: DeskWorld) -> None:
    summarise(lambda *_: None)
    entry = Entry.objects.get(reference=world.entries[0])
    assert "what the program made" in text(page(ada, f"{HERE}?entry={entry.reference}"))
    given = {"entry": entry.reference, "version": "1", "text": PLAIN}
    answer = ada.post(HERE, {**given, "text": "Nurse Anna Quillfeather did not look at the list."})
    assert answer.status_code == 422
    assert "looks like a name" in answer.content.decode()
    assert "Quillfeather did not look" in answer.content.decode()  # what was typed
    assert ada.post(HERE, {**given, "version": "2"}).status_code == 422
    answer = ada.post(HERE, given)
    assert answer.status_code == 302
    shown = text(page(ada, answer.headers["Location"]))
    assert "what an editor wrote" in shown and "Before" in shown
    assert Summary.objects.get(superseded_at__isnull=True, entry=entry).text == PLAIN
    Summary.objects.filter(entry=entry, maker="person").update(of_version=0)
    assert "Plain words that were overtaken" in text(page(ada, "/workspace"))
    assert "Written by hand, and overtaken" in text(page(ada, HERE))


def test_what_is_no_entry_is_said(ada: Client) -> None:
    for written in ("nonsense", "E-00000000000", "R-7KQ2M9XA4"):
        assert ada.get(HERE, {"entry": written}).status_code == 422


def test_edition_is_added_and_taken_back(ada: Client, world: DeskWorld) -> None:
    given = {
        "about": world.entries[0],
        "form": "easy_read",
        "supplied_by": "Fen Words Trust",
        "url": "https://example.org/easy",
    }
    for wrong in ({"about": "nonsense"}, {"about": "R-00000000000"}, {"form": ""}, {"url": ""}):
        assert ada.post(FORMS, {**given, **wrong}).status_code == 422
    assert ada.post(FORMS, given).status_code == 302
    made = Edition.objects.get()
    assert made.entry is not None and made.entry.reference == world.entries[0]
    assert f"{made.reference}: Easy read" in text(page(ada, FORMS))
    address = f"{FORMS}/{made.pk}/withdraw"
    assert ada.post(address, {"why": ""}).status_code == 422
    assert ada.post(address, {"why": "It left out half."}).status_code == 302
    assert ada.post(address, {"why": "Again."}).status_code == 404
    assert "0 editions" in text(page(ada, FORMS))


def test_reader_may_do_neither(world: DeskWorld) -> None:
    reader = signed_in(world.reader)
    assert reader.get(HERE).status_code == 403
    assert reader.post(FORMS, {}).status_code == 403
