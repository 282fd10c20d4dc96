"""Challenges by anybody, answered on the record by somebody else, and the log of corrections."""

import datetime as dt
import secrets

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from answerable.assurance.models import Adequacy, Challenge, Correction, Verification
from answerable.assurance.operations.checking import LONGEST, lock, long, not_own, own_bodies, said
from answerable.assurance.operations.errors import AssuranceError, OwnWorkError, TooManyError
from answerable.assurance.operations.telling import tell_holder
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.core.references import BadReferenceError, make_reference, parse_reference
from answerable.duties.models import Duty
from answerable.ledger.operation import Log, operation
from answerable.notices.operations import queue_within
from answerable.organisations.models import Organisation
from answerable.register.models import Entry
from answerable.uploads.models import Upload

CLIENT_MOST = 10  # of public challenges, in `CLIENT_HOURS`; an office may share one address
CLIENT_HOURS = 24
REPLY_WITHIN_DAYS = 28  # what the form promises: the 20 working days of freedom of information, as days
_SHORT = 500


@operation("CHALLENGE_MAKE")
def challenge(
    log: Log,
    *,
    by: Actor,
    entry: Entry,
    about: str,
    words: str,
    duty: Duty | None = None,
    from_body: Organisation | None = None,
    mail: str = "",
    client: str = "",
    upload: Upload | None = None,
) -> Challenge:
    """Somebody says that the register is wrong. Nothing of it is shown until it has been looked at.

    `from_body`: the body that says so on the record, through somebody who may. `client`: a keyed digest of
    where a public form came from. `upload`: a file, which only those who answer may have. Raises
    TooManyError for one client's many, and AssuranceError: no words, a duty of another entry, a withdrawn
    entry, an address that is none.
    """
    if from_body is not None:
        by.require_for("CHALLENGE_MAKE", from_body.pk)
    if client:
        log.one_by_one("challenge", client)
        check_client(client)
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    shown = check_challenge(entry, about, words, duty, from_body, mail)
    made = Challenge.objects.create(
        reference=_reference("Q", entry.reference),
        duty=duty,
        entry=entry,
        about=about,
        words=shown,
        words_original=words.strip()[:LONGEST],
        from_body=from_body,
        from_person=by.identifier if by.identifier.startswith("person:") else "",
        mail=mail.strip(),
        client=client,
        upload=upload,
        recorded_at=now(),
    )
    log.event(
        "challenge.made",
        made.reference,
        {
            "entry": entry.reference,
            "duty": duty.reference if duty else "",
            "about": about,
            "from": from_body.reference if from_body else "public",
        },
    )
    return made


def check_challenge(
    entry: Entry, about: str, words: str, duty: Duty | None, from_body: Organisation | None, mail: str
) -> str:
    """The words with names withheld, of a challenge that can be taken; a form asks before it looks at a file.

    Raises AssuranceError as `challenge` does.
    """
    if about not in Challenge.About.values:
        raise AssuranceError("Say what it is about.")
    shown = said(words, "Say what is wrong, and how you know.")
    if duty is not None and duty.entry_id != entry.pk:
        raise AssuranceError("That duty is not on this entry.")
    if duty is not None and from_body is not None and from_body.pk not in own_bodies(duty):
        raise AssuranceError("A body challenges what is said of its own duties.")
    if entry.withdrawn_at is not None:
        raise AssuranceError(f"The entry {entry.reference} was withdrawn on {long(entry.withdrawn_at)}.")
    if mail.strip():
        _address(mail.strip())
    return shown


@operation("CHALLENGE_ANSWER")
def screen_challenge(log: Log, *, by: Actor, challenge: Challenge, shown: bool) -> Challenge:
    """Whether its words may be shown before it is answered. Raises AssuranceError where that was decided."""
    challenge = Challenge.objects.select_for_update().get(pk=challenge.pk)
    _not_theirs(by, challenge)
    if challenge.screened_at is not None and challenge.shown == shown:
        raise AssuranceError("That was decided already.")
    challenge.shown, challenge.screened_by, challenge.screened_at = shown, by.identifier, now()
    challenge.save(update_fields=["shown", "screened_by", "screened_at"])
    log.event("challenge.screened", challenge.reference, {"shown": shown})
    return challenge


