from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tests.factories import (
    make_department,
    make_municipality,
    make_person,
    make_picture,
    make_post,
    make_user,
)

pytestmark = pytest.mark.django_db

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


def september(day: int) -> datetime:
    return datetime(2010, 9, day, 13, 5, tzinfo=OSLO)


def test_post_list_shows_the_newest_first(client):
    first, second = make_post(), make_post()

    response = client.get("/blogg/")

    assert list(response.context["page"]) == [second, first]


def test_post_list_has_ten_to_a_page(client):
    posts = [make_post() for _ in range(11)]

    response = client.get("/blogg/?side=2")

    assert list(response.context["page"]) == posts[:1]


@pytest.mark.parametrize(
    "side",
    ["abc", "0", "-1", "2", "1000000000", "1" * 5000, "１", "1.0", "", " 1", "1_0", "%C3%28"],
)
@pytest.mark.parametrize(
    "path", ["/blogg/", "/blogg/2010/", "/blogg/2010/09/", "/blogg/emne/lean/"]
)
def test_unknown_page_number_is_not_found(client, path, side):
    make_post(published_at=september(17), tags=["LEAN"])

    response = client.get(f"{path}?side={side}")

    assert (response.status_code, response.headers["Content-Type"]) == (
        404,
        "text/html; charset=utf-8",
    )


@pytest.mark.parametrize(
    "path",
    [
        "/blogg/0000/",
        "/blogg/99999/",
        "/blogg/9999/",
        "/blogg/2010/13/",
        "/blogg/2010/00/",
        "/blogg/9999/12/",
        "/blogg/0001/01/",
        "/blogg/2011/",
        "/blogg/2010/10/",
        "/blogg/emne/ukjent/",
        "/blogg/emne/økonomi/",
        "/blogg/2010/09/ukjent/",
        "/blogg/2010/13/retningslinjer/",
        "/finnes-ikke/",
    ],
)
def test_odd_address_is_not_found(client, path):
    make_post(published_at=september(14), title="Sosiale medier")

    response = client.get(path)

    assert response.status_code == 404


@pytest.mark.parametrize(
    "address", ["/blogg/?side=%00", "/blogg/%00/", "/%00", "/blogg/emne/a%00b/"]
)
def test_nul_is_a_bad_request(client, address):
    response = client.get(address)

    assert response.status_code == 400


def test_odd_host_is_a_bad_request_with_all_headers(client):
    response = client.get("/blogg/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/blogg/", "/", "/blogg/2010/", "/blogg/emne/lean/"])
def test_writing_to_a_reading_page_is_refused(client, path):
    response = client.post(path)

    assert response.status_code == 405


def test_year_and_month_hold_their_own_posts(client):
    make_post(published_at=datetime(2010, 8, 31, 23, 59, tzinfo=OSLO))
    post = make_post(published_at=datetime(2010, 9, 1, 0, 0, tzinfo=OSLO))
    make_post(published_at=datetime(2010, 10, 1, 0, 0, tzinfo=OSLO))

    year, month = client.get("/blogg/2010/"), client.get("/blogg/2010/09/")

    assert len(year.context["page"]) == 3
    assert list(month.context["page"]) == [post]


def test_december_ends_with_the_year(client):
    post = make_post(published_at=datetime(2010, 12, 31, 23, 59, tzinfo=OSLO))

    response = client.get("/blogg/2010/12/")

    assert list(response.context["page"]) == [post]


def test_tag_with_norwegian_letters_has_a_plain_address(client):
    post = make_post(tags=["Økonomi på øya"])

    response = client.get("/blogg/emne/okonomi-pa-oya/")

    assert list(response.context["page"]) == [post]


def test_tag_of_drafts_alone_is_not_found(client):
    make_post(published_at=None, tags=["Hemmelig"])

    response = client.get("/blogg/emne/hemmelig/")

    assert response.status_code == 404


