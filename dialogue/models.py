from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from dialogue.contribution import Contribution as Contribution  # tables of this app
from dialogue.decision import Complaint as Complaint
from dialogue.decision import Decision as Decision


class Heartbeat(models.Model):
    """One row: when the worker, who sends our mail, was last heard."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    beat_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_heartbeat"),
        ]

    def __str__(self) -> str:
        return str(self.beat_at)

    @classmethod
    def beat(cls) -> Self:
        row, _created = cls.objects.update_or_create(pk=1, defaults={"beat_at": timezone.now()})
        return row

    @classmethod
    def last(cls) -> datetime | None:
        return cls.objects.values_list("beat_at", flat=True).first()
