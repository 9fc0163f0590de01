import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.models import Post
from publishing.models import SearchEntry
from tests.factories import (
    NO_ATTACHMENTS,
    make_municipality,
    make_person,
    make_picture,
    make_post,
    make_user,
)

pytestmark = pytest.mark.django_db

LIST = reverse("admin:blog_post_changelist")
STORES_TOKENS = "REPLACE INTO publishing_searchtokens|SET tokens"


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


@pytest.fixture
def editor(client):
    user = make_user(username="kari", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def address(post: Post, page: str = "change") -> str:
    return reverse(f"admin:blog_post_{page}", args=[post.pk])


def form_of(post: Post | None = None, **changes: Any) -> dict[str, Any]:
    """What the change form sends for `post` as it is, with `changes`."""
    if post is None:
        fields = {"title": "Nytt", "ingress": "Kort.", "body": "<p>Tekst.</p>", "lang": "nb"}
        return NO_ATTACHMENTS | fields | {"version": ""} | changes
    when = timezone.localtime(post.published_at) if post.published_at else None
    fields = {
        "title": post.title,
        "ingress": post.ingress,
        "body": post.body,
        "lang": post.lang,
        "slug": post.slug,
        "moderation": post.moderation,
        "published_at_0": when.strftime("%d.%m.%Y") if when else "",
        "published_at_1": when.strftime("%H.%M") if when else "",
        "version": post.version,
        "comments_open": "on" if post.comments_open else "",
    }
    return NO_ATTACHMENTS | fields | changes


def test_new_post_is_a_draft_of_its_writer(client, editor):
    client.post(reverse("admin:blog_post_add"), form_of(title="Slik gikk det"))

    post = Post.objects.get()
    assert (post.title, post.slug, post.published_at) == ("Slik gikk det", "slik-gikk-det", None)
    assert (post.created_by, post.history.get().history_user) == (editor, editor)


def test_publish_now_fills_in_the_date(client, editor):
    post = make_post(published_at=None)

    client.post(address(post), form_of(post, _publish="1"))

    assert list(Post.objects.published()) == [post]


def test_draft_may_be_put_away_without_an_ingress(client, editor):
    post = make_post(published_at=None)

    response = client.post(address(post), form_of(post, ingress=""), follow=True)

    post.refresh_from_db()
    assert post.ingress == ""
    assert "Skriv en ingress." in response.text


def test_draft_that_was_stopped_is_still_offered_as_a_draft(client, editor):
    post = make_post(published_at=None)

    response = client.post(address(post), form_of(post, ingress="", _publish="1"))

    offered = [
        word for word in ["_publish", "trekk-tilbake", "deletelink"] if word in response.text
    ]
    assert offered == ["_publish", "deletelink"]


def test_published_date_of_the_form_is_kept(client, editor):
    post = make_post(published_at=None)
    fields = {"published_at_0": "17.09.2010", "published_at_1": "13.05"}

    client.post(address(post), form_of(post, _publish="1", **fields))

    post.refresh_from_db()
    assert timezone.localtime(post.published_at).isoformat() == "2010-09-17T13:05:00+02:00"


def test_time_that_the_clocks_skip_is_refused_at_the_field(client, editor):
    post = make_post(published_at=None)
    fields = {"published_at_0": "28.03.2027", "published_at_1": "02.30"}

    response = client.post(address(post), form_of(post, **fields))

    assert list(response.context["adminform"].form.errors) == ["published_at"]


@pytest.mark.parametrize("hour", ["00:30", "01:30"])  # 02.30 of the clock, both times
def test_text_of_the_hour_that_comes_twice_keeps_its_moment(client, editor, hour):
    moment = datetime.fromisoformat(f"2025-10-26T{hour}:17+00:00")
    post = make_post(published_at=moment)

    client.post(address(post), form_of(post, title="Rettet"))

    post.refresh_from_db()
    assert (post.title, post.published_at) == ("Rettet", moment)


def test_hour_that_comes_twice_is_refused_where_it_is_new(client, editor):
    post = make_post(published_at=None)
    fields = {"published_at_0": "26.10.2025", "published_at_1": "02.30"}

    response = client.post(address(post), form_of(post, **fields))

    assert list(response.context["adminform"].form.errors) == ["published_at"]


@pytest.mark.parametrize(("fields", "times"), [({}, 1), ({"tags": "Havn"}, 2)])
def test_text_is_indexed_again_only_for_its_related_rows(client, editor, fields, times):
    post = make_post()

    with CaptureQueriesContext(connection) as asked:
        client.post(address(post), form_of(post, title="Rettet", **fields))

    stored = [row["sql"] for row in asked if re.search(STORES_TOKENS, row["sql"])]
    assert len(stored) == times
    found = SearchEntry.objects.get(kind="blog.post", object_id=post.pk)
    assert found.title == "Rettet"


def test_second_writer_gets_both_texts_and_overwrites_nothing(client, editor):
    post = make_post(title="Først")
    sent = form_of(post, title="Min tittel", body="<p>Min tekst</p>")
    post.title = "Den andres tittel"
    post.save()

    response = client.post(address(post), sent)

    post.refresh_from_db()
    assert (response.status_code, post.title) == (409, "Den andres tittel")
    assert response.context["differences"] == [
        {"label": "Tittel", "stored": "Den andres tittel", "sent": "Min tittel"},
        {"label": "Tekst", "stored": "Teksten.", "sent": "Min tekst"},
    ]


def test_conflict_shows_a_picture_that_was_described_anew(client, editor):
    picture = make_picture()
    post = make_post(body=f'<p><img src="{picture.file.url}" alt="Før"></p>')
    sent = form_of(post, body=post.body.replace("Før", "Etter"))
    post.save()

    response = client.post(address(post), sent)

    (difference,) = response.context["differences"]
    assert (difference["stored"], difference["sent"]) == ("[Før]", "[Etter]")


def test_conflict_names_what_was_chosen(client, editor):
    kari, ola = make_person(name="Kari (demo)"), make_person(name="Ola (demo)")
    post = make_post(author=kari, lang="nb")
    sent = form_of(post, author=ola.pk, lang="nn", picture_decorative="on", picture="finnes ikke")
    post.save()

    response = client.post(address(post), sent)

    shown = [(row["stored"], row["sent"]) for row in response.context["differences"]]
    assert shown == [
        ("", "finnes ikke"),
        ("Nei", "Ja"),
        ("Kari (demo)", "Ola (demo)"),
        ("Bokmål", "Nynorsk"),
    ]


def test_form_offers_no_deletion_of_the_person_who_signs(client, editor):
    form = client.get(reverse("admin:blog_post_add")).context["adminform"].form

    choosers = [form.fields[name].widget for name in ("author", "department", "picture")]

    assert [chooser.can_delete_related for chooser in choosers] == [False, False, False]


def test_conflict_page_saves_mine_when_i_say_so(client, editor):
    post = make_post(title="Først")
    sent = form_of(post, title="Min tittel")
    post.save()
    conflict = client.post(address(post), sent)
    again = dict(conflict.context["sent"]) | {"version": conflict.context["stored"].version}

    client.post(address(post), again)

    post.refresh_from_db()
    assert post.title == "Min tittel"


def test_form_without_a_version_overwrites_nothing(client, editor):
    post = make_post(title="Først")
    fields = form_of(post, title="Forfalsket")
    del fields["version"]

    response = client.post(address(post), fields)

    post.refresh_from_db()
    assert (response.status_code, post.title) == (409, "Først")


def test_error_gives_the_text_back_with_the_version_it_came_from(client, editor):
    post = make_post()

    response = client.post(address(post), form_of(post, title="", body="<p>Alt jeg skrev</p>"))

    assert "Alt jeg skrev" in response.text
    assert f'name="version" value="{post.version}"' in response.text


def test_withdrawing_asks_for_a_reason(client, editor):
    post = make_post()

    response = client.post(address(post, "withdraw"), {"reason": " "})

    assert list(response.context["form"].errors) == ["reason"]


def test_withdrawing_is_done_and_logged(client, editor):
    post = make_post()

    client.post(address(post, "withdraw"), {"reason": "Feil tall"})

    post.refresh_from_db()
    assert (post.is_public, post.withdrawn_reason) == (False, "Feil tall")
    assert "Feil tall" in LogEntry.objects.get().change_message


def test_withdrawing_by_get_changes_nothing(client, editor):
    post = make_post()

    client.get(address(post, "withdraw"))

    post.refresh_from_db()
    assert post.is_public


def test_withdrawn_post_can_be_put_back(client, editor):
    post = make_post()
    post.withdraw(reason="Feil")

    client.post(address(post, "put_back"))

    post.refresh_from_db()
    assert post.is_public


@pytest.mark.parametrize("page", ["withdraw", "put_back", "purge"])
def test_verbs_of_public_texts_are_not_for_drafts(client, editor, page):
    post = make_post(published_at=None)

    response = client.post(address(post, page), {"reason": "x"})

    assert response.status_code == 404


def test_purge_is_for_administrators(client):
    post = make_post()
    client.force_login(make_user(role="Redaktør"))

    response = client.post(address(post, "purge"), {"reason": "x"})

    assert response.status_code == 403
    assert Post.objects.published().count() == 1


def test_purge_leaves_an_audit_line(client, editor):
    post = make_post(title="Lekkasje")

    client.post(address(post, "purge"), {"reason": "Fødselsnummer i teksten"})

    assert client.get(post.get_absolute_url()).status_code == 410
    assert "Fødselsnummer i teksten" in LogEntry.objects.get().change_message


@pytest.mark.parametrize("page", ["delete"])
def test_public_post_cannot_be_deleted(client, editor, page):
    post = make_post()

    response = client.post(address(post, page), {"post": "yes"})

    assert response.status_code == 403
    assert Post.objects.count() == 1


def test_bulk_deletion_is_not_offered(client, editor):
    post = make_post(published_at=None)

    client.post(LIST, {"action": "delete_selected", "_selected_action": [post.pk], "post": "yes"})

    assert Post.objects.count() == 1


def test_selected_drafts_are_published_and_counted(client, editor):
    drafts = [make_post(published_at=None), make_post(published_at=None)]
    faulty = make_post(published_at=None, ingress="")
    chosen = {"action": "publish_selected", "_selected_action": [d.pk for d in [*drafts, faulty]]}

    response = client.post(LIST, chosen, follow=True)

    assert set(Post.objects.published()) == set(drafts)
    assert len(response.context["messages"]) == 2


@pytest.mark.parametrize(
    ("state", "expected"),
    [("utkast", "Utkast"), ("planlagt", "Plan"), ("publisert", "Ute"), ("trukket", "Borte")],
)
def test_list_is_narrowed_by_state(client, editor, state, expected):
    make_post(title="Utkast", published_at=None)
    make_post(title="Plan", published_at=timezone.now() + timedelta(days=1))
    make_post(title="Ute")
    make_post(title="Borte").withdraw(reason="Feil")

    response = client.get(LIST, {"tilstand": state})

    assert [post.title for post in response.context["cl"].result_list] == [expected]


@pytest.mark.parametrize("number", [1, 30])
def test_list_takes_as_many_queries_for_30_posts_as_for_1(
    client, editor, django_assert_num_queries, number
):
    for _ in range(number):
        make_post()

    with django_assert_num_queries(11):
        response = client.get(LIST)

    assert response.status_code == 200


def history_address(post: Post, record: Any) -> str:
    return reverse("admin:blog_post_simple_history", args=[post.pk, record.pk])


def test_yesterdays_text_is_restored(client, editor):
    post = make_post(body="<p>Gårsdagens tekst.</p>")
    yesterday = post.history.get()
    post.body = "<p>Dagens tekst.</p>"
    post.save()

    client.post(history_address(post, yesterday), form_of(post, body=yesterday.body))

    post.refresh_from_db()
    assert post.body == "<p>Gårsdagens tekst.</p>"


def test_restoring_does_not_undo_a_withdrawal(client, editor):
    post = make_post()
    before = post.history.get()
    post.withdraw(reason="Feil")

    client.post(history_address(post, before), form_of(post))

    post.refresh_from_db()
    assert post.withdrawn_reason == "Feil"


def test_restoring_demands_more_than_reading(client):
    post = make_post(body="<p>Ny</p>")
    user = make_user(role="Skribent")
    Post.objects.update(created_by=user)  # who wrote it may read it, and no more once it is public
    client.force_login(user)

    response = client.post(history_address(post, post.history.get()), form_of(post, body="x"))

    post.refresh_from_db()
    assert (response.status_code, post.body) == (403, "<p>Ny</p>")


def test_history_shows_what_was_changed(client, editor):
    post = make_post(title="Gammel tittel")
    post.title = "Ny tittel"
    post.save()

    response = client.get(address(post, "history"))

    newest = response.context["page_obj"][0]
    assert [str(change["field"]) for change in newest.history_delta_changes] == ["Tittel"]


def test_restoring_over_somebody_elses_save_is_asked_about(client, editor):
    post = make_post(body="<p>Gammel.</p>")
    old = post.history.get()
    sent = form_of(post, body=old.body)
    post.body = "<p>Kollegaens.</p>"
    post.save()

    response = client.post(history_address(post, old), sent)

    post.refresh_from_db()
    assert (response.status_code, post.body) == (409, "<p>Kollegaens.</p>")


def test_restore_form_carries_the_version_of_today(client, editor):
    post = make_post()
    old = post.history.get()
    post.save()

    response = client.get(history_address(post, old))

    assert 'name="version" value="2"' in response.text


def test_version_of_the_draft_is_restored_under_the_date_of_the_public_text(client, editor):
    post = make_post(published_at=None, body="<p>Utkastet.</p>")
    draft = post.history.get()
    post.publish(at=timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1))
    date = post.published_at
    sent = form_of(post, body=draft.body, published_at_0="", published_at_1="")

    client.post(history_address(post, draft), sent)

    post.refresh_from_db()
    assert (post.body, post.published_at) == ("<p>Utkastet.</p>", date)


