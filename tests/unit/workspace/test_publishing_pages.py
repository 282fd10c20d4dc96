"""An issuer's pages: begin, split, look over, publish once, correct, withdraw; and nobody else's reports."""

import pytest
from django.test import Client

from answerable.register.models import Manuscript, Report
from tests import make
from tests.made import publishing as made
from tests.pages.desk_tools import page, signed_in, text, value

pytestmark = pytest.mark.django_db
ROOT = "/workspace/publishing"
LIST = (
    "1. Staff did not know whom to call when the alarm failed.\n\n"
    "2. The ward had no plan for nights with few staff.\n"
)


@pytest.fixture
def ivy() -> Client:
    make.body("Vale and Moor Partnership NHS Foundation Trust")
    made.publisher()
    return signed_in(made.issuing_person().email)


def fields(**values: str) -> dict[str, object]:
    held = made.content()
    del held["entries"]
    return {**held, **values}


def begin(client: Client) -> str:
    answer = client.post(f"{ROOT}/start", {"publisher": made.CODE})
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_a_report_is_written_split_looked_over_and_published(ivy: Client) -> None:
    here = begin(ivy)
    split = {**fields(), "revision": value(page(ivy, here), "revision"), "paste": LIST}
    assert ivy.post(f"{here}/split", split).status_code == 302
    html = page(ivy, here)
    assert "Split into 2 entries" in text(html)
    assert len(html.css("textarea[name=text]")) == 3
    checked = page(ivy, f"{here}/check")
    assert "How it is worded" in text(checked)
    assert "Vale and Moor Partnership NHS Foundation Trust" in text(checked)
    assert "It can’t be published yet" not in text(checked)
    answer = ivy.post(f"{here}/publish", {"revision": value(checked, "revision")})
    report = Report.objects.get()
    assert answer.headers["Location"] == f"{ROOT}/reports/{report.reference}"
    assert "2 entries" in text(page(ivy, answer.headers["Location"]))
    again = ivy.post(f"{here}/publish", {"revision": "1"})
    assert again.status_code == 422
    assert Report.objects.count() == 1


def test_what_is_wrong_is_said_and_what_was_typed_stays(ivy: Client) -> None:
    here = begin(ivy)
    sent = {**fields(issued_on="2999-01-01"), "revision": "0", "text": ["Nobody looked at the alarm."]}
    sent |= {"to": [""], "entry": [""]}
    assert ivy.post(f"{here}/save", {**sent, "then": "check"}).headers["Location"] == f"{here}/check"
    assert "lies in the future" in text(page(ivy, f"{here}/check"))
    answer = ivy.post(f"{here}/publish", {"revision": "1"})
    assert answer.status_code == 422 and "lies in the future" in answer.content.decode()
    stale = ivy.post(f"{here}/save", {**sent, "revision": "0", "reference": "typed-anew"})
    assert stale.status_code == 422
    assert "Somebody else has saved" in stale.content.decode() and "typed-anew" in stale.content.decode()
    nothing = ivy.post(f"{here}/split", {**sent, "revision": "1", "paste": ""})
    assert nothing.status_code == 422


def test_another_publishers_drafts_and_reports_are_not_there(ivy: Client) -> None:
    here = begin(ivy)
    report = made.published(reference="2024-0999")
    made.publisher("coroner-for-elsewhere", "Coroner for Elsewhere")
    other = signed_in(made.issuing_person("eve@example.org", "coroner-for-elsewhere").email)
    assert other.get(here).status_code == 404
    assert other.post(f"{here}/publish", {"revision": "0"}).status_code == 404
    assert other.get(f"{ROOT}/reports/{report.reference}").status_code == 404
    assert other.post(f"{ROOT}/reports/{report.reference}/correct").status_code == 404
    assert other.post(f"{ROOT}/start", {"publisher": made.CODE}).status_code == 422
    assert report.title not in text(page(other, ROOT))


def test_correction_and_withdrawal(ivy: Client) -> None:
    report = made.published()
    here = f"{ROOT}/reports/{report.reference}"
    entry = report.entries.get().reference
    begun = ivy.post(f"{here}/correct").headers["Location"]
    html = page(ivy, begun)
    assert made.ASKED in html.body.text()  # type: ignore[union-attr]
    refused = ivy.post(f"{here}/withdraw", {"entry": entry, "why": ""})
    assert refused.status_code == 422 and "Say why" in refused.content.decode()
    assert ivy.post(f"{here}/withdraw", {"entry": entry, "why": "The wrong ward."}).status_code == 302
    assert "The wrong ward." in text(page(ivy, here))
    assert Client(HTTP_HOST="localhost").get(f"/entries/{entry}").status_code == 410


def test_a_draft_is_thrown_away(ivy: Client) -> None:
    here = begin(ivy)
    assert ivy.post(f"{here}/discard", {"revision": "0"}).headers["Location"] == ROOT
    assert ivy.get(here).status_code == 404
    assert Manuscript.objects.get().discarded_at


def test_drafts_wait_on_the_first_page(ivy: Client) -> None:
    begin(ivy)
    assert "1 draft" in text(page(ivy, "/workspace"))
