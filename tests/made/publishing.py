"""An issuer and what they publish. All made up."""

from answerable.accounts.models import Person
from answerable.accounts.operations import grant_role
from answerable.core.actors import INGEST, PEOPLE, Actor
from answerable.pipeline.publishing import publish
from answerable.register.models import Manuscript, Report
from answerable.register.operations import save_manuscript, start_manuscript
from answerable.sources.models import Publisher
from answerable.sources.operations import load_publisher
from tests.unit.accounts import made

CODE = "coroner-for-north-vale"
ASKED = "Staff on the ward did not know whom to call when the alarm did not work at night."


def publisher(code: str = CODE, name: str = "Coroner for North Vale", kind: str = "coroner") -> Publisher:
    return load_publisher(by=INGEST, code=code, name=name, kind=kind, source="judiciary-pfd")


def issuer(code: str = CODE) -> Actor:
    """Somebody who speaks for one publisher, as an actor."""
    held = frozenset({"REPORT_PUBLISH", "DUTY_EXTEND"})
    return Actor("person:77", held, {}, {name: frozenset({code}) for name in held})


def issuing_person(email: str = "ivy@example.org", code: str = CODE) -> Person:
    """The same as a person who may sign in."""
    person = made.person(email=email, name="Ivy Marsh")
    grant_role(by=PEOPLE, person=person, role="issuer", publisher=code, reason="For a test.")
    return person


def content(*texts: str, **values: str) -> dict[str, object]:
    """A manuscript as typed."""
    return {
        "instrument": "reg28",
        "issued_on": "2024-03-14",
        "reference": "2024-0901",
        "url": "",
        "addressees": "Vale and Moor Partnership NHS Foundation Trust",
        "people": "Jane Coldbeck",
        **values,
        "entries": [{"text": text, "to": "", "entry": ""} for text in texts or (ASKED,)],
    }


def manuscript(*texts: str, **values: str) -> Manuscript:
    """Begun and saved once."""
    by = issuer()
    begun = start_manuscript(by=by, publisher=publisher(), content={"entries": []})
    return save_manuscript(by=by, manuscript=begun, content=content(*texts, **values), revision=0)


def published(*texts: str, **values: str) -> Report:
    held = manuscript(*texts, **values)
    return publish(by=issuer(), manuscript=held, revision=held.revision)
