"""Puts the demo's comments in place. One that is there is left alone: moderators try things out."""

from typing import Any

from django.utils import timezone

from blog.models import Comment, Post
from dialogue.contribution import Contribution
from dialogue.moderation import hide, signature
from municipality.models import Person
from utsira.demo.voices import COMMENTS, DemoComment


def put_comments(posts: dict[str, Post], people: dict[str, Person]) -> None:
    there = set(Contribution.objects.values_list("token", flat=True))
    for comment in COMMENTS:
        if comment.mark not in there:
            put_comment(comment, posts[comment.post], people.get(comment.person))


def put_comment(comment: DemoComment, post: Post, person: Person | None) -> None:
    row = Contribution.objects.create(
        token=comment.mark,
        text=comment.text,
        lang=post.lang,
        answers=Contribution.objects.filter(token=comment.answers).first(),
        about=post.title,
        about_excerpt=post.ingress,
        about_address=post.get_absolute_url(),
        **signed(comment, person),
        **state(comment),
    )
    Comment.objects.create(contribution=row, post=post)
    if comment.rule:
        hide(row, by=None, rule=comment.rule, reason=comment.reason)


def signed(comment: DemoComment, person: Person | None) -> dict[str, Any]:
    if person is None:
        return {"name": comment.name}
    channel = Contribution.Channel.STAFF
    return {
        "name": person.name,
        "person": person,
        "signature": signature(person),
        "channel": channel,
    }


def state(comment: DemoComment) -> dict[str, Any]:
    if comment.made_at is None:
        return {"created_at": timezone.now()}
    return {
        "state": Contribution.State.PUBLISHED,
        "created_at": comment.made_at,
        "published_at": comment.made_at,
        "decided_at": comment.made_at,
    }
