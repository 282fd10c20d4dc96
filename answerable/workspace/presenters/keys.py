"""Keys for one's own programs, in words: what each may do, for whom, until when."""

from dataclasses import dataclass

from answerable.accounts.models import Person
from answerable.accounts.operations.keying import SCOPES
from answerable.accounts.queries import keys_of
from answerable.accounts.roles import STEP_UP
from answerable.core.actors import Actor
from answerable.core.calendar import LONDON
from answerable.organisations.models import Organisation
from answerable.website.formats import long_date

# In the order in which they are offered.
WORDS = {
    "BODY_READ": "Read what was handed to you",
    "DUTY_READ": "Read every duty of your body",
    "ANSWER_DRAFT": "Write drafts of answers",
    "ANSWER_SIGN": "Sign drafts off, or send them back",
    "ANSWER_SUBMIT": "Submit answers, and take them back",
    "PLAN_EDIT": "Plan actions, and move their dates",
    "PROGRESS_REPORT": "Report progress",
    "EVIDENCE_ADD": "Add evidence, and withdraw it",
    "CLAIM_MAKE": "Claim how far the work is",
    "DUTY_DISPUTE": "Dispute a duty",
    "DUTY_DELEGATE": "Hand duties to members of your body, and take them back",
    "DUTY_JOIN": "Answer together with other bodies",
    "HANDOVER_MAKE": "Pass what one member has to another",
    "WORK_RECORD": "Record work under way, and join that of others",
    "GROUP_NOTE": "Write the record of groups that your body leads",
    "CHALLENGE_MAKE": "Challenge what the register says of your body",
    "CHALLENGE_ANSWER": "Answer challenges",
    "REPORT_PUBLISH": "Write, publish, correct and withdraw reports",
    "ASSESSMENT_MAKE": "Publish impact assessments",
    "DUTY_EXTEND": "Give more time to answer",
    "ADEQUACY_JUDGE": "Judge replies",
    "CLOSURE_MAKE": "Close duties",
    "POSITION_RECORD": "Say what a publisher says of asks that are brought together",
    "EDITION_ADD": "Add reports in other forms, and take them back",
}
DAYS = (("30", "30 days"), ("90", "90 days"), ("365", "A year"))


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing that a key may do. `relied_on`: a proof of who one is comes first."""

    value: str
    words: str
    relied_on: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One key that is good now. Its words are known to nobody here."""

    number: int
    label: str
    begins: str
    may: tuple[str, ...]
    whom: str
    made: str
    until: str
    used: str


def offered(by: Actor) -> list[Offered]:
    """What the person may do that a key can do too."""
    return [
        Offered(name, words, name in STEP_UP)
        for name, words in WORDS.items()
        if name in SCOPES & by.permissions
    ]


def bodies_for(by: Actor) -> list[tuple[str, str]]:
    """[(reference, name)] of the bodies that a key can be bound to."""
    rows = Organisation.objects.filter(pk__in=by.belongs_to).order_by("name")
    return list(rows.values_list("reference", "name"))


def held(person: Person) -> list[Held]:
    return [
        Held(
            key.pk,
            key.label,
            key.begins,
            tuple(WORDS[name] for name in WORDS if name in key.scopes),
            key.organisation.name if key.organisation else "",
            long_date(key.made_at.astimezone(LONDON).date()),
            long_date(key.expires_at.astimezone(LONDON).date()),
            long_date(key.used_at.astimezone(LONDON).date()) if key.used_at else "",
        )
        for key in keys_of(person)
    ]
