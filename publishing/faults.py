"""What universal design forbids in a text, said so that an editor can mend it."""

import posixpath
from html.parser import HTMLParser

from django.conf import settings
from django.utils.translation import gettext as _

from publishing.figures import is_decoration, tidy

# Link texts that say nothing about where the link leads.
EMPTY_WORDS = {
    "her", "les mer", "les meir", "klikk her", "trykk her", "mer", "meir", "lenke", "lenkje",
    "here", "click here", "read more", "more", "link",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
EXCERPT = 40


def faults(html: str) -> list[str]:
    """Return one sentence for each fault in `html`, in reading order, saying where it is."""
    finder = Finder()
    finder.feed(tidy(html))
    finder.close()
    return finder.found


class Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.pictures = 0
        self.level = 1
        self.text: dict[str, str] = {}  # of the headings and links that are open
        self.before = _("the beginning")  # the last words that were read, to say where a fault is
        self.header_cells: list[bool] = []  # one for each open table

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "img":
            self.picture(attributes)
        elif tag in HEADINGS:
            self.heading(tag)
        elif tag == "a" and "href" in attributes:
            self.text["a"] = ""
        elif tag == "table":
            self.header_cells.append(False)
        elif tag == "th" and self.header_cells:
            self.header_cells[-1] = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.header_cells and not self.header_cells.pop():
            where = {"text": self.before}
            self.found.append(_("The table that ends with «%(text)s» has no header cells.") % where)
        text = self.text.pop(tag, None)
        if text is None:
            return
        if tag == "a":
            self.link(text)
        elif not text.strip():
            self.found.append(_("A heading after «%(text)s» is empty.") % {"text": self.before})

    def handle_data(self, data: str) -> None:
        for tag in self.text:
            self.text[tag] += data
        if data.strip():
            self.before = " ".join(data.split())[-EXCERPT:]

    def picture(self, attributes: dict[str, str | None]) -> None:
        self.pictures += 1
        src, alt = attributes.get("src") or "", (attributes.get("alt") or "").strip()
        for tag in self.text:
            self.text[tag] += alt
        name = {"number": self.pictures, "file": posixpath.basename(src)}
        if not src.startswith(settings.MEDIA_URL):
            self.found.append(
                _("Picture %(number)d (%(file)s) lies on another website. Upload it here.") % name
            )
        elif not alt and not is_decoration(attributes):
            self.found.append(
                _(
                    "Picture %(number)d (%(file)s) has no alternative text. Describe it, or write "
                    "«bare pynt» when it is only decoration."
                )
                % name
            )

    def heading(self, tag: str) -> None:
        level = int(tag[1])
        self.text[tag] = ""
        where = {"level": level, "expected": self.level + 1, "text": self.before}
        if level == 1:
            self.found.append(_("The text has a heading of level 1. The title has that level."))
        elif level > self.level + 1:
            self.found.append(
                _(
                    "A heading after «%(text)s» has level %(level)d, but level %(expected)d "
                    "comes first."
                )
                % where
            )
        self.level = max(level, 1)

    def link(self, text: str) -> None:
        words = " ".join(text.split())
        if not words:
            self.found.append(_("A link after «%(text)s» has no text.") % {"text": self.before})
        elif words.strip(" .…:,;!»«>›→-–").casefold() in EMPTY_WORDS:
            self.found.append(
                _("The link text «%(text)s» does not say where it leads.") % {"text": words}
            )
