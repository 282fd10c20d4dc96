"""The writes of this room: lists of bodies taken in, and bodies that reports name but no list holds."""

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
    loaded = Loaded()
    added: dict[str, dict[str, Any]] = {}
    citations = _citations(_cited(read))
    bodies = _bodies(read, loaded, added)
    _existence(read, bodies, citations, loaded, added)
    _names(read, bodies, citations, loaded, added)
    _codes(read, bodies, citations, loaded, added)
    _mental_health(read, bodies, citations, loaded, added)
    _summarise([bodies[key] for key in added])
    for key, facts in added.items():
        facts["key"] = key
        log.event("organisation.described", bodies[key].reference, facts)
    _links(log, read, citations, loaded)
    _successions(log, read, citations, loaded)
    if not log.events:
        log.unchanged()
    return loaded


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
        loaded, added = Loaded(), dict[str, dict[str, Any]]()
        citations = _citations([cited])
        held = _bodies(read, loaded, added)
        _existence(read, held, citations, loaded, added)
        _names(read, held, citations, loaded, added)
        for key, facts in added.items():
            facts["key"] = key
            log.event("organisation.described", held[key].reference, facts)
    if not log.events:
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


def _bodies(read: ListRead, loaded: Loaded, added: dict[str, dict[str, Any]]) -> dict[str, Organisation]:
    """Every body that the list speaks of, by key; those not yet held are made."""
    keys = dict.fromkeys(fact.key for facts in (read.bodies, read.names, read.codes) for fact in facts)
    keys.update(dict.fromkeys(fact.key for fact in read.mental_health))
    held: dict[str, Organisation] = _by_key(Organisation, list(keys))
    new: dict[str, Organisation] = {}
    for fact in read.bodies:
        if fact.key not in held and fact.key not in new:
            new[fact.key] = Organisation(
                key=fact.key, name=fact.name, kind=fact.kind, fictional=fact.fictional
            )
            added[fact.key] = {"name": fact.name, "kind": fact.kind}
    references = {key: make_reference("B", key) for key in new}
    for attempt in range(1, MAX_ATTEMPTS):
        taken = set(
            Organisation.objects.filter(reference__in=references.values()).values_list("reference", flat=True)
        )
        clashes = [key for key, reference in references.items() if reference in taken]
        clashes += _doubles(references)
        if not clashes:
            break
        for key in clashes:
            references[key] = make_reference("B", key, attempt)
    for key, body in new.items():
        body.reference = references[key]
    Organisation.objects.bulk_create(new.values(), batch_size=BATCH)
    loaded.bodies += len(new)
    unknown = [key for key in keys if key not in held and key not in new]
    for key in unknown:
        why = f"No list loaded so far holds the body {key}. Load the list that names it first."
        loaded.left_out.append(Left(key, why))
    return held | new


def _doubles(references: dict[str, str]) -> list[str]:
    seen: set[str] = set()
    return [key for key, reference in references.items() if reference in seen or seen.add(reference)]  # type: ignore[func-returns-value]


def _note(added: dict[str, dict[str, Any]], key: str, what: str, value: object, loaded: Loaded) -> None:
    added.setdefault(key, {}).setdefault(what, []).append(value)
    loaded.facts += 1


def _existence(
    read: ListRead,
    bodies: dict[str, Organisation],
    citations: dict[str, Citation],
    loaded: Loaded,
    added: dict[str, dict[str, Any]],
) -> None:
    held = set(
        Existence.objects.filter(citation__in=citations.values()).values_list(
            "organisation_id", "citation_id"
        )
    )
    rows = []
    for fact in read.bodies:
        body, citation = bodies[fact.key], citations[fact.cited.key]
        if (body.pk, citation.pk) in held:
            continue
        held.add((body.pk, citation.pk))
        rows.append(
            Existence(
                organisation=body,
                citation=citation,
                kind=fact.kind,
                fictional=fact.fictional,
                valid_from=fact.opened,
                valid_to=fact.closed,
            )
        )
        life = [str(fact.opened or ""), str(fact.closed or ""), citation.key]
        _note(added, fact.key, "lives", life, loaded)
    Existence.objects.bulk_create(rows, batch_size=BATCH)


