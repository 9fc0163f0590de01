import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from blog.comment import Comment as Comment  # a table of this app
from blog.comment import number_of_comments
from lean.models import Project
from municipality.models import Department, Municipality, Person
from publishing.attachments import Attachment
from publishing.models import PictureUse, Tag
from publishing.plain import running_text
from publishing.publication import Publication, PublicationQuerySet
from publishing.richtext import RichTextField
from publishing.search import SearchText

OLD = timedelta(days=5 * 365)
# What a link to a post is written from.
LINKED = ("title", "slug", "lang", "published_at")


class TaggedPost(ItemBase):
    content_object = models.ForeignKey("Post", on_delete=models.CASCADE)
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="tagged_posts")

    class Meta:
        verbose_name = _("post")  # what a tag that is in use is said to be used by
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="a_post_has_a_tag_once"),
        ]

    def __str__(self) -> str:
        return f"{self.content_object}: {self.tag}"


class PostQuerySet(PublicationQuerySet):
    def for_lists(self) -> Self:
        related = self.select_related("author", "department", "picture")
        counted = related.annotate(comment_count=number_of_comments())
        return counted.prefetch_related("tags").defer("body")

    def for_page(self) -> Self:
        return self.select_related("author", "department", "picture").prefetch_related("tags")


class Post(Publication, PictureUse):  # type: ignore[django-manager-missing]
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("title", "ingress", "body")

    # What feed readers know the post by. No address: host, date and slug may all change.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ingress = models.TextField(
        _("ingress"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences that say what is most important. Stands in lists."),
    )
    body = RichTextField(_("text"), blank=True)
    author = models.ForeignKey(
        Person,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        help_text=_("Left empty, the department signs."),
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
    )
    tags = TaggableManager(
        _("tags"), through=TaggedPost, blank=True, help_text=_("Words with commas between.")
    )

    projects = models.ManyToManyField(
        Project,
        verbose_name=_("projects"),
        blank=True,
        related_name="posts",
        help_text=_("The projects that the post tells about. They link back to it."),
    )
    comments_open = models.BooleanField(
        _("open for comments"),
        default=True,
        help_text=_("Closed, the comments that are there still stand."),
    )
    moderation = models.CharField(
        _("comments are read"),
        max_length=6,
        choices=Municipality.Moderation.choices,
        blank=True,
        help_text=_("Left empty, as the municipality has decided for all posts."),
    )

    history = HistoricalRecords()

    objects: ClassVar[Any] = PostQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="post_newest_first")]

    def faults(self) -> dict[str, list[str]]:
        """A draft may be put away half written; the public gets an ingress too."""
        found = super().faults()
        missing = {} if self.ingress.strip() else {"ingress": [gettext("Write an ingress.")]}
        return found | missing

    def get_absolute_url(self) -> str:
        """The permanent address; the preview for what has no date yet."""
        if self.published_at is None:
            return reverse("blog:post_preview", args=[self.pk])
        day = timezone.localtime(self.published_at)
        return reverse("blog:post_detail", args=[day.year, f"{day.month:02}", self.slug])

    def search_text(self) -> SearchText | None:
        text = super().search_text()
        if text is None:
            return None
        tags = " ".join(self.tags.names())
        return replace(text, lead=self.ingress, keywords=tags, body=running_text(self.body))

    @property
    def byline(self) -> str:
        """Who signs: the author, else the department; empty when neither is named."""
        return self.author.byline if self.author else str(self.department or "")

    @property
    def is_historical(self) -> bool:
        """Old enough that a reader should be told: five years."""
        return self.published_at is not None and self.published_at < timezone.now() - OLD

    @property
    def is_open_for_comments(self) -> bool:
        return self.comments_open and self.is_public

    def newer(self) -> "Post | None":
        """The next public post in time."""
        later = Post.objects.published().filter(self._beside("gt"))
        return later.order_by("published_at", "pk").only(*LINKED).first()

    def older(self) -> "Post | None":
        """The public post before this one in time."""
        earlier = Post.objects.published().filter(self._beside("lt"))
        return earlier.only(*LINKED).first()

    def _beside(self, way: str) -> models.Q:
        same_moment = models.Q(published_at=self.published_at, **{f"pk__{way}": self.pk})
        return models.Q(**{f"published_at__{way}": self.published_at}) | same_moment

    def purge(self, *, reason: str) -> None:
        self.picture = None
        self.tags.clear()
        super().purge(reason=reason)


class PostAttachment(Attachment):
    text = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attachments")
