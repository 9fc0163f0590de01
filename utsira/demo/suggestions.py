"""The demo's suggestions: one in every state. The citizens are invented, and say so."""

from dataclasses import dataclass, field
from datetime import datetime

from utsira.demo.posts import OSLO
from utsira.demo.projects import FORMS, HANDOVER, SUPPLIES


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=OSLO)


@dataclass(frozen=True, kw_only=True)
class DemoSuggestion:
    mark: str  # the token by which a refresh finds it
    title: str
    text: str
    name: str
    made_at: datetime
    department: str = ""  # a slug; empty is about the website
    lang: str = "nb"
    steps: list[tuple[str, datetime]] = field(default_factory=list)  # after «mottatt»
    answer: str = ""
    signer: str = ""  # the name of a person
    project: str = ""  # a slug
    duplicate_of: str = ""  # a mark
    verdict: tuple[str, datetime] | None = None
    supporters: int = 0


SUGGESTIONS = [
    DemoSuggestion(
        mark="demo-supplies",
        title="Bestill papir før det er tomt",
        text=(
            "På kulturhuset er det ofte tomt for papir på torsdager. Kan noen bestille før hylla "
            "er tom?"
        ),
        name="Ingrid (demo)",
        made_at=at(2, 3, 19, 20),
        department="teknisk-renhold",
        steps=[("vurderes", at(2, 6)), ("planlagt", at(2, 23)), ("gjennomfort", at(8, 24, 14))],
        answer=(
            "Takk. Forslaget ble et prosjekt. Nå bestiller vi når hylla er halvtom, og "
            "hasteinnkjøpene er gått fra seks til ett i måneden."
        ),
        signer="Driftsleder",
        project=SUPPLIES.slug,
        verdict=("ja", at(9, 22, 18, 5)),
    ),
    DemoSuggestion(
        mark="demo-forms",
        title="Ikkje spør om det same to gonger",
        text=(
            "Vi fyller ut namn og adresse både til barnehagen og til SFO. Eitt skjema må vere nok."
        ),
        name="Torbjørn (demo)",
        made_at=at(6, 2, 21, 10),
        department="skole-barnehage",
        lang="nn",
        steps=[("vurderes", at(6, 8)), ("planlagt", at(8, 10)), ("gjennomfort", at(11, 6))],
        answer="Takk for forslaget. No er det eitt skjema med 19 felt i staden for 46.",
        signer="Styrer",
        project=FORMS.slug,
    ),
    DemoSuggestion(
        mark="demo-handover",
        supporters=3,
        title="La vaktene lese selv",
        text="Kan ikke de som kommer på vakt, lese selv, og bare snakke om det som er nytt?",
        name="",
        made_at=at(4, 7, 8, 40),
        department="pleie-og-omsorg",
        steps=[("vurderes", at(4, 13)), ("planlagt", at(4, 27)), ("i_gang", at(5, 11))],
        project=HANDOVER.slug,
    ),
    DemoSuggestion(
        mark="demo-hours",
        title="Åpent til klokka 18 én dag i uka",
        text="Vi som arbeider på fastlandet, rekker ikke innom før det stenger.",
        name="Solveig (demo)",
        made_at=at(8, 20, 17, 45),
        department="administrasjon-kultur",
        steps=[("vurderes", at(8, 24)), ("delvis", at(9, 30))],
        answer=(
            "Vi har åpent til klokka 18 den første torsdagen i måneden. Hver uke har vi ikke nok "
            "folk til. Du kan avtale tid utenom."
        ),
        signer="Sekretær",
        verdict=("nei", at(10, 29, 20, 15)),
    ),
    DemoSuggestion(
        mark="demo-benches",
        title="Flere benker langs kaia",
        text="Vi trenger steder å sitte når vi venter på båten, helst i le for vinden.",
        name="Mari (demo)",
        made_at=at(7, 6, 15, 40),
        department="teknisk-renhold",
        steps=[("vurderes", at(7, 10)), ("i_gang", at(8, 5)), ("delvis", at(9, 18))],
        answer="Takk. Én benk står nå ved ventebua. De andre må vente til brygga er utbedret.",
        signer="Driftsleder",
        verdict=("delvis", at(10, 17, 9, 30)),
    ),
    DemoSuggestion(
        mark="demo-light",
        supporters=7,
        title="Lys på stien fra Nordvik",
        text="Det er bekmørkt på stien fra brygga om vinteren. To lamper hadde vært nok.",
        name="Ola (demo)",
        made_at=at(10, 12, 16, 30),
        department="teknisk-renhold",
        steps=[("vurderes", at(10, 19)), ("planlagt", at(11, 9))],
    ),
    DemoSuggestion(
        mark="demo-light-again",
        title="Mer lys ved brygga",
        text="Kan det komme lys på stien opp fra brygga?",
        name="Kari (demo)",
        made_at=at(10, 26, 7, 55),
        department="teknisk-renhold",
        steps=[("duplikat", at(10, 28))],
        answer="Takk. Det samme er foreslått før, og vi svarer der.",
        signer="Driftsleder",
        duplicate_of="demo-light",
    ),
    DemoSuggestion(
        mark="demo-bridge",
        title="Bygg bro til fastlandet",
        text="Da slipper vi å vente på båten.",
        name="Lars (demo)",
        made_at=at(9, 1, 12, 0),
        department="administrasjon-kultur",
        steps=[("avslatt", at(9, 8))],
        answer=(
            "En bro kan kommunen ikke bygge. Vi tar gjerne imot forslag til hvordan ventetiden kan "
            "bli bedre."
        ),
        signer="Sekretær",
    ),
    DemoSuggestion(
        mark="demo-boat-times",
        supporters=4,
        title="Vis når båten går, på forsiden",
        text="Det første jeg ser etter om morgenen, er om båten går.",
        name="Ingrid (demo)",
        made_at=at(11, 16, 6, 50),
        steps=[("vurderes", at(11, 18))],
    ),
    DemoSuggestion(
        mark="demo-books",
        title="Lån av bøker utenom åpningstiden",
        text="En hylle i gangen der vi kan hente bøker vi har bestilt, hadde hjulpet mange.",
        name="Mari (demo)",
        made_at=at(11, 21, 13, 15),
        department="administrasjon-kultur",
    ),
]
