"""The only writes of the notices room. None of them is a fact of the register."""

from answerable.notices.operations.errors import NoticeError
from answerable.notices.operations.hearing import choose_rhythm, mark_read, mark_unread, write_digest
from answerable.notices.operations.sending import begin_try, note_failed, note_sent, record_bounce
from answerable.notices.operations.telling import queue_message, queue_within, tell, tell_within

__all__ = [
    "NoticeError",
    "begin_try",
    "choose_rhythm",
    "mark_read",
    "mark_unread",
    "note_failed",
    "note_sent",
    "queue_message",
    "queue_within",
    "record_bounce",
    "tell",
    "tell_within",
    "write_digest",
]
