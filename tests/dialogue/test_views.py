"""The page of the one who wrote, and the log of what is hidden."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext

from dialogue.contribution import Contribution
from dialogue.decision import Complaint, Decision
from dialogue.letters import proof
from dialogue.moderation import decide_complaint, hide, mark_spam, publish, take_back
from tests.factories import make_comment, make_municipality, make_person, make_user
from tests.sending import hidden_fields, send

pytestmark = pytest.mark.django_db

LOG = "/kommentarregler/logg/"
DUPLICATES = (
    "What is sent several times is shown once: the rest is hidden, and breaks no rule with a "
    "number."
)


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


@pytest.fixture
def row() -> Contribution:
    return make_comment(state="waiting", text="Mine ord", name="Ola", email="ola@oya.example")


def count_of(**fields) -> int:
    return Contribution.objects.filter(**fields).count()


def test_unknown_key_is_no_page(client, row):
    assert client.get("/innspill/finnes-ikke/").status_code == 404
    assert client.post("/innspill/finnes-ikke/", {"verb": "take_back"}).status_code == 404


@pytest.mark.parametrize("verb", ["", "publish", "get", "__class__"])
def test_unknown_verb_does_nothing(client, row, verb):
    response = client.post(row.get_absolute_url(), {"verb": verb})

    assert response.headers["Location"] == row.get_absolute_url()
    assert count_of(state="waiting", text="Mine ord") == 1


def test_page_is_for_no_one_else(client, row):
    response = client.get(row.get_absolute_url())

    assert response.headers["Cache-Control"] == "no-store"
    assert 'content="noindex"' in response.text
    assert "ola@oya.example" not in response.text
    assert not response.cookies


def test_opening_the_link_of_the_mail_changes_nothing_and_its_button_confirms(client, row):
    address = f"{row.get_absolute_url()}?bekreft={proof(row)}"

    client.get(address)
    client.head(address)

    assert count_of(email_confirmed_at=None) == 1

    client.post(row.get_absolute_url(), {"verb": "confirm", "bekreft": proof(row)})
    row.refresh_from_db()
    first = row.email_confirmed_at
    client.post(row.get_absolute_url(), {"verb": "confirm", "bekreft": proof(row)})

    row.refresh_from_db()
    assert first is not None
    assert row.email_confirmed_at == first


@pytest.mark.parametrize(("days", "confirmed"), [(13, 1), (15, 0)])
def test_link_of_the_mail_lives_for_14_days(client, time_machine, row, days, confirmed):
    signature = proof(row)
    time_machine.move_to(timezone.now() + timedelta(days=days), tick=False)

    client.post(row.get_absolute_url(), {"verb": "confirm", "bekreft": signature})

    assert count_of(email_confirmed_at__isnull=False) == confirmed


def test_signature_of_another_contribution_or_address_confirms_nothing(client, row):
    other = make_comment(email="ola@oya.example")
    changed = proof(row)
    Contribution.objects.filter(pk=row.pk).update(email="kari@oya.example")

    for signature in (proof(other), changed, "", "tull:tull"):
        client.post(row.get_absolute_url(), {"verb": "confirm", "bekreft": signature})

    assert count_of(email_confirmed_at__isnull=False) == 0


def test_taking_back_erases_words_name_and_address(client, row):
    publish(row, by=None)
    answer = make_comment(row.kind.post, answers=row, about_excerpt="Mine ord")
    hide(row, by=None, rule="tema")
    row.complaints.create(text="Jeg klager")

    client.post(row.get_absolute_url(), {"verb": "take_back"})

    row.refresh_from_db()
    answer.refresh_from_db()
    assert (row.state, row.rule) == ("hidden", "egen")
    assert (row.text, row.name, row.email, answer.about_excerpt) == ("", "", "", "")
    assert Complaint.objects.count() == 0


def test_what_nobody_read_leaves_no_trace_when_it_is_taken_back(client, row):
    client.post(row.get_absolute_url(), {"verb": "take_back"})

    page = client.get(row.kind.post.get_absolute_url()).text
    assert f"innspill-{row.pk}" not in page


def test_the_municipality_s_answer_cannot_be_taken_back_from_its_page(client, row):
    Contribution.objects.filter(pk=row.pk).update(person=make_person(), state="waiting")

    client.post(row.get_absolute_url(), {"verb": "take_back"})

    assert count_of(text="Mine ord") == 1


def test_complaint_is_sent_once_and_another_waits_for_the_first(client, row):
    hide(row, by=None, rule="tema")
    address = row.get_absolute_url()

    first = send(client, address, verb="complain", text="Det hører til saken.")
    page = client.get(address).text
    second = send(client, address, verb="complain", text="Enda en gang.", token="")

    assert first.headers["Location"] == address
    assert [one.text for one in row.complaints.all()] == ["Det hører til saken."]
    assert "<textarea" not in page
    assert second.status_code == 422
    assert "Enda en gang." in second.text


def test_complaint_sent_twice_gets_the_same_receipt(client, row):
    hide(row, by=None, rule="tema")
    address = row.get_absolute_url()
    sent = hidden_fields(client.get(address)) | {"verb": "complain", "text": "Feil."}
    answers = [client.post(address, sent) for _ in range(2)]

    assert [answer.headers.get("Location") for answer in answers] == [address, address]
    assert row.complaints.count() == 1


def test_empty_complaint_comes_back_with_what_is_missing(client, row):
    hide(row, by=None, rule="tema")

    response = send(client, row.get_absolute_url(), verb="complain", text="  ")

    assert response.status_code == 422
    assert 'href="#id_text"' in response.text
    assert row.complaints.count() == 0


def test_nothing_to_complain_about_is_said_and_the_text_kept(client, row):
    hide(row, by=None, rule="tema")
    sent = hidden_fields(client.get(row.get_absolute_url()))
    publish(row, by=None)

    response = client.post(
        row.get_absolute_url(), sent | {"verb": "complain", "text": "Jeg skrev lenge."}
    )

    assert (response.status_code, row.complaints.count()) == (422, 0)
    assert "Jeg skrev lenge." in response.text


def complaint_part(client, row) -> str:
    page = client.get(row.get_absolute_url()).text
    return page.partition('id="complain"')[2].partition("</section>")[0]


@pytest.mark.parametrize("is_sent", [False, True])
def test_another_is_promised_only_where_there_is_another(client, row, is_sent):
    hide(row, by=make_user(role="Moderator"), rule="tema")
    if is_sent:
        row.complaints.create(text="Feil.")

    alone = complaint_part(client, row)
    make_user(is_staff=True, is_superuser=True)
    together = complaint_part(client, row)

    assert [" annen enn den som" in part for part in (alone, together)] == [False, True]


@pytest.mark.parametrize("outcome", ["upheld", "repealed"])
def test_decided_complaint_is_answered_on_the_page(client, row, outcome):
    hide(row, by=None, rule="tema")
    complaint = row.complaints.create(text="Feil.")

    decide_complaint(complaint, by=make_user(), outcome=outcome, answer="Vi så på det.")

    page = client.get(row.get_absolute_url()).text
    assert "Vi så på det." in page
    assert ("<textarea" in page) is (outcome == "upheld")


def test_heading_over_the_answers_is_no_half_sentence(client, row):
    publish(row, by=None)
    make_comment(row.kind.post, answers=row)

    page = client.get(row.get_absolute_url()).text

    assert 'id="answers">' in page
    assert "Svar på" not in page


@pytest.mark.parametrize("number", [1, 30])
def test_own_page_takes_a_fixed_number_of_queries(client, django_assert_num_queries, row, number):
    publish(row, by=None)
    for _ in range(number):
        make_comment(row.kind.post, answers=row)

    # municipality, menus, notices, the contribution, what it became, complaints, answers, why it
    # was hidden
    with django_assert_num_queries(8):
        client.get(row.get_absolute_url())


def test_log_tells_date_rule_and_outcome_and_neither_words_nor_names(client, row, time_machine):
    time_machine.move_to("2026-03-01T12:00:00+01:00", tick=False)
    moderator = make_user(username="moderatoren", first_name="Kari")
    hide(row, by=moderator, rule="personvern", reason="En naboens adresse")
    mark_spam(make_comment(text="Kjøp nå"), by=moderator)
    publish(make_comment(state="waiting", text="Vanlig"), by=moderator)

    page = client.get(LOG).text

    assert page.count('<td class="day">1. mars 2026</td>') == 2
    assert "3: personopplysninger om andre" in page
    for secret in ("Mine ord", "Ola", "naboens", "Kjøp", "Vanlig", "moderatoren", "Kari"):
        assert secret not in page


def rows_of_log(client) -> list[str]:
    """Each row's outcome and rule, newest first."""
    rows = client.get(LOG).text.partition("<caption>Lista")[2].split('<td class="day">')[1:]
    return [
        " | ".join(cell.partition("</td>")[0] for cell in row.split("<td>")[1:]) for row in rows
    ]


