import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.checks import run_checks
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from django.utils.html import strip_tags

from aggregator.models import Item, Source
from blog.models import Post
from contact.models import Message
from dialogue.contribution import Contribution
from dialogue.moderation import publish
from guidelines.models import Guideline
from lean.circle_numbers import circle_numbers
from lean.gain_totals import totals
from lean.measure_story import measures_of
from lean.models import CheckItem, Event, Gain, Project, Suggestion
from municipality.authentication import DEMO_PASSWORD
from municipality.models import Department, Municipality, Page, Person, User
from municipality.standing import PLACEHOLDER, TEXTS, put_standing_pages, unfinished
from publishing.models import Picture
from publishing.richtext import stored_form
from tests.factories import make_municipality, make_post
from utsira.demo.content import FILLED_IN
from utsira.demo.drawings import DRAWINGS
from utsira.demo.projects import SUPPLIES
from utsira.demo.scenes import flowchart

pytestmark = pytest.mark.django_db

OSLO = ZoneInfo("Europe/Oslo")
BANNER = "demo-banner"
DAY = "2011-03-01"
NOINDEX = '<meta name="robots" content="noindex">'
ADDRESS = re.compile(r'(?:href|src)="(/[^"#]*)|(/media/[^" ]+) \d+w')
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
HASH = re.compile(r"\b[0-9a-f]{64}\b")
SCRIPT = re.compile("<script.*?</script>", re.DOTALL)
TELEPHONE = re.compile(r"(?<!\d)(?:\d[ \u00a0]?){7}\d(?![ \u00a0]?\d)")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Path]:
    """The demo, loaded once for this module, and gone after it."""
    media = tmp_path_factory.mktemp("demo")
    demo = override_settings(DEMO=True, STANDING_ANSWERS=FILLED_IN, MEDIA_ROOT=media)
    with django_db_blocker.unblock(), demo, transaction.atomic():
        call_command("demo", verbosity=0)
        yield media
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, settings) -> None:
    settings.DEMO = True
    settings.STANDING_ANSWERS = FILLED_IN
    settings.MEDIA_ROOT = loaded


def pages(client: Any) -> dict[str, Any]:
    """Return {address: response} of all that can be reached from the front page."""
    found: dict[str, Any] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(("/admin/", "/static/")):
            continue
        found[address] = client.get(address)
        if address.startswith("/media/"):
            found[address].getvalue()  # read to its end, which closes the file
            continue
        text = found[address].text.replace("&amp;", "&")
        waiting += [first or last for first, last in ADDRESS.findall(text)]
    return found


def texts(found: dict[str, Any]) -> dict[str, str]:
    return {path: page.text for path, page in found.items() if not path.startswith("/media/")}


