"""What the author of a suggestion says of the result, when asked for it by mail.

Only the mail holds the proof, so nobody else can answer; and only a button does, since mail
programs open links by themselves. A new end of the same suggestion makes a new proof.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogue import letters
from dialogue.mail import post
from publishing.addresses import absolute

if TYPE_CHECKING:
    from lean.suggestion import Suggestion

LIFE = timedelta(days=60)
KIND = "dom"  # Event.Kind.VERDICT


def proof(suggestion: "Suggestion") -> str:
    return signing.dumps(1, salt=salt(suggestion))


def proves(suggestion: "Suggestion", signature: str) -> bool:
    """Whether the signature came by the mail about this end of the suggestion."""
    if not (suggestion.has_ended and suggestion.contribution.is_published):
        return False
    try:
        return bool(signing.loads(signature, salt=salt(suggestion), max_age=LIFE))
    except signing.BadSignature:
        return False


def salt(suggestion: "Suggestion") -> str:
    said = suggestion.contribution
    return f"lean.verdict {said.key} {said.email} {suggestion.ended_at}"


def ask(suggestion: "Suggestion") -> None:
    letters.tell(
        suggestion.contribution,
        subject=_("Did it help? Suggestion no. %(number)s"),
        lines=[
            _(
                "Some weeks ago %(municipality)s finished the work with what you suggested. Did "
                "it solve what you wrote about? The page below has three buttons: yes, in part, "
                "no. If you answer no, we open the suggestion again."
            )
        ],
        query=f"?bevis={proof(suggestion)}",
        after=[_("You can answer for 60 days.")],
    )


@transaction.atomic
def judge(suggestion: "Suggestion", *, said: str, proof: str) -> bool:
    """Write down what the author says; «no» opens the suggestion again. The author may think
    again until then. Returns False where nothing is new, or nothing is proved."""
    row = held(suggestion)
    if not proves(row, proof) or row.verdict == said:
        return False
    row.verdict = row.Verdict(said)
    note(row)
    if row.verdict == row.Verdict.NO:
        reopen(row)
    row.save()
    return True


def held(suggestion: "Suggestion") -> "Suggestion":
    """The row as it is now, which nobody else changes before this transaction ends."""
    rows = type(suggestion).objects.select_for_update(of=("self",))
    row: Suggestion = rows.select_related("contribution", "project").get(pk=suggestion.pk)
    return row


def note(row: "Suggestion") -> None:
    """One point on the timeline for each end, however often the author thinks again."""
    row.events.filter(kind=KIND, made_at__gte=row.ended_at).delete()
    row.events.create(kind=KIND, verdict=row.verdict)


def reopen(row: "Suggestion") -> None:
    row.status, row.ended_at, row.duplicate_of = row.Status.CONSIDERED, None, None
    row.events.create(status=row.status)
    tell_owners(row)


def tell_owners(row: "Suggestion") -> None:
    number = {"number": row.pk}
    link = absolute(reverse("admin:lean_suggestion_change", args=[row.pk]))
    said = _("The one who made suggestion no. %(number)s says that it is not solved.") % number
    again = _("It is open again, and stands on your desk:")
    for address in owners(row):
        post(
            to=address,
            subject=_("Suggestion no. %(number)s is open again") % number,
            text=f"{said} {again}\n\n{link}\n",
        )


def owners(row: "Suggestion") -> list[str]:
    """The addresses of those who have it: its department and its supervisor. A suggestion that
    has neither belongs to all who supervise."""
    near = Q(person__department=department(row), person__department__isnull=False)
    supervisor = row.project.supervisor_id if row.project else None
    near |= Q(person=supervisor) if supervisor else Q(person__is_supervisor=True)
    found = with_right("lean.change_suggestion").filter(near)
    return addresses(found) or addresses(with_right("lean.supervise_project"))


def department(row: "Suggestion") -> int | None:
    return row.department_id or (row.project.department_id if row.project else None)


def with_right(right: str) -> Any:
    users: Any = get_user_model().objects
    backend = "municipality.authentication.StaffBackend"
    found = users.with_perm(right, include_superusers=False, backend=backend)
    return found.filter(is_staff=True)


def addresses(users: Any) -> list[str]:
    return list(users.order_by("pk").values_list("email", flat=True))
