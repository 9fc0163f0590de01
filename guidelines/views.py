from django.urls import reverse
from django.utils.translation import gettext as _

Crumb = tuple[str, str]  # name, path


def guideline_crumbs() -> list[Crumb]:
    return [(_("Front page"), reverse("front_page")), (_("Guidelines"), "/retningslinjer/")]
