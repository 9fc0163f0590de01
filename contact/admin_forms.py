"""What staff fill in about a message: each form is one verb of handling.py."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contact.conversation import ReplyText
from contact.forms import supervisors
from contact.handling import mark
from contact.message import LONGEST_SUBJECT, Message
from dialogue.contribution import LONGEST_NAME, LONGEST_TEXT, Contribution, new_key
from dialogue.public_form import SENDABLE, OneLine, PlainText
from lean.suggesting_form import LONGEST_TITLE, DepartmentField
from lean.suggestion_forms import area, line, offer
from municipality.models import Person, User
from publishing.verb_pages import StaffForm

Channel = Contribution.Channel
PLACEHOLDER = re.compile(r"\[[^\]\n]{1,40}\]")


class MessageForm(StaffForm):
    """Sends back what its page showed, so that nobody overwrites a colleague unseen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=120)

    def __init__(self, data: Any, *, message: Message, initial: dict[str, Any]) -> None:
        self.mark = mark(message)
        super().__init__(data, initial={**initial, "seen": self.mark}, prefix=self.verb)

    def renew(self) -> None:
        """The next sending is another one, by somebody who has seen what stands there now."""
        self.data = self.data.copy()
        renewed = {"token": new_key(), "seen": self.mark}
        for name in renewed.keys() & self.fields.keys():
            self.data[self.add_prefix(name)] = renewed[name]


class AnswerForm(MessageForm):
    verb, title, button = "answer", _("Answer"), _("Answer the sender")
    done = _("The answer stands on the sender's page.")

    text = PlainText(
        label=_("The answer"),
        max_length=LONGEST_TEXT,
        widget=area(8),
        help_text=_("Stands on the sender's page, with your name and title. The mail is a link."),
    )
    lang = forms.ChoiceField(label=_("Language"), choices=[("nb", "Bokmål"), ("nn", "Nynorsk")])
    token = forms.CharField(widget=forms.HiddenInput, max_length=22)

    def __init__(self, data: Any = None, *, message: Message, begin_with: ReplyText | None) -> None:
        lang = message.lang if message.lang in ("nb", "nn") else "nb"
        initial = {"lang": lang, "token": new_key()}
        if begin_with:
            initial |= {"text": begin_with.text, "lang": begin_with.lang}
        super().__init__(data, message=message, initial=initial)

    def clean_text(self) -> str:
        """A reply text has words in brackets, to be replaced."""
        text: str = self.cleaned_data["text"]
        if found := PLACEHOLDER.search(text):
            raise forms.ValidationError(
                gettext("Replace %(words)s with what it should say.") % {"words": found[0]}
            )
        return text


class HandleForm(MessageForm):
    verb, title, button = "handle", _("Status and who has it"), _("Save")
    done = _("Status and who has it are saved.")

    status = forms.ChoiceField(label=_("Status"), choices=Message.Status.choices)
    assigned_to = forms.ModelChoiceField(
        label=_("Assigned to"), queryset=User.objects.none(), required=False
    )

    def __init__(self, data: Any = None, *, message: Message, begin_with: Any = None) -> None:
        initial = {"status": message.status, "assigned_to": message.assigned_to_id}
        super().__init__(data, message=message, initial=initial)
        field: Any = self.fields["assigned_to"]
        field.queryset = colleagues()


class TriageForm(MessageForm):
    verb, title, button = "triage", _("Archive"), _("Save the decision")
    done = _("The decision for the archive is saved.")

    triage = forms.ChoiceField(
        label=_("Archive assessment"),
        choices=Message.Triage.choices,  # the first, not assessed, is none to save
        error_messages={"required": _("Choose what you decide.")},
        help_text=_(
            "About a case, a complaint or an application: to be put in the journal. Worth keeping "
            "without being a case: to be archived. Thanks, spam, opening hours: not worth it."
        ),
    )
    archive_reference = OneLine(
        label=_("Archive reference (optional)"), max_length=40, required=False, widget=line()
    )

    def __init__(self, data: Any = None, *, message: Message, begin_with: Any = None) -> None:
        initial = {"triage": message.triage, "archive_reference": message.archive_reference}
        super().__init__(data, message=message, initial=initial)


class NoteForm(StaffForm):
    verb, title, button = "note", _("Internal note"), _("Save the note")
    done = _("The note is saved.")

    text = PlainText(
        label=_("Internal note"),
        max_length=LONGEST_TEXT,
        widget=area(4),
        help_text=_("Only those who see the message see it. The sender may ask to read it."),
    )

    def __init__(self, data: Any = None, *, message: Message, begin_with: Any = None) -> None:
        super().__init__(data, prefix="note")


class SuggestionForm(StaffForm):
    verb, title, button = "suggestion", _("Make a suggestion of it"), _("Make it and show it")
    done = _("The suggestion is made, and everybody can read it.")

    name = OneLine(label=_("The suggestion in one line"), max_length=LONGEST_TITLE, widget=line())
    text = PlainText(
        label=_("In your own words"),
        max_length=LONGEST_TEXT,
        widget=area(6),
        help_text=_("Everybody can read it. Nothing that tells who wrote the message."),
    )
    department = DepartmentField(label=_("Department"))
    agreed = forms.BooleanField(label=_("The one who wrote the message has said yes to this"))

    def __init__(self, data: Any = None, *, message: Message, begin_with: Any = None) -> None:
        super().__init__(data, initial={"department": message.department_id}, prefix="suggestion")
        offer(self)


class RegisterForm(StaffForm):
    """For somebody on the telephone or at the counter."""

    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[(choice.value, choice.label) for choice in (Channel.PHONE, Channel.COUNTER)],
    )
    topic = forms.ChoiceField(label=_("Topic"), choices=Message.Topic.choices)
    supervisor = forms.ModelChoiceField(
        label=_("Supervisor"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_("Left empty, you have it yourself."),
    )
    subject = OneLine(label=_("Subject"), max_length=LONGEST_SUBJECT, widget=line())
    text = PlainText(label=_("Message"), max_length=LONGEST_TEXT, widget=area(8))
    name = OneLine(
        label=_("Name (optional)"), max_length=LONGEST_NAME, required=False, widget=line()
    )
    email = forms.EmailField(
        label=_("E-mail (optional)"),
        required=False,
        max_length=254,
        validators=[SENDABLE],
        widget=forms.EmailInput(attrs={"class": "vTextField"}),
        help_text=_("Without it, print the receipt: it has the address of their page."),
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=22)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"token": new_key()})
        field: Any = self.fields["supervisor"]
        field.queryset = supervisors()

    def renew(self) -> None:
        self.data = self.data.copy()
        self.data["token"] = new_key()

    def clean(self) -> dict[str, Any]:
        """What is not about LEAN is no supervisor's, here as on the public form."""
        cleaned = super().clean() or {}
        if cleaned.get("topic") != Message.Topic.LEAN:
            cleaned["supervisor"] = None
        return cleaned


def colleagues() -> Any:
    """Those who log in and may answer messages."""
    users: Any = User.objects
    may = users.with_perm(
        "contact.change_message", backend="municipality.authentication.StaffBackend"
    )
    return may.filter(is_staff=True).order_by("username")


FORMS: list[Any] = [AnswerForm, HandleForm, TriageForm, NoteForm, SuggestionForm]
