"""Which bodies stand on each side of a contradiction: who published the entry, and whom it asks.

A body of one side alone does not settle it: that would be the other's loss by its silence. It needs the other
side's agreement on record, or a body that is on neither.
"""

from dataclasses import dataclass

from answerable.lineage.models import Contradiction, ContradictionStep
from answerable.organisations.models import Organisation
from answerable.register.models import Addressing, Entry, Resolution

Step = ContradictionStep.Kind
_KNOWN = (Resolution.Status.SURE, Resolution.Status.UNLISTED)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two entries: the name of its publisher, and the bodies that it asks."""

    entry: Entry
    publisher: str
    bodies: dict[int, str]  # id, name

    def has(self, name: str, body: int) -> bool:
        return body in self.bodies or name.casefold() == self.publisher.casefold()

    @property
    def words(self) -> str:
        """Whoever may agree for it: its publisher first."""
        asked = sorted(self.bodies.values())
        return self.publisher + (f", or whom it asks ({', '.join(asked[:3])})" if asked else "")


@dataclass(frozen=True, slots=True)
class Sides:
    one: Side
    other: Side

    def names(self, name: str, body: int) -> bool:
        return self.one.has(name, body) or self.other.has(name, body)

    def alone(self, name: str, body: int) -> tuple[Side, Side] | None:
        """(its side, the other side) of a body that stands on one of them alone."""
        here, there = self.one.has(name, body), self.other.has(name, body)
        if here == there:
            return None
        return (self.one, self.other) if here else (self.other, self.one)


def sides_of(contradiction: Contradiction) -> Sides:
    """Two queries, and those for the entries."""
    return Sides(_side(contradiction.entry), _side(contradiction.other))


def one_sided(contradiction: Contradiction, organisation: Organisation) -> str:
    """Why this body alone cannot resolve it now, with the way forward; blank where it can."""
    sides = sides_of(contradiction)
    found = sides.alone(organisation.name, organisation.pk)
    if found is None:
        return ""
    _, other = found
    if any(other.has(body.name, body.pk) for body in _agreements(contradiction)):
        return ""
    return (
        f"{organisation.name} is on one side of this: what one side settles alone does not bind the other. "
        f"Record the agreement of the other side ({other.words}), or name a body that is on neither."
    )


def _agreements(contradiction: Contradiction) -> list[Organisation]:
    """The bodies whose agreement was recorded since it was last opened."""
    found: list[Organisation] = []
    for step in contradiction.steps.select_related("organisation").order_by("pk"):
        if step.kind in (Step.OPENED, Step.REOPENED):
            found = []
        elif step.kind == Step.NOTED and step.organisation:
            found.append(step.organisation)
    return found


def _side(entry: Entry) -> Side:
    rows = Resolution.objects.filter(
        addressing__report=entry.report_id,
        addressing__role=Addressing.Role.ADDRESSEE,
        superseded_at__isnull=True,
        organisation__isnull=False,
        status__in=_KNOWN,
    ).values_list("addressing__entry_id", "organisation_id", "organisation__name")
    bodies = {body: name for of, body, name in rows if of in (None, entry.pk)}
    return Side(entry, entry.report.publisher.name, bodies)
