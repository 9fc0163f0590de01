"""The demo's improvement projects. The figures are made up, and every text says so."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

MADE_UP = (
    "<p><strong>Eksempel – oppdiktede tall.</strong> Prosjektet er laget for demonstrasjonen.</p>"
)
MADE_UP_NN = (
    "<p><strong>Eksempel – oppdikta tal.</strong> Prosjektet er laga for demonstrasjonen.</p>"
)


@dataclass(frozen=True, kw_only=True)
class DemoStep:
    name: str
    role: str
    work: int  # minutes
    waiting: int  # minutes
    right: int | None = None  # per cent
    waste: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoIndicator:
    name: str
    unit: str
    better: str
    method: str
    baseline: str
    baseline_on: date
    target: str
    readings: list[tuple[date, str]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class DemoProject:
    slug: str
    title: str
    summary: str
    department: str
    owner_role: str
    texts: dict[str, str]
    changes: list[tuple[str, date]]  # status and day, the last is where it stands
    published_on: date
    supervisor: str = ""
    lang: str = "nb"
    picture: str = ""
    other: dict[str, Any] = field(default_factory=dict)
    countermeasures: list[tuple[str, str, date, date | None]] = field(default_factory=list)
    before: list[DemoStep] = field(default_factory=list)
    after: list[DemoStep] = field(default_factory=list)
    indicators: list[DemoIndicator] = field(default_factory=list)
    ticked: dict[str, str] = field(default_factory=dict)  # «1.1»: evidence
    begun: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)


DAY = 24 * 60

SUPPLIES = DemoProject(
    slug="vi-kjoper-renholdsmidler-i-hui-og-hast",
    title="Vi kjøper renholdsmidler i hui og hast",
    summary="Seks ganger i måneden måtte noe hastebestilles med båten. Vi vil bestille i tide.",
    department="teknisk-renhold",
    owner_role="Leder for teknisk/renhold",
    lang="nb",
    picture="laundry",
    published_on=date(2026, 3, 2),
    changes=[
        ("ide", date(2026, 2, 9)),
        ("planlagt", date(2026, 2, 23)),
        ("i_gang", date(2026, 3, 9)),
        ("males", date(2026, 6, 1)),
        ("gjennomfort", date(2026, 8, 24)),
    ],
    other={"effort": 1, "effect": 4},
    texts={
        "problem": MADE_UP
        + "<p>Hylla var tom på torsdag kveld. Da måtte noen ringe, og varene måtte rekke "
        "båten.</p>",
        "for_whom": "For dem som gjør rent, og for alle som bruker byggene.",
        "root_cause": "<p>Bestillingen fulgte kalenderen og ikke forbruket. Ingen kunne "
        "se på hylla "
        "når det var på tide å bestille.</p>",
        "learned": "<p>En bit teip på veggen gjorde mer enn et nytt skjema. Vikarer må få vite hva "
        "streken betyr.</p>",
    },
    countermeasures=[
        (
            "Rød strek bak hylla: synes den, bestiller vi",
            "Renholdere",
            date(2026, 3, 16),
            date(2026, 3, 12),
        ),
        ("Bestillingslapp på tavla", "Renholdere", date(2026, 3, 23), date(2026, 3, 23)),
        (
            "Forklaring på veggen for vikarer",
            "Leder for renhold",
            date(2026, 7, 31),
            date(2026, 8, 3),
        ),
    ],
    before=[
        DemoStep(
            name="Ser at hylla er tom",
            role="Renholder",
            work=5,
            waiting=0,
            right=80,
            waste="venting",
        ),
        DemoStep(name="Skriver på lista", role="Renholder", work=5, waiting=DAY, right=90),
        DemoStep(
            name="Samler lister",
            role="Leder",
            work=20,
            waiting=2 * DAY,
            right=85,
            waste="overarbeiding",
        ),
        DemoStep(
            name="Ringer og spør om det haster",
            role="Leder",
            work=15,
            waiting=120,
            right=90,
            waste="feil",
        ),
        DemoStep(name="Bestiller", role="Leder", work=20, waiting=60, right=95),
        DemoStep(
            name="Henter ved båten",
            role="Renholder",
            work=40,
            waiting=DAY,
            right=95,
            waste="transport",
        ),
    ],
    after=[
        DemoStep(name="Ser den røde streken", role="Renholder", work=1, waiting=0, right=98),
        DemoStep(name="Henger lappen på tavla", role="Renholder", work=2, waiting=0, right=99),
        DemoStep(name="Bestiller", role="Renholder", work=15, waiting=480, right=97),
        DemoStep(
            name="Henter ved båten",
            role="Renholder",
            work=30,
            waiting=DAY,
            right=98,
            waste="transport",
        ),
    ],
    indicators=[
        DemoIndicator(
            name="Hasteinnkjøp per måned",
            unit="innkjøp",
            better="lavere",
            method="Vi teller bestillinger som måtte rekke neste båt.",
            baseline="6",
            baseline_on=date(2026, 2, 27),
            target="1",
            readings=[
                (date(2026, 3, 31), "4"),
                (date(2026, 4, 30), "2"),
                (date(2026, 5, 29), "1"),
                (date(2026, 6, 30), "0"),
                (date(2026, 7, 31), "2"),
                (date(2026, 8, 21), "1"),
            ],
        )
    ],
    ticked={
        "1.1": "For dem som gjør rent, og for alle som bruker byggene (9. februar 2026).",
        "2.1": "Kartet over arbeidsgangen står på denne siden.",
        "2.3": "Tidene står i tabellen ved siden av kartet.",
        "2.5": "Fem hvorfor er fortalt på bloggen.",
        "3.1": "Kartet over hvordan det ble, står på denne siden.",
        "3.2": "Lista og ringerunden er borte: fra seks trinn til fire.",
        "5.2": "Vi teller på samme måte som før.",
        "5.5": "Se innlegget «Fem hvorfor på vaskerommet».",
    },
    begun=["1.5", "4.2", "5.4"],
    posts=["fem-hvorfor-pa-vaskerommet"],
)

HANDOVER = DemoProject(
    slug="rapporten-ved-vaktskiftet-tar-for-lang-tid",
    title="Rapporten ved vaktskiftet tar for lang tid",
    summary=(
        "To vakter står 25 minutter sammen og leser det samme. Den tiden vil vi bruke hos folk."
    ),
    department="pleie-og-omsorg",
    owner_role="Leder for pleie og omsorg",
    supervisor="Arild Søyland",
    published_on=date(2026, 5, 4),
    changes=[
        ("ide", date(2026, 4, 13)),
        ("planlagt", date(2026, 4, 27)),
        ("i_gang", date(2026, 5, 11)),
        ("males", date(2026, 9, 7)),
    ],
    other={"effort": 2, "effect": 4},
    texts={
        "problem": MADE_UP + "<p>Alt ble lest høyt, også det som ikke hadde endret seg.</p>",
        "for_whom": "For dem som får hjelp, og for dem som går på vakt.",
        "root_cause": "<p>Ingen hadde avtalt hva en rapport skal inneholde.</p>",
        "learned": "",
    },
    countermeasures=[
        (
            "Stille rapport: les selv, spør etterpå",
            "Vaktansvarlig",
            date(2026, 5, 18),
            date(2026, 5, 18),
        ),
        ("Fast rekkefølge i rapporten", "Fagutvikler", date(2026, 6, 15), date(2026, 6, 22)),
        ("Ny måling av spørsmål i etterkant", "Vaktansvarlig", date(2026, 12, 15), None),
    ],
    before=[
        DemoStep(
            name="Venter på at alle er samlet",
            role="Begge vakter",
            work=0,
            waiting=8,
            waste="venting",
        ),
        DemoStep(
            name="Leser alt høyt",
            role="Den som går",
            work=20,
            waiting=0,
            right=85,
            waste="overproduksjon",
        ),
        DemoStep(
            name="Spør om det som mangler",
            role="Den som kommer",
            work=5,
            waiting=0,
            right=90,
            waste="feil",
        ),
    ],
    after=[
        DemoStep(name="Leser selv", role="Den som kommer", work=8, waiting=0, right=90),
        DemoStep(name="Tar opp det som er nytt", role="Begge vakter", work=7, waiting=0, right=92),
    ],
    indicators=[
        DemoIndicator(
            name="Rapporttid per vakt",
            unit="minutter",
            better="lavere",
            method="Vi tar tiden på hver vakt i en uke.",
            baseline="25",
            baseline_on=date(2026, 4, 24),
            target="15",
            readings=[
                (date(2026, 5, 29), "21"),
                (date(2026, 6, 26), "18"),
                (date(2026, 9, 4), "16"),
                (date(2026, 10, 2), "15"),
            ],
        ),
        DemoIndicator(
            name="Spørsmål i etterkant per uke",
            unit="spørsmål",
            better="lavere",
            method="Vi setter en strek på tavla for hver gang noen må ringe og spørre.",
            baseline="4",
            baseline_on=date(2026, 4, 24),
            target="4",
            readings=[(date(2026, 6, 26), "5"), (date(2026, 10, 2), "7")],
        ),
    ],
    ticked={
        "1.1": "For dem som får hjelp, og for dem som går på vakt.",
        "2.1": "Kartet over rapporten står på denne siden.",
        "3.1": "Kartet over den stille rapporten står på denne siden.",
        "5.1": "Prøvd på én avdeling i to uker, så på alle.",
    },
    begun=["1.2", "2.4", "4.3", "5.2"],
)

FORMS = DemoProject(
    slug="foreldra-svarar-pa-det-same-to-gonger",
    title="Foreldra svarar på det same to gonger",
    summary="Barnehagen og SFO spurde om det same kvar for seg. Vi vil spørje éin gong.",
    department="skole-barnehage",
    owner_role="Leiar for skule og barnehage",
    supervisor="Bjørn Aadnesen",
    lang="nn",
    picture="forms",
    published_on=date(2026, 8, 17),
    changes=[
        ("ide", date(2026, 6, 8)),
        ("planlagt", date(2026, 8, 10)),
        ("i_gang", date(2026, 8, 24)),
        ("males", date(2026, 10, 12)),
        ("gjennomfort", date(2026, 11, 6)),
    ],
    other={"effort": 3, "effect": 4},
    texts={
        "problem": MADE_UP_NN
        + "<p>Mange av felta var dei same: namn, adresse og kven som hentar.</p>",
        "for_whom": "For foreldre, og for dei som tek imot skjemaa.",
        "root_cause": "<p>Kvar eining laga sitt eige skjema, og ingen såg dei ved sida "
        "av kvarandre.</p>",
        "learned": "<p>Spør kven som brukar svaret. Brukar ingen det, treng vi ikkje spørje.</p>",
    },
    countermeasures=[
        ("Eitt skjema for barnehage og SFO", "Styrar", date(2026, 9, 14), date(2026, 9, 11)),
        ("Ta bort felt som ingen brukar", "Sekretær", date(2026, 9, 21), date(2026, 9, 21)),
    ],
    before=[
        DemoStep(
            name="Fyller ut skjema til barnehagen", role="Foreldre", work=25, waiting=0, right=80
        ),
        DemoStep(
            name="Fyller ut skjema til SFO",
            role="Foreldre",
            work=20,
            waiting=DAY,
            right=80,
            waste="overarbeiding",
        ),
        DemoStep(
            name="Spør om det som manglar",
            role="Sekretær",
            work=15,
            waiting=2 * DAY,
            right=90,
            waste="feil",
        ),
        DemoStep(
            name="Fører inn i to system",
            role="Sekretær",
            work=30,
            waiting=3 * DAY,
            right=90,
            waste="overarbeiding",
        ),
        DemoStep(
            name="Ventar på underskrift",
            role="Styrar",
            work=5,
            waiting=2 * DAY,
            right=99,
            waste="venting",
        ),
        DemoStep(name="Sender svar", role="Sekretær", work=10, waiting=DAY, right=98),
    ],
    after=[
        DemoStep(name="Fyller ut eitt skjema", role="Foreldre", work=15, waiting=0, right=95),
        DemoStep(name="Fører inn éin gong", role="Sekretær", work=15, waiting=DAY, right=97),
        DemoStep(name="Avgjer", role="Styrar", work=5, waiting=DAY, right=99),
        DemoStep(name="Sender svar", role="Sekretær", work=5, waiting=DAY, right=99),
    ],
    indicators=[
        DemoIndicator(
            name="Felt i skjemaet",
            unit="felt",
            better="lavere",
            method="Vi tel felta som foreldra fyller ut.",
            baseline="46",
            baseline_on=date(2026, 8, 14),
            target="25",
            readings=[(date(2026, 9, 11), "24"), (date(2026, 10, 12), "19")],
        ),
        DemoIndicator(
            name="Dagar frå skjemaet kjem, til foreldra får svar",
            unit="dagar",
            better="lavere",
            method="Vi noterer dagen skjemaet kjem, og dagen svaret går.",
            baseline="9",
            baseline_on=date(2026, 8, 14),
            target="4",
            readings=[(date(2026, 10, 12), "5"), (date(2026, 11, 5), "3")],
        ),
    ],
    ticked={
        "1.1": "For foreldre, og for dei som tek imot skjemaa.",
        "1.5": "Felt i skjemaet og dagar til svar, med nullpunkt.",
        "2.1": "Kartet over arbeidsgangen står på denne sida.",
        "2.3": "Tidene står i tabellen ved sida av kartet.",
        "2.4": "Tapa er merkte i tabellen.",
        "3.1": "Kartet over korleis det vart, står på denne sida.",
        "3.2": "Eitt skjema i staden for to.",
        "5.2": "Vi tel på same måten som før.",
        "5.5": "Sjå innlegget «Færre skjema for foreldre».",
    },
    begun=["1.2", "5.4"],
    posts=["faerre-skjema-for-foreldre"],
)

ANSWERS = DemoProject(
    slug="innbyggerne-venter-for-lenge-pa-svar",
    title="Innbyggerne venter for lenge på svar",
    summary="Halvparten ventet seks virkedager eller mer på svar. Vi vil svare innen to.",
    department="administrasjon-kultur",
    owner_role="Leder for administrasjonen",
    published_on=date(2026, 9, 1),
    changes=[
        ("ide", date(2026, 8, 17)),
        ("planlagt", date(2026, 8, 31)),
        ("i_gang", date(2026, 9, 14)),
    ],
    other={"effort": 4, "effect": 5},
    texts={
        "problem": MADE_UP + "<p>E-post som kom til feil person, ble liggende.</p>",
        "for_whom": "For alle som skriver til kommunen.",
        "root_cause": "<p>Ingen hadde ansvar for innboksen når den ansvarlige var borte.</p>",
        "learned": "",
    },
    countermeasures=[
        (
            "To personer deler innboksen, annenhver uke",
            "Sekretærer",
            date(2026, 9, 21),
            date(2026, 9, 21),
        ),
        ("Svarmaler for det folk spør oftest om", "Sekretærer", date(2026, 11, 30), None),
    ],
    before=[
        DemoStep(name="Meldingen kommer", role="Innbygger", work=0, waiting=0),
        DemoStep(
            name="Noen åpner innboksen",
            role="Sekretær",
            work=5,
            waiting=DAY,
            right=90,
            waste="venting",
        ),
        DemoStep(
            name="Finner rett person",
            role="Sekretær",
            work=20,
            waiting=2 * DAY,
            right=70,
            waste="transport",
        ),
        DemoStep(name="Svarer", role="Saksbehandler", work=30, waiting=3 * DAY, right=90),
    ],
    indicators=[
        DemoIndicator(
            name="Median svartid",
            unit="virkedager",
            better="lavere",
            method="Halvparten får svar raskere enn dette. Vi regner det ut hver måned.",
            baseline="6",
            baseline_on=date(2026, 8, 28),
            target="2",
            readings=[(date(2026, 9, 30), "4"), (date(2026, 10, 30), "2")],
        )
    ],
    ticked={
        "1.1": "For alle som skriver til kommunen.",
        "2.1": "Kartet over veien til et svar står på denne siden.",
    },
    begun=["1.5", "2.3", "4.2"],
    posts=["slik-bruker-vi-tavla"],
)

ROOMS = DemoProject(
    slug="to-moter-far-det-samme-rommet",
    title="To møter får det samme rommet",
    summary=(
        "Vi ville ha én felles kalender for alle møterommene. Tallene ble verre, og vi stoppet."
    ),
    department="administrasjon-kultur",
    owner_role="Leder for administrasjonen",
    picture="moored",
    published_on=date(2026, 8, 3),
    changes=[
        ("planlagt", date(2026, 7, 27)),
        ("i_gang", date(2026, 8, 10)),
        ("stanset", date(2026, 10, 9)),
    ],
    texts={
        "problem": MADE_UP + "<p>Noen ganger hadde to møter fått det samme rommet.</p>",
        "for_whom": "For alle som bruker møterommene.",
        "root_cause": "<p>Vi begynte med verktøyet og ikke med problemet.</p>",
        "learned": "<p>Spør først dem som gjør arbeidet. Prøv i det små. Avtal hva som "
        "får dere til "
        "å stoppe, før dere begynner.</p>",
    },
    other={
        "effort": 4,
        "effect": 2,
        "stopped_because": "Tallene var dårligere etter åtte uker. Det hadde vi avtalt på forhånd.",
    },
    countermeasures=[
        ("Felles kalender på nett", "Sekretær", date(2026, 8, 17), date(2026, 8, 14)),
        ("Boka i gangen gjelder igjen", "Sekretær", date(2026, 10, 12), date(2026, 10, 12)),
    ],
    indicators=[
        DemoIndicator(
            name="Dobbeltbestillinger per måned",
            unit="bestillinger",
            better="lavere",
            method="Vi teller i boka og i kalenderen.",
            baseline="2",
            baseline_on=date(2026, 7, 31),
            target="0",
            readings=[(date(2026, 8, 31), "4"), (date(2026, 10, 5), "5")],
        )
    ],
    ticked={"5.1": "Prøvd i åtte uker.", "5.5": "Se innlegget «Hva vi ikke fikk til»."},
    begun=["1.1"],
    posts=["hva-vi-ikke-fikk-til"],
)

PROJECTS = [SUPPLIES, HANDOVER, FORMS, ANSWERS, ROOMS]
