"""What an issuer's programs say of what it asks: assessments, closures, positions and other forms."""

from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from answerable.assurance.models import Closure
from answerable.core.calendar import today
from answerable.lineage.operations import make_expectation
from answerable.oversight.models import Assessment, Position
from answerable.register.models import Edition
from answerable.sources.models import Publisher
from tests import make
from tests.files import pdf
from tests.made import answering, assuring, coordinating, publishing
from tests.unit.api.keyed import Program, program

pytestmark = pytest.mark.django_db
SCOPES = (
    "REPORT_PUBLISH",
    "ASSESSMENT_MAKE",
    "ADEQUACY_JUDGE",
    "CLOSURE_MAKE",
    "POSITION_RECORD",
    "EDITION_ADD",
)
WEIGHED = {
    "cost_words": "Two lamps a ward.",
    "workload_words": "An hour of the estates team.",
    "risk_of_doing": "None that is known.",
    "risk_of_not_doing": "A dark ward.",
    "who_bears": "The trust.",
    "confidence": "moderate",
    "confidence_why": "Four trusts told what they paid.",
    "cost_low": 1200,
    "cost_high": 1500.5,
}


@pytest.fixture(autouse=True)
def nothing_kept(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    cache.clear()


def issuer_of(publisher: Publisher) -> Program:
    person = answering.member("issuer", None, publisher=publisher.code)
    return program(person, *SCOPES)


def test_entry_and_expectation_are_assessed() -> None:
    entry = make.entry("Every ward should have a lamp that works.", area="North Vale")
    issuer, at = issuer_of(entry.report.publisher), f"/publishers/{entry.report.publisher.code}"
    made = issuer.post(f"{at}/entries/{entry.reference}/assessment", WEIGHED)
    assert (made["of"], made["before"], made["cost_high"]) == (entry.reference, False, 1500.5)
    refused = issuer.post(
        f"{at}/entries/{entry.reference}/assessment", {**WEIGHED, "cost_low": 9, "cost_high": 2}, 422
    )
    assert "below" in refused["detail"]
    other = make.entry("Lamps.", area="South Vale")
    issuer.post(f"{at}/entries/{other.reference}/assessment", WEIGHED, 404)
    ours, theirs = (
        make_expectation(by=make.editor(), text=text, entries=[one])
        for text, one in (("Every ward has a lamp.", entry), ("Wards have lamps.", other))
    )
    whole = issuer.post(f"{at}/expectations/{ours.reference}/assessment", WEIGHED)
    assert whole["of"] == ours.reference
    issuer.post(f"{at}/expectations/{theirs.reference}/assessment", WEIGHED, 404)


def test_list_is_split_and_assessed_before_it_is_asked() -> None:
    issuer, at = issuer_of(publishing.publisher()), f"/publishers/{publishing.CODE}"
    make.body("Northmere Wards Trust")
    begun = issuer.post(
        f"{at}/manuscripts",
        {
            "content": {
                "instrument": "reg28",
                "issued_on": "2024-03-14",
                "addressees": ["Northmere Wards Trust"],
            }
        },
    )
    here = f"{at}/manuscripts/{begun['manuscript']}"
    words = "1. Nobody kept a list of whom to call.\r\n\r\n2. The alarm of the ward failed at night."
    split = issuer.post(f"{here}/splits", {"revision": begun["revision"], "words": words})
    texts = [row["text"] for row in issuer.get(here)["entries"]]
    assert len(texts) == 2 and "list of whom" in texts[0]
    assessed = {"revision": split["revision"], "place": 2, "assessment": WEIGHED}
    kept = issuer.post(f"{here}/assessments", assessed)
    assert "no number 3" in issuer.post(f"{here}/assessments", {**assessed, "place": 3}, 422)["detail"]
    assert "Nothing was kept" in issuer.post(f"{here}/assessments", assessed, 409)["detail"]
    done = issuer.post(f"{here}/publication", {"revision": kept["revision"]})
    made = Assessment.objects.get()
    assert made.before and made.entry is not None and made.entry.reference == done["entries"][1]


def test_duty_found_done_is_closed_by_its_author() -> None:
    duty = assuring.duty()
    publisher = duty.entry.report.publisher
    issuer, at = issuer_of(publisher), f"/publishers/{publisher.code}"
    here = f"{at}/duties/{duty.reference}/closure"
    sent = {"reason": "done", "words": "It was done and seen."}
    assert issuer.get(f"{at}/duties-to-close") == issuer.get(f"{at}/replies-to-judge") == []
    issuer.post(here, sent, 422)
    assuring.verdict(assuring.claim(duty))
    answer = answering.answer(duty.holder, [duty])
    (waits,) = issuer.get(f"{at}/duties-to-close")
    (reply,) = issuer.get(f"{at}/replies-to-judge")
    assert waits["duty"] == reply["duty"] == duty.reference and reply["answer"] == answer.reference
    closed = issuer.post(here, sent)
    assert len(closed["looks"]) == 2 and Closure.objects.get().duty == duty
    assert "was closed" in issuer.post(here, sent, 422)["detail"]
    assert "No entry" in issuer.post(here, {**sent, "reason": "merged", "into": "E-7KQ2M9XA4"}, 422)["detail"]
    other = assuring.duty(area="South Vale")
    issuer.post(f"{at}/duties/{other.reference}/closure", sent, 404)


def test_publisher_says_what_it_thinks_of_one_ask_for_several() -> None:
    asked = coordinating.expectation("North Vale", "South Vale")
    brought = coordinating.consolidation(coordinating.overseer(), asked)
    code = Position.objects.order_by("publisher")[0].publisher
    issuer, at = issuer_of(Publisher.objects.get(code=code)), f"/publishers/{code}/consolidations"
    (waits,) = issuer.get(at)
    assert (waits["consolidation"], waits["stand"]) == (brought.reference, "asked")
    sent = {"stand": "dissents", "said_on": today().isoformat()}
    here = f"{at}/{brought.reference}/position"
    assert "in the publisher's words" in issuer.post(here, sent, 422)["detail"]
    said = issuer.post(here, {**sent, "words": "Ours asks for two lamps."})
    assert said["stand"] == "dissents" and issuer.get(at) == [said]
    elsewhere = issuer_of(publishing.publisher("coroner-for-east-vale", "Coroner for East Vale"))
    elsewhere.post(
        f"/publishers/coroner-for-east-vale/consolidations/{brought.reference}/position", sent, 404
    )


def test_report_in_another_form_is_added_and_taken_back() -> None:
    report = make.report(area="North Vale", texts=["Lamps."])
    issuer, at = issuer_of(report.publisher), f"/publishers/{report.publisher.code}"
    sent = issuer.upload(f"{at}/files", pdf([["Lamps, in easy words."]]), "easy.pdf")
    assert issuer.get(f"{at}/files/{sent['file']}") == sent
    form = {"about": report.reference, "form": "easy_read", "supplied_by": "Plain Words Trust"}
    made = issuer.post(f"{at}/editions", {**form, "file": sent["file"]})
    assert made["about"] == report.reference and made["has_file"] and issuer.get(f"{at}/editions") == [made]
    assert "one of the two" in issuer.post(f"{at}/editions", form, 422)["detail"]
    entry = report.entries.get().reference
    linked = issuer.post(f"{at}/editions", {**form, "about": entry, "url": "https://example.org/easy"})
    assert linked["about"] == entry
    gone = issuer.post(f"{at}/editions/{made['edition']}/withdrawal", {"reason": "A page was missing."})
    assert gone["withdrawn_why"] == "A page was missing." and Edition.objects.count() == 2
    other = make.report(area="South Vale", texts=["Lamps."])
    issuer.post(f"{at}/editions", {**form, "about": other.reference, "file": sent["file"]}, 404)
