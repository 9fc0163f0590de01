"""A project as data: its numbers, its credit, nobody's name; and what is made of another's."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from lean.copying import Refused, copy
from lean.models import Flow, Indicator, Origin, Project
from municipality.models import Department
from tests.aggregator.internet import Internet, answer, entered
from tests.factories import make_department, make_municipality, make_person, make_project
from tests.installations import install
from tests.lean.projects import begin, make_flow, make_indicator, make_reading
from utsira.management.commands.import_project import fetched

pytestmark = pytest.mark.django_db

STORY = '<p>Vi venter i <a href="/sok/">to uker</a>.</p>'
EVIL = "<script>alert(1)</script><p onclick='x()'>Tekst<img src='https://e.example/x.png'></p>"


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality(licence="nlod")


@pytest.fixture
def shared() -> Project:
    """A project with all its parts, and things in it that are nobody else's."""
    person = make_person(name="Hemmelig Navn (demo)", is_supervisor=True)
    project = make_project(title="Raskere svar", supervisor=person, problem=STORY, learned=STORY)
    project.countermeasures.create(what="Nytt skjema", who="Sekretær", done_on=date(2026, 5, 1))
    make_flow(project, Flow.Kind.BEFORE, {"name": "Papir", "work_minutes": 5})
    make_flow(project, Flow.Kind.AFTER, {"name": "Skjema", "work_minutes": 1, "waste": "venting"})
    indicator = make_indicator(project, name="Svartid", target=3)
    begin(project)
    make_reading(indicator, "4.50", people=14, note="Sa Hemmelig Navn")
    make_reading(indicator, "77", people=3)
    project.checklist.update(evidence_text="Hemmelig referat")
    return project


@pytest.fixture
def ours(shared) -> Department:
    return make_department(name="Hos oss")


def data_of(client: Any, project: Project) -> Any:
    return client.get(f"/lean/prosjekter/{project.slug}.json").json()


def changed(data: Any, **fields: Any) -> bytes:
    return json.dumps(data | fields).encode()


# Sharing


def test_project_is_shared_with_its_numbers_and_its_source(client, shared):
    data = data_of(client, shared)

    [indicator] = data["indicators"]
    assert (data["format"], data["version"]) == ("utsira.lean.project", 1)
    assert data["source"] == {
        "url": settings.SITE_URL + shared.get_absolute_url(),
        "municipality": "Øya kommune",
        "licence": "https://data.norge.no/nlod/no/2.0",
    }
    assert indicator["baseline"] == {"measured_on": "2026-01-15", "value": "9", "people": None}
    assert [row["value"] for row in indicator["readings"]] == ["4.5"]
    assert [flow["steps"][0]["name"] for flow in data["flows"]] == ["Papir", "Skjema"]
    assert data["problem"] == STORY.replace("/sok/", f"{settings.SITE_URL}/sok/")


def test_no_name_and_no_number_about_few_is_shared(client, shared):
    text = client.get(f"/lean/prosjekter/{shared.slug}.json").text

    assert [word for word in ("Hemmelig", '"77"', "(demo)") if word in text] == []


def test_what_is_not_public_is_not_shared(client, shared):
    draft = make_project(published_at=None)
    shared.withdraw(reason="Tallene var feil.")

    gone = client.get(f"/lean/prosjekter/{shared.slug}.json")

    assert client.get(f"/lean/prosjekter/{draft.slug}.json").status_code == 404
    assert (gone.status_code, gone.json()["withdrawn"]) == (410, "Tallene var feil.")


def test_moved_project_leads_on(client, shared):
    old = f"/lean/prosjekter/{shared.slug}.json"
    shared.slug = "ny-adresse"
    shared.save()

    response = client.get(old)

    assert (response.status_code, response["Location"]) == (301, "/lean/prosjekter/ny-adresse.json")


def test_page_and_feeds_lead_to_the_data(client, shared):
    address = f"{settings.SITE_URL}/lean/prosjekter/{shared.slug}.json"

    atom, feed = (client.get(f"/lean/prosjekter/{kind}") for kind in ("atom.xml", "feed.json"))

    assert f'<link rel="alternate" type="application/json" href="{address}">' in (
        client.get(shared.get_absolute_url()).text
    )
    assert f'<link href="{address}" rel="alternate" type="application/json"/>' in atom.text
    assert feed.json()["items"][0]["attachments"][0]["url"] == address


