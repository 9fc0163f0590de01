from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from publishing.backup import BackupError, write_backup


class Command(BaseCommand):
    help = "Writes database and uploads to one file, while the site goes on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> str:
        target: Path = options["file"].resolve()
        try:
            sums = write_backup(target)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        return f"{target}: the database and {len(sums) - 1} files."
