"""What a test found, in plain words: what it says, and what it does not."""

from answerable.impact.effects.estimate import Estimate
from answerable.impact.effects.finding import Outcome
from answerable.impact.effects.points import FEWEST_AFTER, Points
from answerable.impact.series.dates import day_words

NO_CAUSE = "It does not say why: other things that happened at the time could have done it."


def change_words(points: Points, found: Estimate, alpha: float, against: str) -> str:
    """The change with its interval, whatever is made of it."""
    return (
        f"From {day_words(points.counted_from)}, {points.after} values lie {_way(found.change)} than "
        f"{against}; the figures agree with anything from {part(found.low)} to {part(found.high)} "
        f"(interval of {100 * (1 - alpha):.4g}%)."
    )


def outcome_words(outcome: Outcome, importance: float, found: Estimate | None) -> str:
    if outcome is Outcome.BETTER:
        return f"Better than chance explains. {NO_CAUSE}"
    if outcome is Outcome.WORSE:
        return f"Worse than chance explains. {NO_CAUSE}"
    if outcome is Outcome.NO_CHANGE:
        return f"No change of importance: whatever change there was is smaller than {100 * importance:.3g}%."
    least = found.least if found else None
    seldom = ""
    if least is not None:
        small = f"A change of less than {100 * least:.2g}%" if least < 1 else "Even a doubling"
        seldom = f" {small} would often have been missed in so few and so uneven values."
    return f"Whether it changed cannot be told. That does not say that nothing changed.{seldom}"


def too_early_words(points: Points) -> str:
    have = "no value lies" if not points.after else f"{points.after} value{_lie(points.after)}"
    return (
        f"Not measurable yet: {have} after {day_words(points.counted_from)}, from when the figure should "
        f"move; a test needs {FEWEST_AFTER}."
    )


def beyond_telling_words() -> str:
    return (
        "What the level would have been without the action may be nought, so that no part of it can be told. "
        "It cannot be told whether it changed."
    )


def no_direction_words() -> str:
    return " Nobody said which direction is better, so it is neither better nor worse."


def part(change: float) -> str:
    """A change as a part, in words: -0.123 is "12% lower"."""
    size = abs(100 * change)
    if size < 0.05:
        return "no change"
    figure = f"{size:.0f}" if size >= 10 else f"{size:.1f}"
    return f"{figure}% {'lower' if change < 0 else 'higher'}"


def _way(change: float) -> str:
    return "no higher and no lower" if abs(change) < 0.0005 else part(change)


def _lie(count: int) -> str:
    return " lies" if count == 1 else "s lie"
