"""The pilot of 2010, retold from what the municipality wrote then. Nothing is added to it."""

from datetime import date
from typing import Any

from lean.models import ColumnLimit, Milestone, Partner, Project

POST = "/blogg/2010/09/lean-i-alle-avdelinger/"
REGION = "Med fra Lillehammer-regionen, sammen med to nabokommuner."

PARTNERS: list[dict[str, Any]] = [
    {"name": "Utsira", "area": "alle avdelinger"},
    {
        "name": "Haugesund",
        "area": "pleie og omsorg",
        "note": "Fortalte om LEAN i renholdet da Utsira samlet alle ansatte i desember 2010.",
    },
    {"name": "Øyer", "note": REGION},
    {"name": "Gausdal", "note": REGION},
    {
        "name": "Lillehammer",
        "note": f"{REGION} Adressen er fra 2010 og kan ha blitt borte.",
        "link": "http://www.lillehammer.kommune.no/view/787938/",
    },
    {"name": "Hamar"},
    {"name": "Oppegård", "note": "Kommunen er siden 2020 en del av Nordre Follo."},
    {
        "name": "KS",
        "role": "arrangor",
        "note": "Kommunesektorens interesse- og arbeidsgiverorganisasjon. Piloten er i regi av KS.",
    },
    {
        "name": "KL",
        "role": "arrangor",
        "note": "Kommunenes Landsforening i Danmark. Erfarne danske kommunekonsulenter står for "
        "opplæring og støtte.",
    },
]

MILESTONES: list[dict[str, Any]] = [
    {
        "happened_on": date(2010, 9, 17),
        "title": "Sju kommuner lærer sammen",
        "text": "Utsira er med i en pilot i regi av KS. Sju kommuner utdanner veiledere, som får "
        "både teori og øvelse i å drive forbedringsprosjekter.\n\n"
        "Så langt vi vet, er vi den første kommunen i landet som tar LEAN i bruk i alle "
        "avdelinger.",
        "link": POST,
    },
    {
        "happened_on": date(2010, 9, 17),
        "title": "Veilederne har vært på den første samlingen",
        "text": "Oppvekstsjefen og lederen for pleie og omsorg er veiledere. Dagen for samlingen "
        "vet vi ikke: dette er dagen vi fortalte om den.",
    },
    {
        "happened_on": date(2010, 9, 17),
        "title": "Alle avdelinger får en oppgave",
        "text": "Hver avdeling skal gå gjennom ett arbeidsområde. Administrasjonen og kulturen har "
        "tegnet flytskjema over post og kommunikasjon.",
    },
    {
        "happened_on": date(2010, 12, 8),
        "title": "Alle ansatte samles",
        "text": "Et felles møte for alle avdelinger er starten på LEAN. Haugesund forteller om "
        "arbeidet sitt i renholdet.",
    },
    {
        "happened_on": date(2012, 12, 1),
        "is_whole_month": True,
        "title": "Samling på Lillehammer",
        "text": "Øyer forteller om en samling om kontinuerlig forbedring, for kommuner som har "
        "arbeidet med LEAN i to eller tre år.",
    },
]


def put_pilot() -> None:
    """Put what is missing in place. What somebody has changed is left alone."""
    for number, row in enumerate(PARTNERS, 1):
        Partner.objects.get_or_create(name=row["name"], defaults=row | {"position": 10 * number})
    for row in MILESTONES:
        Milestone.objects.get_or_create(title=row["title"], defaults=row)
    ColumnLimit.objects.get_or_create(
        status=Project.Status.ONGOING, department=None, defaults={"soft": 2, "hard": 3}
    )
