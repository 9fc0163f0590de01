"""Suggestions in public: the list, one of them with its timeline, and the form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lean.suggestion import Suggestion
from lean.views import lean_crumbs
from publishing.paging import page_of


@require_safe
def suggestion_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, Suggestion.objects.published().for_lists())
    return render(request, "lean/suggestion_list.html", {"page": page, "crumbs": lean_crumbs()})


@require_safe
def suggestion_form(request: HttpRequest) -> HttpResponse:
    return render(request, "lean/suggestion_form.html", {"crumbs": lean_crumbs()})


@require_safe
def suggestion_detail(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Suggestion.objects.for_lists(), pk=number)
    return render(request, "lean/suggestion_detail.html", {"suggestion": found})
