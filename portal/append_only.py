"""Triggers that make a table append-only, whatever reaches for it: the ORM, the admin or a SQL prompt."""

from typing import Any

from django.db.migrations import RunPython


def append_only(*, table: str, name: str, refusal: str) -> RunPython:
    """The migration operation by which the database refuses every change but new rows, with `refusal` as its words.

    `name` begins the names of the triggers. A later migration that alters the table reverses this first, because SQLite
    rebuilds the table without its triggers.
    """

    def put_on(apps: Any, schema_editor: Any) -> None:
        _run(schema_editor, {"sqlite": _sqlite(table, name, refusal), "postgresql": _postgresql(table, name, refusal)})

    def take_off(apps: Any, schema_editor: Any) -> None:
        function = [f"DROP FUNCTION {name}_refuse() CASCADE"]
        triggers = [f"DROP TRIGGER {name}_no_update", f"DROP TRIGGER {name}_no_delete"]
        _run(schema_editor, {"sqlite": triggers, "postgresql": function})

    return RunPython(put_on, take_off)


def _sqlite(table: str, name: str, refusal: str) -> list[str]:
    return [
        f"CREATE TRIGGER {name}_no_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        for event in ("UPDATE", "DELETE")
    ]


def _postgresql(table: str, name: str, refusal: str) -> list[str]:
    refuse = f"EXECUTE FUNCTION {name}_refuse()"
    return [
        f"CREATE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {name}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]


def _run(schema_editor: Any, statements: dict[str, list[str]]) -> None:
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
