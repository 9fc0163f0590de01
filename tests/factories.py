"""Plain functions that make rows. Give what the test is about; the rest is filled in."""

from datetime import date, timedelta
from io import BytesIO
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from aggregator.identity import digest
from aggregator.models import Item, Source
from blog.models import Comment, Post, PostAttachment
from dialogue.contribution import Contribution
from guidelines.account import OfficialAccount
from lean.circle import take_in
from lean.models import Project, Suggestion
from municipality.models import Department, Municipality, Notice, Page, Person, User
from publishing.documents import clean_document
from publishing.models import Picture
from publishing.search import index
from tests.documents import pdf

numbers = count(1)

# What a form sends that has a part for attachments, and none in it.
NO_ATTACHMENTS = {"attachments-TOTAL_FORMS": 0, "attachments-INITIAL_FORMS": 0}
# The same for a project, which has a part for countermeasures too.
NO_PARTS = NO_ATTACHMENTS | {
    "countermeasures-TOTAL_FORMS": 0,
    "countermeasures-INITIAL_FORMS": 0,
}


def make_municipality(**fields: Any) -> Municipality:
    return Municipality.objects.create(**{"pk": 1, "name": "Øya kommune", "lang": "nb"} | fields)


def make_department(**fields: Any) -> Department:
    number = next(numbers)
    return Department.objects.create(
        **{"name": f"Avdeling {number}", "slug": f"avdeling-{number}"} | fields
    )


def make_person(**fields: Any) -> Person:
    return Person.objects.create(**{"name": f"Kari {next(numbers)} (demo)"} | fields)


def make_user(*, role: str = "", **fields: Any) -> User:
    """A user; with a role, one who may log in to the administration."""
    number = next(numbers)
    user = User.objects.create_user(
        **{"username": f"ansatt{number}", "email": f"ansatt{number}@oya.example"}
        | ({"is_staff": True} if role else {})
        | fields
    )
    user.groups.set(Group.objects.filter(name=role))
    return user


def make_post(**fields: Any) -> Post:
    """A post that became public an hour ago, a moment after the one made before it."""
    number = next(numbers)
    tags = fields.pop("tags", [])
    post = Post.objects.create(
        **{
            "title": f"Innlegg {number}",
            "ingress": "Kort sagt.",
            "body": "<p>Teksten.</p>",
            "published_at": timezone.now() - timedelta(hours=1) + timedelta(milliseconds=number),
        }
        | fields
    )
    if tags:
        post.tags.add(*tags)
        index(post)
    return post


def make_comment(post: Post | None = None, **fields: Any) -> Contribution:
    """A comment that is public since a minute, or that waits: what was said, not its place."""
    post = post or make_post()
    state = fields.setdefault("state", Contribution.State.PUBLISHED)
    moment = fields.setdefault("created_at", timezone.now() - timedelta(minutes=1))
    if state == Contribution.State.PUBLISHED:
        fields.setdefault("published_at", moment)
    row = Contribution.objects.create(
        **{
            "text": f"Kommentar {next(numbers)}",
            "lang": "nb",
            "about": post.title,
            "about_address": post.get_absolute_url() if post.published_at else "/",
        }
        | fields
    )
    Comment.objects.create(contribution=row, post=post)
    return row


def make_suggestion(
    *, department: Department | None = None, is_about_website: bool = False, **said: Any
) -> Suggestion:
    """A public suggestion, made a moment after the one made before it."""
    number = next(numbers)
    made_at = timezone.now() - timedelta(hours=1) + timedelta(milliseconds=number)
    contribution = Contribution.objects.create(
        **{
            "title": f"Forslag {number}",
            "text": "Det kunne vært bedre.",
            "lang": "nb",
            "state": Contribution.State.PUBLISHED,
            "created_at": made_at,
            "published_at": made_at,
            "about": "Forslag",
            "about_address": "/lean/forslag/",
        }
        | said
    )
    row = take_in(contribution, department=department, is_about_website=is_about_website)
    row.moderated()
    return row


def make_project(**fields: Any) -> Project:
    """A public project of a department of its own, not begun."""
    number = next(numbers)
    department = fields.pop("department", None) or make_department()
    return Project.objects.create(
        **{
            "title": f"Det tar for lang tid {number}",
            "summary": "Kort sagt.",
            "department": department,
            "owner_role": "Leder",
            "published_at": timezone.now() - timedelta(hours=1) + timedelta(milliseconds=number),
        }
        | fields
    )


def make_page(**fields: Any) -> Page:
    """A page of the municipality's own, public since an hour."""
    return Page.objects.create(
        **{
            "title": f"Side {next(numbers)}",
            "body": "<p>Teksten.</p>",
            "published_at": timezone.now() - timedelta(hours=1),
        }
        | fields
    )


def make_notice(**fields: Any) -> Notice:
    """A notice that stands for an hour yet."""
    return Notice.objects.create(
        **{"text": f"Melding {next(numbers)}", "ends_at": timezone.now() + timedelta(hours=1)}
        | fields
    )


def picture_bytes(*, size: tuple[int, int] = (900, 600), kind: str = "JPEG", **save: Any) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, **save)
    return buffer.getvalue()


def make_picture(**fields: Any) -> Picture:
    file = ContentFile(picture_bytes(), name=f"{next(numbers)}.jpg")
    return Picture.objects.create(
        **{"title": "Havna", "alt": "Båter i havna", "file": file} | fields
    )


def make_attachment(text: Post, **fields: Any) -> PostAttachment:
    content = fields.pop("content", None) or pdf(text=f"Side {next(numbers)}")
    file = clean_document(SimpleUploadedFile("opplastet", content))
    return PostAttachment.objects.create(
        **{"text": text, "name": "Saksframlegg", "file": file} | fields
    )


def make_waiting_comment(**fields: Any) -> Contribution:
    """What a citizen has written below a post, and nobody has read yet."""
    said = {"text": "Båten bør gå oftere.", "name": "Ola (demo)"}
    return make_comment(**{"state": Contribution.State.WAITING} | said | fields)


def make_account(*, approved: bool = True, **fields: Any) -> OfficialAccount:
    """An official account in use."""
    number = next(numbers)
    approval = {"approved_by": "Kommunedirektøren", "approved_on": date(2026, 1, 2)}
    return OfficialAccount.objects.create(
        **{
            "platform": "Facebook",
            "name": f"@oya{number}",
            "address": f"https://facebook.com/oya{number}",
            "purpose": "Nytt fra kommunen.",
            "department": fields.pop("department", None) or make_department(),
            "responsible": "Web-ansvarlig",
        }
        | (approval if approved else {})
        | fields
    )


def make_source(**fields: Any) -> Source:
    number = next(numbers)
    return Source.objects.create(
        **{"title": f"Blogg {number}", "feed_address": f"https://blogg{number}.example/feed"}
        | fields
    )


def make_item(source: Source | None = None, **fields: Any) -> Item:
    """An entry that became public an hour ago, a moment after the one made before it."""
    number = next(numbers)
    moment = timezone.now() - timedelta(hours=1) + timedelta(milliseconds=number)
    return Item.objects.create(
        source=source or make_source(),
        **{
            "identity": digest(str(number)),
            "title": f"Nytt {number}",
            "link": f"https://blogg.example/{number}",
            "summary": "Litt om det.",
            "published_at": moment,
            "first_seen_at": moment,
        }
        | fields,
    )
