from django.urls import reverse
from django.utils.translation import gettext as _

from municipality.models import Municipality, User
from publishing.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """What the municipality has not said about itself yet."""
    if not user.has_perm("municipality.change_municipality"):
        return []
    row = Municipality.objects.current()
    page = "add" if row._state.adding else "changelist"
    url = reverse(f"admin:municipality_municipality_{page}")
    wanted = {
        _("The municipality has no name yet."): row.name,
        _("The municipality has no organisation number yet."): row.organisation_number,
        _("No responsible editor is named."): row.editor,
    }
    return [Waiting(text=text, url=url) for text, value in wanted.items() if not value]
