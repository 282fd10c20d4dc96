"""Entries in plain words, by a program or a person, and reports in other forms as somebody supplied them."""

import hashlib
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.core.references import free_reference
from answerable.core.text.names import mask, people_named
from answerable.core.text.plain.wordlists import plain_words
from answerable.ledger.operation import Log, operation
from answerable.register.models import Edition, Entry, EntryVersion, Report, Summary
from answerable.uploads.models import Upload

LONGEST = 1500  # characters: longer, and it is no summary
SHORTEST = 20
EDITION_ADD = "EDITION_ADD"
_ADDRESS = URLValidator(schemes=["https", "http"])


class PlainError(ValueError):
    """The message is fit to be shown as it is. Nothing was written."""


@operation("SUMMARY_MAKE")
def record_summaries(log: Log, *, by: Actor, made: Mapping[int, tuple[int, str]], method: str) -> int:
    """Records what a program made: {entry: (number of the version, text)}. Returns how many changed.

    What a person wrote of the same version stays. What was written or made of an earlier version stays in
    the history. Of words that have changed since they were read nothing is recorded: a name may have been
    withheld in them. One event for all.
    """
    _hold_reports(made)
    at = now()  # once nobody is waited for: what this replaces was recorded before
    versions = EntryVersion.objects.filter(entry__in=list(made), superseded_at__isnull=True)
    numbers = dict(versions.values_list("entry_id", "version"))
    entries = Entry.objects.in_bulk([pk for pk, (number, _) in made.items() if numbers.get(pk) == number])
    held = {row.entry_id: row for row in _current(entries.values(), "en")}
    old, new = [], []
    for pk in sorted(entries):
        number, text = made[pk]
        row = held.get(pk)
        if row and row.of_version == number and _stays(row, text, method):
            continue
        if row:
            old.append(row.pk)
        new.append(
            Summary(
                entry_id=pk,
                of_version=number,
                text=text,
                maker=Summary.Maker.PROGRAM,
                method=method,
                made_by=by.identifier,
                recorded_at=at,
            )
        )
    if not new:
        log.unchanged()
        return 0
    Summary.objects.filter(pk__in=old).update(superseded_at=at)
    Summary.objects.bulk_create(new, batch_size=500)
    log.event("summaries.made", "summaries", {"method": method, "entries": len(new)})
    return len(new)


@operation("SUMMARY_WRITE")
def write_summary(log: Log, *, by: Actor, version: EntryVersion, text: str) -> Summary:
    """A person says it in plain words, in the place of what the program made.

    Raises PlainError: too short or long, unchanged, a name in it, a word that may tell how somebody died, or
    words that have changed since it was begun.
    """
    words = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    _hold_reports([version.entry_id])
    entry = Entry.objects.select_related("report").get(pk=version.entry_id)
    if entry.withdrawn_at:
        raise PlainError("This entry was withdrawn.")
    if not entry.versions.filter(pk=version.pk, superseded_at__isnull=True).exists():
        raise PlainError("The words of the entry have changed since you began. Read them again first.")
    if not SHORTEST <= len(words) <= LONGEST:
        raise PlainError(f"Write between {SHORTEST} and {LONGEST:,} characters.")
    report = entry.report
    named = mask(
        words,
        deceased=report.deceased,
        author=report.author,
        keep=names_kept(report),
        people=people_named([words], keep=names_kept(report)),
    )
    if named.spans:
        span = named.spans[0]
        raise PlainError(
            f"“{words[span.start : span.end]}” looks like a name or a way to reach somebody. Say it without."
        )
    if told := plain_words().method.search(words):
        raise PlainError(
            f"“{told[0]}” may tell how somebody died or came to harm. A summary does not: leave it out."
        )
    held = _current([entry], "en").first()
    if (
        held
        and held.text == words
        and held.maker == Summary.Maker.PERSON
        and held.of_version == version.version
    ):
        raise PlainError("That is what it says already.")
    at = now()
    if held:
        held.superseded_at = at
        held.save(update_fields=["superseded_at"])
    made = Summary.objects.create(
        entry=entry,
        of_version=version.version,
        text=words,
        maker=Summary.Maker.PERSON,
        made_by=by.identifier,
        recorded_at=at,
    )
    digest = hashlib.sha256(words.encode()).hexdigest()
    log.event("summary.written", entry.reference, {"version": version.version, "text": digest})
    return made


