from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from municipality.page import Page
from publishing.models import OldSlug
from publishing.plain import running_text
from publishing.sharing import Share


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = Page.objects.seen_by_the_public().filter(slug=slug).first()
    if found is None:
        moved = Page.objects.seen_by_the_public().filter(pk=OldSlug.find(Page, slug)).first()
        if moved is None:
            raise Http404("no such page")
        return redirect(moved, permanent=True)
    if found.withdrawn_at:
        return render(request, "municipality/page_withdrawn.html", {"page": found}, status=410)
    return render_page(request, found, is_preview=False)


@require_safe
@never_cache
@permission_required("municipality.change_page", raise_exception=True)
def page_preview(request: HttpRequest, pk: int) -> HttpResponse:
    return render_page(
        request, get_object_or_404(Page.objects.for_staff(request.user), pk=pk), is_preview=True
    )


def render_page(request: HttpRequest, page: Page, *, is_preview: bool) -> HttpResponse:
    context = {
        "page": page,
        "is_preview": is_preview,
        "retention": settings.RETENTION.values(),
        "share": None if is_preview else share_of(page),
    }
    return render(request, "municipality/page.html", context)


def share_of(page: Page) -> Share:
    return Share(
        title=page.title,
        path=page.get_absolute_url(),
        lang=page.lang,
        description=Truncator(running_text(page.body)).chars(200),
    )