def test_publishing_is_told(client, editor):
    post = make_post(published_at=None, title="Nytt")

    response = client.post(address(post), form_of(post, _publish="1"), follow=True)

    assert str(list(response.context["messages"])[0]) == "«Nytt» er publisert."


@pytest.mark.parametrize("tags", ["x" * 101, "x" * 10**6, ",".join(map(str, range(31)))])
def test_too_much_for_tags_is_refused_at_the_field(client, editor, tags):
    response = client.post(reverse("admin:blog_post_add"), form_of(tags=tags))

    assert list(response.context["adminform"].form.errors) == ["tags"]
    assert not Post.objects.exists()


def test_purge_takes_the_title_out_of_the_staffs_log(client, editor):
    post = make_post(title="Hemmelig navn")
    client.post(address(post), form_of(post, ingress="Nytt"))

    changed = LogEntry.objects.get()
    changed.change_message = "Vedlegg «Hemmelig liste» er lagt til"
    changed.save()

    client.post(address(post, "purge"), {"reason": "Lekkasje"})

    assert not LogEntry.objects.filter(change_message__contains="Hemmelig").exists()
    assert {str(entry) for entry in LogEntry.objects.all() if "Hemmelig" in str(entry)} == set()
    assert set(LogEntry.objects.values_list("object_repr", flat=True)) == {"Fjernet tekst"}


