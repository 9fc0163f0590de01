"""The mails that let a colleague choose a password: the first one, or a new one."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from dialogue.mail import post
from municipality.attempts import admit_reset
from municipality.models import Municipality, User


def invite(user: User) -> None:
    """Put an invitation in the outbox. Its link works once, and for three days."""
    facts = {"name": user.first_name or user.username, "username": user.username}
    site = {"municipality": municipality_name(), "address": settings.SITE_URL}
    post(
        to=user.email,
        subject=_("You are invited to %(municipality)s's website") % site,
        text=paragraphs(
            _("Hello %(name)s,") % facts,
            _("You can now help with the website of %(municipality)s, %(address)s.") % site,
            _("Your username is %(username)s. Choose a password here:") % facts,
            link(user),
            _("The link works once, and for three days. After that, ask for a new one here:"),
            address("admin_password_reset"),
        ),
    )


def send_link(user: User) -> None:
    """Send the mail anew: to whoever has no password yet, the invitation."""
    if user.has_usable_password():
        remind(user)
    else:
        invite(user)


def send_new_password(*, email: str, sender: str) -> None:
    """Mail a link to whoever has this address. Does the same work, and takes as long, where
    nobody has. Raises TooManyAttempts."""
    with transaction.atomic():
        admit_reset(email=email, address=sender)
        user = User.objects.filter(email__iexact=email, is_active=True, is_staff=True).first()
        before = transaction.savepoint()
        remind(user or nobody(email))
        end = transaction.savepoint_commit if user else transaction.savepoint_rollback
        end(before)


def nobody(email: str) -> User:
    user = User(pk=0, username="nobody", email=email)
    user.set_unusable_password()
    return user


def remind(user: User) -> None:
    site = {"municipality": municipality_name(), "address": settings.SITE_URL}
    post(
        to=user.email,
        subject=_("New password for %(municipality)s's website") % site,
        text=paragraphs(
            _("Somebody, probably you, has asked for a new password on %(address)s.") % site,
            _("Your username is %(username)s. Choose a password here:")
            % {"username": user.username},
            link(user),
            _("The link works once, and for three days."),
            _("If it was not you, you need not do anything: your password is as it was."),
        ),
    )


def link(user: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return address("password_new", uid, default_token_generator.make_token(user))


def address(name: str, *args: str) -> str:
    """An address on the site as it is configured: never as the request called it."""
    return settings.SITE_URL.rstrip("/") + reverse(name, args=args)


def municipality_name() -> str:
    return Municipality.objects.current().name or settings.SITE_HOST


def paragraphs(*sentences: str) -> str:
    return "\n\n".join(sentences) + "\n"
