"""From a report to a duty that outlives its body, in a browser, with axe at each step.

An issuer publishes. A trust answers late, after a reminder and a letter to its board; plans, slips a date,
shows evidence and claims done. An assurer marks it down; the panel sees no change; the trust challenges, and
the overseer answers. Verified at last, it is closed; a look a year later finds that it did not last; and when
the trust is abolished, its duty moves.
"""

import datetime as dt
import json
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.days import fill, run_daily, served_on
from tests.journeys.world import HEIR, TRUST, JourneyWorld
from tests.pages.looking import look
from tests.pages.test_answering_in_browser import signed_in
from tests.pages.test_in_browser import chromium  # noqa: F401  # a fixture

pytestmark = pytest.mark.browser
ISSUED = dt.date(2027, 1, 4)
DUE = ISSUED + dt.timedelta(days=56)
ANSWERED = dt.date(2027, 3, 10)
ASKED = "Staff on the ward did not know whom to call when the alarm did not work at night."


class Journey:
    """Who is at work, on which page; every page that is reached is looked at."""

    def __init__(self, browser: Browser, base: str, world: JourneyWorld) -> None:
        self.browser, self.base, self.world = browser, base, world

    def enter(self, role: str) -> Page:
        return signed_in(self.browser, self.base, self.world.emails[role], 1280)

    def go(self, page: Page, address: str, name: str) -> None:
        page.goto(f"{self.base}{address}")
        look(page, name)

    def public(self, entry: str, name: str) -> str:
        page = self.browser.new_page(viewport={"width": 375, "height": 900})
        self.go(page, f"/entries/{entry}", name)
        words = " ".join(page.inner_text("main").split())
        page.close()
        return words


def unfold(page: Page, what: str) -> None:
    page.evaluate("what => { document.getElementById('form-' + what).open = true }", what)


def press(page: Page, words: str, then: str) -> None:
    """Presses a button, and finds that the page it leads to says `then`."""
    page.click(f"main button:has-text('{words}')")
    assert then in " ".join(page.inner_text("main").split()), page.inner_text("main")[:600]


def test_a_day_in_the_life(chromium: Browser, tmp_path: Path) -> None:  # noqa: F811
    world = fill(tmp_path, ISSUED)
    with served_on(tmp_path, ISSUED) as base:
        duty, entry = an_issuer_publishes(Journey(chromium, base, world))
    run_daily(tmp_path, DUE - dt.timedelta(days=14))
    run_daily(tmp_path, DUE + dt.timedelta(days=1))
    with served_on(tmp_path, DUE + dt.timedelta(days=4)) as base:
        the_overseer_escalates(Journey(chromium, base, world), duty, entry)
    with served_on(tmp_path, ANSWERED) as base:
        journey = Journey(chromium, base, world)
        the_trust_answers_late(journey, duty, entry)
        it_plans_and_slips_a_date(journey, duty)
        it_shows_evidence_and_claims(journey, duty, "Audit of 60 shifts", "https://example.org/audit")
        an_assurer_marks_it_down(journey, duty)
        the_panel_disagrees(journey, duty)
        the_trust_challenges(journey, duty)
        told = journey.public(entry, "public-marked-down")
        assert "The body says that it is done. Somebody else looked, and found less." in told
        assert "nothing has changed for us" in told
        it_shows_evidence_and_claims(journey, duty, "Audit of a month", "https://example.org/audit-2")
        an_assurer_finds_it_done_and_closes_it(journey, duty)
    with served_on(tmp_path, ANSWERED + dt.timedelta(days=370)) as base:
        the_recheck_reopens_it(Journey(chromium, base, world), duty, entry)
    run_daily(tmp_path, dt.date(2028, 4, 2))
    with served_on(tmp_path, dt.date(2028, 4, 2)) as base:
        told = Journey(chromium, base, world).public(entry, "public-moved")
        assert f"The duty passed from {TRUST} to {HEIR}" in told


def an_issuer_publishes(journey: Journey) -> tuple[str, str]:
    page = journey.enter("issuer")
    journey.go(page, "/workspace/publishing", "publishing")
    page.click("text=Begin a report")
    look(page, "manuscript")
    page.fill("[name=issued_on]", ISSUED.isoformat())
    page.fill("[name=reference]", "2027-0001")
    page.fill("[name=addressees]", TRUST)
    page.fill("#text-1", ASKED)
    page.click("text=Save and look it over")
    look(page, "manuscript-check")
    press(page, "Publish", "The report is public.")
    look(page, "published")
    page.context.close()
    address = f"{journey.base}/organisations/{journey.world.trust}/standing.json"
    with urllib.request.urlopen(address, timeout=20) as answer:
        (held,) = json.load(answer)["standing"]
    return held["duty"], held["entry"]


def the_overseer_escalates(journey: Journey, duty: str, entry: str) -> None:
    page = journey.enter("overseer")
    journey.go(page, f"/workspace/oversight/duties/{duty}", "ladder")
    unfold(page, "take")
    page.check("#take-rung-1")
    page.fill("#take-reason", "The family asked us not to wait.")
    press(page, "Take this step", duty)
    look(page, "ladder-taken")
    page.context.close()
    told = journey.public(entry, "public-escalated")
    assert "A reminder was sent to the body" in told


