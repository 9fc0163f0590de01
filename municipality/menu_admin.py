from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from municipality.menu import MenuLink
from municipality.middleware import municipality_of
from municipality.models import Municipality


class OrderForm(forms.ModelForm):
    """The row of one link in the list: its order, with a name for those who cannot see the row."""

    class Meta:
        model = MenuLink
        fields = ("position",)
        widgets = {"position": forms.NumberInput(attrs={"class": "menu-position"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("Order of «%(link)s»") % {"link": self.instance}
        self.fields["position"].widget.attrs["aria-label"] = label


@admin.register(MenuLink)
class MenuLinkAdmin(admin.ModelAdmin):
    list_display = ("__str__", "place", "position")
    list_display_links = ("__str__",)
    list_editable = ("position",)
    list_filter = ("place",)
    list_select_related = ("page",)
    ordering = ("-place", "position", "pk")
    autocomplete_fields = ("page",)
    fields = ("place", "position", "page", "target", "address", "label")

    def get_queryset(self, request: HttpRequest) -> QuerySet[MenuLink]:
        links: QuerySet[MenuLink] = super().get_queryset(request)
        return links.defer("page__body")

    def get_list_display(self, request: HttpRequest) -> Any:
        return (*self.list_display, leads_to_column(municipality_of(request)))

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return OrderForm


def leads_to_column(facts: Municipality) -> Callable[[MenuLink], str]:
    """A column that knows the municipality's own addresses, read once for the whole list."""

    @admin.display(description=_("leads to"))
    def leads_to(link: MenuLink) -> str:
        return link.leads_to(facts) or str(_("Not shown: there is nothing in public there."))

    return leads_to
