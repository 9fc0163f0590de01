from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from blog.models import Post
from publishing.models import OldSlug
from tests.factories import make_department, make_person, make_picture, make_post

pytestmark = pytest.mark.django_db

OSLO = ZoneInfo("Europe/Oslo")


def test_published_asks_the_clock():
    now = timezone.now()
    public = make_post(published_at=now - timedelta(minutes=1))
    make_post(published_at=None)
    make_post(published_at=now + timedelta(minutes=1))
    make_post().withdraw(reason="Feil tall")

    found = Post.objects.published()

    assert list(found) == [public]


def test_scheduled_post_shows_itself_at_its_minute(time_machine):
    due = timezone.now() + timedelta(days=1)
    post = make_post(published_at=due)
    before = list(Post.objects.published())

    time_machine.move_to(due, tick=False)

    assert (before, list(Post.objects.published())) == ([], [post])


def test_slug_spells_norwegian_letters_out():
    post = make_post(title="Ærlig sløsing på øya")

    assert post.slug == "aerlig-slosing-pa-oya"


def test_slug_is_free_and_never_reserved():
    first, second = make_post(title="Utkast"), make_post(title="Utkast")

    assert (first.slug, second.slug) == ("utkast-2", "utkast-3")


def test_reserved_slug_is_refused():
    post = make_post()
    post.slug = "emne"

    with pytest.raises(ValidationError) as error:
        post.full_clean()

    assert list(error.value.message_dict) == ["slug"]


def test_changed_slug_of_a_public_post_is_remembered():
    post = make_post(title="Gammelt")
    post.slug = "nytt-navn"

    post.save()

    assert OldSlug.find(Post, "gammelt") == post.pk


def test_changed_slug_of_a_draft_is_forgotten():
    post = make_post(title="Gammelt", published_at=None)
    post.slug = "nytt-navn"

    post.save()

    assert OldSlug.find(Post, "gammelt") is None


def test_address_has_the_local_month():
    # Half past midnight in Oslo on 1 October is still September in UTC.
    moment = datetime(2010, 10, 1, 0, 30, tzinfo=OSLO)

    post = make_post(title="Midnatt", published_at=moment)

    assert post.get_absolute_url() == "/blogg/2010/10/midnatt/"


def test_withdrawing_demands_a_reason_in_the_database_too():
    post = make_post()

    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(withdrawn_at=timezone.now())


def test_what_has_been_public_cannot_be_deleted():
    post = make_post()

    with pytest.raises(ProtectedError):
        post.delete()

    assert Post.objects.filter(pk=post.pk).exists()


def test_draft_can_be_deleted():
    post = make_post(published_at=None)

    post.delete()

    assert not Post.objects.exists()


@pytest.mark.parametrize("later", [None, timedelta(days=1)])
def test_public_post_cannot_move_out_of_sight(later):
    post = make_post()
    post.published_at = timezone.now() + later if later else None

    with pytest.raises(ValidationError) as error:
        post.full_clean()

    assert list(error.value.message_dict) == ["published_at"]


def test_last_updated_follows_the_text_of_a_public_post():
    post = make_post()
    post.body = "<p>En annen tekst.</p>"

    post.save()

    assert post.updated_at is not None


@pytest.mark.parametrize(
    "change", [{"lang": "nn"}, {"body": "<p>Teksten.</p>"}, {"change_note": "Rettet"}]
)
def test_last_updated_is_left_alone_by_the_rest(change):
    post = make_post()
    for name, value in change.items():
        setattr(post, name, value)

    post.save()

    assert post.updated_at is None


def test_a_draft_has_no_last_updated():
    post = make_post(published_at=None)
    post.title = "Nytt"

    post.save()

    assert post.updated_at is None


def test_every_save_raises_the_version():
    post = make_post()
    stale = Post.objects.get(pk=post.pk)
    post.save()

    stale.save()

    assert stale.version == 3