@operation("CHALLENGE_ANSWER")
def answer_challenge(
    log: Log, *, by: Actor, challenge: Challenge, outcome: str, reply: str, shown: bool, address: str = ""
) -> Challenge:
    """Answers it on the record. Where a mail address was given, the answer is sent there too.

    `address` is that of the page on which it can be followed. Raises OwnWorkError where the one who answers
    made the challenge or the verdict that it is about, or is of a body concerned, and AssuranceError where it
    was answered, or lacks outcome or words.
    """
    if outcome not in Challenge.Outcome.values or not outcome:
        raise AssuranceError("Say whether it is upheld.")
    words = said(reply, "Answer in words: whoever challenged must be able to follow why.")
    if challenge.duty_id is not None:
        lock(challenge.duty_id)
    challenge = Challenge.objects.select_for_update().get(pk=challenge.pk)
    if challenge.answered_at is not None:
        raise AssuranceError(
            f"{challenge.reference} was answered on {long(challenge.answered_at)}: "
            f"“{challenge.get_outcome_display()}”."
        )
    _not_theirs(by, challenge)
    at = now()
    challenge.outcome, challenge.reply, challenge.answered_by = outcome, words, by.identifier
    challenge.answered_at, challenge.shown = at, shown
    challenge.screened_by, challenge.screened_at = by.identifier, at
    challenge.save(
        update_fields=[
            *("outcome", "reply", "answered_by", "answered_at"),
            *("shown", "screened_by", "screened_at"),
        ]
    )
    log.event("challenge.answered", challenge.reference, {"outcome": outcome, "reply": words, "shown": shown})
    if challenge.duty is not None:
        words = f"A challenge was answered: {challenge.get_outcome_display().lower()}."
        tell_holder(log, challenge.duty, "challenge.answered", challenge.reference, words)
    if challenge.mail:
        queue_within(
            log,
            key=f"challenge:{challenge.reference}:answered",
            address=challenge.mail,
            subject=f"Answer to {challenge.reference}",
            body=_letter(challenge, address),
        )
    return challenge


@operation("CORRECTION_RECORD")
def correct(
    log: Log,
    *,
    by: Actor,
    subject: str,
    was: str,
    now_says: str,
    why: str,
    challenge: Challenge | None = None,
) -> Correction:
    """Puts in the public log what the register had wrong. Raises AssuranceError: a part of it is missing.

    `subject` is the reference of what was corrected. The log says so; the correction itself is made where
    the fact is.
    """
    try:
        reference = parse_reference(subject)
    except BadReferenceError as error:
        raise AssuranceError("Give the reference of what was corrected, such as E-7KQ2M9XA4.") from error
    before = said(was, "Say what was wrong.", longest=_SHORT)
    after = said(now_says, "Say what it says now.", longest=_SHORT)
    reason = said(why, "Say why it was changed.", longest=_SHORT)
    if before == after:
        raise AssuranceError("What it says now is what it said before: there is nothing to correct.")
    made = Correction.objects.create(
        reference=_reference("K", reference),
        subject=reference,
        was=before[:_SHORT],
        now=after[:_SHORT],
        why=reason[:_SHORT],
        challenge=challenge,
        made_by=by.identifier,
        recorded_at=now(),
    )
    log.event(
        "correction.recorded",
        made.reference,
        {
            "subject": reference,
            "was": made.was,
            "now": made.now,
            "why": made.why,
            "challenge": challenge.reference if challenge else "",
        },
    )
    return made


def _not_theirs(by: Actor, challenge: Challenge) -> None:
    """Nobody answers a challenge to their own verdict, of their own body, or of their own making."""
    if challenge.from_person and challenge.from_person == by.identifier:
        raise OwnWorkError("You made this challenge: somebody else answers it.")
    bodies: set[int | None] = {challenge.from_body_id}
    authors: set[str] = set()
    if challenge.duty is not None:
        bodies |= own_bodies(challenge.duty)
        verdicts = Verification.objects.filter(duty=challenge.duty, superseded_at__isnull=True)
        for author, body in verdicts.values_list("given_by", "from_body_id"):
            authors.add(author)
            bodies.add(body)
        judged = Adequacy.objects.filter(duty=challenge.duty, superseded_at__isnull=True)
        authors.update(judged.values_list("given_by", flat=True))
    if by.identifier in authors:
        raise OwnWorkError("The challenge is about a verdict of yours: somebody else answers it.")
    not_own(by, frozenset(body for body in bodies if body is not None), "Answering a challenge")


def check_client(client: str) -> None:
    """Raises TooManyError for one client's many."""
    since = now() - dt.timedelta(hours=CLIENT_HOURS)
    if Challenge.objects.filter(client=client, recorded_at__gte=since).count() >= CLIENT_MOST:
        raise TooManyError(
            f"{CLIENT_MOST} reports came from your network in the last {CLIENT_HOURS} hours, and no more are "
            "taken today. What was sent is kept and will be answered. Please come back tomorrow."
        )


def _address(mail: str) -> None:
    try:
        validate_email(mail)
    except ValidationError as error:
        raise AssuranceError("That e-mail address can't be used: check it, or leave it out.") from error
    if len(mail) > 254:
        raise AssuranceError("That e-mail address is too long: check it, or leave it out.")


def _reference(kind: str, key: str) -> str:
    """Not to be guessed: whoever holds it may follow what becomes of it."""
    return make_reference(kind, f"{key}\n{secrets.token_hex(16)}")


def _letter(challenge: Challenge, address: str) -> str:
    lines = [
        f"You told us on {long(challenge.recorded_at)} that something in the register is wrong.",
        f"Your reference is {challenge.reference}. It is about the entry {challenge.entry.reference}.",
        "",
        f"Our answer: {challenge.get_outcome_display().lower()}.",
        "",
        challenge.reply,
    ]
    if address:
        lines += ["", f"You can read this again at {address}"]
    return "\n".join(lines)