def rows() -> dict[str, list[Any]]:
    """Return everything that is stored, history included."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
    }


def test_demo_is_refused_outside_the_demo(settings):
    settings.DEMO = False

    with pytest.raises(CommandError) as refused:
        call_command("demo")

    assert str(refused.value) == "The demo content is loaded only where DEMO=1 is set."
    assert not Municipality.objects.exists()


def test_demo_is_refused_in_the_database_of_another_municipality(settings):
    settings.DEMO = True
    make_municipality(name="Øya kommune", municipality_number="1144")

    with pytest.raises(CommandError) as refused:
        call_command("demo")

    assert str(refused.value) == ("The database is Øya kommune's. Give the demo its own DATA_DIR.")
    assert Municipality.objects.get().name == "Øya kommune"


def test_demo_leaves_a_database_alone_that_is_not_empty(settings):
    settings.DEMO = True
    make_municipality()

    call_command("demo", "--if-empty", verbosity=0)

    assert not Post.objects.exists()


def test_demo_has_the_departments_and_the_people_of_2010(demo):
    departments = Department.objects.values_list("name", flat=True)
    people = {person.byline: person.is_supervisor for person in Person.objects.all()}

    assert list(departments) == [
        "Administrasjon/kultur",
        "Teknisk/renhold",
        "Skole/barnehage",
        "Pleie og omsorg",
    ]
    assert people == {
        "web-ansvarlig Atle Grimsby @atgrims": False,
        "Oppvekstsjef/rektor Bjørn Aadnesen": True,
        "Pleie- og omsorgsleder Arild Søyland": True,
        "Sekretær": False,
        "Driftsleder": False,
        "Styrer": False,
    }


def test_demo_says_nothing_of_the_people_but_name_and_role(demo):
    private = set(Person.objects.values_list("picture", "user__email"))

    # The two logins that get the messages to the supervisors: no page shows them.
    logins = {(None, "veileder@utsira.example"), (None, "veileder2@utsira.example")}
    assert private == {(None, None)} | logins


def test_demo_is_utsira(demo):
    municipality = Municipality.objects.current()

    municipality.full_clean()
    assert (str(municipality), municipality.municipality_number, municipality.editor.name) == (
        "Utsira kommune",
        "1151",
        "Atle Grimsby",
    )


def test_demo_posts_have_their_dates_and_bylines(demo):
    posts = Post.objects.order_by("published_at").values_list("slug", "published_at")
    bylines = {post.slug: post.byline for post in Post.objects.all()}

    assert [(slug, moment.astimezone(OSLO).date().isoformat()) for slug, moment in posts] == [
        ("utsira-kommune-i-betablogging", "2010-09-02"),
        ("retningslinjer-for-sosiale-medier-er-vedtatt", "2010-09-14"),
        ("lean-i-alle-avdelinger", "2010-09-17"),
        ("slik-bruker-vi-tavla", "2026-06-08"),
        ("fem-hvorfor-pa-vaskerommet", "2026-08-27"),
        ("kva-er-ein-verdistraum", "2026-09-23"),
        ("hva-vi-ikke-fikk-til", "2026-10-15"),
        ("faerre-skjema-for-foreldre", "2026-11-09"),
    ]
    of_2010 = "web-ansvarlig Atle Grimsby @atgrims"
    assert list(bylines.values()) == [
        "Skole/barnehage",
        "Administrasjon/kultur",
        "Administrasjon/kultur",
        "Teknisk/renhold",
        "Administrasjon/kultur",
        of_2010,
        of_2010,
        of_2010,
    ]


def test_demo_posts_of_today_begin_by_saying_that_their_figures_are_invented(demo):
    new = Post.objects.filter(published_at__year__gt=2010)
    first = {
        "nb": "<p><strong>Eksempel – oppdiktede tall.</strong> "
        "Innlegget er laget for demonstrasjonen.</p>",
        "nn": "<p><strong>Eksempel – oppdikta tal.</strong> "
        "Innlegget er laga for demonstrasjonen.</p>",
    }

    assert [post.lang for post in new] == ["nn", "nb", "nn", "nb", "nb"]
    assert [post.slug for post in new if not post.body.startswith(first[post.lang])] == []


def test_demo_posts_of_today_name_none_of_the_people_of_2010(demo):
    names = [word for person in Person.objects.all() for word in person.name.split()]
    new = Post.objects.filter(published_at__year__gt=2010)

    found = [(post.slug, name) for post in new for name in names if name in post.body]

    assert found == []


def test_demo_posts_have_pictures_of_their_own(demo):
    pictures = [post.picture_id for post in Post.objects.all()]

    assert len(set(pictures)) == len(pictures) == 8
    assert None not in pictures


def test_demo_posts_have_no_faults(demo):
    faults = [post.faults() for post in Post.objects.all()]

    assert faults == [{}] * 8


def test_demo_has_what_the_law_asks_of_a_site(demo):
    missing = [message.id for message in run_checks(include_deployment_checks=True)]

    # An accessibility statement is made at uustatus.no, and a demonstration has none there.
    assert [name for name in missing if name and name.startswith("utsira.W00")] == ["utsira.W001"]


@pytest.mark.parametrize(
    ("days", "kept"), [(-1, False), (0, False), (1, True), (180, True), (365, False)]
)
def test_demo_again_moves_an_expiry_only_when_it_must(demo, days, kept):
    today = timezone.localdate()
    date = today + timedelta(days=days)
    Municipality.objects.update(security_expires=date)

    call_command("demo", verbosity=0)

    after = Municipality.objects.get().security_expires
    assert (after == date) == kept
    assert today < after < today + timedelta(days=365)


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_demo_fills_in_all_brackets_of_the_standing_texts(lang):
    asked = {
        found
        for text in (TEXTS / lang).glob("*.html")
        for found in PLACEHOLDER.findall(text.read_text())
    }

    assert asked <= set(FILLED_IN)
    assert len(asked) == 6


def test_demo_again_leaves_a_page_alone_that_staff_have_changed(demo):
    page = Page.objects.get(key="personvern")
    page.body = "<p>Skrevet for hånd.</p>"
    page.save()

    call_command("demo", verbosity=0)

    assert Page.objects.get(key="personvern").body == "<p>Skrevet for hånd.</p>"


def test_demo_that_is_given_another_language_has_all_its_pages_in_it(demo):
    Municipality.objects.update(lang="nn")

    put_standing_pages()

    assert set(Page.objects.exclude(key="").values_list("lang", flat=True)) == {"nn"}
    assert unfinished() == []


def test_demo_posts_are_stored_as_they_are_shown(demo):
    bodies = [post.body for post in Post.objects.all()]

    assert [stored_form(body) for body in bodies] == bodies


def test_demo_post_names_the_five_principles(demo):
    body = Post.objects.get(slug="lean-i-alle-avdelinger").body

    assert re.findall(r'<th scope="row">(.*?)</th>', body) == [
        "1 - Spesifiser hva som skaper verdi for kunden",
        "2 - Identifiser verdistrømmer og fjern tap",
        "3 - Skap flyt omkring de verdiskapende aktiviteter",
        "4 - Innfør nye styringsprinsipper",
        "5 - Streb etter det perfekte gjennom løpende forbedringer",
    ]


def test_flow_chart_has_all_its_steps_as_text(demo):
    body = Post.objects.get(slug="lean-i-alle-avdelinger").body
    text = body.partition("Flytskjemaet som tekst")[2].partition("</ol>")[0]

    assert text.count("<li>") == len(flowchart.STEPS)


def test_demo_posts_lead_nowhere_that_is_gone(demo):
    body = Post.objects.get(slug="lean-i-alle-avdelinger").body

    assert "www.lillehammer.kommune.no/view/787938/ (finnes ikke lenger)" in body
    assert re.findall(r'href="([^"]*)"', body) == ["https://www.ks.no/"]


def test_demo_pages_all_answer_with_banner_and_noindex(client, demo):
    found = pages(client)
    # Each clause has a permanent address, which leads on; one clause is repealed.
    clauses = {path: found.pop(path).status_code for path in [*found] if "/punkt/" in path}

    assert sorted(clauses.values()) == [302] * 21 + [410]
    assert {address: page.status_code for address, page in found.items()} == dict.fromkeys(
        found, 200
    )
    assert len(found) > 30
    html = [text for text in texts(found).values() if "<!doctype html>" in text]
    assert [text for text in html if not (BANNER in text and NOINDEX in text)] == []


def test_demo_gives_no_real_address_of_anybody(client, demo):
    shown = texts(pages(client)).values()

    emails = {email for text in shown for email in EMAIL.findall(text)}
    emails |= set(User.objects.values_list("email", flat=True))
    emails |= set(EMAIL.findall(client.get("/.well-known/security.txt").text))
    html = [HASH.sub("", SCRIPT.sub("", text)) for text in shown if "<!doctype html>" in text]
    telephones = [number for text in html for number in TELEPHONE.findall(strip_tags(text))]

    assert emails == {
        "staff@utsira.example",
        "moderator@utsira.example",
        "veileder@utsira.example",
        "veileder2@utsira.example",
        "postmottak@utsira.example",
        "personvern@utsira.example",
        "sikkerhet@utsira.example",
    }
    assert telephones == []


@pytest.mark.parametrize("number", ["52 75 01 00", "52750100", "912 34 567"])
def test_telephone_numbers_would_be_found(number):
    found = TELEPHONE.findall(f"Ring {number} eller 964 979 901.")

    assert found == [number]


def test_demo_again_changes_nothing(demo):
    before = rows()
    files = sorted((path, path.stat().st_mtime_ns) for path in files_of_media())

    call_command("demo", verbosity=0)

    assert rows() == before
    assert sorted((path, path.stat().st_mtime_ns) for path in files_of_media()) == files


def files_of_media() -> list[Path]:
    return [path for path in Path(default_storage.location).rglob("*") if path.is_file()]


def test_demo_again_leaves_other_rows_alone(demo):
    own = make_post(title="Vårt eget", body="<p>Skrevet for hånd.</p>", tags=["eget"])
    Department.objects.create(name="Havn", slug="havn", chosen_area="Kaia")
    Municipality.objects.update(palette="brand1")

    call_command("demo", verbosity=0)

    own.refresh_from_db()
    assert (own.body, own.version, own.history.count()) == ("<p>Skrevet for hånd.</p>", 1, 1)
    assert Department.objects.get(slug="havn").chosen_area == "Kaia"
    assert Municipality.objects.get().palette == "brand1"


def test_demo_again_brings_back_what_was_deleted(demo):
    Municipality.objects.update(editor=None)
    Post.objects.update(author=None)
    Person.objects.get(name="Atle Grimsby").delete()

    call_command("demo", verbosity=0)

    assert Municipality.objects.get().editor.name == "Atle Grimsby"


def test_demo_again_brings_back_a_text_as_it_was(demo):
    post = Post.objects.get(slug="lean-i-alle-avdelinger")
    original = (post.title, "lean-i-alle-avdelinger", post.body)
    post.title, post.slug, post.body = "Noe annet", "noe-annet", "<p>Tomt.</p>"
    post.save()
    post.withdraw(reason="Prøve")

    call_command("demo", verbosity=0)

    post.refresh_from_db()
    assert Post.objects.count() == 8
    assert (post.title, post.slug, post.body) == original
    assert (post.is_public, post.updated_at) == (True, None)


def test_demo_again_draws_a_picture_whose_file_is_lost(demo):
    picture = Picture.objects.get(title="Skjemaet før og no")
    default_storage.delete(picture.file.name)

    call_command("demo", verbosity=0)

    again = Picture.objects.get(title="Skjemaet før og no")
    assert again.pk == picture.pk
    assert default_storage.exists(again.file.name)


def test_demo_moderator_has_that_role_and_no_other(demo):
    user = authenticate(username="moderator", password=DEMO_PASSWORD)

    assert [group.name for group in user.groups.all()] == ["Moderator"]
    assert (user.is_staff, user.is_superuser) == (True, False)


def test_demo_says_every_login():
    output = StringIO()

    call_command("demo", stdout=output)

    told = [line for line in output.getvalue().splitlines() if "/admin/" in line]
    assert [line.split(" as ")[1] for line in told] == [
        "staff / utsira-demo",
        "moderator / utsira-demo",
        "veileder / utsira-demo",
        "veileder2 / utsira-demo",
    ]


def test_demo_again_gives_the_staff_login_back(demo):
    user = User.objects.get(username="staff")
    user.set_password("glemt")
    user.is_staff = False
    user.save()

    call_command("demo", verbosity=0)

    assert authenticate(username="staff", password=DEMO_PASSWORD) == user
    assert User.objects.get(username="staff").is_staff


def test_demo_login_is_refused_when_the_demo_is_over(client, demo, settings):
    settings.DEMO = False

    found = authenticate(username="staff", password="utsira-demo")

    assert found is None


def test_drawing_is_the_same_every_time():
    first, second = (DRAWINGS["forms"].file().read() for _ in range(2))

    assert first == second


def test_demo_posts_keep_the_hours_of_norway(demo):
    post = Post.objects.get(slug="lean-i-alle-avdelinger")

    assert post.published_at == datetime(2010, 9, 17, 13, 5, tzinfo=OSLO)


def test_demo_shows_each_state_of_what_citizens_say(client, demo):
    rows = Contribution.objects.order_by("pk")

    assert {row.state for row in rows} == {"published", "hidden", "waiting"}
    assert all("(demo)" in (row.name or "(demo)") for row in rows if not row.is_official)
    answers = [row for row in rows if row.is_official]
    assert {(row.name, row.signature) for row in answers} == {
        ("Sekretær", "Administrasjon/kultur"),
        ("Driftsleder", "Teknisk/renhold"),
        ("Styrer", "Skole/barnehage"),
    }
    assert all(post.is_open_for_comments for post in Post.objects.filter(published_at__year=2010))
    log = client.get("/kommentarregler/logg/").context["page"].object_list
    assert [row.outcome for row in log] == ["hidden"]


def test_demo_again_leaves_to_moderators_what_they_have_decided(demo):
    waiting = Contribution.objects.waiting().get()
    publish(waiting, by=None)
    number = Contribution.objects.count()

    call_command("demo", verbosity=0)

    assert Contribution.objects.count() == number
    assert Contribution.objects.waiting().count() == 0


# The circle


def test_demo_has_suggestions_that_others_support(demo):
    rows = Suggestion.objects.published().for_lists()

    assert sorted(row.supporters for row in rows if row.supporters) == [3, 4, 7]
    assert rows.filter(supports__confirmed_at=None, supports__isnull=False).count() == 0


def test_demo_has_suggestions_in_every_state(demo):
    ended = Suggestion.objects.filter(status__in=Suggestion.ENDED)

    assert set(Suggestion.objects.values_list("status", flat=True)) == set(Suggestion.Status.values)
    assert {row.verdict for row in Suggestion.objects.all()} == {"", "ja", "delvis", "nei"}
    assert [row for row in ended if not row.answer.signature] == []


def test_demo_projects_are_of_every_department_and_say_that_they_are_invented(demo):
    projects = list(Project.objects.published().select_related("department"))

    assert {row.department for row in projects} == set(Department.objects.all())
    assert {row.status for row in projects} == {"i_gang", "males", "gjennomfort", "stanset"}
    assert [row for row in projects if "oppdikt" not in row.problem] == []
    assert [row for row in projects if row.lacks_measurement or row.faults()] == []


def test_demo_has_a_number_that_became_worse(demo):
    said = {
        row.indicator.name: row.verdict
        for project in Project.objects.all()
        for row in measures_of(project)
    }

    assert (said["Rapporttid per vakt"], said["Spørsmål i etterkant per uke"]) == (
        "Bedre enn før",
        "Dårligere enn før",
    )
    assert set(said.values()) == {"Bedre enn før", "Dårligere enn før"}


def test_demo_numbers_are_those_of_its_maps(demo):
    numbers = circle_numbers()

    # Cleaning: 105 min of work and 4 days + 3 h, after it 48 min and 1 day + 8 h. Forms: 105 min
    # and 9 days, after it 40 min and 3 days.
    assert numbers.lead_time_gone == timedelta(days=9, hours=-5, minutes=57 + 65)
    assert (numbers.under_way, numbers.carried_out) == (2, 2)
    assert (numbers.suggestions, numbers.answered) == (10, 6)


def test_demo_has_gains_of_every_kind_that_say_that_they_are_invented(demo):
    gains = list(Gain.objects.all())

    assert {gain.kind for gain in gains} == set(Gain.Kind.values)
    assert [gain for gain in gains if "oppdikt" not in gain.what] == []
    time, cost, quality = totals()
    assert (time.whole.expected, time.whole.realised) == (525, 433)
    assert (cost.whole.expected, cost.whole.realised) == (18000, 15000)
    assert (quality.whole.gains, quality.whole.followed_up) == (2, 0)


def test_demo_asks_why_five_times_and_goes_round_twice(demo):
    project = Project.objects.get(slug=SUPPLIES.slug)

    assert (project.whys.count(), project.rounds.count()) == (5, 2)
    assert [len(row.steps) for row in project.rounds.all()] == [4, 4]


def test_demo_again_leaves_a_project_alone_that_staff_have_changed(demo):
    with transaction.atomic():
        project = Project.objects.get(slug=SUPPLIES.slug)
        project.summary = "Vårt eget."
        project.save()
        counts = [model.objects.count() for model in (Project, Suggestion, Event, CheckItem)]

        call_command("demo", verbosity=0)

        after = [model.objects.count() for model in (Project, Suggestion, Event, CheckItem)]
        assert (after, Project.objects.get(pk=project.pk).summary) == (counts, "Vårt eget.")
        transaction.set_rollback(True)


def test_inbox_has_a_new_message_a_late_one_and_an_answered_one(demo):
    rows = Message.objects.order_by("-created_at")

    found = [(row.status, row.is_overdue, row.name.endswith("(demo)")) for row in rows]

    assert found == [("ny", False, True), ("arbeid", True, True), ("besvart", False, True)]


def test_demo_has_a_guideline_in_three_editions(client, demo):
    guideline = Guideline.objects.get()
    statuses = list(guideline.editions.order_by("number").values_list("status", flat=True))
    now, then = (client.get("/retningslinjer/sosiale-medier/", ask) for ask in ({}, {"dato": DAY}))
    labels = [clause.label for part in now.context["sections"] for clause in part.clauses.all()]

    assert statuses == ["erstattet", "vedtatt", "horing"]
    assert (now.context["edition"].number, then.context["edition"].number) == (2, 1)
    assert labels == [f"{letter}{number}" for letter in "AB" for number in range(1, 11)]
    facts = [(row.adopted_by, row.case_number) for row in guideline.editions.adopted()]
    assert all("(eksempel)" in fact for row in facts for fact in row)


def test_demo_editions_differ_in_words_clauses_and_numbers(client, demo):
    page = client.get("/retningslinjer/sosiale-medier/endringer/1/2/")

    changes = page.context["changes"]
    assert [row.clause.heading for row in changes if row.is_added] == ["Moderering"]
    assert [row.clause.heading for row in changes if row.is_removed] == ["Én stemme"]
    assert [row.clause.heading for row in page.context["renumbered"]] == ["Nøytralitet"]
    assert sum(row.is_reworded for row in changes) == 9


def test_demo_has_three_accounts_of_which_one_is_closed_down(client, demo):
    accounts = client.get("/retningslinjer/kontoer.json").json()["accounts"]

    assert [row["status"] for row in accounts] == ["aktiv", "hviler", "lagt_ned"]
    assert all(".example/" in row["address"] for row in accounts)


def test_demo_follows_some_of_each_kind_and_fetches_none(demo):
    sources = Source.objects.all()

    assert {source.kind for source in sources} == set(Source.Kind.values)
    assert [source.title for source in sources if "(demo)" not in source.title] == []
    hosts = [urlsplit(source.feed_address).hostname for source in sources]
    assert [host for host in hosts if not str(host).endswith(".example")] == []
    assert not Source.objects.fetched().exists()
    assert [item.title for item in Item.objects.pinned()] == ["Innføring i forbedringsarbeid"]
    assert [item.shared_by_whom for item in Item.objects.shared()] == [""]


def test_demo_copies_its_own_drawings_as_the_pictures_of_others(demo):
    rows = Item.objects.exclude(picture_address="")

    assert [row.title for row in rows if not default_storage.exists(str(row.picture.name))] == []
    assert all(row.picture_alt.startswith("Te") for row in rows)  # tegning, teikning
    assert rows.count() == 6


def test_demo_grows_no_older(demo, time_machine):
    newest = Item.objects.order_by("-published_at").values_list("published_at", flat=True)
    before, number = newest[0], Item.objects.count()
    Item.objects.filter(title="Det vi sluttet å måle").first().empty()

    time_machine.move_to(timezone.now() + timedelta(days=3), tick=False)
    call_command("demo", verbosity=0)

    assert newest[0] - before == timedelta(days=3)
    assert Item.objects.count() == number
    assert not Item.objects.filter(title="Det vi sluttet å måle").exists()
