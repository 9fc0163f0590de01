"""The suggestions as staff see them: a queue, and one page with all that can be done."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dialogue.contribution import Contribution
from lean import circle
from lean.project import Project
from lean.suggestion import Suggestion
from lean.suggestion_forms import (
    HeadlineForm,
    LinkForm,
    MoveForm,
    PlaceForm,
    ProjectForm,
    RegisterForm,
)
from publishing.publication import may
from publishing.verb_pages import VerbPages, is_sent

State = Contribution.State


class QueueFilter(admin.SimpleListFilter):
    title = _("what waits")
    parameter_name = "venter"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("ubesvart", _("Without an answer")),
            ("forfalt", _("Over the time limit")),
            ("gjenapnet", _("Not solved, says the author")),
            ("nettstedet", _("About this website")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        narrowed = {
            "ubesvart": queryset.open().filter(answer=None),
            "forfalt": queryset.overdue(),
            "gjenapnet": queryset.reopened(),
            "nettstedet": queryset.filter(is_about_website=True),
        }
        return narrowed.get(self.value() or "", queryset)


@admin.register(Suggestion)
class SuggestionAdmin(VerbPages, admin.ModelAdmin):
    change_list_template = "admin/lean/suggestion_list.html"
    list_display = ("headline", "due", "age", "stage", "department")
    list_filter = (QueueFilter, "status", "department")
    list_per_page = 50
    list_select_related = ("contribution", "department")
    search_fields = ("contribution__title", "contribution__text", "=contribution__id")
    actions = None

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("fra/", wrap(self.comments_view), name="lean_suggestion_comments"),
            path("fra/<int:pk>/", wrap(self.from_comment_view), name="lean_suggestion_from"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Suggestion]:
        """Without spam: it is no suggestion. What waits for an answer comes first."""
        unsolved = Q(answer=None) | Q(verdict=Suggestion.Verdict.NO)
        waits = unsolved & ~Q(status__in=Suggestion.ENDED)
        rows: Any = Suggestion.objects.for_staff(request.user)
        rows = rows.exclude(contribution__state=State.SPAM)
        rows = rows.annotate(waits=ExpressionWrapper(waits, output_field=BooleanField()))
        ordered: QuerySet[Suggestion] = rows.order_by("-waits", "contribution__created_at", "pk")
        return ordered

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("-waits", "contribution__created_at", "pk")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A moderator hides, the author takes back; nobody deletes."""
        return False

    # Pages

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Register what somebody says on the telephone or at the counter."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = RegisterForm(request.POST or None)
        row = self.make(request, form, circle.register)
        if row:
            return self.made(request, row)
        title = gettext("Register a suggestion")
        return self.form_page(request, form, title=title, button=gettext("Register and show"))

    def comments_view(self, request: HttpRequest) -> HttpResponse:
        """What citizens have said in public, for those who do not moderate it: newest first."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        said = Contribution.objects.published().of_all_kinds()
        rows = said.filter(person=None, suggestion=None, became=None)
        page = Paginator(rows.order_by("-pk"), 50).get_page(request.GET.get("side"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Make a suggestion of a comment"),
            "page": page,
        }
        return TemplateResponse(request, "admin/lean/suggestion_comments.html", context)

    def from_comment_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        comment = Contribution.objects.published().filter(pk=pk, person=None).first()
        if comment is None or hasattr(comment, "suggestion"):
            raise Http404("nothing here that can become a suggestion")
        form = HeadlineForm(request.POST or None)
        row = self.make(request, form, partial(circle.from_comment, comment))
        if row:
            return self.made(request, row)
        title = gettext("Make a suggestion of contribution no. %(number)s") % {"number": pk}
        explanation = gettext(
            "The one who wrote it stays its author, and the words stay as they are. You write the "
            "line above them. It is shown at once."
        )
        button = gettext("Make it")
        return self.form_page(
            request, form, title=title, button=button, explanation=explanation, said=comment
        )

    def told(self, row: Suggestion, form: Any) -> str:
        if not row.contribution.is_published:
            return gettext("Saved.")
        if form.verb in ("link", "project") and not has_a_public_project(row):
            return gettext("Saved. The public sees the project here when it is published.")
        return gettext("Saved. The public sees it now.")

    def after(self, request: HttpRequest, row: Suggestion) -> str:
        return reverse("admin:lean_suggestion_change", args=[row.pk])

    def forms_of(self, request: HttpRequest, row: Suggestion) -> list[Any]:
        if not self.has_change_permission(request, row):
            return []
        kinds: list[Any] = [MoveForm, PlaceForm, LinkForm]
        if row.project is None and may(request.user, "add", Project):
            kinds.append(ProjectForm)
        verb = request.POST.get("verb") if request.method == "POST" else ""
        return [
            kind(request.POST if kind.verb == verb else None, suggestion=row, request=request)
            for kind in kinds
        ]

    def do(self, request: HttpRequest, row: Suggestion, form: Any) -> bool:
        """Do what a valid form asks. A refusal stands in the form."""
        values = form.cleaned_data
        try:
            if form.verb == "move":
                circle.move(row, by=user_of(request), **values)
            elif form.verb == "place":
                circle.place(row, **values["department"])
            elif form.verb == "link":
                circle.link(row, project=values["project"])
            else:
                values["title"] = values.pop("name")
                circle.make_project(row, by=user_of(request), **values)
        except ValidationError as refusal:
            give_back(form, refusal)
            return False
        self.log_change(request, row, str(form.title))
        return True

    def page(self, request: HttpRequest, row: Suggestion, forms_here: list[Any]) -> HttpResponse:
        said = row.contribution
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": gettext("Suggestion no. %(number)s") % {"number": row.pk},
            "suggestion": row,
            "said": said,
            "answers": said.answered_by.published(),
            "events": row.events.select_related("project"),
            "forms": forms_here,
        }
        return TemplateResponse(request, "admin/lean/suggestion.html", context)

    # What the pages share

    def form_page(self, request: HttpRequest, form: forms.Form, **context: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "form": form,
            **context,
        }
        return TemplateResponse(request, "admin/lean/suggestion_new.html", context)

    def make(self, request: HttpRequest, form: Any, verb: Any) -> Suggestion | None:
        """Return what a valid form makes. A refusal stands in the form."""
        if not is_sent(request, form):
            return None
        values = dict(form.cleaned_data)
        place = values.pop("department")
        try:
            row: Suggestion = verb(by=user_of(request), **place, **values)
        except ValidationError as refusal:
            give_back(form, refusal)
            return None
        return row

    def made(self, request: HttpRequest, row: Suggestion) -> HttpResponse:
        self.log_addition(request, row, gettext("Made."))
        messages.success(request, gettext("Suggestion no. %(n)s is public.") % {"n": row.pk})
        if self.get_queryset(request).filter(pk=row.pk).exists():
            return HttpResponseRedirect(reverse("admin:lean_suggestion_change", args=[row.pk]))
        return HttpResponseRedirect(reverse("admin:index"))  # another department's

    # Columns

    @admin.display(description=_("suggestion"))
    def headline(self, row: Suggestion) -> str:
        return f"{row.pk}: {row}"

    @admin.display(description=_("age"), ordering="contribution__created_at")
    def age(self, row: Suggestion) -> str:
        return timesince(row.contribution.created_at, depth=1)

    @admin.display(description=_("answer before"))
    def due(self, row: Suggestion) -> str:
        if row.has_ended or row.answer_id:
            return "–"
        day = f"{row.answer_due_on:%d.%m.%Y}"
        return gettext("%(day)s (too late)") % {"day": day} if row.is_overdue else day

    @admin.display(description=_("status"), ordering="status")
    def stage(self, row: Suggestion) -> str:
        """What stops it, if anything does; else how far it has come, and the author's word."""
        if not row.contribution.is_published:
            return row.contribution.get_state_display()
        return ": ".join(filter(None, [row.get_status_display(), row.get_verdict_display()]))


def give_back(form: Any, refusal: ValidationError) -> None:
    form.add_error(None, refusal)
    if hasattr(form, "renew"):
        form.renew()


def has_a_public_project(row: Suggestion) -> bool:
    return Project.objects.published().filter(suggestions=row).exists()


def user_of(request: HttpRequest) -> Any:
    return request.user
