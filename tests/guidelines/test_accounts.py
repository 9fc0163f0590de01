"""The register of official accounts: is this one really the municipality's?"""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from guidelines.account import OfficialAccount
from guidelines.register import find
from tests.factories import make_account, make_department, make_municipality

pytestmark = pytest.mark.django_db

PAGE = "/retningslinjer/kontoer/"
DATA = "/retningslinjer/kontoer.json"


@pytest.fixture(autouse=True)
def municipality() -> Any:
    return make_municipality()


def verdict(page: Any) -> str:
    """Which of the four answers the page gives."""
    _, _, after = page.text.partition('data-verdict="')
    return after.partition('"')[0]


# What is asked for


@pytest.mark.parametrize(
    "asked",
    [
        "@oyakommune",
        "Oyakommune",
        "facebook.com/oyakommune",
        "https://www.facebook.com/oyakommune/",
        "http://m.facebook.com/OyaKommune",
        "https://www.facebook.com/oyakommune/posts/123",
        "https://www.facebook.com/oyakommune?ref=x",
    ],
)
def test_name_and_address_are_known_however_they_are_written(asked):
    row = make_account(name="@oyakommune", address="https://www.facebook.com/oyakommune/")

    answer = find(asked, [row])

    assert (answer.same, answer.alike) == ([row], [])


@pytest.mark.parametrize(
    "asked",
    [
        "oyakommune_offisiell",
        "facebook.com/oyakommune2",
        "https://facebook.com.example/oyakommune",
        "https://facebook.com@evil.example/oyakommune",
        "https://facebook.com/oyakommune/../falsk",
        "https://facebook.com/oyakommune/%2e%2E\\falsk",
        "\u043eyakommune",  # begins with a Cyrillic letter
        "/",
        "   ",
    ],
)
def test_what_only_looks_like_an_account_is_none(asked):
    row = make_account(name="@oyakommune", address="https://www.facebook.com/oyakommune/")

    answer = find(asked, [row])

    assert answer.rows == []


def test_address_with_a_number_is_not_that_of_another_number():
    row = make_account(name="Øya", address="https://facebook.com/profile.php?id=12")

    same = find("https://facebook.com/profile.php?id=12&ref=x", [row])
    other = find("https://facebook.com/profile.php?id=123", [row])

    assert (same.same, other.rows) == ([row], [])


def test_part_of_a_name_finds_what_resembles_it():
    ours, other = make_account(name="Øya kommune"), make_account(name="Biblioteket")

    answer = find("øya", [ours, other])

    assert (answer.same, answer.alike) == ([], [ours])


def test_what_only_resembles_is_not_shown_beside_what_it_is():
    ours, other = make_account(name="Øya"), make_account(name="Øya bibliotek")

    answer = find("øya", [ours, other])

    assert (answer.rows, answer.alike) == ([ours], [other])


# The page


def test_account_list_shows_those_in_use_first_and_only_they_say_rel_me(client):
    old = make_account(platform="A", status="lagt_ned", archived_where="Arkivet", approved=False)
    rest = make_account(platform="B", status="hviler")
    active = make_account(platform="C", purpose="Nytt fra havna.")

    page = client.get(PAGE)

    assert page.context["accounts"] == [active, rest, old]
    assert page.text.count('rel="me"') == 1
    assert f'href="{active.address}" rel="me"' in page.text
    assert f'href="{rest.address}"' in page.text
    assert f'href="{old.address}"' not in page.text
    assert old.address in page.text
    for fact in ["Nytt fra havna.", "Arkivet", active.department.name, "Web-ansvarlig"]:
        assert fact in page.text
    assert verdict(page) == ""


@pytest.mark.parametrize(
    ("asked", "said"), [("@ny", "yes"), ("n", "alike"), ("@gammel", "closed"), ("@falsk", "no")]
)
def test_account_list_answers_a_citizen_who_checks_a_name(client, asked, said):
    make_account(name="@ny")
    make_account(name="@gammel", status="lagt_ned")

    page = client.get(PAGE, {"q": asked})

    assert verdict(page) == said
    assert f"<bdi>{asked}</bdi>" in page.text


def test_account_list_says_that_what_is_asked_for_is_not_there_and_shows_none(client):
    make_account(name="@ny")

    page = client.get(PAGE, {"q": "<b>falsk</b>"})

    assert page.context["accounts"] == []
    assert "<bdi>&lt;b&gt;falsk&lt;/b&gt;</bdi>" in page.text


def test_empty_register_says_so(client):
    page = client.get(PAGE)

    assert page.text.count('class="account"') == 0
    assert page.context["is_empty"]


def test_account_data_has_every_fact(client):
    make_account(
        platform="Facebook",
        name="@ny",
        address="https://facebook.com/ny",
        department=make_department(name="Havn"),
        approved_on=date(2010, 9, 14),
        status="hviler",
    )

    told = client.get(DATA).json()

    assert told["municipality"] == "Øya kommune"
    assert told["accounts"] == [
        {
            "platform": "Facebook",
            "name": "@ny",
            "address": "https://facebook.com/ny",
            "purpose": "Nytt fra kommunen.",
            "department": "Havn",
            "responsible": "Web-ansvarlig",
            "opened_on": None,
            "approved_by": "Kommunedirektøren",
            "approved_on": "2010-09-14",
            "privacy_assessed_on": None,
            "reviewed_on": None,
            "status": "hviler",
            "archived_where": None,
        }
    ]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [(PAGE, 4), (f"{PAGE}?q=konto", 4), (DATA, 2)])
def test_register_takes_as_many_queries_for_3_accounts_as_for_1(
    client, django_assert_num_queries, number, path, queries
):
    for _ in range(number):
        make_account(name="@konto")

    # municipality, notices, menu, accounts; for machines the first and the last of these
    with django_assert_num_queries(queries):
        client.get(path)


# What an account may say of itself


def test_address_stands_once_in_the_register():
    make_account(address="https://facebook.com/Oya")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_account(address="https://facebook.com/oya")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://oya.example/", "@oya"])
def test_address_is_one_of_the_web(address):
    row = OfficialAccount(address=address)

    with pytest.raises(ValidationError) as refused:
        row.clean_fields()

    assert "address" in refused.value.message_dict


@pytest.mark.parametrize(
    "half", [{"approved_by": ""}, {"approved_on": None}], ids=["by nobody", "at no time"]
)
def test_approval_is_by_somebody_and_at_some_time(half):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_account(**half)


@pytest.mark.parametrize(
    ("field", "value"),
    [("address", "https://facebook.com@falsk.example/oya"), ("reviewed_on", date(2999, 1, 1))],
)
def test_address_hides_no_other_and_no_day_is_to_come(field, value):
    row = make_account(approved=False)
    setattr(row, field, value)

    with pytest.raises(ValidationError) as refusal:
        row.full_clean()

    assert set(refusal.value.message_dict) == {field}
