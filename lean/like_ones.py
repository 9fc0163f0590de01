"""Suggestions that are like the one that somebody is writing, found by the words of its title."""

from collections import Counter
from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lean.suggestion import Suggestion
from publishing.models import SearchEntry
from publishing.search import KIND, TITLE, matching
from publishing.words import asked_for

MOST, MOST_WORDS, LONGEST = 3, 6, 150
# A word that both have counts one, in both titles three; one word alone says little.
ANYWHERE, IN_TITLE, ENOUGH = 1, 2, 4


@require_safe
@cache_control(max_age=60)
def like_ones_fragment(request: HttpRequest) -> HttpResponse:
    """What the form shows while somebody writes: a piece of HTML, empty where none is like it."""
    context = {"like_ones": like_ones(request.GET.get("q", ""))}
    return render(request, "lean/_like_ones.html", context)


def like_ones(title: str) -> list[Suggestion]:
    """The public suggestions that share words with a title, those with most first. As many
    questions as words, and these are few."""
    stems = list(islice(asked_for(title[:LONGEST]), MOST_WORDS))
    kind = [KIND + Suggestion._meta.label_lower]
    points = Counter[int]()
    for stem in stems:
        points.update(dict.fromkeys(matching([[stem], kind]), ANYWHERE))
        points.update(dict.fromkeys(matching([[TITLE + stem], kind]), IN_TITLE))
    enough = min(ENOUGH, len(stems) * (ANYWHERE + IN_TITLE))
    best = [pk for pk, number in points.most_common(2 * MOST) if number >= enough]
    return rows_of(best)[:MOST]


def rows_of(entries: list[int]) -> list[Suggestion]:
    """The suggestions of entries in the index, in their order; of the same ones, the first."""
    if not entries:
        return []
    found = dict(SearchEntry.objects.filter(pk__in=entries).values_list("pk", "object_id"))
    firsts = Suggestion.objects.published().for_lists().filter(duplicate_of=None)
    rows = firsts.in_bulk(list(found.values()))
    ordered = [found[pk] for pk in entries if pk in found]
    return [rows[number] for number in ordered if number in rows]
