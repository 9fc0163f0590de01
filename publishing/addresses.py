"""Addresses as the world sees them: built on SITE_URL, never on the Host that a request claims."""

from urllib.parse import urljoin

import nh3
from django.conf import settings

from publishing.sanitiser import ATTRIBUTES, SCHEMES, TAGS

# What belongs to our own pages: a feed reader sets its own sizes.
OWN = {"srcset", "sizes", "loading", "decoding", "data-decorative"}


def absolute(path: str) -> str:
    return urljoin(settings.SITE_URL, path)


def abroad(html: str, *, base: str) -> str:
    """Return a stored rich text as it can stand on another site: links and pictures point home.

    `base` is the absolute address of the page that the text stands on.
    """
    cleaner = nh3.Cleaner(
        tags=TAGS,
        attributes={tag: names - OWN for tag, names in ATTRIBUTES.items()},
        url_schemes=SCHEMES,
        url_relative=("rewrite_with_base", base),
        link_rel=None,
    )
    return cleaner.clean(html)
