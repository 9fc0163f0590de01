"""What a post of the demo is made of."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


@dataclass(frozen=True)
class DemoPost:
    """`{name}` in a body is the address of a drawing, `{name_alt}` its description."""

    slug: str
    title: str
    published_at: datetime
    ingress: str
    body: str
    picture: str
    tags: list[str] = field(default_factory=list)
    lang: str = "nb"
    author: str = ""  # the name of a person
    department: str = ""  # the slug of a department