def test_purge_leaves_nothing_but_the_address():
    post = make_post(
        title="Lekkasje", body="<p>hemmelig</p>", picture=make_picture(), tags=["hemmelig"]
    )
    slug = post.slug

    post.purge(reason="Personopplysninger")

    post.refresh_from_db()
    text = " ".join(str(getattr(post, field.attname)) for field in post._meta.concrete_fields)
    assert "hemmelig" not in text
    assert (post.slug, post.picture, list(post.tags.all())) == (slug, None, [])
    assert (post.history.count(), post.withdrawn_reason) == (0, "Personopplysninger")


def test_byline_is_the_author_as_in_2010():
    person = make_person(title="web-ansvarlig", name="Atle Grimsby", handle="@atgrims")

    post = make_post(author=person, department=make_department())

    assert post.byline == "web-ansvarlig Atle Grimsby @atgrims"


def test_byline_is_the_department_without_an_author():
    post = make_post(department=make_department(name="Skole/barnehage"))

    assert post.byline == "Skole/barnehage"


def test_neighbours_are_public_and_in_time():
    older, post, newer = make_post(), make_post(), make_post()
    make_post(published_at=None)

    assert (post.older(), post.newer()) == (older, newer)


def test_neighbours_of_the_same_moment_are_kept_apart():
    moment = timezone.now() - timedelta(hours=1)
    older, post, newer = [make_post(published_at=moment) for _ in range(3)]

    assert (post.older(), post.newer()) == (older, newer)


def test_picture_on_top_takes_the_suggested_alternative_text():
    post = make_post(picture=make_picture(alt="Ferja legger til"))

    post.full_clean()

    assert post.picture_text == "Ferja legger til"


def test_picture_on_top_without_words_is_refused():
    post = make_post(picture=make_picture(alt=""))

    with pytest.raises(ValidationError) as error:
        post.full_clean()

    assert list(error.value.message_dict) == ["picture_alt"]


def test_decoration_needs_no_words():
    post = make_post(picture=make_picture(alt="Mønster"), picture_decorative=True)

    post.full_clean()

    assert post.picture_text == ""


@pytest.mark.parametrize("slug", ["Utkast", "A", "sløsing", "med mellomrom", "punkt.um"])
def test_address_that_no_page_could_have_is_refused(slug):
    post = make_post()
    post.slug = slug

    with pytest.raises(ValidationError) as error:
        post.full_clean()

    assert list(error.value.message_dict) == ["slug"]


def test_address_is_in_lower_case_in_the_database_too():
    post = make_post()

    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(slug="Stor")


@pytest.mark.parametrize("year", [1, 999, 1899, 3000, 9999])
def test_date_that_no_archive_holds_is_refused(year):
    post = make_post(published_at=None)
    post.published_at = datetime(year, 6, 1, tzinfo=OSLO)

    with pytest.raises(ValidationError) as error:
        post.full_clean()

    assert list(error.value.message_dict) == ["published_at"]


@pytest.mark.parametrize("title", ["\u200b", "…", "\u202e \u200f"])
def test_title_without_a_letter_is_refused(title):
    post = make_post(published_at=None)
    post.title = title

    with pytest.raises(ValidationError) as error:
        post.full_clean()

    assert list(error.value.message_dict) == ["title"]


def test_title_is_one_line():
    post = make_post(title="To\nlinjer \x07 her")

    post.full_clean()

    assert post.title == "To linjer her"


def test_old_address_of_another_is_not_given_away():
    post = make_post(title="Gammel")
    post.slug = "ny"
    post.save()

    other = make_post(title="Gammel")

    assert other.slug == "gammel-2"


def test_old_address_of_another_cannot_be_chosen():
    post = make_post(title="Gammel")
    post.slug = "ny"
    post.save()
    other = make_post()
    other.slug = "gammel"

    with pytest.raises(ValidationError) as error:
        other.full_clean()

    assert list(error.value.message_dict) == ["slug"]


def test_own_old_address_can_be_taken_back():
    post = make_post(title="Gammel")
    post.slug = "ny"
    post.save()
    post.slug = "gammel"

    post.full_clean()
    post.save()

    assert Post.objects.get(slug="gammel") == post


def test_long_titles_have_addresses_within_their_length():
    slugs = [make_post(title="a" * 150).slug for _ in range(11)]

    assert [len(slug) for slug in slugs] == [80] * 11
    assert len(set(slugs)) == 11
