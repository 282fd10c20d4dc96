"""What an issuer writes before it is published, and the moment at which it is."""

from collections.abc import Mapping

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.register.models import Manuscript, Report
from answerable.register.operations.errors import OvertakenError, PublishingError
from answerable.sources.models import Publisher

PUBLISH = "REPORT_PUBLISH"
LONGEST = 500_000  # characters of a whole report, some 170 pages of what is asked alone


@operation(PUBLISH, no_fact=True)
def start_manuscript(
    log: Log,
    *,
    by: Actor,
    publisher: Publisher,
    content: Mapping[str, object],
    corrects: Report | None = None,
) -> Manuscript:
    """Begins a report, or goes on with the correction of one that was begun already."""
    by.require_publisher(PUBLISH, publisher.code)
    if corrects is not None:
        held = Report.objects.select_for_update().get(pk=corrects.pk)
        if held.publisher_id != publisher.pk:
            raise PublishingError("Another publisher issued this report: only it can correct it.")
        if held.withdrawn_at:
            raise PublishingError("This report was withdrawn: take that back first.")
        begun = Manuscript.objects.filter(
            corrects=held, published_at__isnull=True, discarded_at__isnull=True
        ).first()
        if begun:
            return begun
    at = now()
    return Manuscript.objects.create(
        publisher=publisher,
        corrects=corrects,
        content=dict(content),
        started_by=by.identifier,
        saved_by=by.identifier,
        started_at=at,
        saved_at=at,
    )


@operation(PUBLISH, no_fact=True)
def save_manuscript(
    log: Log, *, by: Actor, manuscript: Manuscript, content: Mapping[str, object], revision: int
) -> Manuscript:
    """Keeps what was typed. Raises PublishingError: too long, or saved by somebody else in between."""
    held = open_manuscript(log, manuscript, revision)
    length = len(str(content))
    if length > LONGEST:
        raise PublishingError(
            f"This has {length:,} characters, and at most {LONGEST:,} can be published as one report. Enter "
            "what is asked, without the report around it."
        )
    held.content = dict(content)
    held.revision += 1
    held.saved_by, held.saved_at = by.identifier, now()
    held.save(update_fields=["content", "revision", "saved_by", "saved_at"])
    return held


@operation(PUBLISH, no_fact=True)
def discard_manuscript(log: Log, *, by: Actor, manuscript: Manuscript, revision: int) -> Manuscript:
    """Throws away what was never published. Its words go with it: they were no fact."""
    held = open_manuscript(log, manuscript, revision)
    held.discarded_at, held.content = now(), {}
    held.save(update_fields=["discarded_at", "content"])
    return held


@operation(PUBLISH)
def publish_manuscript(
    log: Log, *, by: Actor, manuscript: Manuscript, report: Report, revision: int
) -> Manuscript:
    """Notes that the manuscript has become this report, by whom. Raises PublishingError as saving does."""
    held = open_manuscript(log, manuscript, revision)
    held.published_at, held.report = now(), report
    held.save(update_fields=["published_at", "report"])
    log.event(
        "report.corrected" if held.corrects_id else "report.published",
        report.reference,
        {"publisher": held.publisher.code, "revision": held.revision},
    )
    return held


def open_manuscript(log: Log, manuscript: Manuscript, revision: int) -> Manuscript:
    """The manuscript, locked, as it may still be changed. Raises PublishingError where it may not."""
    held = (
        Manuscript.objects.select_for_update(of=("self",)).select_related("publisher").get(pk=manuscript.pk)
    )
    log.actor.require_publisher(PUBLISH, held.publisher.code)
    if held.published_at:
        raise OvertakenError("This report has been published already: correct it, or withdraw an entry.")
    if held.discarded_at:
        raise PublishingError("This draft was thrown away.")
    if held.revision != revision:
        raise OvertakenError(
            "Somebody else has saved this draft since you opened it. Open it again to see what they wrote: "
            "what you typed is below, and was not saved."
        )
    return held
