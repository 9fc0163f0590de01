from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from blog.models import Post, PostAttachment
from municipality.models import Page, PageAttachment
from tests.blog.test_admin import address, form_of
from tests.documents import ooxml, pdf
from tests.factories import make_attachment, make_municipality, make_page, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


@pytest.fixture
def editor(client):
    user = make_user(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def with_file(content: bytes = b"", *, stored: int = 0, **row: Any) -> dict[str, Any]:
    """What the inline form sends: one new document, after those that are stored."""
    new = {"name": "Saksframlegg", "file": SimpleUploadedFile("sak.pdf", content or pdf())} | row
    return {
        "attachments-TOTAL_FORMS": 1,
        "attachments-INITIAL_FORMS": stored,
        **{f"attachments-0-{name}": value for name, value in new.items()},
    }


def of_stored(attachment: Any, **changes: Any) -> dict[str, Any]:
    row = {"id": attachment.pk, "text": attachment.text_id, "name": attachment.name, "file": ""}
    return with_file(stored=1, **row | changes)


# For readers


def test_document_is_a_download_that_is_asked_for_every_time(client):
    attachment = make_attachment(make_post(), name="Saksframlegg: «Båten» / år 2")

    response = client.get(attachment.file.url)

    assert b"".join(response.streaming_content).startswith(b"%PDF-1.7")
    expected = {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="saksframlegg-baten-ar-2.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, no-cache",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {name: response.headers[name] for name in expected} == expected
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert not response.cookies


def test_known_document_is_not_sent_again_and_is_gone_when_withdrawn(client):
    attachment = make_attachment(make_post())
    first = client.get(attachment.file.url)
    list(first.streaming_content)
    etag = {"if-none-match": first.headers["ETag"]}

    again = client.get(attachment.file.url, headers=etag)
    attachment.text.withdraw(reason="Tallene var gale.")
    gone = client.get(attachment.file.url, headers=etag)

    assert (again.status_code, again.content) == (304, b"")
    assert (gone.status_code, "Tallene var gale." in gone.text) == (410, True)
    assert "no-store" in gone.headers["Cache-Control"]


@pytest.mark.parametrize("days", [None, 1])
def test_document_of_a_draft_or_a_plan_is_not_found(client, editor, days):
    published_at = days and timezone.now() + timedelta(days=days)
    attachment = make_attachment(make_post(published_at=published_at))

    response = client.get(attachment.file.url)

    assert response.status_code == 404


def test_file_that_belongs_to_no_text_is_not_found(client):
    attachment = make_attachment(make_post())
    url = attachment.file.url
    PostAttachment.objects.all().delete()

    response = client.get(url)

    assert response.status_code == 404


@pytest.mark.parametrize(
    "path", ["documents/../db.sqlite3", "documents/a.pdf", "documents/\\a.pdf"]
)
def test_other_paths_among_the_documents_are_not_found(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_link_says_kind_and_size(client):
    post = make_post()
    make_attachment(post, content=pdf(text="x" * 311_200))

    response = client.get(post.get_absolute_url())

    assert '<span lang="nb">Saksframlegg</span> (PDF, 312\u00a0kB)</a>' in response.text


def test_post_without_documents_says_nothing_of_them(client):
    response = client.get(make_post().get_absolute_url())

    assert "attachments" not in response.text


@pytest.mark.parametrize("number", [1, 30])
def test_post_costs_the_same_with_one_document_and_with_many(
    client, number, django_assert_num_queries
):
    post = make_post()
    for _ in range(number):
        make_attachment(post)

    with django_assert_num_queries(10):
        client.get(post.get_absolute_url())


# For staff


def test_editor_opens_the_document_of_a_draft(client, editor):
    attachment = make_attachment(make_post(published_at=None))

    preview = client.get(reverse("blog:post_preview", args=[attachment.text_id])).text
    response = client.get(attachment.preview_url)

    assert f'href="{attachment.preview_url}"' in preview
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("permissions", [None, [], ["view_post"], ["change_page"]])
def test_nobody_else_opens_it_or_learns_that_it_is_there(client, permissions):
    attachment = make_attachment(make_post(published_at=None))
    if permissions is not None:
        user = make_user(is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)

    answers = [client.get(url) for url in (attachment.preview_url, "/media/utkast/ukjent.pdf")]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_document_is_added_to_a_post(client, editor):
    post = make_post()

    client.post(address(post), form_of(post, **with_file()))

    attachment = post.attachments.get()
    assert (attachment.size, attachment.lacks) == (len(pdf()), [])
    assert attachment.file.name.startswith("documents/")
    assert str(attachment) == "Saksframlegg (PDF, 1\u00a0kB)"


def test_document_is_added_to_a_page(client, editor):
    page = make_page()
    fields = form_of(page_as_post(page), **with_file(ooxml()))

    client.post(reverse("admin:municipality_page_change", args=[page.pk]), fields)

    assert PageAttachment.objects.get().kind == "docx"
    assert "Saksframlegg" in client.get(page.get_absolute_url()).text


def page_as_post(page: Page) -> Any:
    for name in ("ingress", "moderation", "comments_open"):
        setattr(page, name, "")
    return page


def test_hostile_file_is_refused_at_its_field_and_nothing_is_stored(client, editor):
    post = make_post()

    response = client.post(address(post), form_of(post, **with_file(b"MZ\x90\0program")))

    formset = response.context["inline_admin_formsets"][0].formset
    assert list(formset.errors[0]) == ["file"]
    assert not PostAttachment.objects.exists()
    assert not default_storage.exists("documents")


def test_editor_is_told_what_the_pdf_lacks_and_saves_it_all_the_same(client, editor):
    post = make_post()

    response = client.post(
        address(post), form_of(post, **with_file(pdf(tagged=False, lang=""))), follow=True
    )
    form = client.get(address(post)).text

    attachment = post.attachments.get()
    said = [str(message) for message in response.context["messages"]]
    assert attachment.lacks == ["tags", "language"]
    assert {f"«Saksframlegg»: {line}" for line in attachment.sentences()} < set(said)
    assert [line for line in attachment.sentences() if line not in form] == []


def test_renamed_document_keeps_its_file_and_what_was_found(client, editor):
    attachment = make_attachment(make_post(), lacks=["tags"])
    post = Post.objects.get()

    client.post(address(post), form_of(post, **of_stored(attachment, name="Vedtak")))

    name = attachment.file.name
    attachment.refresh_from_db()
    assert (attachment.name, attachment.file.name, attachment.lacks) == ("Vedtak", name, ["tags"])


def test_replaced_document_leaves_no_file_behind(
    client, editor, django_capture_on_commit_callbacks
):
    attachment = make_attachment(make_post())
    post, old = Post.objects.get(), attachment.file.name
    new = SimpleUploadedFile("ny.pdf", pdf(text="Ny"))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(post), form_of(post, **of_stored(attachment, file=new)))

    attachment.refresh_from_db()
    assert (default_storage.exists(old), default_storage.exists(attachment.file.name)) == (
        False,
        True,
    )


def test_removed_document_is_gone_at_once(client, editor, django_capture_on_commit_callbacks):
    attachment = make_attachment(make_post())
    post, name = Post.objects.get(), attachment.file.name

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(post), form_of(post, **of_stored(attachment, DELETE="on")))

    assert (post.attachments.exists(), default_storage.exists(name)) == (False, False)


@pytest.mark.parametrize("verb", ["purge", "delete"])
def test_documents_go_with_their_text(django_capture_on_commit_callbacks, verb):
    post = make_post(published_at=timezone.now() if verb == "purge" else None)
    attachment = make_attachment(post)

    with django_capture_on_commit_callbacks(execute=True):
        post.purge(reason="Lekkasje") if verb == "purge" else post.delete()

    assert not PostAttachment.objects.exists()
    assert not default_storage.exists(attachment.file.name)


def test_second_writer_is_told_to_choose_the_file_again(client, editor):
    post = make_post()
    sent = form_of(post, title="Min", **with_file())
    post.title = "Den andres"
    post.save()

    response = client.post(address(post), sent)

    assert response.status_code == 409
    assert '<input type="hidden" name="attachments-0-name" value="Saksframlegg">' in response.text
    assert "Filer må velges på nytt etterpå." in response.text


def test_who_may_only_view_the_post_changes_no_document(client):
    user = make_user(is_staff=True, role="Skribent")
    attachment = make_attachment(make_post(created_by=user))
    client.force_login(user)

    page = client.get(address(attachment.text))
    sent = form_of(attachment.text, **of_stored(attachment, name="Endret"))
    refused = client.post(address(attachment.text), sent)

    attachment.refresh_from_db()
    assert ("Saksframlegg" in page.text, 'type="file"' in page.text) == (True, False)
    assert (refused.status_code, attachment.name) == (403, "Saksframlegg")
