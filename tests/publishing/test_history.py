from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db


def changes(client, post) -> list[tuple[str, str]]:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    response = client.get(reverse("admin:blog_post_history", args=[post.pk]))
    newest = response.context["page_obj"][0]
    return [(change["old"], change["new"]) for change in newest.history_delta_changes]


def test_changed_text_is_shown_by_its_changed_lines(client):
    post = make_post(body="<p>Felles.</p><p>Før &amp; nå</p>")
    post.body = "<p>Felles.</p><p>Etter <strong>nå</strong></p>"
    post.save()

    shown = changes(client, post)

    assert shown == [("Før &amp; nå", "Etter nå")]


@pytest.mark.parametrize(
    ("field", "old", "new", "expected"),
    [
        ("title", "<b>A</b>", "B", ("&lt;b&gt;A&lt;/b&gt;", "B")),
        ("lang", "nb", "nn", ("Bokmål", "Nynorsk")),
        ("picture_decorative", False, True, ("Nei", "Ja")),
    ],
)
def test_values_are_said_as_the_form_says_them(client, field, old, new, expected):
    post = make_post(**{field: old})
    setattr(post, field, new)
    post.save()

    shown = changes(client, post)

    assert shown == [expected]


def test_dates_are_said_in_local_time(client):
    post = make_post(published_at=None)
    post.published_at = datetime(2026, 7, 1, 8, 5, tzinfo=UTC)
    post.save()

    shown = changes(client, post)

    assert shown == [("", "1. juli 2026 10:05")]
