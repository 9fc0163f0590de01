"""The documents of an edition are public as long as it is, and stay when it is adopted."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.test import Client

from guidelines import adopting
from guidelines.models import Edition, EditionAttachment
from tests.factories import make_municipality
from tests.guidelines.guidelines import adopted, make_draft


def make_attachment(edition: Edition) -> EditionAttachment:
    file = ContentFile(b"%PDF-1.7", name="saksframlegg.pdf")
    return EditionAttachment.objects.create(text=edition, name="Saksframlegg", file=file)


@pytest.mark.django_db
def test_document_is_public_while_its_edition_is(client: Client):
    make_municipality()
    draft = make_draft()
    address = make_attachment(draft).file.url

    assert client.get(address).status_code == 404
    adopting.open_hearing(draft)
    assert client.get(address).getvalue() == b"%PDF-1.7"
    adopting.close_hearing(draft)
    assert client.get(address).status_code == 404
    draft.refresh_from_db()
    adopted(draft)
    assert client.get(address).getvalue() == b"%PDF-1.7"


@pytest.mark.django_db(transaction=True)
def test_document_that_the_database_keeps_keeps_its_file():
    draft = make_draft()
    document = make_attachment(draft)
    adopted(draft)

    with pytest.raises(IntegrityError, match="never changed"):
        document.delete()

    assert default_storage.exists(document.file.name)


@pytest.mark.django_db(transaction=True)
def test_draft_goes_with_its_documents():
    draft = make_draft()
    document = make_attachment(draft)

    draft.delete()

    assert not default_storage.exists(document.file.name)
