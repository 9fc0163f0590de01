"""The moderators' desk: one queue over all kinds of contributions, the oldest first.

Nothing is edited here. What can be done with one is a verb of moderation.py, and each verb is told
what the moderator saw, so that nobody overwrites a colleague's decision.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dialogue import desk
from dialogue.contribution import Contribution, kinds
from dialogue.decision import Complaint
from dialogue.desk import seen_marks
from dialogue.desk_forms import HideForm
from dialogue.moderation import Overtaken, hide, mark, mark_spam, publish
from dialogue.spam import reasons_in_words

# As much as a flood of it weighs: a trap that was filled in, or two other signs.
LOOKS_LIKE_SPAM = 6
MOST_AT_ONCE = 500  # decided by one press of a button


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "tilstand"
    STATES = {
        None: Contribution.State.WAITING,
        "publisert": Contribution.State.PUBLISHED,
        "skjult": Contribution.State.HIDDEN,
        "spam": Contribution.State.SPAM,
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        states = [(value, state.label) for value, state in self.STATES.items()]
        return [*states, ("klage", _("Complained about")), ("alle", _("All"))]

    def choices(self, changelist: Any) -> Any:
        """What waits is shown when nothing is chosen."""
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": self.value() == value, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "klage":
            return queryset.filter(is_complained_about=True)
        state = self.STATES.get(self.value())
        return queryset.filter(state=state) if state else queryset


class KindFilter(admin.SimpleListFilter):
    title = gettext_lazy("kind")
    parameter_name = "slag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(kind.name, kind.related_model._meta.verbose_name_plural) for kind in kinds()]

    def has_output(self) -> bool:
        return len(self.lookup_choices) > 1

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        names = [kind.name for kind in kinds() if kind.name == self.value()]
        return queryset.exclude(**dict.fromkeys(names)) if names else queryset


class HeldFilter(admin.SimpleListFilter):
    title = gettext_lazy("signs of spam")
    parameter_name = "tegn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("ingen", _("No signs")),
            ("holdt", _("Held back")),
            ("spam", _("Looks like spam")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "spam":
            return queryset.filter(spam_score__gte=LOOKS_LIKE_SPAM)
        if self.value() == "holdt":
            return queryset.exclude(held_for="")
        return queryset.filter(held_for="") if self.value() == "ingen" else queryset


@admin.register(Contribution)
class ContributionAdmin(admin.ModelAdmin):
    view_on_site = False  # the page of the one who wrote is the writer's alone
    change_list_template = "admin/contribution_list.html"
    list_display = ("said", "waiting", "decide")
    list_display_links = None
    list_filter = (StateFilter, KindFilter, HeldFilter)
    list_per_page = 50
    list_max_show_all = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("text", "name", "about")
    ordering = ("created_at", "pk")
    actions = ("publish_selected", "spam_selected", "hide_selected")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        verbs = {
            "publiser": desk.publish_view,
            "spam": desk.spam_view,
            "skjul": desk.hide_view,
            "svar": desk.answer_view,
            "klage": desk.complaint_view,
        }
        return [
            *(
                path(f"<int:pk>/{address}/", wrap(self.verb(view)), name=name_of(view))
                for address, view in verbs.items()
            ),
            *super().get_urls(),
        ]

    def verb(self, view: Any) -> Any:
        def inner(request: HttpRequest, pk: int) -> HttpResponse:
            if not self.has_moderate_permission(request):
                raise PermissionDenied
            return view(self, request, pk)  # type: ignore[no-any-return]

        inner.__name__ = view.__name__
        return inner

    # Nothing is added, changed or deleted here.

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("dialogue.moderate_contribution")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The row's own page, which shows everything and has all verbs."""
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        return desk.row_page(self, request, row)

    # The queue

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": _("What citizens write")}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contribution]:
        open_ones = Complaint.objects.filter(contribution=OuterRef("pk"), outcome="")
        rows: Any = Contribution.objects.of_all_kinds()
        rows = rows.select_related("answers", "decided_by").annotate(
            is_complained_about=Exists(open_ones)
        )
        return rows.order_by(*self.ordering)  # type: ignore[no-any-return]

    @admin.display(description=gettext_lazy("what was written"))
    def said(self, row: Contribution) -> SafeString:
        return render_to_string("admin/_queue_said.html", {"row": row, "mark": mark(row)})

    @admin.display(description=gettext_lazy("has waited"), ordering="created_at")
    def waiting(self, row: Contribution) -> SafeString:
        return render_to_string(
            "admin/_queue_waiting.html", {"row": row, "held": reasons_in_words(row.held_for)}
        )

    @admin.display(description=gettext_lazy("decide"))
    def decide(self, row: Contribution) -> SafeString:
        return render_to_string("admin/_queue_verbs.html", {"row": row})

    # Many at once

    @admin.action(description=gettext_lazy("Publish"), permissions=["moderate"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.decide_all(request, queryset, publish)

    @admin.action(description=gettext_lazy("Stop as spam"), permissions=["moderate"])
    def spam_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.decide_all(request, queryset, mark_spam)

    @admin.action(description=gettext_lazy("Hide …"), permissions=["moderate"])
    def hide_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Ask for the rule on a page in between."""
        form = HideForm(request.POST if "rule" in request.POST or "post" in request.POST else None)
        if form.is_valid() and self.decide_all(request, queryset, hide, **form.cleaned_data):
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Hide the chosen contributions"),
            "rows": queryset[:MOST_AT_ONCE],
            "is_across": request.POST.get("select_across") == "1",
            "marks": seen_marks(request),
            "form": form,
        }
        return TemplateResponse(request, "admin/contributions_hide.html", context)

    def decide_all(
        self, request: HttpRequest, queryset: QuerySet[Any], verb: Any, **said: Any
    ) -> bool:
        """Whether there was any to decide: what was written comes back where there was none."""
        marks, decided, overtaken = seen_marks(request), 0, 0
        for row in queryset[:MOST_AT_ONCE]:
            seen = marks.get(str(row.pk), mark(row))
            try:
                decided += verb(row, by=request.user, seen=seen, **said)
            except Overtaken:
                overtaken += 1
        done = ngettext("%(n)d is decided.", "%(n)d are decided.", decided)
        if overtaken:
            messages.warning(request, overtaken_sentence(overtaken))
        if overtaken and not decided:
            return False
        messages.info(request, done % {"n": decided})
        return True


def overtaken_sentence(number: int) -> str:
    return ngettext(
        "%(n)d was decided by somebody else in the meantime, and is left as it is.",
        "%(n)d were decided by somebody else in the meantime, and are left as they are.",
        number,
    ) % {"n": number}


def name_of(view: Any) -> str:
    return f"dialogue_contribution_{view.__name__.removesuffix('_view')}"
