"""Evidence that a body adds and withdraws. A link is shown, and never fetched."""

import datetime as dt
import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.duties.models import Evidence, Grade
from answerable.duties.operations.bounds import fresh_reference, why_of, words_of
from answerable.duties.operations.errors import DutyError
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.uploads.models import Upload

_LONGEST_LINK = 1000


@operation("EVIDENCE_ADD")
def add_evidence(
    log: Log,
    *,
    by: Actor,
    organisation: Organisation,
    grade: str,
    title: str,
    dated: dt.date | None = None,
    url: str = "",
    upload: Upload | None = None,
    is_public: bool = False,
) -> Evidence:
    """A file or a link that shows what was done, graded by its kind.

    Sent twice, it is one. Raises DutyError: both or neither of file and link, a file that was refused or is
    another body's, a link that is no plain https address, or a day in the future.
    """
    by.require_for("EVIDENCE_ADD", organisation.pk)
    if grade not in Grade.values:
        raise DutyError("Choose what kind of evidence it is.")
    published, typed = words_of(title, "what it is", 300)
    if dated and dated > today():
        raise DutyError(f"Its day lies in the future: today is {today():%-d %B %Y}.")
    link = link_of(url) if url.strip() else ""
    if bool(link) == (upload is not None):
        raise DutyError("Evidence is a file or an address: give one of the two.")
    if upload and (upload.organisation_id != organisation.pk or upload.state == Upload.State.REFUSED):
        raise DutyError("That file can't be used: send it again.")
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    again = Evidence.objects.filter(
        organisation=organisation, grade=grade, title_original=typed, withdrawn_at__isnull=True, url=link
    )
    same = again.filter(upload__sha256=upload.sha256) if upload else again.filter(upload__isnull=True)
    if (held := same.first()) is not None:
        log.unchanged()
        return held
    at = now()
    evidence = Evidence.objects.create(
        reference=fresh_reference("V", f"{organisation.reference}\n{typed}\n{at.isoformat()}"),
        organisation=organisation,
        grade=grade,
        title=published,
        title_original=typed,
        dated=dated,
        url=link,
        upload=upload,
        is_public=is_public,
        recorded_by=by.identifier,
        recorded_at=at,
    )
    log.event(
        "evidence.added",
        evidence.reference,
        {
            "organisation": organisation.reference,
            "grade": grade,
            "title": published,
            "dated": dated.isoformat() if dated else None,
            "url": link,
            "sha256": upload.sha256 if upload else None,
            "public": is_public,
        },
    )
    return evidence


@operation("EVIDENCE_ADD")
def withdraw_evidence(log: Log, *, by: Actor, evidence: Evidence, why: str) -> Evidence:
    """Takes evidence back, with a reason that is published. Claims that rested on it show so from then on."""
    held = Evidence.objects.select_for_update().get(pk=evidence.pk)
    by.require_for("EVIDENCE_ADD", held.organisation_id)
    if held.recorded_by != by.identifier and not by.may_for("PLAN_EDIT", held.organisation_id):
        raise DutyError("Somebody else added it: ask those who answer for your organisation.")
    if held.withdrawn_at:
        raise DutyError(f"It was withdrawn on {held.withdrawn_at:%-d %B %Y} already.")
    held.withdrawn_why = why_of(why, "why it is withdrawn: the public reads it")
    held.withdrawn_at = now()
    held.save(update_fields=["withdrawn_at", "withdrawn_why"])
    rested = held.uses.filter(claim__isnull=False).values_list("claim__duty__reference", flat=True)
    log.event(
        "evidence.withdrawn",
        held.reference,
        {"why": held.withdrawn_why, "claims_on": sorted(set(rested))},
    )
    return held


def lock_evidence(evidence: Sequence[Evidence], organisation: Organisation) -> list[Evidence]:
    """The evidence as it stands. Raises DutyError: another body's, or withdrawn (maybe a moment ago)."""
    ids = {one.pk for one in evidence}
    held = list(Evidence.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    for one in held:
        if one.organisation_id != organisation.pk:
            raise DutyError(f"{one.reference} is evidence of another body.")
        if one.withdrawn_at:
            raise DutyError(f"“{one.title}” was withdrawn: nothing can rest on it.")
    return held


def link_of(written: str) -> str:
    """The address as it is kept. Raises DutyError for one that is no plain https address on the open web."""
    link = written.strip()
    try:
        parts = urlsplit(link)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise DutyError("That is no address of a web page: copy it from the browser's own line.") from None
    if parts.scheme != "https":
        raise DutyError("The address must begin with https://.")
    if len(link) > _LONGEST_LINK or any(c.isspace() or not c.isprintable() for c in link):
        raise DutyError("That is no address of a web page: copy it from the browser's own line.")
    if parts.username is not None or parts.password is not None:
        raise DutyError("The address holds a user name or a password: take that out.")
    if port not in (None, 443) or not _is_public_host(host):
        raise DutyError("The address leads to no place on the open web: give one that anybody can open.")
    return link


def _is_public_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        last = host.rsplit(".", 1)[-1]
        inner = ("local", "internal", "localhost", "lan", "home", "corp", "test", "invalid")
        return "." in host and last not in inner and not last.isdigit()
    return False
