"""A date by which it is to be done."""

import re

from answerable.core.text.dates import dates_in
from answerable.lineage.quality.asks import Ask
from answerable.lineage.quality.outcomes import Outcome, Rule, Verdict
from answerable.lineage.quality.words import any_of, found, listed, source

_SPANS = any_of(listed("signs")["date"]["spans"])
_URGENT = any_of(listed("signs")["date"]["urgent"])
_BY = re.compile(
    r"\b(?:by|before|no later than|not later than|until|from"
    r"|with effect from)\s+(?:the\s+)?(?:end\s+of\s+)?$",
    re.IGNORECASE,
)


def judge(ask: Ask) -> Verdict:
    if spans := found(_SPANS, ask.text):
        return Verdict(
            Outcome.MET, "Say from which day the time runs, if it is not the day of publication.", spans
        )
    for hit in dates_in(ask.text):
        before = _BY.search(ask.text, max(0, hit.start - 40), hit.start)
        if not before:
            continue
        words = (" ".join(ask.text[before.start() : hit.end].split()),)
        years = [int(year) for year in re.findall(r"(?:19|20)\d\d", ask.text[hit.start : hit.end])]
        day = hit.found.date
        if (day and day < ask.on) or (not day and years and max(years) < ask.on.year):
            return Verdict(Outcome.NOT_MET, "That date is past: give one to come.", words)
        if day or years:
            return Verdict(Outcome.MET, "There is a date by which it can be looked for.", words)
    if urgent := found(_URGENT, ask.text):
        return Verdict(
            Outcome.CANNOT_TELL, "It is urgent, but nobody could say when it is late: give a date.", urgent
        )
    return Verdict(
        Outcome.NOT_MET, "Give a date by which it should be done, or by which progress is to be reported."
    )


RULE = Rule(
    "date",
    "Has a date",
    judge,
    source("signs", "date"),
    not_for_concerns="The law sets the date of a coroner's report: a reply is due within 56 days.",
)
