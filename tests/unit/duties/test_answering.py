"""Answers: what they need, who may send them, and what is known of them on a day."""

import datetime as dt

import pytest

from answerable.accounts.queries import actor_of
from answerable.core.actors import INGEST, NotPermittedError
from answerable.core.calendar import today
from answerable.duties.content import Content, Said, key_of, read_content
from answerable.duties.models import Answer, AnswerPart, Draft, Duty, Joint
from answerable.duties.operations import (
    ClosedError,
    DutyError,
    OvertakenError,
    UnansweredError,
    asked_of,
    delegate_duties,
    end_joint,
    extend_duty,
    join_duties,
    record_published_replies,
    return_draft,
    save_draft,
    sign_draft,
    start_draft,
    submit_answer,
    transfer_duty,
    withdraw_answer,
)
from answerable.duties.queries import (
    ResponseAxis,
    ResponseState,
    duties_seen,
    may_work_on,
    reply_facts,
    responses,
    stances,
    unanswered,
)
from answerable.ledger.models import Event
from tests import make
from tests.made.answering import (
    OVERSEER,
    actor,
    all_closed,
    answer,
    draft,
    duty,
    member,
    none_closed,
    said,
)
from tests.made.assuring import issuer

pytestmark = pytest.mark.django_db
YEAR = dt.timedelta(days=365)


def axis(held: Duty, on: dt.date | None = None) -> ResponseAxis:
    return responses([held], on=on)[held.pk].axis


def test_response_goes_from_not_yet_due_to_historic_in_neutral_words() -> None:
    trust = make.body("Fellside Trust")
    held = duty(trust, issued=today() - 4 * YEAR)
    issued = held.entry.report.issued_on
    assert issued is not None
    due = issued + dt.timedelta(days=56)
    assert axis(held, due) == ResponseAxis.NOT_YET_DUE
    assert axis(held, due + dt.timedelta(days=1)) == ResponseAxis.AWAITED, "nobody has looked"
    record_published_replies(
        by=INGEST, report=held.entry.report, urls=[], document=make.document(), checked_on=today()
    )
    day = due + dt.timedelta(days=90)
    facts = responses([held], on=day)[held.pk]
    assert facts.axis == ResponseAxis.NOT_IDENTIFIED
    assert facts.words == f"No response identified in the sources checked, as at {day:%-d %B %Y}"
    assert axis(held) == ResponseAxis.HISTORIC


def test_published_reply_of_nobody_known_is_not_laid_at_one_bodys_door() -> None:
    one, two = make.body("One Trust"), make.body("Two Trust")
    report = make.report(to=[one, two], issued=today() - YEAR)
    record_published_replies(
        by=INGEST, report=report, urls=["document:1"], document=make.document(), checked_on=today()
    )
    for held in Duty.objects.filter(entry__report=report):
        facts = responses([held])[held.pk]
        assert facts.axis == ResponseAxis.AWAITED
        assert "which body wrote each has not been checked" in facts.words


def test_answer_is_late_only_after_the_date_that_holds() -> None:
    trust = make.body("Fellside Trust")
    held = duty(trust, issued=today() - dt.timedelta(days=60))
    answer(trust, [held])
    assert axis(held) == ResponseAxis.LATE
    extend_duty(
        by=issuer(held.entry.report.publisher.code),
        duty=held,
        due_on=today() + dt.timedelta(days=1),
        reason="They asked in time.",
    )
    assert axis(held) == ResponseAxis.RECEIVED, "extended after it had run out"
    assert axis(held, today() - dt.timedelta(days=1)) == ResponseAxis.AWAITED


