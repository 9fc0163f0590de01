"""What every form of the public shares. No cookie, no session, and nothing written is lost.

A form is shown with a signed token in it (token.py) and comes back with it. Whatever is wrong, it
is given back with the text; only a new token is put in where the old one cannot be used again.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ClassVar
from urllib.parse import urlsplit

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dialogue.contribution import LONGEST_NAME, LONGEST_TEXT
from dialogue.idnumbers import identity_numbers, mask
from dialogue.token import Token
from publishing.sanitiser import is_blank, storable

View = Callable[..., HttpResponse]

WRONG_INPUT, TOO_MANY, CLOSED = 422, 429, 503
# The outbox keeps recipients as a list with commas, so it cannot hold these.
SENDABLE = RegexValidator(r'[",;<>]', code="invalid", inverse_match=True)


def public_form(view: View) -> View:
    """Guard a view that citizens send a form to: its own protection against forged requests
    stands in for Django's, which needs a cookie. The view must not read `request.user`."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            if is_foreign(request):
                raise PermissionDenied("sent by another site's page")
            # What fails after this may give the text back: see utsira/views.py.
            request.csrf_processing_done = True  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True)
        return response

    return guarded


def is_foreign(request: HttpRequest) -> bool:
    """Browsers say where a form was sent from; what says nothing is judged by its token."""
    origin = request.headers.get("Origin")
    if origin is not None and host_of(origin) != request.get_host():
        return True
    return request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")


def host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


class NotTooLong(MaxLengthValidator):
    message = gettext_lazy(
        "The text is too long: %(show_value)s characters. At most %(limit_value)s can be sent."
    )

    def __call__(self, value: Any) -> None:
        try:
            super().__call__(value)
        except ValidationError as refusal:
            numbers: Any = refusal.params
            for name in ("show_value", "limit_value"):
                numbers[name] = number_format(numbers[name], force_grouping=True)
            raise


class Whole(forms.CharField):
    """What is too long comes back whole, with a sentence. Where the browser knows the limit, it
    cuts the end off what is pasted, and says nothing."""

    def __init__(
        self, *, max_length: int | None = None, validators: Iterable[Any] = (), **kwargs: Any
    ) -> None:
        limits = [NotTooLong(max_length)] if max_length else []
        super().__init__(max_length=None, validators=[*validators, *limits], **kwargs)


class EmailAddress(Whole, forms.EmailField):
    pass


class PlainText(Whole):
    """Text as people write it; what no page can show is left out, and NUL is refused. Where
    nothing can be seen, nothing is written."""

    def to_python(self, value: Any) -> str:
        written = super().to_python(value) or ""
        kept = "\0" if "\0" in written else ""
        text = storable(written.replace("\r\n", "\n")).strip()
        return ("" if is_blank(text) else text) + kept


class OneLine(PlainText):
    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


