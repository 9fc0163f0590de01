import errno
import logging
import math
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import conditional_page, require_safe
from django.views.i18n import JavaScriptCatalog

from aggregator.blocks import front_page_blocks
from blog.models import Post
from blog.sidebar import sidebar
from lean.circle_numbers import circle_numbers
from municipality.linked_data import organisation, share_of
from municipality.middleware import municipality_of
from municipality.models import Municipality
from publishing.given_back import sent_pairs
from utsira import health as checks

logger = logging.getLogger(__name__)

NEWEST = 5
FULL_DISK = {errno.ENOSPC, errno.EDQUOT}
PAUSE = 30  # seconds until it is worth trying again

# The words of scripts. Asked for anew on every page, so that a changed language is seen at once;
# sent anew only when they differ.
javascript_catalog = cache_control(no_cache=True)(
    conditional_page(
        JavaScriptCatalog.as_view(packages=["django.contrib.admin", "django_prose_editor"])
    )
)


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    municipality = municipality_of(request)
    # Asked for the second time, a database that is away is a 503, and not a new site.
    if not municipality.name and not Municipality.objects.exists():
        return render(request, "utsira/welcome.html", {"data_dir": data_dir_to_name()})
    context = {
        "posts": Post.objects.published().for_lists()[:NEWEST],
        "circle": circle_numbers(),
        "share": share_of(municipality),
        "linked_data": organisation(municipality),
    }
    return render(request, "utsira/front_page.html", sidebar() | front_page_blocks() | context)


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200, or 503 with the names of the checks that fail."""
    failing = checks.failing()
    return JsonResponse({"failing": failing}, status=503 if failing else 200)


def data_dir_to_name() -> str:
    """The DATA_DIR that a command must be given to reach this database; empty for the default.
    A folder outside the project is the operator's to know, not the public's."""
    default = settings.BASE_DIR / "var"
    if default == settings.DATA_DIR:
        return ""
    inside = settings.DATA_DIR.is_relative_to(settings.BASE_DIR)
    return str(settings.DATA_DIR.relative_to(settings.BASE_DIR)) if inside else "…"


def error(
    request: HttpRequest,
    status: int,
    heading: str,
    advice: str,
    *,
    template: str = "utsira/error.html",
    **context: Any,
) -> HttpResponse:
    """Draw a page that says no, without the database, the host or anybody's session."""
    context |= {"heading": heading, "advice": advice, "status": status}
    try:
        return render(request, template, context, status=status)
    # The page that tells of a failure must not be one, whatever it is that has failed.
    except Exception:
        logger.exception("The page for status %s could not be drawn", status)
        text = f"{heading}\n\n{advice}\n"
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    advice = _("The address or the form holds something that we cannot read. Check the address.")
    return error(request, 400, _("We did not understand that"), advice)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("You need to log in as somebody who may open this page.")
    return error(request, 403, _("You may not open this page"), advice)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _(
        "The address may be misspelt, or the page may have moved. Start from the front page."
    )
    return error(request, 404, _("We cannot find the page"), advice)


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    advice = _("This page can be read, but nothing can be sent to it. Open it as a plain address.")
    response = error(request, 405, _("Nothing can be sent here"), advice)
    response["Allow"] = allowed
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    advice = _(
        "What you sent is larger than we can take. Go back: make the file smaller, or shorten the "
        "text, and send it again."
    )
    return error(request, 413, _("That was too large"), advice)


def too_many_requests(request: HttpRequest, retry_after: int) -> HttpResponse:
    """`retry_after` is in seconds."""
    minutes = math.ceil(retry_after / 60)
    advice = ngettext(
        "Much has been sent from you in a short time. Wait a minute, and try again.",
        "Much has been sent from you in a short time. Wait %(minutes)d minutes, and try again.",
        minutes,
    ) % {"minutes": minutes}
    response = error(request, 429, _("Wait a little"), advice)
    response["Retry-After"] = str(retry_after)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Whatever no one has caught ends here: what passes by itself is a 503, the rest our fault."""
    if passes(sys.exception()):
        return unavailable(request)
    advice = _("The fault is ours. Try again in a little while.")
    return error(request, 500, _("Something went wrong here"), advice)


def passes(failure: BaseException | None) -> bool:
    """A database that is locked or away, or a full disk: no fault in the program."""
    if isinstance(failure, OSError):
        return failure.errno in FULL_DISK
    return isinstance(failure, OperationalError | InterfaceError)


def unavailable(request: HttpRequest) -> HttpResponse:
    advice = _("The site cannot do this right now. It will soon be well again: try once more.")
    sent = sent_by(request)
    response = error(request, 503, _("Just a moment"), advice, sent=sent)
    response["Retry-After"] = str(PAUSE)
    response["Cache-Control"] = "no-store"
    return response


def sent_by(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what the person sent, for the page to hold and send again: nobody writes it twice.

    Empty for a form that is not proven to be ours, and where a password was written.
    """
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return []
    return [] if any("password" in name for name in request.POST) else sent_pairs(request)
