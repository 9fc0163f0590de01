import pytest
from django.urls import reverse

from tests.factories import make_municipality, make_post

pytestmark = pytest.mark.django_db


def test_post_list_shows_the_newest_first(client):
    make_municipality()
    first, second = make_post(), make_post()

    response = client.get(reverse("blog:post_list"))

    assert list(response.context["page"]) == [second, first]
