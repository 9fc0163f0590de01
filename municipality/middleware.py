from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from municipality.models import Municipality


def municipality(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put the municipality on the request, and speak its language: never the browser's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.municipality = current()  # type: ignore[attr-defined]
        with translation.override(request.municipality.lang):  # type: ignore[attr-defined]
            return get_response(request)

    return middleware


def current() -> Municipality:
    """Return the municipality; an empty one when the database does not answer."""
    try:
        return Municipality.objects.current()
    except DatabaseError:
        return Municipality(pk=Municipality.ONLY)