def test_only_who_published_the_report_extends_its_time() -> None:
    held = duty(make.body("Fellside Trust"))
    later = today() + dt.timedelta(days=200)
    with pytest.raises(NotPermittedError):
        extend_duty(by=issuer("coroner-for-elsewhere"), duty=held, due_on=later, reason="x")
    with pytest.raises(DutyError, match="check the year"):
        extend_duty(
            by=issuer(held.entry.report.publisher.code),
            duty=held,
            due_on=later.replace(year=later.year + 50),
            reason="x",
        )
    made = extend_duty(
        by=issuer(held.entry.report.publisher.code), duty=held, due_on=later, reason="Dr Jane Finch asked."
    )
    assert made.reason.startswith("Coroner for North Vale: ") and "Finch" not in made.reason


def test_answer_keeps_the_original_and_publishes_it_with_names_withheld() -> None:
    trust = make.body("Fellside Trust")
    held = duty(trust)
    made = answer(trust, [held], said([held], words="Ring Dr Jane Finch on 07700 900123."))
    part = made.parts.get()
    assert "Finch" in part.words_original and "Finch" not in part.words and "07700" not in part.words
    event = Event.objects.get(kind="answer.submitted")
    assert event.subject == made.reference and "Finch" not in str(event.payload)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (Said("not_accepted"), "reasons"),
        (Said("elevated", "Theirs."), "Name the body"),
        (Said("elevated", "Theirs.", "B-00000"), "another body of the register"),
        (Said("alternative"), "instead"),
        (Said("", "Only words."), "where you stand"),
        (Said("in_full", "Yes.", "B-00000"), "elevated"),
        (Said(), "answers nothing"),
    ],
)
def test_answer_without_what_it_needs_is_refused_whole(one: Said, why: str) -> None:
    trust = make.body("Fellside Trust")
    held = duty(trust)
    (asked,) = asked_of([held])
    with pytest.raises(DutyError, match=why):
        answer(trust, [held], Content("Some words of all.", Said(), {asked.key: one}))
    assert not Answer.objects.exists() and not AnswerPart.objects.exists()
    assert Draft.objects.get().content["words"] == "Some words of all.", "the draft is kept"


def test_elevated_part_names_the_other_body() -> None:
    trust, other = make.body("Fellside Trust"), make.body("Marsh Lane Trust")
    held = duty(trust)
    with pytest.raises(DutyError, match="another body"):
        answer(trust, [held], said([held], "elevated", "Theirs.", elevated_to=trust.reference))
    begun = Draft.objects.get()
    begun = save_draft(
        by=actor("responder", trust),
        draft=begun,
        revision=begun.revision,
        content=said([held], "elevated", "Theirs.", elevated_to=other.reference),
    )
    made = submit_answer(
        by=actor("accountable_officer", trust), draft=begun, revision=begun.revision, is_closed=none_closed
    )
    assert made.parts.get().elevated_to == other


def test_unanswered_parts_are_named_one_by_one_and_confirmed() -> None:
    trust = make.body("Fellside Trust")
    held = duty(trust, part_texts=["Beds were full.", "Notes were lost."])
    first, second = asked_of([held])
    content = Content("", Said(), {first.key: Said("in_full", "Done.")})
    written = draft(actor("responder", trust), trust, [held], content)
    officer = actor("accountable_officer", trust)
    with pytest.raises(UnansweredError) as refused:
        submit_answer(by=officer, draft=written, revision=1, is_closed=none_closed)
    assert [one.entry for one in refused.value.asked] == [second.entry]
    submit_answer(by=officer, draft=written, revision=1, is_closed=none_closed, unanswered_confirmed=True)
    assert unanswered(held) == [second.entry]
    rest = draft(
        actor("responder", trust), trust, [held], Content("", Said(), {second.key: Said("in_part", "Soon.")})
    )
    submit_answer(by=officer, draft=rest, revision=1, is_closed=none_closed, unanswered_confirmed=True)
    assert unanswered(held) == []
    assert [part.stance for part in stances([held])[held.pk]] == ["in_full", "in_part"], "both stand"