def test_data_costs_the_same_with_many_rows(client, shared, django_assert_num_queries):
    page = f"/lean/prosjekter/{shared.slug}.json"
    with django_assert_num_queries(DATA := 7):
        client.get(page)
    for number in range(3):
        indicator = make_indicator(shared, baseline_value=None, baseline_on=None)
        make_reading(indicator, number)
        shared.countermeasures.create(what="Mer", who="Leder")

    with django_assert_num_queries(DATA):
        client.get(page)


def test_no_project_takes_the_address_of_the_feed():
    assert make_project(title="Feed").slug == "feed-2"


# Copying


def test_copy_is_a_draft_with_credit_and_without_their_results(client, shared, ours):
    data = data_of(client, shared)

    copied, is_new = copy(json.dumps(data).encode(), department=ours)

    [indicator] = copied.indicators.all()
    assert (is_new, copied.title, copied.published_at) == (True, "Raskere svar", None)
    assert (copied.status, copied.learned, copied.department) == ("ide", "", ours)
    assert (indicator.name, indicator.baseline_value) == ("Svartid", None)
    assert [row.what for row in copied.countermeasures.filter(done_on=None)] == ["Nytt skjema"]
    assert [flow.kind for flow in copied.flows.all()] == ["etter"]
    assert copied.origin.url == data["source"]["url"]


def test_page_of_the_copy_says_whom_it_comes_from(client, shared, ours):
    copied, _ = copy(json.dumps(data_of(client, shared)).encode(), department=ours)
    copied.published_at = shared.published_at
    copied.save()

    page = client.get(copied.get_absolute_url()).text

    assert "Vi gjør det samme som Øya kommune" in page
    assert f'href="{copied.origin.url}"' in page
    assert f'<a href="{copied.origin.licence}" rel="nofollow">' in page


def test_copied_twice_there_is_one(client, shared, ours):
    data = json.dumps(data_of(client, shared)).encode()
    first, _ = copy(data, department=ours)

    second, is_new = copy(data, department=ours)

    assert (second, is_new) == (first, False)
    assert Project.objects.count() == 2


def test_foreign_text_is_made_harmless(client, shared, ours):
    data = changed(data_of(client, shared), problem=EVIL, title="<b>Raskere</b> svar")

    copied, _ = copy(data, department=ours)

    assert copied.problem == "<p>Tekst</p>"
    assert copied.title == "<b>Raskere</b> svar"  # text, which every page escapes


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"format": "annet"}, "ikke noe prosjekt fra et nettsted som dette"),
        ({"version": 2}, "en annen versjon av formatet enn 1"),
        ({"title": ""}, "«title» mangler"),
        ({"title": "…"}, "Skriv en tittel"),
        ({"title": "a" * 151}, "«title» mangler, er for lang"),
        ({"title": 5}, "«title» mangler"),
        ({"lang": "xx"}, "«lang» mangler"),
        ({"problem": ["x"]}, "«problem» mangler"),
        ({"source": "x"}, "«source» er ikke et objekt"),
        ({"source": {"url": "javascript:alert(1)", "municipality": "X"}}, "«source.url» mangler"),
        ({"source": {"url": "https://x.no/", "municipality": ""}}, "«source.municipality» mangler"),
        ({"countermeasures": [{}] * 201}, "«countermeasures» mangler"),
        ({"countermeasures": ["x"]}, "«countermeasures» er ikke et objekt"),
        (
            {"indicators": [{"name": "a", "unit": "b", "better": "c"}]},
            "«indicators.better» mangler",
        ),
        ({"flows": [{"kind": "etter", "steps": [{"name": "a", "work_minutes": -1}]}]}, "«steps."),
        ({"flows": [{"kind": "etter", "steps": [{"name": "a", "work_minutes": True}]}]}, "«steps."),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_stored(client, shared, ours, fields, why):
    data = changed(data_of(client, shared), **fields)
    before = [model.objects.count() for model in (Project, Origin, Indicator, Flow)]

    with pytest.raises(Refused, match=why):
        copy(data, department=ours)

    assert [model.objects.count() for model in (Project, Origin, Indicator, Flow)] == before


