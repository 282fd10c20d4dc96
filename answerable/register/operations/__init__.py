"""The only writes of the register room."""

from answerable.register.operations.deciding import decide_addressee, withdraw_entry
from answerable.register.operations.recording import Recorded, record_report

__all__ = ["Recorded", "decide_addressee", "record_report", "withdraw_entry"]
