"""Many readings at once: what is read, what is refused and why, and that nothing is half stored."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lean.follower import Follow, Follower
from lean.measure import Indicator, Reading
from lean.readings_csv import MOST_LINES, Refused, Unreadable, copy_of, read, text_of
from tests.lean.projects import client_of, make_indicator, make_leader, make_project
from tests.sending import hidden_fields

pytestmark = pytest.mark.django_db

LINES = "dato;verdi;personer;merknad\n01.04.2026;5,5;14;Etter påske\n2026-05-01;1 200;;\n"


@pytest.fixture
def indicator() -> Indicator:
    return make_indicator(make_project())


@pytest.fixture
def client(indicator) -> Client:
    return client_of(make_leader(indicator.project))


def page_of(indicator: Indicator) -> str:
    return f"/admin/lean/project/{indicator.project_id}/maal/{indicator.pk}/csv/"


def taken(text: str, indicator: Indicator) -> list[tuple[str, str, int | None, str]]:
    rows = read(text, indicator).taken
    return [(str(r.measured_on), str(r.value), r.people, r.note) for r in rows]


def reasons(text: str, indicator: Indicator) -> list[str]:
    return [row.reason for row in read(text, indicator).refused]


def look(client: Client, indicator: Indicator, text: str) -> Any:
    return client.post(page_of(indicator), {"do": "look", "text": text})


def store(client: Client, indicator: Indicator, text: str) -> Any:
    seen = hidden_fields(look(client, indicator, text))["seen"]
    return client.post(page_of(indicator), {"do": "store", "text": text, "seen": seen})


# Reading


@pytest.mark.parametrize(
    "text",
    [
        LINES,
        LINES.replace(";", "\t"),
        "\ufeff" + LINES,
        LINES.replace("\n", "\r\n"),
        LINES.partition("\n")[2],
        "Merknad;Personer;Dato;Verdi\nEtter påske;14;01.04.2026;5,5\n;;01.05.2026;1200;\n\n",
        'dato,verdi,personer,merknad\n2026-04-01,"5,5",14,Etter påske\n2026-05-01,1200,,\n',
    ],
)
def test_the_same_is_read_however_it_is_written(indicator, text):
    assert taken(text, indicator) == [
        ("2026-04-01", "5.5", 14, "Etter påske"),
        ("2026-05-01", "1200.0", None, ""),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_norwegian_letters_survive_every_encoding(encoding):
    assert text_of(LINES.encode(encoding)).removeprefix("\ufeff") == LINES


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2999-01-01;5", "Denne dagen har ikke kommet ennå."),
        ("0026-01-01;5", "Se på årstallet en gang til."),
        ("2026-01-14;5", "Nullpunktet er målt 15. januar 2026. En måling kan ikke være eldre."),
        ("04/01/2026;5", "Skriv datoen som 31.01.2026 eller 2026-01-31."),
        (";5", "Datoen mangler."),
        ("2026-04-01;", "Verdien mangler."),
        ("2026-04-01;mye", "Skriv et tall, for eksempel 45 eller 45,5."),
        ("2026-04-01;5 timer", "Her måler vi i «dager». Skriv tallet i den enheten."),
        ("2026-04-01;=1+1", "En formel blir ikke lest. Skriv det den blir til."),
        ("2026-04-01;5;4;=HYPERLINK(1)", "En formel blir ikke lest. Skriv det den blir til."),
        ("2026-04-01;5;4,5", "Antall personer er et helt tall."),
        ("2026-04-01;5;-4", "Antall personer er et helt tall."),
        ("2026-04-01;5;" + "9" * 30, "Antall personer er et helt tall."),
        ("2026-04-01;5;;" + "a" * 201, "Merknaden er for lang: høyst 200 tegn."),
        ("2026-04-01;5;;;ekstra", "Linja har flere kolonner enn den første."),
    ],
)
def test_wrong_line_is_refused_alone_with_its_reason(indicator, line, why):
    text = f"dato;verdi;personer;merknad\n2026-06-01;3\n{line}\n"

    assert [row[0] for row in taken(text, indicator)] == ["2026-06-01"]
    assert reasons(text, indicator) == [why]


@pytest.mark.parametrize(
    ("first", "line", "why"),
    [
        ("verdi;dato", "5", "Datoen mangler."),
        ("merknad;dato;verdi", "Etter påske;2026-04-01", "Verdien mangler."),
    ],
)
def test_line_that_ends_before_its_last_column_is_refused_alone(indicator, first, line, why):
    assert reasons(f"{first}\n{line}\n", indicator) == [why]


def test_what_is_there_already_is_refused(indicator):
    for day, value in [(1, "5.50"), (2, "6")]:
        Reading.objects.create(indicator=indicator, measured_on=date(2026, 4, day), value=value)

    said = reasons("2026-04-01;5,5\n2026-04-02;7\n2026-04-03;8\n2026-04-03;9\n", indicator)

    assert said == [
        "Denne målingen er lagret fra før.",
        "Det finnes en annen måling fra denne dagen: 6.",
        "Den samme dagen står på linje 3.",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\n;;\n", "Det står ingenting i den."),
        ("dato;pris\n", "Det finnes ingen kolonne «pris» her."),
        ("dato;merknad\n", "Den første linja må minst ha to kolonner: dato og verdi."),
        ("dato;verdi;verdi\n", "To kolonner har det samme navnet."),
        ("2026-04-01,4,5\n", "Når det står komma mellom kolonnene, må den første linja si"),
        ("2026-04-01;5\n" * (MOST_LINES + 1), "Høyst 2\xa0000 linjer og 500 kB om gangen."),
        ("2026-04-01;5\0", "Dette er ikke en tekstfil."),
    ],
)
def test_what_is_no_table_of_readings_is_refused_whole(indicator, text, why):
    with pytest.raises(Unreadable, match=why.replace(".", r"\.")):
        read(text, indicator)


def test_workbook_is_refused():
    with pytest.raises(Unreadable, match="regneark"):
        text_of(b"PK\x03\x04")


def test_copy_of_the_refused_holds_no_formula():
    rows = [Refused(3, ["=1+1", "@a", "-2", "+3"], "Nei"), Refused(4, ["a;b", '"'], "Nei")]

    [head, first, second] = csv.reader(io.StringIO(copy_of(rows).lstrip("\ufeff")), delimiter=";")

    assert head[-4:] == ["dato", "verdi", "personer", "merknad"]
    assert first == ["3", "Nei", "'=1+1", "'@a", "'-2", "'+3"]
    assert second == ["4", "Nei", "a;b", '"']


# The page


def test_nothing_is_stored_before_somebody_has_looked(client, indicator):
    response = look(client, indicator, LINES)

    assert "2 målinger vil bli lagret" in response.text
    assert "1. april 2026" in response.text
    assert Reading.objects.count() == 0


def test_what_was_looked_at_is_stored_and_logged_once(client, indicator):
    response = store(client, indicator, LINES)

    assert response["Location"] == page_of(indicator).removesuffix("csv/")
    assert [row.people for row in indicator.readings.all()] == [14, None]
    assert LogEntry.objects.filter(object_id=indicator.project_id).count() == 1


def test_followers_are_told_once_of_all_of_them(client, indicator):
    follower = Follower.objects.create(email="ola@oya.example")
    row = Follow.objects.create(
        follower=follower, project=indicator.project, confirmed_at=timezone.now()
    )

    store(client, indicator, LINES)

    row.refresh_from_db()
    assert row.changes == 1


def test_file_is_taken_as_well(client, indicator):
    file = SimpleUploadedFile("tall.csv", LINES.encode("latin-1"))

    response = client.post(page_of(indicator), {"do": "look", "file": file})

    assert "Etter påske" in response.text
    assert hidden_fields(response)["seen"]


def test_too_large_file_is_refused_by_its_size(client, indicator):
    file = SimpleUploadedFile("tall.csv", b"2026-04-01;5\n" * 1_000_000)

    response = client.post(page_of(indicator), {"do": "look", "file": file})

    [why] = response.context["form"].non_field_errors()
    assert why.startswith("Høyst 2\xa0000 linjer")
    assert Reading.objects.count() == 0


def test_empty_form_says_what_to_do(client, indicator):
    response = look(client, indicator, "  ")

    assert response.context["form"].non_field_errors() == [
        "Velg en fil, eller lim inn noen linjer."
    ]


def test_what_has_become_another_thing_is_shown_once_more(client, indicator):
    seen = hidden_fields(look(client, indicator, LINES))["seen"]
    Reading.objects.create(indicator=indicator, measured_on="2026-05-01", value=3)

    response = client.post(page_of(indicator), {"do": "store", "text": LINES, "seen": seen})

    assert "Noen har endret målingene" in response.text
    assert "1 måling vil bli lagret" in response.text
    assert Reading.objects.count() == 1


def test_storing_twice_stores_once(client, indicator):
    seen = hidden_fields(look(client, indicator, LINES))["seen"]
    sent = {"do": "store", "text": LINES, "seen": seen}

    client.post(page_of(indicator), sent)
    client.post(page_of(indicator), sent)

    assert Reading.objects.count() == 2


def test_report_says_what_was_refused_and_hands_out_a_copy(client, indicator):
    report = store(client, indicator, LINES + "2026-06-01;=2\n")

    assert "2 målinger er lagret." in report.text
    copy = client.post(
        page_of(indicator), {"do": "copy", "refused": hidden_fields(report)["refused"]}
    )
    assert copy["Content-Disposition"].startswith("attachment")
    assert "'=2" in copy.text
    assert "En formel blir ikke lest." in copy.text


def test_copy_is_made_only_of_what_was_shown(client, indicator):
    response = client.post(page_of(indicator), {"do": "copy", "refused": "=1+1"})

    assert response.status_code == 400


def test_page_costs_the_same_for_many_readings(client, indicator, django_assert_num_queries):
    many = "".join(f"{day};5\n" for day in days(200))
    look(client, indicator, LINES)

    with django_assert_num_queries(PREVIEW := 11):
        look(client, indicator, "2026-04-01;5\n")
    with django_assert_num_queries(PREVIEW):
        response = look(client, indicator, many)

    assert "200 målinger vil bli lagret" in response.text


def days(number: int) -> list[date]:
    return [timezone.localdate() - timedelta(days=n) for n in range(number)]


def test_leader_of_another_department_is_refused(indicator):
    stranger = client_of(make_leader(make_project()))

    assert stranger.get(page_of(indicator)).status_code == 403
