from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from municipality.models import MenuLink, Notice, Page
from tests.factories import make_municipality, make_notice, make_post, make_user
from utsira import views

pytestmark = pytest.mark.django_db

ADD = reverse("admin:municipality_notice_add")
DESK = reverse("admin:index")


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


@pytest.fixture
def editor(client):
    user = make_user(username="kari", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def end_address(notice: Notice) -> str:
    return reverse("admin:municipality_notice_end", args=[notice.pk])


def form(**changes: str) -> dict[str, str]:
    """What the desk's short form sends."""
    end = timezone.localtime(timezone.now() + timedelta(hours=6))
    fields = {
        "kind": "boat",
        "text": "Båten er innstilt.",
        "ends_at_0": end.strftime("%d.%m.%Y"),
        "ends_at_1": end.strftime("%H:%M"),
    }
    return fields | changes


@pytest.mark.parametrize(
    "path", ["/", "/blogg/", "/blogg/2010/", "/om/", "/finnes-ikke/", "/blogg/?side=x"]
)
def test_notice_stands_on_every_public_page(client, path):
    make_notice(text="Vannet er stengt.", kind="water")

    response = client.get(path)

    assert "Vannet er stengt." in response.text


@pytest.mark.parametrize("status", [400, 403, 500])
def test_notice_stands_on_the_pages_of_errors(rf, status):
    make_notice(text="Vannet er stengt.")
    fault = Exception()
    draw = {
        400: lambda request: views.bad_request(request, fault),
        403: lambda request: views.permission_denied(request, fault),
        500: views.server_error,
    }[status]

    response = draw(rf.get("/"))

    assert (response.status_code, "Vannet er stengt." in response.text) == (status, True)


@pytest.mark.django_db(transaction=True)
def test_error_page_is_drawn_without_notices_and_menus_when_the_database_fails(rf):
    tables = [model._meta.db_table for model in (Notice, MenuLink, Page)]
    rename(tables, "{0}", "{0}_away")

    try:
        response = views.server_error(rf.get("/"))
    finally:
        rename(tables, "{0}_away", "{0}")

    assert response.status_code == 500
    assert "Feilen er vår." in response.text


def rename(tables: list[str], before: str, after: str) -> None:
    with connection.schema_editor() as editor:
        for table in tables:
            editor.alter_db_table(None, before.format(table), after.format(table))


def test_notice_is_shown_from_its_start_until_its_end(client, time_machine):
    start = timezone.now() + timedelta(hours=2)
    notice = make_notice(starts_at=start, ends_at=start + timedelta(hours=1))
    moments = [
        start - timedelta(seconds=1),
        start,
        notice.ends_at - timedelta(seconds=1),
        notice.ends_at,
    ]

    seen = []
    for moment in moments:
        time_machine.move_to(moment, tick=False)
        seen.append(notice.text in client.get("/om/").text)

    assert seen == [False, True, True, False]


def test_crisis_stands_first_and_then_the_newest():
    start = timezone.now() - timedelta(hours=3)
    crisis = make_notice(kind="crisis", starts_at=start)
    older = make_notice(kind="boat", starts_at=start + timedelta(hours=1))
    newer = make_notice(kind="water", starts_at=start + timedelta(hours=2))

    assert list(Notice.objects.active()) == [crisis, newer, older]


@pytest.mark.parametrize(
    ("kind", "word", "role", "colour"),
    [
        ("boat", "Båt:", "status", "warning"),
        ("water", "Vann:", "status", "info"),
        ("crisis", "Krise:", "alert", "danger"),
        ("other", "Driftsmelding:", "status", "neutral"),
    ],
)
def test_kind_is_said_in_words_and_not_by_colour_alone(client, kind, word, role, colour):
    make_notice(kind=kind)

    text = client.get("/om/").text

    assert word in text
    assert f'class="notice notice-{kind}" data-color="{colour}"' in text
    assert f'role="{role}">' in text


def test_text_and_link_are_escaped(client):
    make_notice(text="<script>x</script>", link="https://x.example/?a=1&b=2", link_text="<b>")

    text = client.get("/om/").text

    assert "&lt;script&gt;x&lt;/script&gt;" in text
    assert '<a href="https://x.example/?a=1&amp;b=2">&lt;b&gt;</a>' in text


@pytest.mark.parametrize("number", [1, 30])
def test_notices_take_one_query(client, django_assert_num_queries, number):
    for _ in range(number):
        make_notice()

    with django_assert_num_queries(5):  # municipality, page, its attachments, menus, notices
        client.get("/om/")


def test_short_form_raises_a_notice_at_once(client, editor):
    response = client.post(ADD, form())

    notice = Notice.objects.active().get()
    assert (notice.text, notice.kind, notice.raised_by) == ("Båten er innstilt.", "boat", editor)
    assert response.headers["Location"] == DESK


def test_short_form_suggests_the_quarter_after_six_hours(client, editor, time_machine):
    time_machine.move_to("2026-11-24T08:07:31+01:00", tick=False)

    suggested = client.get(DESK).context["notice_form"]["ends_at"].initial

    assert timezone.localtime(suggested).isoformat() == "2026-11-24T14:15:00+01:00"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 301}, "text"),
        ({"kind": "brann"}, "kind"),
        ({"ends_at_0": "01.01.2020"}, "ends_at"),
        ({"ends_at_0": "i morgen"}, "ends_at"),
        ({"link": "https://x.example/"}, "__all__"),
    ],
)
def test_wrong_form_comes_back_with_its_text_and_raises_nothing(client, editor, changes, field):
    response = client.post(ADD, form() | {"text": "Det jeg skrev"} | changes)

    assert list(response.context["adminform"].form.errors) == [field]
    assert field == "text" or "Det jeg skrev" in response.text
    assert not Notice.objects.exists()