def test_purged_post_has_nothing_to_put_back(client, editor):
    post = make_post()
    client.post(address(post, "purge"), {"reason": "Lekkasje"})

    response = client.post(address(post, "put_back"))

    post.refresh_from_db()
    assert (response.status_code, post.is_public) == (404, False)


@pytest.mark.parametrize(
    "query",
    ["published_at__year=9999", "published_at__year=abc", "q=" + "ord+" * 2000, "p=abc", "e=1"],
)
def test_odd_search_of_the_list_is_answered(client, editor, query):
    make_post()

    response = client.get(f"{LIST}?{query}")

    assert response.status_code in (200, 302, 400)


@pytest.mark.parametrize(
    "fields",
    [
        {"picture": "abc"},
        {"picture": "9" * 30},
        {"picture": "9" * 5000},
        {"author": "abc"},
        {"department": "9" * 30},
    ],
)
def test_forged_choice_is_refused_and_nothing_saved(client, editor, fields):
    post = make_post(title="Først")

    response = client.post(address(post), form_of(post, title="Forfalsket", **fields))

    post.refresh_from_db()
    assert (response.status_code in (200, 400), post.title) == (True, "Først")


@pytest.mark.parametrize("path", ["abc/history/", "1.5/history/", "1/history/abc/", "abc/change/"])
def test_odd_address_of_a_row_is_no_error_of_ours(client, editor, path):
    response = client.get(f"{LIST}{path}")

    assert response.status_code in (302, 400, 404)


