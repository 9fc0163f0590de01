"""Choosing a password by a link in a mail: after an invitation, or when it is forgotten."""

import logging
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from municipality.attempts import TooManyAttempts
from utsira.device import remember_device
from utsira.invitations import send_new_password
from utsira.login import minutes_of, pause

logger = logging.getLogger("utsira.staff")
METHODS = ["GET", "HEAD", "POST"]


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "vTextField"}),
    )


@never_cache
@require_http_methods(METHODS)
def password_forgotten(request: HttpRequest) -> HttpResponse:
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            send_new_password(email=form.cleaned_data["email"], sender=request.META["REMOTE_ADDR"])
        except TooManyAttempts as refusal:
            advice = _(
                "You have asked for several links. Look in your e-mail, among the junk too: the "
                "newest one works. Wait %(minutes)d minutes before you ask for another."
            )
            return pause(request, refusal, advice % {"minutes": minutes_of(refusal)})
        return redirect("password_sent")
    context = {"form": form, "title": _("Forgotten password")}
    return render_staff(request, "admin/password_forgotten.html", context)


@never_cache
@require_safe
def password_sent(request: HttpRequest) -> HttpResponse:
    return render_staff(request, "admin/password_sent.html", {"title": _("Look in your e-mail")})


def render_staff(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, {**admin.site.each_context(request), **context})


class NewPasswordForm(SetPasswordForm):
    new_password1, new_password2 = SetPasswordForm.create_password_fields(
        label1=gettext_lazy("New password"), label2=gettext_lazy("The same password once more")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""  # the page says it in fewer words


class PasswordNewView(PasswordResetConfirmView):
    form_class = NewPasswordForm
    template_name = "admin/password_new.html"
    post_reset_login = True
    success_url = reverse_lazy("admin:index")
    title = gettext_lazy("Choose a password")

    def get_user(self, uidb64: str) -> Any:
        user = super().get_user(uidb64)
        return user if user and user.is_active and user.is_staff else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {**admin.site.each_context(self.request), **super().get_context_data(**kwargs)}
        if not self.validlink:
            context["title"] = _("The link no longer works")
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        username = form.user.get_username()
        logger.info("%r has chosen a password, and is logged in", username)
        messages.success(self.request, _("Your password is saved, and you are logged in."))
        remember_device(response, username)
        return response


password_new = require_http_methods(METHODS)(PasswordNewView.as_view())
