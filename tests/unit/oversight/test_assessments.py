"""Impact assessments: what they need, who may make them, and that only publishing makes one in time."""

import datetime as dt
from decimal import Decimal

import pytest

from answerable.core.actors import INGEST, Actor, NotPermittedError
from answerable.core.calendar import today
from answerable.ledger.models import Event
from answerable.oversight.models import Assessment
from answerable.oversight.operations.assessing import Weighed, assess_entry, assess_expectation
from answerable.oversight.operations.errors import AssessmentError
from answerable.oversight.queries.assessments import by_publisher, unassessed
from answerable.pipeline.assessed import assessed_in, keeping_assessments, with_assessment
from answerable.pipeline.publishing import publish
from answerable.register.models import Entry, Manuscript
from answerable.register.operations import PublishingError, save_manuscript, start_manuscript, withdraw_entry
from answerable.sources.operations import load_publisher
from tests import make
from tests.made import overseeing as made
from tests.made import prioritising as priorities

pytestmark = pytest.mark.django_db


def recommendation(text: str = "Mend the lamps on the stairs.") -> Entry:
    return make.entry(
        text, kind="recommendation", instrument="inquiry", publisher_kind="inquiry", area="Lantern Inquiry"
    )


@pytest.fixture
def editor() -> Actor:
    return made.actor("editor")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"cost_words": " "}, "what it would cost"),
        ({"workload_words": ""}, "whose work"),
        ({"risk_of_doing": ""}, "if it is done"),
        ({"risk_of_not_doing": ""}, "if it is not done"),
        ({"who_bears": ""}, "who bears"),
        ({"confidence": "sure"}, "how confident"),
        ({"confidence_why": ""}, "how you know"),
        ({"cost_low": Decimal(5), "cost_high": Decimal(4)}, "higher cost is below"),
        ({"cost_low": None}, "Give the lower cost"),
        ({"cost_low": Decimal(-1)}, "no number that can be kept"),
        ({"hours_low": Decimal("NaN")}, "no number that can be kept"),
        ({"equality": "x" * 3001}, "3,001 characters"),
    ],
)
def test_assessment_that_says_too_little_is_refused(
    editor: Actor, changes: dict[str, object], why: str
) -> None:
    with pytest.raises(AssessmentError, match=why):
        assess_entry(by=editor, entry=recommendation(), weighed=priorities.weighed(**changes))
    assert not Assessment.objects.exists()


def test_figures_are_read_as_people_write_them() -> None:
    given = Weighed.of({"cost_low": "£12,500.50", "cost_words": "Lamps."})
    assert given.cost_low == Decimal("12500.50") and given.cost_high is None
    with pytest.raises(AssessmentError, match="lower cost is no number"):
        Weighed.of({"cost_low": "a lot"})


def test_later_assessment_takes_the_place_of_the_first(editor: Actor) -> None:
    entry = recommendation()
    first = assess_entry(by=editor, entry=entry, weighed=priorities.weighed())
    again = assess_entry(by=editor, entry=entry, weighed=priorities.weighed())
    assert again == first and Event.objects.filter(kind="assessment.made").count() == 1
    second = assess_entry(by=editor, entry=entry, weighed=priorities.weighed(who_bears="Patients alone."))
    first.refresh_from_db()
    assert first.superseded_at and not second.superseded_at and second.reference != first.reference
    assert Event.objects.get(subject=second.reference).payload["replaces"] == first.reference
    assert first.hours_high == Decimal("1.50"), "one figure alone is both bounds"


def test_words_are_published_without_names(editor: Actor) -> None:
    weighed = priorities.weighed(who_bears="Mrs Edith Palmerston, on 01632 960123.")
    made_now = assess_entry(by=editor, entry=recommendation(), weighed=weighed)
    assert "Palmerston" not in made_now.who_bears and "960123" not in made_now.who_bears


