from collections.abc import Callable

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from municipality.models import Municipality


def municipality(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Speak the municipality's language on every page, never the browser's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with translation.override(municipality_of(request).lang):
            return get_response(request)

    return middleware


def municipality_of(request: HttpRequest) -> Municipality:
    """Return the municipality, read once per request; an empty one without a database."""
    found: Municipality | None = getattr(request, "_municipality", None)
    if found is None:
        try:
            found = Municipality.objects.current()
        except Error:
            found = Municipality()
        request._municipality = found  # type: ignore[attr-defined]
    return found
