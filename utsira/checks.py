"""What the law and safety ask of a site in production: `manage.py check --deploy`.

One small function for each check. Without a database, or before the municipality has a name,
there is nothing to judge yet.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import DatabaseError, connection
from django.utils import timezone

from municipality.authentication import is_demo_password
from municipality.models import Municipality, User
from municipality.standing import placeholders, unfinished
from municipality.validators import is_statement_address

YEAR = timedelta(days=366)
HERE = {"127.0.0.1", "localhost", "[::1]", "::1"}
DEMO_MAIL = ".example"  # a top domain that nobody can have


def named_municipality() -> Municipality | None:
    try:
        # Asking would make an empty file where there is no database yet.
        found = Municipality.objects.current() if connection.introspection.table_names() else None
    except DatabaseError:
        return None
    return found if found and found.name else None


@register(deploy=True)
def statement(**_options: Any) -> list[CheckMessage]:
    row = named_municipality()
    if row is None or is_statement_address(row.accessibility_url):
        return []
    hint = "Publish it at uustatus.no, and write its address in the administration: Kommune."
    return [Warning("There is no accessibility statement.", hint=hint, id="utsira.W001")]


@register(deploy=True)
def filled_in_pages(**_options: Any) -> list[CheckMessage]:
    if named_municipality() is None:
        return []
    return [
        Warning(
            f"/{page.slug}/ has places in brackets to fill in: {len(placeholders(page))}",
            hint="Write them in the administration: Sider.",
            id="utsira.W002",
        )
        for page in unfinished()
    ]


@register(deploy=True)
def security_txt(**_options: Any) -> list[CheckMessage]:
    row = named_municipality()
    fault = fault_of_security_txt(row) if row else ""
    hint = "Write it in the administration: Kommune, «Sikkerhet»."
    return [Warning(fault, hint=hint, id="utsira.W003")] if fault else []


def fault_of_security_txt(row: Municipality) -> str:
    """RFC 9116 wants an expiry within a year; a contact that nobody reads is worse than none."""
    today, expires = timezone.localdate(), row.security_expires
    if not (row.security_contact and expires):
        return "security.txt is missing: no contact or no expiry date is given."
    if expires <= today:
        return f"security.txt expired on {expires}."
    if expires > today + YEAR:
        return f"security.txt expires on {expires}: that is more than a year ahead."
    return ""


@register(deploy=True)
def reachable(**_options: Any) -> list[CheckMessage]:
    row = named_municipality()
    wanted = {
        "responsible editor": row is None or row.editor,
        "telephone, e-mail or address": row is None or row.can_be_reached,
        "data protection officer": row is None or row.data_protection_contact,
    }
    missing = [name for name, value in wanted.items() if not value]
    hint = "Write it in the administration: Kommune."
    return [Warning(f"The site has no {name}.", hint=hint, id="utsira.W004") for name in missing]


@register(deploy=True)
def own_address(**_options: Any) -> list[CheckMessage]:
    """Mails, feeds and security.txt lead to SITE_URL; ALLOWED_HOSTS must let readers in."""
    parts = urlsplit(settings.SITE_URL)
    found: list[CheckMessage] = []
    if settings.HTTPS and (parts.scheme != "https" or parts.hostname in HERE):
        hint = "Set SITE_URL=https://www.kommune.example"
        found.append(Warning("SITE_URL is not the public address.", hint=hint, id="utsira.W005"))
    if settings.HTTPS and set(settings.ALLOWED_HOSTS) <= HERE:
        hint = "Set ALLOWED_HOSTS=www.kommune.example"
        found.append(Warning("ALLOWED_HOSTS lets nobody in.", hint=hint, id="utsira.W006"))
    return found


@register(deploy=True)
def no_demo(**_options: Any) -> list[CheckMessage]:
    row = named_municipality()
    if settings.DEMO or row is None or not (row.email.endswith(DEMO_MAIL) or has_demo_staff()):
        return []
    hint = "Give the site a DATA_DIR or a DATABASE_URL of its own."
    return [Error("The demo's content is in the database.", hint=hint, id="utsira.E001")]


def has_demo_staff() -> bool:
    staff = User.objects.filter(is_staff=True, is_active=True)
    if staff.filter(email__endswith=DEMO_MAIL).exists():
        return True
    return any(map(is_demo_password, staff.values_list("password", flat=True)))


@register(deploy=True)
def language(**_options: Any) -> list[CheckMessage]:
    if settings.LANGUAGE_CODE != "no":
        return []
    hint = "Set it to nb or nn."
    return [Error("LANGUAGE_CODE «no» writes dates in English.", hint=hint, id="utsira.E002")]
