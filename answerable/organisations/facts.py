"""What a list says, before anything is written: plain values that any list is read into."""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass, field

REAL_LIST = 40  # rank of a published list
REVIEWED = 60  # rank of a row that a person reviewed for this register


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation. `key` is made of the content, so that one list is one citation under any file name."""

    key: str
    title: str
    dated: dt.date | None = None
    rank: int = REVIEWED


def cite_words(title: str, dated: dt.date | None = None) -> Cited:
    digest = hashlib.sha256(f"{title}\0{dated or ''}".encode()).hexdigest()
    return Cited(f"cite:{digest}", title, dated, REVIEWED)


def cite_list(content: bytes, title: str, dated: dt.date | None) -> Cited:
    return Cited(f"list:{hashlib.sha256(content).hexdigest()}", title, dated, REAL_LIST)


@dataclass(frozen=True, slots=True)
class BodyFact:
    """A body is. `name` is its official name as the citation has it."""

    key: str
    name: str
    kind: str
    cited: Cited
    opened: dt.date | None = None
    closed: dt.date | None = None  # the first day without the body
    mental_health: bool | None = None
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class NameFact:
    key: str
    text: str
    kind: str
    cited: Cited
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CodeFact:
    key: str
    scheme: str
    code: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class MentalHealthFact:
    key: str
    holds: bool
    cited: Cited


@dataclass(frozen=True, slots=True)
class LinkFact:
    child_key: str
    parent_key: str
    relation: str
    cited: Cited
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SuccessionFact:
    predecessor_key: str
    successor_key: str
    kind: str
    cited: Cited
    on: dt.date | None = None
    certainty: str = "sure"
    note: str = ""


@dataclass(frozen=True, slots=True)
class LocationFact:
    """A place, as a regulator's list has it. `closed`: the first day on which it was registered no longer."""

    where: str  # the row of the list
    code: str
    name: str
    area: str
    provider_code: str
    provider_name: str
    group_name: str
    nhs_code: str  # of the place itself
    opened: dt.date | None = None
    closed: dt.date | None = None
    shared_name: bool = False  # a place of another kind and provider bears it too
    in_scope: bool = True  # False: it counts only where the place is held, since the list tells too little


@dataclass(frozen=True, slots=True)
class Left:
    """Something in a list that could not be used. `where` is a row or column; `why` says what to do."""

    where: str
    why: str


@dataclass(slots=True)
class ListRead:
    """One list, read."""

    form: str  # what kind of list it was recognised as, in plain words
    bodies: list[BodyFact] = field(default_factory=list)
    names: list[NameFact] = field(default_factory=list)
    codes: list[CodeFact] = field(default_factory=list)
    mental_health: list[MentalHealthFact] = field(default_factory=list)
    links: list[LinkFact] = field(default_factory=list)
    successions: list[SuccessionFact] = field(default_factory=list)
    locations: list[LocationFact] = field(default_factory=list)
    locations_cited: Cited | None = None  # of all these
    out_of_scope: Counter[str] = field(default_factory=Counter)  # rows of places that are not ours, by reason
    of_closed: bool = False  # it lists places that closed, which only others tell what they were
    unnamed: list[tuple[str, str, Cited]] = field(default_factory=list)  # (row, name, citation): no code
    left_out: list[Left] = field(default_factory=list)
    rows: int = 0
