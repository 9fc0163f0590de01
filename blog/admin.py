from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import date
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.models import Post, PostAttachment
from publishing.attachments_admin import AttachmentInline
from publishing.publication_admin import PublicationAdmin, StateFilter


class PostAttachmentInline(AttachmentInline):
    model = PostAttachment


@admin.register(Post)
class PostAdmin(PublicationAdmin):
    list_display = ("title", "state", "published", "signed_by", "lang")
    list_filter = (StateFilter, "lang", "department", "author")
    list_per_page = 50
    search_fields = ("title", "ingress", "body", "tags__name")
    date_hierarchy = "published_at"
    ordering = ("-pk",)
    autocomplete_fields = ("picture",)
    filter_horizontal = ("projects",)
    fieldsets = (
        (None, {"fields": ("title", "ingress", "body")}),
        (_("Picture on top"), {"fields": ("picture", "picture_alt", "picture_decorative")}),
        (_("Who signs"), {"fields": ("author", "department")}),
        (_("LEAN"), {"fields": ("projects",)}),
        (_("Comments"), {"fields": ("comments_open", "moderation")}),
        (_("Publishing"), {"fields": ("published_at", "lang", "tags", "slug", "change_note")}),
    )

    inlines = (PostAttachmentInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        posts: QuerySet[Post] = super().get_queryset(request)
        return posts.select_related("author", "department")

    def preview_url(self, text: Post) -> str:
        return reverse("blog:post_preview", args=[text.pk])

    @admin.display(description=_("published"), ordering="published_at")
    def published(self, post: Post) -> str:
        return (
            date(timezone.localtime(post.published_at), "d.m.Y H.i") if post.published_at else "–"
        )

    @admin.display(description=_("signed by"))
    def signed_by(self, post: Post) -> str:
        return post.byline or "–"
