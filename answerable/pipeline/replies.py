"""Published replies in: the report found, the writer resolved, names withheld, passages matched.

Nothing here is an answer yet: what it proposes waits for a person.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from answerable.core.actors import REPLIES, Actor
from answerable.core.calendar import today
from answerable.core.text.dates import dates_in
from answerable.core.text.names import mask, mask_addressee, people_named
from answerable.duties.models import PublishedReply, ReplyText
from answerable.duties.operations.replies import (
    DOUBTFUL,
    SURE,
    UNRESOLVED,
    ProposedMatch,
    ReadReply,
    read_reply,
    record_matches,
)
from answerable.duties.replies import METHOD, VERSION, Passage, match, read_passages
from answerable.duties.replies.asked import asked_of
from answerable.duties.replies.closeness import Encodes
from answerable.duties.replies.flowing import flowing
from answerable.organisations.models import Organisation
from answerable.organisations.resolver import Resolver
from answerable.pipeline.prepare import MASKING
from answerable.register.identity import address_key
from answerable.register.models import Addressing, Entry, EntryVersion, Identifier, Report, Resolution
from answerable.search.model.encoder import Encoder
from answerable.sources.drafts import Adapted, LeftOut, ReplyDraft, ReportDraft
from answerable.sources.models import Document
from answerable.sources.readers.document import ReadDocument

Progress = Callable[[str, int, int], None]
READING = "replies/1"


@dataclass(slots=True)
class Taken:
    """What a run over replies came to: every reply is read, or left out with its reason."""

    read: int = 0
    new: int = 0  # replies or versions that the register did not hold
    matches: int = 0
    held_for_a_person: int = 0  # whose writer is in doubt
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote a reply, as far as the words tell."""

    status: str
    organisation: Organisation | None
    public: str  # as written, names withheld


def take_replies(
    drafts: Sequence[ReplyDraft],
    document: Document,
    *,
    adapter: str,
    resolver: Resolver,
    encoder: Encodes,
    by: Actor = REPLIES,
    progress: Progress | None = None,
) -> Taken:
    """Takes in every reply. One that cannot be placed is left out with its reason, and the others go on."""
    taken = Taken()
    seen: dict[tuple[int, str], str] = {}
    for at, draft in enumerate(drafts, start=1):
        report, why = report_of(draft)
        if report is None:
            taken.left_out.append(LeftOut(draft.where, why))
            continue
        url = draft.url or f"reply:{_digest(draft.written_by.lower(), draft.dated.raw)}"
        place, words = (report.pk, address_key(url) or url), _digest(draft.text)
        if seen.setdefault(place, words) != words:
            why = "Another row of the file holds another text for the same reply: it was not taken."
            taken.left_out.append(LeftOut(draft.where, why))
            continue
        if len(url) > 1000:
            taken.left_out.append(
                LeftOut(draft.where, "The reply's address is longer than 1,000 characters.")
            )
            continue
        _take(draft, report, url, document, adapter, resolver, encoder, by, taken)
        if progress:
            progress("reading replies", at, len(drafts))
    return taken


def take_replies_of(
    adapted: Adapted,
    content: ReadDocument,
    document: Document,
    *,
    resolver: Resolver,
    answering: Sequence[ReportDraft] = (),
    progress: Progress | None = None,
) -> Taken:
    """Takes in the replies of a table, and the document itself where it is the response to an inquiry.

    Raises ModelMissingError.
    """
    encoder = Encoder()
    taken = take_replies(
        adapted.replies,
        document,
        adapter=adapted.adapter,
        resolver=resolver,
        encoder=encoder,
        progress=progress,
    )
    for reply in PublishedReply.objects.filter(document=document) if answering else ():
        one = read_one(
            flowing(content.lines),
            reply.report,
            document,
            written_by="",
            adapter=adapted.adapter,
            resolver=resolver,
            encoder=encoder,
            url=reply.url,
        )
        taken.read += one.read
        taken.new += one.new
        taken.matches += one.matches
        taken.held_for_a_person += one.held_for_a_person
    return taken


def report_of(draft: ReplyDraft) -> tuple[Report | None, str]:
    """The report that a reply is to, by its reference and its page; or None and why."""
    page = address_key(draft.report_url)
    by_page = list(
        Report.objects.filter(identifiers__scheme=Identifier.Scheme.PAGE, identifiers__value=page).distinct()
        if page
        else []
    )
    by_reference = list(Report.objects.filter(publisher_reference=draft.reference) if draft.reference else [])
    both = [report for report in by_page if report in by_reference]
    if len(both) == 1:
        return both[0], ""
    if by_page and by_reference:
        return None, "Its reference and its page name different reports: check the row."
    found = by_page or by_reference
    if len(found) == 1:
        return found[0], ""
    if found:
        return None, f"{len(found)} reports in the register bear its reference, and no page tells which."
    return None, "The register does not hold the report that it replies to: take that in, then this again."


def read_one(
    text: str,
    report: Report,
    document: Document,
    *,
    written_by: str,
    adapter: str,
    resolver: Resolver,
    encoder: Encodes,
    url: str = "",
    dated: dt.date | None = None,
    by: Actor = REPLIES,
) -> Taken:
    """Takes in one reply whose report is known: a letter, or a response to an inquiry."""
    draft = ReplyDraft(where="whole document", text=text, url=url, written_by=written_by)
    taken = Taken()
    place = url or f"document:{document.sha256}"
    _take(draft, report, place, document, adapter, resolver, encoder, by, taken, dated=dated)
    return taken


