from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from contact.retention import forget_old_messages
from dialogue.retention import forget_old
from guidelines.retention import forget_old_signatures
from lean.retention import forget_wishes


class Command(BaseCommand):
    help = "Forgets what is known of people when its time is up, as the worker does once an hour."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only count.")

    def handle(self, *args: Any, **options: Any) -> None:
        dry_run = options["dry_run"]
        counted = forget_old(dry_run=dry_run) | forget_old_messages(dry_run=dry_run)
        counted |= forget_old_signatures(dry_run=dry_run)
        counted |= forget_wishes(dry_run=dry_run)
        for name, number in counted.items():
            self.stdout.write(f"{settings.RETENTION[name]['label']}: {number}")
