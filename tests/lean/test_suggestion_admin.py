"""What staff do with suggestions behind the login."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from blog.models import Comment
from dialogue.contribution import Contribution
from dialogue.idnumbers import mask
from lean.circle import OVERTAKEN, SENT_BEFORE
from lean.models import Project, Suggestion
from municipality.models import User
from tests.factories import (
    make_comment,
    make_department,
    make_municipality,
    make_person,
    make_post,
    make_suggestion,
    make_user,
)
from tests.lean.projects import make_project

pytestmark = pytest.mark.django_db

LIST = "/admin/lean/suggestion/"


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


@pytest.fixture
def supervisor(client) -> User:
    user = make_user(role="Veileder")
    make_person(user=user, title="veileder")
    client.force_login(user)
    return user


def address(row: Suggestion) -> str:
    return f"{LIST}{row.pk}/change/"


def fill(client, row: Suggestion, verb: str, **fields: Any) -> Any:
    """Send one of the forms of the page as it stands, with these fields changed."""
    forms = client.get(address(row)).context["forms"]
    [form] = [form for form in forms if form.verb == verb]
    sent = {field.html_name: field.value() or "" for field in form}
    sent |= {form.add_prefix(name): value for name, value in fields.items()}
    values = {name: getattr(value, "pk", value) for name, value in sent.items()}
    return client.post(address(row), {"verb": verb} | values)


def test_queue_begins_with_what_waits_longest(client, supervisor):
    answered = make_suggestion(title="Besvart")
    fill(client, answered, "move", text="Takk.", status="avslatt")
    make_suggestion(title="Ny")
    make_suggestion(title="Gammel", created_at=timezone.now() - timedelta(days=20))
    again = make_suggestion(title="Ikke løst")
    fill(client, again, "move", text="Takk.", status="mottatt")
    Suggestion.objects.filter(pk=again.pk).update(verdict="nei", status="vurderes")
    make_suggestion(title="Spam", state="spam", published_at=None)

    rows = client.get(LIST).context["cl"].result_list

    assert [str(row) for row in rows] == ["Gammel", "Ny", "Ikke løst", "Besvart"]


@pytest.mark.parametrize("number", [5, 50])
def test_queue_takes_as_many_queries_for_many(
    client, supervisor, django_assert_num_queries, number
):
    for _ in range(number):
        make_suggestion(department=make_department())

    # session, user, municipality; rights of the user and of the groups; two counts, the rows, the
    # departments of the filter
    with django_assert_num_queries(9):
        client.get(LIST)


@pytest.mark.parametrize("waits", ["ubesvart", "forfalt", "gjenapnet", "nettstedet"])
def test_queue_is_narrowed_to_what_waits(client, supervisor, waits):
    old = timezone.now() - timedelta(days=20)
    rows = {
        "ubesvart": make_suggestion(),
        "forfalt": make_suggestion(created_at=old),
        "gjenapnet": make_suggestion(),
        "nettstedet": make_suggestion(is_about_website=True),
    }
    Suggestion.objects.filter(pk=rows["gjenapnet"].pk).update(verdict="nei", status="vurderes")

    shown = set(client.get(f"{LIST}?venter={waits}").context["cl"].result_list)

    assert shown == (set(rows.values()) if waits == "ubesvart" else {rows[waits]})


def test_end_with_its_answer_is_shown_to_the_public(client, supervisor):
    row = make_suggestion()

    response = fill(client, row, "move", status="gjennomfort", text="Benken står der.")

    row.refresh_from_db()
    assert response.headers["Location"] == address(row)
    assert row.status == "gjennomfort"
    assert "Benken står der." in client.get(row.get_absolute_url()).text


def test_end_without_an_answer_comes_back_with_a_sentence(client, supervisor):
    row = make_suggestion()

    response = fill(client, row, "move", status="avslatt")

    row.refresh_from_db()
    [form] = [form for form in response.context["forms"] if form.is_bound]
    assert list(form.errors) == ["text"]
    assert row.status == "mottatt"


@pytest.mark.parametrize("number", ["99999", "9" * 20, "9" * 5000, "tull", "-1"])
def test_duplicate_of_an_unknown_number_comes_back_with_the_answer(client, supervisor, number):
    row = make_suggestion()

    response = fill(
        client, row, "move", status="duplikat", text="Takk, vi vet det.", duplicate_of=number
    )

    assert "Takk, vi vet det." in response.text
    assert Contribution.objects.filter(answers=row.pk).count() == 0


def test_answer_sent_after_the_login_ended_is_not_saved_before_it_is_sent_again(client, supervisor):
    row = make_suggestion()

    response = fill(client, row, "move", text="Vi ser på det.", token="x" * 22)
    given_back = client.post(
        address(row),
        {"verb": "move", "move-status": "mottatt", "move-text": "Mer.", "_given_back": "1"}
        | {"move-token": "y" * 22, "move-person": supervisor.person.pk},
    )

    assert response.status_code == 302
    assert "Mer." in given_back.text
    assert Contribution.objects.filter(answers=row.pk).count() == 1


def test_suggestion_is_given_to_a_department(client, supervisor):
    row, department = make_suggestion(is_about_website=True), make_department()

    fill(client, row, "place", department=str(department.pk))

    row.refresh_from_db()
    assert (row.department, row.is_about_website) == (department, False)


@pytest.mark.parametrize(
    ("state", "said"), [("published", "Lagret. Alle kan se det nå."), ("waiting", "Lagret.")]
)
def test_only_of_what_is_public_it_is_said_that_all_can_see_it(client, supervisor, state, said):
    row = make_suggestion()
    Contribution.objects.update(state=state)

    fill(client, row, "place", department=make_department())

    assert [str(line) for line in client.get(address(row)).context["messages"]] == [said]


@pytest.mark.parametrize(
    ("published_at", "is_public"), [(None, False), (timezone.now() - timedelta(days=1), True)]
)
def test_of_an_internal_project_it_is_not_said_that_all_can_see_it(
    client, supervisor, published_at, is_public
):
    row = make_suggestion()
    project = make_project(published_at=published_at)

    fill(client, row, "link", project=project.pk)

    (said,) = client.get(address(row)).context["messages"]
    assert (str(said) == "Lagret. Alle kan se det nå.") is is_public


@pytest.mark.parametrize(
    ("status", "project_status", "sentences"),
    [
        ("planlagt", "gjennomfort", 1),
        ("planlagt", "stanset", 1),
        ("planlagt", "males", 1),
        ("i_gang", "males", 0),
        ("planlagt", "planlagt", 0),
    ],
)
def test_page_tells_when_the_project_has_come_further(
    client, supervisor, status, project_status, sentences
):
    row = make_suggestion()
    project = make_project(status=project_status, stopped_because="Nok.")
    Suggestion.objects.update(status=status, project=project)

    assert client.get(address(row)).text.count('class="lateness"') == sentences


def test_new_project_is_made_of_it(client, supervisor):
    row = make_suggestion(title="Benk på kaia", department=make_department())

    fill(client, row, "project", owner_role="Teknisk sjef")

    row.refresh_from_db()
    project = Project.objects.get()
    assert (row.project, project.title, project.published_at) == (project, "Benk på kaia", None)


def test_leader_makes_projects_of_the_own_department_alone(client):
    department = make_department()
    leader = make_user(role="Avdelingsleder")
    make_person(user=leader, department=department)
    client.force_login(leader)
    row = make_suggestion(department=department)

    response = fill(client, row, "project", owner_role="Sjef", department=make_department().pk)

    [form] = [form for form in response.context["forms"] if form.is_bound]
    assert list(form.errors) == ["department"]
    assert Project.objects.count() == 0


def test_it_became_a_project_that_is_there(client, supervisor):
    project = Project.objects.create(
        title="Kald kai", summary="Kort.", department=make_department()
    )
    row = make_suggestion()

    fill(client, row, "link", project=project.pk)

    row.refresh_from_db()
    assert (row.project, row.status) == (project, "planlagt")


def test_call_is_registered(client, supervisor):
    form = client.get(f"{LIST}add/").context["form"]
    sent = {"channel": "counter", "title": "Mørk vei", "text": "Lyset er borte.", "department": ""}

    client.post(f"{LIST}add/", sent | {"token": form["token"].value(), "name": "", "email": ""})

    said = Suggestion.objects.get().contribution
    assert (said.title, said.channel, said.is_published) == ("Mørk vei", "counter", True)


def test_suggestion_is_made_of_a_comment(client, supervisor):
    post = make_post()
    said = Contribution.objects.create(
        text="Benk på kaia, takk.",
        lang="nb",
        state="published",
        published_at=timezone.now(),
        about_address=post.get_absolute_url(),
    )
    comment = Comment.objects.create(contribution=said, post=post)
    [(_text, page)] = comment.staff_links(supervisor)

    client.post(page, {"title": "Benk", "department": "nettstedet"})

    row = Suggestion.objects.get()
    assert (row.contribution.text, row.contribution.came_from) == ("Benk på kaia, takk.", said)
    assert [page for _text, page in row.staff_links(supervisor)] == [address(row)]
    assert row.staff_links(make_user(role="Skribent")) == []


def test_what_a_citizen_wrote_is_shown_and_cannot_be_written_anew(client, supervisor):
    said = make_comment(text="Benk på kaia, takk.")
    page = f"{LIST}fra/{said.pk}/"
    shown = client.get(page)

    client.post(page, {"title": "Benk", "text": "Riv hele kaia.", "department": ""})

    assert "Benk på kaia, takk." in shown.text
    assert "text" not in shown.context["form"].fields
    assert Suggestion.objects.get().contribution.text == "Benk på kaia, takk."


@pytest.mark.parametrize("state", ["waiting", "hidden"])
def test_what_is_not_public_becomes_no_suggestion(client, supervisor, state):
    said = Contribution.objects.create(text="Benk.", lang="nb", state=state, rule="tema")

    assert client.get(f"{LIST}fra/{said.pk}/").status_code == 404


def test_leader_sees_no_other_departments_suggestions(client):
    department = make_department()
    leader = make_user(role="Avdelingsleder")
    make_person(user=leader, department=department)
    client.force_login(leader)
    own, others = make_suggestion(department=department), make_suggestion()

    answers = [client.get(address(row)).status_code for row in (own, others)]
    client.post(address(others), {"verb": "place", "place-department": str(department.pk)})

    others.refresh_from_db()
    assert answers == [200, 302]
    assert others.department is None


@pytest.mark.parametrize("role", ["", "Skribent"])
def test_those_without_the_right_are_refused(client, role):
    client.force_login(make_user(role=role, is_staff=True))
    row = make_suggestion()

    pages = [LIST, f"{LIST}add/", f"{LIST}fra/1/"]
    answers = [client.get(page).status_code for page in pages]
    client.post(address(row), {"verb": "move", "move-status": "vurderes"})

    row.refresh_from_db()
    assert answers == [403, 403, 403]
    assert row.status == "mottatt"


def opened(client, row: Suggestion) -> dict[str, Any]:
    """What the form for status and answer sends, as it stands."""
    [form] = [form for form in client.get(address(row)).context["forms"] if form.verb == "move"]
    values = {field.html_name: field.value() or "" for field in form}
    return {"verb": "move"} | {name: getattr(value, "pk", value) for name, value in values.items()}


def errors_of(response: Any) -> list[str]:
    return [str(error) for form in response.context["forms"] for error in form.non_field_errors()]


def test_colleague_is_not_overwritten_unseen(client, supervisor):
    row = make_suggestion()
    mine = opened(client, row) | {"move-text": "Nei.", "move-status": "avslatt"}
    fill(client, row, "move", text="Gjort.", status="gjennomfort")

    refused = client.post(address(row), mine)
    row.refresh_from_db()
    status_then = row.status
    [form] = [form for form in refused.context["forms"] if form.verb == "move"]
    again = mine | {f"move-{name}": form[name].value() for name in ("seen", "token", "text")}
    client.post(address(row), again)
    row.refresh_from_db()

    assert [str(OVERTAKEN), status_then] == [*errors_of(refused), "gjennomfort"]
    assert [row.status, row.answer.text] == ["avslatt", "Nei."]


def test_same_form_with_another_answer_is_given_back(client, supervisor):
    row = make_suggestion()
    sent = opened(client, row) | {"move-text": "Takk."}
    client.post(address(row), sent)

    refused = client.post(address(row), sent | {"move-text": "Noe annet."})
    twice = client.post(address(row), sent)

    assert errors_of(refused) == [str(SENT_BEFORE)]
    assert twice.status_code == 302
    assert [said.text for said in row.contribution.answered_by.all()] == ["Takk."]


REGISTERED = {"channel": "phone", "title": "Rampe", "text": "Ved kaia.", "token": "a"}


def test_registered_twice_is_stored_once_and_other_words_are_given_back(client, supervisor):
    make_comment(token="b")
    client.post(f"{LIST}add/", REGISTERED)
    client.post(f"{LIST}add/", REGISTERED)

    other = client.post(f"{LIST}add/", REGISTERED | {"text": "Noe annet."})
    taken = client.post(f"{LIST}add/", REGISTERED | {"token": "b"})

    for refused in (other, taken):
        assert refused.context["form"].non_field_errors() == [str(SENT_BEFORE)]
    assert refused.context["form"]["token"].value() not in ("a", "b")
    assert [str(row) for row in Suggestion.objects.all()] == ["Rampe"]


def test_registered_name_is_masked_and_address_can_be_written_to(client, supervisor):
    client.post(f"{LIST}add/", REGISTERED | {"name": "Ola 17901012393"})
    refused = client.post(f"{LIST}add/", REGISTERED | {"email": '"a,b"@example.com', "token": "b"})

    assert list(refused.context["form"].errors) == ["email"]
    assert Suggestion.objects.get().contribution.name == mask("Ola 17901012393")
    assert "17901012393" not in Suggestion.objects.get().contribution.name


@pytest.mark.parametrize("number", [1, 3])
def test_comments_that_can_become_suggestions_take_the_same_queries(
    client, supervisor, django_assert_num_queries, number
):
    said = [make_comment(make_post()) for _ in range(number)]
    make_comment(make_post(), state="hidden", rule="tema")
    make_suggestion()

    # session, user, person's rights (2), municipality, number of rows, rows
    with django_assert_num_queries(7):
        page = client.get(f"{LIST}fra/")

    assert list(page.context["page"]) == said[::-1]
