"""The pictures of the demo: what they are called, what they show, and who draws them."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile

from utsira.demo.drawing import Canvas
from utsira.demo.scenes import board, cloakroom, flowchart, forms, harbour, wire

CREDIT = "tegning laget for demonstrasjonen"


@dataclass(frozen=True)
class Drawing:
    """A stored picture is known by its title: what is there is not drawn again."""

    title: str
    alt: str
    draw: Callable[[Canvas], None]
    size: tuple[int, int] = (1600, 900)

    def file(self) -> ContentFile:
        """Draw the picture, as a file to upload."""
        canvas = Canvas(*self.size)
        self.draw(canvas)
        buffer = io.BytesIO()
        # Only a way to the upload, which writes the picture anew: fast, and nothing lost.
        canvas.finished().save(buffer, "WEBP", lossless=True, quality=0, method=0)
        return ContentFile(buffer.getvalue(), name="tegning.webp")


DRAWINGS = {
    "harbour": Drawing(
        title="Havna i morgenlys",
        alt=(
            "Tegning av havna på en øy tidlig om morgenen: sjøhus i rødt, hvitt og oker langs "
            "kaia, fyret på toppen av øya og en båt på vei inn."
        ),
        draw=harbour.draw,
    ),
    "wire": Drawing(
        title="Fugler på ledning",
        alt=(
            "Tegning av småfugler på to ledninger over havet i kveldslys. Noen sitter vendt mot "
            "hverandre, og en fugl er på vei til de andre."
        ),
        draw=wire.draw,
    ),
    "board": Drawing(
        title="Forbedringstavla",
        alt=(
            "Tegning av en tavle med fargede lapper i fire kolonner. En lapp er på vei til neste "
            "kolonne. Utenfor vinduet ligger øya med fyret."
        ),
        draw=board.draw,
    ),
    "cloakroom": Drawing(
        title="Garderoben i barnehagen",
        alt=(
            "Teikning av garderoben i ein barnehage: fem regnjakker på knaggar, støvlar under "
            "benken og eitt skjema på veggen. Utanfor vindauget ligg øya med fyret."
        ),
        draw=cloakroom.draw,
    ),
    "flowchart": Drawing(
        title="Flytskjema for post og kommunikasjon",
        alt=(
            "Flytskjema med ni trinn, fra et brev eller en e-post kommer til kommunen, til "
            "avsenderen har fått svar. Alle trinnene står som tekst etter bildet."
        ),
        draw=flowchart.draw,
        size=flowchart.SIZE,
    ),
    "forms": Drawing(
        title="Skjemaet før og no",
        alt=(
            "To skjema side om side. Kvar rute er eitt felt. Skjemaet før har 46 ruter, skjemaet "
            "no har 19."
        ),
        draw=forms.draw,
        size=forms.SIZE,
    ),
}