@operation(EDITION_ADD)
def add_edition(
    log: Log,
    *,
    by: Actor,
    report: Report,
    form: str,
    supplied_by: str,
    entry: Entry | None = None,
    url: str = "",
    upload: Upload | None = None,
) -> Edition:
    """Adds a report, or one entry, in another form: a file, or the address where its maker publishes it.

    Raises PlainError: no form, neither or both of file and address, nobody named, another's entry, held.
    """
    held = Report.objects.select_for_update(of=("self",)).select_related("publisher").get(pk=report.pk)
    by.require_publisher(EDITION_ADD, held.publisher.code)
    if held.withdrawn_at:
        raise PlainError("This report was withdrawn.")
    if form not in Edition.Form.values:
        raise PlainError("Say which form it is, such as easy read.")
    maker = " ".join(supplied_by.split())[:250]
    if not maker:
        raise PlainError("Say which body made it: readers see that.")
    if entry is not None and not held.entries.filter(pk=entry.pk, withdrawn_at__isnull=True).exists():
        raise PlainError("That entry is no entry of this report.")
    address = url.strip()
    if bool(address) == (upload is not None):
        raise PlainError("Give a file or an address, one of the two.")
    if address:
        _check(address)
    if upload is not None and upload.state == Upload.State.REFUSED:
        raise PlainError(f"The file was refused: {upload.why}")
    same = Edition.objects.filter(report=held, entry=entry, form=form, withdrawn_at__isnull=True)
    same = (
        same.filter(url=address) if address else same.filter(upload__sha256=upload.sha256 if upload else "")
    )
    if same.exists():
        raise PlainError("The register holds that already.")
    key = (
        f"{held.reference}:{entry.reference if entry else ''}:{form}:{address or (upload and upload.sha256)}"
    )
    made = Edition.objects.create(
        reference=free_reference("K", key, lambda one: Edition.objects.filter(reference=one).exists()),
        report=held,
        entry=entry,
        form=form,
        url=address,
        upload=upload,
        supplied_by=maker,
        added_by=by.identifier,
        recorded_at=now(),
    )
    about = entry.reference if entry else held.reference
    log.event("edition.added", about, {"edition": made.reference, "form": form})
    return made


@operation(EDITION_ADD)
def withdraw_edition(log: Log, *, by: Actor, edition: Edition, why: str) -> Edition:
    """Takes an edition back. Its reference stays, with the reason. Raises PlainError: no reason, or twice."""
    held = (
        Edition.objects.select_for_update(of=("self",))
        .select_related("report__publisher", "entry")
        .get(pk=edition.pk)
    )
    by.require_publisher(EDITION_ADD, held.report.publisher.code)
    reason = " ".join(why.split())[:500]
    if not reason:
        raise PlainError("Say why: readers see it in the place of the edition.")
    if held.withdrawn_at:
        raise PlainError("This edition was taken back already.")
    held.withdrawn_at, held.withdrawn_why = now(), mask(reason, keep=names_kept(held.report)).text
    held.save(update_fields=["withdrawn_at", "withdrawn_why"])
    about = held.entry.reference if held.entry else held.report.reference
    log.event("edition.withdrawn", about, {"edition": held.reference, "why": held.withdrawn_why})
    return held


def withhold_in_summaries(log: Log, report: Report, *, keep: Iterable[str]) -> None:
    """Names that came to be known later are withheld in what was said plainly before, of any version.

    For the operations that withhold more of an entry's words: their events tell of it.
    """
    kept = list(keep)
    for row in Summary.objects.filter(entry__report=report):
        masked = mask(row.text, deceased=report.deceased, author=report.author, keep=kept)
        if masked.text != row.text:
            Summary.objects.filter(pk=row.pk).update(text=masked.text)


def _hold_reports(entries: Iterable[int]) -> None:
    """Their names and words stay meanwhile, so that `withhold_in_summaries` finds what is written here."""
    reports = Report.objects.filter(entries__in=list(entries)).values("pk")
    list(Report.objects.select_for_update().filter(pk__in=reports).order_by("pk").values_list("pk"))


def _stays(row: Summary, text: str, method: str) -> bool:
    return row.maker == Summary.Maker.PERSON or (row.text, row.method) == (text, method)


def _current(entries: Iterable[Entry], language: str) -> QuerySet[Summary]:
    return Summary.objects.filter(entry__in=list(entries), language=language, superseded_at__isnull=True)


def names_kept(report: Report) -> list[str]:
    """Names of bodies, which are withheld from nothing that is said of the report."""
    bodies = report.addressings.filter(resolutions__organisation__isnull=False)
    names = bodies.values_list("resolutions__organisation__name", flat=True)
    return [report.publisher.name, report.area, *(name for name in names if name)]


def _check(address: str) -> None:
    try:
        _ADDRESS(address)
    except ValidationError as error:
        raise PlainError("The address must begin with https://.") from error
    if len(address) > 1000:
        raise PlainError("At most 1,000 characters fit in the address.")
