from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from aggregator.models import Item, Source
from aggregator.reason import Reason
from aggregator.source_admin import NO_FEED
from aggregator.waiting import waiting
from tests.aggregator.internet import Internet, entered
from tests.factories import make_item, make_municipality, make_source, make_user

pytestmark = pytest.mark.django_db
ADD = reverse("admin:aggregator_source_add")
LIST = reverse("admin:aggregator_source_changelist")
FEED = b"<rss version='2.0'><channel><title>Utsyn</title><language>nn</language></channel></rss>"
PAGE = b"<link rel=alternate type=application/rss+xml href=/feed>"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


@pytest.fixture
def editor(client):
    user = make_user(role="Redaktør")
    client.force_login(user)
    return user


@pytest.fixture
def internet(db: None) -> Iterator[Internet]:
    with entered() as found:
        yield found


def address(source: Source, verb: str = "change") -> str:
    return reverse(f"admin:aggregator_source_{verb}", args=[source.pk])


def form(**changes: object) -> dict[str, object]:
    sent = {"feed_address": "a.example", "kind": "blogg", "on_front_page": "on"}
    return sent | {"keep_most": 100, "lang": "nb"} | changes


def errors(response) -> dict[str, list[str]]:
    return response.context["adminform"].form.errors


def test_a_blog_is_added_by_its_home_page(client, editor, internet):
    internet.page("http://a.example/", PAGE)
    internet.page("http://a.example/feed", FEED)

    response = client.post(ADD, form(feed_address="http://a.example/", tags="lean, øyer"))

    source = Source.objects.get()
    assert response.status_code == 302
    assert source.feed_address == "http://a.example/feed"
    assert (source.title, source.home_page, source.lang) == ("Utsyn", "http://a.example/", "nn")
    assert sorted(source.tags.names()) == ["lean", "øyer"]
    assert list(Source.objects.due()) == [source]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("http://a.example/", NO_FEED),
        ("http://127.0.0.1/feed", Reason.FORBIDDEN_ADDRESS.label),
        ("http://ukjent.example/", Reason.UNKNOWN_HOST.label),
        ("http://b.example/", Reason.NOT_FOUND.label),
        ("http://c.example/feed", gettext_lazy("We follow this one already.")),
        ("file:///etc/passwd", ""),
        ("tull", ""),
    ],
)
def test_an_address_without_a_feed_is_answered_at_the_field(client, editor, internet, typed, error):
    internet.page("http://a.example/", b"<title>Hei</title>")
    internet.name("b.example")
    internet.page("http://c.example/feed", FEED)
    make_source(feed_address="http://c.example/feed")
    before = Source.objects.count()

    response = client.post(ADD, form(feed_address=typed))

    assert list(errors(response)) == ["feed_address"]
    assert str(error) in errors(response)["feed_address"][0]
    assert Source.objects.count() == before
    assert not internet.canaries


def test_what_is_changed_leaves_what_the_worker_writes_alone(client, editor):
    source = make_source(etag='"1"')
    sent = form(feed_address=source.feed_address, title="Nytt navn", is_active="on")

    response = client.post(address(source), sent)

    source.refresh_from_db()
    assert response.status_code == 302
    assert (source.title, source.etag) == ("Nytt navn", '"1"')


def test_a_new_address_is_looked_up_and_begun_anew(client, editor, internet):
    internet.page("http://a.example/feed", FEED)
    now = timezone.now()
    source = make_source(etag='"1"', failures=2, failing_since=now, next_fetch_at=now + DAY)

    client.post(address(source), form(feed_address="http://a.example/feed", is_active="on"))

    source.refresh_from_db()
    assert (source.feed_address, source.title) == ("http://a.example/feed", "Utsyn")
    assert (source.etag, source.failures, source.next_fetch_at) == ("", 0, None)


def test_what_is_no_longer_followed_hands_over_to_the_copy(client, editor):
    copy = make_item(copy_of=make_item())
    source = copy.copy_of.source

    client.post(address(source), form(feed_address=source.feed_address, title="A"))

    assert list(Item.objects.published()) == [copy]


