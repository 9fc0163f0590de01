"""To follow and to support: the forms, and the pages that the mails lead to. What comes by mail is
opened by machines too, so opening changes nothing: each verb is a button."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogue.public_form import PublicForm, email_field, public_form
from dialogue.receiving import refuse
from dialogue.senders import TooMuch, sender_of
from lean import following
from lean.follower import Follow, Follower, Support
from lean.project import Project
from lean.suggesting import crumbs
from lean.suggestion import Suggestion
from lean.views import lean_crumbs

GONE = 410
ABOUT = ("suggestion__contribution", "project")


class AddressForm(PublicForm):
    NAME = "follow"
    WORDS = ()

    email = email_field(
        label=gettext_lazy("E-mail"), empty=gettext_lazy("Write your e-mail address."), help_text=""
    )


@public_form
def suggestion_follow(request: HttpRequest, number: int) -> HttpResponse:
    row = get_object_or_404(Suggestion.objects.published().for_lists(), contribution__id=number)
    return wish_page(
        request,
        ask=lambda **whom: following.ask_to_follow(suggestion=row, **whom),
        heading=_("Follow by e-mail"),
        here=_("Follow by e-mail"),
        thing=row,
        crumbs=crumbs((str(row), row.get_absolute_url())),
    )


@public_form
def suggestion_support(request: HttpRequest, number: int) -> HttpResponse:
    row = get_object_or_404(Suggestion.objects.open().for_lists(), contribution__id=number)
    return wish_page(
        request,
        ask=lambda **whom: following.ask_to_support(suggestion=row, **whom),
        heading=_("Support the suggestion"),
        here=_("Support"),
        thing=row,
        is_support=True,
        crumbs=crumbs((str(row), row.get_absolute_url())),
    )


@public_form
def project_follow(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Project.objects.published(), slug=slug)
    above = [(_("Projects"), reverse("lean:project_list")), (row.title, row.get_absolute_url())]
    return wish_page(
        request,
        ask=lambda **whom: following.ask_to_follow(project=row, **whom),
        heading=_("Follow by e-mail"),
        here=_("Follow by e-mail"),
        thing=row,
        crumbs=[*lean_crumbs(), *above],
    )


def wish_page(
    request: HttpRequest, *, ask: Callable[..., None], here: str, crumbs: Any, **context: Any
) -> HttpResponse:
    """The form for an address; what it answers says nothing of the address."""
    form = AddressForm(request, target=request.path)
    if form.is_bound and form.is_valid() and was_asked(form, request, ask):
        return redirect(f"{request.path}?sendt=ja")
    context |= {
        "form": form,
        "is_sent": request.GET.get("sendt") == "ja" and not form.is_bound,
        "crumbs": [*crumbs, (here, request.path)],
    }
    return render(request, "lean/wish_form.html", context, status=form.status)


def was_asked(form: AddressForm, request: HttpRequest, ask: Callable[..., None]) -> bool:
    if form.is_trapped:
        return True  # a machine learns nothing
    try:
        ask(email=form.cleaned_data["email"], sender=sender_of(request))
    except TooMuch as refusal:
        refuse(form, refusal)
        return False
    return True


# Where the mails lead


@public_form
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Where one confirms that one wants to follow."""
    row = Follow.objects.select_related("follower", *ABOUT).filter(key=key).first()
    if row is None:
        return gone(request)
    verb = request.POST.get("verb", "")
    if verb == "confirm" and row.is_public:
        following.confirm(row)
        return redirect(row.follower)
    if verb == "stop":
        following.stop(row)
        return stopped(request)
    heading = _("Follow by e-mail")
    context = {"follow": row, "heading": heading, "crumbs": [*lean_crumbs(), (heading, "")]}
    return render(request, "lean/follow.html", context)


@public_form
def follower(request: HttpRequest, key: str) -> HttpResponse:
    """What an address follows, and where it is stopped; RFC 8058 sends the second by itself."""
    row = Follower.objects.filter(key=key).first()
    wants_out = "List-Unsubscribe" in request.POST or request.POST.get("verb") == "stop_all"
    if row is None:
        # What is stopped already is stopped, however often it is sent.
        return stopped(request) if wants_out else gone(request)
    if wants_out:
        following.stop_all(row)
        return stopped(request)
    if request.method == "POST":
        return stop_one(request, row)
    heading = _("What you follow")
    context = {
        "follower": row,
        "follows": row.follows.confirmed().select_related(*ABOUT),
        "heading": heading,
        "crumbs": [*lean_crumbs(), (heading, "")],
    }
    return render(request, "lean/follower.html", context)


def stop_one(request: HttpRequest, row: Follower) -> HttpResponse:
    chosen = request.POST.get("stop", "")
    found = row.follows.filter(pk=chosen).first() if is_number(chosen) else None
    if found:
        following.stop(found)
    is_left = Follower.objects.filter(pk=row.pk).exists()
    return redirect(row) if is_left else stopped(request)


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


@public_form
def support(request: HttpRequest, key: str) -> HttpResponse:
    rows = Support.objects.select_related("suggestion__contribution")
    row = rows.filter(key=key).first()
    if row is None:
        return gone(request)
    about = row.suggestion
    is_open = about.contribution.is_published and not about.has_ended
    verb = request.POST.get("verb", "")
    if verb == "stop":
        row.delete()
        return stopped(request, is_support=True)
    if verb == "confirm" and is_open:
        following.confirm(row)
        return redirect(row)
    heading = _("Support the suggestion")
    context = {
        "support": row,
        "suggestion": about,
        "is_open": is_open,
        "heading": heading,
        "crumbs": [*lean_crumbs(), (heading, "")],
    }
    return render(request, "lean/support.html", context)


def stopped(request: HttpRequest, *, is_support: bool = False) -> HttpResponse:
    heading = _("Taken back") if is_support else _("The mails have stopped")
    context = {"heading": heading, "is_support": is_support, "crumbs": lean_crumbs()}
    return render(request, "lean/wish_ended.html", context)


def gone(request: HttpRequest) -> HttpResponse:
    heading = _("This link is no longer in use")
    context = {"heading": heading, "is_gone": True, "crumbs": lean_crumbs()}
    return render(request, "lean/wish_ended.html", context, status=GONE)
