from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from blog.comment import threads
from blog.linked_data import posting, share_of
from blog.models import Post, PostQuerySet
from blog.sidebar import sidebar
from municipality.middleware import municipality_of
from publishing.models import OldSlug, Tag
from publishing.paging import page_of
from publishing.sharing import Share
from publishing.templatetags.texts import month_and_year

Crumb = tuple[str, str]  # name, path


@require_safe
def post_list(request: HttpRequest) -> HttpResponse:
    lead = _("What we do, what we learn, and what we decide. The newest comes first.")
    return render_list(request, Post.objects.published(), heading=_("All posts"), lead=lead)


@require_safe
def post_year(request: HttpRequest, year: str) -> HttpResponse:
    begin, end = first_moment(int(year)), first_moment(int(year) + 1)
    posts = Post.objects.published().filter(published_at__gte=begin, published_at__lt=end)
    heading = _("Posts from %(year)s") % {"year": begin.year}
    return render_list(request, posts, crumbs=[year_crumb(begin)], heading=heading, begin=begin)


@require_safe
def post_month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    begin = first_moment(int(year), int(month))
    end = first_moment(int(year) + int(month) // 12, int(month) % 12 + 1)
    posts = Post.objects.published().filter(published_at__gte=begin, published_at__lt=end)
    crumbs = [year_crumb(begin), month_crumb(begin)]
    heading = _("Posts from %(month)s") % {"month": month_and_year(begin)}
    return render_list(request, posts, crumbs=crumbs, heading=heading, begin=begin)


@require_safe
def post_tag(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=slug)
    posts = Post.objects.published().filter(tags=tag)
    heading = _("Posts about %(tag)s") % {"tag": tag.name}
    return render_list(request, posts, crumbs=[(tag.name, request.path)], heading=heading, tag=tag)


def render_list(
    request: HttpRequest, posts: PostQuerySet, *, crumbs: Sequence[Crumb] = (), **context: Any
) -> HttpResponse:
    """Render one page of `posts`. A narrowed list (with `crumbs`) that is empty is a 404."""
    page = page_of(request, posts.for_lists())
    if crumbs and not page.paginator.count:
        raise Http404("nothing public here")
    path = request.path if page.number == 1 else f"{request.path}?side={page.number}"
    lang = municipality_of(request).lang
    context |= {
        "page": page,
        "crumbs": [*blog_crumbs(), *crumbs],
        "share": Share(title=context["heading"], path=path, lang=lang),
    }
    return render(request, "blog/post_list.html", sidebar() | context)


def blog_crumbs() -> list[Crumb]:
    return [(_("Front page"), reverse("front_page")), (_("Blog"), reverse("blog:post_list"))]


def year_crumb(moment: datetime) -> Crumb:
    return str(moment.year), reverse("blog:post_year", args=[moment.year])


def month_crumb(moment: datetime) -> Crumb:
    path = reverse("blog:post_month", args=[moment.year, f"{moment.month:02}"])
    return month_and_year(moment), path


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
    here: Crumb = (_("This post is withdrawn") if post.withdrawn_at else post.title, request.path)
    month_of = month_crumb(timezone.localtime(post.published_at))
    context = {"post": post, "crumbs": [*blog_crumbs(), month_of, here]}
    if post.withdrawn_at:
        return render(request, "blog/post_withdrawn.html", context, status=410)
    said_about = conversation(post)
    context |= {
        "newer": post.newer(),
        "older": post.older(),
        "share": share_of(post),
        "projects": post.projects.published(),
        "linked_data": posting(
            post, municipality_of(request), comments=said_about["comment_count"]
        ),
        **said_about,
    }
    return render(request, "blog/post_detail.html", context)


def conversation(post: Post) -> dict[str, Any]:
    """What was said about the post, in one query, and where to say more."""
    found = threads(post.comments.shown())
    said = [row for thread in found for row in [thread.first, *thread.answers]]
    return {
        "threads": found,
        "comment_count": sum(row.is_published for row in said),
        "form_address": f"{post.get_absolute_url()}kommenter/" if post.comments_open else "",
    }


@require_safe
@never_cache
@permission_required("blog.change_post", raise_exception=True)
def post_preview(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.for_staff(request.user).for_page(), pk=pk)
    crumbs = [*blog_crumbs(), (post.title, request.path)]
    context = {"post": post, "crumbs": crumbs, "is_preview": True}
    return render(request, "blog/post_detail.html", context)
