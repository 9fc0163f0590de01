"""The three feed formats. Each writes what Django's feedgenerator holds of a feed and its items.

Beside what Django knows, a feed has `changed` (a moment), and an item has `content` (HTML with
absolute addresses), `summary` (plain text), `language`, `image` (an address, or empty), and may
have `data`: the address of the same as JSON.
"""

import json
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator


class Rss(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def latest_post_date(self) -> Any:
        return self.feed["changed"]

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("dc:language", item["language"])
        handler.addQuickElement("content:encoded", item["content"])


class Atom(Atom1Feed):
    def latest_post_date(self) -> Any:
        return self.feed["changed"]

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})
        if item.get("data"):
            kind = {"rel": "alternate", "type": "application/json", "href": item["data"]}
            handler.addQuickElement("link", "", kind)


class JsonFeed(SyndicationFeed):
    """https://www.jsonfeed.org/version/1.1/"""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        feed = self.feed
        document = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed["title"],
            "home_page_url": feed["link"],
            "feed_url": feed["feed_url"],
            "description": feed["description"],
            "language": feed["language"],
            "authors": [{"name": feed["author_name"], "url": feed["author_link"]}],
            "items": [json_item(item) for item in self.items],
        }
        outfile.write(json.dumps(document, ensure_ascii=False))


def json_item(item: dict[str, Any]) -> dict[str, Any]:
    written = {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "summary": item["summary"],
        "content_html": item["content"],
        "image": item["image"],
        "date_published": rfc3339_date(item["pubdate"]),
        "date_modified": rfc3339_date(item["updateddate"]),
        "authors": [{"name": item["author_name"]}],
        "tags": item["categories"],
        "language": item["language"],
        "attachments": attachments(item.get("data", "")),
    }
    return {name: value for name, value in written.items() if value}


def attachments(data: str) -> list[dict[str, str]]:
    return [{"url": data, "mime_type": "application/json"}] if data else []


Feed = Rss | Atom | JsonFeed
FORMATS: dict[str, type[Feed]] = {
    "rss.xml": Rss,
    "atom.xml": Atom,
    "feed.json": JsonFeed,
}
