import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from municipality.menu import put_default_menus
from municipality.models import MenuLink, Page
from municipality.standing import put_standing_pages
from tests.factories import make_municipality, make_page

pytestmark = pytest.mark.django_db

STATEMENT = "https://uustatus.no/nb/erklaringer/publisert/1"
FOOTER = MenuLink.Place.FOOTER


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


def shown(client, place: str, path: str = "/") -> list[tuple[str, str]]:
    frame = client.get(path).context["frame"]
    return [(link.text, link.address) for link in getattr(frame, place)]


def test_new_site_has_menus_that_lead_somewhere(client):
    header, footer = shown(client, "header"), shown(client, "footer")

    assert header == [
        ("Forside", "/"),
        ("Blogg", "/blogg/"),
        ("LEAN", "/lean/"),
        ("Retningslinjer", "/retningslinjer/"),
        ("Om nettstedet", "/om/"),
    ]
    assert [link for link in footer if link[0] != "RSS"] == [
        ("Kontakt oss", "/kontakt-oss/"),
        ("Personvernerklæring", "/personvern/"),
        ("Informasjonskapsler", "/informasjonskapsler/"),
        ("Tilgjengelighetserklæring", "/tilgjengelighet/"),
        ("Kommentarregler", "/kommentarregler/"),
        ("Offisielle kontoer", "/retningslinjer/kontoer/"),
    ]


def test_links_speak_the_municipalitys_language(client, municipality):
    municipality.lang = "nn"
    municipality.open_data_url = "https://data.example/"
    municipality.save()
    put_standing_pages()

    texts = [text for text, _address in shown(client, "footer")]

    assert [text for text in texts if text != "RSS"] == [
        "Kontakt oss",
        "Personvernerklæring",
        "Informasjonskapslar",
        "Tilgjengelegheitserklæring",
        "Kommentarreglar",
        "Offisielle kontoar",
        "Opne data",
    ]


def test_links_to_what_lies_elsewhere_are_shown_when_the_address_is_set(client, municipality):
    municipality.journal_url = "https://innsyn.example/"
    municipality.accessibility_url = STATEMENT
    municipality.save()

    footer = shown(client, "footer")

    assert ("Postjournal og innsyn", "https://innsyn.example/") in footer
    assert ("Tilgjengelighetserklæring", STATEMENT) in footer


@pytest.mark.parametrize("hide", ["draft", "withdrawn"])
def test_link_to_a_page_that_is_not_public_is_not_shown(client, hide):
    page = make_page(title="Havna", published_at=None)
    MenuLink.objects.create(page=page)
    if hide == "withdrawn":
        page.publish()
        assert ("Havna", "/havna/") in shown(client, "header")
        page.withdraw(reason="Feil")

    assert "Havna" not in dict(shown(client, "header"))


def test_link_to_an_address_of_ours_that_is_gone_is_not_shown(client):
    MenuLink.objects.create(address="/borte/for/alltid/", label="Borte")

    assert "Borte" not in dict(shown(client, "header"))


def test_staff_order_and_name_the_links(client):
    MenuLink.objects.create(position=15, address="https://ruter.example/", label="Rutetider")
    MenuLink.objects.filter(page__key="om").update(position=1, label="Om oss")

    texts = [text for text, _address in shown(client, "header")]

    assert texts == ["Om oss", "Forside", "Rutetider", "Blogg", "LEAN", "Retningslinjer"]


@pytest.mark.parametrize("address", ["", STATEMENT])
def test_statement_is_in_the_footer_even_when_staff_take_it_out(client, municipality, address):
    municipality.accessibility_url = address
    municipality.save()
    MenuLink.objects.filter(page__key="tilgjengelighet").delete()

    footer = shown(client, "footer")

    assert footer[-1] == ("Tilgjengelighetserklæring", address or "/tilgjengelighet/")


def test_statement_keeps_its_name():
    link = MenuLink.objects.get(page__key="tilgjengelighet")
    link.label = "Om tilgjengelighet"

    with pytest.raises(ValidationError) as refusal:
        link.full_clean()

    assert list(refusal.value.message_dict) == ["label"]


@pytest.mark.parametrize(
    ("path", "current"), [("/om/", "page"), ("/blogg/", ""), ("/", ""), ("/personvern/", "")]
)
def test_menu_marks_the_page_one_is_on(client, path, current):
    header = client.get(path).context["frame"].header

    assert {link.address: link.current for link in header}["/om/"] == current


def test_menu_marks_the_part_of_the_site_one_is_in(client):
    header = client.get("/blogg/emne/ukjent/").context["frame"].header

    assert [link.current for link in header] == ["", "true", "", "", ""]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"target": "/", "address": "https://x.example/", "label": "To"},
        {"address": "https://x.example/"},
    ],
)
def test_link_leads_to_one_place_and_has_a_text(fields):
    with pytest.raises(IntegrityError):
        MenuLink.objects.create(**fields)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//x.example/", "x.example", "/finnes/ikke/", "/om/", "/ny/"]
)
def test_address_that_is_unsafe_or_may_die_is_refused(address):
    with pytest.raises(ValidationError) as refusal:
        MenuLink(address=address, label="x").full_clean()

    assert list(refusal.value.message_dict) == ["address"]


@pytest.mark.parametrize(
    "address", ["/blogg/", "/blogg/?side=2", "https://x.example/", "tel:+4752750100"]
)
def test_address_that_holds_is_accepted(address):
    assert MenuLink(address=address, label="x").full_clean() is None


def test_menus_that_staff_have_arranged_are_left_alone():
    MenuLink.objects.filter(place=FOOTER).exclude(page__key="om").delete()
    MenuLink.objects.filter(page__key="om").delete()
    before = MenuLink.objects.filter(place=MenuLink.Place.HEADER).count()

    put_default_menus()

    assert MenuLink.objects.filter(place=MenuLink.Place.HEADER).count() == before == 4
    assert MenuLink.objects.filter(place=FOOTER).count() == 9


def test_order_is_changed_in_the_list(admin_client):
    links = list(MenuLink.objects.all())
    numbers = {link.pk: 100 - link.position for link in links}
    sent = {"form-TOTAL_FORMS": len(links), "form-INITIAL_FORMS": len(links), "_save": "1"}
    for index, link in enumerate(links):
        sent |= {f"form-{index}-id": link.pk, f"form-{index}-position": numbers[link.pk]}

    admin_client.post(reverse("admin:municipality_menulink_changelist"), sent)

    assert dict(MenuLink.objects.values_list("pk", "position")) == numbers


@pytest.mark.parametrize("number", [1, 30])
def test_menu_of_30_pages_takes_as_many_queries_as_one_of_1(
    client, django_assert_num_queries, number
):
    for index in range(number):
        MenuLink.objects.create(page=make_page(), position=200 + index)

    with django_assert_num_queries(5):  # municipality, page, its attachments, menus, notices
        client.get("/om/")


@pytest.mark.parametrize("number", [1, 30])
def test_list_of_links_takes_as_many_queries_for_30_as_for_1(
    admin_client, django_assert_num_queries, number
):
    for _ in range(number):
        MenuLink.objects.create(page=make_page())
    admin_client.get("/admin/")

    # session, user, municipality, two counts, links, and the forms of their order
    with django_assert_num_queries(7):
        response = admin_client.get(reverse("admin:municipality_menulink_changelist"))

    assert response.status_code == 200


def test_page_whose_links_are_in_a_menu_can_be_deleted_while_it_is_a_draft():
    page = make_page(published_at=None)
    MenuLink.objects.create(page=page)

    page.delete()

    assert not Page.objects.filter(pk=page.pk).exists()
