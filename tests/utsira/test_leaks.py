"""What is not public is found nowhere: on no page, in no feed, no list for machines, no file."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from aggregator import curating
from blog.models import Comment, Post, PostAttachment
from dialogue.contribution import Contribution
from guidelines.adopting import adopt, new_edition
from guidelines.models import Guideline, Response
from municipality.models import Department, PageAttachment, Person
from publishing.models import OldSlug, Picture, Tag
from tests.canaries import COMMON, KINDS, STATES, everywhere, plant, say, stored_files
from tests.contact.messages import make_message, make_supervisor
from tests.documents import pdf
from tests.factories import (
    make_attachment,
    make_item,
    make_municipality,
    make_picture,
    make_post,
    make_source,
    make_user,
)
from tests.guidelines.guidelines import make_clause, make_draft, make_guideline, make_section

pytestmark = pytest.mark.django_db

# Departments are nobody's secret: /lean/ names them all.
CANARY = re.compile(rf"kanari(?!({'|'.join(STATES)})department)\w+")
PUBLIC = {"Synligtittel", "Synligingress", "Synligtekst", "Synligemne", "Synligbilde"}
PUBLIC |= {"Synligvedlegg", "Synligdokument", "Synligkommentar", "Synligsvar"}
PUBLIC |= {"Synligretningslinje"}
PUBLIC |= {"Synligoppføring", "Synligmerknad"}
VISITED = {
    "/",
    "/?q=fellesord",
    "/blogg/",
    "/blogg/rss.xml",
    "/blogg/emne/synligemne/feed.json",
    "/blogg/emne/kanaridrafttagname/rss.xml",
    "/blogg/utkast/1/",
    "/blogg/kommentarer/rss.xml",
    "/folger/",
    "/folger/blogg/",
    "/folger/delt/",
    "/folger/delt/rss.xml",
    "/folger.opml",
    "/kontakt/",
    "/kontakt/kvittering/gjettet/",
    "/kommentarregler/logg/",
    "/retningslinjer/",
    "/retningslinjer/kanariutkast/",
    "/retningslinjer/synligretningslinje/endringer/1/2/",
    "/retningslinjer/synligretningslinje/utgave/2.json",
    "/retningslinjer/synligretningslinje/utgave/2/innspill/nytt/",
    "/sitemap.xml",
    "/robots.txt",
    "/finnes-ikke/",
}


@pytest.fixture
def names() -> dict[str, list[str]]:
    """What an anonymous reader may guess at in addresses: the secret slugs are among it."""
    days = [timezone.localtime() + timedelta(days=number) for number in (-1, 0, 1)]
    slugs = [slug for kind in KINDS for slug in kind.objects.values_list("slug", flat=True)]
    slugs += Tag.objects.values_list("slug", flat=True)
    slugs += OldSlug.objects.values_list("slug", flat=True)
    slugs += Department.objects.values_list("slug", flat=True)
    slugs += Guideline.objects.values_list("slug", flat=True)
    return {
        "slug": list(slugs),
        "year": sorted({str(day.year) for day in days}),
        "month": sorted({f"{day.month:02}" for day in days}),
        "pk": [str(pk) for pk in range(1, 20)],
        "uidb64": ["MQ"],
        "token": ["gjettet"],
        "number": ["1", "2"],
        "key": ["gjettet"],
        "kind": ["rss.xml", "atom.xml", "feed.json"],
        "old": ["1"],
        "new": ["2"],
        # Where staff open documents. The real files are visited by their own addresses too.
        "name": ["ukjent.jpg", *[name.rpartition("/")[2] for name in stored_files()]],
    }


@pytest.fixture
def site() -> None:
    """Public posts with secrets between them in time, and one word in each to know them by."""
    make_municipality()
    make_post(title="Synligtittel", published_at=timezone.now() - timedelta(hours=2))
    for kind in KINDS:
        for state in STATES:
            plant(kind, state)
    newest = make_post(
        title="Nyest",
        ingress="Synligingress",
        body="<p>Synligtekst</p>",
        tags=["Synligemne"],
        picture=make_picture(),
        picture_alt="Synligbilde",
        published_at=timezone.now() - timedelta(minutes=1),
    )
    make_attachment(newest, name="Synligvedlegg", content=pdf(text="Synligdokument"))
    comment(newest)
    plant_message()
    plant_guidelines()
    plant_items()


def comment(post: Post) -> None:
    """What is not shown, what is, and answers to both."""
    for state in ("waiting", "hidden", "spam"):
        row = make_comment(post, say(state, state=state))
        if state != "hidden":  # where something hidden stood, its answers still stand
            make_comment(post, say(f"to{state}", state="published", answers=row))
    said = make_comment(post, say("shown", state="published", text="Synligkommentar"))
    make_comment(post, say("answer", state="published", text="Synligsvar", answers=said))


def plant_message() -> None:
    """A message is nobody's but the sender's and the supervisor's."""
    said = "kanarimelding"
    secret = {name: f"{said}{name}" for name in ("subject", "text", "name", "key", "token")}
    message = make_message(make_supervisor(), email=f"{said}@oya.example", **secret)
    message.notes.create(text=f"{said}notat", made_by=make_user())
    message.answers.create(
        text=f"{said}svar", lang="nb", signature=f"{said}signatur", made_by=make_user()
    )


