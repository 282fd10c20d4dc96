"""The only writes of the lineage room."""

from answerable.lineage.operations.contradicting import (
    assign_contradiction,
    note_contradiction,
    open_contradiction,
    record_agreement,
    reopen_contradiction,
    resolve_contradiction,
)
from answerable.lineage.operations.deciding import MOST_THEMES, decide, undo, undo_all
from answerable.lineage.operations.deciding_themes import decide_themes
from answerable.lineage.operations.drafting import (
    Draft,
    extend_draft,
    propose_expectation,
    propose_expectations,
    retire_drafts,
)
from answerable.lineage.operations.errors import (
    AlreadyDecidedError,
    ChangedSinceError,
    ContradictionError,
    DecisionError,
    ExpectationError,
    LineageError,
    OvertakenError,
    RefusedGroupError,
)
from answerable.lineage.operations.expecting import (
    add_entries,
    adopt_expectation,
    make_expectation,
    merge_expectations,
    refuse_draft,
    remove_entries,
    retire_expectation,
    reword_expectation,
    split_expectation,
)
from answerable.lineage.operations.holding import (
    MINUTES,
    hold_next,
    release_all,
    release_hold,
    renew_hold,
    take_hold,
)
from answerable.lineage.operations.looking import forget_looks, note_looks
from answerable.lineage.operations.suggesting import (
    Proposed,
    begin_run,
    finish_run,
    record_suggestions,
    withdraw_suggestions,
)
from answerable.lineage.operations.undoing import undo_change

__all__ = [
    "MINUTES",
    "MOST_THEMES",
    "AlreadyDecidedError",
    "ChangedSinceError",
    "ContradictionError",
    "DecisionError",
    "Draft",
    "ExpectationError",
    "LineageError",
    "OvertakenError",
    "Proposed",
    "RefusedGroupError",
    "add_entries",
    "adopt_expectation",
    "assign_contradiction",
    "begin_run",
    "decide",
    "decide_themes",
    "extend_draft",
    "finish_run",
    "forget_looks",
    "hold_next",
    "make_expectation",
    "merge_expectations",
    "note_looks",
    "note_contradiction",
    "open_contradiction",
    "propose_expectation",
    "propose_expectations",
    "record_agreement",
    "record_suggestions",
    "refuse_draft",
    "release_all",
    "release_hold",
    "remove_entries",
    "renew_hold",
    "reopen_contradiction",
    "resolve_contradiction",
    "retire_drafts",
    "retire_expectation",
    "reword_expectation",
    "split_expectation",
    "take_hold",
    "undo",
    "undo_all",
    "undo_change",
    "withdraw_suggestions",
]
