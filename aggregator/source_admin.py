"""Whom we follow, as staff add them and look after them."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from aggregator.discovery import Discovered, discover
from aggregator.feed import shortened
from aggregator.fetch import fetch
from aggregator.models import Source
from aggregator.opml_admin import OpmlPages
from aggregator.reason import Reason
from aggregator.tidying import delete_source, hand_over_all
from aggregator.transport import NotFetched
from publishing.given_back import GIVEN_BACK, GivesBack

ADDRESS = forms.URLField(assume_scheme="https", max_length=500)
NO_FEED = _(
    "There is no feed at this address, and the page names none. Look on the website for «RSS» or "
    "«feed», and paste that address."
)


class SourceForm(forms.ModelForm):
    """An address that is new has been looked up before: no database waits for a website."""

    found: ClassVar[Discovered | Reason | None] = None

    class Meta:
        labels = {"feed_address": _("Address")}
        help_texts = {"feed_address": _("Paste the address of the home page, or of the feed.")}

    def clean_feed_address(self) -> str:
        address: str = self.cleaned_data["feed_address"]
        if address == self.instance.feed_address:
            return address
        if not isinstance(self.found, Discovered):
            raise ValidationError(sentence(self.found))
        self.take_over(self.found)
        return self.found.feed_address

    def take_over(self, found: Discovered) -> None:
        """What nobody has written is as the feed has it. The form is asked for it before."""
        self.instance.forget_copy()
        self.instance.begin_again()
        if self.instance._state.adding:
            self.instance.home_page = found.home_page[:500]
            if found.feed.lang in dict(Source._meta.get_field("lang").flatchoices):
                self.instance.lang = found.feed.lang

    def clean(self) -> Any:
        cleaned = super().clean() or {}
        if isinstance(self.found, Discovered) and not cleaned.get("title"):
            cleaned["title"] = shortened(self.found.feed.title, longest=120)
        return cleaned


def sentence(reason: Reason | None) -> str:
    return str(NO_FEED) if reason in (None, Reason.NOT_A_FEED) else str(reason.label)


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "tilstand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("feiler", _("Failing for three days or more")),
            ("stille", _("Silent for longer than usual")),
            ("pause", _("Paused")),
            ("ikke", _("Not followed")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        narrowed = {
            "feiler": queryset.failing_long,
            "stille": queryset.unusually_silent,
            "pause": lambda: queryset.filter(paused_at__isnull=False),
            "ikke": lambda: queryset.filter(is_active=False),
        }
        return narrowed.get(self.value() or "", lambda: queryset)()


class PlaceFilter(admin.SimpleListFilter):
    title = _("placement")
    parameter_name = "sted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        front_page, lean = gettext("on the front page"), gettext("with LEAN")
        return [("forsiden", capfirst(front_page)), ("lean", capfirst(lean))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        narrowed = {"forsiden": {"on_front_page": True}, "lean": {"on_lean": True}}
        return queryset.filter(**narrowed.get(self.value() or "", {}))


@admin.register(Source)
class SourceAdmin(OpmlPages, GivesBack, admin.ModelAdmin):
    form = SourceForm
    change_form_template = "admin/aggregator/source_change_form.html"
    list_display = ("__str__", "kind", "state", "last_success_at")
    list_filter = (StateFilter, "kind", PlaceFilter)
    list_per_page = 100
    search_fields = ("title", "feed_address", "body")
    radio_fields = {"kind": admin.HORIZONTAL}
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    readonly_fields = ("state", "last_success_at", "last_attempt_at")
    add_fieldsets = (
        (None, {"fields": ("feed_address", "kind", "title", "body", "tags")}),
        (_("Where it is shown"), {"fields": ("on_front_page", "on_lean")}),
    )
    fieldsets = (
        (None, {"fields": ("state", "last_success_at", "last_attempt_at")}),
        (
            _("The source"),
            {"fields": ("title", "kind", "body", "lang", "tags", "feed_address", "home_page")},
        ),
        (_("Where it is shown"), {"fields": ("is_active", "on_front_page", "on_lean")}),
        (_("What is kept"), {"fields": ("keep_most", "keep_days")}),
    )

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        verbs = [
            path(f"<int:pk>/{word}/", wrap(view), name=f"aggregator_source_{name}")
            for word, view, name in (
                ("hent", self.fetch_view, "fetch"),
                ("pause", self.pause_view, "pause"),
                ("fortsett", self.resume_view, "resume"),
            )
        ]
        return [*verbs, *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kw)
        form.found = getattr(request, "found", None)
        return form

    # Pages

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Look an address up first: saving holds the database, and a website may be slow."""
        row = self.get_object(request, object_id) if object_id else None
        allowed = (
            self.has_change_permission(request, row)
            if object_id
            else self.has_add_permission(request)
        )
        if request.method == "POST" and allowed and GIVEN_BACK not in request.POST:
            request.found = look_up(request.POST.get("feed_address", ""), row)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        if change and not obj.is_active and "is_active" in form.changed_data:
            hand_over_all(obj)
        if change:
            columns = [name for name in form.changed_data if name != "tags"]
            # What the worker writes meanwhile stays as it is.
            found = ("title", *Source.FETCHED) if "feed_address" in columns else ()
            obj.save(update_fields={*columns, *found})
        else:
            super().save_model(request, obj, form, change)
            messages.success(request, gettext("The newest entries come within a minute."))

    def delete_model(self, request: HttpRequest, obj: Source) -> None:
        delete_source(obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for source in queryset:
            delete_source(source)

    # Verbs

    @method_decorator(require_POST)
    def fetch_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        source = self.changeable(request, pk)
        fetch(source)
        source.refresh_from_db()
        if source.reason:
            messages.warning(request, source.get_reason_display())
        else:
            messages.success(request, gettext("Fetched."))
        return self.back_to(source)

    @method_decorator(require_POST)
    def pause_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        source = self.changeable(request, pk)
        source.pause()
        return self.done(request, source, gettext("Paused. What is there still stands."))

    @method_decorator(require_POST)
    def resume_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        source = self.changeable(request, pk)
        source.resume()
        return self.done(request, source, gettext("It is fetched again."))

    def changeable(self, request: HttpRequest, pk: int) -> Source:
        source = Source.objects.filter(pk=pk).first()
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        if source is None:
            raise Http404("no such source")
        return source

    def done(self, request: HttpRequest, source: Source, said: str) -> HttpResponse:
        self.log_change(request, source, said)
        messages.success(request, said)
        return self.back_to(source)

    def back_to(self, source: Source) -> HttpResponse:
        url = reverse("admin:aggregator_source_change", args=[source.pk])
        return HttpResponseRedirect(url)

    # Columns

    @admin.display(description=_("state"))
    def state(self, source: Source) -> str:
        return source.state


def look_up(typed: str, row: Source | None) -> Discovered | Reason | None:
    """Return what stands at an address that is new, or why nothing does; None for what is no
    address, which the form says."""
    try:
        address = ADDRESS.clean(typed)
    except ValidationError:
        return None
    if row and address == row.feed_address:
        return None
    try:
        return discover(address)
    except NotFetched as refusal:
        return refusal.reason