def _names(
    read: ListRead,
    bodies: dict[str, Organisation],
    citations: dict[str, Citation],
    loaded: Loaded,
    added: dict[str, dict[str, Any]],
) -> None:
    held = set(
        OrganisationName.objects.filter(citation__in=citations.values()).values_list(
            "organisation_id", "text", "kind", "citation_id"
        )
    )
    rows = []
    official = [(f.key, f.name, NameKind.OFFICIAL.value, None, None, f.cited) for f in read.bodies]
    others = [(f.key, f.text, f.kind, f.valid_from, f.valid_to, f.cited) for f in read.names]
    for key, text, kind, valid_from, valid_to, cited in official + others:
        body, citation = bodies.get(key), citations[cited.key]
        if body is None or (body.pk, text, kind, citation.pk) in held:
            continue
        held.add((body.pk, text, kind, citation.pk))
        rows.append(
            OrganisationName(
                organisation=body,
                citation=citation,
                text=text,
                kind=kind,
                valid_from=valid_from,
                valid_to=valid_to,
            )
        )
        said = [text, kind, str(valid_from or ""), str(valid_to or ""), citation.key]
        _note(added, key, "names", said, loaded)
    OrganisationName.objects.bulk_create(rows, batch_size=BATCH)


def _codes(
    read: ListRead,
    bodies: dict[str, Organisation],
    citations: dict[str, Citation],
    loaded: Loaded,
    added: dict[str, dict[str, Any]],
) -> None:
    held = set(
        OrganisationCode.objects.filter(citation__in=citations.values()).values_list(
            "organisation_id", "scheme", "code", "citation_id"
        )
    )
    rows = []
    for fact in read.codes:
        body, citation = bodies.get(fact.key), citations[fact.cited.key]
        if body is None or (body.pk, fact.scheme, fact.code, citation.pk) in held:
            continue
        held.add((body.pk, fact.scheme, fact.code, citation.pk))
        rows.append(
            OrganisationCode(organisation=body, citation=citation, scheme=fact.scheme, code=fact.code)
        )
        _note(added, fact.key, "codes", [fact.scheme, fact.code, citation.key], loaded)
    OrganisationCode.objects.bulk_create(rows, batch_size=BATCH)


def _mental_health(
    read: ListRead,
    bodies: dict[str, Organisation],
    citations: dict[str, Citation],
    loaded: Loaded,
    added: dict[str, dict[str, Any]],
) -> None:
    held = set(
        MentalHealthProvider.objects.filter(citation__in=citations.values()).values_list(
            "organisation_id", "citation_id"
        )
    )
    said = [(f.key, f.mental_health, f.cited) for f in read.bodies if f.mental_health is not None]
    said += [(f.key, f.holds, f.cited) for f in read.mental_health]
    rows = []
    for key, holds, cited in said:
        body, citation = bodies.get(key), citations[cited.key]
        if body is None or (body.pk, citation.pk) in held:
            continue
        held.add((body.pk, citation.pk))
        rows.append(MentalHealthProvider(organisation=body, citation=citation, holds=holds))
        _note(added, key, "mental_health", [bool(holds), citation.key], loaded)
    MentalHealthProvider.objects.bulk_create(rows, batch_size=BATCH)


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


def _links(log: Log, read: ListRead, citations: dict[str, Citation], loaded: Loaded) -> None:
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
    loaded.facts += len(rows)


def _successions(log: Log, read: ListRead, citations: dict[str, Citation], loaded: Loaded) -> None:
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
    loaded.facts += len(rows)


def _told(log: Log, kind: str, said: Sequence[tuple[str, ...]], read: ListRead) -> None:
    """One event for many rows: their number, and the hash of all of them in order, one a line."""
    if said:
        lines = "\n".join(sorted(" ".join(row) for row in said))
        digest = hashlib.sha256(lines.encode()).hexdigest()
        log.event(kind, f"list:{digest[:16]}", {"form": read.form, "rows": len(said), "sha256": digest})
