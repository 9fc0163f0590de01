from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from municipality.notice import Notice
from publishing.history import HistoryAdmin


class NoticeForm(forms.ModelForm):
    """The desk's short form sends no start: a notice is raised because something happens now."""

    class Meta:
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "starts_at" in self.fields:
            self.fields["starts_at"].required = False

    def clean_starts_at(self) -> datetime:
        return self.cleaned_data["starts_at"] or timezone.now()


@admin.register(Notice)
class NoticeAdmin(HistoryAdmin):
    form = NoticeForm
    list_display = ("text", "kind", "starts_at", "ends_at", "raised_by")
    list_filter = ("kind",)
    list_per_page = 50
    list_select_related = ("raised_by",)
    date_hierarchy = "starts_at"
    search_fields = ("text",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    radio_fields = {"kind": admin.HORIZONTAL}
    fields = ("kind", "text", "ends_at", "starts_at", "link", "link_text")

    def get_urls(self) -> list[URLPattern]:
        end = self.admin_site.admin_view(self.end_view)
        name = "municipality_notice_end"
        return [path("<int:pk>/avslutt/", end, name=name), *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What the public was told is ended, never deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: Notice, form: Any, change: bool) -> None:
        if not change:
            obj.raised_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Notice, post_url_continue: str | None = None
    ) -> HttpResponse:
        messages.success(request, _("The notice stands on every page."))
        return HttpResponseRedirect(reverse("admin:index"))

    @method_decorator(require_POST)
    def end_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice: Any = self.get_object(request, str(pk))
        if notice is None or notice.is_over:
            raise Http404("no such notice, or it is over")
        if not self.has_change_permission(request, notice):
            raise PermissionDenied
        with transaction.atomic():
            notice._history_user = request.user
            notice.end()
            self.log_change(request, notice, _("Ended."))
        messages.success(request, _("The notice is ended: «%(text)s»") % {"text": notice})
        return HttpResponseRedirect(reverse("admin:index"))
