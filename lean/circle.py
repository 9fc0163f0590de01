"""The verbs of a suggestion: from a citizen's word to an official answer and a project.

Each writes what the open timeline shows and puts the mails in the outbox: all of it or nothing.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogue import letters, moderation
from dialogue.contribution import Contribution, new_key
from dialogue.idnumbers import mask
from lean import verdict
from lean.project import Project
from lean.suggestion import Event, Suggestion
from lean.verdict import held
from municipality.models import Department, Municipality, Person, User

Status = Suggestion.Status
# What a suggestion is before anybody has promised anything.
UNDECIDED = (Status.RECEIVED, Status.CONSIDERED)
OVERTAKEN = gettext_lazy(
    "Somebody has changed this suggestion while you wrote. See above what stands there now. Save "
    "once more if yours still holds."
)
SENT_BEFORE = gettext_lazy("You have sent this form before, with another text. Send it once more.")


def take_in(
    contribution: Contribution,
    *,
    department: Department | None = None,
    is_about_website: bool = False,
) -> Suggestion:
    """Make the row that owns a contribution, and begin its timeline."""
    row = Suggestion.objects.create(
        contribution=contribution, department=department, is_about_website=is_about_website
    )
    row.events.create(status=Status.RECEIVED, made_at=contribution.created_at)
    return row


@transaction.atomic
def register(
    *,
    by: User,
    channel: str,
    title: str,
    text: str,
    token: str,
    name: str = "",
    email: str = "",
    department: Department | None = None,
    is_about_website: bool = False,
) -> Suggestion:
    """Write down what somebody says on the telephone or at the counter. It is public at once.

    Raises ValidationError when the same form has stored something else.
    """
    words = {
        "title": mask(title),
        "text": mask(text),
        "name": mask(name),
        "email": email,
        "channel": Contribution.Channel(channel),
        "lang": Municipality.objects.current().lang,
        **published(by),
        **about(department, is_about_website),
    }
    said, is_new = Contribution.objects.get_or_create(token=token, defaults=words)
    if not is_new:
        if not (hasattr(said, "suggestion") and said.says({"text": words["text"]})):
            raise ValidationError(SENT_BEFORE)
        return said.suggestion  # sent twice
    row = take_in(said, department=department, is_about_website=is_about_website)
    letters.tell_receipt(said)
    row.moderated()
    return row


@transaction.atomic
def from_comment(
    comment: Contribution,
    *,
    by: User,
    title: str,
    department: Department | None = None,
    is_about_website: bool = False,
) -> Suggestion:
    """Make a suggestion out of what somebody wrote elsewhere. The author stays the author, and so
    the words stay as they were written: only the line above them is ours.

    Raises ValidationError for what is not public, or is the municipality's own.
    """
    source = moderation.held(comment)
    found = Suggestion.objects.filter(contribution__came_from=source).first()
    if found:
        return found
    if not source.is_published or source.is_official:
        raise ValidationError(_("Only what a citizen has said in public becomes a suggestion."))
    said = Contribution.objects.create(
        title=mask(title),
        text=source.text,
        name=source.name,
        email=source.email,
        email_confirmed_at=source.email_confirmed_at,
        lang=source.lang,
        channel=source.channel,
        came_from=source,
        **published(by),
        **about(department, is_about_website),
    )
    row = take_in(said, department=department, is_about_website=is_about_website)
    tell_became(said)
    row.moderated()
    return row


def published(by: User) -> dict[str, object]:
    now = timezone.now()
    state = Contribution.State.PUBLISHED
    return {"state": state, "published_at": now, "decided_at": now, "decided_by": by}


def about(department: Department | None, is_about_website: bool) -> dict[str, str]:
    if is_about_website:
        subject = _("Suggestion about this website")
    elif department:
        subject = _("Suggestion to: %(department)s") % {"department": department}
    else:
        subject = _("Suggestion to the municipality")
    return {"about": subject[:200], "about_address": reverse("lean:suggestion_list")}


@transaction.atomic
def place(suggestion: Suggestion, *, department: Department | None, is_about_website: bool) -> None:
    """Give it to the department that it concerns."""
    row = held(suggestion)
    row.department, row.is_about_website = department, is_about_website
    row.save(update_fields=["department", "is_about_website"])
    Contribution.objects.filter(pk=row.pk).update(**about(department, is_about_website))


@transaction.atomic
def move(
    suggestion: Suggestion,
    *,
    by: User,
    status: str,
    text: str = "",
    person: Person | None = None,
    duplicate_of: Suggestion | None = None,
    token: str = "",
    seen: str | None = None,
) -> bool:
    """Give it another status, or an official answer, or both. An end demands the answer.

    Returns False where nothing is new. Raises ValidationError, {field: sentence}, also when it is
    no longer as `seen`, a mark().
    """
    row = held(suggestion)
    before = row.status
    if was_sent(token, mask(text)) or (status == before and not text):
        return False
    if seen is not None and seen != mark(row):
        raise ValidationError(OVERTAKEN)
    row.status = Status(status)
    check(row, before=before, text=text, person=person, duplicate_of=duplicate_of)
    if text and person:
        row.answer = moderation.answer(
            row.contribution, by=by, person=person, text=mask(text), token=token or new_key()
        )
    if row.status == before:
        return True
    end(row, duplicate_of)
    row.save()
    row.events.create(status=row.status)
    row.moderated()
    if not text:
        tell_moved(row)
    return True


def mark(row: Suggestion) -> str:
    """What the page shows, and sends back with what is made of it: nobody overwrites a colleague's
    decision, or the author's word, unseen."""
    return f"{row.status} {row.verdict} {row.contribution.answered_by.exclude(person=None).count()}"


