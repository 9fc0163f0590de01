"""Read and understood: who has to sign, what is new to them, and how far a department is."""

import csv
import re
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from guidelines import adopting, reading
from guidelines.models import Clause, Edition, Signature
from guidelines.waiting import waiting
from municipality.models import User
from tests.factories import make_department, make_municipality, make_person, make_user
from tests.guidelines.guidelines import make_adopted, make_draft, make_guideline, make_section

pytestmark = pytest.mark.django_db

SIGNIFICANT, EDITORIAL = Edition.Significance.values


@pytest.fixture(autouse=True)
def municipality() -> None:
    make_municipality()


@pytest.fixture
def reader() -> User:
    return make_user(is_staff=True)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sign_page(edition: Edition) -> str:
    return f"/admin/guidelines/edition/{edition.pk}/lest/"


def next_edition(edition: Edition, significance: str, **words: str) -> Edition:
    """A new edition in which the clause A1 says something else."""
    draft = adopting.new_edition(edition.guideline)
    clauses = Clause.objects.filter(section__edition=draft, section__letter="A")
    clauses.filter(number=1).update(**words or {"text": "Kommunen informerer og svarer."})
    Edition.objects.filter(pk=draft.pk).update(
        significance=significance, change_summary="A1 er klarere."
    )
    number = draft.number
    adopting.adopt(
        draft,
        adopted_on=date(2010 + number, 1, 1),
        adopted_by="Kommunestyret",
        case_number=f"{number}/1",
    )
    draft.refresh_from_db()
    return draft


def to_read(user: User) -> list[str]:
    return [row.url for row in waiting(user) if row.url.endswith("/lest/")]


def test_adopted_edition_waits_for_everybody_until_it_is_signed(reader):
    edition = make_adopted()
    page = sign_page(edition)
    client = client_of(reader)

    assert to_read(reader) == [page]
    shown = client.get(page).content.decode()
    assert "Ansatte har ytringsfrihet som alle andre." in shown
    client.post(page)
    client.post(page)

    assert [(row.user, row.edition) for row in Signature.objects.all()] == [(reader, edition)]
    assert to_read(reader) == []
    assert to_read(make_user(is_staff=True)) == [page]


def test_drafts_and_what_nobody_signs_wait_for_nobody(reader):
    make_draft()
    plan = make_adopted(make_guideline(is_to_be_signed=False))
    client = client_of(reader)

    assert waiting(reader) == []
    assert client.get(sign_page(plan)).status_code == 404
    assert client.post(sign_page(plan)).status_code == 404
    assert not Signature.objects.exists()


def test_editorial_edition_asks_nothing_of_those_who_have_signed(reader):
    first = make_adopted()
    reading.sign(first, user=reader)

    second = next_edition(first, EDITORIAL)

    assert to_read(reader) == []
    assert to_read(make_user(is_staff=True)) == [sign_page(second)]


def test_significant_edition_shows_the_changed_clauses_only(reader):
    first = make_adopted()
    reading.sign(first, user=reader)

    second = next_edition(first, SIGNIFICANT)

    assert to_read(reader) == [sign_page(second)]
    shown = client_of(reader).get(sign_page(second)).content.decode()
    assert re.sub("<span.*?</span>|<wbr>", "", shown).count(
        "Kommunen informerer og <del>lytter</del><ins>svarer</ins>."
    )
    assert "[fjernet:" in shown
    assert "Ansatte har ytringsfrihet" not in shown
    client_of(reader).post(sign_page(second))
    assert to_read(reader) == []


def test_significant_edition_is_asked_about_after_an_editorial_one(reader):
    first = make_adopted()
    reading.sign(first, user=reader)
    third = next_edition(next_edition(first, SIGNIFICANT), EDITORIAL)

    assert to_read(reader) == [sign_page(third)]
    reading.sign(third, user=reader)
    assert to_read(reader) == []


def test_clause_that_only_has_moved_is_no_news():
    first = make_adopted()
    draft = adopting.new_edition(first.guideline)
    a, b = draft.sections.order_by("letter")
    Clause.objects.filter(section=a).update(section=b, number=2)

    assert reading.news(draft, first) == []


def test_news_tell_of_added_and_removed_clauses_and_new_introductions():
    first = make_adopted()
    draft = adopting.new_edition(first.guideline)
    a, b = draft.sections.order_by("letter")
    Clause.objects.filter(section=a).delete()
    make_section(draft, letter="C", heading="Nytt")
    b.intro = "Noe annet."
    b.save()

    found = reading.news(draft, first)

    told = [(one.clause.label, one.is_added, one.is_removed) for one in found]
    assert told == [("A1", False, True), ("Del B", False, False), ("Del C", True, False)]


def test_one_who_comes_too_late_is_sent_to_the_edition_that_holds(reader):
    first = make_adopted()
    next_edition(first, SIGNIFICANT)

    response = client_of(reader).post(sign_page(first))

    assert response["Location"] == "/admin/guidelines/edition/lest/"
    assert not Signature.objects.exists()


