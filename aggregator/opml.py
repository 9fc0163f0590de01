"""OPML, in which feed readers hand each other lists of feeds: ours out, and others' in."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from aggregator.feed import shortened
from aggregator.public_addresses import ForbiddenAddress, place_of
from aggregator.reason import Reason
from aggregator.source import Source
from municipality.middleware import municipality_of
from publishing.sanitiser import storable

Kind = Source.Kind

LARGEST = 1_000_000  # bytes
MOST_LINES = 1000


# Out


@require_safe
@conditional_page
def opml(request: HttpRequest) -> HttpResponse:
    """Everybody whom we follow, by kind, for any feed reader."""
    response = HttpResponse(content_type="text/x-opml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="folger.opml"'
    name = municipality_of(request).name or _("The municipality")
    response.write(written(f"{name}: {_('What we follow')}", list(Source.objects.shown())))
    return response


def written(title: str, sources: list[Source]) -> bytes:
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = storable(title)
    body = SubElement(root, "body")
    for kind in Kind:
        rows = [source for source in sources if source.kind == kind]
        folder = SubElement(body, "outline", text=str(kind.label)) if rows else body
        for source in rows:
            SubElement(folder, "outline", attributes_of(source))
    indent(root)
    text: bytes = tostring(root, "utf-8", xml_declaration=True)
    return text


def attributes_of(source: Source) -> dict[str, str]:
    name = storable(str(source))
    said = {
        "type": "rss",
        "text": name,
        "title": name,
        "xmlUrl": source.feed_address,
        "htmlUrl": source.home_page,
        "language": source.lang,
        "category": f"/{source.kind}",
    }
    return {key: value for key, value in said.items() if value}


# In


class UnreadableOpml(Exception):
    """Its text says why, in words for those who sent the file."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A feed as a file of OPML names it. `kind` and `lang` are empty where it does not say."""

    number: int
    title: str
    feed_address: str
    home_page: str = ""
    kind: str = ""
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A line, and why it cannot be added: `fault` where it is wrong, `is_there` where we have it.
    `source` is what it becomes."""

    line: Line
    source: Source
    fault: str = ""
    is_there: bool = False

    @property
    def is_new(self) -> bool:
        return not (self.fault or self.is_there)


def lines_of(content: bytes) -> list[Line]:
    """Read a file from elsewhere. Raises UnreadableOpml."""
    if len(content) > LARGEST:
        raise UnreadableOpml(_("The file is larger than 1 MB."))
    root = parsed(content)
    if root.tag.rpartition("}")[2].lower() != "opml":
        raise UnreadableOpml(_("The file is no OPML."))
    outlines = [outline for outline in root.iter("outline") if outline.get("xmlUrl")]
    if not outlines:
        raise UnreadableOpml(_("There is no feed in the file."))
    if len(outlines) > MOST_LINES:
        reason = _("There are %(number)d feeds in the file. We take %(most)d at a time.")
        raise UnreadableOpml(reason % {"number": len(outlines), "most": MOST_LINES})
    return [line_of(number, outline) for number, outline in enumerate(outlines, start=1)]


def parsed(content: bytes) -> Element:
    try:
        root: Element = fromstring(content)
        return root
    except DefusedXmlException as error:
        reason = _("The file has definitions of its own (entities). Such files we do not read.")
        raise UnreadableOpml(reason) from error
    except ParseError as error:
        line = error.position[0]
        reason = _("The file cannot be read as XML: there is a fault on line %(line)d.")
        raise UnreadableOpml(reason % {"line": line}) from error
    # A charset that is none, or that Python does not know.
    except (LookupError, ValueError) as error:
        raise UnreadableOpml(_("The file has a charset that we cannot read.")) from error


def line_of(number: int, outline: Element) -> Line:
    def said(*names: str) -> str:
        return next(
            (text for name in names if (text := storable(outline.get(name, "")).strip())), ""
        )

    home_page = said("htmlUrl")
    return Line(
        number=number,
        title=shortened(said("title", "text"), longest=120),
        feed_address=said("xmlUrl"),
        home_page=home_page if is_address(home_page) else "",
        kind=kind_in(said("category")),
        lang=lang_in(said("language")),
    )


def is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and len(text) <= 500


def kind_in(category: str) -> str:
    """Our own files say the kind: «/blogg»."""
    words = [word.strip().strip("/") for word in category.split(",")]
    return next((word for word in words if word in Kind.values), "")


def lang_in(language: str) -> str:
    begins = language.lower().partition("-")[0]
    known = {"no": "nb"} | {code: code for code, _name in settings.TEXT_LANGUAGES}
    return known.get(begins, "")


def judged(lines: list[Line], *, kind: str, lang: str, on_front_page: bool) -> list[Judged]:
    """Say of each line what adding it would do. What is twice in the file is there the second
    time. The choices stand for what a line does not say itself."""
    there = set(Source.objects.values_list("feed_address", flat=True))
    found = []
    for line in lines:
        source = Source(
            title=line.title,
            feed_address=line.feed_address,
            home_page=line.home_page,
            kind=line.kind or kind,
            lang=line.lang or lang,
            on_front_page=on_front_page,
        )
        is_there = line.feed_address in there
        fault = "" if is_there else fault_of(source)
        found.append(Judged(line=line, source=source, fault=fault, is_there=is_there))
        there.add(line.feed_address)
    return found


def fault_of(source: Source) -> str:
    if not is_address(source.feed_address):
        return _("The address of the feed must begin with https:// or http://.")
    try:
        place_of(source.feed_address)
        source.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    except ForbiddenAddress:
        return str(Reason.FORBIDDEN_ADDRESS.label)
    return ""


@transaction.atomic
def follow(found: list[Judged]) -> list[Source]:
    """Add those that are new."""
    added = [row.source for row in found if row.is_new]
    for source in added:
        source.save()
    return added
