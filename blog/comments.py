"""Commenting a post: the form on a page of its own, and the feeds of what was said."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from blog.forms import CommentForm
from blog.models import Comment, Post
from blog.views import Crumb, blog_crumbs
from dialogue.contribution import Contribution
from dialogue.public_form import public_form
from dialogue.receiving import About, receive
from municipality.middleware import municipality_of
from municipality.models import Municipality
from publishing.models import OldSlug

NOT_FOUND, GONE = 404, 410


@public_form
def comment_form(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponse:
    post = find_post(slug)
    if post is None:
        return unknown(request)
    if request.method == "GET" and request.path != post.get_absolute_url() + "kommenter/":
        return redirect(post.get_absolute_url() + "kommenter/", permanent=True)
    if not post.is_open_for_comments:
        return closed(request, post)
    form = CommentForm(request, post=post)
    if form.is_bound and form.is_valid() and not form.wants_preview:
        received = take(request, post, form)
        if received:
            return redirect(received)
    return draw(request, post, form)


def post_to_comment(slug: str) -> Post:
    post = find_post(slug)
    if post is None:
        raise Http404("no such post")
    return post


def find_post(slug: str) -> Post | None:
    """Return the public or withdrawn post; an old slug leads to it as well, so that no text that
    is on its way gets lost."""
    posts = Post.objects.seen_by_the_public()
    found: Post | None = posts.filter(slug=slug).first()
    return found or posts.filter(pk=OldSlug.find(Post, slug)).first()


def take(request: HttpRequest, post: Post, form: CommentForm) -> Contribution | None:
    answered = form.answered
    return receive(
        form,
        request,
        about=About(
            title=post.title,
            excerpt=answered.text if answered else post.ingress,
            address=post.get_absolute_url(),
        ),
        owner=lambda row: Comment.objects.create(contribution=row, post=post),
        is_moderated_first=is_moderated_first(request, post),
        # Two levels: an answer to an answer stands beside it.
        answers=(answered.answers or answered) if answered else None,
    )


def is_moderated_first(request: HttpRequest, post: Post) -> bool:
    decided = post.moderation or municipality_of(request).moderation
    return decided == Municipality.Moderation.BEFORE


def draw(request: HttpRequest, post: Post, form: CommentForm) -> HttpResponse:
    context = {
        "post": post,
        "form": form,
        "answered": form.answered,
        "preview": form.cleaned_data if form.wants_preview and form.is_valid() else None,
        "is_moderated_first": is_moderated_first(request, post),
        "crumbs": [*blog_crumbs(), crumb_of(post), (_("Comment"), request.path)],
    }
    return render(request, "blog/comment_form.html", context, status=form.status)


def closed(request: HttpRequest, post: Post) -> HttpResponse:
    known = [] if post.withdrawn_at else [crumb_of(post)]
    return not_taken(request, known, status=GONE, post=post)


def unknown(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        raise Http404("no such post")
    return not_taken(request, [], status=NOT_FOUND, post=None)


def not_taken(
    request: HttpRequest, known: list[Crumb], *, status: int, **context: Any
) -> HttpResponse:
    """Nothing can be sent, but what was written in the meantime can be copied."""
    here: Crumb = (_("Comment"), request.path)
    context |= {"written": request.POST.get("text", ""), "crumbs": [*blog_crumbs(), *known, here]}
    return render(request, "blog/comments_closed.html", context, status=status)


def crumb_of(post: Post) -> Crumb:
    return post.title, post.get_absolute_url()
