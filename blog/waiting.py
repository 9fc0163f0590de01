from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from blog.models import Post
from municipality.models import User
from publishing.publication import may
from publishing.waiting import Waiting

MOST = 6  # drafts of others


def waiting(user: User) -> list[Waiting]:
    """Drafts that nobody has published yet: one's own, and to those who publish, the others'."""
    if not user.has_perm("blog.change_post"):
        return []
    return [*own_drafts(user), *drafts_of_others(user)]


def own_drafts(user: User) -> list[Waiting]:
    """Oldest first."""
    drafts = Post.objects.drafts().filter(created_by=user).order_by("pk")
    return [
        Waiting(
            text=_("The draft «%(title)s» is not published.") % {"title": post.title},
            url=reverse("admin:blog_post_change", args=[post.pk]),
        )
        for post in drafts
    ]


def drafts_of_others(user: User) -> list[Waiting]:
    """The newest ones. Nobody says that a draft is ready, so nothing here says it either."""
    if not may(user, "publish", Post):
        return []
    drafts = Post.objects.drafts().exclude(created_by=None).exclude(created_by=user)
    newest: Any = drafts.select_related("created_by").order_by("-pk")[:MOST]
    return [
        Waiting(
            text=_("%(name)s has a draft: «%(title)s».")
            % {"name": name_of(post.created_by), "title": post.title},
            url=reverse("admin:blog_post_change", args=[post.pk]),
        )
        for post in newest
    ]


def name_of(user: User | None) -> str:
    return user.get_full_name() or user.get_username() if user else ""
