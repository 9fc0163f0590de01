from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from blog.models import Post, PostQuerySet
from blog.sidebar import sidebar
from publishing.models import OldSlug, Tag
from publishing.paging import page_of


@require_safe
def post_list(request: HttpRequest) -> HttpResponse:
    return render_list(request, "post_list", Post.objects.published())


@require_safe
def post_year(request: HttpRequest, year: str) -> HttpResponse:
    begin, end = first_moment(int(year)), first_moment(int(year) + 1)
    posts = Post.objects.published().filter(published_at__gte=begin, published_at__lt=end)
    return render_list(request, "post_year", posts, begin=begin)


@require_safe
def post_month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    begin = first_moment(int(year), int(month))
    end = first_moment(int(year) + int(month) // 12, int(month) % 12 + 1)
    posts = Post.objects.published().filter(published_at__gte=begin, published_at__lt=end)
    return render_list(request, "post_month", posts, begin=begin)


@require_safe
def post_tag(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=slug)
    return render_list(request, "post_tag", Post.objects.published().filter(tags=tag), tag=tag)


def render_list(
    request: HttpRequest, template: str, posts: PostQuerySet, **context: Any
) -> HttpResponse:
    """Render one page of `posts`. A narrowed list (with `context`) that is empty is a 404."""
    page = page_of(request, posts.for_lists())
    if context and not page.paginator.count:
        raise Http404("nothing public here")
    return render(request, f"blog/{template}.html", {"page": page, **sidebar(), **context})


def first_moment(year: int, month: int = 1) -> datetime:
    """Return the first moment of a month in local time. Raises Http404 for no such month."""
    if not (1900 <= year <= 3000 and 1 <= month <= 12):
        raise Http404("no such month")
    return timezone.make_aware(datetime(year, month, 1))  # noqa: DTZ001  made aware here


@require_safe
def post_detail(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponse:
    post = Post.objects.seen_by_the_public().for_page().filter(slug=slug).first()
    if post is None:
        moved = Post.objects.seen_by_the_public().filter(pk=OldSlug.find(Post, slug)).first()
        if moved is None:
            raise Http404("no such post")
        return redirect(moved, permanent=True)
    if request.path != post.get_absolute_url():
        return redirect(post, permanent=True)
    if post.withdrawn_at:
        return render(request, "blog/post_withdrawn.html", {"post": post}, status=410)
    context = {"post": post, "newer": post.newer(), "older": post.older()}
    return render(request, "blog/post_detail.html", context)


@require_safe
@never_cache
@permission_required("blog.change_post", raise_exception=True)
def post_preview(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.for_staff(request.user).for_page(), pk=pk)
    return render(request, "blog/post_detail.html", {"post": post, "is_preview": True})
