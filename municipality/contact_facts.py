"""How people reach the municipality, and where it keeps what the law asks for elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.validators import validate_phone, validate_statement_address


class ContactFacts(models.Model):
    class Licence(models.TextChoices):
        NONE = "", _("None")
        NLOD = "nlod", "NLOD 2.0"
        CC_BY = "cc-by", "CC BY 4.0"

    LICENCE_ADDRESSES = {
        Licence.NLOD: "https://data.norge.no/nlod/no/2.0",
        Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.no",
    }

    phone = models.CharField(
        _("telephone"),
        max_length=20,
        blank=True,
        validators=[validate_phone],
        help_text=_("The switchboard, such as 52 75 01 00."),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    visiting_address = models.TextField(_("visiting address"), max_length=200, blank=True)
    postal_address = models.TextField(_("postal address"), max_length=200, blank=True)
    opening_hours = models.TextField(
        _("opening hours"),
        max_length=300,
        blank=True,
        help_text=_("One line for each, such as «mandag–fredag 10.00–14.00»."),
    )
    data_protection_contact = models.TextField(
        _("data protection officer"),
        max_length=200,
        blank=True,
        help_text=_("Name or role, and how to reach it. Stands in the privacy statement."),
    )
    accessibility_url = models.URLField(
        _("accessibility statement"),
        blank=True,
        validators=[validate_statement_address],
        help_text=_("The published address at uustatus.no. The footer of every page leads there."),
    )
    journal_url = models.URLField(
        _("public journal and access"),
        blank=True,
        help_text=_("The address of the public journal. Left empty, no link is shown."),
    )
    open_data_url = models.URLField(
        _("open data"),
        blank=True,
        help_text=_("Where the municipality's data sets are. Left empty, no link is shown."),
    )
    licence = models.CharField(
        _("licence of the texts"),
        max_length=8,
        choices=Licence.choices,
        blank=True,
        help_text=_("What others may do with the municipality's own texts."),
    )

    class Meta:
        abstract = True

    @property
    def can_be_reached(self) -> bool:
        return bool(self.phone or self.email or self.visiting_address or self.postal_address)

    @property
    def licence_address(self) -> str:
        return self.LICENCE_ADDRESSES[self.Licence(self.licence)] if self.licence else ""
