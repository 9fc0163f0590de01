from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from publishing.backup import BackupError, read_backup


class Command(BaseCommand):
    help = "Restores a backup into an empty DATA_DIR and database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> str:
        source: Path = options["file"].resolve()
        try:
            sums = read_backup(source)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        # A backup of an older version is brought up to this one.
        call_command("migrate", verbosity=0)
        return f"{source} is restored: the database and {len(sums) - 1} files."
