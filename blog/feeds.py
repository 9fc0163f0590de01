"""The newest posts in full, for those who follow from elsewhere: all of them, or one tag's."""

from datetime import datetime

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import conditional_page, require_safe

from blog.models import Post, PostQuerySet
from municipality.feeds import latest, new_feed, written
from municipality.middleware import municipality_of
from publishing.addresses import abroad, absolute
from publishing.feeds import Feed
from publishing.models import Tag
from publishing.sanitiser import storable

NEWEST = 20


@require_safe
@conditional_page
def post_feed(request: HttpRequest, kind: str) -> HttpResponse:
    feed = new_feed(municipality_of(request), kind, home=reverse("blog:post_list"))
    return answer(feed, Post.objects.all())


@require_safe
@conditional_page
def tag_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=slug)
    home = reverse("blog:post_tag", args=[slug])
    feed = new_feed(municipality_of(request), kind, home=home, about=tag.name)
    response = answer(feed, Post.objects.filter(tags=tag))
    if not feed.items:
        raise Http404("nothing public here")
    return response


def answer(feed: Feed, posts: PostQuerySet) -> HttpResponse:
    for post in posts.published().for_page()[:NEWEST]:
        add(feed, post)
    return written(feed, last_change(posts))


def last_change(posts: PostQuerySet) -> datetime:
    """When the newest post came, changed or went. It stands in the feed and in no header: a post
    that is published with an earlier day moves the ETag alone."""
    moments = [Max("published_at"), Max("updated_at"), Max("withdrawn_at")]
    found = posts.seen_by_the_public().aggregate(*moments).values()
    return latest(found)


def add(feed: Feed, post: Post) -> None:
    address = absolute(post.get_absolute_url())
    feed.add_item(
        title=storable(post.title),
        link=address,
        unique_id=post.uid.urn,
        unique_id_is_permalink=False,
        description=escape(storable(post.ingress)),
        summary=storable(post.ingress),
        content=content(post, address),
        image=absolute(post.picture.file.url) if post.picture else "",
        author_name=storable(post.byline) or feed.feed["author_name"],
        categories=[storable(tag.name) for tag in post.tags.all()],
        language=post.lang,
        pubdate=post.published_at,
        updateddate=post.updated_at or post.published_at,
    )


def content(post: Post, address: str) -> str:
    """The whole post as HTML: ingress, picture, text."""
    ingress = format_html("<p><strong>{}</strong></p>", storable(post.ingress))
    return ingress + picture(post) + abroad(post.body, base=address)


def picture(post: Post) -> SafeString:
    if not post.picture:
        return SafeString()
    return format_html(
        '<p><img src="{}" alt="{}" width="{}" height="{}"></p>',
        absolute(post.picture.file.url),
        storable(post.picture_text),
        post.picture.width,
        post.picture.height,
    )
