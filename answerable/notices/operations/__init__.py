"""The only writes of the notices room. None of them is a fact of the register."""

from answerable.notices.operations.errors import NoticeError
from answerable.notices.operations.telling import queue_message, queue_within, tell, tell_within

__all__ = ["NoticeError", "queue_message", "queue_within", "tell", "tell_within"]
