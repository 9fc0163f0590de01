"""The newest published comments, for those who follow the conversation: of one post, or of all."""

import uuid
from datetime import datetime

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from blog.comment import CommentQuerySet
from blog.comments import GONE, post_to_comment
from blog.feeds import NEWEST
from blog.models import Comment
from municipality.feeds import latest, new_feed, written
from municipality.middleware import municipality_of
from municipality.models import Municipality
from publishing.addresses import absolute
from publishing.feeds import Feed
from publishing.paragraphs import paragraphs
from publishing.sanitiser import storable


@require_safe
@conditional_page
def all_comments(request: HttpRequest, kind: str) -> HttpResponse:
    sender = sender_of_feeds(request)
    folder = reverse("blog:post_list") + "kommentarer/"
    feed = new_feed(
        sender, kind, home=reverse("blog:post_list"), folder=folder, about=_("Comments")
    )
    return answer(feed, Comment.objects.on_public_posts())


@require_safe
@conditional_page
def post_comments(
    request: HttpRequest, year: str, month: str, slug: str, kind: str
) -> HttpResponse:
    sender, post = sender_of_feeds(request), post_to_comment(slug)
    home = post.get_absolute_url()
    folder = f"{home}kommentarer/"
    if request.path != folder + kind:
        return redirect(folder + kind, permanent=True)
    if post.withdrawn_at:
        return HttpResponse(status=GONE)
    about = _("Comments on «%(title)s»") % {"title": post.title}
    feed = new_feed(sender, kind, home=home, folder=folder, about=about)
    return answer(feed, Comment.objects.filter(post=post))


def sender_of_feeds(request: HttpRequest) -> Municipality:
    """Raises Http404 where the municipality has turned the feeds off."""
    sender = municipality_of(request)
    if not sender.comment_feeds:
        raise Http404("comments cannot be followed here")
    return sender


def answer(feed: Feed, comments: CommentQuerySet) -> HttpResponse:
    rows = comments.published().select_related("contribution", "post")
    for comment in rows.order_by("-contribution__published_at", "-pk")[:NEWEST]:
        add(feed, comment)
    return written(feed, last_change(comments))


def last_change(comments: CommentQuerySet) -> datetime:
    """When the newest one came, or one was hidden or shown again."""
    moments = [Max("contribution__published_at"), Max("contribution__decided_at")]
    found = comments.shown().aggregate(*moments).values()
    return latest(found)


def add(feed: Feed, comment: Comment) -> None:
    said, post = comment.contribution, comment.post
    who, text = storable(said.signed), storable(said.text)
    feed.add_item(
        title=_("%(who)s about «%(title)s»") % {"who": who, "title": storable(post.title)},
        link=absolute(f"{post.get_absolute_url()}#innspill-{said.pk}"),
        # Not from the contribution's key, which is the writer's secret.
        unique_id=uuid.uuid5(post.uid, str(said.pk)).urn,
        unique_id_is_permalink=False,
        description=escape(text),
        summary=text,
        content=paragraphs(text),
        image="",
        author_name=", ".join(filter(None, [who, storable(said.signature)])),
        categories=[],
        language=said.lang,
        pubdate=said.published_at,
        updateddate=said.published_at,
    )