def test_who_raised_and_who_ended_is_written_down(client, editor):
    client.post(ADD, form())
    notice = Notice.objects.get()
    other = make_user(is_staff=True, is_superuser=True)
    client.force_login(other)

    client.post(end_address(notice))

    assert [row.history_user for row in notice.history.order_by("pk")] == [editor, other]
    entries = LogEntry.objects.order_by("pk").values_list("user", "action_flag")
    assert list(entries) == [(editor.pk, 1), (other.pk, 2)]
    assert not Notice.objects.active().exists()


def test_notice_that_has_not_begun_can_be_ended(client, editor):
    later = timezone.now() + timedelta(days=1)
    notice = make_notice(starts_at=later, ends_at=later + timedelta(hours=1))

    client.post(end_address(notice))

    notice.refresh_from_db()
    assert notice.is_over


def test_ending_by_get_changes_nothing(client, editor):
    notice = make_notice()

    response = client.get(end_address(notice))

    assert response.status_code == 405
    assert list(Notice.objects.active()) == [notice]


def test_notice_that_is_over_is_not_ended_again(client, editor):
    notice = make_notice()
    client.post(end_address(notice))

    response = client.post(end_address(notice))

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("permission", "raises", "ends"),
    [("view_notice", 403, 403), ("add_notice", 302, 403), ("change_notice", 403, 302)],
)
def test_raising_and_ending_are_permissions(client, permission, raises, ends):
    notice = make_notice()
    user = make_user(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename=permission))
    client.force_login(user)

    found = [client.post(ADD, form()).status_code, client.post(end_address(notice)).status_code]

    assert found == [raises, ends]


def test_desk_shows_what_stands_and_the_form_to_those_who_may_raise(client, editor):
    notice = make_notice()
    hour = timedelta(hours=1)
    over = make_notice(starts_at=timezone.now() - hour, ends_at=timezone.now())
    context = client.get(DESK).context
    client.force_login(make_user(is_staff=True))
    other = client.get(DESK).context

    assert list(context["notices"]) == [notice]
    assert over not in context["notices"]
    assert (context["notice_form"] is None, other["notice_form"]) == (False, None)


def test_notice_cannot_be_deleted(client, editor):
    notice = make_notice()
    address = reverse("admin:municipality_notice_delete", args=[notice.pk])

    response = client.post(address, {"post": "yes"})

    assert response.status_code == 403
    assert Notice.objects.count() == 1


def test_notice_ends_after_it_starts_in_the_database_too():
    with pytest.raises(IntegrityError):
        make_notice(ends_at=timezone.now() - timedelta(days=1))


def test_notice_is_mended_after_it_has_begun():
    notice = make_notice(starts_at=timezone.now() - timedelta(hours=2))
    notice.ends_at = timezone.now() - timedelta(hours=1)

    assert notice.full_clean() is None


def test_link_without_words_is_refused():
    with pytest.raises(ValidationError):
        Notice(text="x", link="https://x.example/").full_clean()


def test_notice_stands_beside_the_posts_of_the_front_page(client):
    post = make_post()
    notice = make_notice()

    response = client.get("/")

    assert list(response.context["posts"]) == [post]
    assert response.text.index(notice.text) < response.text.index("<header")
