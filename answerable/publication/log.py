"""The publication log: every addition, change, withdrawal and correction that the public sees, newest first.

Read from the ledger by an explicit list of kinds. What is not listed (sign-in, drafts, scans, runs of the
machine) is no part of it; a new kind of event is left out until somebody says here what it is called.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform

from answerable.core.calendar import LONDON, end_of_day
from answerable.ledger.models import Event

PAGE = 50
ADDED, CHANGED, WITHDRAWN, CORRECTED, DECIDED = "added", "changed", "withdrawn", "corrected", "decided"
CATEGORIES = {
    ADDED: "Added",
    CHANGED: "Changed",
    WITHDRAWN: "Withdrawn",
    CORRECTED: "Corrected",
    DECIDED: "Decided or found",
}

KINDS: dict[str, tuple[str, str]] = {
    "report.recorded": (ADDED, "A report was added"),
    "report.sighted": (CHANGED, "A report was seen in another source"),
    "entry.reworded": (CHANGED, "The words of an entry were brought closer to the original"),
    "entry.withheld": (CHANGED, "Words of an entry were withheld"),
    "entry.withdrawn": (WITHDRAWN, "An entry was withdrawn"),
    "report.withdrawn": (WITHDRAWN, "A whole report was withdrawn"),
    "report.restored": (CORRECTED, "The withdrawal of a report was taken back"),
    "entry.restored": (CORRECTED, "The withdrawal of an entry was taken back with that of its report"),
    "search.published": (ADDED, "The register published a search"),
    "search.changed": (CHANGED, "A published search was changed"),
    "search.withdrawn": (WITHDRAWN, "A published search was taken down"),
    "summary.written": (CHANGED, "A person put an entry in plain words"),
    "edition.added": (ADDED, "A report was supplied in another form"),
    "edition.withdrawn": (WITHDRAWN, "A report in another form was taken back"),
    "edition.restored": (CORRECTED, "A report in another form is there again"),
    "answer.submitted": (ADDED, "A body answered"),
    "answer.published": (ADDED, "A published reply was taken in"),
    "answer.withdrawn": (WITHDRAWN, "An answer was withdrawn"),
    "claim.made": (ADDED, "A body said how far the work is"),
    "evidence.added": (ADDED, "A body showed evidence"),
    "evidence.withdrawn": (WITHDRAWN, "Evidence was withdrawn"),
    "action.planned": (ADDED, "A body planned an action"),
    "action.described": (CHANGED, "A body changed what an action is"),
    "action.dropped": (WITHDRAWN, "A body dropped an action"),
    "milestone.moved": (CHANGED, "A body moved a date"),
    "reply.judged": (DECIDED, "Its author judged a reply"),
    "claim.verified": (DECIDED, "A claim was looked at by somebody independent"),
    "view.given": (DECIDED, "People with lived experience gave their view"),
    "duty.closed": (DECIDED, "A duty was closed"),
    "duty.reopened": (DECIDED, "A duty was opened again"),
    "duty.rechecked": (DECIDED, "It was looked at whether work lasted"),
    "duty.extended": (CHANGED, "The date for a reply was extended"),
    "duty.assigned": (ADDED, "A duty was given to a body"),
    "duty.transferred": (CHANGED, "A duty passed to another body"),
    "duty.taken_back": (CHANGED, "A transfer of a duty was taken back"),
    "duty.disputed": (ADDED, "A body says that a duty is not its own"),
    "dispute.settled": (DECIDED, "It was settled whose a duty is"),
    "duty.escalated": (DECIDED, "A duty climbed a rung of escalation"),
    "letter.written": (ADDED, "A letter of escalation was written"),
    "escalation.held": (DECIDED, "Escalation of a duty was held"),
    "escalation.resumed": (DECIDED, "Escalation of a duty goes on"),
    "addressee.decided": (CORRECTED, "An editor settled who was meant"),
    "sectors.decided": (CORRECTED, "An editor settled the sectors of a report"),
    "correction.recorded": (CORRECTED, "A correction was recorded"),
    "challenge.answered": (DECIDED, "A challenge was answered"),
    "expectation.adopted": (DECIDED, "An expectation was adopted"),
    "expectation.made": (ADDED, "An expectation was made"),
    "expectation.joined": (CHANGED, "Entries were added to an expectation"),
    "expectation.left": (CHANGED, "Entries were taken out of an expectation"),
    "expectation.undone": (CHANGED, "A change of an expectation was taken back"),
    "expectation.reworded": (CHANGED, "An expectation was put in other words"),
    "expectation.merged": (CHANGED, "Expectations were brought together"),
    "expectation.split": (CHANGED, "An expectation was split"),
    "expectation.retired": (WITHDRAWN, "An expectation was retired"),
    "contradiction.opened": (ADDED, "A contradiction was entered"),
    "contradiction.assigned": (DECIDED, "A body was named to settle a contradiction"),
    "contradiction.resolved": (DECIDED, "A contradiction was settled"),
    "contradiction.reopened": (DECIDED, "A contradiction was opened again"),
    "alarm.raised": (ADDED, "A later report asks again for what was said to be done"),
    "alarm.reassessed": (DECIDED, "An alarm was looked at"),
    "alarm.withdrawn": (WITHDRAWN, "An alarm was taken back"),
    "measure.tied": (ADDED, "An indicator was tied to an expectation"),
    "measure.ended": (WITHDRAWN, "An indicator is tied to an expectation no more"),
    "effect.tested": (ADDED, "It was tested whether figures moved"),
    "impact.judged": (DECIDED, "Impact was judged"),
    "figures.loaded": (ADDED, "A file of figures was loaded"),
    "exercise.decided": (DECIDED, "A priority exercise was decided"),
    "assessment.made": (ADDED, "An impact assessment was made"),
    "group.started": (ADDED, "A group was started"),
    "group.ended": (WITHDRAWN, "A group ended"),
    "consolidation.proposed": (ADDED, "It was proposed to bring asks into one"),
    "consolidation.made": (DECIDED, "Asks were brought into one"),
    "position.recorded": (ADDED, "A publisher said what it thinks of a proposal"),
    "gap.noted": (CHANGED, "Something was found out about a number that is not held"),
    "error.reported": (ADDED, "Somebody said that a page is wrong"),
    "error.answered": (DECIDED, "An error that was reported was answered"),
    "supply.answered": (DECIDED, "An offered report was looked at"),
    "figures.dated": (CHANGED, "A file of figures was dated"),
    "place.changed": (CHANGED, "A publisher changed a page or file that is held"),
    "place.gone": (WITHDRAWN, "A publisher’s page or file is no longer there; the copy held is kept"),
    "place.returned": (CHANGED, "A publisher’s page or file that was gone is there again"),
    "place.odd": (DECIDED, "A publisher’s page or file could not be understood; the copy held is kept"),
    "indicator.defined": (CHANGED, "The definition of an indicator was put on record"),
}
_OF = {category: [kind for kind, (of, _) in KINDS.items() if of == category] for category in CATEGORIES}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the log. `about` is a reference; `before` the index of the last one seen."""

    category: str = ""
    about: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log."""

    index: int
    at: dt.datetime  # in London
    category: str
    words: str
    subject: str


def logged(wanted: Wanted) -> QuerySet[Event]:
    """Newest first."""
    kinds = _OF.get(wanted.category) or list(KINDS)
    rows = Event.objects.filter(kind__in=kinds).order_by("-index")
    if wanted.about:
        rows = rows.filter(subject=wanted.about)
    if wanted.since:
        rows = rows.filter(recorded_at__gte=end_of_day(wanted.since - dt.timedelta(days=1)))
    if wanted.until:
        rows = rows.filter(recorded_at__lt=end_of_day(wanted.until))
    if wanted.before is not None:
        rows = rows.filter(index__lt=wanted.before)
    # A page of a publisher is told by its source: its address may carry the name of a person who died.
    rows = rows.annotate(source=KeyTextTransform("source", "payload"))
    return rows.only("index", "recorded_at", "kind", "subject")


def a_page(wanted: Wanted) -> tuple[list[Logged], bool]:
    """At most `PAGE` lines, and whether there are more."""
    found = [line_of(event) for event in logged(wanted)[: PAGE + 1]]
    return found[:PAGE], len(found) > PAGE


def line_of(event: Event) -> Logged:
    category, words = KINDS[event.kind]
    subject = f"source:{event.source}" if event.kind.startswith("place.") else event.subject  # type: ignore[attr-defined]
    return Logged(event.index, event.recorded_at.astimezone(LONDON), category, words, subject)
