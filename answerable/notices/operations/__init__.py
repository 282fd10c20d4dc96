"""The only writes of the notices room. None of them is a fact of the register."""

from answerable.notices.operations.alerting import note_followed, write_alert
from answerable.notices.operations.errors import NoticeError
from answerable.notices.operations.following import (
    TooManyFollowsError,
    ask_to_follow,
    choose_follow_rhythm,
    confirm_follow,
    end_follow,
    end_following,
    forget_unconfirmed,
)
from answerable.notices.operations.hearing import choose_rhythm, mark_read, mark_unread, write_digest
from answerable.notices.operations.sending import begin_try, note_failed, note_sent, record_bounce
from answerable.notices.operations.telling import queue_message, queue_within, tell, tell_within

__all__ = [
    "NoticeError",
    "TooManyFollowsError",
    "ask_to_follow",
    "begin_try",
    "choose_follow_rhythm",
    "choose_rhythm",
    "confirm_follow",
    "end_follow",
    "end_following",
    "forget_unconfirmed",
    "mark_read",
    "mark_unread",
    "note_failed",
    "note_followed",
    "note_sent",
    "queue_message",
    "queue_within",
    "record_bounce",
    "tell",
    "tell_within",
    "write_alert",
    "write_digest",
]
