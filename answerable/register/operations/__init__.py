"""The only writes of the register room."""

from answerable.register.operations.correcting import correct_report, withdraw_published
from answerable.register.operations.deciding import decide_addressee, withdraw_entry
from answerable.register.operations.errors import OvertakenError, PublishingError
from answerable.register.operations.manuscripts import (
    LONGEST,
    discard_manuscript,
    publish_manuscript,
    save_manuscript,
    start_manuscript,
)
from answerable.register.operations.plain import (
    PlainError,
    add_edition,
    record_summaries,
    withdraw_edition,
    write_summary,
)
from answerable.register.operations.recording import RECORDING, Recorded, record_report
from answerable.register.operations.withdrawing import (
    REPORT_WITHDRAW,
    restore_own_report,
    restore_report,
    withdraw_own_report,
    withdraw_report,
)

__all__ = [
    "LONGEST",
    "PlainError",
    "OvertakenError",
    "PublishingError",
    "RECORDING",
    "REPORT_WITHDRAW",
    "Recorded",
    "add_edition",
    "correct_report",
    "decide_addressee",
    "discard_manuscript",
    "publish_manuscript",
    "record_report",
    "record_summaries",
    "restore_own_report",
    "restore_report",
    "save_manuscript",
    "start_manuscript",
    "withdraw_edition",
    "withdraw_entry",
    "withdraw_own_report",
    "withdraw_published",
    "withdraw_report",
    "write_summary",
]
