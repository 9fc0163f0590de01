"""How far reading has come: for the leader of a department, and for those who keep guidelines."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from guidelines import reading
from guidelines.guideline import Guideline
from guidelines.reading import Group
from guidelines.signature import Signature
from municipality.models import Person
from publishing.publication import may
from publishing.tables import csv_text


def completion_urls(site: Any) -> list[URLPattern]:
    wrap = site.admin_view
    return [
        path("<int:pk>/lest/", wrap(completion), name="guidelines_guideline_completion"),
        path("<int:pk>/lest.csv", wrap(completion_csv), name="guidelines_guideline_csv"),
    ]


def completion(request: HttpRequest, pk: int) -> HttpResponse:
    edition, groups = asked_for(request, pk)
    context = {
        **admin.site.each_context(request),
        "opts": Guideline._meta,
        "title": _("Read and understood: %(title)s") % {"title": edition},
        "edition": edition,
        "groups": groups,
    }
    return TemplateResponse(request, "admin/guidelines/completion.html", context)


def completion_csv(request: HttpRequest, pk: int) -> HttpResponse:
    edition, groups = asked_for(request, pk)
    head = [_("Department"), _("Name"), _("Edition"), _("Signed")]
    rows = [row_of(group, reader) for group in groups for reader in group.readers]
    response = HttpResponse(csv_text([head, *rows]), content_type="text/csv; charset=utf-8")
    name = f"lest-{edition.guideline.slug}-{edition.number}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def row_of(group: Group, reader: reading.Reader) -> list[Any]:
    signed = reader.signed
    if signed is None:
        return [group.name, reader.name, "", ""]
    day = timezone.localtime(signed.signed_at).date()
    return [group.name, reader.name, signed.edition.number, day.isoformat()]


def asked_for(request: HttpRequest, pk: int) -> tuple[Any, list[Group]]:
    """The edition, and the departments that this colleague may see."""
    department = department_of(request.user)
    edition = reading.to_sign().filter(guideline=pk).first()
    if edition is None:
        raise Http404("nothing here is to be signed")
    return edition, reading.completion(edition, department=department)


def department_of(user: Any) -> int | None:
    """Whose readers somebody may see: None is all of them."""
    if may(user, "oversee", Signature):
        return None
    person = Person.objects.filter(user=user.pk).first()
    if person is None or person.department_id is None or not may(user, "view", Signature):
        raise PermissionDenied
    return person.department_id
