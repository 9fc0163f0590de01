"""What the database itself holds fast: the baselines, once their project has begun."""

from publishing.triggers import Locks, Trigger, differ

LOCKED = ("baseline_value", "baseline_on", "baseline_people", "unit", "better", "method")
# What an indicator's project says, and what a project's own row said before.
BEGUN = "(SELECT started_on FROM lean_project WHERE id = {row}.project_id) IS NOT NULL"
# What is withdrawn may have to be removed for good.
SHOWN = "(SELECT withdrawn_at FROM lean_project WHERE id = OLD.project_id) IS NULL"
SENTENCE = "a baseline is locked when the project has begun"

LOCKS = Locks(
    {
        "lean_baseline_is_not_changed": Trigger(
            "lean_indicator",
            "UPDATE",
            f"{BEGUN.format(row='OLD')} AND ({differ(LOCKED)} OR OLD.project_id <> NEW.project_id)",
            SENTENCE,
        ),
        "lean_baseline_is_not_late": Trigger(
            "lean_indicator",
            "INSERT",
            f"{BEGUN.format(row='NEW')} AND NEW.baseline_value IS NOT NULL",
            SENTENCE,
        ),
        "lean_baseline_is_not_removed": Trigger(
            "lean_indicator",
            "DELETE",
            f"{BEGUN.format(row='OLD')} AND {SHOWN} AND OLD.baseline_value IS NOT NULL",
            SENTENCE,
        ),
        "lean_start_is_not_moved": Trigger(
            "lean_project",
            "UPDATE",
            "OLD.started_on IS NOT NULL AND OLD.started_on IS DISTINCT FROM NEW.started_on",
            SENTENCE,
        ),
    }
)

create, drop = LOCKS.create, LOCKS.drop
