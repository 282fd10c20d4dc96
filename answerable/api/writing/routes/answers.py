"""Answers of a body: begun, saved, signed off, submitted and taken back."""

from typing import Any

from django.http import HttpRequest

from answerable.api.asking import canonical
from answerable.api.writing import telling
from answerable.api.writing.finding import (
    body_referred_to,
    draft_named,
    duties_named,
    file_given,
    hidden,
)
from answerable.api.writing.keys import for_body
from answerable.api.writing.making import get, post
from answerable.api.writing.shapes import (
    AnswerOut,
    AskIn,
    ContentIn,
    DraftIn,
    DraftOut,
    Made,
    Nothing,
    ReasonIn,
    RevisionIn,
    SaidIn,
    SignOffIn,
    SubmitIn,
    at,
    numbered,
)
from answerable.api.writing.shapes_sharing import DocumentIn
from answerable.assurance.queries.closed import closed_among
from answerable.duties.content import Content, Said
from answerable.duties.models import Answer, Duty, SignOff
from answerable.duties.operations import (
    DutyError,
    add_document,
    ask_for_sign_off,
    asked_of,
    discard_draft,
    remove_document,
    return_draft,
    save_draft,
    sign_draft,
    start_draft,
    submit_answer,
    withdraw_answer,
)
from answerable.duties.queries import duties_seen
from answerable.duties.queries.drafts import open_drafts
from answerable.lineage.models import Expectation
from answerable.lineage.queries import entries_serving

_DRAFTS = "/bodies/{body}/drafts"
_DRAFT = f"{_DRAFTS}/{{draft}}"
BODY = "The body's reference."
NUMBER = "The draft's number."


@get(_DRAFTS, "work_drafts", list[DraftOut], needs="ANSWER_DRAFT", each="body")
def drafts(request: HttpRequest, body: str = at(BODY)) -> list[dict[str, Any]]:
    """Answers that are being written, the latest saved first."""
    by, held = for_body(request)
    return [telling.draft(one) for one in open_drafts(by, held.pk)]


@get(_DRAFT, "work_draft", DraftOut, needs="ANSWER_DRAFT", each="body")
def draft(request: HttpRequest, body: str = at(BODY), draft: int = numbered(NUMBER)) -> dict[str, Any]:
    """One draft, with what it leaves unanswered and what keeps it from being submitted."""
    return telling.draft(draft_named(request, draft))


@post(_DRAFTS, "work_draft_begin", DraftOut, needs="ANSWER_DRAFT", each="body")
def begin(request: HttpRequest, sent: DraftIn, body: str = at(BODY)) -> dict[str, Any]:
    """Begins an answer. One that was begun already on exactly these duties is what comes back."""
    by, held = for_body(request)
    expectation = None
    if sent.expectation.strip():
        expectation = Expectation.objects.filter(reference=canonical(sent.expectation, "X")).first()
        if expectation is None:
            raise hidden(request, "expectation")
        serving = [one.version.entry_id for one in entries_serving(expectation.pk)]
        seen = list(duties_seen(by, held.pk).filter(entry__in=serving).select_related("entry"))
        shut = closed_among(seen)
        duties = [one for one in seen if one.pk not in shut]
    else:
        duties = duties_named(request, sent.duties)
    made = start_draft(by=by, organisation=held, duties=duties, expectation=expectation)
    if sent.content is not None:
        made = save_draft(by=by, draft=made, revision=made.revision, content=_content(sent.content, duties))
    return telling.draft(made)


@post(f"{_DRAFT}/revisions", "work_draft_save", DraftOut, needs="ANSWER_DRAFT", each="body")
def save(
    request: HttpRequest, sent: RevisionIn, body: str = at(BODY), draft: int = numbered(NUMBER)
) -> dict[str, Any]:
    """Saves the whole of a draft over the revision that was read."""
    by, _ = for_body(request)
    held = draft_named(request, draft)
    content = _content(sent.content, list(held.duties.all()))
    return telling.draft(save_draft(by=by, draft=held, revision=sent.revision, content=content))


@post(f"{_DRAFT}/sign-off-requests", "work_draft_ask", Made, needs="ANSWER_DRAFT", each="body")
def ask(
    request: HttpRequest, sent: AskIn, body: str = at(BODY), draft: int = numbered(NUMBER)
) -> dict[str, Any]:
    """Lays a draft before those of the body who sign."""
    by, _ = for_body(request)
    held = draft_named(request, draft)
    return telling.signed(ask_for_sign_off(by=by, draft=held, revision=sent.revision, words=sent.words))


