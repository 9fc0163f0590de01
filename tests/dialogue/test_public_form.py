"""What every form of the public promises, seen at the comment form."""

from datetime import timedelta
from html import escape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext
from post_office.models import Email

from dialogue.contribution import LONGEST_TEXT, Contribution
from dialogue.token import LIFE
from tests.factories import make_post, make_user
from tests.sending import hidden_fields, send

pytestmark = pytest.mark.django_db

TEXT = "Båten bør gå oftere – «nå» & ikke <siden>."


def stored() -> list[str]:
    return list(Contribution.objects.values_list("text", flat=True))


def is_given_back(response: Any, text: str = TEXT) -> bool:
    """Whether the page is a form that holds the text and can be sent once more."""
    return escape(text) in response.text and bool(hidden_fields(response).get("token"))


# Who may send it


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://[::1"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver:81"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
    ],
)
def test_form_that_another_site_sends_is_refused(client, form_address, headers):
    fields = hidden_fields(client.get(form_address))

    response = client.post(form_address, fields | {"text": TEXT}, headers=headers)

    assert (response.status_code, stored()) == (403, [])


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://testserver", "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
    ],
)
def test_form_that_our_own_page_sends_is_taken(client, form_address, headers):
    fields = hidden_fields(client.get(form_address))

    response = client.post(form_address, fields | {"text": TEXT}, headers=headers)

    assert (response.status_code, stored()) == (302, [TEXT])


def test_form_needs_no_csrf_cookie(form_address):
    strict = Client(enforce_csrf_checks=True)

    response = send(strict, form_address, text=TEXT)

    assert (response.status_code, stored()) == (302, [TEXT])


def test_nobody_gets_a_cookie_and_nothing_is_kept(client, form_address):
    responses = [
        client.get(form_address),
        client.post(form_address, {"text": TEXT}),
        send(client, form_address, text=TEXT),
        client.get(Contribution.objects.get().get_absolute_url()),
    ]

    assert [dict(response.cookies) for response in responses] == [{}] * 4
    assert ["no-store" in response.headers["Cache-Control"] for response in responses] == [True] * 4
    assert ["Cookie" in response.get("Vary", "") for response in responses] == [False] * 4


def test_employee_who_is_logged_in_writes_as_anybody(client, form_address):
    client.force_login(make_user())

    response = send(client, form_address, text=TEXT)

    row = Contribution.objects.get()
    assert (row.name, row.person, row.channel) == ("", None, "web")
    assert "Cookie" not in response.get("Vary", "")


# What the token does


def test_token_of_another_post_gives_the_text_back(client, form_address):
    other = f"{make_post(title='En annen').get_absolute_url()}kommenter/"
    fields = hidden_fields(client.get(other)) | {"text": TEXT}

    response = client.post(form_address, fields)

    assert (response.status_code, is_given_back(response), stored()) == (422, True, [])
    again = client.post(form_address, hidden_fields(response) | {"text": TEXT})
    assert (again.status_code, stored()) == (302, [TEXT])


@pytest.mark.parametrize("token", ["", "x:y:z", "\0", "a" * 10_000])
def test_forged_token_gives_the_text_back(client, form_address, token):
    response = client.post(form_address, {"text": TEXT, "token": token})

    assert (response.status_code, is_given_back(response), stored()) == (422, True, [])
    again = client.post(form_address, hidden_fields(response) | {"text": TEXT})
    assert (again.status_code, stored()) == (302, [TEXT])


MEND = "Du må rette disse feilene"


def test_what_is_about_no_field_is_nothing_to_mend(client, form_address):
    old = client.post(form_address, {"text": TEXT, "token": "x:y:z"})
    wrong = send(client, form_address, text="")
    both = client.post(form_address, {"text": "", "token": "x:y:z"})

    assert [MEND in page.text for page in (old, wrong, both)] == [False, True, True]
    assert len(old.context["form"].non_field_errors()) == 1


def test_form_that_was_open_overnight_stores_at_the_second_sending(
    client, form_address, time_machine
):
    fields = hidden_fields(client.get(form_address)) | {"text": TEXT, "name": "Ola (demo)"}
    time_machine.move_to(timezone.now() + LIFE + timedelta(seconds=1), tick=False)

    first = client.post(form_address, fields)
    second = client.post(form_address, fields | hidden_fields(first))

    assert (first.status_code, is_given_back(first), second.status_code) == (422, True, 302)
    assert hidden_fields(first)["token"] != fields["token"]
    assert stored() == [TEXT]


