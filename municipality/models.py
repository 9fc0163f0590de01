from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from municipality.attempts import Attempt as Attempt  # a table of this app
from municipality.attempts import SenderKey as SenderKey
from municipality.contact_facts import ContactFacts
from municipality.menu import MenuLink as MenuLink  # Django finds an app's tables through here
from municipality.notice import Notice as Notice
from municipality.page import Page as Page
from municipality.page import PageAttachment as PageAttachment
from municipality.validators import (
    capital_letters,
    validate_municipality_number,
    validate_organisation_number,
)
from publishing.models import Picture, PictureUse
from publishing.slugs import small_letters

SOON = timedelta(days=30)


class User(AbstractUser):
    email = models.EmailField(_("e-mail address"), unique=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="an_email_belongs_to_one_user",
                violation_error_message=_("Another user has this e-mail address."),
            ),
        ]


class Department(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True, validators=[small_letters])
    chosen_area = models.CharField(
        _("chosen area"),
        max_length=200,
        blank=True,
        help_text=_("The work that the department was asked to go through."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Person(PictureUse):
    """A name and a role in public. A person need not be a user, and has no private address."""

    name = models.CharField(_("name"), max_length=80)
    title = models.CharField(_("title"), max_length=80, blank=True)
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
    )
    handle = models.CharField(
        _("handle"), max_length=40, blank=True, help_text=_("As written in public, such as @name.")
    )
    is_supervisor = models.BooleanField(_("LEAN supervisor"), default=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def byline(self) -> str:
        """Title, name and handle as they stand under a text."""
        return " ".join(filter(None, [self.title, self.name, self.handle]))


class MunicipalityManager(models.Manager["Municipality"]):
    def current(self) -> "Municipality":
        """Return the one row, or an unsaved one where nobody has filled it in yet."""
        related = ["picture", "logo", "editor"]
        return self.select_related(*related).first() or Municipality()


class Municipality(PictureUse, ContactFacts):
    class Palette(models.TextChoices):
        SEA = "accent", _("Sea (blue)")
        MEADOW = "brand1", _("Meadow (green)")
        HEATHER = "brand2", _("Heather (purple)")
        SLATE = "neutral", _("Slate (grey)")

    class Illustration(models.TextChoices):
        NONE = "", _("None")
        ISLAND = "island", _("Island with a lighthouse")

    class Moderation(models.TextChoices):
        BEFORE = "before", _("before they are shown")
        AFTER = "after", _("after they are shown")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(
        _("name"), max_length=80, help_text=_("As it stands in the header: «Utsira kommune».")
    )
    municipality_number = models.CharField(
        _("municipality number"),
        max_length=4,
        blank=True,
        validators=[validate_municipality_number],
    )
    organisation_number = models.CharField(
        _("organisation number"),
        max_length=9,
        blank=True,
        validators=[validate_organisation_number],
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    tagline = models.CharField(
        _("what this place is"),
        max_length=160,
        blank=True,
        help_text=_("The large sentence on the front page."),
    )
    introduction = models.TextField(
        _("a short word on what this site is"), max_length=500, blank=True
    )
    lang = models.CharField(
        _("language of menus and buttons"),
        max_length=2,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    palette = models.CharField(
        _("colours"), max_length=8, choices=Palette.choices, default=Palette.SEA
    )
    illustration = models.CharField(
        _("drawing on the front page"),
        max_length=8,
        choices=Illustration.choices,
        default=Illustration.NONE,
        blank=True,
        help_text=_("Shown where no picture is chosen."),
    )
    logo = models.ForeignKey(
        Picture,
        verbose_name=_("logo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    logo_alt = models.CharField(_("alternative text of the logo"), max_length=120, blank=True)
    editor = models.ForeignKey(
        Person,
        verbose_name=_("responsible editor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    moderation = models.CharField(
        _("comments are read"),
        max_length=6,
        choices=Moderation.choices,
        default=Moderation.BEFORE,
        help_text=_(
            "Each post may say otherwise. What looks like spam waits for a moderator in any case."
        ),
    )
    message_prefix = models.CharField(
        _("prefix of message numbers"),
        max_length=8,
        default="MLD",
        validators=[capital_letters],
        help_text=_("Stands first in the number of a message: «UTS» gives UTS-2026-000123."),
    )
    shows_overdue_reviews = models.BooleanField(
        _("show in public that the review of a guideline is overdue"),
        default=True,
        help_text=_("Employees see it on their desk in any case."),
    )
    comment_feeds = models.BooleanField(_("comments can be followed in feed readers"), default=True)

    security_contact = models.EmailField(
        _("address for security holes"),
        blank=True,
        help_text=_(
            "Stands in /.well-known/security.txt, where those look who have found a hole in the "
            "site's security. Choose an address that somebody reads every day."
        ),
    )
    security_expires = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("At most a year ahead. Look over the address before you move the date."),
    )
    security_policy = models.URLField(
        _("how you treat such messages"),
        blank=True,
        help_text=_("The address of a page that says it. May be empty."),
    )

    history = HistoricalRecords()

    objects = MunicipalityManager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipality")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="there_is_one_municipality",
                violation_error_message=_("There is one municipality already. Change that one."),
            ),
            models.CheckConstraint(
                condition=models.Q(logo=None) | ~models.Q(logo_alt=""),
                name="a_logo_has_an_alternative_text",
                violation_error_message=_("Write an alternative text for the logo."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("front_page")

    @property
    def security_expires_soon(self) -> bool:
        """Within a month, or already: a site with an expired security.txt does not start again."""
        expires = self.security_expires
        return expires is not None and expires <= timezone.localdate() + SOON
