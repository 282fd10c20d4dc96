"""The bodies above a body: its board, its region, whoever runs it."""

import datetime as dt
from collections import defaultdict

from django.db.models import OuterRef, Q

from answerable.organisations.models import Organisation, OrganisationLink
from answerable.organisations.queries import named, organisation_by_code


def parents(body: Organisation, *, on: dt.date) -> list[tuple[str, Organisation]]:
    """(relation, body above), from the last claim made by the day, or else from the first."""
    chosen = [(one.relation, one.parent_key) for one in _links_above(body, on)]
    plain = [key for _, key in chosen if not key.startswith("gss:")]
    bodies = {one.key: one for one in Organisation.objects.filter(key__in=plain)}
    found = [(relation, bodies.get(key) or _by_gss(key)) for relation, key in chosen]
    return [(relation, parent) for relation, parent in found if parent]


def parents_named(body: Organisation, *, on: dt.date) -> list[tuple[str, str, str]]:
    """The same as (relation, name, reference). One query, and one for each that only its area tells of."""
    found = []
    for link in _links_above(body, on):
        name, reference = getattr(link, "other_name", None), getattr(link, "other_reference", None)
        if name is None and (parent := _by_gss(link.parent_key)):
            name, reference = parent.name, parent.reference
        if name and reference:
            found.append((link.relation, name, reference))
    return found


def _links_above(body: Organisation, on: dt.date) -> list[OrganisationLink]:
    """One of each relation, with `other_name` and `other_reference` where its key is a body's."""
    above = Organisation.objects.filter(key=OuterRef("parent_key"))
    claims = OrganisationLink.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gt=on), child_key=body.key
    )
    by_relation: dict[str, list[OrganisationLink]] = defaultdict(list)
    for claim in claims.annotate(**named(above)).select_related("citation"):
        by_relation[claim.relation].append(claim)
    chosen = []
    for _, held in sorted(by_relation.items()):
        made = [c for c in held if c.citation.dated is None or c.citation.dated <= on] or held
        best = max(made, key=lambda c: (c.citation.dated or dt.date.min, c.citation.rank, c.parent_key))
        chosen.append(best)
    return chosen


def _by_gss(key: str) -> Organisation | None:
    scheme, _, code = key.partition(":")
    return organisation_by_code(code, scheme="gss") if scheme == "gss" else None
