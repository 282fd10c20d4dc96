"""The gap between what is said to be done and what others found: of all, a body, a theme or a publisher."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.http import QueryDict

from answerable.assurance.queries.gap import (
    GapFacts,
    Of,
    Theme,
    bodies_that_claim,
    gap,
    publishers_answered,
)
from answerable.core.references import BadReferenceError, parse_reference
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.organisations.models import Organisation
from answerable.pipeline.over_time import counts_made_up
from answerable.sources.models import Publisher
from answerable.website.refusals import AskedWronglyError, Explained

HERE = "/claimed-and-found"
KINDS = ("organisation", "theme", "publisher")


@dataclass(frozen=True, slots=True)
class ClaimedAndFound:
    """Figures of one thing, and the others that can be asked for, from A to Z."""

    name: str
    query: str
    facts: GapFacts
    bodies: tuple[tuple[str, str], ...]  # (name, address)
    themes: tuple[tuple[str, str], ...]
    publishers: tuple[tuple[str, str], ...]


def claimed_and_found_page(asked: QueryDict, on: dt.date | None) -> ClaimedAndFound:
    """Raises AskedWronglyError for more than one thing at once, or for one that is not there."""
    of, name, query = _asked(asked)
    fictional = None if isinstance(of, Organisation) else counts_made_up()
    return ClaimedAndFound(
        name=name,
        query=query,
        facts=gap(of, on, fictional=fictional),
        bodies=tuple((one.name, f"{HERE}?organisation={one.reference}") for one in bodies_that_claim()),
        themes=tuple((one.name, f"{HERE}?theme={one.key}") for one in taxonomy().themes),
        publishers=tuple((one.name, f"{HERE}?publisher={one.code}") for one in publishers_answered()),
    )


def as_json(shown: ClaimedAndFound) -> dict[str, object]:
    return {"of": shown.name, **asdict(shown.facts), "words": shown.facts.words}


def _asked(asked: QueryDict) -> tuple[Of, str, str]:
    given = {kind: asked.get(kind, "").strip() for kind in KINDS if asked.get(kind, "").strip()}
    if not given:
        return None, "The whole register", ""
    if len(given) > 1:
        raise _wrong("Ask for an organisation, a theme or a publisher: one of the three.")
    ((kind, written),) = given.items()
    if kind == "theme" and written in taxonomy().keys:
        return Theme(written), taxonomy().theme(written).name, f"?theme={written}"
    if kind == "publisher" and (publisher := Publisher.objects.filter(code=written[:120]).first()):
        return publisher, publisher.name, f"?publisher={publisher.code}"
    if kind == "organisation" and (body := _body(written)):
        return body, body.name, f"?organisation={body.reference}"
    raise _wrong(f"There is no such {kind} in the register.")


def _body(written: str) -> Organisation | None:
    try:
        return Organisation.objects.filter(reference=parse_reference(written, "B")).first()
    except BadReferenceError:
        return None


def _wrong(why: str) -> AskedWronglyError:
    return AskedWronglyError(
        Explained("That can't be counted", (why,), (("Claimed and found", HERE), ("Home", "/")))
    )
