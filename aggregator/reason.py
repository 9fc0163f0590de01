"""Why nothing comes from a source, in words for those who look after it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    FORBIDDEN_ADDRESS = "adresse", _("The address leads to a place that we do not fetch from.")
    UNKNOWN_HOST = "ukjent", _("There is no such website. The address may be misspelt.")
    NO_ANSWER = "taus", _("The website does not answer.")
    BAD_CERTIFICATE = "sertifikat", _("The website's certificate is not valid.")
    TOO_SLOW = "treg", _("The website is too slow.")
    TOO_LARGE = "stor", _("The feed is too large.")
    TOO_MANY_REDIRECTS = "runddans", _("The address leads from one to the next without an end.")
    NOT_A_FEED = "ingen", _("What stands at the address is no feed.")
    BROKEN_FEED = "odelagt", _("The feed has faults, and cannot be read.")
    NOT_FOUND = "borte", _("The feed is not at its address.")
    GONE = "nedlagt", _("The website says that the feed is closed for good.")
    NOT_ALLOWED = "nektet", _("The website does not let us fetch the feed.")
    BUSY = "opptatt", _("The website asks us to wait.")
    FAULT_THERE = "feil", _("The website has a fault of its own.")
    STRANGE_ANSWER = "uventet", _("The website answers in a way that we do not understand.")
    FAULT_HERE = "var_feil", _("Something is wrong on our side. The log says what.")
