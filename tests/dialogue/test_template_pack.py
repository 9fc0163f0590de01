"""The forms of Designsystemet, drawn by crispy-forms: each kind of field as its CSS wants it."""

from html.parser import HTMLParser

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from crispy_forms.utils import render_crispy_form
from django import forms


class Everything(forms.Form):
    name = forms.CharField(label="Navn", help_text="Slik det står.")
    text = forms.CharField(label="Tekst", widget=forms.Textarea)
    kind = forms.ChoiceField(
        label="Slag", choices=[("a", "Først"), ("b", "Sist")], widget=forms.RadioSelect
    )
    chosen = forms.MultipleChoiceField(
        label="Valg", choices=[("x", "Ene"), ("y", "Andre")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="Enig", help_text="Kryss av.")
    secret = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("Alt er galt.")


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [a for t, a in self.found if t == tag and wanted.items() <= a.items()]


def drawn(form: forms.Form, *buttons: Submit) -> str:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.inputs = list(buttons)
    return str(render_crispy_form(form, helper))


@pytest.fixture
def html() -> str:
    return drawn(Everything({}))


def test_every_shown_field_has_one_label_and_every_id_is_there_once(html):
    page = Elements(html)
    ids = [attributes["id"] for _, attributes in page.found if attributes.get("id")]
    labels = [attributes["for"] for attributes in page.of("label")]

    assert len(ids) == len(set(ids))
    assert sorted(labels) == sorted(
        ["id_name", "id_text", "id_kind_0", "id_kind_1", "id_chosen_0", "id_chosen_1", "id_agreed"]
    )
    assert set(labels) <= set(ids)


def test_everything_that_describes_a_field_is_on_the_page(html):
    page = Elements(html)
    ids = {attributes.get("id") for _, attributes in page.found}
    described = [a["aria-describedby"] for _, a in page.found if a.get("aria-describedby")]

    assert {part for value in described for part in str(value).split()} <= ids
    (name,) = page.of("input", name="name")
    assert name["aria-describedby"] == "id_name_helptext id_name_error"


def test_choices_stand_in_a_fieldset_with_a_legend(html):
    page = Elements(html)

    assert len(page.of("fieldset", **{"class": "ds-fieldset"})) == 2
    assert html.count('<legend class="ds-label">') == 2
    assert len(page.of("input", type="radio")) == 2
    assert len(page.of("input", type="checkbox")) == 3


def test_errors_are_gathered_first_and_lead_to_their_fields(html):
    page = Elements(html)
    links = [attributes["href"] for attributes in page.of("a", **{"class": "ds-link"})]

    ids = {f"#{attributes.get('id')}" for _, attributes in page.found}
    assert len(links) == 5
    assert set(links) <= ids
    assert "Alt er galt." in html
    assert html.index("ds-error-summary") < html.index('name="name"')


def test_hidden_field_is_there_without_a_label(html):
    assert Elements(html).of("input", type="hidden", name="secret") != []
    assert 'for="id_secret"' not in html


def test_form_that_is_not_sent_tells_of_no_errors():
    html = drawn(Everything())

    assert "ds-error-summary" not in html
    assert "ds-validation-message" not in html


def test_buttons_are_buttons():
    html = drawn(Everything(), Submit("send", "Send inn", css_class="stor"))

    (button,) = Elements(html).of("button")
    assert (button["type"], button["name"], button["value"]) == ("submit", "send", "Send inn")
    assert ">Send inn</button>" in html