def test_sidebar_counts_public_posts_alone(client):
    make_post(published_at=september(14), tags=["LEAN"])
    make_post(published_at=september(17), tags=["LEAN"])
    make_post(published_at=None, tags=["LEAN", "Utkast"])

    context = client.get("/blogg/").context

    assert [(tag.name, tag.posts) for tag in context["tags"]] == [("LEAN", 2)]
    assert [(row["month"].month, row["posts"]) for row in context["archive"]] == [(9, 2)]


def test_topics_with_as_many_posts_stand_in_norwegian_order(client):
    make_post(tags=["Ås", "Zoo", "Økonomi", "Ærfugl", "Aasen", "Bygg"])
    make_post(tags=["Zoo"])

    tags = client.get("/blogg/").context["tags"]

    assert [tag.name for tag in tags] == ["Zoo", "Bygg", "Ærfugl", "Økonomi", "Ås", "Aasen"]


def test_tags_of_a_post_stand_in_norwegian_order(client):
    make_post(title="LEAN", published_at=september(17), tags=["Ås", "Zoo", "Økonomi", "Ærfugl"])

    text = client.get("/blogg/2010/09/lean/").text

    places = [text.index(f">{name}</a>") for name in ["Zoo", "Ærfugl", "Økonomi", "Ås"]]
    assert places == sorted(places)


def test_post_detail_has_its_own_address(client):
    post = make_post(title="LEAN i alle avdelinger", published_at=september(17))

    response = client.get("/blogg/2010/09/lean-i-alle-avdelinger/")

    assert response.context["post"] == post


@pytest.mark.parametrize("path", ["/blogg/2011/09/lean/", "/blogg/2010/01/lean/"])
def test_right_slug_under_a_wrong_month_moves_for_good(client, path):
    make_post(title="LEAN", published_at=september(17))

    response = client.get(path)

    assert (response.status_code, response.headers["Location"]) == (301, "/blogg/2010/09/lean/")


def test_old_slug_moves_for_good(client):
    post = make_post(title="LEAN", published_at=september(17))
    post.slug = "lean-overalt"
    post.save()

    response = client.get("/blogg/2010/09/lean/")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/blogg/2010/09/lean-overalt/",
    )


def test_draft_and_plan_are_not_found(client):
    make_post(title="Kladd", published_at=None)
    tomorrow = timezone.now() + timedelta(days=1)
    plan = make_post(title="Plan", published_at=tomorrow)

    found = client.get(plan.get_absolute_url()), client.get("/blogg/2010/09/kladd/")

    assert [response.status_code for response in found] == [404, 404]


def test_scheduled_post_is_there_at_its_minute(client, time_machine):
    due = timezone.now() + timedelta(days=1)
    post = make_post(published_at=due)
    time_machine.move_to(due - timedelta(seconds=1), tick=False)
    before = client.get(post.get_absolute_url())

    time_machine.move_to(due, tick=False)

    after = client.get(post.get_absolute_url())
    assert (before.status_code, after.status_code) == (404, 200)


def test_withdrawn_post_is_gone_with_its_reason_and_nothing_else(client):
    post = make_post(title="Feil tall", body="<p>Hemmelighet</p>", published_at=september(17))
    post.withdraw(reason="Tallene var gale.")

    response = client.get("/blogg/2010/09/feil-tall/")

    assert response.status_code == 410
    assert "Tallene var gale." in response.text
    assert "Hemmelighet" not in response.text
    assert "Feil tall" not in response.text


def test_withdrawn_post_stands_in_no_list(client):
    make_post(tags=["LEAN"], published_at=september(17)).withdraw(reason="Feil")

    response = client.get("/blogg/")

    context = response.context
    assert (list(context["page"]), list(context["tags"]), list(context["archive"])) == ([], [], [])


def test_post_put_back_is_public_again(client):
    post = make_post()
    post.withdraw(reason="Feil")

    post.put_back()

    assert client.get(post.get_absolute_url()).context["post"] == post