def plant_guidelines() -> None:
    """A guideline that is a draft, and a draft beside what is adopted: both are nobody's yet."""
    for slug in ("kanariutkast", "synligretningslinje"):
        guideline = make_guideline(slug=slug, title=f"{slug.capitalize()} {COMMON}")
        if slug.startswith("synlig"):
            adopt(
                make_draft(guideline),
                adopted_on=date(2010, 9, 13),
                adopted_by="Formannskapet",
                case_number="10/123",
            )
        draft = new_edition(guideline)
        draft.change_summary = draft.saksframlegg = f"{COMMON} kanariendring"
        draft.save()
        part = make_section(draft, letter="C", heading="kanaridel", intro=f"{COMMON} kanaridel")
        make_clause(part, heading="kanaripunkt", text=f"{COMMON} kanaripunkttekst")
        for state in ("waiting", "spam"):
            Response.objects.create(
                contribution=say(f"{slug[:2]}{state}", state=state), edition=draft
            )


def plant_items() -> None:
    """What others write and nobody may see: hidden, deleted, come twice, no longer followed."""
    marks = {"pinned_at": timezone.now(), "shared_at": timezone.now()}
    source = make_source(on_lean=True)
    shown = make_item(source, title="Synligoppføring", shared_note="Synligmerknad", **marks)
    hidden = {"state": "skjult"}
    for name, fields in {"skjult": hidden, "kopi": {"copy_of": shown}, "slettet": {}}.items():
        row = make_item(source, **secret(name), **fields, **marks)
        if name == "slettet":
            curating.delete(row)
        else:
            row.save()
    left = make_source(is_active=False, on_lean=True, title="kanarikilde")
    make_item(left, **secret("ikkefulgt"), **marks)


def secret(name: str) -> dict[str, str]:
    fields = ("title", "summary", "author", "place", "shared_note", "picture_alt")
    return {field: f"{COMMON} kanari{name}{field.replace('_', '')}" for field in fields}


def make_comment(post: Post, said: Contribution) -> Contribution:
    Comment.objects.create(post=post, contribution=said)
    return said


def test_every_state_is_planted_with_canaries(site):
    rows = [(kind, kind.objects.count()) for kind in KINDS]

    assert all(number >= len(STATES) for _, number in rows)
    assert Person.objects.filter(name__contains="kanari").count() >= len(STATES)
    assert Picture.objects.filter(title__contains="kanari").count() >= len(STATES)
    # A purged text keeps none.
    for model in (PostAttachment, PageAttachment):
        planted = model.objects.filter(name__contains="kanari")
        assert planted.count() == len(STATES) - 1
        assert all(b"kanari" in Path(row.file.path).read_bytes() for row in planted)


def test_anonymous_readers_find_what_is_public_and_nothing_else(client, site, names):
    said = dict(everywhere(client, names))

    leaks = {
        address: sorted({found[0] for found in CANARY.finditer(text)})
        for address, text in said.items()
    }
    whole = "\n".join(said.values())
    assert {address: words for address, words in leaks.items() if words} == {}
    assert {word for word in PUBLIC if word not in whole} == set()
    assert VISITED - set(said) == set()
