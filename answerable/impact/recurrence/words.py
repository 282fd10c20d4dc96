"""One or two sentences of an alarm, fit to publish: dates and titles of reports; nothing of what happened."""

from answerable.impact.recurrence.dating import Basis as By
from answerable.impact.recurrence.rule import Basis, Found, Reach

SAID = {
    Basis.CLAIMED: "The body said on {day} that this was done",
    Basis.VERIFIED: "This was said to be done on {day}, and somebody else found it so",
    Basis.CLOSED: "This was said to be done on {day}, and was closed as done",
}
WHOSE = {Reach.SAME_BODY: "of the same body, or of what came after it", Reach.ELSEWHERE: "of another body"}
BEFORE = {
    By.DEATH: "The death came before that day: it may be from before then.",
    By.OPENED: "The investigation into the death began before that day: it may be from before then.",
    By.REFERENCE: "By its publisher's reference, the death came before that day: it may be from before then.",
}
BY_PROGRAM = "A program found that the two ask the same; no person has confirmed it."


def alarm_words(found: Found, title: str) -> str:
    """`title` is the neutral title of the later report, which ends with its date."""
    day = f"{found.done.on:%-d %B %Y}"
    said = SAID[found.done.basis].format(day=day)
    parts = [f"{said}. The same was asked again, {WHOSE[found.reach]}, in {title}."]
    if found.tie.score is not None:
        parts.append(BY_PROGRAM)
    if found.maybe_before and found.other.dated:
        parts.append(BEFORE[found.other.dated.basis])
    return " ".join(parts)
