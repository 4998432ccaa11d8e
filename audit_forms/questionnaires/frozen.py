"""Triggers by which the database itself refuses to change a published edition (used by migrations).

`Frozen.applies` is an SQL condition on a row, written with `{row}` for OLD or NEW. Later migrations that alter one of
these tables drop the triggers first and create them again, because SQLite rebuilds the whole table.
"""

from dataclasses import dataclass
from typing import Any

MESSAGE = "A published edition never changes."
PUBLISHED = "SELECT 1 FROM questionnaires_edition e"


@dataclass(frozen=True)
class Frozen:
    """When the rows of a table may no longer change; `inserts` is whether adding a row counts as a change."""

    table: str
    applies: str
    inserts: bool = True


FROZEN = (
    Frozen("questionnaires_edition", "{row}.status = 'published'", inserts=False),
    Frozen(
        "questionnaires_section",
        f"EXISTS ({PUBLISHED} WHERE e.id = {{row}}.edition_id AND e.status = 'published')",
    ),
    Frozen(
        "questionnaires_signoffstep",
        f"EXISTS ({PUBLISHED} WHERE e.id = {{row}}.edition_id AND e.status = 'published')",
    ),
    Frozen(
        "questionnaires_question",
        f"EXISTS ({PUBLISHED} JOIN questionnaires_section s ON s.edition_id = e.id"
        " WHERE s.id = {row}.section_id AND e.status = 'published')",
    ),
    Frozen(
        "questionnaires_descriptor",
        f"EXISTS ({PUBLISHED} JOIN questionnaires_section s ON s.edition_id = e.id"
        " JOIN questionnaires_question q ON q.section_id = s.id"
        " WHERE q.id = {row}.question_id AND e.status = 'published')",
    ),
    Frozen(
        "questionnaires_ratingscale",
        f"EXISTS ({PUBLISHED} WHERE e.rating_scale_id = {{row}}.id AND e.status = 'published')",
        inserts=False,
    ),
    Frozen(
        "questionnaires_ratinglevel",
        f"EXISTS ({PUBLISHED} WHERE e.rating_scale_id = {{row}}.scale_id AND e.status = 'published')",
    ),
)


def conditions(frozen: Frozen) -> dict[str, str]:
    """The condition under which each kind of change is refused."""
    old, new = (frozen.applies.format(row=row) for row in ("OLD", "NEW"))
    wanted = {"UPDATE": f"({old} OR {new})" if frozen.inserts else old, "DELETE": old}
    return wanted | ({"INSERT": new} if frozen.inserts else {})


def create_triggers(apps: Any, schema_editor: Any) -> None:
    """Have SQLite or PostgreSQL refuse every change to a published edition."""
    write = {"sqlite": sqlite_trigger, "postgresql": postgresql_trigger}[schema_editor.connection.vendor]
    for frozen in FROZEN:
        for event, condition in conditions(frozen).items():
            for statement in write(frozen.table, event, condition):
                schema_editor.execute(statement)


def drop_triggers(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away again."""
    for frozen in FROZEN:
        for event in conditions(frozen):
            name = trigger_name(frozen.table, event)
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(f"DROP FUNCTION {name}() CASCADE")
            else:
                schema_editor.execute(f"DROP TRIGGER {name}")


def trigger_name(table: str, event: str) -> str:
    """Name of the trigger, and on PostgreSQL of its function."""
    return f"{table}_frozen_{event.lower()}"


def sqlite_trigger(table: str, event: str, condition: str) -> list[str]:
    """The statement that makes one trigger on SQLite."""
    return [
        f"CREATE TRIGGER {trigger_name(table, event)} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    ]


def postgresql_trigger(table: str, event: str, condition: str) -> list[str]:
    """The statements that make one trigger and its function on PostgreSQL."""
    name = trigger_name(table, event)
    result = "OLD" if event == "DELETE" else "NEW"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {result}; END $$",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
