"""The views that serve uploads. File names are made from contents, so they never change."""

import posixpath

from django.contrib import admin
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publishing.attachments import FOLDER, Attachment, attachment_at
from publishing.documents import TYPES

# What may be shown in place. Documents are for download, and nothing else is served.
KINDS = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EVERY_TIME = "public, no-cache"


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    if name.startswith(FOLDER):
        return document(request, name)
    kind = KINDS.get(posixpath.splitext(name)[1])
    if kind is None:
        raise Http404("no such file")
    response = known(request, name) or FileResponse(stored(name), content_type=kind)
    response["Cache-Control"] = FOR_EVER
    response["ETag"] = etag(name)
    # Feed readers, and whoever shows a shared link, load our pictures from their own pages.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def document(request: HttpRequest, name: str) -> HttpResponseBase:
    """Public as long as its text is, and asked for anew every time: what is withdrawn is gone."""
    attachment = attachment_at(name)
    if attachment is None or not attachment.text.has_been_public:
        raise Http404("no such file")
    if attachment.text.withdrawn_at:
        # The address of the text is not told: words that are withdrawn may stand in it.
        context = {"reason": attachment.text.withdrawn_reason}
        response = render(request, "publishing/document_withdrawn.html", context, status=410)
        add_never_cache_headers(response)
        return response
    answer = known(request, name) or download(attachment)
    answer["Cache-Control"] = ASK_EVERY_TIME
    answer["ETag"] = etag(name)
    return answer


@require_safe
@never_cache
def document_preview(request: HttpRequest, name: str) -> HttpResponseBase:
    """The document of a text that is not public, for those who may edit the text."""
    attachment = attachment_at(FOLDER + name) if request.user.is_staff else None
    if attachment is None:
        raise PermissionDenied
    text_admin = admin.site.get_model_admin(type(attachment.text))
    if not text_admin.has_change_permission(request, attachment.text):
        raise PermissionDenied
    return download(attachment)


def download(attachment: Attachment) -> FileResponse:
    return FileResponse(
        stored(str(attachment.file.name)),
        as_attachment=True,
        filename=attachment.download_name,
        content_type=TYPES.get(attachment.kind, "application/octet-stream"),
    )


def stored(name: str) -> File:
    # A plain path alone: «..», «//» and back slashes are nobody's address here.
    if name != posixpath.normpath(name) or name.startswith("..") or "\\" in name:
        raise Http404("no such file")
    try:
        return default_storage.open(name)
    except (OSError, ValueError, SuspiciousOperation) as error:
        raise Http404("no such file") from error


def known(request: HttpRequest, name: str) -> HttpResponseBase | None:
    """Answer that the reader has it already, if so."""
    same = request.headers.get("If-None-Match") == etag(name)
    return HttpResponse(status=304) if same else None


def etag(name: str) -> str:
    return f'"{name}"'
