"""What the municipality has decided and holds itself to: its name and who answers for it. What it
says stands in its editions."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from municipality.models import Department
from publishing.models import OldSlug
from publishing.search import SearchText, index
from publishing.slugs import RESERVED, free_slug, small_letters

if TYPE_CHECKING:
    from guidelines.edition import Edition

# What the search knows of a guideline, and of its clauses.
FOUND_BY = ("title", "slug", "lang", "audience")


class GuidelineQuerySet(models.QuerySet):
    def published(self) -> Self:
        """Those with an edition that the public sees."""
        return self.filter(models.Exists(self.editions().public()))

    def for_lists(self) -> Self:
        return self.select_related("department")

    @staticmethod
    def editions() -> Any:
        """The editions of the row that is asked about."""
        editions: Any = Guideline._meta.get_field("editions").related_model
        return editions.objects.filter(guideline=models.OuterRef("pk"))


class Guideline(models.Model):
    class Kind(models.TextChoices):
        GUIDELINES = "retningslinjer", _("Guidelines")
        REGULATIONS = "reglement", _("Regulations")
        PLAN = "plan", _("A plan")
        STRATEGY = "strategi", _("Strategy")
        ROUTINE = "rutine", _("Routine")

    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        blank=True,
        validators=[small_letters],
        error_messages={
            "invalid": small_letters.message,
            "unique": _("Another text has this address."),
        },
        help_text=_("The last part of the web address. Made from the title when left empty."),
    )
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices, default=Kind.GUIDELINES)
    audience = models.CharField(
        _("whom it applies to"),
        max_length=150,
        help_text=_(
            "Such as «All employees, and elected representatives who write for the municipality»."
        ),
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("responsible department"),
        on_delete=models.PROTECT,
        related_name="guidelines",
    )
    responsible_role = models.CharField(
        _("responsible"), max_length=80, help_text=_("A role, not a name: «Kommunedirektør».")
    )
    lang = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_to_be_signed = models.BooleanField(
        _("everybody who logs in signs that it is read and understood"),
        default=True,
        help_text=_("Leave it out for what does not tell employees how to act, such as a plan."),
    )

    history = HistoricalRecords()

    objects: ClassVar[Any] = GuidelineQuerySet.as_manager()

    class Meta:
        verbose_name = _("guideline")
        verbose_name_plural = _("guidelines")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(slug=Lower("slug")),
                name="a_guideline_has_an_address_in_lower_case",
                violation_error_message=small_letters.message,
            ),
            models.CheckConstraint(
                condition=~models.Q(slug__in=sorted(RESERVED)),
                name="a_guideline_has_no_reserved_address",
                violation_error_message=_("This word is an address of its own. Choose another."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            before = type(self)._default_manager.filter(pk=self.pk).first() if self.pk else None
            old = OldSlug.of_others(self)
            self.slug = self.slug or free_slug(self, self.title, reserved=RESERVED, old=old)
            super().save(*args, **kwargs)
            if before and before.slug != self.slug and before.is_public:
                OldSlug.remember(self, before.slug)
            if before and any(getattr(before, name) != getattr(self, name) for name in FOUND_BY):
                self.tell_search()

    def get_absolute_url(self) -> str:
        return reverse("guidelines:guideline_detail", args=[self.slug])

    def clean(self) -> None:
        self.title = " ".join(self.title.split())
        errors = {}
        if not any(letter.isalnum() for letter in self.title):
            errors["title"] = _("Write a title.")
        if self.slug in RESERVED:
            errors["slug"] = _("This word is an address of its own. Choose another.")
        elif OldSlug.of_others(self).filter(slug=self.slug).exists():
            errors["slug"] = _("This address leads to another text. Choose another.")
        if errors:
            raise ValidationError(errors)

    def tell_search(self) -> None:
        """Let this guideline be found, and the clauses of the edition that holds; no others."""
        index(self)
        # The last two: the one that holds now or is going to, and the one that it replaces.
        for edition in self.editions.adopted().order_by("-number")[:2]:
            for section in edition.sections.prefetch_related("clauses"):
                section.edition = edition
                for clause in section.clauses.all():
                    index(clause)

    def search_text(self) -> SearchText | None:
        edition = self.valid_edition() or self.editions.public().order_by("-number").first()
        if edition is None:
            return None
        return SearchText(
            title=self.title,
            address=self.get_absolute_url(),
            lang=self.lang,
            visible_from=edition.begins,
            lead=self.audience,
            body=edition.change_summary,
        )

    @property
    def is_public(self) -> bool:
        return bool(self.pk) and self.editions.public().exists()

    @property
    def adopted_edition(self) -> "Edition | None":
        """The one that holds by its status, from its first day on: see `valid_edition`."""
        found: Edition | None = self.editions.filter(status="vedtatt").first()
        return found

    @property
    def edition_in_the_making(self) -> "Edition | None":
        found: Edition | None = self.editions.filter(status__in=["utkast", "horing"]).first()
        return found

    def valid_edition(self, on: date | None = None) -> "Edition | None":
        """The edition that held on that day, today if none is given. Repealed today, it holds
        until its last day."""
        found: Edition | None = self.editions.valid(on or timezone.localdate()).first()
        return found
