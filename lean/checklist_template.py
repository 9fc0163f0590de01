"""The questions that every site has from the start, put in place once after `migrate`. Supervisors
may change, add and switch them off; what they have changed stays theirs.

Each line: the question and what shows it, in bokmål; then both in nynorsk.
"""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as global_apps
from django.db import transaction

from lean.checklist import Question
from lean.principles import Principle

QUESTIONS: dict[Principle, list[tuple[str, str, str, str]]] = {
    Principle.VALUE: [
        (
            "Har vi skrevet ned hvem tjenesten er til for?",
            "kort beskrivelse av målgruppen, med dato",
            "Har vi skrive ned kven tenesta er til for?",
            "kort omtale av målgruppa, med dato",
        ),
        (
            "Har vi spurt minst fem brukere eller pårørende om hva som er viktigst for dem?",
            "oppsummering uten navn",
            "Har vi spurt minst fem brukarar eller pårørande om kva som er viktigast for dei?",
            "oppsummering utan namn",
        ),
        (
            "Har vi beskrevet verdien for brukeren i én setning som hele avdelingen står bak?",
            "verdisetning, referat fra personalmøte",
            "Har vi skildra verdien for brukaren i éi setning som heile avdelinga står bak?",
            "verdisetning, referat frå personalmøte",
        ),
        (
            "Har vi skilt mellom det som gir verdi, det loven krever, og det som er tap?",
            "liste med tre kolonner",
            "Har vi skilt mellom det som gir verdi, det lova krev, og det som er tap?",
            "liste med tre kolonnar",
        ),
        (
            "Har vi valgt ett eller to måltall som viser om brukeren får det bedre?",
            "måltall med enhet, målemetode og nullpunkt",
            "Har vi valt eitt eller to måltal som viser om brukaren får det betre?",
            "måltal med eining, målemetode og nullpunkt",
        ),
    ],
    Principle.STREAM: [
        (
            "Har vi tegnet arbeidsgangen fra behovet oppstår til det er dekket?",
            "bilde eller skisse av nå-situasjonen, med dato",
            "Har vi teikna arbeidsgangen frå behovet oppstår til det er dekt?",
            "bilete eller skisse av no-situasjonen, med dato",
        ),
        (
            "Var de som gjør arbeidet til daglig, med på å tegne?",
            "deltakerliste med roller",
            "Var dei som gjer arbeidet til dagleg, med på å teikne?",
            "deltakarliste med roller",
        ),
        (
            "Har vi målt både arbeidstid og ventetid i hvert trinn?",
            "tabell med tider",
            "Har vi målt både arbeidstid og ventetid i kvart steg?",
            "tabell med tider",
        ),
        (
            "Har vi merket tapene og sagt hvilken type de er?",
            "tapsliste med omfang",
            "Har vi merkt tapa og sagt kva type dei er?",
            "tapsliste med omfang",
        ),
        (
            "Har vi funnet årsaken til de viktigste tapene, for eksempel med «fem hvorfor»?",
            "årsakskjede",
            "Har vi funne årsaka til dei viktigaste tapa, til dømes med «fem kvifor»?",
            "årsakskjede",
        ),
        (
            "Har vi valgt tiltak etter hvor mye de hjelper, og hvor mye de krever?",
            "innsats–effekt-matrise",
            "Har vi valt tiltak etter kor mykje dei hjelper, og kor mykje dei krev?",
            "innsats–effekt-matrise",
        ),
    ],
    Principle.FLOW: [
        (
            "Har vi tegnet hvordan arbeidsgangen skal bli?",
            "skisse av framtidig situasjon",
            "Har vi teikna korleis arbeidsgangen skal bli?",
            "skisse av framtidig situasjon",
        ),
        (
            "Har vi fjernet minst ett unødvendig ledd, en dobbeltregistrering eller en "
            "godkjenning?",
            "før og etter, ett avsnitt",
            "Har vi fjerna minst eitt unødvendig ledd, ei dobbeltregistrering eller ei "
            "godkjenning?",
            "før og etter, eitt avsnitt",
        ),
        (
            "Har vi én avtalt og lett tilgjengelig måte å gjøre oppgaven på?",
            "rutine med versjon og ansvarlig",
            "Har vi éin avtalt og lett tilgjengeleg måte å gjere oppgåva på?",
            "rutine med versjon og ansvarleg",
        ),
        (
            "Har utstyr og dokumenter fast og merket plass?",
            "bilder før og etter, uten personer",
            "Har utstyr og dokument fast og merkt plass?",
            "bilete før og etter, utan personar",
        ),
        (
            "Kan minst to ansatte gjøre oppgaven når noen er borte eller båten ikke går?",
            "kompetanseoversikt med roller",
            "Kan minst to tilsette gjere oppgåva når nokon er borte eller båten ikkje går?",
            "kompetanseoversikt med roller",
        ),
    ],
    Principle.CONTROL: [
        (
            "Starter vi arbeidet når noen trenger det, og ikke bare fordi vi pleier det?",
            "eksempel på oppgave som er lagt om",
            "Startar vi arbeidet når nokon treng det, og ikkje berre fordi vi pleier det?",
            "døme på oppgåve som er lagd om",
        ),
        (
            "Har vi en tavle som viser hva som er planlagt, i arbeid og ferdig?",
            "bilde eller lenke",
            "Har vi ei tavle som viser kva som er planlagt, i arbeid og ferdig?",
            "bilete eller lenkje",
        ),
        (
            "Har vi faste, korte tavlemøter der alle kan melde forslag?",
            "møteplan",
            "Har vi faste, korte tavlemøte der alle kan melde forslag?",
            "møteplan",
        ),
        (
            "Er tillitsvalgt og verneombud tatt med i planene?",
            "referat",
            "Er tillitsvald og verneombod tekne med i planane?",
            "referat",
        ),
        (
            "Er det avtalt hvem som er ansvarlig for gevinsten, og når den skal måles?",
            "gevinstplan",
            "Er det avtalt kven som er ansvarleg for gevinsten, og når han skal målast?",
            "gevinstplan",
        ),
    ],
    Principle.PERFECTION: [
        (
            "Har vi prøvd ut endringen i liten skala før vi innførte den for alle?",
            "PUKK-runde med resultat",
            "Har vi prøvd ut endringa i liten skala før vi innførte ho for alle?",
            "PUKK-runde med resultat",
        ),
        (
            "Har vi målt på nytt på samme måte som første gang?",
            "måling før og etter",
            "Har vi målt på nytt på same måten som første gong?",
            "måling før og etter",
        ),
        (
            "Får den som melder et forslag, svar innen den fristen vi har avtalt?",
            "logg over forslag",
            "Får den som melder eit forslag, svar innan den fristen vi har avtalt?",
            "logg over forslag",
        ),
        (
            "Er rutinen oppdatert og alle lært opp, slik at forbedringen varer?",
            "ny versjon av rutinen, dato for opplæring",
            "Er rutinen oppdatert og alle lærte opp, slik at forbetringa varer?",
            "ny versjon av rutinen, dato for opplæring",
        ),
        (
            "Har vi fortalt innbyggerne og de andre avdelingene hva vi lærte, også om det som ikke "
            "virket?",
            "blogginnlegg",
            "Har vi fortalt innbyggjarane og dei andre avdelingane kva vi lærte, også om det som "
            "ikkje verka?",
            "blogginnlegg",
        ),
        (
            "Har vi valgt neste forbedring?",
            "nytt kort på tavla",
            "Har vi valt neste forbetring?",
            "nytt kort på tavla",
        ),
    ],
}


def after_migrate(sender: AppConfig, apps: Any = global_apps, **_options: Any) -> None:
    # A database that is migrated back to before this app has no room for it.
    try:
        apps.get_model("lean", "Question")
    except LookupError:
        return
    put_questions()


@transaction.atomic
def put_questions() -> None:
    """Put in place what is missing."""
    there = set(Question.objects.values_list("key", flat=True))
    for principle, rows in QUESTIONS.items():
        for number, (text, evidence, text_nn, evidence_nn) in enumerate(rows, 1):
            key = f"{principle}.{number}"
            if key not in there:
                Question.objects.create(
                    key=key,
                    principle=principle,
                    position=10 * number,
                    text=text,
                    evidence=evidence,
                    text_nn=text_nn,
                    evidence_nn=evidence_nn,
                )
