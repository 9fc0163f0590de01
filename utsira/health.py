"""Is the site well? Each check says yes or no; `/helse/` and `manage.py doctor` ask them."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from dialogue.mail import oldest_unsent
from dialogue.models import Heartbeat

STARTED = timezone.now()
SILENCE = timedelta(seconds=60)
MAIL_PATIENCE = timedelta(hours=1)
LEAST_DISK = 100 * 1024 * 1024


def failing() -> list[str]:
    """Return the names of the checks that fail."""
    checks = {"database": database, "disk": disk, "worker": worker, "mail": mail}
    return [name for name, check in checks.items() if not holds(check)]


def holds(check: object) -> bool:
    try:
        return bool(check())  # type: ignore[operator]
    except (DatabaseError, OSError):
        return False


def database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def disk() -> bool:
    return shutil.disk_usage(settings.DATA_DIR).free >= LEAST_DISK


def worker() -> bool:
    """A worker that has not been heard of yet is given as long as one that was."""
    return timezone.now() - (Heartbeat.last() or STARTED) <= SILENCE


def mail() -> bool:
    oldest = oldest_unsent()
    return oldest is None or timezone.now() - oldest <= MAIL_PATIENCE
