from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import BadRequest, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse

from utsira import views


def refuse_nul(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 400 to a NUL in an address: PostgreSQL cannot store it, so nobody can mean it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        return get_response(request)

    return middleware


def refuse_excess(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse what no form of ours sends, by its announced size, before any of it is read.

    Staff send pictures, documents and long texts; the public forms hold a few fields.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        is_staff_page = request.path.startswith(reverse("admin:index"))
        largest = settings.LARGEST_STAFF_BODY if is_staff_page else settings.LARGEST_PUBLIC_BODY
        if announced_size(request) > largest:
            return views.too_large(request)
        if number_of_fields(request) > settings.MOST_PUBLIC_FIELDS and not is_staff_page:
            raise TooManyFieldsSent("more fields than a public form has")
        return get_response(request)

    return middleware


def announced_size(request: HttpRequest) -> int:
    """A body of no announced size is not read by Django at all."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isascii() and announced.isdigit() else 0


def number_of_fields(request: HttpRequest) -> int:
    try:
        return sum(len(values) for _, values in request.POST.lists())
    except UnreadablePostError as error:
        raise BadRequest("the reader left in the middle") from error
    except (LookupError, UnicodeError) as error:
        raise BadRequest("a charset that is none") from error


def explain_405(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give the empty answer to a wrong method the look of the site."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            return views.method_not_allowed(request, response["Allow"])
        return response

    return middleware


def keep_out_robots(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Keep the demo out of search engines: it must not be taken for the municipality's own site."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.DEMO:
            response["X-Robots-Tag"] = "noindex"
        return response

    return middleware


# What no page of ours asks for.
PERMISSIONS = ", ".join(
    f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb")
)


def add_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Add the safety headers that Django has no setting for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response["Permissions-Policy"] = PERMISSIONS
        return response

    return middleware


def believe_proxies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let REMOTE_ADDR be the reader's: what TRUSTED_PROXIES forward, else the peer itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        forwarded = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        peer = request.META.get("REMOTE_ADDR", "")
        if is_trusted(peer):
            request.META["REMOTE_ADDR"] = reader_of(forwarded) or peer
        else:
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return get_response(request)

    return middleware


def reader_of(forwarded: str) -> str:
    """Return the last address in the list that is not a proxy of ours. The reader may have
    written those before it."""
    for address in reversed([part.strip() for part in forwarded.split(",")]):
        if not is_trusted(address):
            return address if is_address(address) else ""
    return ""


def is_trusted(address: str) -> bool:
    if not (settings.TRUSTED_PROXIES and is_address(address)):
        return False
    return any(ip_address(address) in network for network in settings.TRUSTED_PROXIES)


def is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