def name_field() -> forms.Field:
    return OneLine(
        label=gettext_lazy("Name or nickname (optional)"),
        required=False,
        max_length=LONGEST_NAME,
        error_messages={
            "max_length": gettext_lazy(
                "The name is too long: %(show_value)s characters. At most %(limit_value)s can be "
                "sent."
            ),
        },
        help_text=gettext_lazy("Stands with what you write. Left empty, it says «Anonymous»."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


EMAIL: Any = gettext_lazy("E-mail (optional)")
EMAIL_HELP: Any = gettext_lazy(
    "Never shown. We write when it is read and answered: a number and a link, no text."
)


def without_number(address: str) -> None:
    """A mask makes no address: whoever's number it is must write another."""
    if mask(address) != address:
        raise ValidationError(
            _(
                "It looks as if there is a national identity number in the address. We store no "
                "such numbers, so write another address."
            )
        )


def email_field(*, label: Any = EMAIL, empty: Any = "", help_text: Any = EMAIL_HELP) -> forms.Field:
    """Optional, unless `empty` says what is missing."""
    return EmailAddress(
        label=label,
        required=bool(empty),
        max_length=254,
        help_text=help_text,
        validators=[SENDABLE, without_number],
        error_messages={
            "required": empty,
            "invalid": gettext_lazy("Write the address like this: name@example.com"),
            "max_length": gettext_lazy(
                "The address is too long: %(show_value)s characters. At most %(limit_value)s can "
                "be sent."
            ),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def text_field(*, label: Any, empty: Any, rows: int = 8, **more: Any) -> forms.Field:
    return PlainText(
        label=label,
        max_length=LONGEST_TEXT,
        error_messages={"required": empty},
        widget=forms.Textarea(attrs={"rows": rows, "cols": 60, "dir": "auto"}),
        **more,
    )


class PublicForm(forms.Form):
    NAME: ClassVar[str]
    # The fields that hold people's own words: numbers of persons are looked for in them.
    WORDS: ClassVar[tuple[str, ...]] = ("text", "name")

    data: Any  # a copy of what was sent, in which the hidden fields can be renewed

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    warned = forms.CharField(required=False, widget=forms.HiddenInput)
    # People do not see it; machines that fill in everything do.
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": -1, "autocomplete": "off"})
    )

    def __init__(self, request: HttpRequest, *, target: str = "", **kwargs: Any) -> None:
        sent = request.POST.copy() if request.method == "POST" else None
        super().__init__(sent, label_suffix="", use_required_attribute=False, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "ds-input")
        self.target = target
        self.status = 200
        self.is_masked = False
        self.read_token = self.find_token()

    def find_token(self) -> Token | None:
        if not self.is_bound:
            fresh = Token.new(form=self.NAME, target=self.target)
            self.initial["token"] = fresh.signed()
            return fresh
        return Token.read(self.data.get("token", ""), form=self.NAME, target=self.target)

    @property
    def valid_token(self) -> Token:
        if self.read_token is None:
            raise RuntimeError("ask is_valid() first")
        return self.read_token

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.read_token is None:
            self.renew_token()
            raise ValidationError(
                _(
                    "The form was too old, or did not come whole. Nothing is lost: send it once "
                    "more."
                )
            )
        self.look_for_numbers(cleaned)
        return cleaned

    def look_for_numbers(self, cleaned: dict[str, Any]) -> None:
        """Warn once; what is sent all the same is stored without them."""
        for field in self.WORDS:
            written = cleaned.get(field) or ""
            if not identity_numbers(written):
                continue
            if self.data.get("warned"):
                cleaned[field] = mask(written)
                self.is_masked |= cleaned[field] != written
            else:
                self.add_error(field, warning(field))
        if self.errors:
            # The next time they have been warned.
            found = any(identity_numbers(str(self.data.get(name, ""))) for name in self.WORDS)
            self.data["warned"] = "1" if found else ""

    def renew_token(self) -> None:
        """The next sending is another one than this."""
        self.read_token = Token.new(form=self.NAME, target=self.target)
        self.data["token"] = self.read_token.signed()

    def give_back(self, sentence: str, *, status: int = WRONG_INPUT) -> None:
        self.add_error(None, sentence)
        self.status = status

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if self.is_bound and not valid:
            self.status = WRONG_INPUT
        return valid

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    @property
    def wants_preview(self) -> bool:
        return "preview" in self.data

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False  # the page draws it, and what stands around the fields
        helper.disable_csrf = True
        shown = [name for name, field in self.fields.items() if not field.widget.is_hidden]
        helper.layout = Layout(*(name for name in shown if name != "website"))
        helper.render_hidden_fields = True
        return helper


def warning(field: str) -> str:
    if field == "name":
        return _(
            "It looks as if the name holds a national identity number. Remove it before you send. "
            "If you send it all the same, we take the number out."
        )
    return _(
        "It looks as if you have written a national identity number. Remove it before you send. "
        "If you send it all the same, we take the number out."
    )
