"""What the database itself holds fast: the baselines, once their project has begun; and what was
expected of a gain, once somebody has looked at what came."""

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

# What is expected of a gain: not rewritten once it is followed up.
EXPECTATION = (
    "kind", "scale", "expected_value", "expected_low", "expected_high", "expected_words",
    "expected_on", "starts_on",
)  # fmt: skip
FOLLOWED_UP = "EXISTS (SELECT 1 FROM lean_followup WHERE gain_id = OLD.id)"
GAIN = "(SELECT {column} FROM lean_gain WHERE id = NEW.gain_id)"
TOO_EARLY = f"NEW.measured_on < {GAIN.format(column='starts_on')}"
# Whole hundredths: a fifth is a fifth on both databases.
DEVIATES = "ABS(ROUND(100 * NEW.value) - ROUND(100 * {0})) * 5 > ROUND(100 * {0})"
UNEXPLAINED = f"NEW.because = '' AND {DEVIATES.format(GAIN.format(column='expected_value'))}"
EARLY = "a gain is not realised before it begins"
OFF = "a deviation above 20 per cent is explained"

# By themselves: earlier migrations make those above, and know no gains.
GAIN_LOCKS = Locks(
    {
        "lean_expectation_is_not_rewritten": Trigger(
            "lean_gain",
            "UPDATE",
            f"{FOLLOWED_UP} AND ({differ((*EXPECTATION, 'project_id'))})",
            "what was expected is locked when a gain is followed up",
        ),
        "lean_gain_is_not_realised_early": Trigger("lean_followup", "INSERT", TOO_EARLY, EARLY),
        "lean_gain_is_not_moved_early": Trigger("lean_followup", "UPDATE", TOO_EARLY, EARLY),
        "lean_deviation_is_explained": Trigger("lean_followup", "INSERT", UNEXPLAINED, OFF),
        "lean_deviation_stays_explained": Trigger("lean_followup", "UPDATE", UNEXPLAINED, OFF),
    }
)