@post(f"{_DRAFT}/sign-offs", "work_draft_sign", Made, needs="ANSWER_SIGN", each="body")
def sign(
    request: HttpRequest, sent: SignOffIn, body: str = at(BODY), draft: int = numbered(NUMBER)
) -> dict[str, Any]:
    """Signs a draft off, or sends it back. Who wrote it last does not sign."""
    by, _ = for_body(request)
    do = sign_draft if sent.verdict == SignOff.Verdict.SIGNED else return_draft
    held = draft_named(request, draft)
    return telling.signed(do(by=by, draft=held, revision=sent.revision, words=sent.words))


@post(f"{_DRAFT}/answer", "work_draft_submit", AnswerOut, needs="ANSWER_SUBMIT", each="body")
def submit(
    request: HttpRequest, sent: SubmitIn, body: str = at(BODY), draft: int = numbered(NUMBER)
) -> dict[str, Any]:
    """Submits the draft as the body's answer, on the record and in public."""
    by, _ = for_body(request)
    return telling.answer(
        submit_answer(
            by=by,
            draft=draft_named(request, draft),
            revision=sent.revision,
            is_closed=closed_among,
            unanswered_confirmed=sent.unanswered_confirmed,
        )
    )


@post(f"{_DRAFT}/discard", "work_draft_discard", Made, needs="ANSWER_DRAFT", each="body")
def discard(
    request: HttpRequest, sent: Nothing, body: str = at(BODY), draft: int = numbered(NUMBER)
) -> dict[str, Any]:
    """Puts a draft away; its words are kept."""
    by, _ = for_body(request)
    discard_draft(by=by, draft=draft_named(request, draft))
    return {"key": str(draft), "words": "Discarded. Its words are kept."}


@post(f"{_DRAFT}/documents", "work_draft_document", DraftOut, needs="ANSWER_DRAFT", each="body")
def document(
    request: HttpRequest, sent: DocumentIn, body: str = at(BODY), draft: int = numbered(NUMBER)
) -> dict[str, Any]:
    """Puts a file that was sent before beside the draft: it goes out with the answer."""
    by, _ = for_body(request)
    held, upload = draft_named(request, draft), file_given(request, sent.file)
    assert upload is not None
    add_document(by=by, draft=held, upload=upload, title=sent.title)
    return telling.draft(held)


@post(
    f"{_DRAFT}/documents/{{document}}/removal",
    "work_draft_document_remove",
    DraftOut,
    needs="ANSWER_DRAFT",
    each="body",
)
def remove(
    request: HttpRequest,
    sent: Nothing,
    body: str = at(BODY),
    draft: int = numbered(NUMBER),
    document: int = numbered("The document's number in the draft."),
) -> dict[str, Any]:
    """Takes a file from the draft."""
    by, _ = for_body(request)
    held = draft_named(request, draft)
    found = held.documents.filter(pk=document, removed_at__isnull=True).first()
    if found is None:
        raise hidden(request, "document")
    remove_document(by=by, document=found)
    return telling.draft(held)


@post(
    "/bodies/{body}/answers/{answer}/withdrawal",
    "work_answer_withdraw",
    AnswerOut,
    needs="ANSWER_SUBMIT",
    each="body",
)
def withdraw(
    request: HttpRequest, sent: ReasonIn, body: str = at(BODY), answer: str = at("The answer's reference.")
) -> dict[str, Any]:
    """Takes an answer back. It stays on the record, marked, and the duty is open again."""
    by, held = for_body(request)
    found = Answer.objects.filter(reference=canonical(answer, "A"), organisation=held).first()
    if found is None:
        raise hidden(request, "answer")
    return telling.answer(withdraw_answer(by=by, answer=found, reason=sent.reason))


def _content(sent: ContentIn, duties: list[Duty]) -> Content:
    """As the form sends it. Raises DutyError for what the draft does not answer, or a body that is none."""
    keys = {(one.duty.reference, one.entry.reference): one.key for one in asked_of(duties)}
    parts: dict[str, Said] = {}
    for part in sent.parts:
        key = keys.get((canonical(part.duty, "D"), canonical(part.entry, "E")))
        if key is None:
            raise DutyError(f"{part.duty} does not ask {part.entry} in this draft.")
        parts[key] = _said(part, left_out=part.left_out)
    return Content(sent.words.strip(), _said(sent.all), parts)


def _said(sent: SaidIn, *, left_out: bool = False) -> Said:
    other = body_referred_to(sent.elevated_to)
    return Said(sent.stance, sent.words.strip(), other.reference if other else "", left_out)
