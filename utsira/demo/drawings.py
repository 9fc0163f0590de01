"""The pictures of the demo: what they are called, what they show, and who draws them."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile

from utsira.demo.drawing import Canvas
from utsira.demo.scenes import (
    board,
    brook,
    cloakroom,
    flowchart,
    forms,
    harbour,
    laundry,
    moored,
    notes,
    wire,
)

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
    "notes": Drawing(
        title="Tre lapper på tavla",
        alt=(
            "Tegning av tre store lapper på en tavle. Piler viser veien fra den ene til den neste, "
            "og den siste har en hake. Under tavla står et lite stoppeur der ti minutter er røde."
        ),
        draw=notes.draw,
    ),
    "laundry": Drawing(
        title="Vaskerommet",
        alt=(
            "Tegning av et vaskerom: tre mopper på rad, ei bøtte med såpeskum og en hylle med en "
            "rød strek på bakveggen. Hylla er halvtom, så streken synes."
        ),
        draw=laundry.draw,
    ),
    "brook": Drawing(
        title="Bekken fra høgda til havet",
        alt=(
            "Teikning av ein bekk som svingar seg ned ei grøn li. Somme stader er han smal, andre "
            "stader er det ein brei kulp. På toppen av øya står fyret."
        ),
        draw=brook.draw,
    ),
    "moored": Drawing(
        title="Robåten ved bøya",
        alt=(
            "Tegning av en tom robåt som ligger fortøyd ved ei rød bøye en stille kveld. Årene er "
            "lagt inn. Månen står over havet, og fyret ses på øya bak."
        ),
        draw=moored.draw,
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
