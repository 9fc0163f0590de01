"""A flood from many addresses, at the real limits: what is shown, what is taken, and what readers
notice."""

import pytest
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from dialogue.contribution import Contribution
from dialogue.senders import CROWD, HOUR, MOST_FROM_ALL, MOST_FROM_ONE
from tests.sending import send

pytestmark = pytest.mark.django_db

TEXT = "Ordet mitt i flommen – «hei» & ha det"


def fill(number: int) -> None:
    """Let as many rows have come, each from a sender of its own."""
    told = {"lang": "nb", "about": "Innlegg", "about_address": "/blogg/"}
    start = Contribution.objects.count()
    Contribution.objects.bulk_create(
        Contribution(text=f"Flom {i}", sender=f"{i:064d}", **told) for i in range(start, number)
    )


def send_from(number: int, address: str, **fields: str) -> tuple[int, str]:
    client = Client(REMOTE_ADDR=f"192.0.{number // 250}.{number % 250 + 1}")
    response = send(client, address, text=f"{TEXT} {number}", **fields)
    return response.status_code, response.text


def test_flood_is_held_from_the_hundredth_on(open_form_address):
    fill(CROWD - 1)

    for number in range(3):
        send_from(number, open_form_address)

    rows = Contribution.objects.exclude(sender__startswith="0000").order_by("pk")
    assert [(row.state, row.held_for) for row in rows] == [
        ("published", ""),
        ("waiting", "crowd"),
        ("waiting", "crowd"),
    ]


def test_thousand_addresses_store_five_hundred_and_the_rest_get_their_words_back(
    open_form_address, time_machine
):
    fill(MOST_FROM_ALL - 3)

    answers = [send_from(number, open_form_address, email="") for number in range(10)]

    assert [status for status, _text in answers] == [302] * 3 + [503] * 7
    assert "Ordet mitt i flommen – «hei» &amp; ha det 9</textarea>" in answers[9][1]
    assert Contribution.objects.count() == MOST_FROM_ALL == 500
    time_machine.move_to(timezone.now() + HOUR)
    assert send_from(11, open_form_address)[0] == 302


def test_flood_writes_no_mail_to_addresses_that_it_was_refused_for(open_form_address):
    fill(MOST_FROM_ALL)

    send_from(1, open_form_address, email="ola@oya.example")

    assert Email.objects.count() == 0


def test_what_one_address_may_write_is_a_small_part_of_the_disk(open_form_address):
    told = {"lang": "nb", "about": "Innlegg", "about_address": "/blogg/"}
    send_from(1, open_form_address)
    sender = Contribution.objects.get().sender
    Contribution.objects.create(text="a" * MOST_FROM_ONE, sender=sender, **told)

    one, other = send_from(1, open_form_address), send_from(2, open_form_address)

    assert (one[0], TEXT[:10] in one[1], other[0]) == (429, True, 302)


@pytest.mark.parametrize("rows", [0, MOST_FROM_ALL])
def test_readers_cost_the_same_while_the_form_is_closed(
    client, open_form_address, rows, django_assert_num_queries
):
    fill(rows)

    # municipality, menus, notices, post, tags, comments, newer, older, attachments, projects
    with django_assert_num_queries(10):
        page = client.get(open_form_address.removesuffix("kommenter/"))
    # municipality, menus, notices, post
    with django_assert_num_queries(4):
        form = client.get(open_form_address)

    assert (page.status_code, form.status_code) == (200, 200)
