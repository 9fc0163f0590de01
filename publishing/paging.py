from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

PER_PAGE = 10


def page_of(
    request: HttpRequest, rows: QuerySet[Any] | list[Any], *, per_page: int = PER_PAGE
) -> Page[Any]:
    """Return the page that `?side=` asks for. Raises Http404 for a page that is not there."""
    number = request.GET.get("side", "1")
    # int() also reads «１» and refuses 5,000 digits with an error: ask for what we link to.
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        raise Http404("no such page")
    try:
        return Paginator(rows, per_page).page(int(number))
    except InvalidPage as error:
        raise Http404("no such page") from error
