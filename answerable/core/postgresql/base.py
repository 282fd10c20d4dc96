"""Django's own, but for how rows are held: by FOR NO KEY UPDATE, which lets others point to them.

FOR UPDATE makes whoever adds a row that points to a held one wait, at its commit. By then it holds the log,
for which the holder of the row waits in turn: the two would be parted each time they meet. No key of the
register ever changes, so that nothing is lost
(https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS).
"""

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    def for_update_sql(
        self,
        nowait: bool = False,
        skip_locked: bool = False,
        of: tuple[str, ...] = (),
        no_key: bool = False,  # noqa: ARG002  # asked for or not
    ) -> str:
        return super().for_update_sql(nowait, skip_locked, of, no_key=True)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
