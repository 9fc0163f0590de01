"""What the database itself holds fast, whoever writes to it.

SQLite makes a table anew to alter it, and a trigger in the way stops that or is lost. So every
later migration of a table that has triggers drops all of that app first, and makes them again at
its end: `RunPython(LOCKS.drop, LOCKS.create)` first, `RunPython(LOCKS.create, LOCKS.drop)` last.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

CATALOGUE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    ),
}


@dataclass(frozen=True)
class Trigger:
    """Refuses an event on a row where the condition holds, with an IntegrityError that says so."""

    table: str
    event: str  # INSERT, UPDATE, DELETE; TRUNCATE, which PostgreSQL alone has
    condition: str
    sentence: str

    def statements(self, name: str, vendor: str) -> list[str]:
        if vendor == "sqlite":
            return [self.in_sqlite(name)]
        return [self.function(name), self.in_postgresql(name)]

    def in_sqlite(self, name: str) -> str:
        condition = self.condition.replace("IS DISTINCT FROM", "IS NOT")
        return (
            f"CREATE TRIGGER {name} BEFORE {self.event} ON {self.table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
        )

    def function(self, name: str) -> str:
        """The condition is asked here: a trigger's own WHEN may not look in other tables."""
        result = "OLD" if self.event == "DELETE" else "NEW"
        return (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
            f"IF {self.condition} THEN RAISE EXCEPTION '{self.sentence}' "
            "USING ERRCODE = 'integrity_constraint_violation'; "
            f"END IF; RETURN {result}; END $$ LANGUAGE plpgsql"
        )

    def in_postgresql(self, name: str) -> str:
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        return (
            f"CREATE TRIGGER {name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH {each} EXECUTE FUNCTION {name}()"
        )


class Locks:
    """The triggers of one app by name. `create` and `drop` are what RunPython calls."""

    def __init__(self, triggers: dict[str, Trigger]) -> None:
        self.triggers = triggers

    def create(self, apps: Any = None, schema_editor: Any = None) -> None:
        used = schema_editor.connection if schema_editor else connection
        for name, trigger in self.on(used.vendor).items():
            execute(used, *trigger.statements(name, used.vendor))

    def drop(self, apps: Any = None, schema_editor: Any = None) -> None:
        used = schema_editor.connection if schema_editor else connection
        for name, trigger in self.on(used.vendor).items():
            on = f" ON {trigger.table}" if used.vendor == "postgresql" else ""
            execute(used, f"DROP TRIGGER IF EXISTS {name}{on}")

    def on(self, vendor: str) -> dict[str, Trigger]:
        return {
            name: trigger
            for name, trigger in self.triggers.items()
            if vendor == "postgresql" or trigger.event != "TRUNCATE"
        }

    def missing(self) -> set[str]:
        """Those that are not in the database, or are switched off, by its own catalogue."""
        with connection.cursor() as cursor:
            cursor.execute(CATALOGUE[connection.vendor])
            present = {name for (name,) in cursor.fetchall()}
        return set(self.on(connection.vendor)) - present


def execute(used: Any, *commands: str) -> None:
    with used.cursor() as cursor:
        for command in commands:
            cursor.execute(command)


def differ(columns: tuple[str, ...]) -> str:
    """The condition that one of the columns is about to change."""
    return " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)
