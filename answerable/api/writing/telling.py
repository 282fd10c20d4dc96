"""What programs are told of duties, drafts and answers, in the shapes of `shapes.py`."""

from collections.abc import Sequence
from typing import Any

from answerable.api.writing.telling_sharing import documents, shared
from answerable.assurance.queries.closed import closed_among
from answerable.core.actors import Actor
from answerable.duties.content import Asked, Said, faults, left_open, read_content
from answerable.duties.models import Action, Answer, Claim, Dispute, Draft, Duty, SignOff
from answerable.duties.operations import asked_of
from answerable.duties.queries import responses
from answerable.duties.queries.claims import standing_claims
from answerable.duties.queries.drafts import open_drafts
from answerable.organisations.models import Organisation
from answerable.register.models import EntryVersion


def duty_lines(by: Actor, body: Organisation, duties: Sequence[Duty]) -> list[dict[str, Any]]:
    """For rows that come with their entries and reports."""
    ids = [duty.pk for duty in duties]
    facts, closed = responses(duties), closed_among(duties)
    disputed = set(
        Dispute.objects.filter(duty__in=ids, settled_at__isnull=True).values_list("duty_id", flat=True)
    )
    drafts = {duty.pk: draft.pk for draft in open_drafts(by, body.pk) for duty in draft.duties.all()}
    texts = _words_of([duty.entry_id for duty in duties])
    return [
        {
            "duty": duty.reference,
            "entry": duty.entry.reference,
            "report": duty.entry.report.reference,
            "publisher": duty.entry.report.publisher.name,
            "issued_on": duty.entry.report.issued_on,
            "kind": duty.kind,
            "asked": texts.get(duty.entry_id, ""),
            "due_on": facts[duty.pk].due_on,
            "axis": str(facts[duty.pk].axis),
            "state": facts[duty.pk].words,
            "closed": duty.pk in closed,
            "disputed": duty.pk in disputed,
            "draft": drafts.get(duty.pk),
        }
        for duty in duties
    ]


def duty_whole(by: Actor, body: Organisation, duty: Duty) -> dict[str, Any]:
    standing = standing_claims([duty]).get(duty.pk)
    answers = Answer.objects.filter(parts__duty=duty).distinct().order_by("pk")
    actions = Action.objects.filter(serves__duty=duty).distinct().order_by("pk")
    return {
        "duty": duty_lines(by, body, [duty])[0],
        "things": _things(asked_of([duty])),
        "answers": list(answers.values_list("reference", flat=True)),
        "actions": list(actions.values_list("reference", flat=True)),
        "claim": claim(standing.claim) if standing else None,
        **shared(duty),
    }


def claim(held: Claim) -> dict[str, Any]:
    rests_on = held.evidence_used.order_by("evidence_id").values_list("evidence__reference", flat=True)
    return {
        "claim": held.pk,
        "duty": held.duty.reference,
        "level": held.level,
        "words": held.words,
        "claimed_on": held.claimed_on,
        "evidence": list(rests_on),
        "recorded_at": held.recorded_at,
    }


def draft(held: Draft) -> dict[str, Any]:
    content = read_content(held.content)
    duties = list(held.duties.select_related("entry__report__publisher", "holder").order_by("pk"))
    asked = asked_of(duties)
    by_key = {one.key: one for one in asked}
    last = held.sign_offs.filter(revision=held.revision).order_by("pk").last()
    return {
        "draft": held.pk,
        "body": held.organisation.reference,
        "duties": [duty.reference for duty in duties],
        "expectation": held.expectation.reference if held.expectation else "",
        "revision": held.revision,
        "state": last.verdict if last else "being_written",
        "words": content.words,
        "all": _said(content.all),
        "parts": [
            {
                **_said(said),
                "duty": by_key[key].duty.reference,
                "entry": by_key[key].entry.reference,
                "left_out": said.left_out,
            }
            for key, said in content.parts.items()
            if key in by_key
        ],
        "unanswered": _things(left_open(content, asked)),
        "faults": [
            {
                "duty": by_key[key].duty.reference if key in by_key else "",
                "entry": by_key[key].entry.reference if key in by_key else "",
                "why": why,
            }
            for key, why in faults(content, asked)
        ],
        "documents": documents(held),
        "saved_by": held.saved_by,
        "saved_at": held.saved_at,
    }


def signed(held: SignOff) -> dict[str, Any]:
    return {"key": str(held.pk), "words": str(SignOff.Verdict(held.verdict).label)}


def answer(held: Answer) -> dict[str, Any]:
    duties = held.parts.order_by("duty_id").values_list("duty__reference", flat=True)
    return {
        "answer": held.reference,
        "body": held.organisation.reference,
        "answered_on": held.answered_on,
        "duties": list(dict.fromkeys(duties)),
        "withdrawn_at": held.withdrawn_at,
        "recorded_at": held.recorded_at,
    }


def _said(said: Said) -> dict[str, str]:
    return {"stance": said.stance, "words": said.words, "elevated_to": said.elevated_to}


def _things(asked: Sequence[Asked]) -> list[dict[str, str]]:
    texts = _words_of([one.entry.pk for one in asked])
    return [
        {
            "duty": one.duty.reference,
            "entry": one.entry.reference,
            "words": texts.get(one.entry.pk, ""),
        }
        for one in asked
    ]


def _words_of(entry_ids: Sequence[int]) -> dict[int, str]:
    """{entry id: its public words now}."""
    rows = EntryVersion.objects.filter(entry_id__in=entry_ids, superseded_at__isnull=True)
    return dict(rows.values_list("entry_id", "text"))
