"""What followers are told: at most one mail a day to each, with numbers and links alone.

What has happened is counted in the transaction of what happened, and set to nothing in the one
that puts the mail in the outbox. So each change is told once, however often the worker is killed.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogue.letters import in_the_municipalitys_language, sender_name
from dialogue.mail import post
from lean.follower import TELL_EVERY, Follow, Follower
from publishing.addresses import absolute


def send_digests() -> int:
    """Tell those who have something to be told and were told nothing today. Returns how many."""
    with in_the_municipalitys_language():
        return sum(send_digest(pk) for pk in list(due().values_list("pk", flat=True)))


def due() -> Any:
    long_ago = Q(told_at=None) | Q(told_at__lte=timezone.now() - TELL_EVERY)
    changed = Follow.objects.confirmed().filter(changes__gt=0)
    return Follower.objects.filter(long_ago, pk__in=changed.values("follower"))


@transaction.atomic
def send_digest(pk: int) -> bool:
    follower = due().select_for_update(skip_locked=True).filter(pk=pk).first()
    if follower is None:  # another worker was first
        return False
    rows = follower.follows.confirmed().filter(changes__gt=0)
    changed = list(rows.select_for_update(of=("self",)).select_related(*ABOUT))
    follower.follows.filter(pk__in=[row.pk for row in changed]).update(changes=0)
    told = [row for row in changed if row.is_public]
    if not told:  # all of it is hidden or withdrawn by now
        return False
    follower.told_at = timezone.now()
    follower.save(update_fields=["told_at"])
    tell(follower, told)
    return True


ABOUT = ("suggestion__contribution", "project")


def tell(follower: Follower, changed: list[Follow]) -> None:
    stop = absolute(follower.get_absolute_url())
    parts = [
        _("Something has happened with what you follow:"),
        *(f"{said(row)}\n{absolute(row.thing.get_absolute_url())}" for row in changed),
        _("If you do not want more of these mails, the page below has a button:") + f"\n{stop}",
        sender_name(),
    ]
    post(
        to=follower.email,
        subject=_("News of what you follow"),
        text="\n\n".join(parts) + "\n",
        # RFC 8058: the mail program's own button stops it.
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def said(row: Follow) -> str:
    number = ngettext("%(n)d change", "%(n)d changes", row.changes) % {"n": row.changes}
    return f"{row.name}: {number}"
