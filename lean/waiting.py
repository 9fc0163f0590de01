from django.urls import reverse
from django.utils.translation import gettext as _

from lean.suggestion import Suggestion
from municipality.models import User
from publishing.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """The suggestions that are with the user: opened again, and without an answer in time."""
    return suggestions(user)


def suggestions(user: User) -> list[Waiting]:
    if not user.has_perm("lean.change_suggestion"):
        return []
    mine = Suggestion.objects.for_staff(user).select_related("contribution").order_by("pk")
    again = _("«%(title)s» is not solved, says the one who suggested it.")
    late = _("«%(title)s» has waited too long for an answer.")
    reopened = [waits(row, again) for row in mine.reopened()]
    return reopened + [waits(row, late) for row in mine.overdue()]


def waits(row: Suggestion, sentence: str) -> Waiting:
    return Waiting(
        text=sentence % {"title": row},
        url=reverse("admin:lean_suggestion_change", args=[row.pk]),
        since=row.contribution.created_at,
    )
