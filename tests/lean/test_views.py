"""The public pages of the improvement work, and the feeds of its projects."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lean.project import Project
from municipality.models import Page
from municipality.standing import put_standing_pages
from tests.factories import (
    make_department,
    make_municipality,
    make_person,
    make_picture,
    make_post,
    make_project,
    make_suggestion,
    make_user,
)
from tests.lean.projects import (
    begin,
    client_of,
    make_flow,
    make_follow_up,
    make_gain,
    make_indicator,
    make_leader,
    make_reading,
    make_round,
)

pytestmark = pytest.mark.django_db

LIST = "/lean/prosjekter/"
FEEDS = ["rss.xml", "atom.xml", "feed.json"]
WITHDRAWN = {"withdrawn_at": timezone.now(), "withdrawn_reason": "Tallene var feil."}


def unseen() -> list[Project]:
    """Projects that the public must not see, each with a word to look for."""
    soon = timezone.now() + timedelta(days=1)
    department = make_department()
    fields: Any = {"department": department}
    return [
        make_project(title="Uferdig sak", published_at=None, **fields),
        make_project(title="Uferdig plan", published_at=soon, **fields),
        make_project(title="Uferdig tall", **fields, **WITHDRAWN),
    ]


def listed(page: Any) -> list[str]:
    return [project.title for project in page.context["page"]]


def make_many(number: int) -> None:
    department = make_department()
    rows = [
        Project(
            title=f"Sak {n}",
            slug=f"sak-{n}",
            summary="Kort sagt.",
            department=department,
            owner_role="Leder",
            published_at=timezone.now() - timedelta(hours=1),
        )
        for n in range(number)
    ]
    Project.objects.bulk_create(rows)


# The front of it all


def test_home_names_principles_departments_and_supervisors(client):
    make_department(name="Havn", chosen_area="Båtplasser")
    make_person(name="Kari (demo)", is_supervisor=True, title="Sekretær")
    project = make_project()

    page = client.get("/lean/")

    assert {row.name for row, _cells in page.context["grid"]} == {"Havn", project.department.name}
    assert "Båtplasser" in page.text
    assert "Kari (demo)" in page.text
    assert "Spesifiser hva som skaper verdi for kunden" in page.text
    assert page.text.count("Ikke noe prosjekt ennå") == 5


def test_home_has_the_words_of_its_page_until_they_are_withdrawn(client):
    make_municipality()
    put_standing_pages()
    page = Page.objects.get(key="lean")
    page.title, page.body = "Bedre tjenester", "<p>Vi begynte i 2010.</p>"
    page.publish()

    before = client.get("/lean/")
    page.withdraw(reason="Skrives om.")
    after = client.get("/lean/")

    assert ("<h1" in before.text, "Vi begynte i 2010." in before.text) == (True, True)
    assert (after.status_code, after.context["heading"]) == (200, "LEAN")
    assert "Vi begynte i 2010." not in after.text


@pytest.mark.parametrize("number", [5, 500])
def test_home_takes_as_many_queries_for_many(client, django_assert_num_queries, number):
    make_many(number)
    client.get("/lean/")

    with django_assert_num_queries(14):
        client.get("/lean/")


# Projects


def test_list_shows_the_newest_first(client):
    make_project(title="Eldst")
    make_project(title="Nyest")

    assert listed(client.get(LIST)) == ["Nyest", "Eldst"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Kai", "Skole"]),
        ("?avdeling=havn", ["Kai"]),
        ("?status=i_gang", ["Skole"]),
        ("?avdeling=havn&status=i_gang", []),
        ("?avdeling=finnes-ikke&status=tull", ["Kai", "Skole"]),
    ],
)
def test_list_is_narrowed_by_department_and_status(client, query, found):
    make_project(title="Skole", status="i_gang")
    make_project(title="Kai", department=make_department(slug="havn"))

    assert listed(client.get(LIST + query)) == found


def test_pages_of_a_narrowed_list_stay_narrowed(client):
    make_many(30)

    page = client.get(f"{LIST}?status=ide&side=2").text

    assert "status=ide&amp;side=1" in page


@pytest.mark.parametrize("number", [5, 500])
def test_list_takes_as_many_queries_for_many(client, django_assert_num_queries, number):
    make_many(number)
    client.get(LIST)

    with django_assert_num_queries(6):
        client.get(LIST)


def test_nothing_unpublished_is_on_any_page(client):
    hidden = unseen()
    department = hidden[0].department.slug
    post = make_post()
    post.projects.set(hidden)
    row = make_suggestion()
    row.project = hidden[0]
    row.save()
    addresses = ["/", "/lean/", LIST, f"/lean/avdelinger/{department}/", row.get_absolute_url()]
    addresses += [post.get_absolute_url(), "/sitemap.xml", *(LIST + kind for kind in FEEDS)]

    pages = [client.get(address) for address in addresses]

    assert {page.status_code for page in pages} == {200}
    assert [page.request["PATH_INFO"] for page in pages if "Uferdig" in page.text] == []


def test_project_tells_all_that_hangs_on_it(client):
    project = make_project(
        title="Det tar for lang tid",
        problem="<p>Hylla var tom.</p>",
        for_whom="For alle.",
        root_cause="<p>Kalenderen styrte.</p>",
        learned="<p>En strek var nok.</p>",
        picture=make_picture(alt="Tavla i gangen"),
        supervisor=make_person(name="Per (demo)", is_supervisor=True),
        picture_alt="Tavla i gangen",
    )
    project.countermeasures.create(what="Rød strek", who="Renholder")
    make_flow(project, "for", {"name": "Skriver lista"})
    indicator = make_indicator(project, name="Hasteinnkjøp")
    begin(project)
    make_reading(indicator, 3)
    make_follow_up(make_gain(project, what="Mindre henting"), used_for="Besøk hos folk")
    make_round(project, planned="Prøv en strek")
    project.whys.create(position=1, question="Hvorfor tomt?", answer="Ingen bestilte.")
    post = make_post(title="Slik gikk det")
    post.projects.add(project)
    row = make_suggestion(title="Bestill i tide", text="Det er ofte tomt.")
    row.project = project
    row.save()

    page = client.get(project.get_absolute_url()).text

    words = ["Hylla var tom.", "For alle.", "Kalenderen styrte.", "En strek var nok.", "Rød strek"]
    words += ["Skriver lista", "Hasteinnkjøp", "Slik gikk det", "Det er ofte tomt.", "Per (demo)"]
    words += ["Mindre henting", "Besøk hos folk", "Prøv en strek", "Ingen bestilte."]
    words += [f"{project.get_absolute_url()}a3/", "/lean/gevinster/"]
    words += ["Tavla i gangen", post.get_absolute_url(), row.get_absolute_url()]
    assert [word for word in words if word not in page] == []
    assert project.get_absolute_url() in client.get(post.get_absolute_url()).text


def test_command_to_copy_a_project_is_a_named_region(client):
    page = client.get(make_project().get_absolute_url()).text

    assert '<pre class="command" role="region" aria-label="' in page


def test_number_about_few_persons_is_not_shown(client):
    project = make_project(title="Kai", department=make_department(name="Havn", slug="havn"))
    indicator = make_indicator(project, baseline_value="77.25", baseline_people=4)
    begin(project)
    make_reading(indicator, "66.25", people=3, note="Gjelder fru Hansen")

    page = client.get(project.get_absolute_url()).text

    assert "færre enn 5" in page
    assert [word for word in ("77,25", "66,25", "fru Hansen") if word in page] == []


def test_stopped_project_says_why(client):
    project = make_project(status="stanset", stopped_because="Tallene ble verre.")

    assert "Tallene ble verre." in client.get(project.get_absolute_url()).text


def test_reason_is_gone_from_the_page_when_the_project_goes_on(client):
    project = make_project(status="i_gang", stopped_because="Tallene ble verre.")

    assert "Tallene ble verre." not in client.get(project.get_absolute_url()).text


def test_old_address_leads_to_the_new(client):
    project = make_project(slug="gammel")
    project.slug = "ny"
    project.save()

    response = client.get(f"{LIST}gammel/")

    assert (response.status_code, response["Location"]) == (301, f"{LIST}ny/")


def test_withdrawn_project_says_why(client):
    project = make_project(problem="<p>Hemmelig</p>", **WITHDRAWN)

    response = client.get(project.get_absolute_url())

    assert response.status_code == 410
    assert "Tallene var feil." in response.text
    assert "Hemmelig" not in response.text


def test_project_that_is_not_out_has_no_page(client):
    planned = make_project(published_at=timezone.now() + timedelta(days=1))

    assert client.get(planned.get_absolute_url()).status_code == 404
    assert client.get(f"{LIST}finnes-ikke/").status_code == 404


def test_preview_is_for_those_who_may_edit_it(client):
    draft = make_project(title="Uferdig sak", published_at=None)
    address = draft.get_absolute_url()

    own = client_of(make_leader(draft)).get(address)
    others = [client_of(make_leader(make_project())), client_of(make_user(role="Skribent")), client]

    assert (own.status_code, "Uferdig sak" in own.text) == (200, True)
    assert "no-store" in own["Cache-Control"]
    assert [other.get(address).status_code for other in others] == [404, 403, 403]


@pytest.mark.parametrize("number", [1, 12])
def test_project_takes_as_many_queries_for_many_parts(client, django_assert_num_queries, number):
    project = make_project()
    indicators = [make_indicator(project, name=f"Tall {n}") for n in range(number)]
    begin(project)
    make_flow(project, "for", *[{} for _ in range(number)])
    for indicator in indicators:
        for day in range(number):
            make_reading(indicator, 3, measured_on=date(2026, 4, 1) + timedelta(days=day))
        project.countermeasures.create(what="Noe", who="Leder")
        make_follow_up(make_gain(project))
        make_round(project)
        make_post().projects.add(project)
        row = make_suggestion()
        row.project = project
        row.save()
    for position in range(min(number, 5)):
        project.whys.create(position=position + 1, question="Hvorfor?", answer="Fordi.")
    client.get(project.get_absolute_url())

    with django_assert_num_queries(19):
        client.get(project.get_absolute_url())


# Departments


def test_department_shows_its_own(client):
    department = make_department(name="Havn", slug="havn", chosen_area="Båtplasser")
    make_project(title="Kai", department=department)
    make_project(title="Skole")
    make_suggestion(title="Benk", department=department)
    make_suggestion(title="Huske")
    make_person(name="Kari (demo)", is_supervisor=True, department=department)

    page = client.get("/lean/avdelinger/havn/").text

    assert all(word in page for word in ("Havn", "Båtplasser", "Kai", "Benk", "Kari (demo)"))
    assert [word for word in ("Skole", "Huske") if word in page] == []


def test_department_without_a_project_has_a_page(client):
    make_department(slug="havn")

    page = client.get("/lean/avdelinger/havn/")

    assert (page.status_code, list(page.context["projects"])) == (200, [])
    assert client.get("/lean/avdelinger/finnes-ikke/").status_code == 404


@pytest.mark.parametrize("number", [5, 500])
def test_department_takes_as_many_queries_for_many(client, django_assert_num_queries, number):
    make_many(number)
    department = Project.objects.all()[0].department
    client.get("/lean/")

    with django_assert_num_queries(7):
        client.get(f"/lean/avdelinger/{department.slug}/")


# For machines


@pytest.mark.parametrize("kind", FEEDS)
def test_feed_tells_of_projects_whole(client, kind):
    project = make_project(
        title="Kai",
        problem="<p>Hylla var tom.</p>",
        root_cause="<p>Kalenderen styrte.</p>",
        learned="<p>En strek var nok.</p>",
    )

    feed = client.get(LIST + kind).text

    words = ["Kai", "Hylla var tom.", "Kalenderen styrte.", "En strek var nok."]
    assert [word for word in words if word not in feed] == []
    assert project.uid.urn in feed


@pytest.mark.parametrize("kind", FEEDS)
@pytest.mark.parametrize("number", [1, 5])
def test_feed_takes_as_many_queries_for_many(client, django_assert_num_queries, kind, number):
    make_many(number)
    client.get(LIST + kind)

    with django_assert_num_queries(3):
        client.get(LIST + kind)


def test_list_leads_to_its_feeds(client):
    page = client.get(LIST).text

    assert [page.count(f'href="{LIST}{kind}"') for kind in FEEDS] == [2, 2, 2]
