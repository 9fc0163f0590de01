"""Guidelines behind the login: their names and who answers for them, and the way to editions."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guidelines import adopting
from guidelines.completion_admin import completion_urls
from guidelines.edition import Edition
from guidelines.guideline import Guideline
from publishing.history import HistoryAdmin
from publishing.publication import may
from publishing.verb_pages import is_sent


@admin.register(Guideline)
class GuidelineAdmin(HistoryAdmin):
    change_form_template = "admin/guidelines/guideline_form.html"
    list_display = ("title", "kind", "department", "valid")
    list_filter = ("kind", "department")
    list_per_page = 50
    list_select_related = ("department",)
    search_fields = ("title",)
    actions = None
    view_on_site = False
    fieldsets = (
        (None, {"fields": ("title", "kind", "audience", "department", "responsible_role")}),
        (_("How it is used"), {"fields": ("is_to_be_signed", "lang", "slug")}),
    )

    def get_urls(self) -> list[URLPattern]:
        new = self.admin_site.admin_view(self.new_edition_view)
        return [
            path("<int:pk>/ny-utgave/", new, name="guidelines_guideline_new_edition"),
            *completion_urls(self.admin_site),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> Any:
        adopted = Edition.objects.filter(status=Edition.Status.ADOPTED)
        rows = super().get_queryset(request)
        return rows.prefetch_related(Prefetch("editions", adopted, to_attr="adopted_now"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = ((_("Editions"), {"fields": ("all_editions",)}),) if obj else ()
        return (*shown, *self.fieldsets)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("all_editions",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and obj.editions.exists())

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        row = context["original"]
        may_add = may(request.user, "add", Edition)
        context["may_begin"] = bool(row and may_add and not row.edition_in_the_making)
        context["is_public"] = bool(row and row.is_public)
        return super().render_change_form(request, context, *args, **kw)

    def new_edition_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask first; on POST, make the draft and go to where it is written."""
        if not may(request.user, "add", Edition):
            raise PermissionDenied
        row = Guideline.objects.filter(pk=pk).first()
        if row is None:
            raise Http404("no such guideline")
        form = forms.Form(request.POST if request.method == "POST" else None)
        if is_sent(request, form):
            try:
                draft = adopting.new_edition(row)
            except ValidationError as refusal:
                messages.error(request, " ".join(refusal.messages))
                return HttpResponseRedirect(change_url(row))
            self.log_change(request, row, str(draft))
            return HttpResponseRedirect(reverse("admin:guidelines_edition_text", args=[draft.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": gettext("New edition of «%(title)s»") % {"title": row},
            "explanation": gettext(
                "The new edition is a copy of the newest one, and a draft that nobody else sees. "
                "Clauses that you move or change keep their addresses."
            ),
            "button": gettext("Make a draft"),
            "form": form,
        }
        return TemplateResponse(request, "admin/publication_verb.html", context)

    # Columns

    @admin.display(description=_("editions"))
    def all_editions(self, row: Guideline) -> str:
        lines = (
            (
                reverse("admin:guidelines_edition_change", args=[edition.pk]),
                edition.label,
                edition.get_status_display(),
            )
            for edition in row.editions.all()
        )
        items = format_html_join("", '<li><a href="{}">{}: {}</a></li>', lines)
        return format_html("<ul>{}</ul>", items) if items else gettext("None yet.")

    @admin.display(description=_("adopted edition"))
    def valid(self, row: Any) -> str:
        return row.adopted_now[0].label if row.adopted_now else "–"


def change_url(row: Guideline) -> str:
    return reverse("admin:guidelines_guideline_change", args=[row.pk])
