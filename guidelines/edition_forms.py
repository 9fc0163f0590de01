"""What staff fill in about an edition: its draft, and a form for each verb of adopting.py."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogue.public_form import OneLine
from guidelines.edition import Edition
from publishing.publication import YEARS
from publishing.verb_pages import StaffForm

CHANGED = _(
    "Somebody has changed this edition while you wrote. Yours is not saved yet, and not lost: save "
    "once more to put it in place of the stored one."
)
Status = Edition.Status


def line() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "vTextField"})


class DayField(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def to_python(self, value: Any) -> Any:
        day = super().to_python(value)
        if day and day.year not in YEARS:
            raise forms.ValidationError(_("Write a year from 1900 to 2999."))
        return day


class SeenForm(forms.Form):
    """Comes back once when the edition has been changed since the page was made: nobody overwrites
    a colleague's words, or adopts what nobody has seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    edition: Edition

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.edition.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seen") != self.edition.version:
            self.add_error(None, CHANGED)
            self.data: Any = self.data.copy()
            self.data[self.add_prefix("seen")] = self.edition.version
        return cleaned


class EditionForm(SeenForm, forms.ModelForm):
    class Meta:
        model = Edition
        fields = ("significance", "change_summary", "saksframlegg")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.edition = kwargs["instance"]
        super().__init__(*args, **kwargs)


class VerbForm(SeenForm, StaffForm):
    def __init__(self, data: Any = None, *, edition: Edition) -> None:
        self.edition = edition
        super().__init__(data, prefix=self.verb)


class HearingForm(VerbForm):
    verb, title = "hearing", _("Open it for comments")
    button = _("Show it to everybody")
    done = _("Everybody can read it and comment on it now.")

    until = DayField(
        label=_("Comments before (optional)"),
        required=False,
        help_text=_("The text stands still while people answer. Close it again to change it."),
    )


class CloseForm(VerbForm):
    verb, title = "close", _("Close it for comments")
    button = _("Make it a draft again")
    done = _("It is a draft again.")


class AdoptForm(VerbForm):
    verb, title = "adopt", _("Adopt")
    button = _("Write down that it is adopted")
    done = _("It is written down that it is adopted.")

    adopted_on = DayField(
        label=_("Adopted"),
        help_text=_("The day of the meeting."),
        error_messages={"required": _("Say when it was adopted.")},
    )
    adopted_by = OneLine(
        label=_("Adopted by"),
        max_length=120,
        widget=line(),
        help_text=_("Such as «Kommunestyret»."),
        error_messages={"required": _("Say which body adopted it.")},
    )
    case_number = OneLine(
        label=_("Case number"),
        max_length=40,
        widget=line(),
        help_text=_("Such as «26/123»."),
        error_messages={"required": _("Write the case number: nothing is adopted without a case.")},
    )
    committee_case_number = OneLine(
        label=_("Case number of the body (optional)"),
        max_length=40,
        required=False,
        widget=line(),
        help_text=_("Such as «KST 4/26»."),
    )
    valid_from = DayField(
        label=_("Valid from (optional)"),
        required=False,
        help_text=_("Left empty, it is valid from the day it was adopted."),
    )
    review_by = DayField(label=_("To be reviewed before (optional)"), required=False)
    is_sure = forms.BooleanField(
        label=_("I have checked it against the minutes. It can never be changed after this"),
        error_messages={"required": _("Tick this when you have checked it.")},
    )


class RepealForm(VerbForm):
    verb, title = "repeal", _("Repeal")
    button = _("Write down that it is repealed")
    done = _("It is written down that it is repealed.")

    last_day = DayField(label=_("The last day it is valid"))
    decision = OneLine(
        label=_("Who has repealed it, and in which case"),
        max_length=200,
        widget=line(),
        help_text=_("Such as «Kommunestyret, sak 26/123»."),
        error_messages={"required": _("Write who has repealed it, and in which case.")},
    )
    is_sure = forms.BooleanField(
        label=_("Nothing comes in its place, and this cannot be undone"),
        error_messages={"required": _("Tick this when you have checked it.")},
    )


FORMS: dict[str, type[VerbForm]] = {
    form.verb: form for form in (HearingForm, CloseForm, AdoptForm, RepealForm)
}
# What can be done with an edition as it is.
VERBS: dict[str, tuple[str, ...]] = {
    Status.DRAFT: ("hearing", "adopt"),
    Status.HEARING: ("close", "adopt"),
    Status.ADOPTED: ("repeal",),
}