def test_list_says_what_is_signed(reader):
    signed, unsigned = make_adopted(), make_adopted()
    reading.sign(signed, user=reader)

    editions = client_of(reader).get("/admin/guidelines/edition/lest/").context["editions"]

    assert {row.pk: row.is_signed for row in editions} == {signed.pk: True, unsigned.pk: False}


def test_nobody_signs_without_a_login():
    edition = make_adopted()

    Client().post(sign_page(edition))
    client_of(make_user(is_staff=False)).post(sign_page(edition))

    assert not Signature.objects.exists()


def test_passed_review_deadline_waits_for_those_who_adopt():
    edition = make_adopted(review_by=date(2014, 9, 20))
    make_adopted(review_by=date(2999, 1, 1))
    editor = make_user(is_staff=True, role="Redaktør")
    page = f"/admin/guidelines/edition/{edition.pk}/change/"

    assert [row.url for row in waiting(editor) if row.url.endswith("/change/")] == [page]
    assert not any(row.url == page for row in waiting(make_user(is_staff=True)))
    assert "20. september 2014" in client_of(editor).get(page).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_waiting_asks_two_questions(rows, django_assert_num_queries):
    editor = make_user(is_staff=True, is_superuser=True)
    for _ in range(rows):
        make_adopted(review_by=date(2014, 9, 20))

    with django_assert_num_queries(2):
        assert len(waiting(editor)) == 2 * rows


# How far it has come


@pytest.fixture
def departments() -> dict[str, Any]:
    """Two departments with two colleagues each; one in the first has signed."""
    edition = make_adopted()
    rows: dict[str, Any] = {"edition": edition}
    for name in ("Helse", "Skole"):
        department = make_department(name=name)
        rows[name] = department
        for number in (1, 2):
            user = make_user(
                is_staff=True,
                first_name=f"{name}{number}",
                last_name="(demo)",
                username=f"{name}{number}",
            )
            make_person(user=user, department=department)
            rows[f"{name}{number}"] = user
    make_user(is_staff=False)
    make_user(is_staff=True, is_active=False)
    reading.sign(edition, user=rows["Helse1"])
    return rows


def completion_page(edition: Edition, tail: str = "lest/") -> str:
    return f"/admin/guidelines/guideline/{edition.guideline_id}/{tail}"


def test_editor_sees_how_far_all_departments_are(departments):
    make_user(is_staff=True, username="ingen")
    editor = client_of(make_user(is_staff=True, role="Redaktør"))

    groups = editor.get(completion_page(departments["edition"])).context["groups"]

    assert [(group.name, group.signed, group.all) for group in groups] == [
        ("Helse", 1, 2),
        ("Skole", 0, 2),
        ("Uten avdeling", 0, 2),
    ]


def test_leader_sees_the_own_department_alone(departments):
    leader = make_user(is_staff=True, role="Avdelingsleder")
    make_person(user=leader, department=departments["Helse"])
    client = client_of(leader)
    page = completion_page(departments["edition"])

    groups = client.get(page).context["groups"]
    table = client.get(completion_page(departments["edition"], "lest.csv")).content.decode()

    assert [(group.name, group.signed, group.all) for group in groups] == [("Helse", 1, 3)]
    assert ("Helse2" in table, "Skole" in table) == (True, False)


@pytest.mark.parametrize("role", ["", "Skribent", "Moderator", "Veileder", "Avdelingsleder"])
def test_others_do_not_see_who_has_signed(departments, role):
    """Nor does a leader of nothing."""
    client = client_of(make_user(is_staff=True, **{"role": role} if role else {}))
    make_adopted()

    for tail in ("lest/", "lest.csv"):
        assert client.get(completion_page(departments["edition"], tail)).status_code == 403


def test_signature_on_an_editorial_edition_before_still_counts(departments):
    next_edition(departments["edition"], EDITORIAL)
    edition = reading.to_sign().get()

    assert sum(group.signed for group in reading.completion(edition)) == 1
    next_edition(edition, SIGNIFICANT, text="Helt nytt.")
    assert sum(group.signed for group in reading.completion(reading.to_sign().get())) == 0


def test_table_runs_nothing_in_a_spreadsheet(departments):
    names = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]
    for number, name in enumerate(names):
        make_user(is_staff=True, first_name=name, username=f"farlig{number}")
    editor = client_of(make_user(is_staff=True, role="Redaktør"))

    response = editor.get(completion_page(departments["edition"], "lest.csv"))

    text = response.content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text, newline=""), delimiter=";"))
    cells = {cell for row in rows for cell in row}
    assert rows[1][:3] == ["Helse", "Helse1 (demo)", "1"]
    assert {f"'{name}" for name in names if name.strip() == name} <= cells
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]


def test_completion_asks_three_questions_however_many_there_are(
    departments, django_assert_num_queries
):
    edition = reading.to_sign().get()

    with django_assert_num_queries(3):
        reading.completion(edition)
    for number in range(3):
        make_user(is_staff=True, username=f"ny{number}")
    with django_assert_num_queries(3):
        reading.completion(edition)


def test_who_leaves_takes_the_signature_along(departments):
    departments["Helse1"].delete()

    assert not Signature.objects.exists()
