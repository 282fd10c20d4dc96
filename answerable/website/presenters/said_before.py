"""What an entry's page says of its lineage: what it is about, what was said before, what conflicts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from answerable.lineage.models import Relation, Standing
from answerable.lineage.queries import CONFIRMED
from answerable.publication.lineage import AboutRecord, LineageRecord, LinkRecord
from answerable.website.formats import counted
from answerable.website.presenters import words
from answerable.website.presenters.accuracy import Accuracy, accuracy
from answerable.website.presenters.lineage_words import (
    CONTRADICTION_STATES,
    EXPECTATION_STATES,
    RELATIONS,
    said,
    years_words,
)

MOST = 8  # suggested links on the page; the JSON has them all


@dataclass(frozen=True, slots=True)
class ShownAbout:
    key: str
    name: str
    said: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownLink:
    """Another entry, and how it stands to this one."""

    href: str
    name: str
    publisher: str
    issued_on: dt.date | None
    report: str
    relation: str
    said: str
    reply: str
    fictional: bool
    sentence: str
    other_sentence: str
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownExpectation:
    """One that the entry serves. `ours`: a person has checked it."""

    href: str
    reference: str
    text: str
    ours: bool
    state: str
    asked: str


@dataclass(frozen=True, slots=True)
class ShownConflict:
    href: str
    subject: str
    state: str
    with_href: str


@dataclass(frozen=True, slots=True)
class SaidBefore:
    themes: tuple[ShownAbout, ...]
    settings: tuple[ShownAbout, ...]
    populations: tuple[ShownAbout, ...]
    expectations: tuple[ShownExpectation, ...]
    confirmed: tuple[ShownLink, ...]
    suggested: tuple[ShownLink, ...]
    left_out: int
    same_event: tuple[ShownLink, ...]
    conflicts: tuple[ShownConflict, ...]
    accuracy: Accuracy

    @property
    def any_links(self) -> bool:
        return bool(self.confirmed or self.suggested or self.same_event)


def said_before(lineage: LineageRecord) -> SaidBefore:
    links = lineage.links or ()
    asking = [link for link in links if link.relation != Relation.SAME_EVENT]
    suggested = [link for link in asking if link.state != CONFIRMED]
    return SaidBefore(
        themes=_about(lineage.themes),
        settings=_about(lineage.settings),
        populations=_about(lineage.populations),
        expectations=tuple(
            ShownExpectation(
                href=f"/expectations/{one.reference}",
                reference=one.reference,
                text=one.text,
                ours=one.state == Standing.State.ADOPTED,
                state=EXPECTATION_STATES[one.state],
                asked=_asked(one.reports, years_words(one.first, one.last)),
            )
            for one in lineage.expectations
        ),
        confirmed=_links(_by_date(link for link in asking if link.state == CONFIRMED)),
        suggested=_links(suggested[:MOST]),
        left_out=max(0, len(suggested) - MOST),
        same_event=_links(_by_date(link for link in links if link.relation == Relation.SAME_EVENT)),
        conflicts=tuple(
            ShownConflict(
                f"/cross-purposes/{one.reference}",
                words.plain_label(one.subject),
                CONTRADICTION_STATES[one.state],
                f"/entries/{one.with_entry}" if one.with_entry else "",
            )
            for one in lineage.contradictions or ()
        ),
        accuracy=accuracy(),
    )


def _about(records: Iterable[AboutRecord]) -> tuple[ShownAbout, ...]:
    return tuple(ShownAbout(one.key, one.name, said(one.state, one.score), one.words) for one in records)


def _asked(reports: int, years: str) -> str:
    return f"Asked in {counted(reports, 'report')}" + (f", {years}" if years else "")


def _by_date(links: Iterable[LinkRecord]) -> list[LinkRecord]:
    return sorted(links, key=lambda link: (link.issued_on is None, link.issued_on or dt.date.min, link.entry))


def _links(links: Iterable[LinkRecord]) -> tuple[ShownLink, ...]:
    return tuple(
        ShownLink(
            href=f"/entries/{link.entry}",
            name=words.entry_label(link.kind, link.number),
            publisher=link.publisher,
            issued_on=link.issued_on,
            report=words.INSTRUMENTS[link.instrument],
            relation=RELATIONS[link.relation_words],
            said=said(link.state, link.score),
            reply=link.response_words,
            fictional=link.fictional,
            sentence=link.sentence,
            other_sentence=link.other_sentence,
            shared=link.shared,
        )
        for link in links
    )
