from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from post_office import admin as theirs
from post_office.models import STATUS, Email, Log

from dialogue.contribution_admin import ContributionAdmin as ContributionAdmin  # registered so

# The library's own pages can change and send mails; ours show what happened to them.
for model in (theirs.Attachment, theirs.Email, theirs.EmailTemplate, theirs.Log):
    admin.site.unregister(model)


def moment_of(time: datetime | None) -> str:
    return date_format(timezone.localtime(time), "d.m.Y H.i") if time else "–"


class LogInline(admin.StackedInline):
    model = Log
    fields = readonly_fields = ("moment", "reason")
    extra = 0
    can_delete = False
    verbose_name = _("failure")
    verbose_name_plural = _("failures")

    @admin.display(description=_("when"))
    def moment(self, log: Log) -> str:
        return moment_of(log.date)

    @admin.display(description=_("reason"))
    def reason(self, log: Log) -> str:
        return f"{log.exception_type}: {log.message}"

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
    list_display = ("whom", "about", "state", "written", "next_attempt", "retries")
    list_filter = (StateFilter,)
    list_per_page = 50
    search_fields = ("to", "subject")
    fields = readonly_fields = (
        "whom", "about", "state", "written", "next_attempt", "retries",
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

    # The library's own names of these are English.

    @admin.display(description=_("to whom"), ordering="to")
    def whom(self, email: Email) -> str:
        return ", ".join(email.to)

    @admin.display(description=_("subject line"), ordering="subject")
    def about(self, email: Email) -> str:
        return str(email.subject)

    @admin.display(description=_("written"), ordering="created")
    def written(self, email: Email) -> str:
        return moment_of(email.created)

    @admin.display(description=_("next attempt"), ordering="scheduled_time")
    def next_attempt(self, email: Email) -> str:
        return "–" if email.status == STATUS.sent else moment_of(email.scheduled_time)

    @admin.display(description=_("attempts that failed"), ordering="number_of_retries")
    def retries(self, email: Email) -> int:
        """Every attempt is counted before it is made; the last one of a sent mail did not fail."""
        attempts = email.number_of_retries or 0
        return int(attempts - (email.status == STATUS.sent))
