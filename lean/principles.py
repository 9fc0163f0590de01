"""The five principles, word for word as the municipality wrote them in 2010, and in nynorsk."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Principle(models.IntegerChoices):
    VALUE = 1, _("Specify what creates value for the customer")
    STREAM = 2, _("Identify value streams and remove waste")
    FLOW = 3, _("Create flow around the value-creating activities")
    CONTROL = 4, _("Introduce new principles of control")
    PERFECTION = 5, _("Strive for perfection through continuous improvement")


class Waste(models.TextChoices):
    """What takes time and gives nothing: seven kinds, and one more."""

    OVERPRODUCTION = "overproduksjon", _("Overproduction")
    WAITING = "venting", _("Being made to wait")
    TRANSPORT = "transport", _("Transport")
    OVERWORKING = "overarbeiding", _("Overworking")
    STOCK = "lager", _("Stock")
    MOTION = "bevegelse", _("Motion")
    FAULTS = "feil", _("Faults and rework")
    TALENT = "kompetanse", _("Unused skills")
