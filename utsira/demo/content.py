"""Who the demo's municipality is: rows as plain data. The people are named as in 2010, with the
roles they had then, and nothing more is said about them."""

from typing import Any

MUNICIPALITY: dict[str, Any] = {
    "name": "Utsira kommune",
    "municipality_number": "1151",
    "organisation_number": "964979901",
    "population": 200,
    "tagline": "En øy i havet der alle kjenner hverandre",
    "introduction": (
        "Utsira ligger om lag 18 kilometer ute i havet vest for Haugesund. Båten bruker litt over "
        "en time. På bloggen forteller kommunen hva den gjør, hva den prøver å gjøre bedre, "
        "og hvordan det går."
    ),
    "illustration": "island",
}
EDITOR = "Atle Grimsby"

OWN_AREA = "Et eget tjenesteområde"
DEPARTMENTS: list[dict[str, Any]] = [
    {
        "name": "Administrasjon/kultur",
        "slug": "administrasjon-kultur",
        "chosen_area": "Gjennomgang av post- og kommunikasjonstjenesten",
        "position": 1,
    },
    {
        "name": "Teknisk/renhold",
        "slug": "teknisk-renhold",
        "chosen_area": OWN_AREA,
        "position": 2,
    },
    {
        "name": "Skole/barnehage",
        "slug": "skole-barnehage",
        "chosen_area": OWN_AREA,
        "position": 3,
    },
    {
        "name": "Pleie og omsorg",
        "slug": "pleie-og-omsorg",
        "chosen_area": OWN_AREA,
        "position": 4,
    },
]

# "department" is the slug of one of the departments above.
PEOPLE: list[dict[str, Any]] = [
    {
        "name": "Atle Grimsby",
        "title": "web-ansvarlig",
        "handle": "@atgrims",
        "is_supervisor": False,
        "department": None,
    },
    {
        "name": "Bjørn Aadnesen",
        "title": "Oppvekstsjef/rektor",
        "handle": "",
        "is_supervisor": True,
        "department": "skole-barnehage",
    },
    {
        "name": "Arild Søyland",
        "title": "Pleie- og omsorgsleder",
        "handle": "",
        "is_supervisor": True,
        "department": "pleie-og-omsorg",
    },
]

STAFF: dict[str, Any] = {
    "username": "staff",
    "email": "staff@utsira.example",
    "is_staff": True,
    "is_superuser": True,
    "is_active": True,
}
