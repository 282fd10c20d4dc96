"""What the page on a draft shows: each ask with who is asked, how it is worded and what was asked before."""

from dataclasses import dataclass, field

from answerable.lineage.quality import RULES, Asked, Check, LeftOut, Outcome, Rule
from answerable.lineage.quality.asks import LONGEST
from answerable.pipeline.drafts import LARGEST_FILE, Before, Conflict, Looked, LookedAt
from answerable.pipeline.search import Found
from answerable.website.formats import counted, long_date
from answerable.website.presenters import words
from answerable.website.presenters.accuracy import Accuracy, accuracy
from answerable.website.presenters.lineage_words import EXPECTATION_STATES

TAGS = {
    Outcome.MET: ("Met", "app-tag--kind"),
    Outcome.NOT_MET: ("Not met", "app-tag--lacking"),
    Outcome.CANNOT_TELL: ("Cannot tell", "app-tag--derived"),
}
_ORDER = (Outcome.NOT_MET, Outcome.CANNOT_TELL, Outcome.MET)


@dataclass(frozen=True, slots=True)
class ShownAsked:
    """One body asked: its name with its page, or the words as written; and what to know of it."""

    name: str
    href: str
    note: str
    successors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownCheck:
    title: str
    tag: str
    tag_class: str
    words: tuple[str, ...]
    level: str
    advice: str


@dataclass(frozen=True, slots=True)
class ShownBefore:
    """An earlier entry, how likely it asks the same, and the expectations that it belongs to."""

    found: Found
    likely: str
    score: str
    expectations: tuple[tuple[str, str, str], ...]  # address, words, state


@dataclass(frozen=True, slots=True)
class ShownConflict:
    conflict: Conflict
    name: str
    right: str  # as in "6 in 10": how often such pairs are real


@dataclass(frozen=True, slots=True)
class ShownAsk:
    at: int
    heading: str
    text: str
    asked: tuple[ShownAsked, ...]
    checks: tuple[ShownCheck, ...]
    met: int
    not_applying: tuple[str, ...]
    before: tuple[ShownBefore, ...]
    conflicts: tuple[ShownConflict, ...]


@dataclass(frozen=True, slots=True)
class DraftPage:
    text: str = ""
    kind: str = "recommendation"
    error: str = ""
    asks: tuple[ShownAsk, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    searched: bool = True
    summary: str = ""
    accuracy: Accuracy = field(default_factory=accuracy)
    rules: tuple[Rule, ...] = RULES
    longest: int = LONGEST
    largest_file: str = field(default=f"{LARGEST_FILE // 1_000_000} MB")


def draft_page(
    text: str = "", kind: str = "recommendation", found: LookedAt | None = None, *, error: str = ""
) -> DraftPage:
    kind = "concern" if kind == "concern" else "recommendation"
    if found is None:
        return DraftPage(text=text, kind=kind, error=error)
    return DraftPage(
        text=text,
        kind=kind,
        asks=tuple(_ask(at, looked) for at, looked in enumerate(found.looked, start=1)),
        left_out=tuple(found.left_out),
        notes=tuple(found.notes),
        searched=found.searched,
        summary=f"{counted(len(found.looked), found.kind)} found in your draft",
    )


def _ask(at: int, looked: Looked) -> ShownAsk:
    noun = looked.ask.kind.capitalize()
    checks = sorted(
        (check for check in looked.checks if check.outcome in _ORDER), key=lambda c: _ORDER.index(c.outcome)
    )
    return ShownAsk(
        at=at,
        heading=f"{noun} {at}",
        text=looked.ask.text,
        asked=tuple(_asked(one) for one in looked.ask.asked or ()),
        checks=tuple(_check(check) for check in checks),
        met=sum(check.outcome is Outcome.MET for check in checks),
        not_applying=tuple(check.title for check in looked.checks if check.outcome is Outcome.DOES_NOT_APPLY),
        before=tuple(_before(one) for one in looked.before),
        conflicts=tuple(
            ShownConflict(one, words.entry_name(one.record), f"{round(10 * one.score)} in 10")
            for one in looked.conflicts
        ),
    )


def _before(one: Before) -> ShownBefore:
    lineage = one.record.lineage
    return ShownBefore(
        one.found,
        words.plain_label(one.likely_words),
        f"{one.likely:.2f}" if one.likely is not None else "",
        tuple(
            (f"/expectations/{each.reference}", each.text, EXPECTATION_STATES[each.state])
            for each in (lineage.expectations if lineage else ())
        ),
    )


def _check(check: Check) -> ShownCheck:
    tag, tag_class = TAGS[check.outcome]
    return ShownCheck(check.title, tag, tag_class, check.words, check.level, check.advice)


def _asked(asked: Asked) -> ShownAsked:
    href = f"/organisations/{asked.reference}" if asked.reference else ""
    if asked.state == "closed":
        when = f" on {long_date(asked.closed)}" if asked.closed else ""
        note = f"This body closed{when}."
        if not asked.successors:
            note += " No successor is known to us."
        return ShownAsked(
            asked.name,
            href,
            note,
            tuple((name, f"/organisations/{reference}") for name, reference in asked.successors),
        )
    if asked.state == "now":
        written = asked.as_written.removeprefix("The ").removeprefix("the ")
        note = "" if written.lower() == asked.name.lower() else f"Written as “{asked.as_written}”."
        return ShownAsked(asked.name, href, note)
    notes = {
        "several": f"Could be any of: {', '.join(asked.candidates[:5])}.",
        "unlisted": "Our lists do not hold a body of this name.",
        "class": "A class of bodies: no single one is named.",
        "unclear": "We cannot tell which body this is.",
    }
    return ShownAsked(asked.as_written, "", notes[asked.state])
