"""The only writes of the register room."""

from answerable.register.operations.correcting import correct_report, withdraw_published
from answerable.register.operations.deciding import decide_addressee, withdraw_entry
from answerable.register.operations.errors import PublishingError
from answerable.register.operations.manuscripts import (
    LONGEST,
    discard_manuscript,
    publish_manuscript,
    save_manuscript,
    start_manuscript,
)
from answerable.register.operations.recording import Recorded, record_report

__all__ = [
    "LONGEST",
    "PublishingError",
    "Recorded",
    "correct_report",
    "decide_addressee",
    "discard_manuscript",
    "publish_manuscript",
    "record_report",
    "save_manuscript",
    "start_manuscript",
    "withdraw_entry",
    "withdraw_published",
]
