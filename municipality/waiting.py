from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from municipality.models import Municipality, User
from municipality.standing import unfinished
from publishing.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """What the municipality has not said about itself yet."""
    return [*facts(user), *pages(user)]


def facts(user: User) -> list[Waiting]:
    if not user.has_perm("municipality.change_municipality"):
        return []
    row = Municipality.objects.current()
    page = "add" if row._state.adding else "changelist"
    url = reverse(f"admin:municipality_municipality_{page}")
    wanted = {
        _("The municipality has no name yet."): row.name,
        _("The municipality has no organisation number yet."): row.organisation_number,
        _("No responsible editor is named."): row.editor,
        _("Nobody can see how to reach the municipality."): row.can_be_reached,
        _("No data protection officer is named."): row.data_protection_contact,
        _("The accessibility statement at uustatus.no is missing."): row.accessibility_url,
        expiry(row): not row.security_expires_soon,
    }
    return [Waiting(text=text, url=url) for text, value in wanted.items() if not value]


def expiry(row: Municipality) -> str:
    """Said in time: with an expired date, the site does not start again after a stop."""
    date = date_format(row.security_expires) if row.security_expires else ""
    return _("Look over the address for security holes: it is valid until %(date)s.") % {
        "date": date
    }


def pages(user: User) -> list[Waiting]:
    """Standing pages with places that only the municipality can fill in."""
    if not user.has_perm("municipality.change_page"):
        return []
    return [
        Waiting(
            text=_("«%(title)s» has places in brackets to fill in.") % {"title": page.title},
            url=reverse("admin:municipality_page_change", args=[page.pk]),
        )
        for page in unfinished()
    ]
