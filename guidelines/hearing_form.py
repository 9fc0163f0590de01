from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dialogue.public_form import PublicForm, email_field, name_field, text_field
from guidelines.clause import Clause
from guidelines.edition import Edition


class ResponseForm(PublicForm):
    NAME = "response"

    clause_key = forms.ChoiceField(label=_("What is your answer about?"), required=False)
    text = text_field(label=_("Your answer"), empty=_("Write what you think."))
    name = name_field()
    email = email_field()

    def __init__(self, request: HttpRequest, *, edition: Edition, clauses: list[Clause]) -> None:
        self.clauses = {row.key: row for row in clauses}
        asked = request.GET.get("punkt", "")
        initial = {"clause_key": asked if asked in self.clauses else ""}
        super().__init__(request, target=f"edition {edition.pk}", initial=initial)
        field: Any = self.fields["clause_key"]
        field.choices = [
            ("", gettext("The whole of it")),
            *((k, str(row)) for k, row in self.clauses.items()),
        ]
        field.error_messages["invalid_choice"] = gettext("Choose a clause of this edition.")

    @property
    def was_shown(self) -> bool:
        """Whether it is one that we have shown: only then the sender knows of the edition."""
        return self.is_bound and self.read_token is not None

    @property
    def clause(self) -> Clause | None:
        """The clause that is chosen, if it is one."""
        return self.clauses.get(str(self["clause_key"].value() or ""))
