from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from blog.models import Post
from publishing.models import Tag


def sidebar() -> dict[str, Any]:
    """What stands beside the posts: {"tags": most used first, "archive": newest month first}."""
    public = Q(
        tagged_posts__content_object__published_at__lte=timezone.now(),
        tagged_posts__content_object__withdrawn_at=None,
    )
    tags = Tag.objects.annotate(posts=Count("tagged_posts", filter=public)).filter(posts__gt=0)
    months = Post.objects.published().annotate(month=TruncMonth("published_at"))
    archive = months.order_by("-month").values("month").annotate(posts=Count("pk"))
    return {"tags": tags.order_by("-posts", "name")[:20], "archive": archive}
