"""What another sight of a report changes: words closer to the original, blanks, people to withhold."""

from collections.abc import Collection
from dataclasses import replace

from answerable.core.calendar import now
from answerable.core.text.names import mask
from answerable.ledger.canonical import new_salt
from answerable.ledger.operation import Log
from answerable.register.models import (
    EntryVersion,
    Report,
)
from answerable.register.operations.entries import add_entries, make_version, version_event
from answerable.register.operations.plain import withhold_in_summaries
from answerable.register.prepared import PreparedEntry, PreparedReport
from answerable.register.rewording import Pairing, pair_entries
from answerable.sources.models import Document


def revise_entries(log: Log, report: Report, prepared: PreparedReport, document: Document) -> tuple[int, int]:
    """Takes the wording of a source closer to the original; entries that it lacks stay, and say so.

    Those that were withdrawn are known again too, so that they do not come back as if they were new.
    """
    held = list(
        EntryVersion.objects.filter(entry__report=report, superseded_at__isnull=True).select_related(
            "entry__report"
        )
    )
    pairing: Pairing = pair_entries(
        [(version.entry.position, version.original) for version in held],
        [(entry.position, entry.draft.text) for entry in prepared.entries],
    )
    current = {version.entry.position: version for version in held}
    found = {entry.position: entry for entry in prepared.entries}
    changed = 0
    for old, new in pairing.pairs:
        version, entry = current[old], found[new]
        if version.entry.withdrawn_at:
            continue
        held_words = (version.original, version.text, version.purpose, version.context)
        if held_words == (entry.draft.text, entry.text, entry.purpose, entry.context):
            if version.method != prepared.method:
                version.method = prepared.method
                version.save(update_fields=["method"])
            continue
        version.superseded_at = now()
        version.save(update_fields=["superseded_at"])
        fresh = make_version(version.entry, version.version + 1, entry, prepared, document)
        fresh.save()
        log.event("entry.reworded", version.entry.reference, version_event(version.entry, fresh))
        changed += 1
    for position in pairing.only_held:
        version = current[position]
        if "not-in-original" not in version.flags and not version.entry.withdrawn_at:
            version.flags = sorted({*version.flags, "not-in-original"})
            version.save(update_fields=["flags"])
            log.event("entry.flagged", version.entry.reference, {"flag": "not-in-original"})
    # Copies, since they are given other positions: what is begun again reads the same as before.
    extra = [replace(found[position]) for position in pairing.only_found]
    if extra:
        _place(extra, {new: old for old, new in pairing.pairs}, set(current))
        start = max((version.entry.order for version in held), default=-1) + 1
        above = {position: version.entry for position, version in current.items()}
        add_entries(log, report, prepared, extra, document, first_order=start, above=above)
    report.rank = prepared.rank
    report.left_out = ""
    report.save(update_fields=["rank", "left_out"])
    return len(extra), changed


def _place(extra: list[PreparedEntry], held: dict[str, str], taken: set[str]) -> None:
    """Gives entries that are new to a report positions after those it has; parts stay with their parent.

    `held`: {position as found: position as held} of the entries that were paired.
    """
    now_at = dict(held)
    for entry in sorted(extra, key=lambda entry: entry.order):
        above = now_at.get(entry.parent_position or "")
        number = 1
        while (position := f"{above}.{number}" if above else str(number)) in taken:
            number += 1
        taken.add(position)
        now_at[entry.position] = position
        entry.position = position


def describe_again(log: Log, report: Report, prepared: PreparedReport) -> None:
    """What follows from the words follows from the closer ones: title, scope, settings and flags."""
    draft = prepared.draft
    report.issued_on = draft.issued.date or report.issued_on
    report.title = prepared.title[:300]
    report.scope, report.scope_words = prepared.scope, prepared.scope_words
    report.scope_method = prepared.scope_method
    report.settings = [[setting, words] for setting, words in prepared.settings]
    report.flags = sorted(set(draft.flags) | set(draft.issued.flags))
    report.save(
        update_fields=["issued_on", "title", "scope", "scope_words", "scope_method", "settings", "flags"]
    )


def withhold_more(
    log: Log, report: Report, prepared: PreparedReport, *, named: Collection[str], reread: bool
) -> None:
    """A sight that names people whom the others did not (one report on several deaths) withholds them too.

    `named`: those whom the register knew of before this sight.

    Read anew (`reread`) by a newer method, every version held is looked through anew.
    """
    unknown = [name for name in prepared.draft.deceased if name not in named]
    if not unknown and not reread:
        return
    report.deceased = [*report.deceased, *(name for name in unknown if name not in report.deceased)]
    report.save(update_fields=["deceased"])
    resolved = report.addressings.filter(resolutions__organisation__isnull=False)
    keep = [
        report.publisher.name,
        report.area,
        *resolved.values_list("resolutions__organisation__name", flat=True),
    ]
    withhold_in_summaries(log, report, keep=keep)
    every = EntryVersion.objects.filter(entry__report=report).select_related("entry__report")
    for version in list(every.order_by("entry_id", "version")):
        masked = mask(version.text, deceased=report.deceased, author=report.author, keep=keep)
        around = {
            name: mask(text, deceased=report.deceased, author=report.author, keep=keep).text
            for name, text in {"": version.purpose, **version.context}.items()
        }
        purpose = around.pop("")
        if (masked.text, purpose, around) == (version.text, version.purpose, version.context):
            continue
        current = version.superseded_at is None
        again = mask(version.original, deceased=report.deceased, author=report.author, keep=keep)
        withheld = max(len(again.spans), version.masked + len(masked.spans))
        # The words held before stay to be seen under their date, and there too without the names.
        EntryVersion.objects.filter(pk=version.pk).update(
            text=masked.text,
            purpose=purpose,
            context=around,
            masked=withheld,
            masks=[[span.start, span.end, span.kind, span.rule] for span in again.spans],
            **({"superseded_at": now()} if current else {}),
        )
        if not current:
            version.text, version.masked = masked.text, withheld
            log.event("entry.withheld", version.entry.reference, version_event(version.entry, version))
            continue
        version.pk, version.superseded_at, version._state.adding = None, None, True
        version.version += 1
        version.text, version.masked = masked.text, withheld
        version.purpose, version.context = purpose, around
        version.masks = [[span.start, span.end, span.kind, span.rule] for span in again.spans]
        version.salt, version.recorded_at = new_salt(), now()
        version.save()
        log.event("entry.withheld", version.entry.reference, version_event(version.entry, version))


def fill_blanks(log: Log, report: Report, prepared: PreparedReport) -> None:
    """A later sight fills what earlier ones left blank, and overrides nothing."""
    draft = prepared.draft
    offered: dict[str, object] = {
        "publisher_reference": draft.reference[:60],
        "url": draft.url[:1000],
        "document_url": draft.document_url[:1000],
        "issued_on": draft.issued.date,
        "area": draft.area[:120],
        "author": draft.author[:250],
        "title_as_published": draft.title,
        "deceased": draft.deceased,
        "sections": draft.sections,
        "categories": draft.categories,
        "response_due_stated": draft.response_due.date if draft.response_due else None,
    }
    blanks = [name for name, value in offered.items() if value and not getattr(report, name)]
    for name in blanks:
        setattr(report, name, offered[name])
    if blanks:
        report.save(update_fields=blanks)
