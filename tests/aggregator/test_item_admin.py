"""What staff do with entries."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from aggregator.curating import delete, share
from aggregator.feed import Entry, Feed
from aggregator.models import Item
from aggregator.storing import store
from tests.factories import make_item, make_municipality, make_source, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/aggregator/item/"


@pytest.fixture
def editor(client) -> Any:
    make_municipality()
    user = make_user(role="Redaktør")
    client.force_login(user)
    return user


def address(item: Item) -> str:
    return f"{LIST}{item.pk}/change/"


def send(client: Any, item: Item, verb: str, **fields: str) -> Any:
    named = {f"{verb}-{name}": value for name, value in fields.items()}
    return client.post(address(item), {"verb": verb} | named)


def verbs(client: Any, item: Item) -> list[str]:
    return [form.verb for form in client.get(address(item)).context["forms"]]


def test_page_offers_what_can_be_done_with_the_entry_as_it_is(client, editor):
    now = timezone.now()
    plain = verbs(client, make_item())
    shared = verbs(client, make_item(shared_at=now, pinned_at=now))
    hidden = verbs(client, make_item(state="skjult", picture="pictures/fulgt/a.jpg"))

    assert plain == ["share", "pin", "hide", "delete"]
    assert shared == ["share", "stop", "unpin", "hide", "delete"]
    assert hidden == ["describe", "show", "delete"]


def test_entry_is_pinned_and_unpinned(client, editor):
    item = make_item()

    send(client, item, "pin")
    pinned = Item.objects.get().is_pinned
    send(client, item, "unpin")

    assert (pinned, Item.objects.get().is_pinned) == (True, False)
    assert LogEntry.objects.filter(user=editor).count() == 2


def test_entry_is_shared_and_its_note_is_mended(client, editor):
    item = make_item()

    send(client, item, "share", note="Les dne!")
    first = Item.objects.get()
    client.force_login(make_user(role="Redaktør"))
    send(client, item, "share", note="Les den!")

    then = Item.objects.get()
    assert (first.shared_by, first.shared_note) == (editor, "Les dne!")
    assert (then.shared_by, then.shared_note, then.shared_at) == (
        editor,
        "Les den!",
        first.shared_at,
    )


def test_note_that_is_too_long_comes_back(client, editor):
    response = send(client, make_item(), "share", note="å" * 501)

    assert response.status_code == 200
    assert "å" * 501 in response.text
    assert not Item.objects.get().is_shared


def test_sharing_ends(client, editor):
    item = make_item()
    send(client, item, "share", note="Les den!")

    send(client, item, "stop")

    row = Item.objects.get()
    assert (row.shared_at, row.shared_by, row.shared_note) == (None, None, "")


def test_entry_is_hidden_and_shown_again(client, editor):
    item = make_item()

    send(client, item, "hide")
    hidden = Item.objects.published().count()
    send(client, item, "show")

    assert (hidden, Item.objects.published().count()) == (0, 1)


def test_picture_gets_a_description(client, editor):
    item = make_item(picture="pictures/fulgt/a.jpg")

    send(client, item, "describe", alt="To båter")

    assert Item.objects.get().picture_alt == "To båter"


def test_deleting_asks_first(client, editor):
    item = make_item()

    response = send(client, item, "delete")

    assert response.status_code == 200
    assert Item.objects.get().title == item.title


def test_deleted_entry_does_not_come_back(client, editor):
    feed = Feed(entries=[Entry(guid="a", title="Uønsket", link="https://a.example/a")])
    source = make_source()
    store(source, feed)
    item = source.items.get()

    response = send(client, item, "delete", sure="on")
    store(source, feed)

    assert response.headers["Location"] == LIST
    assert list(source.items.values_list("state", "title")) == [("slettet", "")]
    assert client.get(address(item)).status_code == 302


@pytest.mark.parametrize("verb", ["hide", "delete"])
def test_entry_that_came_twice_is_away_twice(client, editor, verb):
    item = make_item()
    copy = make_item(copy_of=item)

    send(client, item, verb, sure="on")
    Item.objects.filter(pk=copy.pk).update(copy_of=None)

    assert not Item.objects.published().exists()


def test_what_a_colleague_has_deleted_meanwhile_is_not_shared(client, editor):
    item = make_item()
    delete(item)

    with pytest.raises(Item.DoesNotExist):
        share(item, by=editor, note="Les den!")


def test_list_leaves_out_what_is_deleted_and_what_is_shown_as_anothers(client, editor):
    first = make_item(title="Vist")
    make_item(title="Skjult", state="skjult")
    make_item(title="Kopi", copy_of=first)
    delete(make_item(title="Slettet"))

    rows = client.get(LIST).context["cl"].result_list

    assert [row.title for row in rows] == ["Skjult", "Vist"]


@pytest.mark.parametrize(
    ("mark", "expected"), [("festet", ["Festet"]), ("delt", ["Delt"]), ("skjult", ["Skjult"])]
)
def test_list_can_be_narrowed_to_what_we_have_done(client, editor, mark, expected):
    make_item(title="Festet", pinned_at=timezone.now())
    make_item(title="Delt", shared_at=timezone.now())
    make_item(title="Skjult", state="skjult")
    make_item(title="Vanlig")

    rows = client.get(f"{LIST}?merket={mark}").context["cl"].result_list

    assert [row.title for row in rows] == expected


def test_many_are_hidden_at_once(client, editor):
    rows = [make_item(), make_item(), make_item()]
    chosen = {"action": "hide_selected", "_selected_action": [rows[0].pk, rows[1].pk]}

    response = client.post(LIST, chosen, follow=True)

    assert list(Item.objects.published()) == [rows[2]]
    assert "2 oppføringer er skjult." in response.text


@pytest.mark.parametrize("number", [1, 30])
def test_list_takes_as_many_queries_for_30_as_for_1(
    client, editor, django_assert_num_queries, number
):
    for _ in range(number):
        make_item(make_source())

    # session, user, municipality; rights of the user and of the groups; two counts, rows
    with django_assert_num_queries(8):
        client.get(LIST)
