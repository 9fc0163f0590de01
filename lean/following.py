"""The verbs of those who follow and support. Nothing is decided by opening a link: a mail leads to
a page, and a button there does it. The answer is the same whether an address is known or not."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogue.letters import MOST_UNCONFIRMED, sender_name
from dialogue.mail import post
from dialogue.senders import AT_EASE, HOUR, MOST_FROM_ALL, WINDOW, TooMuch
from lean.follower import Follow, Follower, Support, Wish, address_of, digest_of
from lean.project import Project
from lean.suggestion import Suggestion
from publishing.addresses import absolute

# The same wish is mailed about once in this time.
AGAIN = timedelta(hours=1)


def admit(sender: list[str]) -> None:
    """Raises TooMuch when this sender, or all of them together, have asked for much lately."""
    now = timezone.now()
    if asked(now - WINDOW, senders=sender) >= AT_EASE:
        raise TooMuch(from_all=False)
    if asked(now - HOUR) >= MOST_FROM_ALL:
        raise TooMuch(from_all=True)


def asked(since: datetime, *, senders: Iterable[str] | None = None) -> int:
    narrowed = {} if senders is None else {"sender__in": senders}
    rows = (kind.objects.asked_since(since).filter(**narrowed) for kind in (Follow, Support))
    return sum(found.count() for found in rows)


@transaction.atomic
def ask_to_follow(
    *,
    email: str,
    suggestion: Suggestion | None = None,
    project: Project | None = None,
    sender: list[str],
) -> None:
    """Mail the link to the button. Raises TooMuch."""
    admit(sender)
    if has_had_enough(email):
        return
    follower, _new = Follower.objects.get_or_create(email=address_of(email))
    follow, is_new = Follow.objects.get_or_create(
        follower=follower, suggestion=suggestion, project=project, defaults={"sender": sender[0]}
    )
    if is_new or may_ask_again(follow, sender):
        tell(
            email,
            follow,
            subject=_("Confirm that you want to follow: %(name)s") % {"name": follow.name},
            why=_(
                "Somebody, we hope you, wants a mail at this address when something happens with "
                "what is named on the page below. It begins when you press the button there."
            ),
        )


@transaction.atomic
def ask_to_support(*, email: str, suggestion: Suggestion, sender: list[str]) -> None:
    """Mail the link to the button. Raises TooMuch."""
    admit(sender)
    if has_had_enough(email):
        return
    support, is_new = Support.objects.get_or_create(
        suggestion=suggestion, address=digest_of(email), defaults={"sender": sender[0]}
    )
    if is_new or may_ask_again(support, sender):
        tell(
            email,
            support,
            subject=_("Confirm that you support suggestion no. %(number)s")
            % {"number": suggestion.pk},
            why=_(
                "Somebody, we hope you, supports a suggestion with this address. It counts when "
                "you press the button on the page below. The address is shown to nobody."
            ),
        )


def has_had_enough(email: str) -> bool:
    """Whether so much that nobody confirmed has been mailed to an address today that a form must
    not send more."""
    since = timezone.now() - timedelta(days=1)
    follows = Follow.objects.filter(follower__email=address_of(email))
    supports = Support.objects.filter(address=digest_of(email))
    wishes = (rows.unconfirmed().asked_since(since).count() for rows in (follows, supports))
    return sum(wishes) >= MOST_UNCONFIRMED


def may_ask_again(wish: Wish, sender: list[str]) -> bool:
    now = timezone.now()
    if wish.asked_at > now - AGAIN:
        return False
    wish.asked_at, wish.sender = now, sender[0]
    wish.save(update_fields=["asked_at", "sender"])
    return True


def tell(email: str, wish: Follow | Support, *, subject: str, why: str) -> None:
    parts = [
        why,
        absolute(wish.get_absolute_url()),
        _("If it was not you, you need do nothing: after 14 days it is forgotten."),
        sender_name(),
    ]
    post(to=email, subject=subject, text="\n\n".join(parts) + "\n")


@transaction.atomic
def confirm(wish: Follow | Support) -> bool:
    """Returns False where it was confirmed already, or taken back meanwhile."""
    rows = type(wish).objects.unconfirmed().filter(pk=wish.pk)
    return bool(rows.update(confirmed_at=timezone.now()))


@transaction.atomic
def stop(follow: Follow) -> None:
    follow.delete()
    forget_idle()


@transaction.atomic
def stop_all(follower: Follower) -> None:
    """Forget the address, and all that it follows."""
    follower.delete()


def forget_idle() -> None:
    """An address that follows nothing is not kept."""
    Follower.objects.filter(follows=None).delete()
