"""What staff fill in about a suggestion: each form is one verb of circle.py."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dialogue.contribution import LONGEST_NAME, LONGEST_TEXT, Contribution, new_key
from dialogue.public_form import SENDABLE, OneLine, PlainText
from lean.circle import mark
from lean.project import Project, department_of
from lean.suggesting_form import LONGEST_TITLE, DepartmentField
from lean.suggestion import Suggestion
from municipality.models import Department, Person
from publishing.publication import may
from publishing.verb_pages import StaffForm

Channel = Contribution.Channel


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})


def line() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "vTextField"})


class SuggestionNumber(forms.ModelChoiceField):
    """A suggestion by its number, written by hand."""

    def to_python(self, value: Any) -> Any:
        written = str(value or "").strip()
        if written and not (written.isascii() and written.isdigit() and len(written) <= 18):
            raise forms.ValidationError(self.error_messages["invalid_choice"])
        return super().to_python(written)


class MoveForm(StaffForm):
    verb, title, button = "move", _("Status and official answer"), _("Save and show")

    status = forms.ChoiceField(label=_("Status"), choices=Suggestion.Status.choices)
    text = PlainText(
        label=_("Official answer"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=area(6),
        help_text=_(
            "Stands in public with title and department. Each end needs one: carried out, in part, "
            "refused and duplicate."
        ),
    )
    person = forms.ModelChoiceField(
        label=_("Who signs"), queryset=Person.objects.select_related("department"), required=False
    )
    duplicate_of = SuggestionNumber(
        label=_("Duplicate of suggestion no."),
        queryset=Suggestion.objects.published().select_related("duplicate_of"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "vIntegerField"}),
        error_messages={"invalid_choice": _("There is no public suggestion with this number.")},
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=22)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, data: Any = None, *, suggestion: Suggestion, request: HttpRequest) -> None:
        own = Person.objects.filter(user=request.user.pk).first()
        initial = {"status": suggestion.status, "person": own, "token": new_key()}
        self.mark = mark(suggestion)
        super().__init__(data, initial={**initial, "seen": self.mark}, prefix="move")

    def renew(self) -> None:
        """The next sending is another one, by somebody who has seen what stands there now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("token")] = new_key()
        self.data[self.add_prefix("seen")] = self.mark


class PlaceForm(StaffForm):
    verb, title, button = "place", _("What it is about"), _("Save")

    department = DepartmentField(label=_("Department"))

    def __init__(self, data: Any = None, *, suggestion: Suggestion, request: HttpRequest) -> None:
        there = "nettstedet" if suggestion.is_about_website else suggestion.department_id
        super().__init__(data, initial={"department": there}, prefix="place")
        offer(self)


class LinkForm(StaffForm):
    verb, title, button = "link", _("It became a project that is there"), _("Connect to it")

    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none())

    def __init__(self, data: Any = None, *, suggestion: Suggestion, request: HttpRequest) -> None:
        super().__init__(data, initial={"project": suggestion.project_id}, prefix="link")
        field: Any = self.fields["project"]
        field.queryset = Project.objects.for_staff(request.user).filter(withdrawn_at=None)


class ProjectForm(StaffForm):
    verb, title, button = "project", _("Make a new project of it"), _("Make the project")

    name = OneLine(label=_("What is the problem?"), max_length=150, widget=line())
    summary = PlainText(label=_("In short"), max_length=400, widget=area(3))
    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.all())
    owner_role = OneLine(
        label=_("Owner"),
        max_length=80,
        widget=line(),
        help_text=_("A role, not a name: «Leder for pleie og omsorg»."),
    )

    def __init__(self, data: Any = None, *, suggestion: Suggestion, request: HttpRequest) -> None:
        said = suggestion.contribution
        initial = {
            "name": said.title,
            "summary": said.text[:400],
            "department": suggestion.department_id,
        }
        super().__init__(data, initial=initial, prefix="project")
        if not may(request.user, "supervise", Project):
            own: Any = self.fields["department"]
            own.queryset = Department.objects.filter(pk=department_of(request.user) or 0)


class HeadlineForm(StaffForm):
    """What both ways to make a suggestion ask for; enough where the words are written already."""

    title = OneLine(label=_("The suggestion in one line"), max_length=LONGEST_TITLE, widget=line())
    department = DepartmentField(label=_("Department"))

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offer(self)


class RegisterForm(HeadlineForm):
    """For somebody on the telephone or at the counter."""

    field_order = ("channel", "title", "text", "department", "name", "email", "token")

    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[(choice.value, choice.label) for choice in (Channel.PHONE, Channel.COUNTER)],
    )
    text = PlainText(label=_("Text"), max_length=LONGEST_TEXT, widget=area(8))
    name = OneLine(
        label=_("Name or nickname (optional)"),
        max_length=LONGEST_NAME,
        required=False,
        widget=line(),
        help_text=_("Stands in public. Ask first."),
    )
    email = forms.EmailField(
        label=_("E-mail (optional)"),
        required=False,
        validators=[SENDABLE],
        widget=forms.EmailInput(attrs={"class": "vTextField"}),
        help_text=_("Never shown. They get a mail, and confirm there that the address is theirs."),
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=22)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"token": new_key()})

    def renew(self) -> None:
        self.data = self.data.copy()
        self.data["token"] = new_key()


def offer(form: forms.Form) -> None:
    field: Any = form.fields["department"]
    field.offer(list(Department.objects.all()))
