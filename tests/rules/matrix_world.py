"""A register with two bodies and two publishers, somebody of every role for the first of each, and an example
for every address that names something.
"""

import re
import time
from dataclasses import dataclass, field

from django.test import Client

from answerable.accounts.models import Person
from answerable.accounts.models.keys import ApiKey
from answerable.accounts.operations import grant_role
from answerable.accounts.operations.keying import SCOPES, make_key
from answerable.accounts.queries import active_person, actor_of
from answerable.accounts.roles import FOR_A_BODY, FOR_A_PUBLISHER, Role
from answerable.assurance.operations import challenge
from answerable.core.actors import HARVEST, PEOPLE, PUBLIC, SEARCHES, Actor
from answerable.core.calendar import today
from answerable.duties.models import Duty, PublishedReply
from answerable.duties.operations import dispute_duty
from answerable.notices.follows import secret_of
from answerable.organisations.models import Organisation
from answerable.oversight.operations import take_step
from answerable.oversight.operations.minuting import add_note
from answerable.oversight.operations.publishing_searches import publish_search
from answerable.oversight.operations.reporting import report_error
from answerable.oversight.operations.supplying import supply
from answerable.oversight.rungs import ladders
from answerable.oversight.succession.running import work_through
from answerable.register.operations import add_edition, start_manuscript
from answerable.sources.harvest_adapters import Found
from answerable.sources.models import Place, Publisher
from answerable.sources.operations import note_places
from answerable.workspace.policy import SINCE
from tests import make
from tests.made import (
    answering,
    coordinating,
    delivering,
    following,
    measuring,
    prioritising,
    publishing,
    recurring,
    replies,
)
from tests.pages.world import World
from tests.rules.matrix import NOBODY, ROLES, Route
from tests.unit.accounts import made

OWN, OTHER = "Larkspur Fen Trust", "Quagmire Hollow Trust"
# Words of what is asked for, which no refusal may hold: names of bodies, and what is written in drafts.
# The last stands only in what is not public yet: drafts, manuscripts, challenges not looked at, people.
SECRETS = ("larkspur", "quagmire", "zephyrine")


@dataclass
class Matrix:
    """`own` and `other` by owner; people and their browsers by role."""

    world: World
    bodies: dict[str, Organisation]
    publishers: dict[str, str]
    people: dict[str, Person | None] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    reply: int = 0  # a published one
    things: dict[str, dict[str, object]] = field(default_factory=dict)  # by owner, then by name
    keys: dict[str, ApiKey] = field(default_factory=dict)  # by whose they are
    words: dict[str, str] = field(default_factory=dict)  # of those keys

    def actor(self, role: str) -> Actor | None:
        person = self.people[role]
        return actor_of(person) if person else None

    def address(self, route: Route, owner: str) -> str:
        """The address with an example in place of each parameter.

        Raises LookupError for one that has none.
        """
        written = ""
        for piece in re.split(r"(<(?:\w+:)?\w+>)", route.pattern):
            if not piece.startswith("<"):
                written += piece
                continue
            before = written if not route.inside else route.pattern[: route.pattern.index(piece)]
            written += self._example(route, before, piece.strip("<>").rpartition(":")[2], owner)
        return written

    def _example(self, route: Route, before: str, name: str, owner: str) -> str:
        if name == "body":
            return self.bodies[owner].reference
        if not route.inside and name in PUBLIC_NAMES:
            return PUBLIC_NAMES[name]
        found = [key for key in self.things[owner] if before.endswith(f"{key}/")]
        if not found:
            raise LookupError(
                f"The address {route.pattern} ({route.name}) has no example for {name}: add one to "
                "`examples` in tests/rules/matrix_world.py, named for what stands before it"
            )
        return str(self.things[owner][max(found, key=len)])


PUBLIC_NAMES = {
    "version": "1",
    "source": "judiciary-pfd",
    "year": "2018",
    "number": "2018-0002",
    "name": "entries.csv",
    "rest": "nothing-here",
    "kind": "entries",
    "page": "1",
}

# Beginnings of addresses that name a thing of one publisher: an issuer of another is kept out.
TIED = (
    "/workspace/publishing/drafts/<",
    "/workspace/publishing/reports/<",
    "/workspace/judge/<",
    "/workspace/assessments/entries/<",
    "/workspace/editions/<",
)