def test_same_words_sent_twice_get_the_same_receipt(client, form_address):
    fields = hidden_fields(client.get(form_address)) | {"text": TEXT, "email": "ola@oya.example"}

    receipts = [client.post(form_address, fields).headers["Location"] for _ in range(2)]

    assert receipts == [Contribution.objects.get().get_absolute_url()] * 2
    assert Email.objects.count() == 1


@pytest.mark.parametrize("changed", [{"text": "Andre ord."}, {"name": "Kari (demo)"}])
def test_other_words_with_the_same_token_are_another_contribution(client, form_address, changed):
    fields = hidden_fields(client.get(form_address)) | {"text": TEXT}
    client.post(form_address, fields)

    back = client.post(form_address, fields | changed)
    receipt = client.post(form_address, fields | changed | hidden_fields(back))

    assert (back.status_code, is_given_back(back, (fields | changed)["text"])) == (422, True)
    assert (receipt.status_code, Contribution.objects.count()) == (302, 2)


def test_preview_stores_nothing_and_keeps_token_and_time(client, form_address):
    fields = hidden_fields(client.get(form_address)) | {"text": TEXT}

    page = client.post(form_address, fields | {"preview": "1"})
    sent = client.post(form_address, fields | hidden_fields(page))

    assert (page.status_code, page.text.count(escape(TEXT))) == (200, 2)
    assert f"<title>{gettext('Preview:')} Kommenter" in page.text
    assert hidden_fields(page)["token"] == fields["token"]
    assert (sent.status_code, stored()) == (302, [TEXT])


# Numbers of persons

NUMBER = "179010 12393"  # made up


def test_warning_stands_at_the_field_and_says_which(client, form_address):
    in_text = send(client, form_address, text=f"Jeg er {NUMBER}")
    in_name = send(client, form_address, text=TEXT, name=f"Ola {NUMBER}")

    errors = [dict(page.context["form"].errors) for page in (in_text, in_name)]
    assert [list(one) for one in errors] == [["text"], ["name"]]
    assert "teksten" in errors[0]["text"][0]
    assert "teksten" not in errors[1]["name"][0]


@pytest.mark.parametrize("local_part", ["17901012393", "179010.12393", "ola-179010-12393"])
def test_number_in_the_address_is_never_stored(client, form_address, local_part):
    address = f"{local_part}@oya.example"

    first = send(client, form_address, text=TEXT, email=address)
    again = client.post(form_address, hidden_fields(first) | {"text": TEXT, "email": address})

    assert [page.context["form"].errors.keys() for page in (first, again)] == [{"email"}] * 2
    assert is_given_back(again)
    assert stored() == []


def test_account_number_in_the_address_is_no_number_of_a_person(client, form_address):
    response = send(client, form_address, text=TEXT, email="81010100038@oya.example")

    assert (response.status_code, stored()) == (302, [TEXT])


# What bad input gets


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": " \n\t\u3000 "},
        {"text": "\u0007\u0008"},
        {"text": "\u200b"},
        {"text": "\u00ad \u2060\ufeff\n\u202e\u2066\U000e0001"},
        {"text": "\u3164\u2800 \ufe0f\u034f"},
        {"text": "a" * (LONGEST_TEXT + 1)},
        {"text": "a\0b"},
        {"name": "a" * 81},
        {"name": "a\0b"},
        {"name": "<" * 100_000},
        {"email": "ola"},
        {"email": "ola@oya.example\nBcc: x@y.example"},
        {"email": "ola@oya.example\r\n\r\nHei"},
        {"email": "ola@oya.example, kari@oya.example"},
        {"email": "Ola <ola@oya.example>"},
        {"email": "a" * 250 + "@oya.example"},
        {"email": "a@" + "a." * 50_000 + "no"},
        {"email": "ola@oya.example\0"},
        {"email": "\u202eola@oya.example"},
        {"answers": "nei"},
        {"answers": "-1"},
        {"answers": "1" * 5_000},
        {"answers": "٣"},
        {"answers": "9" * 18},
        {"answers": "\0"},
    ],
)
def test_bad_input_gives_everything_back(client, form_address, wrong):
    right = {"text": TEXT, "name": "Ola (demo)", "email": "ola@oya.example"}

    response = send(client, form_address, **right | wrong)

    kept = [escape(value) for name, value in right.items() if name not in wrong]
    assert (response.status_code, stored(), Email.objects.count()) == (422, [], 0)
    assert [value for value in kept if value not in response.text] == []
    assert hidden_fields(response)["token"]
    assert "ds-error-summary" in response.text
    assert "<title>Feil: Kommenter" in response.text


