from django.urls import reverse
from django.utils.translation import gettext as _

from blog.models import Post
from municipality.models import User
from publishing.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """The user's own drafts that nobody has published yet, oldest first."""
    if not user.has_perm("blog.change_post"):
        return []
    drafts = Post.objects.drafts().filter(created_by=user).order_by("pk")
    return [
        Waiting(
            text=_("The draft «%(title)s» is not published.") % {"title": post.title},
            url=reverse("admin:blog_post_change", args=[post.pk]),
        )
        for post in drafts
    ]
