"""What is found, in which order. The expected answers are the same on SQLite and PostgreSQL."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from aggregator.models import Item
from blog.models import Post
from municipality.models import Page
from publishing import search
from publishing.excerpts import excerpt, marked
from publishing.models import SearchEntry, Tag
from publishing.search import find, index_missing, reindex, remove, years
from publishing.words import asked_for, stems
from tests.factories import NO_ATTACHMENTS, make_item, make_post, make_user

pytestmark = pytest.mark.django_db

OSLO = ZoneInfo("Europe/Oslo")

# (date, title, ingress, body, tags); the first word of the title is its name in the answers.
CORPUS = [
    (
        "2010-09-02",
        "Beta er et løfte",
        "Oslo kommune har startet en blogg.",
        "<p>Vi ønsker dem velkommen.</p>",
        ["blogg", "sosiale medier"],
    ),
    (
        "2010-09-14",
        "Retningslinjer for sosiale medier",
        "Kommunen har vedtatt egne kjøreregler.",
        "<p>Biblioteket la bilder på nett i 2007.</p>",
        ["sosiale medier"],
    ),
    (
        "2010-09-17",
        "LEAN i alle avdelinger",
        "Vi er den første kommunen med LEAN.",
        "<p>Skolen og barnehagen ser på sløsing.</p>",
        ["LEAN", "forbedring"],
    ),
    (
        "2011-01-10",
        "Skulen måler ventetid",
        "Elevane ventar mindre.",
        "<p>Forbetring i skulen, og ikkje berre der.</p>",
        ["LEAN"],
    ),
    (
        "2011-05-02",
        "Ferja får nye tider",
        "Båten går oftere.",
        "<p>Rutetabellen gjelder fra mai. Kaien er åpen.</p>",
        [],
    ),
    (
        "2012-03-01",
        "Vannet på øya",
        "Vi bytter rør i Åsvegen.",
        "<p>Kok vannet. Blåbær og <em>sjø</em>luft skader ikke.</p>",
        ["drift"],
    ),
    (
        "2012-03-01",
        "Avløp koster mer",
        "Gebyret øker.",
        "<p>Byggesaksgebyret øker også, sier kommunestyret.</p>",
        ["økonomi"],
    ),
    (
        "2013-06-20",
        "Kommunestyret møtes",
        "Saksliste og innkalling.",
        "<table><tbody><tr><td>Sak</td><td>Byggesak</td></tr></tbody></table>",
        [],
    ),
    (
        "2020-12-31",
        "Kommunene samarbeider",
        "Tre kommuner, én kai.",
        "<p>Ålesund er med. Tenestene blir betre.</p>",
        ["økonomi"],
    ),
    (
        "2021-01-01",
        "Innbyggerne spør",
        "Hva er LEAN?",
        "<p>Kommunen svarer på alle spørsmål om kommunen.</p>",
        [],
    ),
]

# (question, answers: best first)
QUESTIONS = [
    ("kommune", "Kommunene Kommunestyret LEAN Retningslinjer Beta Innbyggerne Avløp"),
    ("kommunene", "Kommunene LEAN Retningslinjer Beta Innbyggerne"),
    ("KOMMUNENS", "Kommunene LEAN Retningslinjer Beta Innbyggerne"),
    ("kommunestyret", "Kommunestyret Avløp"),
    ("lean", "LEAN Innbyggerne Skulen"),
    ("LEAN forbedring", "LEAN Skulen"),
    ("lean kommune", "LEAN Innbyggerne"),
    ("skole", "Skulen LEAN"),
    ("skular", "Skulen LEAN"),
    ("forbetringar", "LEAN Skulen"),
    ("forbedring", "LEAN Skulen"),
    ("ikke", "Vannet Skulen"),
    ("ikkje", "Vannet Skulen"),
    ("sosiale medier", "Retningslinjer Beta"),
    ("medier sosiale", "Retningslinjer Beta"),
    ("ferge", "Ferja"),
    ("ferjer", "Ferja"),
    ("kai", "Kommunene Ferja"),
    ("kaia", "Kommunene Ferja"),
    ("vatn", "Vannet"),
    ("øyer", "Vannet"),
    ("oya", "Vannet"),
    ("AASVEGEN", "Vannet"),
    ("blaabaer", "Vannet"),
    ("sjøluft", "Vannet"),
    ("sjoeluft", "Vannet"),
    ("aalesund", "Kommunene"),
    ("tjenester", "Kommunene"),
    ("økonomi", "Kommunene Avløp"),
    ("okonomi", "Kommunene Avløp"),
    ("byggesak", "Kommunestyret Avløp"),
    ("byggesaksgeb", "Avløp"),
    ("bibliotek 2007", "Retningslinjer"),
    ("hva er lean", "Innbyggerne"),
    ("den i og på", "LEAN"),
    ("kommune sløsing", "LEAN"),
    ("kommune romskip", ""),
    ("romskip", ""),
    ("p", ""),
    ("ÅSVEG drift", "Vannet"),
]


def name(entry_or_post):
    return entry_or_post.title.split()[0]


def asked(question: str, **narrowing) -> str:
    """Ask as the page does; return the names of what is found, in order."""
    ids = find(asked_for(question), **narrowing).ids
    entries = SearchEntry.objects.in_bulk(ids)
    return " ".join(name(entries[pk]) for pk in ids)


@pytest.fixture(autouse=True)
def _no_standing_pages():
    """The corpus of a test is its own: the pages that every site has are not in it."""
    for page in Page.objects.all():
        remove(page)


@pytest.fixture
def stored_tokens():
    """A function that says how many texts more than at first the database's own engine knows.

    SQLite's keeps those of flushed databases; the search never sees them.
    """
    before = texts_in_the_engine()
    return lambda: texts_in_the_engine() - before


def texts_in_the_engine() -> int:
    where = {
        "sqlite": "publishing_searchtokens",
        "postgresql": "publishing_searchentry WHERE tokens IS NOT NULL",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {where[connection.vendor]}")  # noqa: S608
        return cursor.fetchone()[0]


@pytest.fixture
def corpus():
    for date, title, ingress, body, tags in CORPUS:
        moment = datetime.fromisoformat(date).replace(hour=12, tzinfo=OSLO)
        make_post(title=title, ingress=ingress, body=body, tags=tags, published_at=moment)


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_question_has_its_answer(corpus, question, answer):
    found = asked(question)

    assert found == answer


def test_there_are_forty_questions():
    different = {question for question, _ in QUESTIONS}

    assert len(different) == 40


def test_newest_first_heeds_time_alone(corpus):
    found = asked("kommune", newest=True)

    assert found == "Innbyggerne Kommunene Kommunestyret Avløp LEAN Retningslinjer Beta"


def test_of_the_same_moment_the_later_made_comes_first(corpus):
    found = asked("øker bytter"), asked("2012"), asked("rør"), asked("gebyret")

    positions = SearchEntry.objects.filter(year=2012).order_by("-position")

    assert [name(entry) for entry in positions] == ["Avløp", "Vannet"]
    assert found == ("", "", "Vannet", "Avløp")


def test_year_narrows_by_the_local_year(corpus):
    make_post(title="Nyttår", published_at=datetime(2014, 1, 1, 0, 0, tzinfo=OSLO))

    found = asked("kommune", year=2020), asked("kommune", year=2021), asked("nyttår", year=2014)

    assert found == ("Kommunene", "Innbyggerne", "Nyttår")


def test_kind_narrows(corpus):
    found = asked("lean", kind="blog.post"), asked("lean", kind="blog.comment")

    assert found == ("LEAN Innbyggerne Skulen", "")


def test_years_are_those_of_visible_texts(corpus):
    make_post(title="Plan", published_at=timezone.now() + timedelta(days=800))
    make_post(title="Feil", published_at=datetime(1999, 1, 1, tzinfo=OSLO)).withdraw(reason="Feil")

    found = years()

    assert found == [2021, 2020, 2013, 2012, 2011, 2010]


def test_no_text_is_no_year():
    found = years()

    assert found == []


def test_more_hits_than_can_be_leafed_through_are_cut(corpus, monkeypatch):
    monkeypatch.setattr(search, "MOST_HITS", 2)

    found = asked("kommunen")

    assert found == "Kommunene LEAN Retningslinjer"


def test_beginning_of_a_common_word_is_not_enough(corpus, monkeypatch):
    before = asked("kommune gebyr")

    monkeypatch.setattr(search, "RARE", 1)

    assert (before, asked("kommune gebyr"), asked("gebyr byggesak")) == ("Avløp", "", "Avløp")


def test_draft_is_in_no_index():
    make_post(title="Kanari", published_at=None, tags=["kanari"])

    entries = SearchEntry.objects.count()

    assert (entries, asked("kanari")) == (0, "")


def test_scheduled_text_is_found_at_its_moment(time_machine):
    due = timezone.now() + timedelta(days=1)
    make_post(title="Kanari", published_at=due)
    time_machine.move_to(due - timedelta(microseconds=1), tick=False)
    before = asked("kanari")

    time_machine.move_to(due, tick=False)

    assert (before, asked("kanari")) == ("", "Kanari")


def test_withdrawn_text_leaves_nothing_behind(stored_tokens):
    post = make_post(title="Kanari", tags=["kanari"])

    post.withdraw(reason="Feil")

    assert (asked("kanari"), SearchEntry.objects.count(), stored_tokens()) == ("", 0, 0)


def test_text_put_back_is_found_again():
    post = make_post(title="Kanari")
    post.withdraw(reason="Feil")

    post.put_back()

    assert asked("kanari") == "Kanari"


def test_purged_secret_leaves_nothing_behind(stored_tokens):
    post = make_post(title="Kanari", body="<p>Passordet er kanari</p>")

    post.purge(reason="Lekkasje")

    assert (asked("kanari"), SearchEntry.objects.count(), stored_tokens()) == ("", 0, 0)


def test_deleted_plan_leaves_nothing_behind(time_machine, stored_tokens):
    due = timezone.now() + timedelta(days=1)
    post = make_post(title="Kanari", published_at=due)

    post.delete()

    time_machine.move_to(due + timedelta(days=1))
    assert (asked("kanari"), SearchEntry.objects.count(), stored_tokens()) == ("", 0, 0)


def test_changed_text_is_found_by_its_new_words_alone(stored_tokens):
    post = make_post(title="Måke", published_at=datetime(2020, 5, 1, tzinfo=OSLO))
    post.title, post.slug = "Kanari", "fugl"
    post.published_at = datetime(2019, 5, 1, tzinfo=OSLO)

    post.save()

    entry = SearchEntry.objects.get()
    assert (asked("måke"), asked("kanari", year=2019)) == ("", "Kanari")
    assert (entry.address, stored_tokens()) == ("/blogg/2019/05/fugl/", 1)


def test_save_that_fails_changes_no_index():
    post = make_post(title="Måke")
    post.title, post.withdrawn_reason = "Kanari", "ingen"

    with pytest.raises(Exception, match="withdrawn_with_a_reason"):
        post.save()

    assert (asked("måke"), asked("kanari")) == ("Måke", "")


def test_tags_chosen_in_the_admin_are_found(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    form = {"title": "Fugler", "ingress": "Kort.", "lang": "nb", "tags": "kanari"}

    client.post(reverse("admin:blog_post_add"), form | NO_ATTACHMENTS | {"_publish": "1"})

    assert asked("kanari") == "Fugler"


def test_renamed_tag_is_found_by_its_new_name(client):
    make_post(title="Fugler", tags=["måke"])
    client.force_login(make_user(is_staff=True, is_superuser=True))
    address = reverse("admin:publishing_tag_change", args=[Tag.objects.get().pk])

    client.post(address, {"name": "kanari", "slug": "kanari"})

    assert (asked("kanari"), asked("måke")) == ("Fugler", "")


def test_reindex_finds_what_no_save_told_and_forgets_what_is_gone(capsys):
    post = make_post(title="Måke")
    make_post(title="Borte")
    Post.objects.filter(title="Borte").delete()
    Post.objects.update(title="Kanari")
    Post.objects.bulk_create([Post(title="Ny", slug="ny", published_at=timezone.now())])
    before = SearchEntry.objects.get(kind="blog.post", object_id=post.pk)

    call_command("reindex")

    texts = 2 + Page.objects.published().count()
    assert capsys.readouterr().out == f"Texts in the search: {texts}\n"
    words = ["kanari", "ny", "måke", "borte"]
    assert [asked(word).replace(" Kommentarregler", "") for word in words] == [
        "Kanari",
        "Ny",
        "",
        "",
    ]
    assert SearchEntry.objects.get(kind="blog.post", object_id=post.pk).position == before.position


def test_worker_indexes_what_an_old_database_brings(capsys):
    Post.objects.bulk_create([Post(title="Kanari", slug="ny", published_at=timezone.now())])

    call_command("worker", "--once")

    assert asked("kanari") == "Kanari"


def test_new_rules_index_every_text_anew(monkeypatch):
    make_post(title="Måke")
    Post.objects.update(title="Kanari")
    index_missing()
    before = asked("kanari")

    monkeypatch.setattr(search, "RULES", 2)
    index_missing()

    assert (before, asked("kanari")) == ("", "Kanari")


def test_a_model_says_which_of_its_rows_may_be_found():
    shared = make_item(title="Kanari")
    Item.objects.filter(pk=shared.pk).update(shared_at=timezone.now())

    with CaptureQueriesContext(connection) as first:
        index_missing()
    found = asked("kanari")
    make_item()
    make_item()
    with CaptureQueriesContext(connection) as then:
        index_missing()
    Item.objects.update(shared_at=None)
    reindex()

    assert (found, asked("kanari")) == ("Kanari", "")
    assert len(then) < len(first)  # those two are not looked at


@pytest.mark.django_db(transaction=True)
def test_flushed_database_brings_no_old_words_to_new_rows():
    moment = datetime(2020, 5, 1, tzinfo=OSLO)
    make_post(title="Kanari", published_at=moment)
    call_command("flush", interactive=False, verbosity=0)
    between = asked("kanari")

    make_post(title="Måke", published_at=moment)

    assert (between, asked("kanari"), asked("måke")) == ("", "", "Måke")


def test_many_words_in_one_text_are_stored():
    body = " ".join(f"ord{number}" for number in range(30_000))

    make_post(title="Langt", body=f"<p>{body}</p>")

    assert (asked("ord19000"), asked("langt")) == ("Langt", "Langt")


def test_title_of_odd_letters_is_found():
    make_post(title="½ ⑴ ﷺ 'x' \"y\" \\ : * İ")

    found = find(asked_for("½ ⑴ ﷺ x y İ")).ids

    assert len(found) == 1


def test_marks_stand_on_every_form_of_the_word():
    shown = marked("Kommunens skule, og kommunestyret", list(stems("kommuner skoler")))

    assert shown == "<mark>Kommunens</mark> <mark>skule</mark>, og kommunestyret"


def test_marks_stand_on_beginnings_where_they_were_enough():
    shown = marked("Kommunens skule, og kommunestyret", ["kommunes*"])

    assert shown == "Kommunens skule, og <mark>kommunestyret</mark>"


def test_marks_let_no_markup_through():
    shown = marked("<b>kommune</b> & <script>kommune</script>", ["kommun"])

    assert shown == (
        "&lt;b&gt;<mark>kommune</mark>&lt;/b&gt; &amp; "
        "&lt;script&gt;<mark>kommune</mark>&lt;/script&gt;"
    )


def test_excerpt_stands_around_the_first_word():
    text = f"{'Tidlig. ' * 40}Her er kommunen. {'Sent. ' * 80}"

    shown = excerpt(text, ["kommun"])

    assert shown.startswith("… Tidlig. ")
    assert "Her er <mark>kommunen</mark>. Sent." in shown
    assert shown.endswith(" Sent. …")
    assert 200 < len(shown) < 300


def test_heading_does_not_run_into_the_next_sentence():
    shown = excerpt("Ansvar\nKommunen svarer.\nDet er alt.", ["kommun"])

    assert shown == "Ansvar · <mark>Kommunen</mark> svarer.\nDet er alt."


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", " \n"])
def test_sentence_that_ends_its_paragraph_is_not_parted_once_more(gap):
    assert "·" not in excerpt(f"Kommunen svarer.{gap}Det er alt.", ["kommun"])


@pytest.mark.parametrize("text", ["", "Kort.", "x" * 5000, "kommune" + "x" * 5000])
def test_excerpt_without_the_word_is_the_beginning(text):
    shown = excerpt(text, ["kommun"])

    assert shown.removesuffix(" …") == text[:260]
