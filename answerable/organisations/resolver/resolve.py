"""One cell in, one mention a body out. Nothing is guessed silently: what is not sure says so and why."""

import datetime as dt
from collections.abc import Iterable

from answerable.organisations.records import Body, Mention
from answerable.organisations.resolver.cells import MAX_CELL, Segment, split_cell
from answerable.organisations.resolver.choosing import Chooser, shown
from answerable.organisations.resolver.chunks import Chunk, chunks
from answerable.organisations.resolver.closeness import CloseNames
from answerable.organisations.resolver.index import NameIndex
from answerable.organisations.resolver.places import Place, Places
from answerable.organisations.resolver.signs import PERSON, doubt_about
from answerable.organisations.resolver.tokens import key_of
from answerable.organisations.resolver.typed import ShapeIndex, class_of
from answerable.organisations.resolver.unlisted import bodies_in, kind_of_words
from answerable.organisations.resolver.words import COPY

_WHY = {
    "redacted": "The publisher has blacked out who this is.",
    "post": "A post without a body.",
    "person": "A person without a body.",
    "part": "A team, ward or department; the words don't say of which body.",
    "nameless": "A kind of body without its name.",
    "address": "An address without a body.",
    "hospital": "A hospital or unit that no list gives to a body.",
    "hospitals": "Several hospitals begin with this name, or one whose full name is longer.",
    "nhs": "It calls itself an NHS body, but no list holds one of that name.",
}


class Resolver:
    """Holds every body in memory; make one and use it for many cells."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self.bodies = {body.key: body for body in bodies}
        self.index = NameIndex(self.bodies.values())
        self.chooser = Chooser(self.bodies)
        shapes = ShapeIndex(self.bodies.values())
        self.places = Places(self.index, shapes, CloseNames(self.bodies.values()), self.chooser)

    @classmethod
    def from_records(cls, bodies: Iterable[Body]) -> "Resolver":
        return cls(bodies)

    @classmethod
    def from_database(cls) -> "Resolver":
        from answerable.organisations.queries import all_bodies

        return cls(all_bodies())

    def resolve(self, cell: str, on: dt.date) -> list[Mention]:
        """Every body named in `cell`, in order. Any text is accepted; an empty cell gives an empty list."""
        if len(cell) > MAX_CELL:
            why = f"The cell holds {len(cell):,} characters: a letter or a mistake, not a list of addressees."
            return [Mention(cell[:200], "addressee", "unresolved", why)]
        mentions: list[Mention] = []
        for segment in split_cell(cell):
            mentions += self._segment(segment, on)
        return mentions

    def named(self, name: str, on: dt.date) -> Body | None:
        """The body of exactly this name, or None. For comparing names, not for reading cells."""
        held = self.index.exact.get(key_of(name))
        return self.chooser.choose(held, on, 100, "").body if held else None

    def _segment(self, segment: Segment, on: dt.date) -> list[Mention]:
        text = segment.text
        if segment.copy:
            copied = COPY.search(text)
            before = text[: copied.start()] if copied else ""
            found = self.places.find(before, on) if before else []
            mentions = [self._mention(place, text, on, "addressee") for place in found]
            why = "A copy: the coroner, the family or an interested person has nothing to answer."
            return [*mentions, Mention(text, "copy", "unresolved", why)]
        places = self.places.find(text, on)
        taken = [(place.start, place.end) for place in places]
        rest = [piece for gap in gaps(text, taken) for piece in chunks(gap)]
        mentions = [self._mention(place, piece, on, "addressee") for place, piece in as_written(text, places)]
        if places:
            # A hospital beside a body is where it is, not another body.
            named = [piece for piece in rest if piece.what == "body" and piece.strong]
            extra = [piece for piece in named if not is_hospital(piece.text) and not doubt_about(piece.text)]
        else:
            extra = bodies_in(rest)
        for piece in extra:
            written = text if not places and len(extra) == 1 else piece.text
            mentions.append(self._unlisted(piece, written, on))
        return mentions or [self._nobody(text, rest)]

    def _mention(self, place: Place, written: str, on: dt.date, role: str) -> Mention:
        choice = place.choice
        body = choice.body
        return Mention(
            as_written=written,
            role="copy" if role == "copy" else "addressee",
            status="sure" if body else "doubtful",
            reason=choice.reason,
            name=shown(body, on) if body else "",
            kind=body.kind if body else "",
            organisation=body,
            method=place.method,
            score=place.score if body else max((c.score for c in choice.candidates), default=0),
            candidates=choice.candidates,
        )

    def _unlisted(self, piece: Chunk, written: str, on: dt.date) -> Mention:
        name = piece.text
        if is_hospital(name):
            named = self.places.begins(key_of(name), on)
            if named:
                doubt = self.chooser.doubt(named, on, 85, _WHY["hospitals"].rstrip("."))
                return Mention(
                    written, "addressee", "doubtful", _WHY["hospitals"], name, candidates=doubt.candidates
                )
            return Mention(written, "addressee", "unresolved", _WHY["hospital"], name)
        if is_nhs(name):
            return Mention(written, "addressee", "unresolved", _WHY["nhs"], name)
        if against := doubt_about(name, led=piece.led, alone=written == name):
            return Mention(
                written, "person_only" if against == PERSON else "addressee", "unresolved", against
            )
        return Mention(
            as_written=written,
            role="addressee",
            status="unlisted",
            reason="A named body that no list holds.",
            name=name,
            kind=kind_of_words(name),
            method="unlisted",
        )

    @staticmethod
    def _nobody(text: str, pieces: list[Chunk]) -> Mention:
        held = {piece.what for piece in pieces}
        for what in ("part", "nameless"):
            if what in held:
                return Mention(text, "addressee", "unresolved", _WHY[what])
        if "redacted" in held:
            return Mention(text, "person_only", "redacted", _WHY["redacted"])
        for what in ("post", "person"):
            if what in held:
                return Mention(text, "person_only", "unresolved", _WHY[what])
        return Mention(text, "addressee", "unresolved", _WHY["address"])


def is_hospital(name: str) -> bool:
    words = key_of(name)
    return bool(words) and (words[-1] in ("hospital", "infirmary") or words[0] == "ysbyty")


def is_nhs(name: str) -> bool:
    """Whether the words are those of an NHS body. The lists hold all of those, so this is misnamed."""
    words = key_of(name)
    return class_of(words) in ("ccg", "icb", "health_board") or (
        words[-1:] == ("trust",) and bool({"nhs", "hospital", "foundation"} & set(words))
    )


def gaps(text: str, taken: list[tuple[int, int]]) -> list[str]:
    """The stretches of `text` between those that are taken."""
    found = []
    at = 0
    for start, end in sorted(taken):
        found.append(text[at:start])
        at = max(at, end)
    found.append(text[at:])
    return [gap for gap in found if any(c.isalnum() for c in gap)]


def as_written(text: str, places: list[Place]) -> list[tuple[Place, str]]:
    """Each place with its share of the segment: from the end of the one before it to its own end."""
    shares = []
    at = 0
    for number, place in enumerate(places):
        last = number == len(places) - 1
        written = text[min(at, place.start) : None if last else place.end]
        shares.append((place, written.strip(" ,.;:-–—") or text))
        at = place.end
    return shares
