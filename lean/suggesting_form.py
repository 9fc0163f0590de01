from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dialogue.public_form import OneLine, PublicForm, email_field, name_field, text_field
from municipality.models import Department

WEBSITE = "nettstedet"
LONGEST_TITLE = 150


def title_field() -> forms.Field:
    return OneLine(
        label=_("Your suggestion in one line"),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Say in one line what you suggest.")},
    )


class DepartmentField(forms.ChoiceField):
    """A department, this website, or neither: {"department": …, "is_about_website": …}."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(label=label, required=False)

    def offer(self, departments: list[Department]) -> None:
        self.departments = {str(row.pk): row for row in departments}
        named = [(key, row.name) for key, row in self.departments.items()]
        unsure = ("", _("I do not know, or several"))
        self.choices = [unsure, *named, (WEBSITE, _("This website"))]

    def clean(self, value: Any) -> dict[str, Any]:
        chosen = super().clean(value)
        department = self.departments.get(chosen)
        return {"department": department, "is_about_website": chosen == WEBSITE}


class SuggestionForm(PublicForm):
    NAME = "suggestion"
    WORDS = ("title", "text", "name")

    title = title_field()
    text = text_field(
        label=_("What could be better, and how?"), empty=_("Write what could be better.")
    )
    department = DepartmentField(label=_("Which service is it about? (optional)"))
    name = name_field()
    email = email_field()

    def __init__(self, request: HttpRequest) -> None:
        departments = list(Department.objects.all())
        asked = request.GET.get("avdeling", "")
        slugs = {row.slug: str(row.pk) for row in departments} | {WEBSITE: WEBSITE}
        super().__init__(request, initial={"department": slugs.get(asked, "")})
        field: Any = self.fields["department"]
        field.offer(departments)

    @property
    def place(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data["department"]
        return found

    @property
    def addressee(self) -> str:
        """For the preview: what it is about, in words."""
        return (
            gettext("This website") if self.place["is_about_website"] else self.place["department"]
        )
