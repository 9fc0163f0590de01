from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from municipality.models import MenuLink, Municipality, Page
from municipality.page import STANDING
from municipality.standing import TITLES, after_migrate, placeholders, put_standing_pages
from municipality.waiting import waiting
from publishing.faults import faults
from publishing.richtext import stored_form
from tests.factories import make_municipality, make_page, make_user

pytestmark = pytest.mark.django_db


def speak(lang: str) -> None:
    Municipality.objects.update_or_create(pk=1, defaults={"name": "Øya", "lang": lang})
    put_standing_pages()


@pytest.mark.parametrize("lang", TITLES)
@pytest.mark.parametrize("key", STANDING)
def test_delivered_text_is_clean_and_in_the_municipalitys_language(lang, key):
    speak(lang)

    page = Page.objects.get(key=key)

    assert (page.lang, page.title) == (lang, TITLES[lang][key])
    assert (faults(page.body), stored_form(page.body)) == ([], page.body)


def test_text_that_the_municipality_has_changed_is_never_touched():
    page = Page.objects.get(key="om")
    page.body = "<p>Vårt eget.</p>"
    page.save()

    speak("nn")

    page.refresh_from_db()
    assert (page.body, page.lang) == ("<p>Vårt eget.</p>", "nb")
    assert Page.objects.get(key="personvern").lang == "nn"


def test_delivering_twice_changes_nothing():
    put_standing_pages()
    before = list(Page.objects.values_list("key", "version"))

    put_standing_pages()

    assert list(Page.objects.values_list("key", "version")) == before


def test_delivered_texts_link_to_nothing_that_is_not_there(client):
    make_municipality()
    pages = Page.objects.exclude(key="")

    links = {link for page in pages for link in page.body.split('href="/')[1:]}

    found = {client.get(f"/{link.split(chr(34))[0]}").status_code for link in links}
    assert found == {200}


def test_purged_page_is_not_delivered_again():
    page = Page.objects.get(key="om")
    page.purge(reason="Lekkasje")

    put_standing_pages()

    page.refresh_from_db()
    assert (page.body, page.is_public) == ("", False)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>Sist [dato], av [hvem]</p>", ["[dato]", "[hvem]"]),
        ('<p><a href="/x/?a[b]=1">lenke</a></p>', []),
        ("<p>[] [a] ferdig</p>", []),
    ],
)
def test_placeholders_are_found_in_the_text_alone(body, found):
    assert placeholders(make_page(body=body)) == found


def test_places_to_fill_in_wait_for_those_who_may_edit_pages():
    make_municipality()
    reader, editor = make_user(), make_user()
    editor.user_permissions.add(Permission.objects.get(codename="change_page"))

    found = [[row.url for row in waiting(user)] for user in [reader, editor]]

    pages = Page.objects.filter(key__in=["personvern", "tilgjengelighet"])
    assert found == [
        [],
        [reverse("admin:municipality_page_change", args=[page.pk]) for page in pages],
    ]


def test_filled_in_page_waits_for_nobody():
    for page in Page.objects.exclude(key=""):
        page.body = "<p>Ferdig.</p>"
        page.save()
    editor = make_user(is_superuser=True)

    urls = {row.url for row in waiting(editor)}

    assert urls == {reverse("admin:municipality_municipality_add")}


@pytest.mark.parametrize(("days", "waits"), [(31, 0), (30, 1), (-1, 1)])
def test_security_txt_that_expires_waits_a_month_ahead(days, waits):
    make_municipality(security_expires=timezone.localdate() + timedelta(days=days))
    boss = make_user(role="Administrator")

    found = [row.text for row in waiting(boss)]

    date = date_format(timezone.localdate() + timedelta(days=days))
    assert len([text for text in found if date in text]) == waits


@pytest.mark.django_db(transaction=True)
def test_flushed_database_has_its_pages_and_menus_again():
    Page.objects.all().update(title="x")

    call_command("flush", interactive=False, verbosity=0)

    titles = set(Page.objects.values_list("title", flat=True))
    assert titles == set(TITLES["nb"].values())
    assert MenuLink.objects.count() == 14


def test_database_that_is_migrated_half_way_is_left_alone():
    executor = MigrationExecutor(connection)
    before = executor.loader.project_state([("municipality", "0002_initial")]).apps
    Page.objects.filter(key="om").update(key="")

    after_migrate(sender=apps.get_app_config("municipality"), apps=before)

    assert not Page.objects.filter(key="om").exists()
