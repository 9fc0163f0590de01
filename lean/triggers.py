"""What the database itself holds fast: the baselines, once their project has begun.

SQLite makes a table anew to alter it, and a trigger in the way stops that or is lost. So every
later migration of these tables drops all triggers first and makes them again at its end.
"""

from typing import Any

from django.db import connection

LOCKED = ("baseline_value", "baseline_on", "baseline_people", "unit", "better", "method")
# What an indicator's project says, and what a project's own row said before.
BEGUN = "(SELECT started_on FROM lean_project WHERE id = {row}.project_id) IS NOT NULL"
# What is withdrawn may have to be removed for good.
SHOWN = "(SELECT withdrawn_at FROM lean_project WHERE id = OLD.project_id) IS NULL"
CHANGED = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in LOCKED)
SENTENCE = "a baseline is locked when the project has begun"

# name: (table, event, condition)
TRIGGERS = {
    "lean_baseline_is_not_changed": (
        "lean_indicator",
        "UPDATE",
        f"{BEGUN.format(row='OLD')} AND ({CHANGED} OR OLD.project_id <> NEW.project_id)",
    ),
    "lean_baseline_is_not_late": (
        "lean_indicator",
        "INSERT",
        f"{BEGUN.format(row='NEW')} AND NEW.baseline_value IS NOT NULL",
    ),
    "lean_baseline_is_not_removed": (
        "lean_indicator",
        "DELETE",
        f"{BEGUN.format(row='OLD')} AND {SHOWN} AND OLD.baseline_value IS NOT NULL",
    ),
    "lean_start_is_not_moved": (
        "lean_project",
        "UPDATE",
        "OLD.started_on IS NOT NULL AND OLD.started_on IS DISTINCT FROM NEW.started_on",
    ),
}


def create(apps: Any = None, schema_editor: Any = None) -> None:
    for name, (table, event, condition) in TRIGGERS.items():
        execute(schema_editor, *statements(name, table, event, condition))


def drop(apps: Any = None, schema_editor: Any = None) -> None:
    for name, (table, _event, _condition) in TRIGGERS.items():
        on = f" ON {table}" if vendor(schema_editor) == "postgresql" else ""
        execute(schema_editor, f"DROP TRIGGER IF EXISTS {name}{on}")


def statements(name: str, table: str, event: str, condition: str) -> list[str]:
    if connection.vendor == "sqlite":
        condition = condition.replace("IS DISTINCT FROM", "IS NOT")
        return [
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        ]
    result = "OLD" if event == "DELETE" else "NEW"
    # The condition is asked in the function: a trigger's own WHEN may not look in other tables.
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; RETURN {result}; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def vendor(schema_editor: Any) -> str:
    return str((schema_editor.connection if schema_editor else connection).vendor)


def execute(schema_editor: Any, *commands: str) -> None:
    used = schema_editor.connection if schema_editor else connection
    with used.cursor() as cursor:
        for command in commands:
            cursor.execute(command)


def present() -> set[str]:
    """The triggers that the database has, from its own catalogue."""
    question = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {name for (name,) in cursor.fetchall()} & set(TRIGGERS)
