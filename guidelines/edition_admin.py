"""Editions behind the login: one page with all that can be done, one where a draft is written."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guidelines import adopting
from guidelines.clause import Section
from guidelines.clause_admin import clauses_view
from guidelines.edition import Edition, EditionAttachment
from guidelines.edition_forms import FORMS, VERBS, EditionForm
from guidelines.sign_admin import sign_urls
from guidelines.signature import Signature
from publishing.attachments_admin import AttachmentInline
from publishing.given_back import GivesBack
from publishing.publication import may
from publishing.richtext_admin import RichTextAdminMixin
from publishing.verb_pages import VerbPages

DOES = {
    "hearing": adopting.open_hearing,
    "close": adopting.close_hearing,
    "adopt": adopting.adopt,
    "repeal": adopting.repeal,
}


class SectionInline(admin.StackedInline):
    model = Section
    fields = (("letter", "heading"), "intro")
    extra = 0

    # Whoever may edit the draft may edit what belongs to it.

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        editions = self.admin_site.get_model_admin(Edition)
        return editions.has_change_permission(request, obj)

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "view", Edition)


class EditionAttachmentInline(AttachmentInline):
    model = EditionAttachment


@admin.register(Edition)
class EditionAdmin(VerbPages, RichTextAdminMixin, GivesBack, admin.ModelAdmin):
    form = EditionForm
    change_form_template = "admin/guidelines/edition_form.html"
    list_display = ("headline", "status", "adopted_on", "adopted_by", "review_by")
    list_filter = ("status",)
    list_per_page = 50
    list_select_related = ("guideline",)
    search_fields = ("guideline__title", "case_number")
    fields = ("seen", "significance", "change_summary", "saksframlegg")
    inlines = (SectionInline, EditionAttachmentInline)
    actions = None
    view_on_site = False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        text = wrap(self.text_view)
        clauses = wrap(clauses_view)
        return [
            path("<int:pk>/tekst/", text, name="guidelines_edition_text"),
            path("<int:pk>/tekst/<int:section>/", clauses, name="guidelines_edition_clauses"),
            *sign_urls(self.admin_site),
            *super().get_urls(),
        ]

    # Rights

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A new one is a copy, made on the guideline's page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A draft alone: what people comment on, or a body has adopted, stands still."""
        allowed = super().has_change_permission(request, obj)
        return allowed and not (obj and obj.is_public)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_public)

    # Writing a draft

    def text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        with transaction.atomic():
            edition = Edition.objects.filter(pk=pk).select_related("guideline").first()
            if edition is None:
                raise Http404("no such edition")
            if not self.has_change_permission(request):
                raise PermissionDenied
            if request.method == "POST":
                edition = adopting.held_edition(edition)
            if edition.is_public:
                return stands_still(request, edition)
            response: HttpResponse = self.changeform_view(request, str(pk))
            return response

    def save_model(self, request: HttpRequest, obj: Edition, form: Any, change: bool) -> None:
        obj.version += 1
        super().save_model(request, obj, form, change)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:guidelines_edition_change", args=[obj.pk]))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        edition = context["original"]
        context["sections"] = edition.sections.all() if edition else []
        return super().render_change_form(request, context, *args, **kw)

    # The page of one: see VerbPages

    def after(self, request: HttpRequest, row: Edition) -> str:
        return reverse("admin:guidelines_edition_change", args=[row.pk])

    def forms_of(self, request: HttpRequest, row: Edition) -> list[Any]:
        """Those that fit its status. One that fitted when the page was made is answered too."""
        if not may(request.user, "adopt", Edition):
            return []
        sent = request.POST.get("verb") if request.method == "POST" else ""
        verbs = dict.fromkeys(VERBS.get(row.status, ()))
        if sent in FORMS:
            verbs[sent] = None
        return [FORMS[verb](request.POST if verb == sent else None, edition=row) for verb in verbs]

    def do(self, request: HttpRequest, row: Edition, form: Any) -> bool:
        """Do what a valid form asks. A refusal stands in the form, at its field."""
        asked = ("seen", "is_sure")
        values = {name: value for name, value in form.cleaned_data.items() if name not in asked}
        verb: Any = DOES[form.verb]
        try:
            with transaction.atomic():
                verb(row, **values)
                self.log_change(request, row, str(form.title))
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return False
        return True

    def page(self, request: HttpRequest, row: Edition, forms_here: list[Any]) -> HttpResponse:
        row = Edition.objects.for_lists().get(pk=row.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": str(row),
            "edition": row,
            "sections": row.sections.prefetch_related("clauses"),
            "documents": row.attachments.all(),
            "may_edit": self.has_change_permission(request, row),
            "may_delete": self.has_delete_permission(request, row),
            "may_see_readers": may(request.user, "view", Signature),
            "forms": forms_here,
        }
        return TemplateResponse(request, "admin/guidelines/edition.html", context)

    @admin.display(description=_("edition"), ordering="guideline__title")
    def headline(self, row: Edition) -> str:
        return str(row)


def stands_still(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Where somebody comes to write in what is no draft: nothing is changed, and the page says
    why."""
    if request.method == "POST":
        raise PermissionDenied
    messages.warning(request, gettext("This edition stands still. Only a draft can be changed."))
    return HttpResponseRedirect(reverse("admin:guidelines_edition_change", args=[edition.pk]))