def the_trust_answers_late(journey: Journey, duty: str, entry: str) -> None:
    here = f"/workspace/bodies/{journey.world.trust}"
    writer = journey.enter("responder")
    journey.go(writer, f"{here}/letters", "letters")
    journey.go(writer, f"{here}/duties/{duty}", "duty")
    writer.click("text=Write the answer")
    writer.select_option("select[name^='stance-']", "in_full")
    writer.fill("textarea[name^='words-']", "A named nurse on each shift carries the alarm.")
    look(writer, "draft")
    writer.click("text=Save and check")
    look(writer, "draft-check")
    address = writer.url
    writer.context.close()
    officer = journey.enter("accountable_officer")
    officer.goto(address)
    press(officer, "Submit the answer", "on the record and public")
    officer.context.close()
    told = journey.public(entry, "public-answered")
    assert "Answered on 10 March 2027; it was due on 1 March 2027" in told
    assert "A named nurse on each shift carries the alarm." in told


def it_plans_and_slips_a_date(journey: Journey, duty: str) -> None:
    page = journey.enter("responder")
    journey.go(page, f"/workspace/bodies/{journey.world.trust}/duties/{duty}/delivery", "delivery")
    unfold(page, "plan")
    page.fill("#plan-words", "Train every nurse in charge to use the new alarm")
    page.fill("#plan-role", "Director of Nursing")
    page.fill("#plan-end", "2027-06-01")
    page.click("#form-plan button")
    look(page, "planned")
    page.click("main a:has-text('Train every nurse')")
    look(page, "action")
    unfold(page, "move")
    page.fill("#move-due", "2027-09-01")
    page.fill("#move-reason", "Four posts are still empty.")
    page.click("#form-move button")
    assert "Four posts are still empty." in page.inner_text("main")
    look(page, "slipped")
    page.context.close()


def it_shows_evidence_and_claims(journey: Journey, duty: str, title: str, url: str) -> None:
    here = f"/workspace/bodies/{journey.world.trust}"
    page = journey.enter("accountable_officer")
    journey.go(page, f"{here}/evidence", "evidence")
    unfold(page, "add")
    page.fill("#title", title)
    page.check("[name=grade][value=audit]")
    page.fill("#url", url)
    page.click("#form-add button")
    assert title in page.inner_text("main")
    journey.go(page, f"{here}/duties/{duty}/delivery", "delivery-to-claim")
    unfold(page, "claim")
    page.check("[name=level][value=done]")
    page.fill("#claim-words", f"Every shift has a named nurse: {title}.")
    page.fill("#claim-on", ANSWERED.isoformat())
    page.check(f"label:has-text('{title}')")
    page.click("#form-claim button")
    look(page, "claimed")
    journey.go(page, f"{here}/audit", "audit")
    assert "Claim made" in page.inner_text("main")
    page.context.close()


def verdict(journey: Journey, duty: str, result: str, found: str, reason: str) -> Page:
    page = journey.enter("assurer")
    journey.go(page, f"/workspace/verify/{duty}", "verify")
    unfold(page, "verdict")
    page.check(f"[name=result][value={result}]")
    page.check(f"[name=found][value={found}]")
    page.check("[name=seen][value=inspection]")
    page.fill("#verdict-reason", reason)
    page.click("#form-verdict button")
    assert "There is a problem" not in page.inner_text("main"), page.inner_text("main")
    look(page, f"verdict-{result}")
    return page


def an_assurer_marks_it_down(journey: Journey, duty: str) -> None:
    verdict(journey, duty, "not_yet", "under_way", "No nurse was named at weekends.").context.close()


def the_panel_disagrees(journey: Journey, duty: str) -> None:
    page = journey.enter("lived_experience")
    journey.go(page, f"/workspace/panel/{duty}", "panel")
    page.check("[name=view][value=same]")
    page.fill("#view-words", "We still do not know whom to ask for on a Sunday.")
    page.click("#form-view button")
    look(page, "viewed")
    page.context.close()


def the_trust_challenges(journey: Journey, duty: str) -> None:
    page = journey.enter("accountable_officer")
    journey.go(page, f"/workspace/bodies/{journey.world.trust}/duties/{duty}/challenge", "challenge")
    page.check("[name=about][value=verdict]")
    page.fill("[name=words]", "The visit fell on a bank holiday.")
    page.click("main button:has-text('Challenge it')")
    look(page, "challenged")
    page.context.close()


def an_assurer_finds_it_done_and_closes_it(journey: Journey, duty: str) -> None:
    page = verdict(journey, duty, "acceptable", "done", "We saw a nurse named on each of 30 days.")
    unfold(page, "close")
    page.check("[name=closing][value=done]")
    page.fill("#close-words", "Done as asked.")
    page.click("#form-close button")
    look(page, "closed")
    page.context.close()


def the_recheck_reopens_it(journey: Journey, duty: str, entry: str) -> None:
    page = journey.enter("assurer")
    journey.go(page, f"/workspace/verify/{duty}", "recheck")
    page.check("[name=outcome][value=not_lasted]")
    page.fill("#recheck-words", "On a visit no nurse was named on four of ten shifts.")
    page.click("#form-recheck button")
    look(page, "rechecked")
    page.context.close()
    told = journey.public(entry, "public-not-lasted")
    assert "It was found done, and did not last." in told or "did not last" in told
