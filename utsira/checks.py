"""What the law and safety ask of the texts and settings, seen before the site is served.

Each check is a function that returns messages. Those that read the database say nothing while
there is none to read: a new site is checked before it is migrated.
"""

from datetime import timedelta
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import Error
from django.utils import timezone

from municipality.models import Municipality

YEAR = timedelta(days=366)


@register(Tags.security, deploy=True)
def security_txt(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """RFC 9116 wants an expiry within a year; a contact that nobody reads is worse than none."""
    municipality = known_municipality()
    if municipality is None:
        return []
    fault = fault_of_security_txt(municipality)
    hint = "Fill in «Security» under Municipality in the administration."
    return [Warning(fault, hint=hint, id="utsira.W003")] if fault else []


def fault_of_security_txt(municipality: Municipality) -> str:
    today, expires = timezone.localdate(), municipality.security_expires
    if not (municipality.security_contact and expires):
        return "security.txt is missing: no contact or no expiry date is given."
    if expires <= today:
        return f"security.txt expired on {expires}."
    if expires > today + YEAR:
        return f"security.txt expires on {expires}: that is more than a year ahead."
    return ""


def known_municipality() -> Municipality | None:
    """Return the municipality; None where nobody has filled it in, or there is no database yet."""
    try:
        return Municipality.objects.first()
    except Error:
        return None
