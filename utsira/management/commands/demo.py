from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from municipality.authentication import DEMO_PASSWORD
from municipality.models import Municipality
from utsira.demo.content import MUNICIPALITY, STAFF
from utsira.demo.loading import load_demo


class Command(BaseCommand):
    help = "Loads or refreshes the demo content."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing when the database has a municipality already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo content is loaded only where DEMO=1 is set.")
        there = Municipality.objects.first()
        if not (there and options["if_empty"]):
            if there and there.municipality_number != MUNICIPALITY["municipality_number"]:
                raise CommandError(f"The database is {there}'s. Give the demo its own DATA_DIR.")
            self.stdout.write("Loading the demo content …")
            load_demo()
        for login in STAFF:
            self.stdout.write(f"Log in on /admin/ as {login['username']} / {DEMO_PASSWORD}")