def was_sent(token: str, text: str) -> bool:
    """Whether the same came before. Raises ValidationError when it was another text."""
    found = Contribution.objects.filter(token=token).first() if token else None
    if found and found.text != text:
        raise ValidationError(SENT_BEFORE)
    return found is not None


def check(
    row: Suggestion,
    *,
    before: str,
    text: str,
    person: Person | None,
    duplicate_of: Suggestion | None,
) -> None:
    if not row.contribution.is_published:
        raise ValidationError(_("It is not public: a moderator decides about it first."))
    if text and person is None:
        raise ValidationError({"person": _("Say who signs the answer.")})
    if row.has_ended and row.status != before and not text:
        raise ValidationError({"text": _("Write the official answer: it ends here.")})
    if row.status == Status.DUPLICATE and row.status != before:
        if duplicate_of is None:
            raise ValidationError({"duplicate_of": _("Say which suggestion it is the same as.")})
        if first_of(duplicate_of).pk == row.pk:
            raise ValidationError({"duplicate_of": _("A suggestion is no duplicate of itself.")})


def first_of(suggestion: Suggestion) -> Suggestion:
    """A duplicate of a duplicate is one of the first."""
    return suggestion.duplicate_of or suggestion


def end(row: Suggestion, duplicate_of: Suggestion | None) -> None:
    """Set what belongs to the new status: each end asks the author anew."""
    row.ended_at = timezone.now() if row.has_ended else None
    is_duplicate = row.status == Status.DUPLICATE and duplicate_of
    row.duplicate_of = first_of(duplicate_of) if is_duplicate and duplicate_of else None
    if row.has_ended:
        row.asked_at, row.verdict = None, ""


@transaction.atomic
def link(suggestion: Suggestion, *, project: Project) -> bool:
    """Say which project it became. What nobody has decided about is planned by that."""
    row = held(suggestion)
    if row.project_id == project.pk:
        return False
    row.project = project
    row.events.create(kind=Event.Kind.BECAME, project=project)
    if row.status in UNDECIDED:
        row.status = Status.PLANNED
        row.events.create(status=row.status)
        tell_moved(row)
    row.save()
    return True


@transaction.atomic
def make_project(
    suggestion: Suggestion,
    *,
    by: User,
    title: str,
    summary: str,
    department: Department,
    owner_role: str,
) -> Project:
    """Make a draft of a project out of it. A second time, the project is there already."""
    row = held(suggestion)
    if row.project:
        return row.project
    project = Project.objects.create(
        title=title,
        summary=summary,
        department=department,
        owner_role=owner_role,
        status=Project.Status.PLANNED,
        lang=row.contribution.lang,
        created_by=by,
    )
    link(row, project=project)
    return project


def ask_authors() -> int:
    """Ask those whose suggestion was brought to an end four weeks ago: once for each end."""
    asked = 0
    with letters.in_the_municipalitys_language():
        for row in Suggestion.objects.to_be_asked():
            asked += ask_author(row)
    return asked


@transaction.atomic
def ask_author(suggestion: Suggestion) -> bool:
    row = held(suggestion)
    if not Suggestion.objects.to_be_asked().filter(pk=row.pk).exists():
        return False  # another worker did, or it is open again
    row.asked_at = timezone.now()
    row.save(update_fields=["asked_at"])
    verdict.ask(row)
    return True


# Mails: a number and a link


def tell_moved(row: Suggestion) -> None:
    if row.contribution.email_confirmed_at:
        letters.tell(
            row.contribution,
            subject=_("Suggestion no. %(number)s has got a new status"),
            lines=[_("%(municipality)s has changed the status of what you suggested.")],
        )


def tell_became(said: Contribution) -> None:
    if said.email_confirmed_at:
        letters.tell(
            said,
            subject=_("Your comment has become suggestion no. %(number)s"),
            lines=[
                _(
                    "%(municipality)s has made a suggestion for improvement of what you wrote. The "
                    "page below shows it, and what becomes of it."
                )
            ],
        )
