"""What masking gives back: the public words, what was held back and why, what an editor should see."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "deceased",
    "family",
    "staff",
    "person",
    "initials",
    "email",
    "phone",
    "nhs_number",
    "birth_date",
    "address",
    "postcode",
]

ONE_WHO_DIED = "[the person who died]"
ONE_OF_SEVERAL_WHO_DIED = "[a person who died]"
FAMILY_MEMBER = "[a family member]"
STAFF_MEMBER = "[a member of staff]"
NAME_WITHHELD = "[name withheld]"
CONTACT_MARKS: dict[Kind, str] = {
    "email": "[e-mail address withheld]",
    "phone": "[telephone number withheld]",
    "nhs_number": "[NHS number withheld]",
    "birth_date": "[date of birth withheld]",
    "address": "[address withheld]",
    "postcode": "[postcode withheld]",
}
MARKS = (
    ONE_WHO_DIED,
    ONE_OF_SEVERAL_WHO_DIED,
    FAMILY_MEMBER,
    STAFF_MEMBER,
    NAME_WITHHELD,
    *CONTACT_MARKS.values(),
)


@dataclass(frozen=True, slots=True)
class MaskedSpan:
    """One stretch of the original text that the public text does not show. Offsets are of the original."""

    start: int
    end: int
    kind: Kind
    replacement: str
    rule: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that an editor should decide about. `masked` says what was done until then.

    `words` is of the original text: for editors only.
    """

    start: int
    end: int
    words: str
    why: str
    masked: bool


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` is what may be published."""

    text: str
    spans: tuple[MaskedSpan, ...] = ()
    doubtful: tuple[Doubt, ...] = ()


def apply_spans(text: str, spans: tuple[MaskedSpan, ...]) -> str:
    """The text with each span replaced. Spans must be sorted and must not overlap."""
    parts: list[str] = []
    position = 0
    for span in spans:
        parts += (text[position : span.start], span.replacement)
        position = span.end
    return "".join((*parts, text[position:]))
