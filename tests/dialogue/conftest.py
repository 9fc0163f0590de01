import pytest

from municipality.models import Municipality
from tests.factories import make_municipality, make_post


@pytest.fixture
def form_address() -> str:
    """The comment form, as the one public form that all others are like."""
    make_municipality()
    return f"{make_post().get_absolute_url()}kommenter/"


@pytest.fixture
def open_form_address() -> str:
    """The form of a municipality that reads comments after they are shown."""
    make_municipality(moderation=Municipality.Moderation.AFTER)
    return f"{make_post().get_absolute_url()}kommenter/"
