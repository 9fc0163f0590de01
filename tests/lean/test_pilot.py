"""The pilot and the roll-out on /lean/."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lean.pilot import Milestone, Partner
from tests.factories import make_item, make_municipality, make_source, make_user
from tests.lean.projects import client_of

pytestmark = pytest.mark.django_db


def make_milestone(**fields: object) -> Milestone:
    return Milestone.objects.create(
        **{"happened_on": date(2010, 12, 8), "title": "Alle ansatte samles"} | fields
    )


def test_home_says_nothing_of_a_pilot_that_nobody_took_part_in(client):
    assert 'id="pilot"' not in client.get("/lean/").text


def test_milestones_stand_in_the_order_in_which_they_happened(client):
    make_milestone(text="Første.\n\n<b>Andre</b>.", link="/blogg/2010/12/start/")
    make_milestone(title="Samling", happened_on=date(2010, 9, 2), is_whole_month=True)

    page = client.get("/lean/").text

    assert page.index("Samling") < page.index("Alle ansatte samles")
    assert '<time datetime="2010-09">september 2010</time>' in page
    assert '<time datetime="2010-12-08">8. desember 2010</time>' in page
    assert '<p dir="auto">Første.</p>' in page
    assert "&lt;b&gt;Andre" in page
    assert 'href="/blogg/2010/12/start/"' in page


def test_newest_from_a_partner_that_we_follow_is_shown(client):
    source = make_source(title="LEAN i Hamar", home_page="https://hamar.example/lean")
    make_item(source, title="Kortere kø")
    make_item(make_source(), title="Noe annet")
    Partner.objects.create(name="Hamar", source=source)

    page = client.get("/lean/").text

    assert '"https://hamar.example/lean" rel="noopener nofollow">Vi følger LEAN i Hamar</a>' in page
    assert "Kortere kø" in page
    assert "Noe annet" not in page


def test_partner_is_shown_with_its_area_note_and_page(client):
    Partner.objects.create(name="KL", role="arrangor", position=2)
    Partner.objects.create(
        name="Øyer", area="renhold", note="Finnes ennå.", link="https://oyer.example/", position=1
    )

    page = " ".join(client.get("/lean/").text.split())

    assert page.index("Øyer") < page.index("KL")
    assert "Deltaker: renhold" in page
    assert "Finnes ennå." in page
    assert 'href="https://oyer.example/"' in page
    assert ">Arrangør<" in page


def test_page_that_is_gone_is_linked_in_its_archive(client):
    Partner.objects.create(
        name="Øyer", link="https://borte.example/", archived_link="https://arkiv.example/oyer"
    )

    page = client.get("/lean/").text

    assert "Siden om LEAN, fra et arkiv" in page
    assert ('href="https://arkiv.example/oyer"' in page, "borte.example" in page) == (True, False)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "//foreign.example/", "ikke en lenke"])
def test_link_of_a_milestone_leads_to_a_page(link):
    with pytest.raises(ValidationError) as refused:
        make_milestone(link=link).full_clean()

    assert list(refused.value.message_dict) == ["link"]


@pytest.mark.parametrize("number", [1, 30])
def test_home_takes_as_many_queries_for_a_long_pilot(client, django_assert_num_queries, number):
    for n in range(number):
        make_milestone()
        Partner.objects.create(name=f"Kommune {n}")
    client.get("/lean/")

    with django_assert_num_queries(14):
        client.get("/lean/")


# Search


def found(client, word: str) -> list[str]:
    hits = client.get(f"/sok/?q={word}").context.get("hits") or []
    return [hit.entry.address for hit in hits]


def test_milestone_is_found_from_its_day_until_it_is_deleted(client):
    make_municipality()
    row = make_milestone(text="Renholdet fortalte.")
    make_milestone(title="Kommende", happened_on=timezone.localdate() + timedelta(days=2))

    before = (found(client, "renhold"), found(client, "kommende"))
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client_of(make_user(role="Veileder")).post("/admin/lean/milestone/", chosen)

    assert before == ([f"/lean/#milepael-{row.pk}"], [])
    assert found(client, "renhold") == []