def examples(matrix: Matrix, owner: str) -> dict[str, object]:
    """What stands in an address after these words, for the body or the publisher of this owner."""
    body, code = matrix.bodies[owner], matrix.publishers[owner]
    word = (OWN if owner == "own" else OTHER).split()[0]
    duty, disputed, late = (
        delivering.duty(body, f"{word} staff did not know how to raise the alarm.") for _ in range(3)
    )
    judged = Duty.objects.filter(holder=body, entry__report__publisher__code=code).order_by("pk")[0]
    shown = delivering.evidence(body, title=f"{word} audit")
    kept = delivering.evidence(body, title=f"{word} round", upload=delivering.upload(body))
    manuscript = start_manuscript(
        by=publishing.issuer(code),
        publisher=Publisher.objects.get(code=code),
        content=publishing.content(f"Zephyrine words of {word}"),
    )
    writer = answering.actor("responder", body)
    draft = answering.draft(writer, body, [duty], answering.said([duty], words=f"Zephyrine {word}."))
    answered = answering.answer(body, [delivering.duty(body, f"{word} staff had no list.")])
    dispute = dispute_duty(by=writer, duty=disputed, kind="no_power", words=f"{word} has no power here.")
    rung = next(rung.code for rung in ladders().of(late.entry.report.instrument).rungs if rung.days > 0)
    step = take_step(by=actor_of(_somebody(matrix, "overseer")), duty=late, rung=rung, reason="It is late.")
    assert step.letter is not None, "nobody is known to write to"
    asked = challenge(
        by=PUBLIC, entry=duty.entry, duty=duty, about="fact", words=f"Zephyrine says that {word} is wrong."
    )
    weighed = prioritising.world(texts=(f"Mend the lamps of {word}.", f"Mend the bells of {word}."))
    assessed = prioritising.assessment(weighed.items[0].expectation)
    overseer, wanted = actor_of(_somebody(matrix, "overseer")), coordinating.expectation(word, f"{word} End")
    brought = coordinating.consolidation(overseer, wanted)
    tied = measuring.measure(wanted)
    offered = supply(
        by=PUBLIC, source="judiciary-pfd", number="2018-0777", url=f"https://example.org/zephyrine-{word}"
    )
    named = publish_search(
        by=SEARCHES, code=f"wards-{owner}", title="Wards", words="What is asked of wards.", asked="q=ward"
    )
    wrong = report_error(by=PUBLIC, page="/about", words=f"Zephyrine of {word} is misspelt.")
    measuring.acted(tied, body, today())
    watched = following.follow("body", body.reference, mail=f"{word.lower()}@example.org")
    closed = make.body(f"{word} Old Trust", closed=today())
    coordinating.expectation(to=closed)
    edition = add_edition(
        by=_somebody_who("EDITION_ADD"),
        report=judged.entry.report,
        form="easy_read",
        supplied_by=f"{word} Words Trust",
        url=f"https://example.org/easy-{word}",
    )
    group = coordinating.group(overseer, body, wanted)
    answered = answering.answer(body, [delivering.duty(body, f"{word} staff were not told of the rota.")])
    minuted = add_note(
        by=overseer,
        group=group,
        kind="minutes",
        on=today(),
        title="Lamps",
        words="Two a ward.",
        upload=kept.upload,
    )
    return {
        "/workspace/set-password": "no-such-token",
        "/workspace/contradictions": matrix.world.contradiction,
        "/workspace/expectations": matrix.world.draft,
        "/workspace/people": made.person(name=f"Zephyrine of {word}").pk,
        "/publishing/drafts": manuscript.pk,
        "/publishing/reports": judged.entry.report.reference,
        "/workspace/withdrawals": judged.entry.report.reference,
        "/duties": duty.reference,
        "/drafts": draft.pk,
        "/actions": delivering.action([duty], f"Train the staff of {word}").reference,
        "/evidence": shown.reference,
        "/workspace/evidence": kept.reference,
        "/verify": duty.reference,
        "/judge": judged.reference,
        "/panel": duty.reference,
        "/challenges": asked.reference,
        "/workspace/alarms": recurring.rung(recurring.closed(body)).reference,
        "/letters": step.letter.reference,
        "/disputes": dispute.pk,
        "/workspace/oversight/duties": late.reference,
        "/workspace/replies": matrix.reply,
        "/entries": duty.entry.reference,
        "/reports": duty.entry.report.reference,
        "/responses": answered.reference,
        "/organisations": body.reference,
        "/report/board": body.reference,
        "/charts": body.reference,
        "/MHS76": body.reference,
        "/oversight/regions": body.reference,
        "/oversight/boards": body.reference,
        "/oversight/bodies": body.reference,
        "/oversight/sites": body.reference,
        "/oversight/sectors": "other",
        "/flow": "answered",
        "/series": body.reference,
        "/id": duty.entry.reference,
        "/publishers": code,
        "/expectations": matrix.world.expectation,
        "/themes": "observation",
        "/indicators": "MHS76",
        "/cross-purposes": matrix.world.contradiction,
        "/groups": group.reference,
        "/workspace/groups/<str:written>/files": minuted.reference,
        "/consolidations": brought.reference,
        "/positions": brought.reference,
        "/supplies": offered.pk,
        "/workspace/harvest": _place(word).pk,
        "/searches": named.code,
        "/workspace/searches": named.pk,
        "/reported": wrong.reference,
        "/following": secret_of(watched.follower),
        "/confirm": watched.pk,
        "/succession/bodies": closed.reference,
        "/runs": work_through(by=overseer, on=today()).pk,
        "/measuring": tied.expectation.reference,
        "/measures": tied.reference,
        "/effects": measuring.tested(tied, body, "better").reference,
        "/priorities": weighed.exercise.reference,
        "/scoring": weighed.exercise.reference,
        "/items": weighed.items[0].expectation.reference,
        "/scoring/<str:written>": 1,
        "/publishing/drafts/<int:key>/assessments": 1,
        "/assessments": assessed.reference,
        "/workspace/editions": edition.pk,
        "/editions": edition.reference,
        "/for": "families",
        "/manuscripts": manuscript.pk,
        "/files": delivering.upload(body).pk,
        "/under-way": coordinating.work(writer, body, coordinating.expectation(word)).reference,
        **dict.fromkeys(("/documents", "/delegations", "/offers", "/joints"), 1),
        "/answers": answered.reference,
    }


