"""What an edition says: sections with letters, clauses with numbers."""

from string import ascii_uppercase
from typing import Any, ClassVar

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from guidelines.edition import Edition
from guidelines.edition_text import PART
from publishing.search import SearchText

# No vowels, so that no word comes of it, and no sign that looks like another.
SIGNS = "bcdfghjkmnpqrstvwxz23456789"
LENGTH = 6

capital_letter = RegexValidator(r"^[A-Z]\Z", _("Use one capital letter from A to Z."))


def new_clause_key() -> str:
    return get_random_string(LENGTH, SIGNS)


class Section(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections")
    letter = models.CharField(_("letter"), max_length=1, validators=[capital_letter])
    heading = models.CharField(_("heading"), max_length=150)
    intro = models.TextField(
        _("introduction"),
        max_length=2000,
        blank=True,
        help_text=_("May be empty. An empty line begins a new paragraph."),
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["letter"]
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["edition", "letter"],
                name="a_section_has_a_letter_of_its_own",
                violation_error_message=_("Another section has this letter."),
            ),
            models.CheckConstraint(
                condition=Q(letter__in=list(ascii_uppercase)),
                name="a_section_has_a_capital_letter",
                violation_error_message=capital_letter.message,
            ),
        ]

    def __str__(self) -> str:
        return self.full_heading

    @property
    def full_heading(self) -> str:
        return f"{PART} {self.letter} – {self.heading}"

    @property
    def anchor(self) -> str:
        return f"del-{self.letter.lower()}"


class Clause(models.Model):
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="clauses")
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    heading = models.CharField(_("heading"), max_length=150)
    text = models.TextField(
        _("text"), max_length=5000, help_text=_("An empty line begins a new paragraph.")
    )
    # The same clause in all editions, whatever its number: its permanent address.
    key = models.CharField(max_length=10, default=new_clause_key, editable=False, db_index=True)

    responses: int  # how many public answers: see guidelines/views.py

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["section__letter", "number"]
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["section", "number"],
                name="a_clause_has_a_number_of_its_own",
                violation_error_message=_("Another clause has this number."),
            ),
            models.UniqueConstraint(
                fields=["section", "key"], name="a_clause_is_in_a_section_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="clauses_are_counted_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.heading}"

    def get_absolute_url(self) -> str:
        """Its place in this very edition. Takes the section's edition and guideline."""
        return f"{self.section.edition.get_absolute_url()}#{self.anchor}"

    def search_text(self) -> SearchText | None:
        """Found while its edition holds, from its first day on; see also finding.py."""
        edition = self.section.edition
        has_ended = edition.valid_to is not None and edition.valid_to < timezone.localdate()
        if not edition.is_frozen or has_ended:
            return None
        guideline = edition.guideline
        return SearchText(
            title=str(self),
            address=f"{guideline.get_absolute_url()}#{self.anchor}",
            lang=guideline.lang,
            visible_from=edition.begins,
            lead=f"{guideline.title}.",
            body=self.text,
        )

    @property
    def permanent_url(self) -> str:
        slug = self.section.edition.guideline.slug
        return reverse("guidelines:clause", args=[slug, self.key])

    @property
    def label(self) -> str:
        """«B5»."""
        return f"{self.section.letter}{self.number}"

    @property
    def anchor(self) -> str:
        return self.label.lower()
