"""A date and a time in a form, one of which may be of the hour that comes twice in October."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone


class MomentField(forms.SplitDateTimeField):
    stored: datetime | None = None

    def compress(self, data_list: Any) -> datetime | None:
        """What nobody has changed stays the moment it was, which the clock alone may not tell."""
        if self.stored and len(data_list) == 2 and all(part is not None for part in data_list):
            shown = timezone.localtime(self.stored).replace(microsecond=0, tzinfo=None)
            # The form shows no seconds.
            if datetime.combine(*data_list) in (shown, shown.replace(second=0)):
                return self.stored
        moment: datetime | None = super().compress(data_list)
        return moment