def test_one_answer_covers_many_duties_each_named() -> None:
    trust = make.body("Fellside Trust")
    duties = [duty(trust, f"Ask {number}.") for number in range(4)]
    content = Content(
        "",
        Said("in_principle", "We agree."),
        {
            key_of(duties[0].pk, duties[0].entry_id): Said("not_accepted", "This one is not ours to do."),
            key_of(duties[1].pk, duties[1].entry_id): Said(left_out=True),
        },
    )
    written = draft(actor("responder", trust), trust, duties, content)
    made = submit_answer(
        by=actor("accountable_officer", trust),
        draft=written,
        revision=1,
        is_closed=none_closed,
        unanswered_confirmed=True,
    )
    assert [part.stance for part in made.parts.order_by("duty")] == [
        "not_accepted",
        "in_principle",
        "in_principle",
    ]
    assert unanswered(duties[1]) != []


def test_who_wrote_last_is_not_the_only_one_who_signs() -> None:
    trust = make.body("Fellside Trust")
    held = duty(trust)
    officer, responder = actor("accountable_officer", trust), actor("responder", trust)
    written = draft(officer, trust, [held])
    with pytest.raises(DutyError, match="somebody else"):
        submit_answer(by=officer, draft=written, revision=1, is_closed=none_closed)
    with pytest.raises(DutyError, match="somebody else"):
        sign_draft(by=officer, draft=written, revision=1)
    with pytest.raises(OvertakenError):
        sign_draft(by=responder, draft=written, revision=0)
    return_draft(by=responder, draft=written, revision=1, words="Say when.")
    with pytest.raises(DutyError, match="sent back"):
        submit_answer(by=officer, draft=written, revision=1, is_closed=none_closed)
    sign_draft(by=responder, draft=written, revision=1)
    assert submit_answer(by=officer, draft=written, revision=1, is_closed=none_closed).parts.count() == 1


def test_report_counts_as_answered_from_the_day_on_which_an_answer_is_held() -> None:
    trust = make.body("Fellside Trust")
    held = duty(trust)
    report, day = held.entry.report, today() - dt.timedelta(days=1)
    written = draft(actor("responder", trust), trust, [held])
    answer = submit_answer(
        by=actor("accountable_officer", trust), draft=written, revision=1, is_closed=none_closed
    )
    facts = reply_facts([report])[report.pk]
    assert facts.state(today()) is ResponseState.IDENTIFIED
    assert facts.words(today()) == "Answered by the body that was asked"
    assert reply_facts([report], on=day)[report.pk].answered == 0
    withdraw_answer(by=actor("accountable_officer", trust), answer=answer, reason="Sent too soon.")
    assert reply_facts([report])[report.pk].answered == 0


def test_body_of_one_person_needs_no_second_reader_until_it_has_another() -> None:
    trust = make.body("Fellside Pharmacy")
    by = actor_of(member("accountable_officer", trust))
    first = draft(by, trust, [duty(trust)])
    assert submit_answer(by=by, draft=first, revision=1, is_closed=none_closed).parts.count() == 1
    member("responder", trust)
    second = draft(by, trust, [duty(trust, "Nobody looked at the fridge.")])
    with pytest.raises(DutyError, match="somebody else"):
        submit_answer(by=by, draft=second, revision=1, is_closed=none_closed)


def test_answer_is_sent_once_and_by_the_accountable_officer_alone() -> None:
    trust = make.body("Fellside Trust")
    held = duty(trust)
    written = draft(actor("responder", trust), trust, [held])
    for by in (actor("responder", trust), actor("accountable_officer", make.body("Marsh Lane Trust"))):
        with pytest.raises(NotPermittedError):
            submit_answer(by=by, draft=written, revision=1, is_closed=none_closed)
    officer = actor("accountable_officer", trust)
    first = submit_answer(by=officer, draft=written, revision=1, is_closed=none_closed)
    events = Event.objects.count()
    assert submit_answer(by=officer, draft=written, revision=1, is_closed=none_closed) == first
    assert (Answer.objects.count(), Event.objects.count()) == (1, events)
    with pytest.raises(DutyError, match="was submitted"):
        save_draft(by=officer, draft=written, revision=1, content=Content("More."))


