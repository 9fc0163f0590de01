"""Words of libraries that staff see, and that lack Norwegian or nynorsk. Named here, our catalogues
have them."""

from django.utils.translation import gettext_noop, pgettext_lazy

OUTBOX = [
    gettext_noop("Post Office"),
    pgettext_lazy("Email address", "Email"),
    pgettext_lazy("Email addresses", "Emails"),
]
TAGS = [pgettext_lazy("A tag name", "name"), pgettext_lazy("A tag slug", "slug")]
HISTORY = [
    gettext_noop("Changed"),
    gettext_noop("Created"),
    gettext_noop("Deleted"),
    gettext_noop("Press the 'Revert' button below to revert to this version of the object."),
    gettext_noop("Revert"),
    gettext_noop("Revert %(verbose_name)s"),
    gettext_noop("Revert %s"),
    gettext_noop("View %(verbose_name)s"),
]