def _take(
    draft: ReplyDraft,
    report: Report,
    url: str,
    document: Document,
    adapter: str,
    resolver: Resolver,
    encoder: Encodes,
    by: Actor,
    taken: Taken,
    *,
    dated: dt.date | None = None,
) -> None:
    entries = list(
        Entry.objects.filter(report=report, parent__isnull=True, withdrawn_at__isnull=True).order_by("order")
    )
    held = {
        version.entry_id: version
        for version in EntryVersion.objects.filter(entry__in=entries, superseded_at__isnull=True)
    }
    entries = [entry for entry in entries if entry.pk in held]
    passages = read_passages(draft.text, [held[entry.pk].original for entry in entries])
    writer = writer_of(draft, report, resolver)
    keep = _keep(report, writer)
    before = ReplyText.objects.filter(reply__report=report).count()
    kept = read_reply(
        by=by,
        report=report,
        document=document,
        read=ReadReply(
            url=url,
            original=draft.text,
            passages=_public(passages, draft.text, report, keep),
            method=f"{adapter} {READING} {MASKING}",
            written_by=writer.public,
            status=writer.status,
            organisation=writer.organisation,
            dated=dated or _date_of(draft, report),
        ),
    )
    taken.read += 1
    taken.new += ReplyText.objects.filter(reply__report=report).count() > before
    taken.held_for_a_person += kept.reply.organisation_id is None
    body = kept.reply.organisation
    own = _own_bodies(entries)
    asked = asked_of(
        [(held[entry.pk].original, entry.number, own.get(entry.pk, set())) for entry in entries],
        body.reference if body else "",
    )
    found = match(passages, asked, encoder)
    taken.matches += record_matches(
        by=by,
        text=kept,
        method=METHOD,
        version=VERSION,
        proposed=[
            ProposedMatch(entries[one.asked], one.passages, one.score, one.stance, one.words) for one in found
        ],
    )


def writer_of(draft: ReplyDraft, report: Report, resolver: Resolver) -> Writer:
    """Who wrote it: the addressee that is written alike, or the body that the resolver is sure of.

    A body that the report is not addressed to, and one that only the reply's address names, is left for a
    person; so is a post without a body.
    """
    public = mask_addressee(draft.written_by).text if draft.written_by else ""
    addressed = {
        _plain(row.addressing.as_written): row.organisation
        for row in Resolution.objects.filter(
            addressing__report=report,
            addressing__role=Addressing.Role.ADDRESSEE,
            superseded_at__isnull=True,
            organisation__isnull=False,
            status__in=(Resolution.Status.SURE, Resolution.Status.UNLISTED),
        ).select_related("addressing", "organisation")
    }
    alike = addressed.get(_plain(draft.written_by))
    if alike is not None:
        return Writer(SURE, alike, public)
    bodies = {body.pk for body in addressed.values() if body}
    found = _resolved(draft.written_by, report, resolver)
    if len(found) == 1 and next(iter(found)) in bodies:
        return Writer(SURE, Organisation.objects.get(pk=next(iter(found))), public)
    in_address = _resolved(_words_of_address(draft.url), report, resolver)
    return Writer(DOUBTFUL if found or in_address else UNRESOLVED, None, public)


def _resolved(words: str, report: Report, resolver: Resolver) -> set[int]:
    if not words:
        return set()
    mentions = resolver.resolve(words, report.issued_on or today())
    return {m.organisation.pk for m in mentions if m.organisation and m.role == "addressee"}


def _words_of_address(url: str) -> str:
    name = unquote(urlsplit(url).path).rsplit("/", 1)[-1].rsplit(".", 1)[0]
    said = re.search(r"(?:response|reply|update)[-_ ]*\d*[-_ ]*from[-_ ]+(?P<who>.+)", name, re.IGNORECASE)
    return re.sub(r"[-_]+", " ", said["who"]).strip() if said else ""


def _date_of(draft: ReplyDraft, report: Report) -> dt.date | None:
    """The reply's own date: of its row, or of its file's name; never before the report or after today."""
    name = re.sub(r"[-_]+", " ", unquote(urlsplit(draft.url).path).rsplit("/", 1)[-1])
    dates = [draft.dated.date, *(hit.found.date for hit in dates_in(name))]
    fitting = [date for date in dates if date and date <= today()]
    return next((date for date in fitting if report.issued_on is None or date >= report.issued_on), None)


def _keep(report: Report, writer: Writer) -> list[str]:
    bodies = Organisation.objects.filter(resolutions__addressing__report=report).distinct()
    own = [writer.organisation.name] if writer.organisation else []
    return sorted({*(body.name for body in bodies), *own, report.area, report.publisher.name} - {""})


def _public(
    passages: Sequence[Passage], text: str, report: Report, keep: Sequence[str]
) -> list[dict[str, object]]:
    """The passages as they are kept: each with its words, names of people withheld."""
    people = people_named([text], deceased=report.deceased, keep=keep)

    def public(words: str) -> str:
        return mask(words, deceased=report.deceased, author=report.author, keep=keep, people=people).text

    return [
        {
            "start": passage.start,
            "end": passage.end,
            "number": passage.number,
            "kind": passage.kind,
            "also": list(passage.also),
            "words": [public(word) for word in passage.words],
            "dates": list(passage.dates),
            "text": public(passage.text),
        }
        for passage in passages
    ]


def _own_bodies(entries: Sequence[Entry]) -> dict[int, set[str]]:
    """{entry id: references of the bodies that it names itself}."""
    found: dict[int, set[str]] = {}
    rows = Resolution.objects.filter(
        addressing__entry__in=entries, superseded_at__isnull=True, organisation__isnull=False
    )
    for entry, reference in rows.values_list("addressing__entry_id", "organisation__reference"):
        if entry is not None and reference:
            found.setdefault(entry, set()).add(reference)
    return found


def _plain(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words.lower()).strip()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
