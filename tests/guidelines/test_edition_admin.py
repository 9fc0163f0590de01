"""Editions behind the login: drafts are written, everything else stands still."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guidelines import adopting
from guidelines.models import Clause, Edition, Guideline
from tests.factories import NO_PARTS, make_department, make_municipality, make_user
from tests.guidelines.guidelines import make_adopted, make_clause, make_draft, make_guideline

pytestmark = pytest.mark.django_db

NO_EDITION_PARTS = NO_PARTS | {"sections-TOTAL_FORMS": 0, "sections-INITIAL_FORMS": 0}
ADOPTION = {
    "verb": "adopt",
    "adopt-adopted_on": "2026-03-02",
    "adopt-adopted_by": "Kommunestyret",
    "adopt-case_number": "26/101",
    "adopt-is_sure": "on",
}


@pytest.fixture(autouse=True)
def municipality() -> None:
    make_municipality()


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user(is_staff=True, role="Redaktør"))
    return client


def page_of(edition: Edition, tail: str = "change/") -> str:
    return f"/admin/guidelines/edition/{edition.pk}/{tail}"


def form_of(edition: Edition, **values: Any) -> dict[str, Any]:
    sent = {
        "seen": edition.version,
        "significance": edition.significance,
        "change_summary": edition.change_summary,
        "saksframlegg": edition.saksframlegg,
    }
    return NO_EDITION_PARTS | sent | values


def rows_of(edition: Edition, *rows: tuple[str, str, str], do: str = "save") -> dict[str, Any]:
    """What the page of a section sends: (key, heading, text), and the empty row at the end."""
    sent: dict[str, Any] = {"seen": edition.version, "do": do}
    for at, (key, heading, text) in enumerate([*rows, ("", "", "")]):
        sent |= {
            f"clauses-{at}-key": key,
            f"clauses-{at}-heading": heading,
            f"clauses-{at}-text": text,
        }
    management = {"TOTAL_FORMS": len(rows) + 1, "INITIAL_FORMS": len(rows)}
    return sent | {f"clauses-{name}": value for name, value in management.items()}


def errors_of(response: Any, verb: str) -> dict[str, list[str]]:
    [form] = [form for form in response.context["forms"] if form.verb == verb]
    return dict(form.errors)


def test_new_guideline_and_its_first_edition(editor):
    values = {
        "title": "Retningslinjer for sosiale medier",
        "kind": "retningslinjer",
        "audience": "Alle ansatte",
        "department": make_department().pk,
        "responsible_role": "Kommunedirektør",
        "is_to_be_signed": "on",
        "lang": "nb",
    }

    editor.post("/admin/guidelines/guideline/add/", values)
    guideline = Guideline.objects.get()
    response = editor.post(f"/admin/guidelines/guideline/{guideline.pk}/ny-utgave/")

    draft = Edition.objects.get()
    assert guideline.slug == "retningslinjer-for-sosiale-medier"
    assert response["Location"] == page_of(draft, "tekst/")
    again = editor.post(f"/admin/guidelines/guideline/{guideline.pk}/ny-utgave/", follow=True)
    assert Edition.objects.count() == 1
    assert "Det finnes et utkast til en ny utgave fra før." in again.content.decode()


def test_word_that_is_an_address_is_refused_at_its_field(editor):
    guideline = make_guideline()
    values = {"title": "Kontoer", "slug": "kontoer", "kind": "plan", "lang": "nb"}

    response = editor.post(f"/admin/guidelines/guideline/{guideline.pk}/change/", values)

    assert response.context["adminform"].form.errors["slug"] == [
        "Dette ordet er en egen adresse på nettstedet. Velg et annet."
    ]


def test_draft_is_written_on_its_page(editor):
    draft = Edition.objects.create(guideline=make_guideline())
    section = {"letter": "A", "heading": "Offisielle kontoer", "intro": "", "id": ""}
    sent = {f"sections-0-{name}": value for name, value in section.items()}

    response = editor.post(
        page_of(draft, "tekst/"),
        form_of(draft, change_summary="Ny.") | {"sections-TOTAL_FORMS": 1} | sent,
    )

    draft.refresh_from_db()
    assert response["Location"] == page_of(draft)
    assert (draft.change_summary, draft.version) == ("Ny.", 1)
    section = draft.sections.get()
    assert section.full_heading == "Del A – Offisielle kontoer"
    assert f'href="{page_of(draft, f"tekst/{section.pk}/")}"' in editor.get(page_of(draft)).text


def test_nobody_overwrites_a_colleague_unseen(editor):
    draft = make_draft()
    sent = form_of(draft, change_summary="Min tekst")
    Edition.objects.filter(pk=draft.pk).update(change_summary="Din tekst", version=5)

    first = editor.post(page_of(draft, "tekst/"), sent)
    form = first.context["adminform"].form

    assert Edition.objects.get().change_summary == "Din tekst"
    assert (form["change_summary"].value(), form["seen"].value()) == ("Min tekst", 5)
    editor.post(page_of(draft, "tekst/"), sent | {"seen": 5})
    assert Edition.objects.get().change_summary == "Min tekst"


def test_clauses_are_added_changed_moved_and_removed(editor):
    draft = make_draft()
    section = draft.sections.get(letter="A")
    page = page_of(draft, f"tekst/{section.pk}/")
    first = section.clauses.get()

    response = editor.post(
        page,
        rows_of(draft, (first.key, "Formål", "Nye ord."), ("", "Svar", "To dager."), do="up-1"),
    )

    draft.refresh_from_db()
    assert response["Location"] == "?fokus=down-0"
    assert words(section) == [("A1", "Svar", "To dager."), ("A2", "Formål", "Nye ord.")]
    assert section.clauses.get(heading="Formål").key == first.key
    answer = section.clauses.get(heading="Svar")
    assert "autofocus" in editor.get(f"{page}?fokus=down-0").content.decode()
    rows = [(answer.key, "Svar", "To dager."), (first.key, "Formål", "Nye ord.")]
    editor.post(page, rows_of(draft, *rows, do="remove-0"))
    assert words(section) == [("A1", "Formål", "Nye ord.")]


def words(section: Any) -> list[tuple[str, str, str]]:
    rows = Clause.objects.filter(section=section)
    return [(row.label, row.heading, row.text) for row in rows]


def test_clauses_of_a_colleague_come_back_beside_mine(editor):
    draft = make_draft()
    section = draft.sections.get(letter="A")
    sent = rows_of(draft, ("", "Mitt", "Min tekst"))
    Edition.objects.update(version=3)

    response = editor.post(page_of(draft, f"tekst/{section.pk}/"), sent)

    html = response.content.decode()
    assert response.status_code == 409
    assert "Min tekst" in html
    assert "Kommunen informerer og lytter." in html
    assert words(section) == [("A1", "Formål", "Kommunen informerer og lytter.")]


def test_half_a_clause_is_given_back_and_nothing_is_saved(editor):
    draft = make_draft()
    section = draft.sections.get(letter="A")

    response = editor.post(
        page_of(draft, f"tekst/{section.pk}/"), rows_of(draft, ("", "Bare overskrift", ""))
    )

    assert "Bare overskrift" in response.content.decode()
    assert words(section) == [("A1", "Formål", "Kommunen informerer og lytter.")]


def test_section_b_warns_those_who_write_about_employees(editor):
    draft = make_draft()
    warning = "Grunnloven § 100"

    pages = {
        section.letter: editor.get(page_of(draft, f"tekst/{section.pk}/")).content.decode()
        for section in draft.sections.all()
    }

    assert (warning in pages["A"], warning in pages["B"]) == (False, True)


def test_adopting_by_its_form(editor):
    draft = make_draft()

    response = editor.post(page_of(draft), ADOPTION | {"adopt-seen": draft.version})

    row = Edition.objects.get()
    assert response["Location"] == page_of(draft)
    assert (row.status, row.adopted_on, row.case_number) == (
        "vedtatt",
        date(2026, 3, 2),
        "26/101",
    )
    assert row.text_hash in editor.get(page_of(draft)).content.decode()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"adopt-case_number": " "}, "case_number"),
        ({"adopt-case_number": "\u200b/"}, "case_number"),
        ({"adopt-adopted_by": ""}, "adopted_by"),
        ({"adopt-adopted_by": "–"}, "adopted_by"),
        ({"adopt-adopted_on": "31-02-2011"}, "adopted_on"),
        ({"adopt-adopted_on": "0001-01-01"}, "adopted_on"),
        ({"adopt-review_by": "2026-03-01"}, "review_by"),
        ({"adopt-valid_from": "2026-03-01"}, "valid_from"),
        ({"adopt-is_sure": ""}, "is_sure"),
    ],
)
def test_what_is_missing_is_said_at_its_field(editor, sent, field):
    draft = make_draft()

    response = editor.post(page_of(draft), ADOPTION | {"adopt-seen": 0} | sent)

    assert list(errors_of(response, "adopt")) == [field]
    assert f'<a href="#id_adopt-{field}">' in response.text
    assert Edition.objects.get().status == "utkast"


def test_nothing_is_adopted_without_a_case(editor):
    draft = make_draft()

    response = editor.post(page_of(draft), ADOPTION | {"adopt-seen": 0, "adopt-case_number": ""})

    assert errors_of(response, "adopt") == {
        "case_number": ["Skriv saksnummeret: Ingenting blir vedtatt uten en sak."]
    }


def test_nobody_adopts_what_nobody_has_seen(editor):
    draft = make_draft()
    Edition.objects.update(version=4)

    response = editor.post(page_of(draft), ADOPTION | {"adopt-seen": 0})

    assert "__all__" in errors_of(response, "adopt")
    assert Edition.objects.get().status == "utkast"


def test_the_second_who_adopts_gets_one_clear_sentence(editor):
    draft = make_draft()
    sent = ADOPTION | {"adopt-seen": draft.version}
    editor.post(page_of(draft), sent)

    response = editor.post(page_of(draft), sent | {"adopt-case_number": "26/999"})

    assert errors_of(response, "adopt") == {
        "__all__": ["Noen har alt vedtatt denne utgaven. Ingenting er endret."]
    }
    assert Edition.objects.get().case_number == "26/101"


def test_hearing_is_opened_closed_and_repealing_done_by_their_forms(editor):
    draft = make_draft()

    editor.post(page_of(draft), {"verb": "hearing", "hearing-seen": 0})
    assert Edition.objects.get().status == "horing"
    answers = f"{Edition.objects.get().get_absolute_url()}innspill/"
    assert f'href="{answers}"' in editor.get(page_of(draft)).text
    editor.post(page_of(draft), {"verb": "close", "close-seen": 0})
    assert Edition.objects.get().status == "utkast"
    editor.post(page_of(draft), ADOPTION | {"adopt-seen": 0})
    repeal = {"repeal-last_day": "2026-05-01", "repeal-decision": "Sak 3", "repeal-is_sure": "on"}
    editor.post(page_of(draft), {"verb": "repeal", "repeal-seen": 0} | repeal)
    assert Edition.objects.get().status == "opphevet"


@pytest.mark.parametrize("status", ["horing", "vedtatt"])
def test_forged_forms_change_nothing_in_what_stands_still(editor, status):
    edition = make_adopted() if status == "vedtatt" else make_draft()
    if status == "horing":
        adopting.open_hearing(edition)
    section = edition.sections.get(letter="A")
    before = contents()
    document = {"attachments-TOTAL_FORMS": 1, "attachments-0-name": "Noe"}

    answers = [
        editor.post(page_of(edition, "tekst/"), form_of(edition, change_summary="Endret")),
        editor.post(page_of(edition, "tekst/"), form_of(edition) | document),
        editor.post(page_of(edition), form_of(edition, change_summary="Endret")),
        editor.post(page_of(edition), {"verb": "finnes-ikke"}),
        editor.post(
            page_of(edition, f"tekst/{section.pk}/"), rows_of(edition, ("", "Nytt", "Ord"))
        ),
        editor.post(page_of(edition, "delete/"), {"post": "yes"}),
        editor.post("/admin/guidelines/edition/add/", form_of(edition)),
    ]

    assert [answer.status_code for answer in answers] == [403] * len(answers)
    assert contents() == before


def contents() -> list[Any]:
    return [*Edition.objects.values(), *Clause.objects.values()]


def test_draft_page_of_what_stands_still_leads_away(editor):
    edition = make_adopted()

    response = editor.get(page_of(edition, "tekst/"))

    assert response["Location"] == page_of(edition)


def test_section_of_another_edition_is_not_found(editor):
    draft, other = make_draft(), make_draft()
    section = other.sections.get(letter="A")

    assert editor.get(page_of(draft, f"tekst/{section.pk}/")).status_code == 404


def test_those_without_the_right_do_nothing(client):
    client.force_login(make_user(is_staff=True, role="Veileder"))
    draft = make_draft()
    section = draft.sections.get(letter="A")

    answers = [
        client.get(page_of(draft)),
        client.post(page_of(draft), ADOPTION),
        client.post(page_of(draft, "tekst/"), form_of(draft)),
        client.post(page_of(draft, f"tekst/{section.pk}/"), rows_of(draft)),
        client.post(f"/admin/guidelines/guideline/{draft.guideline_id}/ny-utgave/"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5


@pytest.mark.parametrize("rows", [1, 4])
def test_lists_and_pages_ask_the_same_number_of_questions(editor, rows):
    for _ in range(rows):
        edition = make_adopted()
    draft = adopting.new_edition(edition.guideline)
    section = draft.sections.get(letter="A")
    for _ in range(rows):
        make_clause(section)

    def asked(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(page).status_code == 200
        return len(queries)

    pages = (
        "/admin/guidelines/edition/",
        "/admin/guidelines/guideline/",
        page_of(draft),
        page_of(draft, f"tekst/{section.pk}/"),
    )
    assert [asked(page) for page in pages] == [8, 10, 10, 10]
