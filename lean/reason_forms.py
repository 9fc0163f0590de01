"""What a person writes of why it went wrong, and of the rounds in which it was put right."""

from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lean.measure_forms import DayField
from lean.pukk import Round
from lean.whys import MOST, Why

ROWS = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})


class PlanForm(forms.ModelForm):
    """A new round begins with a plan, and no more."""

    planned_on = DayField(label=_("Day of the plan"))

    class Meta:
        model = Round
        fields = ("planned", "planned_on")
        labels = {"planned": _("Plan: what will you try, and what do you expect?")}
        widgets = {"planned": ROWS}


class RoundForm(PlanForm):
    done_on = DayField(label=_("Day"), required=False)
    checked_on = DayField(label=_("Day"), required=False)
    corrected_on = DayField(label=_("Day"), required=False)

    class Meta:
        model = Round
        fields = tuple(name for step in Round.STEPS for name in (step, f"{step}_on"))
        labels = {
            "planned": _("Plan: what will you try, and what do you expect?"),
            "done": _("Do: what did you try?"),
            "checked": _("Check: what came of it?"),
            "corrected": _("Correct: what do you keep, and what do you change?"),
        }
        widgets = dict.fromkeys(Round.STEPS, ROWS)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if not self.errors:
            for before, step in pairwise(Round.STEPS):
                self._fit(cleaned, before, step)
        return cleaned

    def _fit(self, cleaned: dict[str, Any], before: str, step: str) -> None:
        """What the constraints of the table hold, said at the field."""
        text, day = cleaned[step], cleaned[f"{step}_on"]
        if text and not day:
            self.add_error(f"{step}_on", _("Write the day too."))
        if day and not text:
            self.add_error(step, _("Write what was done, too."))
        if text and not self.data.get(self.add_prefix(before), "").strip():
            self.add_error(before, _("This step comes first."))
        if day and (earlier := cleaned.get(f"{before}_on")) and day < earlier:
            self.add_error(f"{step}_on", _("This day is before that of the step before it."))


class WhyForm(forms.Form):
    question = forms.CharField(label=_("Why"), max_length=160, required=False)
    answer = forms.CharField(label=_("Because"), max_length=240, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("question")) != bool(cleaned.get("answer")) and not self.errors:
            missing = "answer" if cleaned["question"] else "question"
            self.add_error(missing, _("Write both the question and the answer."))
        return cleaned

    @property
    def is_filled(self) -> bool:
        return any(self.cleaned_data.values())


class BaseWhyForms(forms.BaseFormSet):
    def clean(self) -> None:
        """The chain has no hole."""
        if any(self.errors):
            return
        for before, form in pairwise(self.forms):
            if form.is_filled and not before.is_filled:
                before.add_error("answer", _("Answer this one first."))
                return

    def rows(self) -> list[Why]:
        said = [form.cleaned_data for form in self.forms if form.is_filled]
        return [Why(position=at, **row) for at, row in enumerate(said, 1)]


WhyForms: Any = forms.formset_factory(
    WhyForm, formset=BaseWhyForms, extra=MOST, max_num=MOST, absolute_max=MOST
)
