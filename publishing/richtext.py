"""The one rich text field: the editor's extensions, and sanitising on every save."""

from typing import Any

from django.db import models
from django_prose_editor.fields import ProseEditorField

EXTENSIONS: dict[str, Any] = {"Bold": True, "Heading": {"levels": [2, 3, 4]}}


class RichTextField(ProseEditorField):
    """HTML from the editor. What is stored is what is shown: sanitised last, at every save."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, extensions=EXTENSIONS, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        return str(super().pre_save(model_instance, add))
