"""The mails to those who wrote, and to the moderators: a number and a link, never a text.

The link leads to the page of the one who wrote. Its signature is what only the mail holds, so it
proves the address; opening it does nothing, since mail programs open links by themselves.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.core import signing
from django.db.models import Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogue.contribution import Contribution
from dialogue.mail import post
from municipality.models import Municipality, User
from publishing.addresses import absolute

LIFE = timedelta(days=14)
# How long the page of the one who wrote says thank you.
JUST_NOW = timedelta(minutes=10)
# To an address that nobody has confirmed, in a day: a form must not fill somebody's mailbox.
MOST_UNCONFIRMED = 10


def proof(contribution: Contribution) -> str:
    return signing.dumps(1, salt=salt(contribution))


def proves(contribution: Contribution, signature: str) -> bool:
    """Whether the signature came by mail to the address, within its life."""
    try:
        return bool(signing.loads(signature, salt=salt(contribution), max_age=LIFE))
    except signing.BadSignature:
        return False


def salt(contribution: Contribution) -> str:
    return f"dialogue.letters {contribution.key} {contribution.email}"


def tell_receipt(contribution: Contribution) -> None:
    """Say that it has come, and ask whether the address is the writer's."""
    if not contribution.email or has_had_enough(contribution):
        return
    tell(
        contribution,
        subject=_("We have received contribution no. %(number)s"),
        lines=[
            _("Thank you. We have received what you wrote to %(municipality)s."),
            _(
                "Confirm on the page below that the address is yours, and we will write to you "
                "when it has been read and answered. If it was not you who wrote, you need do "
                "nothing."
            ),
        ],
        query=f"?bekreft={proof(contribution)}",
        after=[_("The link can be used to confirm for 14 days.")],
    )


def has_had_enough(contribution: Contribution) -> bool:
    since = contribution.created_at - timedelta(days=1)
    # The database lowers both: it knows other letters than Python does.
    same = Contribution.objects.alias(address=Lower("email")).filter(
        address=Lower(Value(contribution.email))
    )
    lately = same.filter(created_at__gt=since, email_confirmed_at=None)
    return lately.count() > MOST_UNCONFIRMED


def tell_published(contribution: Contribution) -> None:
    if contribution.email_confirmed_at:
        tell(
            contribution,
            subject=_("Contribution no. %(number)s is public"),
            lines=[_("What you wrote to %(municipality)s can now be read by everybody.")],
        )


def tell_hidden(contribution: Contribution) -> None:
    """The one who wrote is told, confirmed or not: the page says the rule, the reason, and how
    to complain."""
    tell(
        contribution,
        subject=_("Contribution no. %(number)s is hidden"),
        lines=[
            _(
                "%(municipality)s has hidden what you wrote. The page below says which rule it "
                "breaks, why, and how you can complain."
            )
        ],
    )


def tell_answered(contribution: Contribution) -> None:
    if contribution.email_confirmed_at:
        tell(
            contribution,
            subject=_("Contribution no. %(number)s has got an answer"),
            lines=[_("%(municipality)s has answered what you wrote.")],
        )


def tell_complaint_decided(contribution: Contribution) -> None:
    tell(
        contribution,
        subject=_("Your complaint about contribution no. %(number)s is decided"),
        lines=[_("%(municipality)s has looked at your complaint. The page below says the result.")],
    )


def tell(
    contribution: Contribution,
    *,
    subject: str,
    lines: Iterable[str],
    query: str = "",
    after: Iterable[str] = (),
) -> None:
    if not contribution.email:
        return
    facts = {"number": contribution.pk, "municipality": sender_name()}
    link = absolute(contribution.get_absolute_url()) + query
    parts = [*(line % facts for line in lines), link, *after]
    post(to=contribution.email, subject=subject % facts, text="\n\n".join(parts) + "\n")


def tell_moderators(moderators: Iterable[User], *, waiting: int) -> None:
    link = absolute(reverse("admin:dialogue_contribution_changelist"))
    subject = ngettext(
        "%(n)d contribution waits for a moderator",
        "%(n)d contributions wait for a moderator",
        waiting,
    ) % {"n": waiting}
    text = _("You find them on your desk:") + f"\n\n{link}\n"
    for moderator in moderators:
        post(to=moderator.email, subject=subject, text=text)


def sender_name() -> str:
    return Municipality.objects.current().name or _("The municipality")


def in_the_municipalitys_language() -> "translation.override":
    return translation.override(Municipality.objects.current().lang)