def test_preview_is_for_those_who_may_edit(client):
    writer = make_user(role="Skribent")
    post = make_post(published_at=None, created_by=writer)
    users = [None, make_user(is_staff=True), make_user(role="Skribent"), writer]
    address = reverse("blog:post_preview", args=[post.pk])

    statuses = []
    for user in [*users, make_user(role="Redaktør")]:
        client.logout()
        if user:
            client.force_login(user)
        statuses.append(client.get(address).status_code)

    assert statuses == [403, 403, 404, 200, 200]


def test_preview_is_never_stored(client):
    post = make_post(published_at=None)
    client.force_login(make_user(is_staff=True, is_superuser=True))

    response = client.get(reverse("blog:post_preview", args=[post.pk]))

    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/blogg/",
        "/blogg/2010/",
        "/blogg/2010/09/",
        "/blogg/emne/lean/",
        "/blogg/2010/09/lean/",
    ],
)
def test_public_page_depends_on_its_address_alone(client, path):
    make_post(title="LEAN", published_at=september(17), tags=["LEAN"])

    response = client.get(path)

    assert response.status_code == 200
    assert not response.cookies
    assert not {"Cookie", "Accept-Language"} & set(response.get("Vary", "").split(", "))


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        # municipality, menus, notices, posts, their tags, tag list, archive; lists count too
        ("/blogg/", 8),
        ("/blogg/2010/", 8),
        ("/blogg/2010/09/", 8),
        ("/blogg/emne/lean/", 9),
        # three more for the circle's numbers, six for what is followed, and no count
        ("/", 16),
        # municipality, menus, notices, post, tags, comments, projects, newer, older
        ("/blogg/2010/09/lean/", 10),
    ],
)
def test_page_takes_as_many_queries_for_30_posts_as_for_1(
    client, django_assert_num_queries, path, queries, number
):
    for index in range(number):
        make_post(
            title="LEAN",
            published_at=september(1) + timedelta(minutes=index),
            tags=["LEAN", f"Emne {index}"],
            author=make_person(department=make_department()),
            department=make_department(),
            picture=make_picture(),
        )

    with django_assert_num_queries(queries):
        response = client.get(path)

    assert response.status_code == 200


def test_dates_are_written_in_full(client):
    make_post(title="LEAN", published_at=september(17))

    response = client.get("/blogg/2010/09/lean/")

    assert "fredag 17. september 2010" in response.text
    assert 'datetime="2010-09-17T13:05:00+02:00"' in response.text


def test_dates_are_written_in_nynorsk(client, municipality):
    municipality.lang = "nn"
    municipality.save()
    make_post(title="LEAN", published_at=september(14))

    response = client.get("/blogg/2010/09/lean/")

    assert '<html lang="nn"' in response.text
    assert "tysdag 14. september 2010" in response.text


def test_browser_language_changes_nothing(client):
    make_post()

    response = client.get("/blogg/", headers={"accept-language": "en"})

    assert '<html lang="nb"' in response.text


def test_article_says_its_own_language(client):
    make_post(title="LEAN", lang="nn", published_at=september(17))

    response = client.get("/blogg/2010/09/lean/")

    assert '<article class="post columns" lang="nn">' in response.text


def test_archive_opens_at_the_year_that_is_shown(client):
    make_post(published_at=september(17))
    make_post()

    response = client.get("/blogg/2010/09/")

    shown = response.text.partition('<details class="archive-year" open>')[2]
    assert shown.split("</details>")[0].count('<a href="/blogg/2010/09/" aria-current="page">') == 1
    assert response.text.count("archive-year") == 2


def test_title_says_page_section_and_municipality(client):
    make_post(title="LEAN", published_at=september(17))

    response = client.get("/blogg/2010/09/lean/")

    assert f"<title>LEAN – {_('Blog')} – Øya kommune</title>" in response.text


def test_first_hour_of_a_year_links_to_its_own_month(client):
    make_post(title="Nyttår", published_at=datetime(2026, 1, 1, 0, 30, tzinfo=OSLO))

    response = client.get("/blogg/2026/01/nyttar/")

    assert "/blogg/2026/01/" in response.text
    assert "/blogg/2025/" not in response.text
