from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contact.message import LONGEST_SUBJECT, Message
from dialogue.public_form import OneLine, PublicForm, email_field, name_field, text_field
from lean.models import Project, Suggestion
from municipality.models import Person

# What the visitor does next with what is written.
CHECK, CHANGE, SEND = "kontroller", "endre", "send"


def supervisors() -> Any:
    """Those whom one may write to."""
    people = Person.objects.filter(is_supervisor=True).exclude(user__is_active=False)
    return people.select_related("department", "picture")


class ContactForm(PublicForm):
    NAME = "contact"
    WORDS: ClassVar[tuple[str, ...]] = ("subject", "message", "name")

    supervisor = forms.ModelChoiceField(
        label=_("Who do you want to write to?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of those who stand here.")},
    )
    topic = forms.ChoiceField(
        label=_("Is it about something else than LEAN? (optional)"),
        required=False,
        help_text=_("What is not about LEAN goes to the municipality's editor instead."),
    )
    subject = OneLine(
        label=_("What is it about?"),
        max_length=LONGEST_SUBJECT,
        error_messages={"required": _("Say in one line what it is about.")},
    )
    message = text_field(label=_("Your message"), empty=_("Write a message."))
    name = name_field()
    email = email_field()
    # What it is about, from the page that leads here.
    project = forms.CharField(required=False, widget=forms.HiddenInput)
    suggestion = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest) -> None:
        asked = {"project": "prosjekt", "suggestion": "forslag", "topic": "tema"}
        initial = {name: request.GET.get(query, "") for name, query in asked.items()}
        super().__init__(request, initial=initial)
        self.about = None if self.is_bound else self.opened_from()
        self.put_words()
        field: Any = self.fields["supervisor"]
        field.queryset = supervisors()
        topic: Any = self.fields["topic"]
        topic.choices = [
            ("", _("No, it is about LEAN")),
            *((value, label) for value, label in Message.Topic.choices if value != LEAN),
        ]

    def opened_from(self) -> Project | Suggestion | None:
        """The project or the suggestion whose page leads here. What is not public is left out, so
        that nobody writes first and is refused afterwards."""
        finders = {"project": find_project, "suggestion": find_suggestion}
        asked = {name: find(self.initial[name]) for name, find in finders.items()}
        self.initial.update({name: "" for name, found in asked.items() if found is None})
        return asked["project"] or asked["suggestion"]

    def put_words(self) -> None:
        self.fields["name"].label = _("Name (optional)")
        self.fields["name"].help_text = ""
        self.fields["email"].label = _("E-mail (optional, needed if you want an answer)")
        self.fields["email"].help_text = _(
            "We write a number and a link to you. The answer itself stands on a page of your own."
        )
        self.fields["message"].help_text = _(
            "Do not write identity numbers, anything about health or other private matters. If you "
            "need to send such things, ask us first for a safe way."
        )

    @property
    def next_step(self) -> str:
        return str(self.data.get("step", CHECK)) if self.is_bound else ""

    def clean_topic(self) -> str:
        return self.cleaned_data["topic"] or LEAN

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("topic", LEAN) != LEAN:
            cleaned["supervisor"] = None
        elif not cleaned.get("supervisor") and "supervisor" not in self.errors:
            self.ask_for_supervisor()
        self.look_up("project", find_project)
        self.look_up("suggestion", find_suggestion)
        return cleaned

    def ask_for_supervisor(self) -> None:
        """Where there is none to choose, the editor gets it."""
        if supervisors().exists():
            self.add_error("supervisor", gettext("Choose who you want to write to."))

    def look_up(self, name: str, find: Any) -> None:
        """What it is about must be in public; else it is said, and left out the next time."""
        written = str(self.data.get(name, ""))
        found = find(written) if written else None
        self.cleaned_data[name] = found
        self.about = found or self.about
        if written and found is None:
            self.data[name] = ""
            self.give_back(
                gettext(
                    "What you wanted to write about is no longer there. Send once more, and the "
                    "message stands by itself."
                )
            )

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Everything that is to come back from the check page: what is shown is what is sent."""
        words = {name: self.cleaned_data.get(name) for name in self.WORDS}
        return [(name, str(words.get(name) or self.data.get(name, ""))) for name in self.fields]

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        cards = Field("supervisor", template="contact/_supervisors.html")
        helper.layout = Layout(cards, "topic", "subject", "message", "name", "email")
        return helper


LEAN = Message.Topic.LEAN


def find_project(slug: str) -> Project | None:
    if not slug:
        return None
    found: Project | None = Project.objects.published().filter(slug=slug).first()
    return found


def find_suggestion(number: str) -> Suggestion | None:
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    found: Suggestion | None = Suggestion.objects.published().filter(pk=int(number)).first()
    return found