def test_answer_after_closure_or_transfer_is_refused_and_the_draft_kept() -> None:
    trust, other = make.body("Fellside Trust"), make.body("Marsh Lane Trust")
    held = duty(trust)
    written = draft(actor("responder", trust), trust, [held])
    officer = actor("accountable_officer", trust)
    with pytest.raises(ClosedError, match="kept"):
        submit_answer(by=officer, draft=written, revision=1, is_closed=all_closed)
    with pytest.raises(OvertakenError):
        submit_answer(by=officer, draft=written, revision=0, is_closed=none_closed)
    transfer_duty(by=OVERSEER, duty=held, to=other, on=today(), why="assigned", note="They act.")
    with pytest.raises(DutyError, match="no longer holds"):
        submit_answer(by=officer, draft=written, revision=1, is_closed=none_closed)
    with pytest.raises(NotPermittedError):
        start_draft(by=officer, organisation=trust, duties=[held])
    assert read_content(Draft.objects.get().content).parts and not Answer.objects.exists()


def test_withdrawn_answer_stays_and_no_longer_counts() -> None:
    trust = make.body("Fellside Trust")
    held = duty(trust)
    made = answer(trust, [held])
    officer = actor("accountable_officer", trust)
    with pytest.raises(DutyError, match="Say why"):
        withdraw_answer(by=officer, answer=made, reason=" ")
    with pytest.raises(NotPermittedError):
        withdraw_answer(by=actor("accountable_officer", make.body("Other Trust")), answer=made, reason="x")
    withdraw_answer(by=officer, answer=made, reason="The wrong ward.")
    assert axis(held) == ResponseAxis.NOT_YET_DUE and stances([held])[held.pk] == []
    with pytest.raises(DutyError, match="already"):
        withdraw_answer(by=officer, answer=made, reason="Again.")


def test_joint_duty_takes_the_leads_answer_until_they_part() -> None:
    lead_body, body = make.body("Lead Trust"), make.body("Other Trust")
    report = make.report(to=[lead_body, body], issued=today())
    lead = Duty.objects.get(entry__report=report, holder=lead_body)
    held = Duty.objects.get(entry__report=report, holder=body)
    join_duties(by=OVERSEER, lead=lead, duty=held, reason="One ward.")
    with pytest.raises(DutyError):
        join_duties(by=OVERSEER, lead=held, duty=lead, reason="The other way.")
    made = answer(lead_body, [lead])
    facts = responses([held, lead])
    assert facts[held.pk].answer == facts[lead.pk].answer == made
    assert [part.stance for part in stances([held])[held.pk]] == ["in_full"]
    end_joint(by=OVERSEER, joint=Joint.objects.get(), reason="They part.")
    assert responses([held])[held.pk].answer is None


def test_contributor_works_only_on_what_was_handed_to_them() -> None:
    trust = make.body("Fellside Trust")
    handed, kept = duty(trust, "One."), duty(trust, "Two.")
    person = member("contributor", trust)
    by = actor_of(person)
    with pytest.raises(NotPermittedError):
        start_draft(by=by, organisation=trust, duties=[handed])
    with pytest.raises(DutyError, match="no member"):
        delegate_duties(
            by=actor("responder", trust), duties=[handed], to=member("responder", make.body("Other Trust"))
        )
    delegate_duties(by=actor("responder", trust), duties=[handed], to=person)
    assert list(duties_seen(by, trust.pk)) == [handed]
    assert may_work_on(by, handed) and not may_work_on(by, kept)
    start_draft(by=by, organisation=trust, duties=[handed])
    with pytest.raises(NotPermittedError):
        start_draft(by=by, organisation=trust, duties=[handed, kept])


def test_many_duties_are_read_in_as_many_queries_as_few(django_assert_max_num_queries: object) -> None:
    trust = make.body("Fellside Trust")
    report = make.report(texts=[f"Ask {number}." for number in range(30)], to=[trust], issued=today())
    duties = list(Duty.objects.filter(entry__report=report))
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(responses(duties)) == 30
