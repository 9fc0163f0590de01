"""A text that was sent after the login had ended comes back in its form, not yet saved."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

GIVEN_BACK = "_given_back"


def sent_pairs(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was sent, as (name, value) for the hidden fields of a page that holds it."""
    return [(name, value) for name, values in request.POST.lists() for value in values]


def not_saved_yet() -> str:
    return _("This is what you wrote. It is not saved yet: save it now.")


class UnsavedForm(forms.BaseForm):
    def clean(self) -> Any:
        cleaned = super().clean()
        self.add_error(None, not_saved_yet())
        return cleaned


class GivesBack:
    """A form of the admin that can be shown with what was sent, and without saving it."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kw)  # type: ignore[misc]
        if GIVEN_BACK not in request.POST:
            return form
        return type(form)(form.__name__, (UnsavedForm, form), {})
