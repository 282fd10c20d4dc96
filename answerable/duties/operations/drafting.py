"""Answers as they are written: drafts, their files, and sign-off inside the body. None of it is a fact."""

from collections.abc import Iterable, Sequence

from answerable.core.actors import Actor, NotPermittedError
from answerable.core.calendar import now
from answerable.duties.content import LONGEST_IN_ALL, LONGEST_WORDS, Content
from answerable.duties.models import AnswerDocument, Draft, Duty, SignOff
from answerable.duties.operations.errors import DutyError
from answerable.duties.queries.delegated import duties_seen
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Expectation
from answerable.organisations.models import Organisation
from answerable.uploads.models import Upload

MOST_DUTIES = 500
MOST_DOCUMENTS = 20


class OvertakenError(DutyError):
    """Somebody else has saved the draft meanwhile. `held` is what it holds now: nothing was written."""

    def __init__(self, held: Draft) -> None:
        super().__init__(
            "Somebody saved this draft since you opened it. Nothing of yours is lost: both are shown below."
        )
        self.held = held


@operation("ANSWER_DRAFT", no_fact=True)
def start_draft(
    log: Log,
    *,
    by: Actor,
    organisation: Organisation,
    duties: Sequence[Duty],
    expectation: Expectation | None = None,
    content: Content | None = None,
) -> Draft:
    """A draft that answers these duties of the body: the one begun already, where it is on exactly these.

    Raises DutyError: none, too many, or one that another draft answers. NotPermittedError for a duty of
    another body, or one that was not handed to a contributor.
    """
    by.require_for("ANSWER_DRAFT", organisation.pk)
    wanted = sorted({duty.pk for duty in duties})
    if not wanted:
        raise DutyError("Choose at least one duty to answer.")
    if len(wanted) > MOST_DUTIES:
        raise DutyError(f"{len(wanted):,} duties at once are too many: {MOST_DUTIES} is the most.")
    locked = list(Duty.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    _require_seen(by, organisation.pk, locked)
    held = _open_drafts(wanted)
    if held:
        same = [draft for draft in held if sorted(duty.pk for duty in draft.duties.all()) == wanted]
        if same:
            return same[0]
        names = sorted({duty.reference for draft in held for duty in draft.duties.all() if duty.pk in wanted})
        some = ", ".join(names[:5]) + (" and others" if len(names) > 5 else "")
        raise DutyError(f"An answer to {some} is being written already: finish that draft, or discard it.")
    at = now()
    draft = Draft.objects.create(
        organisation=organisation,
        expectation=expectation,
        content=(content or Content()).as_json(),
        started_by=by.identifier,
        saved_by=by.identifier,
        started_at=at,
        saved_at=at,
    )
    draft.duties.set(locked)
    return draft


@operation("ANSWER_DRAFT", no_fact=True)
def save_draft(log: Log, *, by: Actor, draft: Draft, revision: int, content: Content) -> Draft:
    """Keeps what was written over `revision`; the same words again change nothing.

    Raises OvertakenError where the draft is at a later revision, with other words; DutyError.
    """
    held = _lock(by, draft)
    _require_short(content)
    fresh = content.as_json()
    if held.content == fresh:
        return held
    if held.revision != revision:
        raise OvertakenError(held)
    held.content, held.revision = fresh, held.revision + 1
    held.saved_by, held.saved_at = by.identifier, now()
    held.save(update_fields=["content", "revision", "saved_by", "saved_at"])
    return held


@operation("ANSWER_DRAFT", no_fact=True)
def discard_draft(log: Log, *, by: Actor, draft: Draft) -> Draft:
    """Puts a draft away: another may be begun. Its words are kept."""
    held = _lock(by, draft)
    held.discarded_at = now()
    held.save(update_fields=["discarded_at"])
    return held


@operation("ANSWER_DRAFT", no_fact=True)
def add_document(log: Log, *, by: Actor, draft: Draft, upload: Upload, title: str) -> AnswerDocument:
    """Puts a file that was kept beside the draft. Raises DutyError: refused, of another body, too many."""
    held = _lock(by, draft)
    if upload.state == Upload.State.REFUSED:
        raise DutyError(f"This file can't go with an answer: {upload.why}")
    if upload.organisation_id != held.organisation_id:
        raise NotPermittedError(f"{by.identifier} may not use that file")
    if not title.strip():
        raise DutyError("Say in a few words what the file is.")
    if held.documents.filter(removed_at__isnull=True).count() >= MOST_DOCUMENTS:
        raise DutyError(f"{MOST_DOCUMENTS} files is the most for one answer.")
    return AnswerDocument.objects.create(
        draft=held,
        upload=upload,
        title=published_words(title.strip())[:300],
        title_original=title.strip()[:300],
        added_by=by.identifier,
        recorded_at=now(),
    )


@operation("ANSWER_DRAFT", no_fact=True)
def remove_document(log: Log, *, by: Actor, document: AnswerDocument) -> None:
    """Takes a file from the draft; the file itself is kept."""
    _lock(by, document.draft)
    AnswerDocument.objects.filter(pk=document.pk, removed_at__isnull=True).update(removed_at=now())


@operation("ANSWER_DRAFT", no_fact=True)
def ask_for_sign_off(log: Log, *, by: Actor, draft: Draft, revision: int, words: str = "") -> SignOff:
    """Lays the draft before those who sign. Raises OvertakenError, DutyError."""
    return _say(by, _at(by, draft, revision), SignOff.Verdict.ASKED, words)


@operation("ANSWER_SIGN", no_fact=True)
def sign_draft(log: Log, *, by: Actor, draft: Draft, revision: int, words: str = "") -> SignOff:
    """Signs what the draft holds at this revision. Who wrote last does not sign. Raises DutyError."""
    by.require_for("ANSWER_SIGN", draft.organisation_id)
    held = _at(by, draft, revision)
    if held.saved_by == by.identifier:
        raise DutyError("You wrote this last: somebody else has to sign it off.")
    return _say(by, held, SignOff.Verdict.SIGNED, words)


@operation("ANSWER_SIGN", no_fact=True)
def return_draft(log: Log, *, by: Actor, draft: Draft, revision: int, words: str) -> SignOff:
    """Sends the draft back with a reason: what was signed no longer counts. Raises DutyError."""
    by.require_for("ANSWER_SIGN", draft.organisation_id)
    held = _at(by, draft, revision)
    if not words.strip():
        raise DutyError("Say what has to change.")
    return _say(by, held, SignOff.Verdict.RETURNED, words)


def _say(by: Actor, held: Draft, verdict: str, words: str) -> SignOff:
    return SignOff.objects.create(
        draft=held,
        revision=held.revision,
        verdict=verdict,
        words=words.strip()[:1000],
        by=by.identifier,
        recorded_at=now(),
    )


def _at(by: Actor, draft: Draft, revision: int) -> Draft:
    held = _lock(by, draft)
    if held.revision != revision:
        raise OvertakenError(held)
    return held


def _lock(by: Actor, draft: Draft) -> Draft:
    """The draft as it is now, for its body alone, and while it is open. Raises DutyError."""
    by.require_for("ANSWER_DRAFT", draft.organisation_id)
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    _require_seen(by, held.organisation_id, held.duties.all(), still_held=False)
    if hasattr(held, "answer"):
        raise DutyError("This answer was submitted: begin another draft to add to it.")
    if held.discarded_at is not None:
        raise DutyError("This draft was discarded: begin another.")
    return held


def _require_seen(
    by: Actor, organisation_id: int, duties: Iterable[Duty], *, still_held: bool = True
) -> None:
    """`still_held`: a duty that passed to another body is refused too; a draft on one may still be read."""
    wanted = {duty.pk for duty in duties if still_held or duty.holder_id == organisation_id}
    seen = set(duties_seen(by, organisation_id).filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - seen:
        raise NotPermittedError(f"{by.identifier} may not answer a duty of another body, or one not handed")


def _open_drafts(duty_ids: Sequence[int]) -> list[Draft]:
    rows = Draft.objects.filter(duties__in=duty_ids, discarded_at__isnull=True, answer__isnull=True)
    return list(rows.distinct().prefetch_related("duties").order_by("pk"))


def _require_short(content: Content) -> None:
    longest = max(
        [content.words, content.all.words, *(said.words for said in content.parts.values())], key=len
    )
    if len(longest) > LONGEST_WORDS:
        raise DutyError(f"One of the texts has {len(longest):,} characters: {LONGEST_WORDS:,} is the most.")
    if content.length > LONGEST_IN_ALL:
        raise DutyError(f"The answer has {content.length:,} characters: {LONGEST_IN_ALL:,} is the most.")
