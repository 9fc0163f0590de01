"""Ticking the points of a project: with evidence, by whom and when, and never over a colleague."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lean.checklist import CheckItem
from lean.project import Project, ProjectAttachment
from municipality.models import User
from publishing.documents import clean_document
from tests.documents import pdf
from tests.factories import NO_PARTS, make_user
from tests.factories import make_project as make_public_project
from tests.lean.projects import client_of, make_leader, make_project

pytestmark = pytest.mark.django_db

FIELDS = ("state", "evidence_text", "evidence_link", "evidence_file")


@pytest.fixture
def project() -> Project:
    return make_project()


@pytest.fixture
def leader(project) -> User:
    return make_leader(project)


@pytest.fixture
def client(leader) -> Client:
    return client_of(leader)


def address(project: Project) -> str:
    return f"/admin/lean/project/{project.pk}/sjekkliste/"


def shown(project: Project) -> dict[str, Any]:
    """What the page sends when nobody has touched it."""
    items = list(project.checklist.all())
    sent: dict[str, Any] = {"form-TOTAL_FORMS": len(items), "form-INITIAL_FORMS": len(items)}
    for number, item in enumerate(items):
        sent[f"form-{number}-id"] = item.pk
        for name in FIELDS:
            value = item.evidence_file_id or "" if name == "evidence_file" else getattr(item, name)
            sent[f"form-{number}-{name}"] = sent[f"initial-form-{number}-{name}"] = value
    return sent


def first(project: Project) -> CheckItem:
    return project.checklist.all()[0]


def tick(item: CheckItem, by: User, **fields: Any) -> None:
    values = {"evidence_text": "Referat.", "ticked_by": by, "ticked_on": date(2026, 3, 1)} | fields
    CheckItem.objects.filter(pk=item.pk).update(state="gjort", **values)


def make_document(project: Project) -> ProjectAttachment:
    file = clean_document(SimpleUploadedFile("opplastet", pdf(text="Referat")))
    return ProjectAttachment.objects.create(text=project, name="Referat", file=file)


def test_tick_with_evidence_says_who_and_when(client, leader, project):
    client.post(
        address(project),
        shown(project) | {"form-0-state": "gjort", "form-0-evidence_text": "Referat av 3. mars."},
    )

    item = first(project)
    assert (item.state, item.evidence_text) == ("gjort", "Referat av 3. mars.")
    assert (item.ticked_by, item.ticked_on) == (leader, timezone.localdate())
    assert project.checklist.exclude(state="ikke").count() == 1


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\u3164 \u2060"])
def test_tick_without_evidence_is_refused_and_nothing_is_saved(client, project, text):
    response = client.post(
        address(project),
        shown(project)
        | {"form-0-state": "gjort", "form-0-evidence_text": text, "form-1-state": "pabegynt"},
    )

    assert response.status_code == 200
    assert list(response.context["formset"].errors[0]) == ["evidence_text"]
    assert set(project.checklist.values_list("state", flat=True)) == {"ikke"}


@pytest.mark.parametrize("link", ["https://oya.example/referat", "oya.example/referat"])
def test_link_is_evidence(client, project, link):
    client.post(
        address(project),
        shown(project) | {"form-0-state": "gjort", "form-0-evidence_link": link},
    )

    assert first(project).evidence_link == "https://oya.example/referat"


def test_link_that_runs_something_is_refused(client, project):
    response = client.post(
        address(project),
        shown(project) | {"form-0-state": "gjort", "form-0-evidence_link": "javascript:alert(1)"},
    )

    assert list(response.context["formset"].errors[0]) == ["evidence_link"]
    assert first(project).state == "ikke"


def test_own_document_is_evidence(client, project):
    document = make_document(project)

    client.post(
        address(project),
        shown(project) | {"form-0-state": "gjort", "form-0-evidence_file": document.pk},
    )

    assert (first(project).state, first(project).evidence_file) == ("gjort", document)


def test_document_of_another_project_is_no_evidence(client, project):
    foreign = make_document(make_project())

    response = client.post(
        address(project),
        shown(project) | {"form-0-state": "gjort", "form-0-evidence_file": foreign.pk},
    )

    assert list(response.context["formset"].errors[0]) == ["evidence_file"]
    assert first(project).state == "ikke"


def test_document_that_is_evidence_is_not_removed(client, leader, project):
    document = make_document(project)
    tick(first(project), leader, evidence_text="", evidence_file=document)
    values = {
        "title": project.title,
        "summary": "Kort.",
        "department": project.department_id,
        "owner_role": "Leder",
        "status": "ide",
        "lang": "nb",
        "slug": project.slug,
        "version": project.version,
        "attachments-0-id": document.pk,
        "attachments-0-text": project.pk,
        "attachments-0-name": "Referat",
        "attachments-0-DELETE": "on",
    }
    counts = {"attachments-TOTAL_FORMS": 1, "attachments-INITIAL_FORMS": 1}

    response = client.post(f"/admin/lean/project/{project.pk}/change/", NO_PARTS | values | counts)

    assert response.status_code == 200
    assert ProjectAttachment.objects.get() == document


def test_draft_with_evidence_can_be_deleted(leader, project):
    tick(first(project), leader, evidence_text="", evidence_file=make_document(project))

    project.delete()

    assert (Project.objects.count(), ProjectAttachment.objects.count()) == (0, 0)


def test_tick_that_is_taken_away_takes_its_name_along(client, leader, project):
    tick(first(project), leader)

    client.post(address(project), shown(project) | {"form-0-state": "pabegynt"})

    item = first(project)
    assert (item.state, item.ticked_by, item.ticked_on) == ("pabegynt", None, None)
    assert item.evidence_text == "Referat."


def test_better_evidence_leaves_the_tick_with_the_one_who_made_it(client, project):
    colleague = make_user()
    tick(first(project), colleague)

    client.post(address(project), shown(project) | {"form-0-evidence_text": "Nytt referat."})

    item = first(project)
    assert (item.evidence_text, item.ticked_by) == ("Nytt referat.", colleague)


# Two at once


def test_answers_of_colleagues_to_other_questions_stay(client, project):
    page = shown(project)
    tick(first(project), make_user())

    client.post(address(project), page | {"form-1-state": "pabegynt"})

    assert list(project.checklist.values_list("state", flat=True)[:2]) == ["gjort", "pabegynt"]


def test_answers_of_colleagues_to_the_same_question_stay(client, project):
    page, colleague = shown(project), make_user()
    tick(first(project), colleague)

    client.post(address(project), page | {"form-0-evidence_link": "https://oya.example/"})

    item = first(project)
    assert (item.state, item.evidence_text, item.ticked_by) == ("gjort", "Referat.", colleague)
    assert item.evidence_link == "https://oya.example/"


def test_what_two_have_written_in_the_same_place_is_asked_about(client, project):
    page = shown(project)
    CheckItem.objects.filter(pk=first(project).pk).update(evidence_text="Kollegaens ord.")
    mine = page | {"form-0-evidence_text": "Mine ord.", "form-1-state": "pabegynt"}

    response = client.post(address(project), mine)

    assert list(response.context["formset"].errors[0]) == ["evidence_text"]
    assert first(project).evidence_text == "Kollegaens ord."
    assert "Mine ord." in response.text
    assert project.checklist.filter(state="pabegynt").count() == 0


def test_what_comes_back_may_be_saved_on_purpose(client, project):
    page = shown(project)
    CheckItem.objects.filter(pk=first(project).pk).update(evidence_text="Kollegaens ord.")
    mine = page | {"form-0-evidence_text": "Mine ord."}
    response = client.post(address(project), mine)
    again = response.context["formset"].forms[0].data.dict()

    client.post(address(project), again)

    assert first(project).evidence_text == "Mine ord."


def test_two_who_wrote_the_same_are_not_asked(client, project):
    page = shown(project)
    CheckItem.objects.filter(pk=first(project).pk).update(state="pabegynt")

    response = client.post(address(project), page | {"form-0-state": "pabegynt"})

    assert response.status_code == 302


# Forged


def test_point_of_another_project_is_not_changed(client, project):
    foreign = first(make_project())
    forged = shown(project) | {"form-0-id": foreign.pk, "form-0-state": "pabegynt"}

    response = client.post(address(project), forged)

    assert response.status_code == 200
    assert set(CheckItem.objects.values_list("state", flat=True)) == {"ikke"}


def test_no_point_is_made(client, project):
    forged = shown(project) | {
        "form-TOTAL_FORMS": 28,
        "form-27-state": "pabegynt",
        "form-27-evidence_text": "Nytt punkt.",
    }

    response = client.post(address(project), forged)

    assert response.status_code in {200, 302}
    assert CheckItem.objects.count() == 27


@pytest.mark.parametrize("sent", [{}, {"form-TOTAL_FORMS": "x", "form-INITIAL_FORMS": "-1"}])
def test_form_that_is_not_whole_saves_nothing(client, project, sent):
    response = client.post(address(project), sent)

    assert response.status_code == 200
    assert set(project.checklist.values_list("state", flat=True)) == {"ikke"}


def test_others_have_no_way_in(project):
    user = make_leader(make_project())

    assert client_of(user).get(address(project)).status_code == 403
    assert client_of(user).post(address(project), shown(project)).status_code == 403


# What the public sees


def test_evidence_stands_in_public_without_the_name_of_the_one_who_ticked():
    project = make_public_project()
    colleague = make_user(username="hemmelig", first_name="Hemmelig", last_name="Ansatt")
    tick(first(project), colleague, evidence_text="Referat av 3. mars.")
    CheckItem.objects.filter(pk=project.checklist.all()[1].pk).update(
        state="pabegynt", evidence_text="Ikke ferdig skrevet."
    )

    page = Client().get(project.get_absolute_url()).text

    assert "Referat av 3. mars." in page
    assert '<time datetime="2026-03-01"' in page
    assert "emmelig" not in page
    assert "Ikke ferdig skrevet." not in page
