"""The words for tests of effect and judgements: what was done, what it found, and what it cannot say."""

from answerable.impact.models import EffectTest, Judgement
from answerable.publication.effects import EffectRecord, JudgementRecord, MeasureRecord
from answerable.website.formats import counted, long_date, lower_first

Method, Verdict = EffectTest.Method, Judgement.Verdict

NO_DATE = "No day is recorded from which its action counts."

VERDICTS = {
    **{str(one.value): str(one.label) for one in Verdict},
    "none": "Not judged yet",
}
# Each has a shape of its own, so that colour is never alone.
SIGNS = {
    Verdict.BETTER: "◆",
    Verdict.NO_CHANGE: "=",
    Verdict.WORSE: "▲",
    Verdict.CANNOT_TELL: "?",
    Verdict.TOO_EARLY: "…",
    "none": "–",
}
BETTER = {
    "up": "A rise is better",
    "down": "A fall is better",
    "neutral": "It is not said which way is better",
}
_DONE = {
    Method.SPC: "A control chart of the figures before the action says how far chance moves them. The "
    "figures from {since} on were looked at against that.",
    Method.ITS: "A model was fitted to the figures over time: where they stood and were going before the "
    "action, and whether they stepped or turned from {since} on. It allows for figures that follow those "
    "before them, and for the time of year where there are enough of them.",
    Method.CONTROLLED: "The change from {since} on was set against that of bodies that had not acted.",
}
_CANNOT = {
    Method.SPC: "It does not say that the action caused a change: whatever else happened at the same time "
    "moves the figures too, and a figure that was chosen because it was extreme comes back by itself.",
    Method.ITS: "It does not say that the action caused a change: something else that began at the same time "
    "would look the same.",
    Method.CONTROLLED: "It does not say that the action alone caused a change: bodies that had not acted may "
    "differ in other ways.",
}
SEEN_TOGETHER = (
    "Several measures are looked at here. Seen beside the others it is within what chance explains: the more "
    "are looked at, the sooner one stands out."
)


def done_words(test: EffectRecord) -> str:
    words = _DONE[Method(test.method)].format(since=long_date(test.counted_from))
    figures = f"{counted(test.points_before, 'figure')} before and {test.points_after:,} after"
    return f"{words} It saw {figures}{f', up to {long_date(test.data_until)}' if test.data_until else ''}."


def cannot_words(test: EffectRecord, measure: MeasureRecord | None) -> tuple[str, ...]:
    """What the test does not say, and what else could have moved the figures, as was said beforehand."""
    said = [_CANNOT[Method(test.method)]]
    if measure and measure.confounders:
        others = "; ".join(lower_first(one).rstrip(".") for one in measure.confounders)
        said.append(f"Named beforehand as what else could move them: {others}.")
    return tuple(said)


def looks_words(test: EffectRecord) -> str:
    """How often one looked: each look uses up a part of the 5% chance of a false alarm."""
    over = ", more than were planned" if test.look > test.looks_planned else ""
    return (
        f"Look {test.look} of {test.looks_planned} planned{over}. All share a 5% chance of a false alarm: "
        f"this one was given {percent(test.alpha, 2)} of it."
    )


def change_words(value: float) -> str:
    """A part of the level without the action: -0.12 is "12% lower"."""
    if abs(value) < 0.0005:
        return "no different"
    return f"{percent(abs(value))} {'higher' if value > 0 else 'lower'}"


def percent(value: float, places: int = 1) -> str:
    return f"{100 * value:.{places}f}".rstrip("0").rstrip(".") + "%"


def verdict_words(one: JudgementRecord | None) -> str:
    return one.verdict_words if one else VERDICTS["none"]


def sign_of(verdict: str) -> str:
    return SIGNS.get(verdict, SIGNS["none"])


def model_rows(one: MeasureRecord) -> tuple[tuple[str, str], ...]:
    """Why the figure should move, as it was written down before anybody looked."""
    lag = "at once" if not one.lag_months else f"after {counted(one.lag_months, 'month')}"
    rows = [
        ("How it should work", one.mechanism),
        ("When it should show", f"{lag[0].upper()}{lag[1:]}. {one.lag_why}"),
        ("Compared with", f"{one.comparator}. {one.comparator_why}"),
        ("What else could move it", "; ".join(one.confounders) or "Nothing was named"),
        ("What could get worse by it", ", ".join(one.balancing) or "Nothing was named"),
        ("Least change that matters", f"{percent(one.importance)} of the level before. {one.importance_why}"),
        ("Looks planned", str(one.looks_planned)),
        ("Direction", BETTER[one.better]),
    ]
    return tuple(rows)
