"""A row whose page in the administration has one form for each verb, and no fields to edit."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from publishing.given_back import GIVEN_BACK, not_saved_yet


class StaffForm(forms.Form):
    """`verb` names it where several stand on one page, `done` is what is said when it is done, and
    what is `grave` cannot be undone."""

    verb: ClassVar[str] = ""
    title: ClassVar[Any] = ""
    button: ClassVar[Any] = ""
    done: ClassVar[Any] = _("Saved.")
    grave: ClassVar[bool] = False

    data: Any  # what was sent; a copy of it where it is renewed

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", use_required_attribute=False, **kwargs)


class VerbPages:
    """What such an administration shares. It has `forms_of` (the forms of a row, the sent one
    bound), `do` (a verb, False when it is refused), `page`, and `after` (where to go then)."""

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """All about one row, and a form for each verb."""
        here: Any = self
        row = here.get_object(request, object_id)
        if row is None:
            return super().change_view(request, object_id)  # type: ignore[misc, no-any-return]
        if not here.has_view_or_change_permission(request, row):
            raise PermissionDenied
        forms_here = here.forms_of(request, row)
        sent = next((form for form in forms_here if form.is_bound), None)
        if request.method == "POST" and sent is None:
            raise PermissionDenied
        if sent and is_sent(request, sent) and here.do(request, row, sent):
            messages.success(request, self.told(row, sent))
            return HttpResponseRedirect(here.after(request, row))
        return here.page(request, row, forms_here)  # type: ignore[no-any-return]

    def told(self, row: Any, form: Any) -> str:
        return str(form.done)


def is_sent(request: HttpRequest, form: forms.Form) -> bool:
    """Whether it is to be done: not where it comes back after the login had ended."""
    if request.method != "POST" or not form.is_valid():
        return False
    if GIVEN_BACK in request.POST:
        form.add_error(None, not_saved_yet())
        return False
    return True
