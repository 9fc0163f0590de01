"""Commenting a post, as a citizen does it."""

import pytest
from post_office.models import Email

from dialogue.contribution import Contribution
from dialogue.moderation import hide, publish
from tests.factories import make_municipality, make_post, make_user
from tests.sending import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def form_address() -> str:
    make_municipality()
    return f"{make_post().get_absolute_url()}kommenter/"


def test_comment_waits_until_it_is_published(client, form_address):
    post = form_address.removesuffix("kommenter/")

    receipt = send(client, form_address, text="Båten bør gå oftere.", name="Ola (demo)")

    row = Contribution.objects.get()
    assert receipt.headers["Location"] == row.get_absolute_url()
    assert (row.state, row.text, row.name) == ("waiting", "Båten bør gå oftere.", "Ola (demo)")
    assert row.kind.post.get_absolute_url() == post
    assert "Båten bør gå oftere." not in client.get(post).text

    publish(row, by=make_user())

    assert "Båten bør gå oftere." in client.get(post).text


def test_hidden_comment_leaves_its_rule_in_its_place(client, form_address):
    send(client, form_address, text="Du er dum.")
    row = Contribution.objects.get()

    hide(row, by=make_user(), rule="personangrep", reason="Gå etter saken.")

    page = client.get(form_address.removesuffix("kommenter/")).text
    assert "Du er dum." not in page
    assert "regel 2" in page or "rule 2" in page


def test_mail_holds_a_number_and_a_link_and_no_text(client, form_address):
    send(client, form_address, text="Hemmelig ord", email="ola@oya.example")

    mail = Email.objects.get()
    row = Contribution.objects.get()
    assert mail.to == ["ola@oya.example"]
    assert str(row.pk) in mail.subject
    assert row.get_absolute_url() in mail.message
    assert "Hemmelig" not in mail.message
