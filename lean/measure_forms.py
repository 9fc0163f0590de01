"""What a person writes of the measures: indicators with their baseline, and readings."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lean.measure import Indicator, Reading
from lean.numbers import OtherUnit, number, value_of
from lean.triggers import LOCKED

EARLIEST = date(1900, 1, 1)
PEOPLE = forms.TextInput(attrs={"inputmode": "numeric"})
FEW = _("Empty where the number is not about persons. Fewer than five are never shown.")


class ValueField(forms.CharField):
    """A number in the form's own unit, written «45», «45,5» or «45 min»."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, Decimal) else value


class DayField(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        if day and day < EARLIEST:
            raise forms.ValidationError(_("Look at the year."))
        return day


def in_unit(text: str, unit: str) -> Decimal | None:
    """Return the number of what was written, in the unit of its indicator.

    Raises ValidationError.
    """
    if not text:
        return None
    try:
        return value_of(text, unit=unit)
    except OtherUnit:
        raise forms.ValidationError(other_unit(unit)) from None
    except ValueError:
        raise forms.ValidationError(_("Write a number, such as 45 or 45,5.")) from None


def other_unit(unit: str) -> str:
    if not unit:
        return gettext("Fill in the unit first. The number is read in it.")
    sentence = gettext("Here is measured in «%(unit)s». Write the number in that unit.")
    return sentence % {"unit": unit}


class ReadingForm(forms.ModelForm):
    measured_on = DayField(label=_("Date"))
    value = ValueField(label=_("Value"))

    class Meta:
        model = Reading
        fields = ("measured_on", "value", "people", "note")
        widgets = {"people": PEOPLE}
        help_texts = {
            "people": FEW,
            "note": _("What the reader should know of this reading. No names."),
        }

    def clean_value(self) -> Decimal | None:
        return in_unit(self.cleaned_data["value"], self.instance.indicator.unit)

    def clean_measured_on(self) -> date:
        day: date = self.cleaned_data["measured_on"]
        indicator = self.instance.indicator
        if indicator.baseline_on and day < indicator.baseline_on:
            sentence = _("The baseline is of %(day)s. A reading comes after it.")
            raise forms.ValidationError(sentence % {"day": date_format(indicator.baseline_on)})
        if indicator.readings.filter(measured_on=day).exists():
            raise forms.ValidationError(_("There is a reading of this day already."))
        return day


class IndicatorForm(forms.ModelForm):
    baseline_value = ValueField(label=_("Baseline"), required=False)
    baseline_on = DayField(label=_("Date of the baseline"), required=False)
    target = ValueField(label=_("Target"), required=False)

    class Meta:
        model = Indicator
        fields = (
            "name", "unit", "better", "method", "baseline_value", "baseline_on",
            "baseline_people", "target",
        )  # fmt: skip
        widgets = {"baseline_people": PEOPLE}
        help_texts = {
            "name": _("Measure the service, never a single employee."),
            "unit": _("Such as dager, minutter, skjemafelt, %."),
            "method": _("So exact that a colleague would get the same number."),
            "baseline_people": FEW,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.locked():
            self.fields[name].disabled = True
            self.fields[name].required = False

    def locked(self) -> list[str]:
        """The fields that the start of the project has locked: see triggers.py."""
        if self.instance.project.started_on is None:
            return []
        is_old = self.instance.pk is not None
        return [name for name in LOCKED if is_old or name.startswith("baseline")]

    def clean_baseline_value(self) -> Decimal | None:
        return in_unit(self.cleaned_data["baseline_value"], self._unit())

    def clean_target(self) -> Decimal | None:
        return in_unit(self.cleaned_data["target"], self._unit())

    def _unit(self) -> str:
        return str(self.cleaned_data.get("unit") or self.instance.unit)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in self.locked():
            if is_sent_otherwise(self, name):
                self.add_error(name, _("The project has started, and its baselines are locked."))
        if not self.errors and self.instance.pk:
            self._fit_readings()
        return cleaned

    def _fit_readings(self) -> None:
        first = self.instance.readings.first()
        if first and self.cleaned_data["unit"] != self.initial["unit"]:
            self.add_error("unit", _("There are readings in the unit that stands here."))
        day = self.cleaned_data.get("baseline_on")
        if first and day and day > first.measured_on:
            self.add_error("baseline_on", _("There is a reading from before that day."))


def is_sent_otherwise(form: forms.ModelForm, name: str) -> bool:
    """Whether a locked field is sent with another value than it shows: the page may have been open
    since before the lock, and what was sent is not dropped in silence."""
    field, sent = form.fields[name], form.data.get(form.add_prefix(name))
    shown = field.prepare_value(form.get_initial_for_field(field, name))
    return sent is not None and sent != ("" if shown is None else str(shown))
