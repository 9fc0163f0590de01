"""The editor of rich text in the browser: what it can do, and the files that it takes."""

from typing import Any

from django.conf import settings
from django.urls import reverse_lazy
from django_prose_editor.widgets import ProseEditorWidget, prose_editor_base_media
from js_asset import ImportMap, Media, Script

from publishing.figures import DECORATION

# By the names that static/js/editor.js knows: the library's, and ours in place of some.
EXTENSIONS: dict[str, Any] = {
    "Menu": {
        "groups": [
            {"group": "blockType -lists"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "lists"},
            {"group": "nodes -blockType -lists"},
            {"group": "table"},
            {"group": "history"},
        ]
    },
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "Link": {
        "protocols": ["http", "https", "mailto", "tel"],
        "defaultProtocol": "https",
        "finder": reverse_lazy("link_finder"),
    },
    "Figure": {"picker": reverse_lazy("admin:publishing_picture_pick")},
    "Image": {"decoration": DECORATION},
    "Caption": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "TrailingNode": True,
    "NoSpellCheck": False,
    "Languages": True,
    "Pasting": {"ours": settings.MEDIA_URL},
    "Toolbar": True,
    "Field": True,
}
MODULES = ImportMap(
    {
        "texts/dialogs": "js/editor_dialogs.js",
        "texts/field": "js/editor_field.js",
        "texts/links": "js/editor_links.js",
        "texts/pasting": "js/editor_pasting.js",
        "texts/pictures": "js/editor_pictures.js",
        "texts/toolbar": "js/editor_toolbar.js",
    }
)


class RichTextWidget(ProseEditorWidget):
    @property
    def media(self) -> Any:
        ours = Media(
            # The library's is named again, to come before ours.
            css={"all": ["django_prose_editor/editor.css", "css/editor.css"]},
            js=[Script("js/editor.js", type="module")],
            importmap=MODULES,
        )
        return prose_editor_base_media + ours