@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"[" * 100_000, b'{"a": NaN}', b"\xff\xfe\x00", b"1" * 5000]
)
def test_what_is_no_json_is_refused(ours, data):
    with pytest.raises(Refused, match="Dette er ikke JSON"):
        copy(data, department=ours)


def test_too_large_file_is_refused_before_it_is_read(tmp_path, ours):
    file = tmp_path / "stort.json"
    with file.open("wb") as out:
        out.truncate(5_000_001)

    with pytest.raises(CommandError, match="større enn 5 MB"):
        call_command("import_project", str(file))


@pytest.mark.parametrize(
    ("args", "why"),
    [(["finnes-ikke.json"], "ingen slik fil"), (["x.json", "--department", "x"], "ingen slik avd")],
)
def test_command_says_what_is_wrong(ours, args, why):
    with pytest.raises(CommandError, match=why):
        call_command("import_project", *args)


OTHER_INSTALLATION = """
import sys, django
django.setup()
from django.core.management import call_command
from lean.models import Project
from municipality.models import Department
Department.objects.create(name="Sentralbordet", slug="sentralbordet")
for _ in range(2):
    call_command("import_project", sys.argv[1])
print([(p.title, p.origin.municipality, p.countermeasures.count()) for p in Project.objects.all()])
"""


def test_project_goes_from_one_installation_to_another(client, shared, tmp_path):
    file = tmp_path / "delt.json"
    file.write_bytes(client.get(f"/lean/prosjekter/{shared.slug}.json").content)

    other = subprocess.run(  # noqa: S603
        [sys.executable, "-c", OTHER_INSTALLATION, str(file)],
        capture_output=True,
        text=True,
        env=install(tmp_path / "andre") | {"DJANGO_SETTINGS_MODULE": "utsira.settings"},
        cwd=Path(settings.BASE_DIR),
        check=False,
    )

    said = other.stdout.splitlines()
    assert said[-1] == "[('Raskere svar', 'Øya kommune', 1)]", other.stderr
    assert [line.split(":")[0] for line in said[:2]] == [
        "Kopiert som et utkast",
        "Det er kopiert fra før",
    ]


# Fetching


@pytest.fixture(scope="module")
def internet() -> Iterator[Internet]:
    with entered() as found:
        yield found


def test_document_is_fetched_from_where_it_has_moved_to(internet):
    home = internet.page("http://oya.example/prosjekt.json", b'{"a": 1}')
    moved = internet.page("http://oya.example/gammel.json", answer(b"", 302, Location=home))

    assert fetched(moved) == b'{"a": 1}'


@pytest.mark.parametrize(
    ("website", "why"),
    [
        (answer(b"", 404), r"ikke noe dokument på den adressen \(svar 404\)"),
        (answer(b"x" * 5_300_000), "større enn 5 MB"),
        (answer(b"x", Content_Encoding="br"), "svarer på en måte vi ikke forstår"),
        (answer(b"", 302, Location="/x.json"), "fra den ene til den andre uten ende"),
        (answer(b"", 302, Location="http://10.0.0.5/"), "et sted vi ikke henter fra"),
        (answer(b"", 302, Location="file:///etc/passwd"), "et sted vi ikke henter fra"),
    ],
)
def test_what_is_no_document_of_ours_is_refused(internet, website, why):
    page = internet.page("http://oya.example/x.json", website)

    with pytest.raises(Refused, match=why):
        fetched(page)

    assert internet.canaries == {}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://2130706433/",
        "http://169.254.169.254/",
        "http://10.0.0.1/",
        "http://0.0.0.0/",
        "https://kari:hemmelig@oya.example/",
        "http://oya.example:22/",
        "http://[/",
    ],
)
def test_machines_of_our_own_are_never_asked(url, caplog):
    with pytest.raises(CommandError):
        call_command("import_project", url, department=make_department().slug)
