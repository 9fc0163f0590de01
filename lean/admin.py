from typing import Any

from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _

from lean.checklist import CheckItem, Question
from lean.checklist_admin import checklist_urls
from lean.flow_admin import flow_urls
from lean.gain_admin import gain_urls
from lean.limits import refusal
from lean.limits_admin import ColumnLimitAdmin as ColumnLimitAdmin  # registered by being read
from lean.measure_admin import measure_urls
from lean.pilot_admin import MilestoneAdmin as MilestoneAdmin
from lean.pilot_admin import PartnerAdmin as PartnerAdmin
from lean.project import Countermeasure, Project, ProjectAttachment, department_of
from lean.readings_admin import readings_urls
from lean.reason_admin import reason_urls
from lean.suggestion_admin import SuggestionAdmin as SuggestionAdmin  # registered by being read
from municipality.models import Department
from publishing.attachments_admin import AttachmentInline
from publishing.publication import may
from publishing.publication_admin import PublicationAdmin, PublicationForm, StateFilter


class ProjectAttachmentInline(AttachmentInline):
    model = ProjectAttachment


class CountermeasureInline(admin.StackedInline):
    model = Countermeasure
    fields = ("what", "who", ("due_on", "done_on"))
    extra = 1

    # Whoever may edit the project may edit what belongs to it.

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = may(request.user, "change", Project)
        return allowed and (obj is None or obj.may_edit(request.user))

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "view", Project) and (obj is None or obj.may_open(request.user))


class ProjectForm(PublicationForm):
    """A status that is full on the board is full here too."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if "status" in self.cleaned_data and (full := refusal(self.instance)):
            self.add_error("status", full)


@admin.register(Project)
class ProjectAdmin(PublicationAdmin):
    form = ProjectForm
    change_list_template = "admin/lean/project_list.html"
    change_form_template = "admin/project_change_form.html"
    list_display = ("title", "department", "status", "progress", "state")
    list_filter = (StateFilter, "status", "department")
    list_per_page = 50
    search_fields = ("title", "summary", "problem")
    ordering = ("-pk",)
    autocomplete_fields = ("picture",)
    radio_fields = {"status": admin.VERTICAL}
    fieldsets = (
        (None, {"fields": ("title", "summary", "department", "owner_role", "supervisor")}),
        (_("Where it stands"), {"fields": ("status", "not_measured_because", "stopped_because")}),
        (_("Effort and effect"), {"fields": ("effort", "effect")}),
        (_("The story"), {"fields": ("problem", "for_whom", "root_cause", "learned")}),
        (
            _("Picture, such as the chart on the wall"),
            {"fields": ("picture", "picture_alt", "picture_decorative")},
        ),
        (_("Publishing"), {"fields": ("published_at", "lang", "slug", "change_note")}),
    )

    inlines = (CountermeasureInline, ProjectAttachmentInline)

    def get_urls(self) -> list[URLPattern]:
        return [
            *checklist_urls(self),
            *flow_urls(self),
            *measure_urls(self),
            *gain_urls(self),
            *reason_urls(self),
            *readings_urls(self),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> Any:
        state = CheckItem.State
        done = Count("checklist", filter=Q(checklist__state=state.DONE))
        relevant = Count("checklist", filter=~Q(checklist__state=state.NOT_RELEVANT))
        rows = super().get_queryset(request).select_related("department")
        return rows.annotate(points_done=done, points=relevant)

    def _locked(self, request: HttpRequest, object_id: str) -> Any:
        """A row that is counted together with others cannot be held."""
        found = self.get_object(request, object_id)
        rows = Project.objects.for_staff(request.user).select_for_update(of=("self",))
        return rows.filter(pk=found.pk).first() if found else None

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A leader makes projects for the own department alone."""
        if db_field.name == "department" and not may(request.user, "supervise", Project):
            kwargs["queryset"] = Department.objects.filter(pk=department_of(request.user) or 0)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What has begun is stopped, with a reason."""
        return super().has_delete_permission(request, obj) and not (obj and obj.started_on)

    def preview_url(self, text: Project) -> str:
        return reverse("lean:project_preview", args=[text.pk])

    @admin.display(description=_("checklist"))
    def progress(self, project: Any) -> str:
        return f"{project.points_done} / {project.points}"


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    """What every new project is asked. Projects that are there keep their own copy."""

    list_display = ("text", "principle", "position", "is_active")
    list_filter = ("principle", "is_active")
    list_per_page = 50
    fields = ("principle", "position", "text", "evidence", "text_nn", "evidence_nn", "is_active")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A question is switched off: one of those that came with the program would come back."""
        return False
