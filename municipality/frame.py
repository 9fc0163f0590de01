"""What stands around every public page: menu, footer and notices. Two queries, only when asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest

from municipality.menu import STATEMENT, MenuLink, address_of_page, statement_name
from municipality.middleware import municipality_of
from municipality.notice import Notice
from municipality.page import Page


@dataclass(frozen=True, kw_only=True)
class Link:
    text: str
    address: str
    current: str = ""  # the value of aria-current
    lang: str = ""  # where it is not the page's


class Frame:
    """An error page has a frame too: without a database it is an empty one."""

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path
        self.facts = municipality_of(request)

    @cached_property
    def notices(self) -> list[Notice]:
        return rows(Notice.objects.active())

    @cached_property
    def header(self) -> list[Link]:
        return self._links(MenuLink.Place.HEADER)

    @cached_property
    def footer(self) -> list[Link]:
        links = self._links(MenuLink.Place.FOOTER)
        if any(row.is_statement for row in self._rows if row.place == MenuLink.Place.FOOTER):
            return links
        return [*links, *self._statement()]

    @cached_property
    def _rows(self) -> list[MenuLink]:
        return rows(MenuLink.objects.select_related("page").defer("page__body"))

    def _links(self, place: str) -> list[Link]:
        found = [(row, row.leads_to(self.facts)) for row in self._rows if row.place == place]
        return [
            Link(text=row.text, address=to, lang=self._lang(row), current=self._current(to))
            for row, to in found
            if to
        ]

    def _lang(self, row: MenuLink) -> str:
        return row.lang if row.lang != self.facts.lang else ""

    def _current(self, address: str) -> str:
        if address == self.path:
            return "page"
        below = address != "/" and address.endswith("/") and self.path.startswith(address)
        return "true" if below else ""

    def _statement(self) -> list[Link]:
        """The link that the law wants on every page, where staff have taken it out."""
        pages = rows(Page.objects.filter(key=STATEMENT).defer("body"))
        addresses = [address_of_page(page, self.facts) for page in pages]
        return [Link(text=statement_name(), address=to) for to in addresses if to]


def rows(found: Iterable[Any]) -> list[Any]:
    try:
        return list(found)
    except DatabaseError:
        return []
