"""Reads of the duties room: dated, and never a judgement."""

from answerable.duties.queries.published import (
    ReplyFacts,
    ResponseState,
    asked_counts,
    dates_held,
    duties_of_body,
    duties_of_report,
    duties_within,
    reply_facts,
    reports_asking,
    reports_due_from,
    standing_date,
)

__all__ = [
    "ReplyFacts",
    "ResponseState",
    "asked_counts",
    "dates_held",
    "duties_of_body",
    "duties_of_report",
    "duties_within",
    "reply_facts",
    "reports_asking",
    "reports_due_from",
    "standing_date",
]
