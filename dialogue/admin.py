from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from post_office import admin as theirs
from post_office.models import STATUS, Email, Log

# The library's own pages can change and send mails; ours show what happened to them.
for model in (theirs.Attachment, theirs.Email, theirs.EmailTemplate, theirs.Log):
    admin.site.unregister(model)


class LogInline(admin.StackedInline):
    model = Log
    fields = readonly_fields = ("date", "exception_type", "message")
    extra = 0
    can_delete = False
    verbose_name = _("failure")
    verbose_name_plural = _("failures")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "tilstand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("venter", _("Waiting")), ("feiler", _("Failing")), ("sendt", _("Sent"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        states = {"venter": STATUS.queued, "feiler": STATUS.requeued, "sendt": STATUS.sent}
        state = states.get(self.value() or "")
        return queryset if state is None else queryset.filter(status=state)


@admin.register(Email)
class EmailAdmin(admin.ModelAdmin):
    """The outbox, to look at: who gets what, when it went, and why it did not. The mails
    themselves are not shown: the links in them are for those who get them."""

    change_form_template = "admin/change_form.html"  # not the library's, which links to its verbs
    list_display = ("to", "subject", "state", "created", "scheduled_time", "number_of_retries")
    list_filter = (StateFilter,)
    list_per_page = 50
    search_fields = ("to", "subject")
    fields = readonly_fields = (
        "to", "subject", "state", "created", "scheduled_time", "number_of_retries",
    )  # fmt: skip
    inlines = (LogInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("state"))
    def state(self, email: Email) -> Any:
        if email.status == STATUS.sent:
            return _("Sent")
        return _("Failing") if email.status == STATUS.requeued else _("Waiting")
