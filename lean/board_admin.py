"""The board for those who move cards: buttons, and what they are answered."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lean import limits
from lean.board import COLUMNS, Board, board_of
from lean.forms import DepartmentFilter
from lean.limits import ColumnLimit
from lean.moving import BECAUSE, Overtaken, move
from lean.project import Project
from lean.project_page import project_to_edit
from municipality.models import Department
from publishing.given_back import GIVEN_BACK, not_saved_yet
from publishing.publication import may
from publishing.verb_pages import StaffForm

Status = Project.Status


def board_urls(at: str) -> list[URLPattern]:
    """The pages of the board at this address, behind the login."""
    wrap = admin.site.admin_view
    return [
        path(at, wrap(require_safe(board_view)), name="lean_board"),
        path(f"{at}<int:pk>/", wrap(move_view), name="lean_board_move"),
    ]


# The board


def board_view(request: HttpRequest) -> HttpResponse:
    """What is public, and what this colleague may edit; buttons stand on the latter."""
    if not may(request.user, "change", Project):
        raise PermissionDenied
    form = DepartmentFilter(request.GET)
    board = staff_board(request, form.department())
    context = {
        **admin.site.each_context(request),
        "opts": Project._meta,
        "title": _("The board"),
        "board": board,
        "form": form,
        "moved": request.GET.get("flyttet", ""),
        "may_limit": may(request.user, "change", ColumnLimit),
    }
    return TemplateResponse(request, "admin/lean/board.html", context)


def staff_board(request: HttpRequest, department: Department | None) -> Board:
    mine = Project.objects.for_staff(request.user)
    rows = Project.objects.filter(withdrawn_at=None)
    seen = rows.filter(pk__in=mine.values("pk")) | rows.published()
    counted = rows.filter(department=department) if department else rows
    numbers = counted.order_by().values_list("status").annotate(n=Count("pk"))
    return board_of(
        seen,
        department=department,
        may_move=frozenset(mine.values_list("pk", flat=True)),
        counted=dict(numbers),
    )


# One move


class MoveForm(StaffForm):
    """Where to, and what the card said; the reason where the column asks for one."""

    status = forms.ChoiceField(
        choices=[(status.value, status.label) for status in COLUMNS], widget=forms.HiddenInput
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    avdeling = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    because = forms.CharField(
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )


def move_view(request: HttpRequest, pk: int) -> HttpResponse:
    with transaction.atomic():
        project = project_to_edit(request, pk)
        if project.withdrawn_at:
            raise Http404("what is withdrawn is on no board")
        if request.method != "POST":
            return HttpResponseRedirect(reverse("lean_board"))
        form = MoveForm(request.POST)
        return answer(request, project, form)


def answer(request: HttpRequest, project: Project, form: MoveForm) -> HttpResponse:
    if form.errors.keys() - {"because"}:
        messages.error(request, _("Nothing is moved: there is no such column."))
        return to_board(form)
    if not form.is_valid():
        return reason_page(request, project, form, str(form.errors["because"][0]))
    if GIVEN_BACK in request.POST:
        return reason_page(request, project, form, not_saved_yet())
    sent = {name: form.cleaned_data[name] for name in ("status", "seen", "because")}
    try:
        is_moved = move(project, by=request.user, **sent)
    except Overtaken:
        messages.warning(request, now_it_stands(project))
        return to_board(form)
    except ValidationError as error:
        return refused(request, project, form, error)
    if is_moved:
        tell(request, project)
    return to_board(form, moved=project)


def refused(
    request: HttpRequest, project: Project, form: MoveForm, error: ValidationError
) -> HttpResponse:
    """A full column refuses; a column that wants a reason first asks for it."""
    [sentence] = error.messages
    if "status" in error.message_dict:
        messages.error(request, _("Nothing is moved. %(why)s") % {"why": sentence})
        return to_board(form)
    return reason_page(request, project, form, sentence)


def tell(request: HttpRequest, project: Project) -> None:
    project.refresh_from_db()
    facts = {"title": project, "column": project.get_status_display()}
    done = _("«%(title)s» is moved to «%(column)s».") % facts
    model_admin: Any = admin.site.get_model_admin(Project)
    model_admin.log_change(request, project, done)
    messages.success(request, done)
    if too_much := limits.warning(project):
        messages.warning(request, too_much)


def now_it_stands(project: Project) -> str:
    facts = {"title": project, "column": project.get_status_display()}
    return (
        _("Nothing is moved: a colleague has moved «%(title)s» since you looked. It stands in "
          "«%(column)s» now.") % facts
    )  # fmt: skip


def reason_page(
    request: HttpRequest, project: Project, sent: MoveForm, sentence: str
) -> HttpResponse:
    """The move once more, with what was sent and what it lacks. Nothing is moved yet."""
    said = {name: sent[name].value() or "" for name in sent.fields}
    status = Status(said["status"])
    context = {
        **admin.site.each_context(request),
        "opts": Project._meta,
        "original": project,
        "title": _("Move «%(title)s» to «%(column)s»") % {"title": project, "column": status.label},
        "form": reason_form(project, said),
        "sentence": sentence,
        "wants_measures": status == Status.DONE,
        "back": board_address(said["avdeling"]),
    }
    return TemplateResponse(request, "admin/lean/board_reason.html", context)


def reason_form(project: Project, said: dict[str, str]) -> MoveForm:
    name = BECAUSE.get(said["status"])
    if name is None:
        form = MoveForm(initial=said)
        del form.fields["because"]
        return form
    form = MoveForm(initial=said | {"because": said["because"] or getattr(project, name)})
    known: Any = Project._meta.get_field(name)
    form.fields["because"].label = capfirst(known.verbose_name)
    form.fields["because"].help_text = known.help_text
    return form


def to_board(form: MoveForm, moved: Project | None = None) -> HttpResponse:
    return HttpResponseRedirect(board_address(form.data.get("avdeling", ""), moved))


def board_address(department: str, moved: Project | None = None) -> str:
    asked = {"avdeling": department} if department else {}
    if moved:
        asked["flyttet"] = str(moved.pk)
    return reverse("lean_board") + (f"?{urlencode(asked)}" if asked else "")
