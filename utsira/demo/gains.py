"""What the demo's projects gave, why it went wrong, and their rounds. The figures are made up, and
each gain says so."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from lean.models import Project
from utsira.demo.projects import ANSWERS, FORMS, HANDOVER, SUPPLIES


@dataclass(frozen=True, kw_only=True)
class DemoGain:
    facts: dict[str, Any]
    follow_ups: list[dict[str, Any]] = field(default_factory=list)


def made_up(text: str) -> str:
    return f"{text} (oppdiktet eksempel)"


def made_up_nn(text: str) -> str:
    return f"{text} (oppdikta døme)"


GAINS = {
    SUPPLIES.slug: [
        DemoGain(
            facts={
                "kind": "spart_tid",
                "what": made_up("Mindre tid til ringing og henting"),
                "owner_role": "Leder for teknisk/renhold",
                "expected_value": Decimal(120),
                "expected_low": Decimal(90),
                "expected_high": Decimal(150),
                "expected_on": date(2026, 3, 2),
                "starts_on": date(2026, 4, 1),
            },
            follow_ups=[
                {
                    "months": 3,
                    "measured_on": date(2026, 7, 3),
                    "value": Decimal(78),
                    "used_for": "Hovedrengjøring i svømmehallen",
                    "because": "To vikarer kjente ikke streken, og ringte som før.",
                },
                {
                    "months": 6,
                    "measured_on": date(2026, 10, 2),
                    "value": Decimal(104),
                    "used_for": "Hovedrengjøring i svømmehallen og på skolen",
                },
            ],
        ),
        DemoGain(
            facts={
                "kind": "unngatt",
                "what": made_up("Færre hastefrakter med båten"),
                "owner_role": "Leder for teknisk/renhold",
                "expected_value": Decimal(18000),
                "expected_low": Decimal(12000),
                "expected_high": Decimal(24000),
                "expected_on": date(2026, 3, 2),
                "starts_on": date(2026, 4, 1),
            },
            follow_ups=[
                {
                    "months": 3,
                    "measured_on": date(2026, 7, 3),
                    "value": Decimal(16500),
                    "used_for": "Mikrofiberkluter til alle bygg",
                },
                {
                    "months": 6,
                    "measured_on": date(2026, 10, 2),
                    "value": Decimal(15000),
                    "used_for": "Mikrofiberkluter til alle bygg",
                },
            ],
        ),
    ],
    HANDOVER.slug: [
        DemoGain(
            facts={
                "kind": "spart_tid",
                "what": made_up("Mer tid hos dem som får hjelp"),
                "owner_role": "Leder for pleie og omsorg",
                "expected_value": Decimal(365),
                "expected_low": Decimal(300),
                "expected_high": Decimal(400),
                "expected_on": date(2026, 5, 4),
                "starts_on": date(2026, 6, 1),
            },
            follow_ups=[
                {
                    "months": 3,
                    "measured_on": date(2026, 9, 4),
                    "value": Decimal(329),
                    "used_for": "En tur ut for dem som vil",
                },
            ],
        ),
    ],
    FORMS.slug: [
        DemoGain(
            facts={
                "kind": "spart_tid",
                "what": made_up_nn("Mindre tid til å føre inn skjema"),
                "owner_role": "Leiar for skule og barnehage",
                "expected_value": Decimal(40),
                "expected_on": date(2026, 8, 17),
                "starts_on": date(2026, 9, 14),
            },
        ),
        DemoGain(
            facts={
                "kind": "kvalitet",
                "what": made_up_nn("Foreldra får svar før barnet byrjar"),
                "owner_role": "Styrar",
                "expected_words": "Alle får svar før første dag",
                "expected_on": date(2026, 8, 17),
                "starts_on": date(2026, 9, 14),
            },
        ),
    ],
    ANSWERS.slug: [
        DemoGain(
            facts={
                "kind": "kvalitet",
                "what": made_up("De som skriver, er fornøyde med svaret"),
                "owner_role": "Leder for administrasjonen",
                "scale": "poeng av 5",
                "expected_value": Decimal("4.5"),
                "expected_on": date(2026, 9, 1),
                "starts_on": date(2026, 9, 21),
            },
        ),
    ],
}

WHYS = {
    SUPPLIES.slug: [
        ("Hvorfor manglet vi mopper på fredag?", "Fordi vi brukte den siste pakken på torsdag."),
        ("Hvorfor var det den siste?", "Fordi vi får like mange hver mandag, også når det regner."),
        ("Hvorfor får vi like mange?", "Fordi bestillingen er fast."),
        ("Hvorfor er den fast?", "Fordi den følger kalenderen og ikke forbruket."),
        (
            "Hvorfor følger den kalenderen?",
            "Fordi ingen kunne se på hylla når det var på tide å bestille.",
        ),
    ],
    HANDOVER.slug: [
        ("Hvorfor tar rapporten 25 minutter?", "Fordi alt blir lest høyt."),
        ("Hvorfor blir alt lest høyt?", "Fordi ingen vet hva den andre har lest."),
        ("Hvorfor vet ingen det?", "Fordi det ikke er avtalt hva en rapport skal inneholde."),
    ],
}

ROUNDS: dict[str, list[dict[str, Any]]] = {
    SUPPLIES.slug: [
        {
            "planned": "En rød strek bak hylla på vaskerommet i skolen. Vi venter halvparten så "
            "mange hasteinnkjøp.",
            "planned_on": date(2026, 3, 9),
            "done": "Streken kom opp. Bestillingslappen henger på tavla.",
            "done_on": date(2026, 3, 12),
            "checked": "Fra seks hasteinnkjøp i måneden til to.",
            "checked_on": date(2026, 4, 30),
            "corrected": "Streken virker. Vi setter den opp i alle bygg.",
            "corrected_on": date(2026, 5, 4),
        },
        {
            "planned": "Forklaring på veggen for vikarer, med bilde av streken.",
            "planned_on": date(2026, 7, 31),
            "done": "Plakaten henger ved hver hylle.",
            "done_on": date(2026, 8, 3),
            "checked": "Ett hasteinnkjøp i august, mot to i juli.",
            "checked_on": date(2026, 8, 21),
            "corrected": "Vi går gjennom plakaten med hver ny vikar.",
            "corrected_on": date(2026, 8, 24),
        },
    ],
    HANDOVER.slug: [
        {
            "planned": "Stille rapport i to uker på én avdeling. Vi venter 15 minutter i stedet "
            "for 25.",
            "planned_on": date(2026, 5, 11),
            "done": "Prøvd fra 18. mai. Alle leser selv, og spør etterpå.",
            "done_on": date(2026, 5, 29),
            "checked": "21 minutter, men flere spørsmål i etterkant.",
            "checked_on": date(2026, 6, 26),
        },
    ],
}


def put_gains(row: Project) -> None:
    """All of it of one project, that has none of it yet."""
    for gain in GAINS.get(row.slug, []):
        made = row.gains.create(**gain.facts)
        for facts in gain.follow_ups:
            made.follow_ups.create(**facts)
    for number, facts in enumerate(ROUNDS.get(row.slug, []), 1):
        row.rounds.create(number=number, **facts)
    for position, (question, answer) in enumerate(WHYS.get(row.slug, []), 1):
        row.whys.create(position=position, question=question, answer=answer)
