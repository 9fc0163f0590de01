"""What a person writes of a gain: what is expected, and what came of it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lean.gain import MOST, TOO_MUCH, FollowUp, Gain
from lean.measure_forms import DayField, ValueField, is_sent_otherwise
from lean.numbers import OtherUnit, value_of
from lean.triggers import EXPECTATION

FAR = timedelta(days=3653)  # a gain that begins in more than ten years is mistyped
# What people write after a number, in both written forms and in the English of the source.
WORDS = {
    Gain.Kind.TIME: (
        "t",
        "timer",
        "timar",
        "hours",
        "timer per år",
        "timar per år",
        "timer i året",
    ),
    Gain.Kind.COST: ("kr", "kroner", "kr per år", "kroner per år", "kroner i året", "kr i året"),
}
NEEDS_A_NUMBER = _("Write what is expected as a number.")
ONLY_QUALITY = _("Hours and kroner have their unit already. This is for quality alone.")
LOCKED = _("The gain is followed up, and what was expected is locked.")
LEAST = _("A gain is not less than nothing. Write 0, and say why.")
MORE = _("An expected gain is more than nothing.")


class AnyDayField(DayField):
    """A day that may be to come."""

    def clean(self, value: Any) -> Any:
        day = forms.DateField.clean(self, value)
        if day and not date(1900, 1, 1) <= day <= timezone.localdate() + FAR:
            raise forms.ValidationError(_("Look at the year."))
        return day


def amount_of(text: str, *, kind: str, unit: str, too_little: Any = LEAST) -> Decimal | None:
    """Return the number of what was written; its unit may stand after it, or not.

    Raises ValidationError.
    """
    if not text:
        return None
    for word in (unit, *WORDS.get(kind, ())):  # type: ignore[call-overload]
        try:
            value = value_of(text, unit=word)
        except OtherUnit:
            continue
        except ValueError:
            raise forms.ValidationError(_("Write a number, such as 45 or 45,5.")) from None
        return fitting(value, too_little)
    sentence = _("Here is counted in «%(unit)s». Write the number in that unit.")
    raise forms.ValidationError(sentence % {"unit": unit})


def fitting(value: Decimal, too_little: Any) -> Decimal:
    if value < 0:
        raise forms.ValidationError(too_little)
    if value > MOST:
        raise forms.ValidationError(TOO_MUCH)
    return value


class GainForm(forms.ModelForm):
    expected_value = ValueField(label=_("Expected"), required=False)
    expected_low = ValueField(label=_("At least"), required=False)
    expected_high = ValueField(label=_("At most"), required=False)
    expected_on = DayField(label=_("Day of the estimate"))
    starts_on = AnyDayField(label=_("The gain begins"))

    class Meta:
        model = Gain
        fields = (
            "kind", "what", "owner_role", "scale", "expected_value", "expected_low",
            "expected_high", "expected_words", "expected_on", "starts_on",
        )  # fmt: skip
        help_texts = {
            "kind": _("Time is counted in hours per year, costs in kroner per year."),
            "what": _("One sentence. No names."),
            "owner_role": _("A role, not a name: the one who sees to it that the gain is taken."),
            "scale": _("For quality alone: such as «poeng av 5» or «prosent fornøyde»."),
            "expected_words": _("For quality that has no number."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expected_low"].help_text = _("How sure are you? Write both or neither.")
        self.fields["starts_on"].help_text = _(
            "When the countermeasure is in place. The gain is followed up 3, 6 and 12 months after."
        )
        for name in self.locked():
            self.fields[name].disabled = True
            self.fields[name].required = False

    def locked(self) -> tuple[str, ...]:
        is_followed_up = self.instance.pk and self.instance.follow_ups.exists()
        return EXPECTATION if is_followed_up else ()

    def clean_expected_value(self) -> Decimal | None:
        value = self._amount("expected_value")
        if value == 0:
            raise forms.ValidationError(MORE)
        return value

    def clean_expected_low(self) -> Decimal | None:
        return self._amount("expected_low")

    def clean_expected_high(self) -> Decimal | None:
        return self._amount("expected_high")

    def _amount(self, name: str) -> Decimal | None:
        kind = self.cleaned_data.get("kind") or self.instance.kind
        scale = self.cleaned_data.get("scale") or self.instance.scale
        unit = str(Gain.UNITS.get(kind, scale))
        return amount_of(self.cleaned_data[name], kind=kind, unit=unit, too_little=MORE)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        for name in self.locked():
            if is_sent_otherwise(self, name):
                self.add_error(name, LOCKED)
        if not self.errors:
            self._fit(cleaned)
        return cleaned

    def _fit(self, cleaned: dict[str, Any]) -> None:
        """What the constraints of the table hold, said at the field."""
        value, low, high = (cleaned[f"expected_{name}"] for name in ("value", "low", "high"))
        if cleaned["kind"] != Gain.Kind.QUALITY:
            self._fit_a_number(cleaned, value)
        else:
            self._fit_quality(cleaned, value)
        if (low is None) != (high is None):
            self.add_error("expected_low", _("Write both «at least» and «at most», or neither."))
        elif low is not None and not (value is not None and low <= value <= high):
            self.add_error("expected_low", _("What is expected lies between these two."))
        if cleaned["starts_on"] < cleaned["expected_on"]:
            self.add_error("starts_on", _("A gain cannot begin before it was expected."))

    def _fit_a_number(self, cleaned: dict[str, Any], value: Decimal | None) -> None:
        if value is None:
            self.add_error("expected_value", NEEDS_A_NUMBER)
        for name in ("scale", "expected_words"):
            if cleaned[name]:
                self.add_error(name, ONLY_QUALITY)

    def _fit_quality(self, cleaned: dict[str, Any], value: Decimal | None) -> None:
        if value is None and cleaned["scale"]:
            self.add_error("expected_value", NEEDS_A_NUMBER)
        elif value is not None and not cleaned["scale"]:
            self.add_error("scale", _("Say which scale the number is on."))
        elif value is None and not cleaned["expected_words"]:
            self.add_error("expected_words", _("Write a number on a scale, or say it in words."))


class FollowUpForm(forms.ModelForm):
    """`instance` has its gain and its months."""

    measured_on = DayField(label=_("Date"))
    value = ValueField(label=_("Realised"), required=False)

    class Meta:
        model = FollowUp
        fields = ("measured_on", "value", "words", "used_for", "because")
        help_texts = {
            "used_for": _("Such as «besøk hos dem som bor alene». No names."),
            "because": _("Wanted when it differs by more than 20 per cent from what was expected."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["value" if self.instance.gain.is_in_words else "words"]
        needed: Any = self.fields.get("value") or self.fields["words"]
        needed.required = True

    def clean_value(self) -> Decimal | None:
        gain = self.instance.gain
        return amount_of(self.cleaned_data["value"], kind=gain.kind, unit=gain.unit)

    def clean_measured_on(self) -> date:
        day: date = self.cleaned_data["measured_on"]
        others = self.instance.gain.follow_ups.exclude(pk=self.instance.pk)
        earlier = others.filter(months__lt=self.instance.months, measured_on__gte=day)
        later = others.filter(months__gt=self.instance.months, measured_on__lte=day)
        if earlier.exists() or later.exists():
            raise forms.ValidationError(_("The follow-ups come after each other in time."))
        return day
