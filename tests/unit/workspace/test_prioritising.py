"""Running and scoring a priority exercise by its forms, and assessing before asking."""

import re
from collections.abc import Mapping

import pytest
from django.test import Client

from answerable.accounts.models import Person
from answerable.oversight.models import Assessment, Exercise
from answerable.oversight.priorities.definitions import definitions
from answerable.register.models import Manuscript
from tests import make
from tests.made import overseeing as made
from tests.made import prioritising as priorities

pytestmark = pytest.mark.django_db
HERE = "/workspace/priorities"


@pytest.fixture
def overseer() -> Client:
    return made.signed_in(made.person("overseer"))


@pytest.fixture
def carer() -> Person:
    return made.person("reader")


def sent(client: Client, address: str, status: int = 302, **form: object) -> str:
    """What came back to a form."""
    return posted(client, address, form, status)


def posted(client: Client, address: str, form: Mapping[str, object], status: int = 302) -> str:
    answer = client.post(address, dict(form))
    assert answer.status_code == status, (address, re.sub("<[^>]+>", " ", answer.content.decode())[:2000])
    return answer.content.decode()


def weights(**given: str) -> dict[str, str]:
    plain = {f"weight-{code}": given.get(code, "") for code in definitions()}
    return plain | {f"why-{code}": f"Why {code}." for code in given}


def test_exercise_from_its_making_to_its_decision(overseer: Client, carer: Person) -> None:
    lamps, bells = priorities.expectation("Mend the lamps."), priorities.expectation("Mend the bells.")
    assert "title" in sent(overseer, f"{HERE}/make", 422, title="", purpose="x", places="1")
    sent(overseer, f"{HERE}/make", title="What goes first", purpose="To plan by.", places="1")
    held = Exercise.objects.get()
    here = f"{HERE}/{held.reference}"
    page = posted(overseer, f"{here}/weigh", weights(harm="60", repetition="30"), 422)
    assert "The weights add up to 90: 10 short of 100." in page and 'value="30"' in page
    assert "is no number" in posted(overseer, f"{here}/weigh", weights(harm="much"), 422)
    posted(overseer, f"{here}/weigh", weights(harm="60", repetition="40"))
    assert lamps.reference in overseer.get(f"{here}?q=mend+lamps").content.decode()
    assert "no reference" in sent(overseer, f"{here}/add", 422, references="lamps")
    sent(overseer, f"{here}/add", expectation=[lamps.reference], most="5")
    assert held.items.count() == 2
    assert "Say why it is taken out" in sent(overseer, f"{here}/remove", 422, expectation=bells.reference)
    sent(overseer, f"{here}/remove", expectation=bells.reference, why="Later.")
    sent(overseer, f"{here}/add", references=bells.reference)
    assert "Nobody signs in" in sent(overseer, f"{here}/name", 422, email="no@example.org", role="Carer")
    sent(overseer, f"{here}/name", email=carer.email, role="Carer", interests="None known.")
    sent(overseer, f"{here}/open")
    assert "only while an exercise is prepared" in sent(overseer, f"{here}/open", 422)
    _scored(made.signed_in(carer), held)
    assert "Sign in" not in overseer.get(here).content.decode()
    sent(overseer, f"{here}/close")
    page = sent(overseer, f"{here}/decide", 422, first=[bells.reference], words="Bells first.")
    assert "Say why the decision departs" in page and "Bells first." in page
    sent(overseer, f"{here}/decide", first=[lamps.reference], words="Lamps first.")
    held.refresh_from_db()
    assert held.state == "decided" and held.decision.first.get().expectation == lamps
    assert "no longer" not in overseer.get(here).content.decode() and overseer.get(HERE).status_code == 200


def _scored(scorer: Client, held: Exercise) -> None:
    """A carer scores both; what makes no sense is refused with what was typed."""
    sheet = f"/workspace/scoring/{held.reference}"
    assert held.reference in scorer.get("/workspace/scoring").content.decode()
    assert "What should go first" in scorer.get("/workspace").content.decode()
    page = posted(scorer, f"{sheet}/1/give", {"value-harm": "4", "reason-harm": ""}, 422)
    assert "say why. A score needs a reason" in page
    page = posted(scorer, f"{sheet}/1/give", {"reason-harm": "I saw it."}, 422)
    assert "choose 0 to 4" in page and "I saw it." in page
    assert "Nothing was given" in sent(scorer, f"{sheet}/1/give", 422)
    posted(scorer, f"{sheet}/1/give", {"value-harm": "4", "reason-harm": "I saw it."})
    assert "1 of 1 scored" in scorer.get(sheet).content.decode()
    sent(scorer, f"{sheet}/2/leave-out", why="I know too little.")
    sent(scorer, f"{sheet}/interests", interests="My son was there.")
    assert scorer.get(f"{sheet}/3").status_code == 404


