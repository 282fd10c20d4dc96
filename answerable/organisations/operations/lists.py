"""Lists of bodies taken in, and bodies that reports name but no list holds."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from answerable.core.actors import Actor
from answerable.core.references import make_reference
from answerable.ledger.operation import Log, operation
from answerable.organisations.facts import BodyFact, Cited, Left, ListRead, cite_words
from answerable.organisations.models import (
    Citation,
    Existence,
    MentalHealthProvider,
    NameKind,
    Organisation,
    OrganisationCode,
    OrganisationLink,
    OrganisationName,
    SuccessionClaim,
)
from answerable.organisations.naming import name_key
from answerable.organisations.queries import summaries
from answerable.organisations.resolver.unlisted import unlisted_name

BATCH = 500
MAX_ATTEMPTS = 20


@dataclass(slots=True)
class Loaded:
    """What one list added."""

    bodies: int = 0
    facts: int = 0
    left_out: list[Left] = field(default_factory=list)


@operation("ORGANISATION_LOAD")
def load_list(log: Log, *, by: Actor, read: ListRead) -> Loaded:
    """Adds what the list says and is not yet held. The same list again changes nothing."""
    log.one_by_one("lists of bodies")  # what a body comes to is worked out from the claims of all
    writing = _Writing(_citations(_cited(read)))
    writing.bodies_of(read)
    writing.claims_of(read)
    _summarise([writing.bodies[key] for key in writing.added])
    writing.tell(log)
    _links(log, read, writing)
    _successions(log, read, writing)
    if not log.events:
        log.unchanged()
    return writing.loaded


@operation("ADDRESSEE_RESOLVE")
def record_named_bodies(log: Log, *, by: Actor, names: Sequence[str]) -> list[Organisation]:
    """A body for each name, in order, made where there is none. Names that differ only in form are one.

    `names` are as reports write them, people's names already withheld; posts and addresses are taken off.
    """
    cited = cite_words("Named as an addressee in a report; held by no list of bodies")
    read = ListRead("bodies named in reports")
    keys = []
    for text in names:
        name, kind = unlisted_name(text)
        digest = hashlib.sha256(name_key(name).encode()).hexdigest()[:20]
        keys.append(f"named:{digest}")
        read.bodies.append(BodyFact(keys[-1], name[:250], kind, cited))
    held = {body.key: body for body in Organisation.objects.filter(key__in=set(keys))}
    if len(held) < len(set(keys)):
        writing = _Writing(_citations([cited]))
        writing.bodies_of(read)
        writing.claims_of(read)
        writing.tell(log)
        held = writing.bodies
    else:
        log.unchanged()
    return [held[key] for key in keys]


def _cited(read: ListRead) -> list[Cited]:
    rows: list[Iterable[Any]] = [
        read.bodies,
        read.names,
        read.codes,
        read.mental_health,
        read.links,
        read.successions,
    ]
    return list(dict.fromkeys(fact.cited for facts in rows for fact in facts))


def _citations(cited: Collection[Cited]) -> dict[str, Citation]:
    keys = [c.key for c in cited]
    held = _by_key(Citation, keys)
    missing = {c.key: c for c in cited if c.key not in held}
    Citation.objects.bulk_create(
        [Citation(key=c.key, title=c.title, dated=c.dated, rank=c.rank) for c in missing.values()],
        batch_size=BATCH,
    )
    return held | _by_key(Citation, list(missing))


def _by_key(model: Any, keys: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for start in range(0, len(keys), BATCH):
        found.update({row.key: row for row in model.objects.filter(key__in=keys[start : start + BATCH])})
    return found


@dataclass(slots=True)
class _Writing:
    """What one list adds, and what is told of it."""

    citations: dict[str, Citation]
    bodies: dict[str, Organisation] = field(default_factory=dict)
    loaded: Loaded = field(default_factory=Loaded)
    added: dict[str, dict[str, Any]] = field(default_factory=dict)  # by body's key: what its event tells

    def bodies_of(self, read: ListRead) -> None:
        """Every body that the list speaks of; those not yet held are made."""
        keys = dict.fromkeys(fact.key for facts in (read.bodies, read.names, read.codes) for fact in facts)
        keys.update(dict.fromkeys(fact.key for fact in read.mental_health))
        self.bodies = _by_key(Organisation, list(keys))
        new: dict[str, Organisation] = {}
        for fact in read.bodies:
            if fact.key not in self.bodies and fact.key not in new:
                new[fact.key] = Organisation(
                    key=fact.key, name=fact.name, kind=fact.kind, fictional=fact.fictional
                )
                self.added[fact.key] = {"name": fact.name, "kind": fact.kind}
        for key, reference in _references(new).items():
            new[key].reference = reference
        Organisation.objects.bulk_create(new.values(), batch_size=BATCH)
        self.loaded.bodies += len(new)
        self.bodies |= new
        for key in keys:
            if key not in self.bodies:
                why = f"No list loaded so far holds the body {key}. Load the list that names it first."
                self.loaded.left_out.append(Left(key, why))

    def claims_of(self, read: ListRead) -> None:
        self._claims(
            Existence,
            (),
            "lives",
            [
                (f.key, f.cited, {"kind": f.kind, "fictional": f.fictional}, (f.opened, f.closed))
                for f in read.bodies
            ],
        )
        official = [
            (f.key, f.cited, {"text": f.name, "kind": NameKind.OFFICIAL.value}, (None, None))
            for f in read.bodies
        ]
        others = [
            (f.key, f.cited, {"text": f.text, "kind": f.kind}, (f.valid_from, f.valid_to)) for f in read.names
        ]
        self._claims(OrganisationName, ("text", "kind"), "names", official + others)
        self._claims(
            OrganisationCode,
            ("scheme", "code"),
            "codes",
            [(f.key, f.cited, {"scheme": f.scheme, "code": f.code}, (None, None)) for f in read.codes],
        )
        minds = [(f.key, f.mental_health, f.cited) for f in read.bodies if f.mental_health is not None]
        minds += [(f.key, f.holds, f.cited) for f in read.mental_health]
        self._claims(
            MentalHealthProvider,
            (),
            "mental_health",
            [(key, cited, {"holds": holds}, (None, None)) for key, holds, cited in minds],
        )

    def _claims(
        self,
        model: Any,
        identity: tuple[str, ...],
        what: str,
        rows: Iterable[tuple[str, Cited, dict[str, Any], tuple[dt.date | None, dt.date | None]]],
    ) -> None:
        """Adds the claims not yet held. Those of one citation on one body differ by the `identity` fields."""
        held = set(
            model.objects.filter(citation__in=self.citations.values()).values_list(
                "organisation_id", *identity, "citation_id"
            )
        )
        new = []
        for key, cited, fields, (first, after) in rows:
            body, citation = self.bodies.get(key), self.citations[cited.key]
            if body is None:
                continue
            at = (body.pk, *(fields[name] for name in identity), citation.pk)
            if at in held:
                continue
            held.add(at)
            new.append(
                model(organisation=body, citation=citation, valid_from=first, valid_to=after, **fields)
            )
            said = [*fields.values(), str(first or ""), str(after or ""), citation.key]
            self.added.setdefault(key, {}).setdefault(what, []).append(said)
        model.objects.bulk_create(new, batch_size=BATCH)
        self.loaded.facts += len(new)

    def tell(self, log: Log) -> None:
        for key, facts in self.added.items():
            log.event("organisation.described", self.bodies[key].reference, {**facts, "key": key})


def _references(keys: Collection[str]) -> dict[str, str]:
    """A reference for each new body, with room for the rare collision."""
    made = {key: make_reference("B", key) for key in keys}
    for attempt in range(1, MAX_ATTEMPTS):
        taken = set(
            Organisation.objects.filter(reference__in=made.values()).values_list("reference", flat=True)
        )
        seen: set[str] = set()
        clashes = []
        for key, reference in made.items():
            if reference in taken or reference in seen:
                clashes.append(key)
            seen.add(reference)
        if not clashes:
            return made
        for key in clashes:
            made[key] = make_reference("B", key, attempt)
    raise RuntimeError("no free reference for a body: this should not happen below a billion bodies")


def _summarise(bodies: Sequence[Organisation]) -> None:
    """Works out again what the claims come to."""
    changed = []
    found = summaries([body.pk for body in bodies])
    for body in bodies:
        summary = found[body.pk]
        values = {
            "name": summary.name,
            "kind": summary.life.kind,
            "opened": summary.life.opened,
            "closed": summary.life.closed,
            "fictional": summary.life.fictional,
            "is_mental_health": summary.is_mental_health,
        }
        if any(getattr(body, column) != value for column, value in values.items()):
            for column, value in values.items():
                setattr(body, column, value)
            changed.append(body)
    columns = ["name", "kind", "opened", "closed", "fictional", "is_mental_health"]
    Organisation.objects.bulk_update(changed, columns, batch_size=BATCH)


def _links(log: Log, read: ListRead, writing: _Writing) -> None:
    citations = writing.citations
    held = set(
        OrganisationLink.objects.filter(citation__in=citations.values()).values_list(
            "child_key", "parent_key", "relation", "citation_id"
        )
    )
    rows: dict[tuple[str, str, str, int], OrganisationLink] = {}
    for fact in read.links:
        citation = citations[fact.cited.key]
        at = (fact.child_key, fact.parent_key, fact.relation, citation.pk)
        if at not in held:
            rows[at] = OrganisationLink(
                child_key=fact.child_key,
                parent_key=fact.parent_key,
                relation=fact.relation,
                citation=citation,
                valid_from=fact.valid_from,
                valid_to=fact.valid_to,
            )
    OrganisationLink.objects.bulk_create(rows.values(), batch_size=BATCH)
    _told(log, "hierarchy.loaded", [(r.child_key, r.relation, r.parent_key) for r in rows.values()], read)
    writing.loaded.facts += len(rows)


def _successions(log: Log, read: ListRead, writing: _Writing) -> None:
    citations = writing.citations
    held = set(
        SuccessionClaim.objects.filter(citation__in=citations.values()).values_list(
            "predecessor_key", "successor_key", "citation_id"
        )
    )
    rows: dict[tuple[str, str, int], SuccessionClaim] = {}
    for fact in read.successions:
        citation = citations[fact.cited.key]
        at = (fact.predecessor_key, fact.successor_key, citation.pk)
        if at not in held:
            rows[at] = SuccessionClaim(
                predecessor_key=fact.predecessor_key,
                successor_key=fact.successor_key,
                kind=fact.kind,
                on=fact.on,
                certainty=fact.certainty,
                note=fact.note,
                citation=citation,
            )
    SuccessionClaim.objects.bulk_create(rows.values(), batch_size=BATCH)
    said = [(r.predecessor_key, r.kind, r.successor_key, str(r.on or "")) for r in rows.values()]
    _told(log, "successions.loaded", said, read)
    writing.loaded.facts += len(rows)


def _told(log: Log, kind: str, said: Sequence[tuple[str, ...]], read: ListRead) -> None:
    """One event for many rows: their number, and the hash of all of them in order, one a line."""
    if said:
        lines = "\n".join(sorted(" ".join(row) for row in said))
        digest = hashlib.sha256(lines.encode()).hexdigest()
        log.event(kind, f"list:{digest[:16]}", {"form": read.form, "rows": len(said), "sha256": digest})
