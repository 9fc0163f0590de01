"""That a colleague has read and understood an edition. It is never public."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guidelines.edition import Edition


class Signature(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="signatures")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,  # who has left has nothing to act by any more
        related_name="signatures",
    )
    signed_at = models.DateTimeField(_("signed"), default=timezone.now)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_at", "pk"]
        # To see those of the own department, or of all.
        default_permissions = ("view", "oversee")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["edition", "user"], name="a_colleague_signs_an_edition_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.edition}"
