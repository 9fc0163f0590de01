"""The search page. What is found, and in which order, is publishing/search.py's to say."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from blog.sidebar import public_tags
from publishing.excerpts import excerpt, marked
from publishing.models import SearchEntry
from publishing.paging import page_of
from publishing.search import MOST_HITS, MOST_WORDS, find, searchable_models, years
from publishing.sorting import norwegian_key
from publishing.words import asked_for

LONGEST_QUESTION = 200  # characters


class SearchForm(forms.Form):
    """Nothing here is an error: a filter that does not exist narrows nothing."""

    q = forms.CharField(label=_("What are you looking for?"), required=False)
    slag = forms.ChoiceField(label=_("Kind"), required=False)
    aar = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    sorter = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("Best first")), ("nyest", _("Newest first"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget = forms.TextInput({"type": "search", "maxlength": LONGEST_QUESTION})
        self.fields["slag"].choices = [("", _("Everything")), *kinds()]  # type: ignore[attr-defined]
        self.fields["aar"].choices = [("", _("All years")), *((year, year) for year in years())]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "ds-input"

    def narrowing(self) -> dict[str, Any]:
        """What `find` takes beside the words."""
        chosen = self.cleaned_data
        return {
            "kind": chosen.get("slag", ""),
            "year": chosen.get("aar"),
            "newest": chosen.get("sorter") == "nyest",
        }


def kinds() -> list[tuple[str, str]]:
    """What can be searched: [(kind, name)] in the order of the names."""
    models: list[Any] = searchable_models()
    named = [(model._meta.label_lower, capfirst(str(name_of(model)))) for model in models]
    return sorted(named, key=lambda pair: norwegian_key(pair[1]))


def name_of(model: Any) -> Any:
    """What readers call many of them, where that is not what staff call them."""
    return getattr(model, "found_as_many", model._meta.verbose_name_plural)


@dataclass(frozen=True)
class Hit:
    entry: SearchEntry
    title: SafeString
    excerpt: SafeString


def hits(ids: list[int], words: list[str]) -> list[Hit]:
    entries = SearchEntry.objects.in_bulk(ids)
    found = [entries[pk] for pk in ids if pk in entries]
    return [Hit(e, marked(e.title, words), excerpt(e.text, words)) for e in found]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = " ".join(request.GET.get("q", "").split())
    form = SearchForm(request.GET.dict() | {"q": asked[:LONGEST_QUESTION]})
    form.is_valid()
    words = asked_for(asked[:LONGEST_QUESTION])
    context = {"form": form, "q": asked[:LONGEST_QUESTION], "words": words}
    if words:
        context |= answer(request, dict(islice(words.items(), MOST_WORDS)), form.narrowing())
        context["cut"] = len(words) > MOST_WORDS or len(asked) > LONGEST_QUESTION
    if not context.get("hits"):
        context["tags"] = public_tags()
    return render(request, "utsira/search.html", context)


def answer(
    request: HttpRequest, words: dict[str, str], narrowing: dict[str, Any]
) -> dict[str, Any]:
    found = find(words, **narrowing)
    page = page_of(request, found.ids[:MOST_HITS])
    return {
        "page": page,
        "hits": hits(list(page.object_list), found.words),
        "too_many": len(found.ids) > MOST_HITS,
        "most": MOST_HITS,
        "narrowed": narrowing["kind"] or narrowing["year"],
        "only_beginnings": found.only_beginnings,
    }
