"""The page of the checklist: what two colleagues write at once."""

from typing import Any

import pytest

from lean.project import Project
from tests.lean.projects import client_of, make_leader, make_project

pytestmark = pytest.mark.django_db


def address(project: Project) -> str:
    return f"/admin/lean/project/{project.pk}/sjekkliste/"


def sent_by(formset: Any) -> dict[str, Any]:
    """What a browser sends of the page as it stands."""
    sent = {}
    for form in (formset.management_form, *formset.forms):
        for bound in form:
            sent[bound.html_name] = bound.value() or ""
            if bound.field.show_hidden_initial:
                hidden = form.data.get(bound.html_initial_name) if form.is_bound else bound.value()
                sent[bound.html_initial_name] = hidden or ""
    return sent


def answers(project: Project) -> tuple[str, str, str]:
    item = project.checklist.first()
    return item.state, item.evidence_text, item.evidence_link


def test_colleague_who_answered_the_same_is_not_overwritten_unseen():
    project = make_project()
    client = client_of(make_leader(project))
    shown = sent_by(client.get(address(project)).context["formset"])
    client.post(
        address(project), shown | {"form-0-state": "gjort", "form-0-evidence_text": "Referat"}
    )

    mine = shown | {"form-0-state": "pabegynt", "form-0-evidence_link": "https://a.example/"}
    refused = client.post(address(project), mine)
    then = answers(project)
    client.post(address(project), sent_by(refused.context["formset"]))

    assert list(refused.context["formset"].forms[0].errors) == ["state"]
    assert then == ("gjort", "Referat", "")
    assert answers(project) == ("pabegynt", "", "https://a.example/")


def test_colleague_who_answered_another_keeps_the_answer():
    project = make_project()
    client = client_of(make_leader(project))
    shown = sent_by(client.get(address(project)).context["formset"])
    client.post(
        address(project), shown | {"form-0-state": "gjort", "form-0-evidence_text": "Referat"}
    )

    client.post(address(project), shown | {"form-1-state": "pabegynt"})

    assert answers(project) == ("gjort", "Referat", "")
    assert project.checklist.all()[1].state == "pabegynt"
