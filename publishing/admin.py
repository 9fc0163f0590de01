from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from taggit.admin import Tag as UnusedTag

from publishing.given_back import GivesBack
from publishing.history import HistoryAdmin
from publishing.models import Picture, Tag
from publishing.picker import picture_pick
from publishing.pictures import clean_upload
from publishing.search import index
from publishing.uses import Use, change_picture, is_locked, uses_of

# The library shows its own table of tags when it is imported; ours is another.
admin.site.unregister(UnusedTag)

LOCKED = _(
    "The picture stands in a text that is adopted and never changed. Upload the new file as a "
    "picture of its own."
)


def link_to(use: Use) -> str:
    return format_html('<a href="{}">{}</a>', use.admin_url, use) if use.admin_url else str(use)


class PictureForm(forms.ModelForm):
    # A plain field: what is wrong with a picture is said by `clean_upload`, in one sentence.
    file = forms.FileField(
        label=_("Picture file"),
        widget=AdminFileWidget,
        help_text=_("JPEG, PNG, WebP, GIF or AVIF, at most 15 MB. Place and camera are removed."),
    )

    def clean_file(self) -> Any:
        """Clean a new upload; leave the stored file alone."""
        file = self.cleaned_data["file"]
        stored = Picture.objects.filter(pk=self.instance.pk).first()
        if stored and file.name != stored.file.name and is_locked(stored):
            raise ValidationError(LOCKED)
        return clean_upload(file) if "file" in self.changed_data else file


@admin.register(Picture)
class PictureAdmin(HistoryAdmin):
    form = PictureForm
    list_display = ("thumbnail", "title", "alt", "uploaded_at")
    list_display_links = ("thumbnail", "title")
    list_per_page = 50
    search_fields = ("title", "alt", "credit")
    fields = ("file", "title", "alt", "credit")

    def get_urls(self) -> list[URLPattern]:
        pick = self.admin_site.admin_view(picture_pick)
        return [path("velger/", pick, name="publishing_picture_pick"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        obj._history_user = request.user  # type: ignore[attr-defined]
        change_picture(obj)

    def get_fields(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        return ("shown", *self.fields, "where_used") if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        return ("shown", "where_used") if obj else ()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What the database does not protect: the pictures inside texts."""
        gone, counts, permissions, _rows = super().get_deleted_objects(objs, request)
        return gone, counts, permissions, [link_to(use) for row in objs for use in uses_of(row)]

    @admin.display(description=_("where used"))
    def where_used(self, picture: Picture) -> str:
        uses = [(link_to(use),) for use in uses_of(picture)]
        items = format_html_join("", "<li>{}</li>", uses)
        return format_html("<ul>{}</ul>", items) if uses else str(_("Nowhere yet."))

    @admin.display(description=_("picture"))
    def shown(self, picture: Picture) -> str:
        size = (picture.width, picture.height)
        source = (picture.file.url, *size, picture.alt)
        return format_html(
            '<img class="followed-picture" src="{}" width="{}" height="{}" alt="{}">', *source
        )

    @admin.display(description=_("picture"))
    def thumbnail(self, picture: Picture) -> str:
        renditions = picture.file.aspect_ratios[None]["WEBP"]
        url = renditions[min(renditions)].url if renditions else picture.file.url
        return format_html('<img class="thumbnail" src="{}" alt="{}">', url, picture.alt)


@admin.register(Tag)
class TagAdmin(GivesBack, admin.ModelAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)
    fields = ("name",)  # the address is made once, and never changes

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        for relation in obj._meta.related_objects:
            if relation.one_to_many:
                for tagged in getattr(obj, str(relation.get_accessor_name())).all():
                    index(tagged.content_object)
