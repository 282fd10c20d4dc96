"""What a command says when the machine fails it half-way: plain words, and what to do about it."""

import errno

_PLACE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}


def in_plain_words(error: Exception) -> str:
    """The message for a failure of the database, the disk or a helping process; "" for any other error."""
    from concurrent.futures.process import BrokenProcessPool

    from django.db import DatabaseError

    if isinstance(error, DatabaseError):
        return (
            f"The database refused: {error}\n"
            "What was recorded before is kept, and nothing is half-written. Make room on the disk, or see "
            "that no other command is writing, and run the same command again."
        )
    if isinstance(error, BrokenProcessPool):
        return (
            "A process that prepares reports died, probably for want of memory. What was recorded is kept: "
            "run the same command again, with --workers 1 if it happens twice."
        )
    if isinstance(error, OSError) and error.errno in _PLACE:
        return (
            f"{error.filename or 'The disk'} cannot be written: {error.strerror}.\n"
            "What was recorded before is kept. Make room or mend who may write there, and run the same "
            "command again."
        )
    return ""
