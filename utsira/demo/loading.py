"""Puts the demo's rows in place. What is right already is left alone: no new history, no date."""

from datetime import date, timedelta
from html import escape
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from blog.models import Post
from municipality.authentication import DEMO_PASSWORD, is_demo_password
from municipality.models import Department, Municipality, Person, User
from municipality.standing import put_standing_pages
from publishing.models import OldSlug, Picture
from publishing.pictures import clean_upload, store_picture
from publishing.richtext import stored_form
from publishing.search import index
from publishing.uses import change_picture
from utsira.demo import posts_of_2010, posts_of_2026
from utsira.demo.content import DEPARTMENTS, EDITOR, MUNICIPALITY, PEOPLE, STAFF
from utsira.demo.drawings import CREDIT, DRAWINGS, Drawing
from utsira.demo.following import put_followed
from utsira.demo.guideline_loading import put_guidelines
from utsira.demo.pilot import put_pilot
from utsira.demo.posts import DemoPost
from utsira.demo.project_loading import put_projects
from utsira.demo.suggesting import put_suggestions
from utsira.demo.talking import put_comments
from utsira.demo.writing import put_messages

POSTS = [*posts_of_2010.POSTS, *posts_of_2026.POSTS]

HALF_A_YEAR = timedelta(days=182)

# What a text is when nobody has changed or withdrawn it.
UNTOUCHED: dict[str, Any] = {
    "updated_at": None,
    "change_note": "",
    "withdrawn_at": None,
    "withdrawn_reason": "",
}


def load_demo() -> None:
    """Load or refresh the demo content, all of it or nothing."""
    # Drawing takes its time, so it is done before the transaction keeps others waiting.
    drawn = {name: drawing.file() for name, drawing in DRAWINGS.items() if not found(drawing)}
    with transaction.atomic():
        pictures = {name: put_picture(DRAWINGS[name], drawn.get(name)) for name in DRAWINGS}
        for login in STAFF:
            put_staff(**login)
        departments = {row["slug"]: put_department(row) for row in DEPARTMENTS}
        people = {row["name"]: put_person(row, departments) for row in PEOPLE}
        put_municipality(people[EDITOR])
        put_standing_pages()
        posts = {post.slug: put_post(post, pictures, people, departments) for post in POSTS}
        put_projects(pictures, people, departments)
        put_pilot()
        put_suggestions(people, departments)
        put_comments(posts, people)
        put_messages(people)
        put_guidelines(people, departments)
        put_followed(pictures, User.objects.get(username=STAFF[0]["username"]))


def refresh(row: Any, values: dict[str, Any], **save: Any) -> None:
    """Give a row the values that it does not have, and save it only then."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed and not row._state.adding:
        return
    for name, value in changed.items():
        setattr(row, name, value)
    row.full_clean()
    row.save(**save)


def found(drawing: Drawing) -> Picture | None:
    """Return the picture of a drawing, if its row and all its files are there."""
    row = row_of(drawing)
    return row if row and all(default_storage.exists(name) for name in file_names(row)) else None


def row_of(drawing: Drawing) -> Picture | None:
    return Picture.objects.filter(title=drawing.title, credit=CREDIT).first()


def file_names(picture: Picture) -> list[str]:
    renditions = picture.file.get_picture_files_list()
    return [picture.file.name, *(rendition.name for rendition in renditions)]


def put_picture(drawing: Drawing, file: ContentFile | None) -> Picture:
    row = row_of(drawing)
    if row is None:
        return store_picture(file=file, title=drawing.title, alt=drawing.alt, credit=CREDIT)
    if file:
        row.file = clean_upload(file)
        change_picture(row)
    refresh(row, {"alt": drawing.alt})
    return row


def put_staff(username: str, *, is_superuser: bool, role: str) -> None:
    user = User.objects.filter(username=username).first() or User()
    kept = is_demo_password(user.password)
    values = {
        "username": username,
        "email": f"{username}@utsira.example",
        "is_staff": True,
        "is_superuser": is_superuser,
        "is_active": True,
        "password": user.password if kept else make_password(DEMO_PASSWORD),
    }
    refresh(user, values)
    user.groups.set(Group.objects.filter(name=role))


def put_department(values: dict[str, Any]) -> Department:
    row = Department.objects.filter(slug=values["slug"]).first() or Department()
    refresh(row, values)
    return row


def put_person(values: dict[str, Any], departments: dict[str, Department]) -> Person:
    row = Person.objects.filter(name=values["name"]).first() or Person()
    login = values.get("login", "")
    related = {
        "department": values["department"] and departments[values["department"]],
        "user": User.objects.filter(username=login).first() if login else row.user,
    }
    own = {name: value for name, value in values.items() if name != "login"}
    refresh(row, own | related)
    return row


def put_municipality(editor: Person) -> None:
    row = Municipality.objects.current()
    dates = {"security_expires": good_expiry(row.security_expires)}
    refresh(row, MUNICIPALITY | dates | {"editor": editor})


def good_expiry(expires: date | None) -> date:
    """Return a date within the year that security.txt may promise; a good one stays."""
    today = timezone.localdate()
    if expires and today < expires <= today + HALF_A_YEAR:
        return expires
    return today + HALF_A_YEAR


def put_post(
    post: DemoPost,
    pictures: dict[str, Picture],
    people: dict[str, Person],
    departments: dict[str, Department],
) -> Post:
    row = post_row(post.slug)
    picture = pictures[post.picture]
    values = {
        "title": post.title,
        "slug": post.slug,
        "lang": post.lang,
        "ingress": post.ingress,
        "body": stored_form(body_of(post, pictures)),
        "published_at": post.published_at,
        "picture": picture,
        "picture_alt": picture.alt,
        "picture_decorative": False,
        "author": people.get(post.author),
        "department": departments.get(post.department),
    }
    refresh(row, values | UNTOUCHED, touch=False)
    row.tags.set(post.tags)
    index(row)  # the tags are known only now
    return row


def post_row(slug: str) -> Post:
    """Return the row at this address, or the one that had it before its slug was changed."""
    found: Post | None = Post.objects.filter(slug=slug).first()
    return found or Post.objects.filter(pk=OldSlug.find(Post, slug)).first() or Post()


def body_of(post: DemoPost, pictures: dict[str, Picture]) -> str:
    """Return the text with the addresses and descriptions of its drawings."""
    sources = {name: picture.file.url for name, picture in pictures.items()}
    texts = {f"{name}_alt": escape(picture.alt) for name, picture in pictures.items()}
    return post.body.strip().format(**sources, **texts)
