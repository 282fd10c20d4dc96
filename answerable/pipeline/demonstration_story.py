"""What the people of the demonstration did (data/demo/accountability.toml), through the operations alone."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from answerable.assurance.operations import (
    answer_challenge,
    challenge,
    close,
    give_view,
    judge_adequacy,
    reopen,
    screen_challenge,
    verify_claim,
)
from answerable.core.actors import SUCCESSIONS, Actor
from answerable.core.calendar import today
from answerable.duties.content import Content, Said, key_of
from answerable.duties.models import Answer, Duty
from answerable.duties.operations import (
    Step,
    add_action,
    add_evidence,
    asked_of,
    dispute_duty,
    make_claim,
    move_date,
    report_progress,
    save_draft,
    start_draft,
    submit_answer,
)
from answerable.duties.succession import pass_on_duties
from answerable.ledger.meeting import again_if_met
from answerable.organisations.models import Organisation
from answerable.oversight.queries.due import closed_among
from answerable.pipeline.demonstration_people import actor

MARROWDALE, TARNWICK = "isla@example.org", "otis@example.org"
MARROWDALE_WRITER, TARNWICK_WRITER = "rowan@example.org", "nell@example.org"
ASSURER, PANEL, ISSUER = "amara@example.org", "piet@example.org", "ines@example.org"
OVERSEER = "oona@example.org"


def tell_story(given: Mapping[str, Any]) -> bool:
    """Writes what they did, unless it was written before."""
    if Answer.objects.filter(origin=Answer.Origin.SUBMITTED).exists():
        return False
    pass_on_duties(by=SUCCESSIONS, on=today(), is_closed=closed_among)
    again_if_met(lambda: _all_of_it(given))
    return True


@transaction.atomic  # or nothing, so that a run that was cut short begins again
def _all_of_it(given: Mapping[str, Any]) -> None:
    _marrowdale(given["marrowdale"])
    _tarnwick(given["tarnwick"])
    _larkfold(given["larkfold"])


def _duty(named: Sequence[str], holder: str) -> Duty:
    reference, number = named
    return Duty.objects.select_related("entry", "holder").get(
        entry__report__fictional=True,
        entry__report__publisher_reference=reference,
        entry__number=number,
        holder__key=holder,
    )


def _answer(
    writer: Actor, officer: Actor, said: Sequence[tuple[Duty, str, str]], general: str = ""
) -> Answer:
    """`said`: (duty, stance, words) of each."""
    duties = [duty for duty, _, _ in said]
    words = {duty.pk: Said(stance, text) for duty, stance, text in said}
    parts = {key_of(one.duty.pk, one.entry.pk): words[one.duty.pk] for one in asked_of(duties)}
    begun = start_draft(by=writer, organisation=duties[0].holder, duties=duties)
    held = save_draft(
        by=writer, draft=begun, revision=begun.revision, content=Content(general, Said(), parts)
    )
    return submit_answer(by=officer, draft=held, revision=held.revision, is_closed=closed_among)


def _marrowdale(told: Mapping[str, Any]) -> None:
    writer, officer = actor(MARROWDALE_WRITER), actor(MARROWDALE)
    first = _duty(told["first"], "demo:marrowdale-trust")
    second = _duty(told["second"], "demo:marrowdale-trust")
    body = first.holder
    answer = _answer(
        writer,
        officer,
        [(first, "in_full", told["answer_first"]), (second, "in_part", told["answer_second"])],
        told["answer_all"],
    )
    judge_adequacy(by=actor(ISSUER), duty=second, answer=answer, verdict="partly", reason=told["adequacy"])
    day = today()
    action = add_action(
        by=writer,
        organisation=body,
        duties=[first, second],
        words=told["action"],
        owner_role=told["owner_role"],
        measure=told["measure"],
        end=day + dt.timedelta(days=120),
        steps=[Step(told["step"], day + dt.timedelta(days=30))],
    )
    end = action.milestones.get(is_end=True)
    move_date(by=writer, milestone=end, due_on=day + dt.timedelta(days=210), reason=told["slip"])
    policy = add_evidence(
        by=writer, organisation=body, grade="policy", title=told["evidence_policy"], url=told["url_policy"]
    )
    audit = add_evidence(
        by=writer, organisation=body, grade="audit", title=told["evidence_audit"], url=told["url_audit"]
    )
    report_progress(
        by=writer, action=action, level="under_way", words=told["step"], on=day, evidence=[policy]
    )
    make_claim(
        by=officer, duty=second, level="under_way", words=told["step"], claimed_on=day, evidence=[policy]
    )
    claim = make_claim(
        by=officer, duty=first, level="done", words=told["claim"], claimed_on=day, evidence=[policy, audit]
    )
    verify_claim(
        by=actor(ASSURER),
        claim=claim,
        result="not_yet",
        found="under_way",
        seen="inspection",
        reason=told["verdict"],
        evidence=[audit],
    )
    give_view(by=actor(PANEL), duty=first, view="same", words=told["panel"])
    made = challenge(
        by=officer,
        entry=first.entry,
        about="verdict",
        words=told["challenge"],
        duty=first,
        from_body=body,
    )
    overseer = actor(OVERSEER)
    screened = screen_challenge(by=overseer, challenge=made, shown=True)
    answer_challenge(
        by=overseer, challenge=screened, outcome="not_upheld", reply=told["challenge_reply"], shown=True
    )


def _tarnwick(told: Mapping[str, Any]) -> None:
    writer, officer, assurer = actor(TARNWICK_WRITER), actor(TARNWICK), actor(ASSURER)
    duty = _duty(told["first"], "demo:tarnwick-skelderby-trust")
    _answer(writer, officer, [(duty, "in_full", told["answer"])])
    shown = add_evidence(
        by=writer, organisation=duty.holder, grade="observed", title=told["evidence"], url=told["url"]
    )
    claim = make_claim(
        by=officer, duty=duty, level="done", words=told["claim"], claimed_on=today(), evidence=[shown]
    )
    verify_claim(
        by=assurer,
        claim=claim,
        result="acceptable",
        found="done",
        seen="inspection",
        reason=told["verdict"],
        evidence=[shown],
    )
    closed = close(by=assurer, duty=duty, reason="done", words=told["closed"])
    reopen(by=assurer, closure=closed, reason=told["reopened"])


def _larkfold(told: Mapping[str, Any]) -> None:
    """Nobody signs in for this body: the demonstration's officer of it is a name without an account."""
    duty = _duty(told["disputed"], "demo:larkfold")
    held = frozenset({"DUTY_DISPUTE"})
    by = Actor("person:demonstration-larkfold", held, {"DUTY_DISPUTE": frozenset({duty.holder_id})})
    able = Organisation.objects.get(key=told["elevated_to"])
    dispute_duty(by=by, duty=duty, kind="not_ours", words=told["why"], elevated_to=able)
