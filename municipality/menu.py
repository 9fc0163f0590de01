"""The links in the header and in the footer: rows that staff edit. No link is ever dead."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, is_valid_path, resolve
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from municipality.contact_facts import ContactFacts
from municipality.page import Page
from municipality.validators import validate_link

STATEMENT = "tilgjengelighet"  # the key of the page about accessibility


class MenuLink(models.Model):
    class Place(models.TextChoices):
        HEADER = "header", _("Menu on top")
        FOOTER = "footer", _("Footer")

    class Target(models.TextChoices):
        """What a link may lead to beside pages: an address here, or a fact of the municipality."""

        FRONT_PAGE = "/", _("Front page")
        BLOG = "/blogg/", _("Blog")
        LEAN = "/lean/", "LEAN"
        FOLLOWED = "/folger/", _("What we follow")
        CONTACT = "/kontakt/", _("Contact a LEAN supervisor")
        GUIDELINES = "/retningslinjer/", _("Guidelines")
        ACCOUNTS = "/retningslinjer/kontoer/", _("Official accounts")
        FEED = "/blogg/rss.xml", "RSS"
        JOURNAL = "journal_url", _("Public journal and access")
        OPEN_DATA = "open_data_url", _("Open data")

    place = models.CharField(_("place"), max_length=8, choices=Place.choices, default=Place.HEADER)
    position = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("The lowest number stands first.")
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="menu_links",
        help_text=_("Choose one of the three: a page, a part of the site, or an address."),
    )
    target = models.CharField(
        _("part of the site"), max_length=32, choices=Target.choices, blank=True
    )
    address = models.CharField(
        _("address"),
        max_length=300,
        blank=True,
        validators=[validate_link],
        help_text=_("Such as /blogg/emne/havna/ or https://www.rogfk.no/."),
    )
    label = models.CharField(
        _("text of the link"),
        max_length=40,
        blank=True,
        help_text=_("Left empty, it is the name of the page or of the part of the site."),
    )

    class Meta:
        verbose_name = _("menu link")
        verbose_name_plural = _("menus and footer")
        ordering = ["-place", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=False, target="", address="")
                | (models.Q(page=None, address="") & ~models.Q(target=""))
                | (models.Q(page=None, target="") & ~models.Q(address="")),
                name="a_menu_link_leads_to_one_place",
                violation_error_message=_("Choose a page, a part of the site or an address."),
            ),
            models.CheckConstraint(
                condition=models.Q(address="") | ~models.Q(label=""),
                name="a_link_to_an_address_has_a_text",
                violation_error_message=_("Write the text of the link."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if self.is_statement and self.label:
            message = _("The law wants this link to be called «%(name)s». Leave the text empty.")
            raise ValidationError({"label": message % {"name": statement_name()}})
        if self.address.startswith("/"):
            check_own_address(self.address)

    @property
    def is_statement(self) -> bool:
        return self.page is not None and self.page.key == STATEMENT

    @property
    def text(self) -> str:
        if self.is_statement:
            return statement_name()
        own_name = self.page.title if self.page else self.get_target_display()
        return self.label or str(own_name)

    @property
    def lang(self) -> str:
        """The language of the text where it is a page's own title."""
        return self.page.lang if self.page and not (self.label or self.is_statement) else ""

    def leads_to(self, facts: ContactFacts) -> str:
        """Return the address, empty when nothing is in public there."""
        if self.page:
            return address_of_page(self.page, facts)
        address: str = getattr(facts, self.target, self.target) or self.address
        return address if not address.startswith("/") or is_valid_path(address) else ""


def statement_name() -> str:
    """Return the text that every page must have in its footer, word for word."""
    return gettext("Accessibility statement")


def address_of_page(page: Page, facts: ContactFacts) -> str:
    """The statement itself stands in the state's register; our own page stands in for it."""
    if page.key == STATEMENT and facts.accessibility_url:
        return facts.accessibility_url
    return page.get_absolute_url() if page.is_public else ""


def check_own_address(address: str) -> None:
    """Refuse an address of ours that is dead, or that a page may leave. Raises ValidationError."""
    path = address.partition("?")[0].partition("#")[0]
    try:
        found: Any = resolve(path)
    except Resolver404:
        raise ValidationError({"address": _("There is nothing at this address.")}) from None
    if found.view_name == "municipality:page":
        raise ValidationError({"address": _("Choose the page in the list of pages instead.")})


# The menus of a new site: keys of standing pages, and parts of the site.
DEFAULTS: dict[str, list[str]] = {
    MenuLink.Place.HEADER: [
        MenuLink.Target.FRONT_PAGE,
        MenuLink.Target.BLOG,
        MenuLink.Target.LEAN,
        MenuLink.Target.GUIDELINES,
        "om",
    ],
    MenuLink.Place.FOOTER: [
        "kontakt-oss",
        "personvern",
        "informasjonskapsler",
        STATEMENT,
        MenuLink.Target.JOURNAL,
        "kommentarregler",
        MenuLink.Target.ACCOUNTS,
        MenuLink.Target.FEED,
        MenuLink.Target.OPEN_DATA,
    ],
}


def put_default_menus() -> None:
    """Fill a menu that has no links. What staff have arranged is left alone."""
    pages = {page.key: page for page in Page.objects.exclude(key="").defer("body")}
    for place, names in DEFAULTS.items():
        if MenuLink.objects.filter(place=place).exists():
            continue
        for number, name in enumerate(names, start=1):
            to = {"page": pages[name]} if name in pages else {"target": name}
            MenuLink.objects.create(place=place, position=10 * number, **to)
