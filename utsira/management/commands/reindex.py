from typing import Any

from django.core.management.base import BaseCommand

from publishing.search import reindex


class Command(BaseCommand):
    help = "Makes the search index anew from the texts. Readers may search meanwhile."

    def handle(self, *args: Any, **options: Any) -> str:
        return f"Texts in the search: {reindex()}"
