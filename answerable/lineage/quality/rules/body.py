"""Names a body that can act: one that is there today, and no class of bodies."""

from answerable.lineage.quality.asks import Ask, Asked
from answerable.lineage.quality.outcomes import Outcome, Rule, Source, Verdict
from answerable.sources.adapters.actor_words import is_vague


def judge(ask: Ask) -> Verdict:
    if not ask.phrases:
        who = "whom you send this to" if ask.kind == "concern" else "who should act"
        return Verdict(Outcome.NOT_MET, f"Say {who}: no body is named here.")
    if ask.asked is None:
        return _by_words(ask.phrases)
    for asked in ask.asked:
        if asked.state == "closed":
            return Verdict(Outcome.NOT_MET, _closed(asked), (asked.as_written,))
    named = [asked for asked in ask.asked if asked.state == "now"]
    if named and len(named) == len(ask.asked):
        return Verdict(Outcome.MET, "Check that this body has the power to do it.", _written(named))
    for asked in ask.asked:
        if asked.state == "several":
            return Verdict(Outcome.CANNOT_TELL, _several(asked), (asked.as_written,))
    if named:
        others = [asked for asked in ask.asked if asked.state != "now"]
        return Verdict(
            Outcome.MET,
            "At least one body is named; say which others you mean in full.",
            _written([*named, *others]),
        )
    if any(asked.state == "class" for asked in ask.asked):
        return Verdict(
            Outcome.CANNOT_TELL,
            "This is a class of bodies: name the one that can make them act, or say who answers for "
            "them all.",
            _written(ask.asked),
        )
    return Verdict(
        Outcome.CANNOT_TELL,
        "The register does not know this body: give its full, present name.",
        _written(ask.asked),
    )


def _by_words(phrases: tuple[str, ...]) -> Verdict:
    if all(is_vague(phrase) for phrase in phrases):
        return Verdict(
            Outcome.CANNOT_TELL, "This is a class of bodies: name the one that can make them act.", phrases
        )
    return Verdict(Outcome.MET, "Check that this body has the power to do it.", phrases)


def _closed(asked: Asked) -> str:
    when = f" on {asked.closed.day} {asked.closed:%B %Y}" if asked.closed else ""
    if not asked.successors:
        return f"{asked.name} closed{when} and no successor is known: say who should act now."
    names = " and ".join(name for name, _ in asked.successors[:3])
    if len(asked.successors) == 1:
        return f"{asked.name} closed{when}; {names} is its successor: address that instead."
    return f"{asked.name} closed{when}; {names} are its successors: address whichever of them can act."


def _several(asked: Asked) -> str:
    return f"These words fit more than one body ({', '.join(asked.candidates[:3])}): give the full name."


def _written(asked: list[Asked] | tuple[Asked, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.as_written for one in asked))


RULE = Rule(
    "body",
    "Names a body that can act",
    judge,
    Source(
        "HSSIB, overarching report on mental health (May 2025): recommendations without a clearly "
        "identified body; "
        "Coroners and Justice Act 2009, Schedule 5, paragraph 7",
        "https://www.hssib.org.uk/news-events-blog/more-must-be-done-to-stop-reoccurring-harm-in-mental-health",
    ),
)
