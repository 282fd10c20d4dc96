"""To whom a letter about a body goes, and where it can be sent."""

import datetime as dt
from dataclasses import dataclass

from answerable.accounts.queries import people_of
from answerable.accounts.roles import Role
from answerable.organisations.above import parents
from answerable.organisations.models import Organisation, Relation
from answerable.oversight.models import Contact
from answerable.oversight.rungs import ladders

_REGIONAL = (Relation.ICB, Relation.REGION, Relation.AREA)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a letter. Without an address it can be written, but not sent."""

    organisation: Organisation
    words: str
    email: str


def recipient_of(about: Organisation, to: str, on: dt.date) -> Recipient | None:
    """None where no body is known that stands in this part to the one the letter is about.

    A letter about a made-up body goes to made-up bodies alone.
    """
    if to == "officer":
        return Recipient(about, f"the accountable officer of {about.name}", address_of(about))
    if to == "board":
        return Recipient(about, f"the board of {about.name}", address_of(about, board=True))
    above = _above(about, to, on)
    if above is None or above.pk == about.pk or above.fictional != about.fictional:
        return None
    return Recipient(above, above.name, address_of(above))


def address_of(body: Organisation, *, board: bool = False) -> str:
    """Blank where none is known.

    The accountable officer's, or else the office's; for the board its own, or else the office's or the
    accountable officer's, who lays it before the board.
    """
    held = {
        contact.desk: contact.email
        for contact in Contact.objects.filter(organisation=body, ended_at__isnull=True)
    }
    officers = people_of(body.pk, Role.ACCOUNTABLE_OFFICER)
    officer = officers[0].email if officers else ""
    office = held.get(Contact.Desk.OFFICE, "")
    if board:
        return held.get(Contact.Desk.BOARD, "") or office or officer
    return officer or office


def _above(about: Organisation, to: str, on: dt.date) -> Organisation | None:
    if to == "regional":
        links = dict(parents(about, on=on))
        return next((links[relation] for relation in _REGIONAL if relation in links), None)
    key = ladders().above[to].get(about.kind)
    return Organisation.objects.filter(key=key).first() if key else None
