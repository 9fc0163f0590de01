"""The one rich text field, and what every save does to its text."""

import re
from typing import Any

from django import forms
from django.db import models
from django_prose_editor.fields import ProseEditorField

from publishing.figures import write_pictures
from publishing.richtext_widget import EXTENSIONS, RichTextWidget
from publishing.sanitiser import sanitise

# Space between paragraphs is the style sheet's; an empty one says nothing to anybody.
EMPTY = re.compile(r"<p>(?:\s|<br>|&nbsp;)*</p>")


def as_typed(html: str) -> str:
    """The form keeps what was sent, so that `faults()` can say what is wrong with it."""
    return html


def stored_form(html: str) -> str:
    """Return what is stored for `html`: what is shown. Doing it twice changes nothing."""
    return EMPTY.sub("", sanitise(write_pictures(html)))


class RichTextField(ProseEditorField):
    """HTML from the editor. The pictures are written and the sanitiser runs at every save."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, extensions=EXTENSIONS, preset="text", sanitize=as_typed, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        field: forms.Field = super().formfield(**kwargs | {"widget": RichTextWidget})
        return field

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        written = stored_form(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, written)
        return written
