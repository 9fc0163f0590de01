"""What a moderator fills in: the rule and the reason, an answer, the end of a complaint."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogue.contribution import LONGEST_TEXT, NUMBERS, Rule, new_key
from dialogue.decision import Complaint
from dialogue.public_form import PlainText
from municipality.models import Person, User

# A wish to be removed is the writer's own to say, on the writer's own page.
RULES = [rule for rule in Rule if rule != Rule.OWN_WISH]


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField", "dir": "auto"})


class HideForm(forms.Form):
    rule = forms.ChoiceField(
        label=_("Which rule does it break?"),
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the rule that it breaks.")},
    )
    reason = PlainText(
        label=_("Reason, to the one who wrote"),
        max_length=1000,
        required=False,
        widget=area(3),
        help_text=_("Stands on the writer's own page, never in public. Be kind, and be clear."),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="hide_%s", use_required_attribute=False, **kwargs)
        rule: Any = self.fields["rule"]
        rule.choices = [(rule.value, in_words(rule)) for rule in RULES]


def in_words(rule: Rule) -> str:
    """With the number that it has on the page with the rules."""
    words = f"{rule.label[:1].upper()}{rule.label[1:]}"
    return f"{NUMBERS[rule]}. {words}" if rule in NUMBERS else words


class AnswerForm(forms.Form):
    text = PlainText(
        label=_("The answer"),
        max_length=LONGEST_TEXT,
        widget=area(6),
        error_messages={"required": _("Write the answer.")},
    )
    person = forms.ModelChoiceField(
        label=_("Who signs"),
        queryset=Person.objects.none(),
        help_text=_("The name stands in public with title and department."),
        error_messages={"required": _("Choose who signs.")},
    )
    token = forms.CharField(max_length=22, widget=forms.HiddenInput)
    answers_seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, user: User, answers: int) -> None:
        first = {
            "person": Person.objects.filter(user=user).first(),
            "token": new_key(),
            "answers_seen": answers,
        }
        super().__init__(data, initial=first, auto_id="answer_%s", use_required_attribute=False)
        person: Any = self.fields["person"]
        person.queryset = Person.objects.select_related("department")

    def give_back(self, sentence: str, *, answers: int) -> None:
        """The next sending is another answer, written by somebody who has seen all there are."""
        renewed = {"token": new_key(), "answers_seen": str(answers)}
        self.data = {**self.data.dict(), **renewed}  # type: ignore[attr-defined]
        self.add_error("text", sentence)


class ComplaintDecisionForm(forms.Form):
    complaint = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Complaint.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    answer = PlainText(
        label=_("Answer to the one who complained"),
        max_length=2000,
        widget=area(4),
        error_messages={"required": _("Say why you decide so.")},
        help_text=_("Stands on the writer's own page, never in public."),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="complaint_%s", use_required_attribute=False, **kwargs)
