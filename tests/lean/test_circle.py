"""From a citizen's word to an answer, a project, and the citizen's verdict."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from post_office.models import Email

from blog.models import Comment
from dialogue.contribution import Contribution
from dialogue.moderation import hide, mark_spam, take_back
from dialogue.retention import forget_old
from lean import verdict
from lean.circle import ask_authors, from_comment, link, make_project, move, register
from lean.models import Project, Suggestion
from lean.waiting import suggestions as suggestions_of
from lean.waiting import waiting
from municipality.models import User
from tests.factories import (
    make_department,
    make_municipality,
    make_person,
    make_post,
    make_suggestion,
    make_user,
)

pytestmark = pytest.mark.django_db

State = Contribution.State
FOUR_WEEKS = timedelta(days=28)


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


@pytest.fixture
def staff() -> User:
    return make_user(role="Veileder")


def end(row: Suggestion, by: User, *, status: str = "gjennomfort", **more: Any) -> Suggestion:
    person = make_person(title="teknisk sjef")
    move(row, by=by, status=status, text="Benken står der.", person=person, **more)
    row.refresh_from_db()
    return row


def ended(by: User, *, ago: timedelta = FOUR_WEEKS, **said: Any) -> Suggestion:
    """A suggestion whose author has a confirmed address, ended so long ago."""
    confirmed = {"email": "ola@oya.example", "email_confirmed_at": timezone.now()}
    row = end(make_suggestion(**confirmed | said), by)
    Suggestion.objects.filter(pk=row.pk).update(ended_at=timezone.now() - ago)
    Email.objects.all().delete()
    row.refresh_from_db()
    return row


def make_comment(**said: Any) -> Contribution:
    post = make_post()
    comment = Comment.objects.create(
        contribution=Contribution.objects.create(
            **{
                "text": "Det trengs en benk på kaia.",
                "name": "Ola (demo)",
                "lang": "nb",
                "state": State.PUBLISHED,
                "published_at": timezone.now(),
                "about": post.title,
                "about_address": post.get_absolute_url(),
            }
            | said
        ),
        post=post,
    )
    return comment.contribution


def new_project(**fields: Any) -> Project:
    return Project.objects.create(
        **{"title": "Ingen steder å sitte", "summary": "Kort.", "department": make_department()}
        | fields
    )


def points(row: Suggestion) -> list[str]:
    """The timeline in short."""
    return [event.verdict or event.status or event.kind for event in row.events.all()]


# Status and answer


def test_status_moves_on_an_open_timeline(staff):
    row = make_suggestion()

    moved = [move(row, by=staff, status=status) for status in ["vurderes", "vurderes", "i_gang"]]

    assert moved == [True, False, True]
    assert points(row) == ["mottatt", "vurderes", "i_gang"]


@pytest.mark.parametrize("status", ["gjennomfort", "delvis", "avslatt", "duplikat"])
def test_end_without_an_answer_is_refused(staff, status):
    row = make_suggestion()

    with pytest.raises(ValidationError):
        move(row, by=staff, status=status, duplicate_of=make_suggestion())

    row.refresh_from_db()
    assert (row.status, points(row)) == ("mottatt", ["mottatt"])


def test_answer_without_a_signature_is_refused(staff):
    row = make_suggestion()

    with pytest.raises(ValidationError):
        move(row, by=staff, status="avslatt", text="Nei.")

    assert Contribution.objects.filter(answers=row.pk).count() == 0


def test_database_holds_an_end_without_an_answer_by_itself():
    make_suggestion()

    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.update(status="avslatt", ended_at=timezone.now())


def test_end_stands_with_its_signed_answer(staff, client):
    row = end(make_suggestion(), staff, status="delvis")

    page = client.get(row.get_absolute_url()).text
    assert row.answer is not None
    assert row.answer.signature == "teknisk sjef"
    assert "Benken står der." in page
    assert points(row) == ["mottatt", "delvis"]


def test_answer_alone_changes_no_status(staff):
    row = make_suggestion()

    end(row, staff, status="mottatt")

    assert (row.status, points(row)) == ("mottatt", ["mottatt"])
    assert row.answer is not None


def test_identity_number_in_an_answer_is_not_stored(staff):
    row = make_suggestion()

    move(row, by=staff, status="mottatt", text="Hei 13097248022", person=make_person())

    row.refresh_from_db()
    assert "13097248022" not in row.answer.text


def test_answer_sent_twice_is_stored_once(staff):
    row = make_suggestion()

    end(row, staff, token="x" * 22)
    end(row, staff, token="x" * 22)

    assert Contribution.objects.filter(answers=row.pk).count() == 1
    assert points(row) == ["mottatt", "gjennomfort"]


def test_duplicate_points_at_the_first(staff):
    first = make_suggestion()
    second = end(make_suggestion(), staff, status="duplikat", duplicate_of=first)

    third = end(make_suggestion(), staff, status="duplikat", duplicate_of=second)

    assert list(first.duplicates.order_by("pk")) == [second, third]


@pytest.mark.parametrize("other", [None, "itself"])
def test_duplicate_of_nothing_or_of_itself_is_refused(staff, other):
    row = make_suggestion()

    with pytest.raises(ValidationError):
        end(row, staff, status="duplikat", duplicate_of=row if other else None)

    assert Suggestion.objects.get().status == "mottatt"


def test_duplicate_in_a_ring_is_refused(staff):
    first = make_suggestion()
    second = end(make_suggestion(), staff, status="duplikat", duplicate_of=first)

    with pytest.raises(ValidationError):
        end(first, staff, status="duplikat", duplicate_of=second)

    first.refresh_from_db()
    assert first.status == "mottatt"


def test_spam_that_others_are_duplicates_of_loses_its_words_alone(staff, time_machine):
    first = make_suggestion()
    second = end(make_suggestion(), staff, status="duplikat", duplicate_of=first)
    mark_spam(first.contribution, by=staff)
    time_machine.move_to(timezone.now() + timedelta(days=31))

    forget_old()

    second.refresh_from_db()
    assert second.duplicate_of == first
    assert Contribution.objects.get(pk=first.pk).text == ""


def test_what_is_not_public_is_not_moved(staff):
    row = make_suggestion(state=State.WAITING, published_at=None)

    with pytest.raises(ValidationError):
        move(row, by=staff, status="vurderes")


def test_author_with_a_confirmed_address_is_told_without_words(staff):
    confirmed = {"email": "ola@oya.example", "email_confirmed_at": timezone.now()}
    row = make_suggestion(**confirmed)

    move(row, by=staff, status="i_gang")
    end(row, staff)
    move(make_suggestion(email="ukjent@oya.example"), by=staff, status="i_gang")

    mails = Email.objects.order_by("pk")
    assert [mail.to for mail in mails] == [["ola@oya.example"]] * 2
    assert all(row.contribution.get_absolute_url() in mail.message for mail in mails)
    assert not any("Benken" in mail.message + mail.subject for mail in mails)


# The project it became


def test_link_to_a_project_plans_it(staff, client):
    row, project = make_suggestion(), new_project(published_at=timezone.now())

    linked = [link(row, project=project), link(row, project=project)]

    row.refresh_from_db()
    assert linked == [True, False]
    assert (row.project, row.status) == (project, "planlagt")
    assert points(row) == ["mottatt", "prosjekt", "planlagt"]
    assert project.get_absolute_url() in client.get(row.get_absolute_url()).text


def test_draft_of_a_project_is_not_named_in_public(staff, client):
    row, project = make_suggestion(), new_project(title="Hemmelig prosjekt")

    link(row, project=project)
    internal = client.get(row.get_absolute_url()).text
    Project.objects.update(published_at=timezone.now())

    assert [word in internal for word in ("Hemmelig", "Ble et prosjekt")] == [False, False]
    assert "Ble et prosjekt: <a" in client.get(row.get_absolute_url()).text


def test_new_project_is_made_once(staff):
    row, department = make_suggestion(), make_department()
    words = {"title": "Kald kai", "summary": "Kort.", "owner_role": "Havnesjef"}

    made = [make_project(row, by=staff, department=department, **words) for _ in range(2)]

    assert Project.objects.get() == made[0] == made[1]
    assert (made[0].status, made[0].published_at, made[0].created_by) == ("planlagt", None, staff)
    assert points(row) == ["mottatt", "prosjekt", "planlagt"]


def test_link_leaves_an_end_alone(staff):
    row = end(make_suggestion(), staff)

    link(row, project=new_project())

    row.refresh_from_db()
    assert row.status == "gjennomfort"


# From elsewhere


def test_comment_becomes_a_suggestion_with_the_same_author(staff, client):
    comment = make_comment(email="ola@oya.example", email_confirmed_at=timezone.now())

    row = from_comment(comment, by=staff, title="Benk på kaia")

    said = row.contribution
    assert (said.name, said.email, said.came_from) == ("Ola (demo)", "ola@oya.example", comment)
    assert said.email_confirmed_at == comment.email_confirmed_at
    assert comment.public_address in client.get(row.get_absolute_url()).text
    assert row.contribution.public_address in client.get(comment.about_address).text
    assert row.contribution.public_address in client.get(comment.get_absolute_url()).text
    assert Email.objects.get().to == ["ola@oya.example"]


def test_comment_becomes_one_suggestion_however_often_it_is_sent(staff):
    comment = make_comment()

    rows = [from_comment(comment, by=staff, title="Benk") for _ in range(2)]

    assert Suggestion.objects.get() == rows[0] == rows[1]


def test_comment_that_is_hidden_becomes_nothing(staff):
    comment = make_comment()
    hide(comment, by=staff, rule="tema")

    with pytest.raises(ValidationError):
        from_comment(comment, by=staff, title="Benk")


def test_comment_does_not_name_a_suggestion_that_is_hidden(staff, client):
    comment = make_comment()
    row = from_comment(comment, by=staff, title="Benk")

    hide(row.contribution, by=staff, rule="tema")

    assert row.contribution.public_address not in client.get(comment.about_address).text


def test_taking_the_comment_back_takes_back_the_suggestion(staff):
    comment = make_comment()
    row = from_comment(comment, by=staff, title="Benk")

    take_back(comment)

    said = Contribution.objects.get(pk=row.pk)
    assert (said.is_taken_back, said.text, said.name) == (True, "", "")


@pytest.mark.parametrize("number", [1, 3])
def test_post_takes_as_many_queries_for_many_comments(client, django_assert_num_queries, number):
    comments = [make_comment() for _ in range(number)]
    post = comments[0].kind.post
    Comment.objects.update(post=post)

    # municipality, post, tags, attachments, projects, newer, older, comments, what they became,
    # menus, notices
    with django_assert_num_queries(11):
        client.get(post.get_absolute_url())


def test_call_is_registered_once_and_asks_about_the_address(staff):
    call = {"channel": "phone", "title": "Mørk vei", "text": "Lyset er borte. 13097248022"}

    rows = [register(by=staff, token="x" * 22, email="ola@oya.example", **call) for _ in range(2)]

    said = rows[0].contribution
    assert Suggestion.objects.get() == rows[0] == rows[1]
    assert (said.state, said.channel, said.decided_by) == ("published", "phone", staff)
    assert "13097248022" not in said.text
    assert "?bekreft=" in Email.objects.get().message


# Four weeks later


def test_author_is_asked_once_after_four_weeks(staff):
    ended(staff, ago=FOUR_WEEKS - timedelta(minutes=1))
    due = ended(staff)

    call_command("worker", "--once")
    call_command("worker", "--once")

    mail = Email.objects.get()
    assert due.contribution.get_absolute_url() + "?bevis=" in mail.message
    assert str(due.pk) in mail.subject


@pytest.mark.parametrize(
    "said",
    [
        {"email_confirmed_at": None},
        {"email": "", "email_confirmed_at": None},
        {"state": State.HIDDEN, "rule": "tema"},
    ],
)
def test_nobody_else_is_asked(staff, said):
    row = ended(staff)
    Contribution.objects.filter(pk=row.pk).update(**said)

    assert ask_authors() == 0


def test_opening_the_mails_link_changes_nothing(staff, client):
    row = ended(staff)

    pages = [client.get(own_page(row)) for _ in range(5)]

    row.refresh_from_db()
    assert [page.text.count('name="verb" value="nei"') for page in pages] == [1] * 5
    assert (row.verdict, row.status) == ("", "gjennomfort")
    assert points(row) == ["mottatt", "gjennomfort"]


def test_author_is_asked_first_and_told_where_the_answer_stands(staff, client):
    row = ended(staff, name="Ola (demo)")

    asked = client.get(own_page(row)).text

    section = asked[asked.index('aria-labelledby="suggestion"') :]
    assert section.index('value="nei"') < section.index("Status:")
    assert "uten navnet ditt" not in asked
    assert asked.index('value="nei"') < asked.index('id="written"')
    assert f"<h1>Forslag nr. {row.pk}</h1>" in asked


def own_page(row: Suggestion) -> str:
    return f"{row.contribution.get_absolute_url()}?bevis={verdict.proof(row)}"


def say(client, row: Suggestion, verb: str, proof: str) -> Any:
    return client.post(row.contribution.get_absolute_url(), {"verb": verb, "bevis": proof})


@pytest.mark.parametrize("verb", ["ja", "delvis"])
def test_yes_stands_in_public_and_opens_nothing(staff, client, verb):
    row = ended(staff)

    say(client, row, verb, verdict.proof(row))

    row.refresh_from_db()
    assert (row.verdict, row.status) == (verb, "gjennomfort")
    assert points(row) == ["mottatt", "gjennomfort", verb]


def test_no_opens_it_again_and_tells_the_owner(staff, client):
    department = make_department()
    leader, other = make_user(role="Avdelingsleder"), make_user(role="Avdelingsleder")
    make_person(user=leader, department=department)
    make_person(user=other, department=make_department())
    row = ended(staff)
    Suggestion.objects.update(department=department)

    say(client, row, "nei", verdict.proof(row))

    row.refresh_from_db()
    assert (row.verdict, row.status, row.ended_at) == ("nei", "vurderes", None)
    assert points(row) == ["mottatt", "gjennomfort", "nei", "vurderes"]
    assert [mail.to for mail in Email.objects.all()] == [[leader.email]]
    assert [len(waiting(user)) for user in (leader, other, staff)] == [1, 0, 1]


def test_no_twice_is_harmless(staff, client):
    row = ended(staff)
    proof = verdict.proof(row)

    for _ in range(2):
        say(client, row, "nei", proof)

    assert points(row) == ["mottatt", "gjennomfort", "nei", "vurderes"]
    assert Email.objects.count() == 1


def test_author_may_think_again_until_it_is_open(staff, client):
    row = ended(staff)
    proof = verdict.proof(row)

    for verb in ["ja", "delvis", "ja", "nei", "ja"]:
        say(client, row, verb, proof)

    row.refresh_from_db()
    assert row.verdict == "nei"
    assert points(row) == ["mottatt", "gjennomfort", "nei", "vurderes"]


@pytest.mark.parametrize("proof", ["", "gjettet", "en annens"])
def test_verdict_without_the_mails_proof_is_nothing(staff, client, proof):
    row, other = ended(staff), ended(staff)

    say(client, row, "nei", verdict.proof(other) if proof == "en annens" else proof)

    row.refresh_from_db()
    assert (row.verdict, row.status) == ("", "gjennomfort")


def test_proof_has_a_life(staff, client, time_machine):
    row = ended(staff)
    proof = verdict.proof(row)
    time_machine.move_to(timezone.now() + timedelta(days=60, minutes=1))

    say(client, row, "nei", proof)

    row.refresh_from_db()
    assert row.verdict == ""


def test_new_end_asks_anew_and_the_old_mail_is_void(staff, client):
    row = ended(staff)
    old = verdict.proof(row)
    say(client, row, "nei", old)

    end(row, staff)
    say(client, row, "nei", old)

    row.refresh_from_db()
    assert (row.verdict, row.asked_at, row.status) == ("", None, "gjennomfort")


# The desk


def test_late_suggestion_waits_for_those_who_have_it(staff):
    make_suggestion()
    long_ago = timezone.now() - timedelta(days=15)
    late = make_suggestion(title="Gammelt", created_at=long_ago)

    rows = waiting(staff)

    assert [row.url for row in rows] == [f"/admin/lean/suggestion/{late.pk}/change/"]
    assert waiting(make_user(role="Skribent")) == []


@pytest.mark.parametrize("number", [1, 3])
def test_suggestion_that_its_project_has_left_behind_waits(
    staff, django_assert_num_queries, number
):
    rows = [make_suggestion() for _time in range(number)]
    open_one, done = (new_project(status=status) for status in ("planlagt", "gjennomfort"))
    Suggestion.objects.update(project=done)
    link(make_suggestion(), project=open_one)
    reopened = make_suggestion()
    Suggestion.objects.filter(pk=reopened.pk).update(project=done, verdict="nei")
    staff.has_perm("lean.change_suggestion")

    # those opened again, and all others
    with django_assert_num_queries(2):
        found = suggestions_of(staff)

    assert [row.url for row in found] == [
        f"/admin/lean/suggestion/{row.pk}/change/" for row in (reopened, *rows)
    ]


def test_leader_has_the_suggestions_of_the_own_department():
    department = make_department()
    leader = make_user(role="Avdelingsleder")
    make_person(user=leader, department=department)
    own = make_suggestion(department=department)
    make_suggestion(department=make_department())
    make_suggestion()

    assert list(Suggestion.objects.for_staff(leader)) == [own]
