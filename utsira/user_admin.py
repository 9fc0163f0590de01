"""Colleagues: invited by mail, given one role, and let go by one tick."""

import logging
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from municipality.models import User
from publishing.given_back import GivesBack
from utsira.invitations import invite, send_link
from utsira.roles import ROLES

logger = logging.getLogger("utsira.staff")


class UserForm(forms.ModelForm):
    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            if name in self.fields:
                self.fields[name].required = True
        if "role" in self.fields:
            choices: Any = self.fields["role"]
            choices.choices = [(role.name, f"{role.name}: {role.says}") for role in ROLES]
            self.initial["role"] = role_of(self.instance)

    def clean_email(self) -> str:
        """Say it here, once: the column and its constraint would each say it in their own words."""
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another user has this e-mail address."))
        return email


class RoleFilter(admin.SimpleListFilter):
    title = gettext_lazy("role")
    parameter_name = "rolle"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role.name, role.name) for role in ROLES]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


# A role is a table in utsira/roles.py, not a row to edit.
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(GivesBack, admin.ModelAdmin):
    form = UserForm
    list_display = ("username", "full_name", "role", "is_active", "last_login")
    list_filter = (RoleFilter, "is_active")
    list_per_page = 50
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    actions = ("send_new_invitation",)
    fields = ("first_name", "last_name", "email", "username", "role", "is_active")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        users: QuerySet[User] = super().get_queryset(request)
        return users.prefetch_related("groups")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whoever is new is active."""
        return [name for name in self.fields if obj or name != "is_active"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Nobody takes away, or gives, their own rights; a superuser has them all."""
        if obj and obj.pk == request.user.pk:
            return ("role", "is_active")
        return ("role",) if obj and obj.is_superuser else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """With the e-mail address goes the password: only a superuser has it of a superuser."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (request.user.is_superuser or not (obj and obj.is_superuser))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever has been here is deactivated: what they did keeps its name."""
        allowed = super().has_delete_permission(request, obj)
        has_been_here = obj is not None and (obj.last_login or obj.is_superuser)
        return allowed and not has_been_here

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Passwords are not to be searched for, not even as they are stored."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if "role" in form.cleaned_data:
            self.give_role(request, obj, form.cleaned_data["role"])
        if "is_active" in form.changed_data:
            verb = "reactivated" if obj.is_active else "deactivated"
            logger.info("%r %s by %r", obj.username, verb, request.user.get_username())
        if not change:
            invite(obj)
            text = _("An invitation is on its way to %(address)s.") % {"address": obj.email}
            messages.info(request, text)

    def give_role(self, request: HttpRequest, user: User, name: str) -> None:
        before = role_of(user)
        if before == name:
            return
        user.groups.set(Group.objects.filter(name=name))
        by = request.user.get_username()
        logger.info("%r has the role %r, had %r, by %r", user.username, name, before, by)

    @admin.action(
        description=gettext_lazy("Send a new link to choose a password"), permissions=["change"]
    )
    def send_new_invitation(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        users = [
            user
            for user in queryset.filter(is_active=True)
            if self.has_change_permission(request, user)
        ]
        with transaction.atomic():
            for user in users:
                send_link(user)
        done = ngettext("%(n)d link is on its way.", "%(n)d links are on their way.", len(users))
        messages.info(request, done % {"n": len(users)})

    # Columns

    @admin.display(description=gettext_lazy("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name() or "–"

    @admin.display(description=gettext_lazy("role"))
    def role(self, user: User) -> str:
        return _("Superuser: may do everything") if user.is_superuser else role_of(user) or "–"


def role_of(user: User) -> str:
    return ", ".join(group.name for group in user.groups.all()) if user.pk else ""
