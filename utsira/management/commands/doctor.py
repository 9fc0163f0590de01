"""Looks at everything that one person who runs the site would otherwise have to remember."""

import smtplib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from dialogue.mail import oldest_unsent
from dialogue.models import Heartbeat
from municipality.models import Municipality
from publishing.backup import last_backup
from utsira import health, locks

BACKUP_AGE = timedelta(days=1, hours=1)


class Command(BaseCommand):
    help = "Says what is well and what is not: database, disk, worker, mail, backups, settings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mail", metavar="ADDRESS", help="Send a test mail there.")

    def handle(self, *args: Any, **options: Any) -> str:
        ills = [*self.examine(*CHECKS), *self.settings()]
        if options["mail"]:
            ills += self.examine(lambda: test_mail(options["mail"]))
        if ills:
            raise CommandError(f"Not well: {len(ills)}")
        return "All is well."

    def examine(self, *checks: Any) -> list[str]:
        """Print what each check says; return what is not well."""
        ills = []
        for check in checks:
            well, says = said_by(check)
            self.stdout.write(f"{'ok  ' if well else 'NOT '} {says}")
            ills += [] if well else [says]
        return ills

    def settings(self) -> list[str]:
        """What the law and safety ask of the settings, from the deployment checks."""
        messages = run_checks(include_deployment_checks=True)
        found = [m for m in messages if m.level >= WARNING and not m.is_silenced()]
        for message in found:
            self.stdout.write(f"NOT  {message.msg} ({message.id}) {message.hint or ''}")
        return [str(message.msg) for message in found]


def said_by(check: Any) -> tuple[bool, str]:
    name = check.__name__.replace("_", " ").capitalize()
    try:
        result: tuple[bool, str] = check()
    # A doctor that falls ill over one check would keep quiet about the others.
    except Exception as error:
        return False, f"{name}: {type(error).__name__}: {' '.join(str(error).split())}"
    return result


def database() -> tuple[bool, str]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return False, f"Database: {len(missing)} migrations are missing. Run manage.py migrate."
    return health.database(), f"Database: {connection.vendor}, migrated"


def triggers() -> tuple[bool, str]:
    """What the database holds fast by itself: a table that was made anew may have lost it."""
    missing = locks.missing()
    says = f"missing: {', '.join(sorted(missing))}" if missing else "all there"
    return not missing, f"Locks: {says}"


def disk() -> tuple[bool, str]:
    if not health.disk():
        return False, f"Disk: under 100 MB free in {settings.DATA_DIR}. Make room."
    return True, f"Disk: at least 100 MB free in {settings.DATA_DIR}"


def worker() -> tuple[bool, str]:
    last = Heartbeat.last()
    if last is None:
        return False, "Worker: not heard of. Run manage.py worker, or make serve."
    says = f"Worker: last heard {timezone.localtime(last):%Y-%m-%d %H:%M:%S}"
    if not health.worker():
        return False, f"{says}. Restart the service, and look in its log."
    return True, says


def outbox() -> tuple[bool, str]:
    oldest = oldest_unsent()
    says = f"the oldest waits since {timezone.localtime(oldest):%Y-%m-%d %H:%M}" if oldest else ""
    if not health.mail():
        return False, f"Outbox: {says}. The administration says why: E-poster."
    return True, f"Outbox: {says or 'empty'}"


def backups() -> tuple[bool, str]:
    last = last_backup()
    if last is None:
        return False, "Backup: none has been made. Run manage.py backup FILE every night."
    well = timezone.now() - last <= BACKUP_AGE
    return well, f"Backup: the newest is from {timezone.localtime(last):%Y-%m-%d %H:%M}"


def security_txt() -> tuple[bool, str]:
    """Told a month ahead: with an expired one, make serve refuses to start."""
    row = Municipality.objects.current()
    says = f"valid until {row.security_expires}" if row.security_expires else "not filled in"
    return not row.security_expires_soon, f"security.txt: {says}"


CHECKS = [database, triggers, disk, worker, outbox, backups, security_txt]


def test_mail(address: str) -> tuple[bool, str]:
    try:
        send_mail("Test", f"A test mail from {settings.SITE_URL}", None, [address])
    except (OSError, smtplib.SMTPException) as error:
        return False, f"Mail: {error}. Look at EMAIL_URL, and whether the mail server answers."
    return True, f"Mail: a test mail is sent to {address}"
