"""A body with duties, and its people at their desks: for tests of answering."""

from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.accounts.models import Person
from answerable.accounts.queries import actor_of
from answerable.duties.models import Draft, Duty
from answerable.duties.operations import asked_of, start_draft
from answerable.organisations.models import Organisation
from answerable.workspace.presenters import answering
from tests import make
from tests.made.answering import duty, member
from tests.pages.desk_tools import page, signed_in, text


class World:
    """A trust with three people and two duties, one of them in parts; and another trust with its own."""

    def __init__(self) -> None:
        self.trust = make.body("Fellside Wards Trust")
        self.other = make.body("Marsh Lane Trust")
        self.officer = member("accountable_officer", self.trust, name="Olu Reed")
        self.responder = member("responder", self.trust, name="Ivy Moss")
        self.contributor = member("contributor", self.trust, name="Cal Heath")
        self.stranger = member("accountable_officer", self.other, name="Una Crane")
        self.one = duty(self.trust, "=Staff did not know how to raise the alarm.")
        self.parts = duty(self.trust, "Three things.", part_texts=["Beds were full.", "Notes were lost."])
        self.theirs = duty(self.other, "Leave was not written down.")

    def at(self, *rest: object, body: Organisation | None = None) -> str:
        return answering.at_body(body or self.trust, *rest)


def client_of(person: Person) -> Client:
    return signed_in(person.email)


def send(client: Client, address: str, **fields: str | list[str]) -> LexborHTMLParser:
    answer = client.post(address, fields)
    assert answer.status_code == 302, text(LexborHTMLParser(answer.content.decode()))
    return page(client, answer.headers["Location"])


def refused(client: Client, address: str, **fields: str | list[str]) -> str:
    answer = client.post(address, fields)
    assert answer.status_code == 422, answer.status_code
    html = LexborHTMLParser(answer.content.decode())
    link = html.css_first(".nhsuk-error-summary a")
    assert link is not None
    assert html.css_first(f"[id='{(link.attributes['href'] or '')[1:]}']") is not None
    return text(html, ".nhsuk-error-summary")


def begun(world: World, client: Client, *duties: Duty) -> Draft:
    send(client, world.at("duties", "answer"), duty=[one.reference for one in duties])
    return Draft.objects.latest("pk")


def fields_of(
    draft: Draft, stance: str = "in_full", words: str = "We changed the rule."
) -> dict[str, str | list[str]]:
    """The editor's form, filled in the same way for everything asked."""
    keys = [one.key for one in asked_of(list(draft.duties.select_related("entry").order_by("pk")))]
    fields: dict[str, str | list[str]] = {"revision": str(draft.revision), "part": keys}
    for key in keys:
        fields |= {f"stance-{key}": stance, f"words-{key}": words}
    return fields


def begun_by(person: Person, *duties: Duty) -> Draft:
    return start_draft(by=actor_of(person), organisation=duties[0].holder, duties=duties)
