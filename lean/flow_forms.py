"""What a person writes of a flow: its steps, one row each."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lean.durations import LONGEST, minutes_of, short
from lean.flow import Flow, Step

MOST_STEPS = 40


class TimeField(forms.CharField):
    """Minutes, written as people write time: «45», «2 timer 15 min», «9 dager»."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=40, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return short(timedelta(minutes=value)) if isinstance(value, int) and value else value or ""

    def clean(self, value: Any) -> int:
        text = super().clean(value)
        if not text:
            return 0
        if text.startswith(("-", "\u2212")):
            raise forms.ValidationError(_("Time cannot be less than nothing."))
        try:
            minutes = minutes_of(text)
        except ValueError:
            message = _("Write a time such as «45 min», «2 hours 15 min» or «3 d».")
            raise forms.ValidationError(message) from None
        if minutes > LONGEST:
            raise forms.ValidationError(_("That is more than ten years. Look at the number."))
        return minutes


class StepForm(forms.ModelForm):
    waiting_minutes = TimeField(label=_("Waits before it"))
    work_minutes = TimeField(label=_("Work time"))
    right_first_time = forms.IntegerField(
        label=_("Right the first time, %"),
        required=False,
        min_value=0,
        max_value=100,
        error_messages={
            name: _("Write a number from 0 to 100.")
            for name in ("min_value", "max_value", "invalid")
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    class Meta:
        model = Step
        fields = (
            "name", "role", "waiting_minutes", "work_minutes", "right_first_time", "waste",
        )  # fmt: skip
        labels = {"name": _("What is done"), "role": _("Who, as a role")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["waste"].choices = [("", _("None")), *self.fields["waste"].choices[1:]]  # type: ignore[attr-defined]


class FlowForm(forms.ModelForm):
    class Meta:
        model = Flow
        fields = ("drawn_on", "note")
        widgets = {"drawn_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}


StepForms = forms.formset_factory(
    StepForm, extra=1, max_num=MOST_STEPS, absolute_max=MOST_STEPS + 1, validate_max=True
)


def stored_rows(steps: list[Step]) -> list[dict[str, Any]]:
    return [{name: getattr(step, name) for name in StepForm.Meta.fields} for step in steps]
