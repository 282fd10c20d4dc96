"""What issuers, editors and overseers are told: a consolidated ask to answer, and a source gone quiet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from answerable.accounts.models import Person, RoleGrant
from answerable.accounts.queries import people_with
from answerable.accounts.roles import Role
from answerable.oversight.models import Consolidation, Position
from answerable.oversight.queries.missing import silences

Told = tuple[Person, str, str, str, str]  # the person, key, kind, words, address


def to_agree(on: dt.date) -> Iterator[Told]:
    """Those who speak for a publisher that is asked about a consolidated ask and has not answered yet."""
    asked = Position.objects.filter(
        superseded_at__isnull=True,
        stand=Position.Stand.ASKED,
        consolidation__state=Consolidation.State.PROPOSED,
        consolidation__answer_by__gte=on,
    ).select_related("consolidation")
    rows = list(asked.order_by("pk"))
    speakers: dict[str, list[Person]] = defaultdict(list)
    grants = RoleGrant.objects.filter(
        role=Role.ISSUER,
        publisher__in={row.publisher for row in rows},
        ended_at__isnull=True,
        person__ended_at__isnull=True,
    )
    for grant in grants.select_related("person").order_by("pk"):
        speakers[grant.publisher].append(grant.person)
    for row in rows:
        held = row.consolidation
        words = (
            f"You are asked whether one ask, {held.reference}, may stand for several of which yours is one: "
            f"answer by {held.answer_by:%-d %B %Y}"
        )
        for person in speakers[row.publisher]:
            key = f"agree:{held.reference}:{row.publisher}"
            yield person, key, "to_agree", words, "/workspace/positions"


def gone_quiet(on: dt.date) -> Iterator[Told]:
    """Of a source that gave nothing for longer than usual, once for each time that it falls silent."""
    quiet = [one for one in silences(on) if one.silent]
    for person in people_with(Role.EDITOR, Role.OVERSEER) if quiet else ():
        for one in quiet:
            since = f"its newest report is of {one.newest:%-d %B %Y}" if one.newest else "no report is held"
            words = (
                f"The source {one.source} has been quiet for longer than usual: {since}. "
                "Was nothing published, or not taken in?"
            )
            yield person, f"quiet:{one.source}:{one.newest or 'none'}", "source_quiet", words, "/coverage"