def _somebody_who(permission: str) -> Actor:
    return Actor("person:1", frozenset({permission}))


def _somebody(matrix: Matrix, role: str) -> Person:
    person = matrix.people[role]
    assert person is not None
    return person


def build(world: World) -> Matrix:
    bodies = {"own": make.body(OWN), "other": make.body(OTHER)}
    publishers = {}
    for owner, area in (("own", "Larkspur Fen"), ("other", "Quagmire Hollow")):
        report = make.report(area=area, to=[bodies[owner]], texts=["Nobody kept the record of the ward."])
        publishers[owner] = report.publisher.code
    matrix = Matrix(world, bodies, publishers)
    for role in ROLES:
        matrix.people[role] = None if role == NOBODY else _person(matrix, Role(role))
        matrix.clients[role] = _client(matrix.people[role])
    other = made.person(name="Officer Elsewhere")
    grant_role(
        by=PEOPLE, person=other, role="accountable_officer", organisation=bodies["other"], reason="A test."
    )
    replies.take(replies.draft(replies.report(make.body(replies.TRUST))))
    matrix.reply = PublishedReply.objects.order_by("-pk")[0].pk
    matrix.things = {owner: examples(matrix, owner) for owner in bodies}
    give_keys(matrix)
    return matrix


def give_keys(matrix: Matrix) -> None:
    """To somebody of every role, a key for all that they may do with one, and one for a single thing."""
    for role, person in matrix.people.items():
        if person is None:
            continue
        every = SCOPES & actor_of(person).permissions
        for name, scopes in ((role, every), (f"{role}, for one thing", every & {"DUTY_EXTEND", "BODY_READ"})):
            if scopes:
                matrix.keys[name], matrix.words[name] = make_key(
                    by=actor_of(person), person=person, label=name, scopes=scopes, days=1, proved=True
                )


def _person(matrix: Matrix, role: Role) -> Person:
    person = made.person(name=f"Somebody {role.value}")
    grant_role(
        by=PEOPLE,
        person=person,
        role=role,
        organisation=matrix.bodies["own"] if role in FOR_A_BODY else None,
        publisher=matrix.publishers["own"] if role in FOR_A_PUBLISHER else "",
        reason="A test needs it.",
    )
    found = active_person(person.pk)
    assert found is not None
    return found


def _client(person: Person | None) -> Client:
    client = Client(HTTP_HOST="localhost")
    if person:
        client.force_login(person)
        session = client.session
        session[SINCE] = time.time()
        session.save()
    return client


def _place(word: str) -> Place:
    """An address of a publisher that may not be asked for, so that an editor has to look at it."""
    url = f"https://zephyrine-{word.lower()}.example.org/report"
    note_places(by=HARVEST, source="hssib", hosts=(), found=[Found(url, "report")])
    return Place.objects.get(url=url)
