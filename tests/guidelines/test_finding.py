"""The search finds single clauses, of the edition that holds and of no other."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from guidelines.adopting import adopt, close_hearing, new_edition, open_hearing, repeal
from guidelines.finding import forget_ended
from guidelines.models import Clause, Edition
from publishing.models import SearchEntry
from publishing.search import reindex
from tests.factories import make_municipality
from tests.guidelines.guidelines import make_draft, make_guideline

pytestmark = pytest.mark.django_db

FACTS: Any = {"adopted_by": "Kommunestyret", "case_number": "2025/41"}


@pytest.fixture(autouse=True)
def municipality() -> Any:
    return make_municipality()


def found(client: Any, asked: str) -> list[tuple[str, str]]:
    page = client.get("/sok/", {"q": asked, "slag": "guidelines.clause"})
    return [(hit.entry.title, hit.entry.address) for hit in page.context.get("hits", [])]


def made() -> Edition:
    edition = make_draft(make_guideline(title="Kart og fyrstikker", slug="kart"))
    adopt(edition, adopted_on=date(2010, 9, 13), **FACTS)
    return edition


def replaced(edition: Edition, **adoption: Any) -> None:
    """A new edition has another text of A1, and no B."""
    draft = new_edition(edition.guideline)
    draft.sections.get(letter="B").delete()
    Clause.objects.filter(section__edition=draft).update(text="Vi bruker fyrlykter.")
    draft.change_summary = "Nytt."
    draft.save()
    adopt(draft, **{"adopted_on": date(2025, 2, 10)} | FACTS | adoption)


def test_single_clause_is_found_and_leads_to_itself(client):
    made()

    assert found(client, "ytringsfriheten") == [("B1 Ytringsfrihet", "/retningslinjer/kart/#b1")]
    assert len(found(client, "fyrstikker")) == 2  # by the guideline's title


def test_clauses_of_a_replaced_edition_leave(client):
    edition = made()

    replaced(edition)

    assert found(client, "ytringsfrihet") == []
    assert found(client, "fyrlykt") == [("A1 Formål", "/retningslinjer/kart/#a1")]


def test_clauses_of_a_repealed_edition_leave(client):
    edition = made()

    repeal(edition, last_day=date(2020, 1, 1), decision="Kommunestyret")

    assert found(client, "ytringsfrihet") == []
    page = client.get("/sok/", {"q": "fyrstikker"})
    assert [hit.entry.address for hit in page.context["hits"]] == ["/retningslinjer/kart/"]


def test_clauses_change_places_on_the_day_the_new_edition_holds_from(client, time_machine):
    edition = made()
    coming = timezone.localdate() + timedelta(days=2)
    replaced(edition, adopted_on=timezone.localdate(), valid_from=coming)

    before = found(client, "ytringsfrihet"), found(client, "fyrlykt")
    time_machine.move_to(timezone.now() + timedelta(days=3))
    gone = forget_ended()

    assert [len(rows) for rows in before] == [1, 0]
    assert gone == 2
    assert (found(client, "ytringsfrihet"), len(found(client, "fyrlykt"))) == ([], 1)
    assert forget_ended() == 0


def test_proposal_is_found_by_its_title_and_not_by_its_clauses(client):
    draft = make_draft(make_guideline(title="Kart og fyrstikker", slug="kart"))
    nothing = SearchEntry.objects.filter(kind__startswith="guidelines.").count()

    open_hearing(draft)

    page = client.get("/sok/", {"q": "fyrstikker"})
    assert [hit.entry.title for hit in page.context["hits"]] == ["Kart og fyrstikker"]
    assert (nothing, found(client, "ytringsfrihet")) == (0, [])
    close_hearing(draft)
    assert not SearchEntry.objects.filter(kind__startswith="guidelines.").exists()


def test_new_address_and_title_are_known_at_once(client):
    guideline = made().guideline

    guideline.slug, guideline.title = "fyr", "Fyr og lys"
    guideline.save()

    assert found(client, "ytringsfrihet") == [("B1 Ytringsfrihet", "/retningslinjer/fyr/#b1")]
    assert found(client, "fyrstikker") == []


def test_index_made_anew_holds_the_same():
    replaced(made())
    make_draft()
    before = entries()

    reindex()

    assert entries() == before
    assert before == {
        ("Kart og fyrstikker", "/retningslinjer/kart/"),
        ("A1 Formål", "/retningslinjer/kart/#a1"),
    }


def entries() -> set[tuple[str, str]]:
    rows = SearchEntry.objects.filter(kind__startswith="guidelines.")
    return set(rows.values_list("title", "address"))


def test_edition_of_a_far_year_has_its_place_in_the_search():
    adopt(make_draft(), adopted_on=date(2026, 3, 2), valid_from=date(2999, 12, 31), **FACTS)

    assert SearchEntry.objects.filter(kind="guidelines.guideline").exists()