@pytest.mark.parametrize("chosen", ["abc", "9" * 30, "\x00"])
def test_forged_row_of_an_action_is_no_error_of_ours(client, editor, chosen):
    make_post(published_at=None)

    response = client.post(LIST, {"action": "publish_selected", "_selected_action": chosen})

    assert response.status_code in (302, 400)
    assert not Post.objects.published().exists()


def test_old_version_brings_its_choice_about_comments(client, editor):
    post = make_post(comments_open=True, moderation="after")
    before = post.history.get()
    post.comments_open, post.moderation = False, ""
    post.save()

    form = client.get(history_address(post, before)).context["adminform"].form

    assert (form["comments_open"].value(), form["moderation"].value()) == (True, "after")


def test_conflict_keeps_the_choice_about_comments(client, editor):
    post = make_post(comments_open=False)
    sent = form_of(post, comments_open="on", moderation="after")
    post.title = "Kollegaens"
    post.save()

    conflict = client.post(address(post), sent)
    again = dict(conflict.context["sent"]) | {"version": conflict.context["stored"].version}
    client.post(address(post), again)

    post.refresh_from_db()
    assert (post.comments_open, post.moderation) == (True, "after")


def test_writer_opens_a_draft_of_ones_own_for_comments(client):
    writer = make_user(role="Skribent")
    client.force_login(writer)
    draft = make_post(published_at=None, created_by=writer, comments_open=False)

    client.post(address(draft), form_of(draft, comments_open="on", moderation="after"))

    draft.refresh_from_db()
    assert (draft.comments_open, draft.moderation) == (True, "after")
