"""The moderators' desk: the queue, the page of one, and what is sent from them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import Comment
from dialogue.contribution import Contribution
from dialogue.moderation import (
    answer,
    decide_complaint,
    hide,
    mark,
    mark_spam,
    publish,
    take_back,
)
from dialogue.waiting import waiting
from municipality.models import Person
from tests.factories import (
    make_municipality,
    make_person,
    make_post,
    make_suggestion,
    make_user,
    make_waiting_comment,
)
from tests.sending import hidden_fields

pytestmark = pytest.mark.django_db

QUEUE = "/admin/dialogue/contribution/"


@pytest.fixture
def moderator() -> Any:
    make_municipality()
    return make_user(role="Moderator", username="mona")


@pytest.fixture
def desk(moderator: Any) -> Client:
    client = Client()
    client.force_login(moderator)
    return client


def listed(response: Any) -> list[int]:
    return [row.pk for row in response.context["cl"].result_list]


def seen(*rows: Contribution) -> list[str]:
    return [f"{row.pk}:{mark(row)}" for row in rows]


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def press(desk: Client, row: Contribution, verb: str, **fields: Any) -> Any:
    sent = {"seen": seen(row)} | fields
    return desk.post(f"{QUEUE}{row.pk}/{verb}/", sent, follow=True)


# The queue


def test_queue_shows_what_waits_and_the_oldest_first(desk):
    now = timezone.now()
    young = make_waiting_comment(created_at=now)
    old = make_waiting_comment(created_at=now - timedelta(days=1))
    make_waiting_comment(state="published")

    assert listed(desk.get(QUEUE)) == [old.pk, young.pk]


def test_queue_narrows_by_state_complaint_and_signs(desk, moderator):
    held = make_waiting_comment(held_for="trap", spam_score=10)
    plain = make_waiting_comment()
    hidden = make_waiting_comment()
    hide(hidden, by=moderator, rule="tema")
    hidden.complaints.create(text="Nei.")

    found = {
        query: listed(desk.get(f"{QUEUE}?{query}"))
        for query in ["tilstand=skjult", "tilstand=klage", "tegn=spam", "tegn=ingen"]
    }

    assert found == {
        "tilstand=skjult": [hidden.pk],
        "tilstand=klage": [hidden.pk],
        "tegn=spam": [held.pk],
        "tegn=ingen": [plain.pk],
    }


def test_row_says_what_it_answers_and_why_it_was_held(desk):
    first = make_waiting_comment(state="published", text="Når går båten?")
    make_waiting_comment(text="<b>Klokka ti</b>", answers=first, held_for="links")

    page = desk.get(QUEUE).text

    assert "Når går båten?" in page
    assert "&lt;b&gt;Klokka ti" in page
    assert page.count('class="queue-held"') == 2


@pytest.mark.parametrize("rows", [1, 10_000])
def test_queue_costs_the_same_with_ten_thousand_rows(desk, rows, django_assert_num_queries):
    post = make_post()
    told = {"lang": "nb", "about": post.title, "about_address": post.get_absolute_url()}
    made = Contribution.objects.bulk_create(
        Contribution(text=f"Innspill {i}", **told) for i in range(rows)
    )
    Comment.objects.bulk_create(Comment(contribution=row, post=post) for row in made)

    # session, user, the two kinds of rights, the municipality, the count, the rows
    with django_assert_num_queries(7):
        response = desk.get(QUEUE)

    assert response.context["cl"].result_count == rows
    assert len(listed(response)) == min(rows, 50)


def test_start_page_says_what_waits(desk, moderator):
    make_waiting_comment(created_at=timezone.now() - timedelta(days=2))
    hidden = make_waiting_comment()
    hide(hidden, by=make_user(role="Moderator"), rule="tema")
    hidden.complaints.create(text="Nei.")
    own = make_waiting_comment()
    hide(own, by=moderator, rule="tema")
    own.complaints.create(text="Nei.")

    rows = desk.get("/admin/").context["waiting"]

    assert [(row.text.split()[0], row.url) for row in rows] == [
        ("1", f"{QUEUE}?tilstand=klage"),
        ("1", QUEUE),
    ]


@pytest.mark.parametrize("role", ["", "Skribent"])
def test_nothing_waits_for_those_who_may_not_decide(role):
    make_waiting_comment()

    assert waiting(make_user(role=role)) == []


# Buttons


@pytest.mark.parametrize(("verb", "state"), [("publiser", "published"), ("spam", "spam")])
def test_button_of_a_row_decides_it_and_leads_back_to_the_queue(desk, moderator, verb, state):
    row = make_waiting_comment()

    response = press(desk, row, verb, queue="tegn=ingen")

    row.refresh_from_db()
    assert (row.state, row.decided_by) == (state, moderator)
    assert response.redirect_chain == [(f"{QUEUE}?tegn=ingen", 302)]


@pytest.mark.parametrize(
    ("state", "rule", "word"),
    [("waiting", "", "Publiser"), ("hidden", "tema", "Vis igjen"), ("spam", "", "Vis igjen")],
)
def test_button_has_the_same_word_in_the_queue_and_on_the_page(desk, state, rule, word):
    row = make_waiting_comment(state=state, rule=rule)
    part = f'/{row.pk}/publiser/"'

    pages = [desk.get(f"{QUEUE}?tilstand=alle"), desk.get(f"{QUEUE}{row.pk}/change/")]

    buttons = [page.text.partition(part)[2].partition("</button>")[0] for page in pages]
    assert [button.rpartition(">")[2] for button in buttons] == [word, word]


def test_button_pressed_twice_says_so(desk):
    row = make_waiting_comment()
    as_seen = {"seen": seen(row)}

    pages = [desk.post(f"{QUEUE}{row.pk}/publiser/", as_seen, follow=True) for _ in range(2)]

    assert "mona" in said(pages[1])
    assert row.decisions.count() == 1


@pytest.mark.parametrize("verb", ["publiser", "spam"])
def test_what_a_colleague_has_decided_meanwhile_stays(desk, verb):
    row, colleague = make_waiting_comment(), make_user(username="kåre")
    as_seen = seen(row)
    hide(row, by=colleague, rule="personvern")

    response = press(desk, row, verb, seen=as_seen)

    row.refresh_from_db()
    assert (row.state, row.rule, row.decided_by) == ("hidden", "personvern", colleague)
    assert "kåre" in said(response)


def test_hiding_asks_for_a_rule_and_keeps_the_reason(desk):
    row = make_waiting_comment()

    response = press(desk, row, "skjul", reason="Fordi det er sånn.")

    row.refresh_from_db()
    assert row.state == "waiting"
    assert response.context["hide_form"].errors.keys() == {"rule"}
    assert "Fordi det er sånn." in response.text


def test_reason_comes_back_without_a_rule_when_a_colleague_has_hidden_it(desk):
    row = make_waiting_comment()
    hide(row, by=make_user(), rule="personvern")

    response = press(desk, row, "skjul", reason="Fordi det er sånn.")

    assert "Fordi det er sånn.</textarea>" in response.text
    assert response.context["hide_form"].errors["rule"][0] in response.text


@pytest.mark.parametrize("decide_first", [publish, mark_spam, hide])
def test_reason_comes_back_when_a_colleague_was_first(desk, decide_first):
    row, colleague = make_waiting_comment(), make_user(username="kåre")
    as_seen = seen(row)
    decide_first(row, by=colleague, **({"rule": "tema"} if decide_first is hide else {}))

    response = press(desk, row, "skjul", seen=as_seen, rule="tema", reason="Fordi det er sånn.")

    assert "Fordi det er sånn.</textarea>" in response.text
    assert "kåre" in response.context["hide_form"].errors["reason"][0]
    assert [one.made_by for one in row.decisions.all()] == [colleague]


def test_reason_that_came_back_can_be_sent_again(desk, moderator):
    row = make_waiting_comment()
    as_seen = seen(row)
    publish(row, by=make_user())
    said = {"rule": "tema", "reason": "Fordi det er sånn."}
    press(desk, row, "skjul", seen=as_seen, **said)

    row.refresh_from_db()
    press(desk, row, "skjul", **said)

    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("hidden", moderator)


def test_hiding_pressed_twice_is_hidden_once_and_asks_nothing(desk):
    row = make_waiting_comment()
    sent = {"seen": seen(row), "rule": "tema", "reason": "Fordi det er sånn."}

    answers = [press(desk, row, "skjul", **sent) for _ in range(2)]

    assert [len(answer.redirect_chain) for answer in answers] == [1, 1]
    assert row.decisions.count() == 1


def test_hiding_has_no_rule_that_only_the_writer_can_use(desk):
    row = make_waiting_comment()

    press(desk, row, "skjul", rule="egen")

    row.refresh_from_db()
    assert row.state == "waiting"


@pytest.mark.parametrize(
    ("action", "state"), [("publish_selected", "published"), ("spam_selected", "spam")]
)
def test_many_are_decided_at_once(desk, action, state):
    rows = [make_waiting_comment(), make_waiting_comment()]
    left = make_waiting_comment()

    desk.post(QUEUE, {"action": action, "_selected_action": [row.pk for row in rows]})

    assert list(Contribution.objects.filter(state=state).order_by("pk")) == rows
    assert Contribution.objects.waiting().get() == left


def test_many_are_hidden_by_one_rule_on_a_page_in_between(desk):
    rows = [make_waiting_comment(), make_waiting_comment()]
    chosen = {
        "action": "hide_selected",
        "_selected_action": [row.pk for row in rows],
        "seen": seen(*rows),
    }

    asked = desk.post(QUEUE, chosen)
    empty = desk.post(QUEUE, chosen | {"post": "yes"})
    waiting_still = Contribution.objects.waiting().count()
    desk.post(QUEUE, chosen | {"post": "yes", "rule": "tema", "reason": "Feil sted."})

    assert not asked.context["form"].is_bound
    assert empty.context["form"].errors.keys() == {"rule"}
    assert waiting_still == 2
    assert {row.rule for row in Contribution.objects.filter(state="hidden")} == {"tema"}


def test_reason_comes_back_where_a_colleague_has_decided_all_of_them(desk):
    theirs = make_waiting_comment()
    chosen = {"action": "hide_selected", "_selected_action": [theirs.pk], "seen": seen(theirs)}
    publish(theirs, by=make_user())

    answer = desk.post(
        f"{QUEUE}?tilstand=alle", chosen | {"post": "yes", "rule": "tema", "reason": "Feil sted."}
    )

    theirs.refresh_from_db()
    assert theirs.state == "published"
    assert answer.context["form"]["reason"].value() == "Feil sted."


def test_the_whole_queue_is_hidden_and_not_what_is_decided(desk):
    rows = [make_waiting_comment() for _ in range(60)]
    public = make_waiting_comment(state="published")
    chosen = {
        "action": "hide_selected",
        "select_across": "1",
        "_selected_action": [row.pk for row in rows[:50]],
    }

    asked = desk.post(QUEUE, chosen)
    sent = hidden_fields(asked)
    desk.post(QUEUE, sent | {"rule": "reklame"})

    assert sent["select_across"] == "1"
    assert Contribution.objects.filter(state="hidden", rule="reklame").count() == 60
    assert Contribution.objects.published().get() == public


def test_many_leave_what_a_colleague_has_decided(desk):
    mine, theirs = make_waiting_comment(), make_waiting_comment()
    chosen = {
        "action": "publish_selected",
        "_selected_action": [mine.pk, theirs.pk],
        "seen": seen(mine, theirs),
    }
    hide(theirs, by=make_user(), rule="tema")

    desk.post(f"{QUEUE}?tilstand=alle", chosen)

    theirs.refresh_from_db()
    mine.refresh_from_db()
    assert (mine.state, theirs.state) == ("published", "hidden")


# The page of one


def test_page_shows_everything_but_the_address(desk, moderator):
    row = make_waiting_comment(email="ola@oya.example", text="Hele teksten.")
    hide(row, by=make_user(username="kåre"), rule="tema", reason="Feil sted.")
    row.complaints.create(text="Det var riktig sted.")

    page = desk.get(f"{QUEUE}{row.pk}/change/").text

    for shown in ["Hele teksten.", "kåre", "Feil sted.", "Det var riktig sted."]:
        assert shown in page
    assert "ola@oya.example" not in page


def test_nothing_is_edited_on_the_page(desk):
    row = make_waiting_comment()

    response = desk.post(f"{QUEUE}{row.pk}/change/", {"text": "Noe annet"})

    row.refresh_from_db()
    assert (response.status_code, row.text) == (403, "Båten bør gå oftere.")


def test_own_person_is_proposed_to_sign(desk, moderator):
    make_person()
    person = make_person(user=moderator)
    row = make_waiting_comment(state="published")

    form = desk.get(f"{QUEUE}{row.pk}/change/").context["answer_form"]

    assert form["person"].value() == person.pk


def send_answer(desk: Client, row: Contribution, **fields: Any) -> Any:
    sent = {"text": "Takk!", "person": make_person().pk, "token": "a" * 22, "answers_seen": 0}
    return press(desk, row, "svar", **sent | fields)


def test_answer_is_public_below_the_post(desk):
    row = make_waiting_comment(state="published")

    send_answer(desk, row, text="Vi ser på det.")

    assert "Vi ser på det." in desk.get(row.about_address).text


def test_answer_pressed_twice_is_stored_once(desk):
    row, person = make_waiting_comment(state="published"), make_person()

    for _ in range(2):
        send_answer(desk, row, person=person.pk)

    assert row.answered_by.count() == 1


def test_answer_gets_a_second_look_when_a_colleague_has_answered(desk):
    row = make_waiting_comment(state="published")
    send_answer(desk, row, text="Fra kollegaen.")

    response = send_answer(desk, row, text="Fra meg.", token="b" * 22)

    form = response.context["answer_form"]
    given_back = {name: form[name].value() for name in ["text", "token", "answers_seen"]}
    stored_then = row.answered_by.count()
    send_answer(desk, row, **given_back)
    assert (given_back["text"], given_back["token"] != "b" * 22, stored_then) == (
        "Fra meg.",
        True,
        1,
    )
    assert [said.text for said in row.answered_by.all()] == ["Fra kollegaen.", "Fra meg."]


def test_answer_comes_back_when_what_it_answers_was_hidden_meanwhile(desk, moderator):
    row = make_waiting_comment(state="published")
    hide(row, by=moderator, rule="tema")

    response = send_answer(desk, row, text="Et langt svar.")

    assert response.context["answer_form"].errors["text"][0] in response.text
    assert "Et langt svar.</textarea>" in response.text
    assert row.answered_by.count() == 0


def test_answer_to_an_official_answer_stands_in_the_same_thread(desk, moderator):
    suggestion = make_suggestion()
    make_person(user=moderator)
    first = answer(
        suggestion.contribution,
        by=moderator,
        person=Person.objects.get(),
        text="Takk.",
        token="a",  # noqa: S106
    )

    send_answer(desk, first, text="Et tillegg.", answers_seen=1)
    suggestion.refresh_from_db()

    assert suggestion.answer.text == "Et tillegg."
    assert suggestion.answer.answers_id == suggestion.pk


def test_same_form_with_another_text_is_given_back(desk):
    row = make_waiting_comment(state="published")
    send_answer(desk, row)

    response = send_answer(desk, row, text="Noe helt annet.")

    assert response.context["answer_form"].errors.keys() == {"text"}
    assert "Noe helt annet." in response.text
    assert row.answered_by.count() == 1


def make_complaint(by: Any) -> Any:
    row = make_waiting_comment()
    hide(row, by=by, rule="tema")
    return row.complaints.create(text="Nei.")


def decide(desk: Client, complaint: Any, **fields: Any) -> Any:
    sent = {"complaint": complaint.pk, "outcome": "repealed", "answer": "Du har rett."} | fields
    return press(desk, complaint.contribution, "klage", **sent)


def test_complaint_is_decided_on_the_page(desk, moderator):
    complaint = make_complaint(make_user(role="Moderator"))

    decide(desk, complaint)

    complaint.refresh_from_db()
    assert (complaint.outcome, complaint.decided_by) == ("repealed", moderator)
    assert complaint.contribution.state == "published"


def test_complaint_against_oneself_is_left_to_another(desk, moderator):
    make_user(role="Moderator")
    complaint = make_complaint(moderator)

    page = desk.get(f"{QUEUE}{complaint.contribution_id}/change/")
    decide(desk, complaint)

    complaint.refresh_from_db()
    assert complaint.is_open
    assert not page.context["may_decide"]


def test_answer_to_a_complaint_comes_back_from_the_one_who_may_not_decide(desk, moderator):
    make_user(role="Moderator")
    complaint = make_complaint(moderator)

    response = decide(desk, complaint, answer="Et langt svar.")

    assert "Et langt svar.</textarea>" in response.text
    assert response.context["complaint_form"].errors["answer"][0] in response.text


def test_answer_to_a_complaint_comes_back_when_a_colleague_was_first(desk):
    complaint = make_complaint(make_user(role="Moderator"))
    decide_complaint(complaint, by=make_user(), outcome="upheld", answer="Nei.")

    response = decide(desk, complaint, answer="Et langt svar.")

    complaint.refresh_from_db()
    assert "Et langt svar.</textarea>" in response.text
    assert response.context["complaint_form"].errors["answer"][0] in response.text
    assert (complaint.outcome, complaint.answer) == ("upheld", "Nei.")


def test_answer_to_a_complaint_comes_back_when_everything_was_taken_back(desk):
    complaint = make_complaint(make_user(role="Moderator"))
    take_back(complaint.contribution)

    response = decide(desk, complaint, answer="Et langt svar.")

    assert "Et langt svar.</textarea>" in response.text
    assert response.context["complaint_form"].errors.keys() == {"answer"}


def test_complaint_pressed_twice_is_decided_once_and_asks_nothing(desk):
    complaint = make_complaint(make_user(role="Moderator"))

    answers = [decide(desk, complaint) for _ in range(2)]

    assert [len(answer.redirect_chain) for answer in answers] == [1, 1]
    assert complaint.contribution.decisions.count() == 2


def test_complaint_without_an_answer_is_given_back(desk):
    complaint = make_complaint(make_user(role="Moderator"))

    response = decide(desk, complaint, answer="")

    complaint.refresh_from_db()
    assert complaint.is_open
    assert response.context["complaint_form"].errors.keys() == {"answer"}


def test_complaint_of_another_row_is_not_found(desk):
    complaint, row = make_complaint(make_user(role="Moderator")), make_waiting_comment()
    sent = {"complaint": complaint.pk, "outcome": "repealed", "answer": "Ja."}

    response = press(desk, row, "klage", **sent)

    assert response.status_code == 404


def test_every_verb_shows_the_page_to_those_who_follow_a_link(desk):
    row = make_waiting_comment()
    publish(row, by=make_user())

    leads_to = {
        desk.get(f"{QUEUE}{row.pk}/{verb}/").headers["Location"]
        for verb in ["publiser", "spam", "skjul", "svar", "klage"]
    }

    assert leads_to == {reverse("admin:dialogue_contribution_change", args=[row.pk])}
