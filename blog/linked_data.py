"""What machines are told about a post."""

from typing import Any

from django.utils import timezone

from blog.models import Post
from municipality.linked_data import publisher
from municipality.models import Municipality
from publishing.addresses import absolute
from publishing.linked_data import filled, image_object
from publishing.sharing import Share


def share_of(post: Post) -> Share:
    return Share(
        title=post.title,
        path=post.get_absolute_url(),
        lang=post.lang,
        description=post.ingress,
        kind="article",
        picture=post.picture,
        picture_text=post.picture_text,
        published_at=post.published_at,
        updated_at=post.updated_at,
    )


def posting(post: Post, municipality: Municipality, *, comments: int = 0) -> dict[str, Any]:
    address = absolute(post.get_absolute_url())
    return filled(
        {
            "@type": "BlogPosting",
            "@id": post.uid.urn,
            "url": address,
            "mainEntityOfPage": address,
            "headline": post.title,
            "description": post.ingress,
            "inLanguage": post.lang,
            "datePublished": local(post.published_at),
            "dateModified": local(post.updated_at or post.published_at),
            "author": author(post) or publisher(municipality),
            "publisher": publisher(municipality),
            "image": image_object(post.picture, post.picture_text),
            "keywords": [tag.name for tag in post.tags.all()],
            "commentCount": comments,
        }
    )


def author(post: Post) -> dict[str, Any]:
    if post.author:
        return filled({"@type": "Person", "name": post.author.name, "jobTitle": post.author.title})
    return {"@type": "Organization", "name": post.department.name} if post.department else {}


def local(moment: Any) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
