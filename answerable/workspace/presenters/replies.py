"""A published reply beside what its report asks, as an editor decides on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from answerable.core.actors import Actor
from answerable.duties.models import ReplyMatchDecision, Stance
from answerable.duties.queries.replies import ReplyItem, ReplyShown
from answerable.duties.replies import DOES
from answerable.website.formats import Piece, long_date, withheld

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HOW = {
    "quoted": "it follows a quotation of this",
    "numbered": "it follows this one's number",
    "headed": "it follows a heading close to this",
    "only one": "the report asks this alone",
    "close": "its words are close to this",
    "referred": "the reply as a whole points to another body",
    "unanswered": "no passage comes near it",
    "by hand": "an editor's own",
}
STANCES = (("", "States none"), *((str(one.value), str(one.label)) for one in Stance))
_VERDICTS = {
    ReplyMatchDecision.Verdict.ACCEPTED: "Accepted as proposed",
    ReplyMatchDecision.Verdict.CHANGED: "Accepted, otherwise than proposed",
    ReplyMatchDecision.Verdict.REFUSED: "Refused",
}


@dataclass(frozen=True, slots=True)
class PassageShown:
    """One passage. `number` counts from 1; `answers` are the letters of what it is tied to."""

    number: int
    pieces: tuple[Piece, ...]
    does: str
    also: str
    dates: str
    answers: tuple[str, ...]
    furniture: bool


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One thing asked. `places` are passages as a form gives them ("3, 5-7")."""

    letter: str
    entry: str
    number: str
    pieces: tuple[Piece, ...]
    asked: bool  # the reply's body has a duty on it
    match: int | None
    passages: tuple[PassageShown, ...]
    places: str
    stance: str
    stance_key: str
    percent: int
    how: str
    led: tuple[str, ...]
    decision: int | None
    verdict: str
    why: str
    answer: str
    mine: bool
    unanswered: bool


@dataclass(frozen=True, slots=True)
class ReplyPage:
    reply: int
    report: str
    report_title: str
    body: str
    written_by: str
    doubtful: bool
    dated: str
    needs_date: bool
    version: int
    bodies: tuple[tuple[str, str], ...]
    items: tuple[ItemShown, ...]
    passages: tuple[PassageShown, ...]


def reply_page(shown: ReplyShown, by: Actor) -> ReplyPage:
    text, reply = shown.text, shown.reply
    letters = {item.entry.pk: _letter(at) for at, item in enumerate(shown.items)}
    tied: dict[int, list[str]] = {}
    for item in shown.items:
        for place in item.match.passages if item.match else ():
            tied.setdefault(place, []).append(letters[item.entry.pk])
    passages = tuple(_passage(at, one, tied.get(at, ())) for at, one in enumerate(text.passages))
    answered = any(item.decision and item.decision.part for item in shown.items)
    return ReplyPage(
        reply=reply.pk,
        report=reply.report.reference,
        report_title=reply.report.title,
        body=reply.organisation.name if reply.organisation else "",
        written_by=text.written_by,
        doubtful=text.written_by_status != "sure",
        dated=long_date(text.dated) if text.dated else "",
        needs_date=text.dated is None and not answered,
        version=text.version,
        bodies=shown.bodies,
        items=tuple(_item(item, letters[item.entry.pk], passages, by) for item in shown.items),
        passages=passages,
    )


def _letter(at: int) -> str:
    return LETTERS[at] if at < len(LETTERS) else str(at + 1)


def _passage(at: int, passage: dict[str, Any], answers: Sequence[str]) -> PassageShown:
    return PassageShown(
        number=at + 1,
        pieces=tuple(withheld(passage["text"])),
        does=DOES.get(passage["kind"], ""),
        also=", ".join(DOES[kind].lower() for kind in passage.get("also", ()) if kind in DOES),
        dates=", ".join(passage.get("dates", ())),
        answers=tuple(answers),
        furniture=passage["kind"] in ("opening", "condolence", "standard", "closing"),
    )


def _item(item: ReplyItem, letter: str, passages: tuple[PassageShown, ...], by: Actor) -> ItemShown:
    match, decision = item.match, item.decision
    places = match.passages if match else []
    words = [str(word) for word in match.words] if match else []
    stance = decision.stance if decision else match.stance if match else ""
    return ItemShown(
        letter=letter,
        entry=item.entry.reference,
        number=item.entry.number,
        pieces=tuple(withheld(item.version.text)),
        asked=item.duty is not None,
        match=match.pk if match else None,
        passages=tuple(passages[place] for place in places if place < len(passages)),
        places=places_written(places),
        stance=Stance(stance).label if stance else "",
        stance_key=match.stance if match else "",
        percent=round(100 * match.score) if match else 0,
        how=HOW.get(words[0], "") if words else "",
        led=tuple(words[1:]),
        decision=decision.pk if decision else None,
        verdict=_VERDICTS.get(ReplyMatchDecision.Verdict(decision.verdict), "") if decision else "",
        why=decision.reason if decision else "",
        answer=decision.part.answer.reference if decision and decision.part else "",
        mine=decision is not None and decision.decided_by == by.identifier,
        unanswered=item.seems_unanswered,
    )


def places_written(places: Sequence[int]) -> str:
    """Places in a list as a person reads and types them: counted from 1, runs put together ("3, 5-7")."""
    runs: list[list[int]] = []
    for place in sorted(set(places)):
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return ", ".join(str(a + 1) if a == b else f"{a + 1}-{b + 1}" for a, b in runs)


def places_read(written: str, most: int) -> list[int] | None:
    """What was typed as places in a list of `most`; None where it makes no sense."""
    found: set[int] = set()
    for piece in written.replace("–", "-").replace(";", ",").split(","):
        plain = piece.strip()
        if not plain:
            continue
        first, dash, last = (part.strip() for part in plain.partition("-"))
        last = last if dash else first
        if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
            return None
        a, b = int(first), int(last)
        if not 1 <= a <= b <= most:
            return None
        found.update(range(a - 1, b))
    return sorted(found)
