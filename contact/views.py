from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from contact.deadlines import WORKING_DAYS
from contact.forms import CHANGE, SEND, ContactForm
from contact.message import Message
from contact.receiving import receive
from dialogue.public_form import public_form
from municipality.middleware import municipality_of
from publishing.sharing import Share

Crumb = tuple[str, str]
JUST_NOW = timedelta(minutes=10)


def contact_crumbs(*more: Crumb) -> list[Crumb]:
    here = (_("Contact a LEAN supervisor"), reverse("contact:contact_form"))
    return [(_("Front page"), reverse("front_page")), here, *more]


@public_form
def contact_form(request: HttpRequest) -> HttpResponse:
    """Write, check, send: the steps of one address, told by the hidden field `step`."""
    form = ContactForm(request)
    if not form.is_bound or not form.is_valid() or form.next_step == CHANGE:
        return show(request, form)
    if form.next_step != SEND:
        return check(request, form)
    received = receive(form, request)
    return redirect(received) if received else show(request, form)


def show(request: HttpRequest, form: ContactForm) -> HttpResponse:
    heading, lang = _("Contact a LEAN supervisor"), municipality_of(request).lang
    context = {
        "form": form,
        "about": form.about,
        "crumbs": contact_crumbs(),
        "share": Share(title=heading, path=reverse("contact:contact_form"), lang=lang),
    }
    return render(request, "contact/contact_form.html", context, status=form.status)


def check(request: HttpRequest, form: ContactForm) -> HttpResponse:
    here = (_("Check the message"), request.path)
    context = {
        "form": form,
        "written": form.cleaned_data,
        "topic": Message.Topic(form.cleaned_data["topic"]),
        "about": form.about,
        "crumbs": contact_crumbs(here),
    }
    return render(request, "contact/check.html", context)


@cache_control(no_store=True)
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the one who wrote: the number, what happens now, and the answers."""
    rows = Message.objects.select_related("supervisor__department", "became__contribution")
    message = get_object_or_404(rows, key=token)
    context = {
        "message": message,
        "answers": message.answers.all(),
        "working_days": WORKING_DAYS,
        "just_sent": timezone.now() - message.created_at < JUST_NOW,
        "crumbs": contact_crumbs((message.number, request.path)),
    }
    return render(request, "contact/receipt.html", context)