def test_too_long_text_comes_back_whole(client, form_address):
    text = "ord " * 12_501

    response = send(client, form_address, text=text)

    assert text in response.text


def test_browser_cuts_nothing_off_what_is_pasted(client, form_address):
    form = client.get(form_address).text.partition('class="public-form"')[2]

    assert "maxlength" not in form
    assert 'name="text"' in form


@pytest.mark.parametrize(
    ("wrong", "numbers"),
    [
        ({"text": "a" * 60_000}, ["60 000", "50 000"]),
        ({"name": "a" * 1_081}, ["1 081", "80"]),
        ({"email": "a" * 64 + "@" + "b.c" * 70 + ".no"}, ["278", "254"]),
    ],
)
def test_too_long_is_said_with_numbers_as_norwegians_write_them(
    client, form_address, wrong, numbers
):
    response = send(client, form_address, **{"text": TEXT} | wrong)

    said = response.text.replace("\u00a0", " ").partition("ds-error-summary")[2]
    summary = said.partition("</div>")[0]
    assert [number for number in numbers if number not in summary] == []
    assert "Ensure" not in summary


@pytest.mark.parametrize(
    "email",
    [
        "o'hara+utsira@oya.example",
        '"ola nordmann"@oya.example',
        '"a,b;c<d>"@oya.example',
        '"a\\"b"@oya.example',
        '"a,b"@oya.example',
        '"a;b"@oya.example',
        '"a<b>"@oya.example',
        "ola@[127.0.0.1]",
        "ola@blåbær.example",
        "!#$%&'*+/=?^_`{|}~-@oya.example",
        "ola@localhost",
    ],
)
def test_strange_address_is_stored_or_given_back(client, form_address, email):
    response = send(client, form_address, text=TEXT, email=email)

    if response.status_code == 302:
        assert [Contribution.objects.get().email, Email.objects.get().to] == [email, [email]]
    else:
        assert (response.status_code, is_given_back(response), stored()) == (422, True, [])


@pytest.mark.parametrize("text", ["👩‍👩‍👧‍👦", "🏳️‍🌈", "!", "\u0627\u0644", "e\u0301", "\u200bJa"])
def test_what_can_be_seen_is_kept_as_it_was_written(client, form_address, text):
    send(client, form_address, text=text)

    assert stored() == [text]


def test_name_that_nobody_can_see_is_no_name(client, form_address):
    send(client, form_address, text=TEXT, name="\u200b\u2060 \u3164")

    assert Contribution.objects.get().signed == "Anonym"


def test_line_break_in_a_name_is_a_space_and_no_header(client, form_address):
    name = "Ola (demo)\r\nBcc: spion@evil.example"

    send(client, form_address, text=TEXT, name=name, email="ola@oya.example")

    mail = Email.objects.get()
    assert Contribution.objects.get().name == "Ola (demo) Bcc: spion@evil.example"
    assert "spion" not in f"{mail.subject} {mail.message} {mail.headers} {mail.to} {mail.bcc}"


def test_what_no_database_can_hold_is_left_out(client, form_address):
    raw = b"text=Hei%ED%A0%80%FF%FE%07+verden&name=%F0%28%8C%28"
    token = hidden_fields(client.get(form_address))["token"].encode()
    kind = "application/x-www-form-urlencoded"

    response = client.post(form_address, raw + b"&token=" + token, content_type=kind)

    text = Contribution.objects.get().text
    assert response.status_code == 302
    assert (text[:3], text[-6:], "\x07" in text) == ("Hei", "verden", False)


