import hashlib
import json

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.actors import Actor, NotPermittedError
from answerable.ledger.canonical import canonical_bytes, leaf_hash, new_salt, salted_hash
from answerable.ledger.models import Event
from answerable.ledger.operation import Log, NoFactError, SilentWriteError, operation

CLERK = Actor("job:clerk", frozenset({"NOTE_WRITE"}))


@operation("NOTE_WRITE")
def write_note(log: Log, *, by: Actor, words: str, times: int = 1) -> str:
    for number in range(times):
        log.event("note.written", "note:1", {"words": words, "number": number})
    return words


@operation("NOTE_WRITE")
def write_nothing(log: Log, *, by: Actor, admit: bool) -> None:
    if admit:
        log.unchanged()


@pytest.mark.django_db
def test_events_stand_in_one_gapless_order() -> None:
    write_note(by=CLERK, words="one", times=3)
    write_note(by=CLERK, words="two", times=2)
    assert [event.index for event in Event.objects.all()] == [0, 1, 2, 3, 4]
    assert [event.payload["words"] for event in Event.objects.all()] == ["one"] * 3 + ["two"] * 2


@pytest.mark.django_db
def test_event_keeps_the_bytes_that_its_hash_covers() -> None:
    write_note(by=CLERK, words="Llanfair — “quoted”")
    event = Event.objects.get()
    canonical = bytes(event.canonical)
    assert bytes(event.leaf_hash) == hashlib.sha256(b"\x00" + canonical).digest()
    said = json.loads(canonical)
    assert said["actor"] == "job:clerk" and said["index"] == 0
    assert said["payload"] == event.payload


@pytest.mark.django_db
def test_actor_without_the_permission_writes_nothing() -> None:
    with pytest.raises(NotPermittedError, match="NOTE_WRITE"):
        write_note(by=Actor("job:visitor"), words="no")
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_operation_needs_an_actor() -> None:
    with pytest.raises(TypeError, match="by="):
        write_note(words="nobody")  # type: ignore[call-arg]


@pytest.mark.django_db
def test_operation_without_an_event_must_say_that_nothing_changed() -> None:
    with pytest.raises(SilentWriteError):
        write_nothing(by=CLERK, admit=False)
    write_nothing(by=CLERK, admit=True)


@pytest.mark.django_db
def test_failed_operation_leaves_no_event() -> None:
    @operation("NOTE_WRITE")
    def fail(log: Log, *, by: Actor) -> None:
        log.event("note.written", "note:1", {})
        raise ValueError("after the event")

    with pytest.raises(ValueError, match="after"):
        fail(by=CLERK)
    assert not Event.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_event SET kind = 'other.thing'",
        "DELETE FROM ledger_event",
        "DELETE FROM ledger_event WHERE kind = 'note.written'",
    ],
)
def test_database_refuses_to_change_the_past(statement: str) -> None:
    write_note(by=CLERK, words="kept")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Event.objects.get().kind == "note.written"


@pytest.mark.django_db
def test_database_refuses_to_replace_an_event() -> None:
    write_note(by=CLERK, words="kept")
    columns = '"index", recorded_at, actor, kind, subject, payload, canonical, leaf_hash'
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        changed = columns.replace("kind", "'x'", 1)
        cursor.execute(f"{verb} INTO ledger_event ({columns}) SELECT {changed} FROM ledger_event")
    assert Event.objects.get().kind == "note.written"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcxyz_", max_size=5), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.text("abc", max_size=3), JSON))
def test_canonical_bytes_do_not_depend_on_the_order_of_keys(value: dict[str, object]) -> None:
    turned = dict(reversed(list(value.items())))
    assert canonical_bytes(value) == canonical_bytes(turned)
    assert json.loads(canonical_bytes(value)) == value


@pytest.mark.parametrize("value", [{"x": 1.5}, {"x": {1, 2}}, {1: "x"}, {"x": 2**60}, {"é": 1}])
def test_values_without_one_canonical_form_are_refused(value: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        canonical_bytes(value)


def test_leaf_hash_is_that_of_rfc_6962() -> None:
    # RFC 6962's test data: the hash of a leaf that is empty.
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def test_salt_decides_the_hash_of_a_text() -> None:
    one, other = new_salt(), new_salt()
    assert salted_hash("same words", one) != salted_hash("same words", other)
    assert salted_hash("same words", one) == salted_hash("same words", one)


@pytest.mark.django_db
def test_operation_on_no_fact_writes_no_event_and_may_not() -> None:
    @operation("NOTE_WRITE", no_fact=True)
    def keep_open(log: Log, *, by: Actor, tell: bool) -> str:
        if tell:
            log.event("note.opened", "note:1", {})
        return "open"

    assert keep_open(by=CLERK, tell=False) == "open"
    with pytest.raises(NoFactError, match="keep_open"):
        keep_open(by=CLERK, tell=True)
    with pytest.raises(NotPermittedError):
        keep_open(by=Actor("job:visitor"), tell=False)
    assert not Event.objects.exists()
