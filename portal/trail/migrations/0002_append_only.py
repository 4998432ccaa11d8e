"""Triggers that make the audit trail append-only, whatever reaches for it: the ORM, the admin or a SQL prompt."""

from django.db import migrations

TABLE = "trail_audittrail"
REFUSAL = "The audit trail is append-only."

SQLITE_UP = [
    f"CREATE TRIGGER trail_no_{event.lower()} BEFORE {event} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for event in ("UPDATE", "DELETE")
]
SQLITE_DOWN = ["DROP TRIGGER trail_no_update", "DROP TRIGGER trail_no_delete"]

POSTGRES_UP = [
    "CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"CREATE TRIGGER trail_no_change BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION trail_refuse()",
    f"CREATE TRIGGER trail_no_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()",
]
POSTGRES_DOWN = [
    f"DROP TRIGGER trail_no_truncate ON {TABLE}",
    f"DROP TRIGGER trail_no_change ON {TABLE}",
    "DROP FUNCTION trail_refuse()",
]


def add_triggers(apps, schema_editor):
    _run(schema_editor, sqlite=SQLITE_UP, postgresql=POSTGRES_UP)


def remove_triggers(apps, schema_editor):
    _run(schema_editor, sqlite=SQLITE_DOWN, postgresql=POSTGRES_DOWN)


def _run(schema_editor, **statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [migrations.RunPython(add_triggers, remove_triggers)]
