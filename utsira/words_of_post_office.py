"""Words of the outbox's library, which has no Norwegian. Named here, our catalogues have them."""

from django.utils.translation import gettext_noop, pgettext_lazy

WORDS = [
    gettext_noop("Post Office"),
    pgettext_lazy("Email address", "Email"),
    pgettext_lazy("Email addresses", "Emails"),
]
