"""Every version of entries, reports, expectations, bodies, responses and indicators, replayed from the log.

Nothing is stored here: what a version says follows from the events of the log and the dated rows that were
written with them. What was withheld or withdrawn since is so in every version.
"""

from answerable.publication.versions.answers import Said, answer_history, said_in
from answerable.publication.versions.entries import entry_history
from answerable.publication.versions.expectations import expectation_history
from answerable.publication.versions.indicators import indicator_history, told_of
from answerable.publication.versions.model import Change, Fact, History, Item, Step, changes
from answerable.publication.versions.organisations import organisation_history
from answerable.publication.versions.reports import report_history

__all__ = [
    "Change",
    "Fact",
    "History",
    "Item",
    "Said",
    "Step",
    "answer_history",
    "changes",
    "entry_history",
    "expectation_history",
    "indicator_history",
    "organisation_history",
    "report_history",
    "said_in",
    "told_of",
]
