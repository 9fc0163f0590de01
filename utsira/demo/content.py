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
    "message_prefix": "UTS",
    "email": "postmottak@utsira.example",
    "visiting_address": "Utsira. Vei og nummer er utelatt i demonstrasjonen.",
    "postal_address": "Utsira kommune\n5547 Utsira",
    "opening_hours": "mandag–fredag 10.00–14.00 (eksempel)",
    "data_protection_contact": "Kommunens personvernombud, personvern@utsira.example",
    "licence": "nlod",
    "security_contact": "sikkerhet@utsira.example",
}
EDITOR = "Atle Grimsby"

# What stands in brackets in the standing texts, and what the demo writes there.
FILLED_IN = {
    "[navnet på den som drifter nettstedet]": "i denne demonstrasjonen den som kjører programmet",
    "[namnet på den som driftar nettstaden]": "i denne demonstrasjonen den som køyrer programmet",
    "[i samsvar, delvis i samsvar eller ikke i samsvar]": "delvis i samsvar",
    "[i samsvar, delvis i samsvar eller ikkje i samsvar]": "delvis i samsvar",
    (
        "[Skriv bruddene som er funnet, hvem de rammer, og hva de kan gjøre i stedet. Skriv "
        "«Vi kjenner ingen» hvis det er slik.]"
    ): (
        "Dette er en demonstrasjon. Testene våre fant ingen brudd. Men ingen har prøvd nettstedet "
        "med alle hjelpemidler, så det kan finnes brudd som vi ikke kjenner."
    ),
    (
        "[Skriv brota som er funne, kven dei råkar, og kva dei kan gjere i staden. Skriv "
        "«Vi kjenner ingen» dersom det er slik.]"
    ): (
        "Dette er ein demonstrasjon. Testane våre fann ingen brot. Men ingen har prøvd nettstaden "
        "med alle hjelpemiddel, så det kan finnast brot som vi ikkje kjenner."
    ),
    (
        "[Skriv hvilket innhold som ikke er tilgjengelig, hvorfor, og hvordan innbyggerne kan få "
        "det på en annen måte.]"
    ): "Vi kjenner ikke til noe slikt innhold. Alle tegningene er beskrevet med ord.",
    (
        "[Skriv kva innhald som ikkje er tilgjengeleg, kvifor, og korleis innbyggjarane kan få "
        "det på ein annan måte.]"
    ): "Vi kjenner ikkje til slikt innhald. Alle teikningane er skildra med ord.",
    "[dato]": "i november 2026",
    "[hvordan dere kontrollerte]": (
        "automatiske tester i nettleseren, bare med tastatur og på skjermer ned til 320 piksler"
    ),
    "[korleis de kontrollerte]": (
        "automatiske testar i nettlesaren, berre med tastatur og på skjermar ned til 320 pikslar"
    ),
}

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

# "department" is the slug of one of the departments above; "login" is one of STAFF.
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
        "login": "veileder",
    },
    {
        "name": "Arild Søyland",
        "title": "Pleie- og omsorgsleder",
        "handle": "",
        "is_supervisor": True,
        "department": "pleie-og-omsorg",
        "login": "veileder2",
    },
    # Made-up answers are nobody's words: they are signed with title and department alone.
    {
        "name": "Sekretær",
        "title": "",
        "handle": "",
        "is_supervisor": False,
        "department": "administrasjon-kultur",
    },
    {
        "name": "Driftsleder",
        "title": "",
        "handle": "",
        "is_supervisor": False,
        "department": "teknisk-renhold",
    },
    {
        "name": "Styrer",
        "title": "",
        "handle": "",
        "is_supervisor": False,
        "department": "skole-barnehage",
    },
]

# Who logs in: one who may do everything, and one for each role that has a desk of its own.
STAFF: list[dict[str, Any]] = [
    {"username": "staff", "is_superuser": True, "role": ""},
    {"username": "moderator", "is_superuser": False, "role": "Moderator"},
    {"username": "veileder", "is_superuser": False, "role": "Veileder"},
    {"username": "veileder2", "is_superuser": False, "role": "Veileder"},
]
