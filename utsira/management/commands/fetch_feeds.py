from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from aggregator.fetch import fetch
from aggregator.fetching import fetch_all
from aggregator.models import Source


class Command(BaseCommand):
    help = "Fetches what we follow now, as the worker does when it is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--source", type=int, metavar="ID", help="This one alone.")

    def handle(self, *args: Any, **options: Any) -> str:
        if options["source"] is None:
            return f"Sources that answered: {fetch_all()} of {Source.objects.fetched().count()}"
        source = Source.objects.filter(pk=options["source"]).first()
        if source is None:
            raise CommandError(f"There is no source {options['source']}.")
        fetch(source)
        source.refresh_from_db()
        return f"{source}: {source.get_reason_display() or 'fetched'}"