def test_issuer_assesses_only_what_its_publisher_asks(editor: Actor) -> None:
    entry = recommendation()
    held = frozenset({"ASSESSMENT_MAKE"})
    own, other = (
        Actor("person:9", held, publishers={"ASSESSMENT_MAKE": frozenset({code})})
        for code in (entry.report.publisher.code, "another")
    )
    with pytest.raises(NotPermittedError):
        assess_entry(by=other, entry=entry, weighed=priorities.weighed())
    row = assess_entry(by=own, entry=entry, weighed=priorities.weighed())
    assert row.publisher == entry.report.publisher.code and not row.before
    lamps = priorities.expectation("Mend the lamps.")
    with pytest.raises(NotPermittedError):
        assess_expectation(by=other, expectation=lamps, weighed=priorities.weighed())
    with pytest.raises(NotPermittedError):
        assess_expectation(by=made.actor("reader"), expectation=lamps, weighed=priorities.weighed())


def test_entry_that_was_withdrawn_is_assessed_no_more_nor_missed(editor: Actor) -> None:
    entry = recommendation()
    withdraw_entry(by=make.editor(), entry=entry, why="Recorded twice.")
    with pytest.raises(AssessmentError, match="withdrawn"):
        assess_entry(by=editor, entry=entry, weighed=priorities.weighed())
    assert not unassessed().exists()


def manuscript(*texts: str) -> tuple[Actor, Manuscript]:
    """A draft of an inquiry that makes recommendations, and its issuer."""
    code = "lantern-inquiry"
    publisher = load_publisher(
        by=INGEST, code=code, name="Lantern Inquiry", kind="inquiry", source="public-inquiries"
    )
    permissions = ("REPORT_PUBLISH", "ASSESSMENT_MAKE")
    issuer = Actor(
        "person:7", frozenset(permissions), publishers={one: frozenset({code}) for one in permissions}
    )
    make.body("Northmere Wards Trust")
    content = {
        "instrument": "inquiry",
        "issued_on": "2026-01-12",
        "reference": "LI/9",
        "addressees": "Northmere Wards Trust",
        "entries": [{"text": text, "to": "", "entry": ""} for text in texts],
    }
    return issuer, start_manuscript(by=issuer, publisher=publisher, content=content)


TYPED = dict.fromkeys(
    ("cost_words", "workload_words", "risk_of_doing", "risk_of_not_doing", "who_bears"), "Said."
) | {"confidence": "low", "confidence_why": "A guess.", "cost_low": "100"}


def test_assessment_kept_with_a_draft_is_made_before_it_is_asked() -> None:
    lamps, bells = "The trust should mend the lamps.", "The trust should mend the bells."
    issuer, draft = manuscript(lamps, bells)
    draft = save_manuscript(
        by=issuer,
        manuscript=draft,
        content=with_assessment(draft.content, lamps, TYPED),
        revision=draft.revision,
    )
    report = publish(by=issuer, manuscript=draft, revision=draft.revision)
    row = Assessment.objects.get()
    first, second = report.entries.order_by("order")
    assert row.entry == first and row.before and row.publisher == draft.publisher.code
    assert second in unassessed() and first not in unassessed()
    (count,) = by_publisher()
    assert (count.asked, count.before, count.assessed) == (2, 1, 1)
    before = today() - dt.timedelta(days=1)
    assert by_publisher(before) == [] and not unassessed(before).exists()
    assert by_publisher(today()) == [count] and list(unassessed(today())) == [second]


def test_words_that_change_lose_their_assessment() -> None:
    content = {"entries": [{"text": "Mend  the lamps."}]}
    held = with_assessment(content, "Mend the lamps.", TYPED)
    assert assessed_in(held, "Mend  the\nlamps.") == TYPED
    changed = keeping_assessments({"entries": [{"text": "Mend the stairs."}]}, held)
    assert "assessments" not in changed
    assert assessed_in(keeping_assessments(dict(content), held), "Mend the lamps.") == TYPED


def test_assessment_that_can_no_longer_be_kept_stops_the_publication() -> None:
    lamps = "The trust should mend the lamps."
    issuer, draft = manuscript(lamps)
    bad = with_assessment(draft.content, lamps, {**TYPED, "cost_low": "much"})
    draft = save_manuscript(by=issuer, manuscript=draft, content=bad, revision=draft.revision)
    with pytest.raises(PublishingError, match="assessment of number 1: The lower cost is no number"):
        publish(by=issuer, manuscript=draft, revision=draft.revision)
    assert not Assessment.objects.exists() and not Entry.objects.exists()
