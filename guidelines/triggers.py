"""What the database itself holds fast: an edition that a body has adopted.

Its text and facts never change, and its status only moves on. SQLite's REPLACE deletes a row
without asking: what takes the place of a locked row is refused too.
"""

from publishing.triggers import Locks, Trigger, differ

FROZEN = "('vedtatt', 'erstattet', 'opphevet')"
SENTENCE = "an adopted edition is never changed"
# All of an edition's row but its status and its end.
FACTS = (
    "guideline_id", "number", "significance", "change_summary", "hearing_until", "adopted_on",
    "adopted_by", "case_number", "committee_case_number", "valid_from", "review_by",
    "adopted_text", "saksframlegg", "version",
)  # fmt: skip
END = ("valid_to", "repealed_by")
STEPS = (
    "OLD.status = 'utkast' AND NEW.status IN ('horing', 'vedtatt')"
    " OR OLD.status = 'horing' AND NEW.status IN ('utkast', 'vedtatt')"
    " OR OLD.status = 'vedtatt' AND NEW.status IN ('erstattet', 'opphevet')"
)
# The locked edition that a new or changed row would take the place of.
SAME_PLACE = (
    "EXISTS (SELECT 1 FROM guidelines_edition AS other WHERE"
    f" other.guideline_id = NEW.guideline_id AND other.status IN {FROZEN}"
    " AND (other.number = NEW.number OR other.status = 'vedtatt' AND NEW.status = 'vedtatt'){but})"
)

# How a part is found to be one of a locked edition: {row} is OLD, NEW, or a row that is there.
PARTS = {
    "guidelines_section": (
        f"EXISTS (SELECT 1 FROM guidelines_edition WHERE id = {{row}}.edition_id"
        f" AND status IN {FROZEN})"
    ),
    "guidelines_clause": (
        "EXISTS (SELECT 1 FROM guidelines_section"
        " JOIN guidelines_edition ON guidelines_edition.id = guidelines_section.edition_id"
        f" WHERE guidelines_section.id = {{row}}.section_id"
        f" AND guidelines_edition.status IN {FROZEN})"
    ),
    "guidelines_editionattachment": (
        f"EXISTS (SELECT 1 FROM guidelines_edition WHERE id = {{row}}.text_id"
        f" AND status IN {FROZEN})"
    ),
}
ANY = f"EXISTS (SELECT 1 FROM guidelines_edition WHERE status IN {FROZEN})"


def of_editions() -> dict[str, Trigger]:
    table = "guidelines_edition"
    there = (
        f"EXISTS (SELECT 1 FROM {table} AS other WHERE other.id = NEW.id"
        f" AND other.status IN {FROZEN})"
    )
    taken = SAME_PLACE.format(but="")
    taken_from_another = SAME_PLACE.format(but=" AND other.id <> OLD.id")
    conditions = {
        "begins_as_a_draft": ("INSERT", "NEW.status <> 'utkast'"),
        "takes_no_place": ("INSERT", f"{there} OR {taken}"),
        "is_not_changed": ("UPDATE", f"OLD.status IN {FROZEN} AND ({differ(FACTS)})"),
        "moves_on": ("UPDATE", f"OLD.status <> NEW.status AND NOT ({STEPS})"),
        "ends_once": (
            "UPDATE",
            f"OLD.status IN {FROZEN} AND OLD.status = NEW.status AND ({differ(END)})",
        ),
        "keeps_its_place": ("UPDATE", f"OLD.id <> NEW.id OR {taken_from_another}"),
        "is_not_removed": ("DELETE", f"OLD.status IN {FROZEN}"),
        "is_not_emptied": ("TRUNCATE", ANY),
    }
    return {
        f"{table}_{name}": Trigger(table, event, condition, SENTENCE)
        for name, (event, condition) in conditions.items()
    }


def of_parts(table: str, is_locked: str) -> dict[str, Trigger]:
    before, after = is_locked.format(row="OLD"), is_locked.format(row="NEW")
    there = (
        f"EXISTS (SELECT 1 FROM {table} AS other WHERE other.id = NEW.id"
        f" AND {is_locked.format(row='other')})"
    )
    conditions = {
        "is_not_added": ("INSERT", f"{after} OR {there}"),
        "is_not_changed": ("UPDATE", f"{before} OR {after} OR OLD.id <> NEW.id"),
        "is_not_removed": ("DELETE", before),
        "is_not_emptied": ("TRUNCATE", ANY),
    }
    return {
        f"{table}_{name}": Trigger(table, event, condition, SENTENCE)
        for name, (event, condition) in conditions.items()
    }


LOCKS = Locks(
    of_editions()
    | {name: t for table, rule in PARTS.items() for name, t in of_parts(table, rule).items()}
)