def test_nobody_sees_or_scores_what_they_are_not_asked_to(carer: Person) -> None:
    where = priorities.world()
    other = made.signed_in(carer)
    sheet = f"/workspace/scoring/{where.exercise.reference}"
    for address in (sheet, f"{sheet}/1", f"{HERE}/{where.exercise.reference}"):
        assert other.get(address).status_code in (403, 404), address
    priorities.score(where.scorers[0], where.items[0], harm="4")
    second = made.signed_in(where.people[1])
    assert "Because of harm" not in second.get(f"{sheet}/1").content.decode()
    assert "Because of harm" in made.signed_in(where.people[0]).get(f"{sheet}/1").content.decode()


def test_exercise_is_given_up_by_its_form(overseer: Client) -> None:
    where = priorities.world()
    here = f"{HERE}/{where.exercise.reference}"
    assert "Say why it is given up" in sent(overseer, f"{here}/abandon", 422, why="")
    sent(overseer, f"{here}/abandon", why="The board has gone.")
    assert Exercise.objects.get().state == "abandoned"


TYPED = dict.fromkeys(
    ("cost_words", "workload_words", "risk_of_doing", "risk_of_not_doing", "who_bears"), "Said."
) | {"confidence": "low", "confidence_why": "A guess.", "cost_low": "1,000"}


def test_editor_assesses_what_was_asked_without_knowing() -> None:
    editor = made.signed_in(made.person("editor"))
    entry = make.entry("Mend the lamps.", kind="recommendation", instrument="inquiry")
    assert entry.reference in editor.get("/workspace/assessments").content.decode()
    assert editor.get(f"/workspace/assessments?of={entry.reference}").status_code == 302
    assert "no reference" in editor.get("/workspace/assessments?of=lamps").content.decode()
    here = f"/workspace/assessments/entries/{entry.reference}"
    page = posted(editor, f"{here}/make", {**TYPED, "who_bears": ""}, 422)
    assert "Say who bears" in page and 'value="1,000"' in page
    posted(editor, f"{here}/make", TYPED)
    assert Assessment.objects.get().entry == entry
    assert 'value="1000"' in editor.get(here).content.decode()
    lamps = priorities.expectation("Mend all lamps.")
    posted(editor, f"/workspace/assessments/expectations/{lamps.reference}/make", TYPED)
    assert Assessment.objects.filter(expectation=lamps).exists()


def test_issuer_is_warned_and_assesses_beside_the_publishing_desk() -> None:
    from answerable.accounts.operations import grant_role
    from answerable.core.actors import INGEST, PEOPLE
    from answerable.register.operations import start_manuscript
    from answerable.sources.operations import load_publisher
    from tests.made import publishing

    code = "lantern-inquiry"
    publisher = load_publisher(
        by=INGEST, code=code, name="Lantern Inquiry", kind="inquiry", source="public-inquiries"
    )
    person = made.person("reader")
    grant_role(by=PEOPLE, person=person, role="issuer", publisher=code, reason="For a test.")
    content = publishing.content("The trust should mend the lamps.", instrument="inquiry")
    draft = start_manuscript(by=publishing.issuer(code), publisher=publisher, content=content)
    client, here = made.signed_in(person), f"/workspace/publishing/drafts/{draft.pk}"
    page = client.get(f"{here}/check").content.decode()
    assert "No impact assessment yet" in page and "You may publish without" in page
    make_one = f"{here}/assessments/1/make"
    lacking = {**TYPED, "who_bears": "", "revision": draft.revision}
    assert "Say who bears" in posted(client, make_one, lacking, 422)
    assert "Somebody else has saved" in posted(client, make_one, {**TYPED, "revision": 99}, 422)
    posted(client, make_one, {**TYPED, "revision": draft.revision})
    page = client.get(f"{here}/check").content.decode()
    assert "An impact assessment is kept" in page and "You may publish without" not in page
    assert client.get(f"{here}/assessments/2").status_code == 404
    revision = Manuscript.objects.get(pk=draft.pk).revision
    words = "The trust should mend the lamps."
    form: dict[str, object] = {
        name: content[name] for name in ("instrument", "issued_on", "reference", "addressees")
    }
    form |= {"text": [words], "to": [""], "entry": [""], "revision": revision}
    posted(client, f"{here}/save", form)
    assert "assessments" in Manuscript.objects.get(pk=draft.pk).content, "saving the form keeps it"