def test_a_source_is_fetched_paused_and_begun_again(client, editor, internet):
    internet.page("http://a.example/feed", FEED)
    source = make_source(feed_address="http://a.example/feed")
    states = []

    for verb in ("fetch", "pause", "resume"):
        response = client.post(address(source, verb))
        source.refresh_from_db()
        states.append((response["Location"], source.is_paused, source.last_success_at is None))

    page = address(source)
    assert states == [(page, False, False), (page, True, False), (page, False, False)]


def test_the_page_of_a_source_says_how_it_goes(client, editor):
    failing = make_source(
        failures=3, failing_since=timezone.now(), reason=Reason.NOT_FOUND, title="Feiler"
    )
    sources = [
        failing,
        make_source(paused_at=timezone.now(), reason=Reason.GONE),
        make_source(last_success_at=timezone.now()),
        make_source(last_success_at=timezone.now(), silent_after=timezone.now() - DAY),
        make_source(is_active=False),
        make_source(),
    ]

    said = [source.state for source in sources]
    shown = client.get(address(failing)).content.decode()

    assert len(set(said)) == 6
    assert str(Reason.NOT_FOUND.label) in shown
    assert 'action="' + address(failing, "fetch") in shown


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_of_sources_asks_as_much_of_many_as_of_one(
    client, editor, django_assert_num_queries, number
):
    for _ in range(number):
        make_source()

    with django_assert_num_queries(8):
        client.get(LIST)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, ["Båtruta", "Fyret", "Skolen"]),
        ({"sted": "forsiden"}, ["Båtruta", "Fyret"]),
        ({"sted": "lean"}, ["Båtruta"]),
        ({"sted": "tull"}, ["Båtruta", "Fyret", "Skolen"]),
        ({"tilstand": "pause"}, ["Skolen"]),
        ({"tilstand": "ikke", "sted": "forsiden"}, ["Fyret"]),
    ],
)
def test_sources_are_narrowed_by_place_and_state(client, editor, asked, shown):
    make_source(title="Båtruta", on_lean=True)
    make_source(title="Fyret", is_active=False)
    make_source(title="Skolen", on_front_page=False, paused_at=timezone.now())

    found = client.get(LIST, asked).context["cl"].queryset

    assert sorted(source.title for source in found) == shown


# What waits


def test_only_what_needs_somebody_waits_and_says_why(editor):
    now = timezone.now()
    make_source(title="Ny feil", failures=1, failing_since=now - DAY, reason=Reason.NO_ANSWER)
    make_source(title="Virker", silent_after=now + DAY)
    make_source(title="Borte", is_active=False, failures=9, failing_since=now - 9 * DAY)
    make_source(title="Feiler", failures=9, failing_since=now - 4 * DAY, reason=Reason.NO_ANSWER)
    make_source(title="Nedlagt", paused_at=now, reason=Reason.GONE)
    make_source(title="Stille", silent_after=now - DAY)
    make_source(title="Pause", paused_at=now, silent_after=now - DAY)

    rows = waiting(editor)

    assert [row.text.split("»")[0].split("«")[1] for row in rows] == ["Nedlagt", "Feiler", "Stille"]
    assert str(Reason.NO_ANSWER.label) in rows[1].text
    assert rows[1].since == now - 4 * DAY


def test_many_that_fail_at_once_are_one_line(editor, client):
    since = timezone.now() - 4 * DAY
    for _ in range(4):
        make_source(failures=9, failing_since=since, silent_after=None)
        make_source(silent_after=since)

    rows = waiting(editor)
    listed = [client.get(row.url).context["cl"].result_count for row in rows]

    assert listed == [4, 4]


def test_who_may_do_nothing_about_it_is_not_told():
    make_source(paused_at=timezone.now(), reason=Reason.GONE)

    assert waiting(make_user(role="Skribent")) == []


def test_what_waits_asks_as_much_of_many_as_of_one(editor, django_assert_num_queries):
    for number in (1, 5):
        for _ in range(number):
            make_source(failures=1, failing_since=timezone.now() - 5 * DAY)
        editor.has_perm("aggregator.change_source")

        with django_assert_num_queries(3):
            waiting(editor)
