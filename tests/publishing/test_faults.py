import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from publishing.faults import faults
from tests.factories import make_post


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<img src="/media/pictures/a.jpg">', "Picture 1 (a.jpg) has no alternative text"),
        ('<img src="/media/pictures/a.jpg" alt=" ">', "has no alternative text"),
        ('<img src="https://x.example/a.jpg" alt="x">', "lies on another website"),
        ("<h1>A</h1>", "level 1"),
        ("<p>Før</p><h3>A</h3>", "after «Før» has level 3, but level 2 comes first"),
        ("<h2>A</h2><h4>B</h4>", "level 4, but level 3 comes first"),
        ("<p>Før</p><h2> <br></h2>", "A heading after «Før» is empty"),
        ('<a href="/x/">her</a>', "«her» does not say where it leads"),
        ('<a href="/x/"><strong>Les  mer</strong> …</a>', "does not say where it leads"),
        ('<a href="/x/">KLIKK HER!</a>', "does not say where it leads"),
        ('<a href="/x/"> </a>', "has no text"),
        ("<table><tbody><tr><td>Sum</td></tr></tbody></table>", "«Sum» has no header cells"),
    ],
)
def test_fault_is_said_with_its_place(html, words):
    found = faults(html)

    assert len(found) == 1
    assert words in found[0].replace(" …", "")


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Tekst</p><h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>",
        '<img src="/media/pictures/a.jpg" alt="Havna">',
        '<img src="/media/pictures/a.jpg" alt="bare pynt">',
        '<img src="/media/pictures/a.jpg" alt="" data-decorative="">',
        '<a href="/x/">Rutetider for ferja</a>',
        '<a href="/x/">Les mer om ferja</a>',
        '<a href="/x/"><img src="/media/pictures/a.jpg" alt="Rutetider"></a>',
        "<table><tbody><tr><th>År</th></tr><tr><td>2010</td></tr></tbody></table>",
        "<a>her</a>",
        "<![[ ikke HTML & <",
    ],
)
def test_good_text_has_no_fault(html):
    assert faults(html) == []


def test_faults_come_in_reading_order():
    found = faults('<h3>A</h3><p><a href="/x/">her</a></p><img src="/media/a.jpg" alt="">')

    assert [sentence.split()[0] for sentence in found] == ["A", "The", "Picture"]


@pytest.mark.django_db
def test_publishing_is_stopped_at_the_field():
    post = make_post(published_at=None, body="<h3>For dypt</h3>")

    with pytest.raises(ValidationError) as error:
        post.publish()

    assert list(error.value.message_dict) == ["body"]
    assert not type(post).objects.published().exists()


@pytest.mark.django_db
def test_draft_may_have_faults():
    post = make_post(published_at=None, body="<h3>For dypt</h3>")

    assert post.full_clean() is None


@pytest.mark.django_db
def test_saving_never_raises_for_a_fault():
    post = make_post(published_at=timezone.now(), body="<h3>For dypt</h3>")

    assert post.body == "<h3>For dypt</h3>"
