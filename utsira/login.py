"""Logging in, few guesses at a time; and going on where one was when the login had ended."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib import admin, auth
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.attempts import TooManyAttempts, admit_login
from municipality.models import User
from publishing.given_back import GIVEN_BACK, sent_pairs
from utsira.device import known_device, remember_device
from utsira.views import error

logger = logging.getLogger("utsira.staff")

# The fields that were sent before the login stand in the login form under names of their own.
CARRIED = "carried-"
HERE = "login-here"


class LoginForm(AdminAuthenticationForm):
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": gettext_lazy(
            "Username and password do not belong together. Look out for capital letters."
        ),
    }

    def clean(self) -> Any:
        """Raises TooManyAttempts before the password is looked at."""
        username, password = (self.cleaned_data.get(name) for name in ("username", "password"))
        if not (username and password and self.request):
            return super().clean()
        attempt = admit_login(
            username=username,
            address=self.request.META["REMOTE_ADDR"],
            device=known_device(self.request, username),
        )
        # What is typed as a username may be anything, a password too.
        known = User.objects.filter(username=username).exists()
        who = repr(username) if known else "nobody we know"
        try:
            cleaned = super().clean()
        except ValidationError:
            logger.info("login by %s: refused", who)
            raise
        attempt.succeed()
        logger.info("login by %s", who)
        return cleaned


def too_many(request: HttpRequest, refusal: TooManyAttempts) -> HttpResponse:
    template = "utsira/too_many_attempts.html"
    return pause(request, refusal, pause_text(refusal), template=template)


def pause(request: HttpRequest, refusal: TooManyAttempts, advice: str, **look: str) -> HttpResponse:
    response = error(request, 429, _("Too many attempts"), advice, **look)
    response["Retry-After"] = str(int(refusal.pause.total_seconds()))
    return response


def minutes_of(refusal: TooManyAttempts) -> int:
    return int(refusal.pause.total_seconds() // 60)


def pause_text(refusal: TooManyAttempts) -> str:
    text = _(
        "Wait %(minutes)d minutes, and try again. If you do not remember your password, "
        "you can choose a new one by e-mail at once."
    )
    return text % {"minutes": minutes_of(refusal)}


def login_page(
    site: Any, request: HttpRequest, form: LoginForm, *, status: int, refusal: str = ""
) -> HttpResponse:
    """The login form on the address where something was sent without a login, with what was sent.

    Nothing is stored: the browser keeps the text in the form and sends it along.
    """
    context = {
        **site.each_context(request),
        "title": _("Log in again"),
        "form": form,
        "app_path": request.get_full_path(),
        "carried": [(CARRIED + name, value) for name, value in carried(request)],
        "refusal": refusal,
    }
    return render(request, "admin/login.html", context, status=status)


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent before the login, without passwords."""
    sent = sent_pairs(request)
    if HERE in request.POST:
        sent = [(name.removeprefix(CARRIED), v) for name, v in sent if name.startswith(CARRIED)]
    return [(n, v) for n, v in sent if "password" not in n and n != "csrfmiddlewaretoken"]


def log_in_and_go_on(
    site: Any, request: HttpRequest, view: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    if HERE not in request.POST:
        return login_page(site, request, LoginForm(request), status=403)
    form = LoginForm(request, data=request.POST)
    try:
        if not form.is_valid():
            return login_page(site, request, form, status=403)
    except TooManyAttempts as refusal:
        text = pause_text(refusal)
        return login_page(site, request, LoginForm(request), status=429, refusal=text)
    sent = carried(request)
    auth.login(request, form.get_user())
    response = go_on(site, request, view, sent)
    remember_device(response, form.get_user().get_username())
    return response


def go_on(
    site: Any,
    request: HttpRequest,
    view: Callable[[HttpRequest], HttpResponse],
    sent: list[tuple[str, str]],
) -> HttpResponse:
    """Show the form with what was sent; ask first where sending does something at once."""
    if not is_form(request):
        return given_back(site, request, sent)
    request.POST = as_post([*sent, (GIVEN_BACK, "1")])  # type: ignore[assignment]
    return view(request)


def given_back(site: Any, request: HttpRequest, sent: list[tuple[str, str]]) -> HttpResponse:
    """A page that holds what was sent, and sends it on when the person says so."""
    context = {
        **site.each_context(request),
        "title": _("What you wrote is not lost"),
        "sent": [*sent, (GIVEN_BACK, "1")] if is_form(request) else sent,
        "is_form": is_form(request),
    }
    return render(request, "admin/given_back.html", context)


def is_form(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and match.url_name and match.url_name.endswith(("_add", "_change")))


def as_post(pairs: list[tuple[str, str]]) -> QueryDict:
    post = QueryDict(mutable=True)
    for name, value in pairs:
        post.appendlist(name, value)
    return post


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Staff whose token is from an earlier login get back what they wrote; others are refused."""
    if not is_sent_by_own_page(request) or not request.path.startswith(reverse("admin:index")):
        advice = _("The form has been open too long. Go back, load the page anew, and try again.")
        return error(request, 403, _("We could not receive this form"), advice)
    if request.path == reverse("admin:login"):
        return redirect(request.get_full_path())
    if request.user.is_anonymous:
        return login_page(admin.site, request, LoginForm(request), status=403)
    response = given_back(admin.site, request, carried(request))
    response.status_code = 403
    return response


def is_sent_by_own_page(request: HttpRequest) -> bool:
    """Nobody else's page may put words into a form that a colleague then saves."""
    origin = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == origin
