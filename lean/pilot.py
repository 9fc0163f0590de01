"""The pilot and the roll-out: who we learned with, and what happened when."""

from datetime import datetime, time
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from aggregator.models import Source
from municipality.models import Municipality
from municipality.validators import validate_link
from publishing.search import SearchText, index, remove


class Partner(models.Model):
    """A municipality that took part, or somebody who arranged it. Not a person."""

    class Role(models.TextChoices):
        PARTICIPANT = "deltaker", _("Participant")
        ORGANISER = "arrangor", _("Organiser")

    name = models.CharField(_("name"), max_length=80, unique=True)
    role = models.CharField(
        _("role in the pilot"), max_length=8, choices=Role.choices, default=Role.PARTICIPANT
    )
    area = models.CharField(
        _("area"),
        max_length=120,
        blank=True,
        help_text=_("The service where it began, such as «pleie og omsorg»."),
    )
    link = models.URLField(_("its own page about LEAN"), blank=True)
    archived_link = models.URLField(
        _("archived page"),
        blank=True,
        help_text=_("A copy in a web archive, for when the page itself is gone. It is shown then."),
    )
    source = models.OneToOneField(
        Source,
        verbose_name=_("source that we follow"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="partner",
        help_text=_("The newest from there stands among the news of the others on /lean/."),
    )
    note = models.CharField(
        _("historical note"),
        max_length=300,
        blank=True,
        help_text=_("Such as what has become of the municipality since."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("The lowest number stands first.")
    )

    class Meta:
        verbose_name = _("partner in the pilot")
        verbose_name_plural = _("partners in the pilot")
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def leads_to(self) -> str:
        return self.archived_link or self.link


class Milestone(models.Model):
    """Something that happened on the way, as it stands on the timeline of /lean/."""

    happened_on = models.DateField(_("date"))
    is_whole_month = models.BooleanField(
        _("only the month is known"),
        default=False,
        help_text=_("Then choose any day of the month: the day is not shown."),
    )
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(
        _("text"), max_length=2000, blank=True, help_text=_("An empty line begins a new paragraph.")
    )
    link = models.CharField(
        _("link"),
        max_length=300,
        blank=True,
        validators=[validate_link],
        help_text=_("Where to read more: a post, such as /blogg/2010/09/lean/, or another site."),
    )

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["happened_on", "pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            index(self)

    def get_absolute_url(self) -> str:
        return f"{reverse('lean:home')}#milepael-{self.pk}"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            remove(self)
            return super().delete(*args, **kwargs)

    @property
    def when(self) -> str:
        return date_format(self.happened_on, "F Y" if self.is_whole_month else "j. F Y").lower()

    @property
    def for_machines(self) -> str:
        """The same, for the attribute `datetime`."""
        return (
            f"{self.happened_on:%Y-%m}" if self.is_whole_month else f"{self.happened_on:%Y-%m-%d}"
        )

    def search_text(self) -> SearchText:
        return SearchText(
            title=self.title,
            address=self.get_absolute_url(),
            lang=Municipality.objects.current().lang,
            visible_from=timezone.make_aware(datetime.combine(self.happened_on, time())),
            body=self.text,
        )
