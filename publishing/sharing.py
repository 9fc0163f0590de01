"""What a page shows of itself when somebody shares its address, and which address is its own."""

from dataclasses import dataclass
from datetime import datetime

from publishing.models import Picture

LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}


@dataclass(frozen=True)
class Share:
    title: str
    path: str
    lang: str
    description: str = ""
    kind: str = "website"
    picture: Picture | None = None
    picture_text: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def locale(self) -> str:
        return LOCALES[self.lang]
