from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from dialogue.models import Contribution
from guidelines.models import Edition
from municipality.models import Municipality, Page
from tests.factories import make_municipality, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("page", ["changelist", "add"])
def test_staff_page_opens(admin_client, model, page):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")

    response = admin_client.get(url)

    # Here a lone status is the behaviour. Nobody writes into the outbox or the queue by hand, and
    # a new edition is a copy.
    by_hand = page != "add" or model not in (Email, Contribution, Edition)
    assert response.status_code == (200 if by_hand else 403)


def test_only_our_tags_are_offered(admin_client):
    apps = admin_client.get(reverse("admin:index")).context["app_list"]

    offered = [(app["app_label"], row["object_name"]) for app in apps for row in app["models"]]
    assert [place for place in offered if place[1] == "Tag"] == [("publishing", "Tag")]


def test_desk_shows_my_drafts_the_plans_and_the_newest(client):
    user = make_user(is_staff=True, is_superuser=True)
    client.force_login(user)
    make_municipality()
    mine = make_post(published_at=None, created_by=user)
    make_post(published_at=None)
    plan = make_post(published_at=timezone.now() + timedelta(days=1))
    public = make_post()

    context = client.get(reverse("admin:index")).context

    assert [list(context[name]) for name in ["drafts", "scheduled", "newest"]] == [
        [mine],
        [plan],
        [public],
    ]


def test_desk_says_what_waits(client):
    user = make_user(is_staff=True, is_superuser=True)
    client.force_login(user)
    make_municipality(
        organisation_number="964979901",
        phone="52750100",
        data_protection_contact="Ombudet",
        accessibility_url="https://uustatus.no/nb/erklaringer/publisert/1",
    )
    unfinished = Page.objects.filter(slug__in=["personvern", "tilgjengelighet"])
    draft = make_post(published_at=None, created_by=user, title="Uferdig")

    context = client.get(reverse("admin:index")).context

    assert [row.url for row in context["waiting"]] == [
        reverse("admin:blog_post_change", args=[draft.pk]),
        reverse("admin:municipality_municipality_changelist"),
        *(reverse("admin:municipality_page_change", args=[page.pk]) for page in unfinished),
    ]


def test_desk_shows_nothing_that_the_user_may_not_edit(client):
    user = make_user(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_department"))
    client.force_login(user)
    make_post(title="Hemmelig plan", published_at=timezone.now() + timedelta(days=1))

    response = client.get(reverse("admin:index"))

    assert "Hemmelig plan" not in response.text


def test_municipality_leads_straight_to_the_one_row(admin_client):
    make_municipality()

    response = admin_client.get(reverse("admin:municipality_municipality_changelist"))

    assert response.headers["Location"] == reverse(
        "admin:municipality_municipality_change", args=[1]
    )


def test_municipality_that_nobody_has_named_is_one_click_away(admin_client):
    context = admin_client.get(reverse("admin:index")).context

    urls = {row.url for row in context["waiting"] if "/municipality/municipality/" in row.url}
    assert urls == {reverse("admin:municipality_municipality_add")}


def test_organisation_number_may_be_written_with_spaces(admin_client):
    make_municipality()
    fields = {"name": "Øya", "lang": "nb", "palette": "accent", "moderation": "before"}
    fields |= {"message_prefix": "UTS"}

    admin_client.post(
        reverse("admin:municipality_municipality_change", args=[1]),
        fields | {"organisation_number": "964 979 901", "municipality_number": " 1151 "},
    )

    row = Municipality.objects.get()
    assert (row.organisation_number, row.municipality_number) == ("964979901", "1151")


def test_chooser_that_searches_speaks_nynorsk(client):
    make_municipality(lang="nn")
    client.force_login(make_user(is_staff=True, is_superuser=True))

    page = client.get("/admin/municipality/menulink/add/").text

    assert 'lang="None"' not in page
    assert "select2/i18n/nn.js" in page
    assert finders.find("admin/js/vendor/select2/i18n/nn.js")


def test_chooser_without_a_choice_has_words_for_it(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))

    page = client.get("/admin/blog/post/add/").text

    assert '<option value="" label="–"' in page
