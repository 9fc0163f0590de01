"""The public pages of guidelines: which edition holds, permanent addresses, and no drafts."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from guidelines.adopting import adopt, new_edition, open_hearing, repeal
from guidelines.models import Clause, Edition, Guideline
from tests.factories import make_municipality
from tests.guidelines.guidelines import (
    make_adopted,
    make_clause,
    make_document,
    make_draft,
    make_guideline,
)

pytestmark = pytest.mark.django_db

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbok.md"
LIST = "/retningslinjer/"
HOME = "/retningslinjer/kart/"
FACTS: Any = {"adopted_by": "Kommunestyret", "case_number": "2025/41"}


@pytest.fixture(autouse=True)
def municipality() -> Any:
    return make_municipality()


@pytest.fixture
def guideline() -> Guideline:
    """Adopted in 2010, and again in 2025: there A1 is gone, B1 has one word more, and B2 is new."""
    row = make_guideline(title="Kart og merker", slug="kart")
    draft = make_draft(row)
    make_clause(draft.sections.get(letter="A"), heading="Språk", text="Vi skriver klart.")
    adopt(draft, adopted_on=date(2010, 9, 13), adopted_by="Formannskapet", case_number="10/123")
    second = new_edition(row)
    part = second.sections.get(letter="A")
    part.clauses.get(number=1).delete()
    part.clauses.update(number=1)
    clause = second.sections.get(letter="B").clauses.get()
    clause.text = "Ansatte har ytringsfrihet som alle andre innbyggere."
    clause.save()
    make_clause(second.sections.get(letter="B"), heading="Rolle", text="Si hvem du er.")
    second.change_summary = "Vi har strøket det som var selvsagt."
    second.save()
    adopt(second, adopted_on=date(2025, 2, 10), valid_from=date(2025, 3, 1), **FACTS)
    return row


def edition(guideline: Guideline, number: int) -> Edition:
    found: Edition = guideline.editions.get(number=number)
    return found


def key(guideline: Guideline, number: int, label: str) -> str:
    rows = Clause.objects.filter(section__edition=edition(guideline, number))
    return str(rows.get(section__letter=label[0], number=label[1:]).key)


def propose(guideline: Guideline, **hearing: Any) -> Edition:
    draft = new_edition(guideline)
    draft.change_summary = "Et forslag."
    draft.save()
    open_hearing(draft, **hearing)
    return edition(guideline, draft.number)


def stands(page: Any) -> str:
    return str(page.context["stands"])


# Which edition stands where


def test_edition_says_under_which_other_title_it_was_adopted(client, guideline):
    before = client.get(HOME).text
    guideline.title = "Kart, merker og fyr"
    guideline.save()

    after = client.get(HOME).text

    assert "Vedtatt med tittelen" not in before
    assert '<dt>Vedtatt med tittelen</dt><dd lang="nb">Kart og merker</dd>' in after


def test_guideline_shows_the_edition_that_holds(client, guideline):
    page = client.get(HOME)

    assert (page.context["edition"].number, stands(page)) == (2, "valid")
    assert "Vedtatt 10. februar 2025 av Kommunestyret, sak 2025/41" in page.text
    assert "alle andre innbyggere." in page.text
    assert 'id="a1"' in page.text
    assert edition(guideline, 2).text_hash in page.text


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("2010-09-13", 1),
        ("2011-03-01", 1),
        ("1.3.2011", 1),
        ("2025-02-28", 1),
        ("2025-03-01", 2),
    ],
)
def test_edition_of_a_day_is_the_one_that_held_then(client, guideline, asked, number):
    page = client.get(HOME, {"dato": asked})

    assert page.context["edition"].number == number


@pytest.mark.parametrize("asked", ["31-02-2011", "2011-02-31", "i går", "0000-01-01", "9" * 5000])
def test_date_that_is_none_gets_one_clear_sentence(client, guideline, asked):
    page = client.get(HOME, {"dato": asked})

    assert page.status_code == 400
    assert f"<h1>Vi forstår ikke datoen «{asked[:20]}».</h1>" in page.text
    assert "Skriv den slik: 2011-03-01." in page.text


def test_day_to_come_gets_what_is_decided_today(client, guideline):
    page = client.get(HOME, {"dato": "2099-01-01"})

    assert page.context["edition"].number == 2
    assert "er det denne utgaven som gjelder 1. januar 2099." in page.text
    assert "gjaldt 1. januar 2099" not in page.text


def test_day_before_the_first_edition_has_none(client, guideline):
    page = client.get(HOME, {"dato": "2010-09-12"})

    assert page.status_code == 404
    assert "<h1>Ingen utgave gjaldt 12. september 2010.</h1>" in page.text
    assert f'href="{HOME}utgave/1/"' in page.text


@pytest.mark.parametrize("number", [1, 2])
def test_every_edition_has_an_address_of_its_own(client, guideline, number):
    page = client.get(f"{HOME}utgave/{number}/")

    assert page.context["edition"].number == number
    assert stands(page) == {1: "replaced", 2: "valid"}[number]


def test_replaced_edition_says_when_and_leads_on(client, guideline):
    page = client.get(f"{HOME}utgave/1/")

    assert "Den gjaldt til og med 28. februar 2025." in page.text
    assert f'href="{HOME}endringer/1/2/"' in page.text


def test_edition_replaced_before_its_first_day_never_held(client, guideline):
    coming = timezone.localdate() + timedelta(days=30)
    for first_day in (coming, timezone.localdate()):
        draft = new_edition(guideline)
        draft.change_summary = "Nytt."
        draft.save()
        adopt(draft, adopted_on=timezone.localdate(), valid_from=first_day, **FACTS)

    page = client.get(f"{HOME}utgave/3/")

    assert stands(page) == "replaced"
    assert "Denne utgaven kom aldri til å gjelde" in page.text
    assert "Gjaldt" not in page.text


def test_edition_that_is_not_valid_yet_leaves_the_one_before_in_its_place(client, guideline):
    coming = timezone.localdate() + timedelta(days=30)
    draft = new_edition(guideline)
    draft.change_summary = "Nytt."
    draft.save()
    adopt(draft, adopted_on=timezone.localdate(), valid_from=coming, **FACTS)

    assert client.get(HOME).context["edition"].number == 2
    assert stands(client.get(f"{HOME}utgave/3/")) == "coming"
    assert client.get(HOME, {"dato": coming.isoformat()}).context["edition"].number == 3


def test_repealed_guideline_keeps_its_page_and_says_so(client, guideline):
    repeal(edition(guideline, 2), last_day=date(2026, 1, 31), decision="Kommunestyret, sak 3/26")

    page = client.get(HOME)

    assert (page.status_code, stands(page)) == (200, "repealed")
    assert "Opphevet: Dette gjaldt til og med 31. januar 2026." in page.text
    assert "Kommunestyret, sak 3/26" in page.text


def test_proposal_is_shown_at_its_own_address_and_told_of_at_the_guidelines(client, guideline):
    propose(guideline, until=timezone.localdate())

    home, proposal = client.get(HOME), client.get(f"{HOME}utgave/3/")

    assert home.context["edition"].number == 2
    assert f'href="{HOME}utgave/3/"' in home.text
    assert stands(proposal) == "hearing"
    assert proposal.text.count("?punkt=") == 3
    assert "SHA-256" not in proposal.text


def test_proposal_whose_last_day_has_passed_takes_no_more_answers(client, guideline):
    propose(guideline, until=timezone.localdate())
    Edition.objects.filter(status="horing").update(
        hearing_until=timezone.localdate() - timedelta(days=1)
    )

    proposal, rows = client.get(f"{HOME}utgave/3/"), client.get(LIST)

    assert "Høringen er avsluttet" in proposal.text
    assert "innspill/nytt/" not in proposal.text
    assert "er på høring" not in rows.text


def test_guideline_that_was_never_adopted_shows_its_proposal(client):
    propose_first = make_draft(make_guideline(slug="kart"))
    open_hearing(propose_first)

    assert stands(client.get(HOME)) == "hearing"


@pytest.mark.parametrize("shown", [True, False])
def test_passed_review_is_told_when_the_municipality_wants_it(client, municipality, shown):
    municipality.shows_overdue_reviews = shown
    municipality.save()
    make_adopted(make_guideline(slug="kart"), review_by=date(2014, 9, 13))

    page = client.get(HOME)

    assert ("Fristen for revisjon er passert." in page.text) == shown


def test_warning_of_part_b_is_for_editors_alone(client, guideline):
    assert "Grunnloven" not in client.get(HOME).text


# What is not public, or not there


@pytest.mark.parametrize(
    "path", ["", "utgave/1/", "utgave/1.json", "utgave/1/innspill/", "utgave/1/innspill/nytt/"]
)
def test_draft_is_seen_by_nobody(client, path):
    make_draft(make_guideline(slug="kart", title="Uferdig"))

    page = client.get(HOME + path)

    assert page.status_code == 404
    assert "Uferdig" not in page.text + client.get(LIST).text


def test_draft_of_a_new_edition_is_seen_by_nobody(client, guideline):
    draft = new_edition(guideline)
    hidden = make_clause(draft.sections.get(letter="A"), heading="Uferdig")

    paths = ["utgave/3/", "utgave/3.json", "endringer/2/3/", f"punkt/{hidden.key}/"]
    pages = {path: client.get(HOME + path) for path in ["", *paths]}

    assert {path: page.status_code for path, page in pages.items()} == {
        "": 200,
        **dict.fromkeys(paths, 404),
    }
    assert all("Uferdig" not in page.text for page in pages.values())
    assert "utgave/3" not in pages[""].text


def test_old_address_leads_on_with_all_that_stands_below_it(client, guideline):
    guideline.slug = "nye-kart"
    guideline.save()

    for rest in [
        "",
        "utgave/1/",
        "utgave/2.json",
        "endringer/1/2/",
        "punkt/abc/",
        "?dato=2011-03-01",
    ]:
        response = client.get(HOME + rest)
        assert (response.status_code, response.headers["Location"]) == (
            301,
            f"/retningslinjer/nye-kart/{rest}",
        )


# The list


def test_guideline_list_shows_what_holds_first(client, guideline):
    repealed = make_adopted(make_guideline(title="A gammelt"))
    repeal(repealed, last_day=date(2020, 1, 1), decision="Kommunestyret")
    open_hearing(make_draft(make_guideline(title="B forslag")))
    make_draft(make_guideline(title="C utkast"))

    page = client.get(LIST)

    shown = [(shelf.guideline.title, str(shelf.standing)) for shelf in page.context["shelves"]]
    assert shown == [
        ("Kart og merker", "valid"),
        ("B forslag", "hearing"),
        ("A gammelt", "repealed"),
    ]


def test_empty_list_says_so(client):
    assert "De første retningslinjene kommer her." in client.get(LIST).text


# The permanent address of a clause


def test_clause_leads_to_where_it_stands_today_after_renumbering(client, guideline):
    address = f"{HOME}punkt/{key(guideline, 1, 'A2')}/"
    response = client.get(address)

    assert (response.status_code, response.headers["Location"]) == (302, f"{HOME}#a1")
    as_on_paper = client.get(HOME + address.removeprefix(HOME).upper().replace("PUNKT", "punkt"))
    assert as_on_paper.headers["Location"] == f"{HOME}#a1"


def test_clause_that_is_repealed_says_when_and_leads_to_its_last_words(client, guideline):
    page = client.get(f"{HOME}punkt/{key(guideline, 1, 'A1')}/")

    assert page.status_code == 410
    assert "<h1>A1 er opphevet</h1>" in page.text
    assert "Punktet gjaldt til og med 28. februar 2025" in page.text
    assert f'href="{HOME}utgave/1/#a1"' in page.text
    assert "Kommunen informerer og lytter." in page.text


def test_clause_of_a_repealed_guideline_is_repealed(client, guideline):
    repeal(edition(guideline, 2), last_day=date(2026, 1, 31), decision="Kommunestyret")

    page = client.get(f"{HOME}punkt/{key(guideline, 2, 'B2')}/")

    assert page.status_code == 410
    assert f'href="{HOME}utgave/2/#b2"' in page.text


def test_clause_of_a_proposal_leads_to_the_proposal(client, guideline):
    draft = new_edition(guideline)
    new = make_clause(draft.sections.get(letter="A"))
    draft.change_summary = "Nytt."
    draft.save()
    open_hearing(draft)

    response = client.get(f"{HOME}punkt/{new.key}/")

    assert (response.status_code, response.headers["Location"]) == (302, f"{HOME}utgave/3/#a2")


@pytest.mark.parametrize("unknown", ["xxxxxx", "x" * 300])
def test_clause_that_never_was_gets_one_clear_sentence(client, guideline, unknown):
    page = client.get(f"{HOME}punkt/{unknown}/")

    assert page.status_code == 404
    assert "<h1>Det finnes ikke noe slikt punkt.</h1>" in page.text


def test_clause_of_another_guideline_is_none_of_this(client, guideline):
    other = make_adopted()
    theirs = Clause.objects.filter(section__edition=other).first()
    assert theirs

    assert client.get(f"{HOME}punkt/{theirs.key}/").status_code == 404


# What changed


def test_edition_changes_show_exactly_the_words_that_differ(client, guideline):
    page = client.get(f"{HOME}endringer/1/2/")

    found = [
        (
            row.clause.label,
            [(p.mark, p.text) for p in row.text if p.mark != "same"],
            row.is_added,
            row.is_removed,
        )
        for row in page.context["changes"]
    ]
    assert found == [
        ("A1", [("del", "Kommunen informerer og lytter.")], False, True),
        ("B1", [("ins", " innbyggere")], False, False),
        ("B2", [("ins", "Si hvem du er.")], True, False),
    ]
    assert [(r.old.label, r.new.label) for r in page.context["renumbered"]] == [("A2", "A1")]
    said = '<ins><span class="ds-sr-only" lang="nb">[lagt til: </span> innbyggere'
    assert said in page.text


def test_edition_changes_backwards_are_the_same_the_other_way(client, guideline):
    page = client.get(f"{HOME}endringer/2/1/")

    assert [row.clause.label for row in page.context["changes"]] == ["A1", "B1", "B2"]
    assert [row.is_added for row in page.context["changes"]] == [True, False, False]


def test_intro_of_a_section_that_differs_is_shown(client, guideline):
    draft = new_edition(guideline)
    draft.sections.filter(letter="B").update(intro="Del B skal bare veilede.")
    draft.change_summary = "Tydeligere."
    draft.save()
    open_hearing(draft)

    page = client.get(f"{HOME}endringer/2/3/")

    [change] = page.context["changes"]
    assert change.clause.label == "Del B"


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("endringer/1/1/", 400, "En utgave har ingen endringer fra seg selv."),
        ("endringer/7/7/", 400, "En utgave har ingen endringer fra seg selv."),
        ("endringer/1/7/", 404, "Det er ingen slik utgave å sammenligne."),
        ("endringer/0/1/", 404, "Det er ingen slik utgave å sammenligne."),
        (f"endringer/1/{10**30}/", 404, "Det er ingen slik utgave å sammenligne."),
    ],
)
def test_editions_that_cannot_be_compared_get_one_clear_sentence(
    client, guideline, path, status, sentence
):
    page = client.get(HOME + path)

    assert page.status_code == status
    assert f"<h1>{sentence}</h1>" in page.text


# For machines


def test_edition_data_has_all_that_the_page_says(client, guideline):
    document = client.get(f"{HOME}utgave/2.json").json()

    facts = ["title", "edition", "status", "standing", "adopted_on", "adopted_by", "case_number"]
    assert [document[name] for name in facts] == [
        "Kart og merker",
        2,
        "vedtatt",
        "valid",
        "2025-02-10",
        "Kommunestyret",
        "2025/41",
    ]
    assert (document["text"], document["sha256"]) == (
        edition(guideline, 2).adopted_text,
        edition(guideline, 2).text_hash,
    )
    labels = [clause["label"] for part in document["sections"] for clause in part["clauses"]]
    assert labels == ["A1", "B1", "B2"]
    first = document["sections"][0]["clauses"][0]
    assert first["address"].endswith(f"{HOME}punkt/{key(guideline, 2, 'A1')}/")


def test_lines_of_the_handbook_compute_the_printed_hash(client, guideline, tmp_path, capsys):
    [lines] = re.findall(r"```python\n(.*?)```", HANDBOOK.read_text(), re.DOTALL)
    copy = tmp_path / "2.json"
    copy.write_bytes(client.get(f"{HOME}utgave/2.json").content)
    here = re.sub(r'"https://[^"]*/utgave/2\.json"', repr(copy.as_uri()), lines)

    exec(here, {})  # noqa: S102  our own lines, as people run them

    assert len([line for line in lines.splitlines() if line]) == 4
    assert here != lines
    printed = capsys.readouterr().out.strip()
    assert f"SHA-256 <code>{printed}</code>" in client.get(HOME).text


def test_edition_tells_machines_who_adopted_it(client, guideline):
    page = client.get(f"{HOME}utgave/1/")

    told = page.context["linked_data"]
    assert told["@type"] == "Legislation"
    assert told["legislationDate"] == "2010-09-13"
    assert told["legislationPassedBy"]["name"] == "Formannskapet"
    assert told["legislationLegalForce"] == "https://schema.org/NotInForce"


def test_document_of_an_edition_stands_below_its_text(client):
    draft = make_draft(make_guideline(slug="kart"), saksframlegg="<h2>Innstilling</h2><p>Ja.</p>")
    make_document(draft)
    adopt(draft, adopted_on=date(2025, 2, 10), **FACTS)

    text = client.get(HOME).text

    places = [text.index(part) for part in ['id="a1"', "Innstilling", "documents/saksframlegg.pdf"]]
    assert places == sorted(places)


# Queries


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        # municipality, notices, menu, then: guideline, editions; the chosen edition's sections,
        # clauses, documents and answers, and its stored text
        ("", 10),
        ("utgave/1/", 10),
        ("?dato=2011-03-01", 10),
        # municipality, guideline, editions, stored text, sections, clauses, documents
        ("utgave/1.json", 7),
        # each edition's sections and clauses
        ("endringer/1/2/", 9),
        # municipality, notices, menu, old addresses, edition, clauses, answers, guideline
        ("utgave/1/innspill/", 8),
    ],
)
def test_pages_take_as_many_queries_for_3_times_the_clauses(
    client, django_assert_num_queries, number, path, queries
):
    row = make_guideline(slug="kart")
    draft = make_draft(row)
    for _ in range(number):
        make_clause(draft.sections.get(letter="A"))
    adopt(draft, adopted_on=date(2010, 9, 13), **FACTS)
    for _ in range(number):
        later = new_edition(row)
        make_clause(later.sections.get(letter="A"))
        later.change_summary = "Nytt."
        later.save()
        adopt(later, adopted_on=date(2025, 2, 10), **FACTS)

    with django_assert_num_queries(queries):
        client.get(HOME + path)


@pytest.mark.parametrize("number", [1, 3])
def test_guideline_list_takes_as_many_queries_for_3_as_for_1(
    client, django_assert_num_queries, number
):
    for _ in range(number):
        make_adopted()

    # municipality, notices, menu, editions, guidelines
    with django_assert_num_queries(5):
        client.get(LIST)
