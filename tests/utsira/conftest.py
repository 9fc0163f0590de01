"""Who logs in, and how."""

import pytest

from municipality.models import User
from tests.factories import make_user

PASSWORD = "hest batteri stift"


@pytest.fixture
def kari(db) -> User:
    return make_user(username="kari", email="kari@oya.example", password=PASSWORD, role="Skribent")
