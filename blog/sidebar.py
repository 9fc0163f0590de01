from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from blog.models import Post
from publishing.models import Tag
from publishing.sorting import norwegian_key

MOST_TAGS = 20


def sidebar() -> dict[str, Any]:
    """What stands beside the posts: {"tags": most used first, "archive": newest month first}."""
    months = Post.objects.published().annotate(month=TruncMonth("published_at"))
    archive = months.order_by("-month").values("month").annotate(posts=Count("pk"))
    return {"tags": public_tags(), "archive": archive}


def public_tags() -> list[Tag]:
    """The tags of public posts, each with `posts`, their number: most used first, then by name."""
    public = Q(
        tagged_posts__content_object__published_at__lte=timezone.now(),
        tagged_posts__content_object__withdrawn_at=None,
    )
    tags = Tag.objects.annotate(posts=Count("tagged_posts", filter=public)).filter(posts__gt=0)
    return sorted(tags, key=lambda tag: (-tag.posts, norwegian_key(tag.name)))[:MOST_TAGS]
