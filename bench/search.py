"""What a search costs with 20,000 posts, as a multiple of what it costs with 1,000.

    .venv/bin/python -m bench.search                        SQLite
    .ci/with-postgres .venv/bin/python -m bench.search      PostgreSQL

Makes a database of its own. The posts are drawn from a vocabulary in which few words are common
and most are rare, as in any language; three words are put in on purpose. A figure is the quickest
of 30 requests for the page, in milliseconds, without the time of the network: what else the
machine does makes a request slower, never quicker.
"""

import os
import random
import sys
import tempfile
import time
from datetime import timedelta

os.environ |= {"DATA_DIR": tempfile.mkdtemp(prefix="utsira-bench-"), "HTTPS": "0", "DEBUG": "0"}
os.environ["DJANGO_SETTINGS_MODULE"] = "utsira.settings"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from blog.models import Post  # noqa: E402
from municipality.models import Municipality  # noqa: E402
from publishing.search import index_missing  # noqa: E402

FEW, MANY = 1_000, 20_000
LIMIT = 3
ROUNDS = 30
SPAN = timedelta(days=16 * 365)
WORDS = 450  # of a post: about 3 kB
LIGHTHOUSES = range(0, FEW, FEW // 20)
SYLLABLES = "ba de fi go hu ja ke li mo nu pa ra se ti vo by dal fjord gard havn"

QUESTIONS = {
    "in every text": "q=kommunen",
    "in every text, newest first": "q=kommunen&sorter=nyest",
    "in 1 of 20": "q=ferja",
    "in 20 texts": "q=fyrvokteren",
    "two common words": "q=kommunen+badefigo",
    "a common and a rare one": "q=kommunen+fyrvokteren",
    "a common one, a beginning": "q=kommunen+fyrvok",
    "a common one in one year": "q=kommunen&aar=2024",
    "its last page": "q=kommunen&side=100",
    "the beginning of a common one": "q=kommu",
    "nothing": "q=xyzzyx",
}


def vocabulary(chance: random.Random, size: int) -> list[str]:
    words = {"badefigo"} | {"".join(chance.choices(SYLLABLES.split(), k=4)) for _ in range(size)}
    return sorted(words)


def text(chance: random.Random, words: list[str], number: int) -> str:
    # Zipf's law, nearly: the word of rank r comes about once in r.
    ranks = (int(len(words) ** chance.random()) - 1 for _ in range(WORDS))
    drawn = [words[rank] for rank in ranks] + ["kommunen"]
    drawn += ["ferja"] * (number % 20 == 0) + ["fyrvokteren"] * (number in LIGHTHOUSES)
    chance.shuffle(drawn)
    return f"<p>{' '.join(drawn)}.</p>"


def fill(first: int, last: int) -> float:
    """Add posts and index them; return the milliseconds that one took to index."""
    chance = random.Random(first)  # noqa: S311  the same posts every time
    words = vocabulary(random.Random(1), 20_000)  # noqa: S311
    newest = timezone.now() - timedelta(days=1)
    posts = (
        Post(
            title=f"{' '.join(chance.choices(words, k=4))} {number}",
            slug=f"innlegg-{number}",
            ingress=" ".join(chance.choices(words, k=20)),
            body=text(chance, words, number),
            published_at=newest - chance.random() * SPAN,
        )
        for number in range(first, last)
    )
    Post.objects.bulk_create(posts, batch_size=500)
    begin = time.perf_counter()
    index_missing()
    spent = time.perf_counter() - begin
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return spent * 1000 / (last - first)


def measure() -> dict[str, float]:
    client, best = Client(), {}
    for name, question in QUESTIONS.items():
        times = []
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            response = client.get(f"/sok/?{question}", headers={"host": "localhost"})
            times.append((time.perf_counter() - begin) * 1000)
            assert response.status_code == 200, (question, response.status_code)  # noqa: S101
        best[name] = min(times)
    return best


def main() -> int:
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    Municipality.objects.create(name="Øya kommune")
    fill(0, FEW)
    few = measure()
    cost = fill(FEW, MANY)
    many = measure()
    print(f"{connection.vendor}: {FEW} and {MANY} posts; indexing one took {cost:.1f} ms")  # noqa: T201
    for name in QUESTIONS:
        ratio = many[name] / few[name]
        print(f"{name:32}{few[name]:8.1f}{many[name]:8.1f}  x{ratio:.1f}")  # noqa: T201
    return 1 if any(many[name] >= LIMIT * few[name] for name in QUESTIONS) else 0


if __name__ == "__main__":
    sys.exit(main())
