"""Where colleagues read and sign: everybody who logs in, whatever their role."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from guidelines import reading
from guidelines.edition import Edition


def sign_urls(site: Any) -> list[URLPattern]:
    wrap = site.admin_view
    return [
        path("lest/", wrap(sign_list), name="guidelines_edition_sign_list"),
        path("<int:pk>/lest/", wrap(sign_view), name="guidelines_edition_sign"),
    ]


def sign_list(request: HttpRequest) -> HttpResponse:
    """All that is to be read and understood, and what of it this colleague has signed."""
    user: Any = request.user
    context = shared(_("Read and understood")) | {"editions": reading.for_reader(user)}
    return drawn(request, "admin/guidelines/sign_list.html", context)


def sign_view(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    edition = reading.for_reader(user).filter(pk=pk).first()
    if edition is None:
        return elsewhere(request, pk)
    if request.method == "POST":
        return signed(request, edition)
    since = reading.last_signed(edition, user)
    is_news = since is not None and since.number < edition.asked_since
    context = shared(str(edition)) | {
        "edition": edition,
        "since": since if is_news else None,
        "changes": reading.news(edition, since) if since and is_news else [],
        "sections": [] if is_news else edition.sections.prefetch_related("clauses"),
    }
    return drawn(request, "admin/guidelines/sign.html", context)


def signed(request: HttpRequest, edition: Edition) -> HttpResponse:
    user: Any = request.user
    try:
        reading.sign(edition, user=user)
    except ValidationError as refusal:  # replaced a moment ago
        messages.error(request, " ".join(refusal.messages))
    else:
        sentence = _("You have signed that you have read and understood «%(title)s».")
        messages.success(request, sentence % {"title": edition})
    return HttpResponseRedirect(reverse("admin:guidelines_edition_sign_list"))


def elsewhere(request: HttpRequest, pk: int) -> HttpResponse:
    """To the list, where somebody comes too late; 404 for what never was to be signed."""
    if not Edition.objects.adopted().filter(pk=pk, guideline__is_to_be_signed=True).exists():
        raise Http404("no such edition to sign")
    messages.warning(request, _("This edition is not the one that holds. Read that one instead."))
    return HttpResponseRedirect(reverse("admin:guidelines_edition_sign_list"))


def shared(title: str) -> dict[str, Any]:
    return {"opts": Edition._meta, "title": title}


def drawn(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    context = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, template, context)
