"""The verbs of an edition, from draft to repealed. Each is all of it or nothing.

They raise ValidationError, {field: sentence} where a field is to blame. Each holds the guideline's
row, so that one thing happens to its editions at a time.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guidelines.clause import Clause, Section
from guidelines.edition import Edition
from guidelines.edition_text import written
from guidelines.guideline import Guideline
from publishing.faults import faults

Status, Significance = Edition.Status, Edition.Significance


def held(guideline: Guideline) -> Guideline:
    row: Guideline = Guideline.objects.select_for_update().get(pk=guideline.pk)
    return row


def held_edition(edition: Edition) -> Edition:
    """The edition as it is now that nobody else may do anything with it."""
    guideline = held(edition.guideline)
    row: Edition = guideline.editions.get(pk=edition.pk)
    return row


@transaction.atomic
def new_edition(guideline: Guideline) -> Edition:
    """Make a draft: a copy of the newest edition, whose clauses keep their keys; empty where there
    is none."""
    row = held(guideline)
    newest = row.editions.order_by("-number").first()
    if newest and not newest.is_frozen:
        raise ValidationError(_("There is a draft of a new edition already."))
    draft: Edition = row.editions.create()
    if newest:
        copy_parts(newest, draft)
    return draft


def copy_parts(old: Edition, new: Edition) -> None:
    sections = list(old.sections.prefetch_related("clauses"))
    copies = [
        Section(edition=new, letter=one.letter, heading=one.heading, intro=one.intro)
        for one in sections
    ]
    Section.objects.bulk_create(copies)
    Clause.objects.bulk_create(
        Clause(
            section=copy,
            number=clause.number,
            heading=clause.heading,
            text=clause.text,
            key=clause.key,
        )
        for section, copy in zip(sections, copies, strict=True)
        for clause in section.clauses.all()
    )


@transaction.atomic
def open_hearing(edition: Edition, *, until: date | None = None) -> None:
    """Show the draft to everybody, and ask what they think. It stands still meanwhile."""
    row = held_edition(edition)
    if row.status != Status.DRAFT:
        raise ValidationError(_("Only a draft can be opened for comments."))
    if until and until < timezone.localdate():
        raise ValidationError({"until": _("This day has passed.")})
    check_words(row)
    row.status, row.hearing_until = Status.HEARING, until
    row.save()
    row.guideline.tell_search()


@transaction.atomic
def close_hearing(edition: Edition) -> None:
    """Make it a draft again, which can be changed. What people have answered stays with it."""
    row = held_edition(edition)
    if row.status != Status.HEARING:
        raise ValidationError(_("It is not open for comments."))
    row.status = Status.DRAFT
    row.save()
    row.guideline.tell_search()


@transaction.atomic
def adopt(
    edition: Edition,
    *,
    adopted_on: date,
    adopted_by: str,
    case_number: str,
    committee_case_number: str = "",
    valid_from: date | None = None,
    review_by: date | None = None,
) -> None:
    """Write down that a body has adopted it. From then on it never changes, and the edition before
    it is replaced."""
    row = held_edition(edition)
    if row.status not in Edition.IN_THE_MAKING:
        raise ValidationError(_("Somebody has adopted this edition already. Nothing is changed."))
    row.adopted_on, row.adopted_by = adopted_on, adopted_by.strip()
    row.case_number = case_number.strip()
    row.committee_case_number = committee_case_number.strip()
    row.valid_from, row.review_by = valid_from or adopted_on, review_by
    before = row.guideline.adopted_edition
    check_facts(row, before)
    check_words(row)
    if not row.guideline.editions.adopted().exists():
        row.significance = Significance.SIGNIFICANT  # all of it is new
    row.status, row.adopted_text = Status.ADOPTED, written(row)
    if before:
        end(before, Status.REPLACED, last_day=row.valid_from - timedelta(days=1))
    row.save()
    row.guideline.tell_search()


def check_facts(row: Edition, before: Edition | None) -> None:
    errors: dict[str, str] = {}
    if not says_something(row.adopted_by):
        errors["adopted_by"] = _("Say which body adopted it.")
    if not says_something(row.case_number):
        errors["case_number"] = _("Write the case number: nothing is adopted without a case.")
    if row.adopted_on is None:
        errors["adopted_on"] = _("Say when it was adopted.")
    elif row.adopted_on > timezone.localdate():
        errors["adopted_on"] = _("This day has not come yet.")
    elif before and before.adopted_on and row.adopted_on < before.adopted_on:
        errors["adopted_on"] = _("The edition before it was adopted later than that.")
    if row.adopted_on and row.valid_from and row.valid_from < row.adopted_on:
        errors["valid_from"] = _("It cannot be valid before it is adopted.")
    if row.adopted_on and row.review_by and row.review_by <= row.adopted_on:
        errors["review_by"] = _("The review comes after the adoption.")
    if errors:
        raise ValidationError(errors)


def says_something(text: str) -> bool:
    """Not spaces and signs alone, nor what nobody sees."""
    return any(sign.isalnum() for sign in text)


def check_words(row: Edition) -> None:
    """What is shown to the public has words, and can be read by everybody."""
    sections = list(row.sections.prefetch_related("clauses"))
    if not sections:
        raise ValidationError(_("Write the sections and their clauses first."))
    empty = [section.letter for section in sections if not section.clauses.all()]
    if empty:
        sentence = _("There is no clause in section %(letter)s yet.")
        raise ValidationError(sentence % {"letter": empty[0]})
    if row.number > 1 and not row.change_summary.strip():
        raise ValidationError(_("Write first what is changed, and why."))
    found = faults(row.saksframlegg)
    if found:
        raise ValidationError([f"Saksframlegg: {sentence}" for sentence in found])


@transaction.atomic
def repeal(edition: Edition, *, last_day: date, decision: str) -> None:
    """Write down that it ends without another in its place."""
    row = held_edition(edition)
    if row.status != Status.ADOPTED:
        raise ValidationError(_("Only what is adopted can be repealed."))
    if not says_something(decision):
        raise ValidationError({"decision": _("Write who has repealed it, and in which case.")})
    if row.valid_from and last_day < row.valid_from:
        raise ValidationError({"last_day": _("It was not valid yet on that day.")})
    row.repealed_by = decision.strip()
    end(row, Status.REPEALED, last_day=last_day)
    row.guideline.tell_search()


def end(row: Edition, status: Edition.Status, *, last_day: date) -> None:
    """Only these columns: the rest stands as it was adopted."""
    row.status, row.valid_to = status, last_day
    row.save(update_fields=["status", "valid_to", "repealed_by"])
