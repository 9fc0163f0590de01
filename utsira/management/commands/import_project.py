"""Copies a project that another municipality has shared: «we do the same»."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _

from aggregator.reason import Reason
from aggregator.transport import NotFetched, get
from lean.copying import LARGEST, Refused, copy, too_large
from municipality.models import Department
from publishing.addresses import absolute


class Command(BaseCommand):
    help = "Copies a project that another municipality shares as JSON, as a draft with credit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="FILE-or-URL")
        parser.add_argument(
            "--department", metavar="SLUG", default="", help="Whose it is; else the first one."
        )

    def handle(self, *args: Any, source: str, department: str, **options: Any) -> None:
        to = chosen(department)
        try:
            project, is_new = copy(content_of(source), department=to)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        page = absolute(reverse("admin:lean_project_change", args=[project.pk]))
        said = _("Copied as a draft:") if is_new else _("It is copied already:")
        self.stdout.write(f"{said} {page}")


def chosen(slug: str) -> Department:
    rows = Department.objects.all()
    found = rows.filter(slug=slug).first() if slug else rows.first()
    if found is None:
        raise CommandError(
            _("There is no such department.") if slug else _("Make a department first.")
        )
    return found


def content_of(source: str) -> bytes:
    """Raises Refused."""
    if source.startswith(("http://", "https://")):
        return fetched(source)
    path = Path(source)
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(too_large())
        return path.read_bytes()
    except OSError:
        raise CommandError(_("There is no such file.")) from None


def fetched(address: str) -> bytes:
    """Raises Refused."""
    try:
        answer = get(address)
    except NotFetched as error:
        is_large = error.reason == Reason.TOO_LARGE
        raise Refused(too_large() if is_large else error.reason.label) from None
    if answer.status != 200:
        sentence = _("There is no document at that address (answer %(n)d).")
        raise Refused(sentence % {"n": answer.status})
    return answer.content
