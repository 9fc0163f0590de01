"""The entries as staff see them: a list, and one page with all that can be done with one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from aggregator import curating
from aggregator.item import Item
from publishing.verb_pages import StaffForm, VerbPages

GONE = _("A colleague has deleted it meanwhile.")


class ItemForm(StaffForm):
    explanation: Any = ""

    def __init__(self, data: Any = None, *, item: Item) -> None:
        super().__init__(data, initial=self.initial_of(item), prefix=self.verb)

    def initial_of(self, item: Item) -> dict[str, Any]:
        return {}


class PinForm(ItemForm):
    verb, title, button = "pin", _("Pin"), _("Pin it")
    explanation = _("It stands first among those of its kind, until you unpin it.")
    done = _("It stands first now.")


class UnpinForm(ItemForm):
    verb, title, button = "unpin", _("It is pinned"), _("Unpin it")
    explanation = _("It goes back among the others, by its date.")
    done = _("It is unpinned.")


class ShareForm(ItemForm):
    verb, title, button = "share", _("Share"), _("Share it")
    explanation: Any = _(
        "It stands on the front page, in a feed of its own and in the search, with your title and "
        "your note."
    )
    done = _("It is shared now.")

    note = forms.CharField(
        label=_("Our note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("Why should anybody read this? Stands in public. May be empty."),
    )

    def initial_of(self, item: Item) -> dict[str, Any]:
        return {"note": item.shared_note}


class NoteForm(ShareForm):
    title, button = _("It is shared"), _("Save what we say of it")
    explanation = ""
    done = _("What we say of it is saved.")


class StopSharingForm(ItemForm):
    verb, title, button = "stop", _("Stop sharing"), _("Share it no more")
    explanation = _("Your note is gone then. The entry stays among the others.")
    done = _("It is not shared any more.")


class DescribeForm(ItemForm):
    verb, title, button = "describe", _("The picture"), _("Save the description")
    done = _("The description is saved.")

    alt = forms.CharField(
        label=_("Alternative text"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("What the picture shows, for those who cannot see it."),
    )

    def initial_of(self, item: Item) -> dict[str, Any]:
        return {"alt": item.picture_alt}


class HideForm(ItemForm):
    verb, title, button = "hide", _("Hide"), _("Hide it")
    explanation = _("Nobody sees it, and you can show it again.")
    done = _("Nobody sees it now.")


class ShowForm(ItemForm):
    verb, title, button = "show", _("It is hidden"), _("Show the entry again")
    done = _("Everybody sees it again.")


class DeleteForm(ItemForm):
    verb, title, button = "delete", _("Delete"), _("Delete it")
    explanation = _("Text and picture are gone for good, and the feed does not bring them back.")
    done = _("It is deleted.")
    grave = True

    sure = forms.BooleanField(label=_("I am sure"))


def forms_for(item: Item) -> list[type[ItemForm]]:
    """What can be done with it as it is now."""
    found: list[type[ItemForm]] = []
    if item.state == Item.State.SHOWN:
        found += [NoteForm, StopSharingForm] if item.is_shared else [ShareForm]
        found += [UnpinForm if item.is_pinned else PinForm]
    if item.picture:
        found += [DescribeForm]
    return [*found, HideForm if item.state == Item.State.SHOWN else ShowForm, DeleteForm]


class MarkFilter(admin.SimpleListFilter):
    title = _("what we have done")
    parameter_name = "merket"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("festet", _("Pinned")), ("delt", _("Shared")), ("skjult", _("Hidden"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        narrowed = {
            "festet": queryset.pinned(),
            "delt": queryset.shared(),
            "skjult": queryset.filter(state=Item.State.HIDDEN),
        }
        return narrowed.get(self.value() or "", queryset)


@admin.register(Item)
class ItemAdmin(VerbPages, admin.ModelAdmin):
    list_display = ("name", "marks", "day", "source")
    list_filter = (MarkFilter, "source__kind")
    list_per_page = 50
    list_select_related = ("source",)
    search_fields = ("title", "summary", "source__title")
    ordering = ("-published_at", "-pk")
    actions = ("hide_selected",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Item]:
        """Without what is deleted, and without those that are shown as another's."""
        rows: QuerySet[Item] = super().get_queryset(request)
        return rows.filter(copy_of=None).exclude(state=Item.State.DELETED)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come from the feeds."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A verb of its page empties it: a row that is gone would come back with the feed."""
        return False

    # Its page

    def forms_of(self, request: HttpRequest, row: Item) -> list[ItemForm]:
        if not self.has_change_permission(request, row):
            return []
        verb = request.POST.get("verb") if request.method == "POST" else ""
        return [
            kind(request.POST if kind.verb == verb else None, item=row) for kind in forms_for(row)
        ]

    def do(self, request: HttpRequest, row: Item, form: Any) -> bool:
        verbs: dict[str, Any] = {
            "pin": curating.pin,
            "unpin": curating.unpin,
            "stop": curating.stop_sharing,
            "hide": curating.hide,
            "show": curating.show,
            "delete": curating.delete,
            "describe": curating.describe,
            "share": curating.share,
        }
        values = {name: form.cleaned_data[name] for name in ("alt", "note") if name in form.fields}
        by = {"by": request.user} if form.verb == "share" else {}
        try:
            verbs[form.verb](row, **values, **by)
        except Item.DoesNotExist:
            form.add_error(None, GONE)
            return False
        self.log_change(request, row, str(form.button))
        return True

    def after(self, request: HttpRequest, row: Item) -> str:
        if self.get_queryset(request).filter(pk=row.pk).exists():
            return reverse("admin:aggregator_item_change", args=[row.pk])
        return reverse("admin:aggregator_item_changelist")

    def page(self, request: HttpRequest, row: Item, forms_here: list[Any]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": row.headline,
            "item": row,
            "forms": forms_here,
        }
        return TemplateResponse(request, "admin/aggregator/item.html", context)

    # The list

    @admin.display(description=_("entry"), ordering="title")
    def name(self, row: Item) -> str:
        return row.headline

    @admin.display(description=_("published"), ordering="published_at")
    def day(self, row: Item) -> str:
        return date_format(timezone.localtime(row.published_at), "d.m.Y")

    @admin.display(description=_("what we have done"))
    def marks(self, row: Item) -> str:
        is_hidden = row.state == Item.State.HIDDEN
        named = [
            (row.is_pinned, _("Pinned")),
            (row.is_shared, _("Shared")),
            (is_hidden, _("Hidden")),
        ]
        return ", ".join(str(name) for is_so, name in named if is_so) or "–"

    @admin.action(description=_("Hide"), permissions=["change"])
    def hide_selected(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            curating.hide(row)
            self.log_change(request, row, gettext("Hide it"))
        said = ngettext("%(n)d entry is hidden.", "%(n)d entries are hidden.", len(queryset))
        messages.success(request, said % {"n": len(queryset)})
