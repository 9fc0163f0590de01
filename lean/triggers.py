"""What the database itself holds fast: the baselines, once their project has begun, and what was
expected of a gain, once somebody has looked at what came.

SQLite makes a table anew to alter it, and a trigger in the way stops that or is lost. So every
later migration of these tables drops all triggers first and makes them again at its end.
"""

import re
from typing import Any

from django.db import connection

LOCKED = ("baseline_value", "baseline_on", "baseline_people", "unit", "better", "method")
# What is expected of a gain: not rewritten once it is followed up.
EXPECTATION = (
    "kind", "scale", "expected_value", "expected_low", "expected_high", "expected_words",
    "expected_on", "starts_on",
)  # fmt: skip
# What an indicator's project says, and what a project's own row said before.
BEGUN = "(SELECT started_on FROM lean_project WHERE id = {row}.project_id) IS NOT NULL"
# What is withdrawn may have to be removed for good.
SHOWN = "(SELECT withdrawn_at FROM lean_project WHERE id = OLD.project_id) IS NULL"
CHANGED = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in LOCKED)
SENTENCE = "a baseline is locked when the project has begun"

FOLLOWED_UP = "EXISTS (SELECT 1 FROM lean_followup WHERE gain_id = OLD.id)"
EXPECTATION_CHANGED = " OR ".join(
    f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in (*EXPECTATION, "project_id")
)
GAIN = "(SELECT {column} FROM lean_gain WHERE id = NEW.gain_id)"
TOO_EARLY = f"NEW.measured_on < {GAIN.format(column='starts_on')}"
# Whole hundredths: a fifth is a fifth on both databases.
DEVIATES = "ABS(ROUND(100 * NEW.value) - ROUND(100 * {0})) * 5 > ROUND(100 * {0})"
UNEXPLAINED = f"NEW.because = '' AND {DEVIATES.format(GAIN.format(column='expected_value'))}"

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
    "lean_expectation_is_not_rewritten": (
        "lean_gain",
        "UPDATE",
        f"{FOLLOWED_UP} AND ({EXPECTATION_CHANGED})",
    ),
    "lean_gain_is_not_realised_early": ("lean_followup", "INSERT", TOO_EARLY),
    "lean_realised_gain_is_not_moved_early": ("lean_followup", "UPDATE", TOO_EARLY),
    "lean_deviation_is_explained": ("lean_followup", "INSERT", UNEXPLAINED),
    "lean_deviation_stays_explained": ("lean_followup", "UPDATE", UNEXPLAINED),
}
# What each says; the rest say SENTENCE.
SENTENCES = {
    "lean_expectation_is_not_rewritten": "what was expected is locked when a gain is followed up",
    "lean_gain_is_not_realised_early": "a gain is not realised before it begins",
    "lean_realised_gain_is_not_moved_early": "a gain is not realised before it begins",
    "lean_deviation_is_explained": "a deviation above 20 per cent is explained",
    "lean_deviation_stays_explained": "a deviation above 20 per cent is explained",
}


def create(apps: Any = None, schema_editor: Any = None) -> None:
    """Those of the tables that are there: an early migration knows fewer than a late one."""
    for name, (table, event, condition) in there(schema_editor).items():
        execute(schema_editor, *statements(name, table, event, condition))


def drop(apps: Any = None, schema_editor: Any = None) -> None:
    for name, (table, _event, _condition) in there(schema_editor).items():
        on = f" ON {table}" if vendor(schema_editor) == "postgresql" else ""
        execute(schema_editor, f"DROP TRIGGER IF EXISTS {name}{on}")


def there(schema_editor: Any) -> dict[str, tuple[str, str, str]]:
    used = schema_editor.connection if schema_editor else connection
    tables = set(used.introspection.table_names())
    return {name: facts for name, facts in TRIGGERS.items() if {facts[0], *needs(facts)} <= tables}


def needs(facts: tuple[str, str, str]) -> set[str]:
    """The tables that the condition reads."""
    return set(re.findall(r"FROM (lean_\w+)", facts[2]))


def statements(name: str, table: str, event: str, condition: str) -> list[str]:
    sentence = SENTENCES.get(name, SENTENCE)
    if connection.vendor == "sqlite":
        condition = condition.replace("IS DISTINCT FROM", "IS NOT")
        return [
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        ]
    result = "OLD" if event == "DELETE" else "NEW"
    # The condition is asked in the function: a trigger's own WHEN may not look in other tables.
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; "
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