def test_log_has_nothing_that_people_removed_themselves(client, row):
    publish(row, by=None)
    take_back(row)

    assert rows_of_log(client) == []
    assert "Vi har ikke skjult noe." in client.get(LOG).text


def test_log_names_the_rule_that_spam_breaks(client, row):
    mark_spam(row, by=None)
    complaint = row.complaints.create(text="Feil.")
    decide_complaint(complaint, by=make_user(), outcome="upheld", answer="Nei.")

    assert [line.partition(" | ")[2] for line in rows_of_log(client)] == [
        "4: reklame eller spam"
    ] * 2


def test_log_says_which_decision_was_looked_at_again(client, row, time_machine):
    moderator = make_user()
    for day, verb in [(1, hide), (3, publish), (5, hide)]:
        time_machine.move_to(f"2026-03-0{day}T12:00:00+01:00", tick=False)
        verb(row, by=moderator, **({"rule": "tema"} if verb is hide else {}))
    complaint = row.complaints.create(text="Feil.")
    time_machine.move_to("2026-03-07T12:00:00+01:00", tick=False)
    decide_complaint(complaint, by=make_user(), outcome="repealed", answer="Ja.")
    Contribution.objects.filter(pk=row.pk).delete()

    about = [line.partition(" | ")[0].partition(", ")[2] for line in rows_of_log(client)]

    assert [words.partition("mars")[0][-3:] for words in about] == ["5. ", "", "1. ", ""]


def test_log_counts_each_year(client):
    for year, outcome in [(2025, "published"), (2026, "hidden"), (2026, "hidden"), (2026, "spam")]:
        moment = timezone.now().replace(year=year, month=6)
        Decision.objects.create(outcome=outcome, made_at=moment, rule="tema")

    years = client.get(LOG).context["years"]

    assert years == [
        {"year": 2026, "hidden": 2, "spam": 1},
        {"year": 2025, "published": 1},
    ]


@pytest.mark.parametrize("number", [1, 60])
def test_log_takes_a_fixed_number_of_queries(client, django_assert_num_queries, number):
    for _ in range(number):
        Decision.objects.create(outcome="hidden", rule="tema")

    # municipality, menus, notices, number of rows, rows, years
    with django_assert_num_queries(6):
        client.get(LOG)


def test_log_without_rows_says_so(client):
    page = client.get(LOG).text

    assert "Vi har ikke skjult noe." in page
    assert "<table" not in page


def test_log_tells_why_what_is_sent_several_times_is_hidden_without_a_number(client):
    Decision.objects.create(outcome="hidden", rule="duplikat")

    page = client.get(LOG).text

    assert "<td>samme innspill flere ganger</td>" in page
    assert gettext(DUPLICATES) in page
