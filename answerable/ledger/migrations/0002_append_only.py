"""The database refuses to change or remove an event, whoever asks."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER ledger_event_no_update BEFORE UPDATE ON ledger_event
       BEGIN SELECT RAISE(ABORT, 'The ledger is append-only: an event cannot be changed.'); END""",
    """CREATE TRIGGER ledger_event_no_delete BEFORE DELETE ON ledger_event
       BEGIN SELECT RAISE(ABORT, 'The ledger is append-only: an event cannot be removed.'); END""",
    """CREATE TRIGGER ledger_event_no_replace BEFORE INSERT ON ledger_event
       WHEN EXISTS (SELECT 1 FROM ledger_event WHERE "index" = NEW."index")
       BEGIN SELECT RAISE(ABORT, 'The ledger is append-only: this place in the log is taken.'); END""",
]
SQLITE_UNDO = [
    "DROP TRIGGER ledger_event_no_update",
    "DROP TRIGGER ledger_event_no_delete",
    "DROP TRIGGER ledger_event_no_replace",
]
POSTGRESQL = [
    """CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'The ledger is append-only: an event cannot be changed or removed.'; END $$""",
    """CREATE TRIGGER ledger_event_no_change BEFORE UPDATE OR DELETE ON ledger_event
       FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
    """CREATE TRIGGER ledger_event_no_truncate BEFORE TRUNCATE ON ledger_event
       FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()""",
]
POSTGRESQL_UNDO = [
    "DROP TRIGGER ledger_event_no_change ON ledger_event",
    "DROP TRIGGER ledger_event_no_truncate ON ledger_event",
    "DROP FUNCTION ledger_refuse()",
]


def protect(apps, schema_editor) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unprotect(apps, schema_editor) -> None:
    for statement in POSTGRESQL_UNDO if schema_editor.connection.vendor == "postgresql" else SQLITE_UNDO:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
