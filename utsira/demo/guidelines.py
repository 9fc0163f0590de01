"""The demo's guidelines and official accounts: rows as plain data.

The posts of 2010 give neither the day, the body nor the numbers of the adoption, and not the
words: all that is an example, and says so.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from utsira.demo.suggestions import at

SLUG = "sosiale-medier"
EXAMPLE = "(eksempel)"

GUIDELINE: dict[str, Any] = {
    "slug": SLUG,
    "title": "Retningslinjer for sosiale medier",
    "kind": "retningslinjer",
    "audience": "Alle ansatte, og alle som skriver på vegne av kommunen",
    "responsible_role": "Web-ansvarlig",
    "lang": "nb",
}

A, B = "A", "B"
HEADINGS = {
    A: "Offisielle kontoer",
    B: "Ansattes roller, privat og offentlig",
}
INTROS = {
    A: "Slik opptrer vi når vi snakker for kommunen.",
    B: (
        "Denne delen skal veilede. Den begrenser ikke ytringsfriheten ut over det som følger av "
        "loven."
    ),
}

# name: (heading, text). The name is the same in all editions, whatever the number.
Clauses = dict[str, tuple[str, str]]

FIRST: dict[str, Clauses] = {
    A: {
        "formal": (
            "Formål",
            "Kommunen bruker sosiale medier til å informere, lytte og svare, men behandler ikke "
            "saker der.",
        ),
        "godkjenning": (
            "Godkjenning",
            "En ny konto åpnes først når rådmannen har godkjent formål, målgruppe og ansvarlig "
            "avdeling.",
        ),
        "oversikt": (
            "Oversikt",
            "Alle offisielle kontoer står i en oversikt på nettstedet.",
        ),
        "en-stemme": (
            "Én stemme",
            "Web-ansvarlig legger ut på vegne av alle avdelinger.",
        ),
        "tilgang": (
            "Tilgang",
            "Minst to ansatte har tilgang, og passordet byttes når noen slutter eller bytter "
            "oppgaver.",
        ),
        "sprak": (
            "Språk",
            "Vi skriver klart og legger det viktigste også på nettstedet.",
        ),
        "svar": (
            "Svar",
            "Vi svarer på spørsmål innen fem virkedager og sier fra når et svar vil ta lengre tid.",
        ),
        "noytralitet": (
            "Nøytralitet",
            "Kontoene er politisk nøytrale; i saker som ikke er avgjort, viser vi til "
            "saksdokumentene uten egne vurderinger.",
        ),
        "personvern": (
            "Personvern",
            "Vi publiserer ikke opplysninger eller bilder som kan knyttes til enkeltpersoner uten "
            "gyldig grunnlag, og vi tar særlig hensyn til barn.",
        ),
        "arkiv": (
            "Arkiv og avvikling",
            "Det som har betydning for en sak eller verdi som dokumentasjon, blir arkivert, og når "
            "en konto legges ned, forteller vi hvor innbyggerne finner oss.",
        ),
    },
    B: {
        "ytringsfrihet": (
            "Ytringsfrihet",
            "Ansatte har ytringsfrihet som alle andre og kan delta i debatten, også om kommunen "
            "og egen arbeidsplass.",
        ),
        "rolle": (
            "Rolle",
            "Når det kan være tvil, sier du tydelig om du skriver som privatperson eller på vegne "
            "av kommunen.",
        ),
        "pa-vegne": (
            "På vegne av kommunen",
            "Bare den som har fått ansvaret for det, uttaler seg på kommunens vegne, og det skjer "
            "fra en offisiell konto.",
        ),
        "taushetsplikt": (
            "Taushetsplikt",
            "Taushetsplikten gjelder alltid, også i lukkede grupper, etter arbeidstid og etter at "
            "du har sluttet.",
        ),
        "gjenkjennelse": (
            "Gjenkjennelse",
            "Skriv ikke om elever, beboere, pårørende eller kolleger slik at de kan kjennes igjen; "
            "på en liten øy skal det lite til.",
        ),
        "bilder": (
            "Bilder",
            "Bilder fra jobben som viser brukere eller barn, hører ikke hjemme på private kontoer.",
        ),
        "private-kontoer": (
            "Private kontoer",
            "Ingen kan pålegges å bruke sin private konto i jobben, og henvendelser til kommunen "
            "sendes videre til riktig kanal.",
        ),
        "relasjoner": (
            "Nære relasjoner",
            "Arbeider du tett på elever, beboere eller søkere, bør du tenke nøye gjennom om privat "
            "kontakt på nett kan føre til rolleblanding.",
        ),
        "fag": (
            "Fag",
            "Vi vil gjerne at ansatte deler fagkunnskap; vis til kilder og rett opp egne feil "
            "åpent.",
        ),
        "rad": (
            "Råd",
            "Er du i tvil, kan du spørre leder, tillitsvalgt eller web-ansvarlig om råd.",
        ),
    },
}

# What the second edition says otherwise, in its order. None: as in the one before.
SECOND: dict[str, dict[str, tuple[str, str] | None]] = {
    A: {
        "formal": None,
        "godkjenning": (
            "Godkjenning",
            "En ny konto åpnes først når kommunedirektøren har godkjent formål, målgruppe, "
            "ansvarlig avdeling og en vurdering av personvern.",
        ),
        "oversikt": (
            "Oversikt",
            "Alle offisielle kontoer står i en åpen oversikt på nettstedet, slik at hvem som helst "
            "kan kontrollere at en konto er ekte.",
        ),
        "tilgang": (
            "Tilgang",
            "Minst to ansatte har tilgang, tofaktorinnlogging er slått på, og tilgangen fjernes "
            "samme dag som noen slutter eller bytter oppgaver.",
        ),
        "sprak": (
            "Språk og universell utforming",
            "Vi skriver klart, gir bilder en tekstbeskrivelse, tekster film og legger det "
            "viktigste også på nettstedet.",
        ),
        "svar": (
            "Svar",
            "Vi svarer på spørsmål innen to virkedager og sier fra når et svar vil ta lengre tid.",
        ),
        "noytralitet": None,
        "personvern": (
            "Personvern",
            "Vi publiserer ikke opplysninger eller bilder som kan knyttes til enkeltpersoner uten "
            "gyldig grunnlag, og vi tar særlig hensyn til barn og til at kommunen er liten.",
        ),
        "moderering": (
            "Moderering",
            "Vi skjuler bare det som bryter de publiserte reglene, noterer hva og hvorfor, og lar "
            "den som skrev det, be om en ny vurdering.",
        ),
        "arkiv": None,
    },
    B: {
        "ytringsfrihet": None,
        "rolle": (
            "Rolle",
            "Når det kan være tvil, sier du tydelig om du skriver som privatperson, som fagperson "
            "eller på vegne av kommunen.",
        ),
        "pa-vegne": None,
        "taushetsplikt": None,
        "gjenkjennelse": None,
        "bilder": (
            "Bilder",
            "Bilder fra jobben som viser brukere, barn, skjermer eller dokumenter, hører ikke "
            "hjemme på private kontoer.",
        ),
        "private-kontoer": None,
        "relasjoner": None,
        "fag": None,
        "rad": (
            "Råd og varsling",
            "Er du i tvil, kan du spørre leder, tillitsvalgt eller web-ansvarlig om råd, og "
            "kritikkverdige forhold kan alltid varsles.",
        ),
    },
}

# The proposal that is open for comments adds one clause.
PROPOSED = (
    "beredskap",
    "Beredskap",
    "Ved en hendelse er nettstedet hovedkanalen, og sosiale medier viser dit.",
)

SAKSFRAMLEGG_OF_2010 = """
<p>Dette saksframlegget er et eksempel. Det fra 2010 er ikke tatt vare på her.</p>
<table>
<tr><th>Utvalg</th><th>Møtedato</th><th>Utvalgssak</th></tr>
<tr><td>Formannskapet (eksempel)</td><td>13. september 2010 (eksempel)</td>
<td>FSK 045/10 (eksempel)</td></tr>
</table>
<h2>Innstilling</h2>
<p>Rådmannen foreslår at retningslinjene for sosiale medier blir vedtatt.</p>
<h2>Bakgrunn</h2>
<p>Kommunen har brukt sosiale medier siden biblioteket begynte å legge bilder på Flickr i 2007.
Bærum og Trondheim har arbeidet lenge med retningslinjer, og vi har lært av dem. Som Trondheim deler
vi dem i to: de offisielle kontoene (A) og rollene vi har som ansatte (B).</p>
<h2>Vurdering</h2>
<ul>
<li>Innbyggerne må kunne se om det er kommunen som snakker.</li>
<li>Ansatte må kunne bruke ytringsfriheten sin uten å være i tvil om hva som er greit.</li>
<li>Alle kjenner alle. Det skal lite til før noen blir kjent igjen.</li>
</ul>
<h2>Økonomi</h2>
<p>Forslaget koster ikke noe.</p>
"""

SAKSFRAMLEGG_OF_2025 = """
<p>Dette saksframlegget er et eksempel.</p>
<table>
<tr><th>Utvalg</th><th>Møtedato</th><th>Utvalgssak</th></tr>
<tr><td>Kommunestyret (eksempel)</td><td>10. februar 2025 (eksempel)</td>
<td>KST 007/25 (eksempel)</td></tr>
</table>
<h2>Innstilling</h2>
<p>Kommunedirektøren foreslår at utgave 2 av retningslinjene blir vedtatt og gjelder fra
1. mars 2025.</p>
<h2>Hva som er nytt</h2>
<ul>
<li>Oversikten over kontoer blir åpen, slik at alle kan kontrollere at en konto er ekte.</li>
<li>Vi svarer raskere: innen to virkedager.</li>
<li>Punktet om én stemme oppheves. Avdelingene legger ut selv.</li>
<li>Et nytt punkt sier hvordan vi modererer.</li>
</ul>
<h2>Vurdering</h2>
<p>Del B skal fortsatt bare veilede. Den kan ikke begrense ytringsfriheten til de ansatte ut over
det loven gir adgang til.</p>
<h2>Personvern og universell utforming</h2>
<p>Alle nye kontoer skal vurderes for personvern før de åpnes. Bilder får tekst, og film blir
tekstet.</p>
"""


@dataclass(frozen=True, kw_only=True)
class DemoAdoption:
    saksframlegg: str
    changes: str
    facts: dict[str, Any]


ADOPTIONS = [
    DemoAdoption(
        saksframlegg=SAKSFRAMLEGG_OF_2010,
        changes=(
            "Den første utgaven.\n\nDag, organ og saksnumre er eksempler: innlegget fra 2010 "
            "oppgir dem ikke. Ordlyden er også et eksempel."
        ),
        facts={
            "adopted_on": date(2010, 9, 13),
            "adopted_by": f"formannskapet {EXAMPLE}",
            "case_number": f"10/123 {EXAMPLE}",
            "committee_case_number": f"FSK 045/10 {EXAMPLE}",
            "review_by": date(2014, 9, 13),
        },
    ),
    DemoAdoption(
        saksframlegg=SAKSFRAMLEGG_OF_2025,
        changes=(
            "Vi svarer raskere, oversikten over kontoer er åpen for alle, og det står hvordan vi "
            "modererer. Punktet om én stemme er opphevet, for avdelingene legger ut selv.\n\n"
            "Dag, organ og saksnumre er eksempler."
        ),
        facts={
            "adopted_on": date(2025, 2, 10),
            "adopted_by": f"kommunestyret {EXAMPLE}",
            "case_number": f"2025/41 {EXAMPLE}",
            "committee_case_number": f"KST 007/25 {EXAMPLE}",
            "valid_from": date(2025, 3, 1),
            "review_by": date(2029, 3, 1),
        },
    ),
]
PROPOSED_CHANGES = (
    "Et nytt punkt sier hvor kommunen gir beskjed når noe skjer. Forslaget er et eksempel."
)


@dataclass(frozen=True, kw_only=True)
class DemoResponse:
    mark: str  # the token by which a refresh finds it
    text: str
    name: str
    made_at: datetime
    clause: str = ""  # its name; empty is about the whole
    answer: tuple[str, str, datetime] | None = None  # what, signed by whom, and when


RESPONSES = [
    DemoResponse(
        mark="demo-hearing-where",
        text="Bra at det står ett sted. Men hva gjør vi når nettet er nede på øya?",
        name="Sunniva (demo)",
        made_at=at(10, 12, 19, 5),
        clause="beredskap",
        answer=(
            "Godt spørsmål. Da henger vi opp oppslag på butikken og ferjekaia. Vi tar det med når "
            "forslaget skal behandles.",
            "Sekretær",
            at(10, 14, 9, 30),
        ),
    ),
    DemoResponse(
        mark="demo-hearing-short",
        text="Retningslinjene er korte nok til å bli lest. Behold dem slik.",
        name="Leif (demo)",
        made_at=at(10, 15, 21, 40),
    ),
]

# Nobody can be reached at these addresses: they are examples, and not the accounts of 2010.
ACCOUNTS: list[dict[str, Any]] = [
    {
        "platform": "Facebook",
        "name": "Utsira kommune",
        "address": "https://facebook.example/utsirakommune",
        "purpose": "Korte nyheter og beskjeder om båt, vann og vei (eksempel).",
        "department": "administrasjon-kultur",
        "responsible": "Web-ansvarlig",
        "opened_on": date(2025, 3, 3),
        "approved_by": f"Kommunedirektøren {EXAMPLE}",
        "approved_on": date(2025, 3, 1),
        "privacy_assessed_on": date(2025, 2, 20),
        "reviewed_on": date(2026, 9, 1),
        "status": "aktiv",
        "archived_where": "",
    },
    {
        "platform": "Flickr",
        "name": "Utsira bibliotek",
        "address": "https://flickr.example/utsirabibliotek",
        "purpose": "Bildebasen til biblioteket, begynt i 2007. Nye bilder kommer på bloggen.",
        "department": "administrasjon-kultur",
        "responsible": "Web-ansvarlig",
        "opened_on": None,
        "approved_by": "",
        "approved_on": None,
        "privacy_assessed_on": None,
        "reviewed_on": date(2026, 9, 1),
        "status": "hviler",
        "archived_where": "",
    },
    {
        "platform": "Twitter",
        "name": "@Utsirakommune",
        "address": "https://twitter.example/utsirakommune",
        "purpose": "Korte meldinger siden 12. desember 2008. Nå kommer de på bloggen (eksempel).",
        "department": "administrasjon-kultur",
        "responsible": "Web-ansvarlig",
        "opened_on": date(2008, 12, 12),
        "approved_by": "",
        "approved_on": None,
        "privacy_assessed_on": None,
        "reviewed_on": date(2026, 9, 1),
        "status": "lagt_ned",
        "archived_where": f"Kommunens arkiv, sak 2025/58 {EXAMPLE}",
    },
]
