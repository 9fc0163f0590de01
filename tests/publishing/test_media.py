import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


@pytest.fixture
def name():
    return default_storage.save("pictures/abc.webp", ContentFile(b"webp"))


@pytest.mark.django_db
def test_picture_is_served_for_ever_and_never_sniffed(client, name):
    response = client.get(f"/media/{name}")

    assert b"".join(response.streaming_content) == b"webp"
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


@pytest.mark.django_db
def test_known_picture_is_not_sent_again(client, name):
    first = client.get(f"/media/{name}")
    etag = first.headers["ETag"]
    first.close()

    response = client.get(f"/media/{name}", headers={"if-none-match": etag})

    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "pictures/finnes-ikke.webp",
        "pictures/",
        "../db.sqlite3",
        "../secret_key.webp",
        "..%2f..%2fetc/passwd.jpg",
        "/etc/passwd.jpg",
        "pictures//abc.webp",
        "pictures/../pictures/abc.webp",
        "pictures\\abc.webp",
        "pictures/abc.html",
        "pictures/abc.svg",
        "pictures/" + "a" * 5000 + ".webp",
    ],
)
def test_anything_else_is_not_found(client, name, path):
    response = client.get(f"/media/{path}")

    assert response.status_code == 404