def test_forged_fields_change_nothing(client, form_address):
    forged = {
        "state": "published", "person": "1", "signature": "Ordfører", "post": "2", "rule": "tema",
        "published_at": "2010-09-01", "channel": "staff", "key": "x", "sender": "", "pk": "7",
        "title": "Tittel", "decided_by": "1", "came_from": "1", "spam_score": "0",
    }  # fmt: skip

    send(client, form_address, text=TEXT, **forged)

    row = Contribution.objects.get()
    found = (row.state, row.person, row.signature, row.rule, row.published_at, row.channel)
    assert found == ("waiting", None, "", "", None, "web")
    assert (row.title, row.decided_by, row.came_from, row.key == "x") == ("", None, None, False)
    assert form_address.startswith(row.kind.post.get_absolute_url())


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/x-www-form-urlencoded; charset=latin-1", b"text=Hei", 400),
        ("application/x-www-form-urlencoded; charset=rot13", b"text=Hei", 400),
        ("application/x-www-form-urlencoded; charset=finnes-ikke", b"text=Hei", 422),
        ("multipart/form-data; charset=rot13; boundary=x", b"--x--\r\n", 422),
        ("multipart/form-data; boundary=", b"", 422),
        ("multipart/form-data; boundary=\xc3\xa6", b"--x", 400),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense", 422),
        ("application/json", b'{"text": "Hei"}', 422),
        ("text/plain", b"\xff\xfe", 422),
        ("", b"text=Hei", 422),
        ("application/x-www-form-urlencoded", b"&".join([b"a=b"] * 201), 400),
        ("application/x-www-form-urlencoded", b"text=" + b"a" * 2_000_000, 413),
        ("application/x-www-form-urlencoded", b"text=%00%00", 422),
        ("application/x-www-form-urlencoded", b"=&=&%=%&;;;", 422),
    ],
)
def test_strange_body_is_refused_politely(client, form_address, kind, body, status):
    response = client.generic("POST", form_address, body, content_type=kind)

    assert (response.status_code, stored()) == (status, [])


def test_rotated_charset_of_a_multipart_form_is_refused(client, form_address):
    body = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nHei\r\n--x--\r\n'
    kind = "multipart/form-data; charset=rot13; boundary=x"

    response = client.generic("POST", form_address, body, content_type=kind)

    assert (response.status_code, stored()) == (400, [])


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_not_for_forms(client, form_address, method):
    response = getattr(client, method)(form_address)

    assert response.status_code == 405


NAUGHTY = [
    "undefined", "null", "NaN", "None", "0", "-1", "1e309", "true", "{{ 7*7 }}", "{% load x %}",
    "%s%n%(number)s", "' OR 1=1 --", "\"; DROP TABLE blog_post; --", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "javascript:alert(1)", "]]>", "<!--", "--!>", "&#0;", "&amp;",
    "</textarea><b>x", "\u202e\u202dabc", "\u2066abc", "\u200b", "\ufeff", "\u2028\u2029", "\u00ad",
    "Z\u0351\u036b\u0343a\u0322\u0328l\u0334g\u0337o", "e\u0301 é", "👩‍👩‍👧‍👦", "🏳️‍🌈",
    "𝔘𝔱𝔰𝔦𝔯𝔞", "田中さん", "Ω≈ç√∫",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629", "../../etc/passwd", "$(touch /tmp/x)", "`id`",
    "\x1b[31m", "\x7f\x9f", "\ufffe\uffff", "\ud83d", "a\rb\nc\r\nd", "İstanbul ı ſ ß",
    "http://a.no http://b.no", "=cmd|' /C calc'!A0", "@SUM(1)", "١٢٣", "\\u0000", "\t",
    "CON", "<a href=\"\x01javascript:x\">", "\U000e0001\U000e0020", "x" * 3_000,
]  # fmt: skip


@pytest.mark.parametrize(
    "field", ["text", "name", "email", "answers", "token", "warned", "website"]
)
def test_strange_strings_never_break_the_form(client, form_address, field):
    answers = []
    for naughty in NAUGHTY:
        fields = {
            "text": TEXT,
            field: naughty.encode("utf-8", "replace").decode(),
        }
        answers.append(send(client, form_address, **fields))

    assert {answer.status_code for answer in answers} <= {302, 422}
    pages = [client.get(row.get_absolute_url()) for row in Contribution.objects.all()]
    assert {page.status_code for page in pages} <= {200}
    everything = "".join(page.text for page in [*pages, *answers])
    assert [bad for bad in ("<script>alert", "<img src=x", "<b>x") if bad in everything] == []
    assert 'href="javascript' not in everything
