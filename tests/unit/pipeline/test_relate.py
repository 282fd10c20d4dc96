"""What was said before is found once, in whatever pieces, on any machine, and never against a person's no."""

import datetime as dt
from pathlib import Path

import pytest

from answerable.core.actors import RELATE, Actor
from answerable.lineage.models import Kind, Look, Relation, Standing, Suggestion
from answerable.lineage.operations import adopt_expectation, decide, refuse_draft
from answerable.pipeline import relate as package
from answerable.pipeline.relate import relate, run
from answerable.register.models import Entry
from answerable.register.operations import restore_report, withdraw_report
from answerable.search.model.encoder import Encoder, ModelMissingError
from tests import make

pytestmark = pytest.mark.django_db

FIRST_AID = (
    "Prison officers on the wing had no training in first aid and did not know how to give CPR.",
    "I am concerned that prison officers are not given first aid training, so that none could give CPR.",
    "The prison does not train its prison officers in first aid or in how to resuscitate anybody.",
    "There is no requirement for prison officers to be trained in first aid, and none could give CPR.",
)
OTHERS = (
    "The road surface at the bend was worn and the signs could not be read in the dark.",
    "The family were not told that the patient had been moved to another hospital.",
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> None:
    settings.INDEX = tmp_path / "index"  # type: ignore[attr-defined]
    try:
        Encoder()
    except ModelMissingError as error:
        pytest.fail(str(error))


def world(texts: tuple[str, ...] = FIRST_AID + OTHERS) -> list[Entry]:
    return [make.entry(text, area=f"Area {place}") for place, text in enumerate(texts, start=1)]


def links() -> set[tuple[str, str]]:
    rows = Suggestion.objects.filter(kind=Kind.LINK, superseded_at__isnull=True)
    return {(row.subject, row.value) for row in rows}


def current() -> list[tuple[str, str, float]]:
    rows = Suggestion.objects.filter(superseded_at__isnull=True).order_by("subject")
    return [(row.subject, row.value, round(row.score, 3)) for row in rows]


def test_repeats_are_proposed_and_gathered() -> None:
    entries = world()
    done = relate(by=RELATE)
    assert done.entries == len(entries)
    asked = {entry.reference for entry in entries[: len(FIRST_AID)]}
    found = {tuple(subject.split(":")[1:]) for subject, _ in links()}
    assert found
    assert all(set(pair) <= asked for pair in found)
    standing = Standing.objects.get(superseded_at__isnull=True)
    assert standing.state == Standing.State.DRAFT
    served = standing.expectation.servings.filter(superseded_at__isnull=True)
    assert {row.entry.reference for row in served} == asked
    assert "prison officers" in standing.expectation.wordings.get().text


def test_every_suggestion_says_what_led_to_it() -> None:
    world()
    relate(by=RELATE)
    for row in Suggestion.objects.all():
        assert row.method
        assert row.version
        assert row.seen or row.kind == Kind.SCOPE
        if row.kind == Kind.LINK:
            assert {"sentence", "other_sentence", "shared"} <= set(row.words)


def test_the_same_again_changes_nothing() -> None:
    world()
    relate(by=RELATE)
    before = current()
    again = relate(by=RELATE)
    assert (again.entries, again.suggestions, again.drafts) == (0, 0, 0)
    assert current() == before


def test_entries_that_come_later_get_what_they_would_have_got_at_once() -> None:
    for place, text in enumerate(FIRST_AID + OTHERS, start=1):
        make.entry(text, area=f"Area {place}")
        relate(by=RELATE)
    piecemeal = current()
    relate(by=RELATE, again=True)
    assert current() == piecemeal


def test_a_run_that_was_cut_short_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    world()
    monkeypatch.setattr("answerable.lineage.repeats.neighbours.BLOCK", 2)
    real = run._record_piece
    pieces: list[int] = []

    def breaks(*given: object) -> int:
        if len(pieces) == 2:
            raise KeyboardInterrupt
        pieces.append(1)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(run, "_record_piece", breaks)
    with pytest.raises(KeyboardInterrupt):
        relate(by=RELATE)
    assert Look.objects.count() == 4
    monkeypatch.setattr(run, "_record_piece", real)
    rest = relate(by=RELATE, regroup=True)
    assert rest.entries == 2
    interrupted = current()
    relate(by=RELATE, again=True)
    assert current() == interrupted


def test_a_refused_pair_does_not_come_back() -> None:
    world()
    relate(by=RELATE)
    row = Suggestion.objects.filter(kind=Kind.LINK).first()
    assert row is not None
    decide(
        by=make.editor(),
        kind=Kind.LINK,
        entry=row.entry,
        other=row.other,
        verdict="refused",
        reason="Not the same ask",
        suggestion=row,
    )
    added = relate(by=RELATE, again=True)
    later = Suggestion.objects.filter(run__gt=row.run).values_list("subject", flat=True)
    assert row.subject not in set(later)
    assert added.entries == len(FIRST_AID + OTHERS)


@pytest.mark.parametrize("grown", [False, True])
def test_a_group_that_a_person_has_settled_is_not_drafted_again(grown: bool) -> None:
    world()
    relate(by=RELATE)
    draft = Standing.objects.get(superseded_at__isnull=True).expectation
    adopt_expectation(
        by=make.editor(), expectation=draft, text="Every prison officer can give first aid.", reason="As read"
    )
    if grown:
        make.entry("Prison officers are not trained in first aid, and did not know CPR.", area="Area 9")
    done = relate(by=RELATE, regroup=True)
    assert done.drafts == 0
    assert Standing.objects.filter(superseded_at__isnull=True).get().state == Standing.State.ADOPTED


def test_a_refused_draft_does_not_come_back_with_one_entry_more() -> None:
    world()
    relate(by=RELATE)
    draft = Standing.objects.get(superseded_at__isnull=True).expectation
    refuse_draft(by=make.editor(), expectation=draft, reason="Too broad to be one ask")
    make.entry("Prison officers are not trained in first aid, and did not know CPR.", area="Area 9")
    assert relate(by=RELATE, regroup=True).drafts == 0


def test_a_withdrawn_entry_keeps_no_suggestion_and_one_that_comes_back_has_them_again() -> None:
    entries = world()
    relate(by=RELATE)
    before = current()
    by, report = Actor("person:5", frozenset({"REPORT_WITHDRAW"})), entries[0].report
    withdraw_report(by=by, report=report, ground="error", why="Published by mistake")
    assert relate(by=RELATE).withdrawn > 0
    assert not any(entries[0].reference in subject for subject, _, _ in current())
    restore_report(by=by, report=report, why="It was the other one")
    assert relate(by=RELATE).entries == 1 and current() == before


def test_words_that_changed_take_their_suggestions_and_sentences_with_them() -> None:
    entries = world()
    relate(by=RELATE)
    old = list(Suggestion.objects.filter(entry=entries[0]).values_list("pk", flat=True))
    assert old
    report = entries[0].report
    closer = make.prepared_report(
        texts=[f"{FIRST_AID[0]} Nobody was told."],
        reference=report.publisher_reference,
        area="Area 1",
        rank=3,
    )
    closer.draft.where = "whole document"
    make.report(closer)
    assert entries[0].versions.count() == 2
    assert relate(by=RELATE).withdrawn > 0
    for row in Suggestion.objects.filter(pk__in=old):
        assert row.superseded_at is not None
        assert row.words == {}


def test_opposite_asks_are_proposed_as_a_conflict() -> None:
    watch = make.entry("Staff should enter the patient's room at night and check breathing on the ward.")
    rest = make.entry(
        "Checks at night woke patients from sleep on the ward, so that observations did harm.",
        area="South Vale",
    )
    relate(by=RELATE)
    row = Suggestion.objects.get(kind=Kind.LINK, value=Relation.CONTRADICTS)
    assert {row.entry, row.other} == {watch, rest}
    assert row.words["tension"]
    assert row.words["side"] != row.words["other_side"]


def test_one_report_published_twice_is_one_event() -> None:
    for day in (1, 9):
        make.entry(FIRST_AID[0], area=f"Area {day}", issued=dt.date(2023, 3, day), deceased=["Pat Fairwater"])
    relate(by=RELATE)
    assert {value for _, value in links()} == {Relation.SAME_EVENT}


def test_nothing_to_relate_is_no_error() -> None:
    assert relate(by=RELATE).entries == 0
    assert package.relate is relate


def test_without_the_sentence_model_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    world()
    monkeypatch.setenv("ANSWERABLE_MODEL", "nowhere/model.onnx")
    with pytest.raises(ModelMissingError):
        relate(by=RELATE)
    assert not Suggestion.objects.exists()
    assert not Look.objects.exists()
