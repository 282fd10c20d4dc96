"""Bodies as the resolver holds them: plain values in memory, so that thousands of cells take seconds."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

Role = Literal[
    "addressee",  # has to answer
    "copy",  # was sent a copy: the Chief Coroner, the family, interested persons
    "person_only",  # a person or post with no body named or known
]
Status = Literal[
    "sure",  # one body, and we hold it
    "doubtful",  # candidates for the review queue; `organisation` is None
    "unlisted",  # plainly a named body, but none that we hold: `name` is its cleaned name
    "unresolved",  # too little to tell: "Clinical Commissioning Group", "The Manager"
    "redacted",  # the publisher blacked it out
]


@dataclass(frozen=True, slots=True)
class BodyName:
    """`valid_to` is the first day on which the name no longer held; `None` where no source says."""

    text: str
    kind: str = "official"  # models.NameKind
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Succeeded:
    """Another body took over. `kind` is of models.Succession."""

    key: str
    kind: str
    on: dt.date | None


@dataclass(frozen=True, slots=True)
class Body:
    """One organisation, frozen. `pk` is 0 for bodies that don't come from the database."""

    key: str
    reference: str
    name: str
    kind: str  # models.Kind
    names: tuple[BodyName, ...] = ()
    ods: str = ""
    opened: dt.date | None = None
    closed: dt.date | None = None
    is_mental_health: bool = False
    fictional: bool = False
    succeeded: tuple[Succeeded, ...] = ()
    pk: int = 0

    def lived_on(self, date: dt.date) -> bool:
        return (self.opened is None or self.opened <= date) and (self.closed is None or date < self.closed)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body that the words might mean. `score` is 0 to 100; `reason` says why, and why not more."""

    organisation: Body
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One body, or one person or post, named in a cell of addressees.

    `name` is what to show: the body's name at the report's date, or, when unlisted, its name as cleaned.
    It can hold a person's name where a practice or firm is called after one, so it passes the masking of
    names before it is public.
    """

    as_written: str
    role: Role
    status: Status
    reason: str
    name: str = ""
    kind: str = ""  # models.Kind, guessed from the words when unlisted
    organisation: Body | None = None
    method: str = ""  # "exact", "reduced", "close", "site", "post", "rule", ...; "" when nothing was found
    score: int = 0
    candidates: tuple[Candidate, ...] = field(default=())
