import pytest

from tests.factories import make_municipality


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/blogg/", "/finnes-ikke/", "/admin/login/"])
@pytest.mark.parametrize(("demo", "robots"), [(True, "noindex"), (False, None)])
def test_demo_is_kept_out_of_search_engines(client, settings, path, demo, robots):
    settings.DEMO = demo
    make_municipality()

    response = client.get(path)

    assert response.headers.get("X-Robots-Tag") == robots
