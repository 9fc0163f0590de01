"""What the worker remembers of a source from one fetch to the next. Nobody writes it by hand."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aggregator.reason import Reason

TOO_LONG = timedelta(days=3)  # with nothing but failures: then people are told


class FetchState(models.Model):
    # Empty: at once.
    next_fetch_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    last_attempt_at = models.DateTimeField(_("last tried"), null=True, blank=True, editable=False)
    last_success_at = models.DateTimeField(_("last updated"), null=True, blank=True, editable=False)
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)  # in a row
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True, editable=False)
    # What the website gave us to ask with the next time.
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    content_digest = models.CharField(max_length=64, blank=True, editable=False)
    # Where it says for the time being that it has moved to, and how many times in a row.
    moved_to = models.CharField(max_length=500, blank=True, editable=False)
    moved_times = models.PositiveSmallIntegerField(default=0, editable=False)
    # Nothing new by then is unusual for this source; None where too little is known.
    silent_after = models.DateTimeField(null=True, blank=True, editable=False)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    # Columns that a fetch may write: staff may be editing the others at the same time.
    FETCHED: ClassVar[tuple[str, ...]] = (
        "next_fetch_at", "last_attempt_at", "last_success_at", "failing_since", "failures",
        "reason", "etag", "last_modified", "content_digest", "moved_to", "moved_times",
        "silent_after", "paused_at",
    )  # fmt: skip

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @property
    def is_unusually_silent(self) -> bool:
        return self.silent_after is not None and self.silent_after <= timezone.now()

    @property
    def state(self) -> str:
        """How it goes, for those who look after it."""
        if self.is_paused:
            return " ".join([gettext("Paused."), self.get_reason_display()]).strip()
        if self.failures:
            return self.get_reason_display()
        if self.is_unusually_silent:
            return gettext("It answers, but is silent for longer than usual.")
        return gettext("It works.") if self.last_success_at else gettext("It is fetched soon.")

    def pause(self) -> None:
        """Fetch no more until a person says so. What is there still stands."""
        self.paused_at = timezone.now()
        self.save(update_fields=["paused_at"])

    def resume(self) -> None:
        """Begin again, with nothing held against it."""
        self.begin_again()
        self.save(update_fields=self.FETCHED)

    def begin_again(self) -> None:
        """The same, unsaved: ask it at once."""
        self.forget_failures()
        self.paused_at = self.next_fetch_at = None

    def forget_failures(self) -> None:
        self.failing_since, self.failures, self.reason = None, 0, ""

    def forget_copy(self) -> None:
        """Ask for the whole feed the next time, as of an address that is new."""
        nothing: dict[str, Any] = {"moved_times": 0}
        nothing |= dict.fromkeys(("etag", "last_modified", "content_digest", "moved_to"), "")
        for name, value in nothing.items():
            setattr(self, name, value)
