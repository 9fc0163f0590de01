"""The one view that serves uploads. File names are made from contents, so they never change."""

import posixpath

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

# What may be shown in place. Nothing else is served.
KINDS = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    kind = KINDS.get(posixpath.splitext(name)[1])
    # A plain path alone: «..», «//» and back slashes are nobody's address here.
    if kind is None or name != posixpath.normpath(name) or name.startswith("..") or "\\" in name:
        raise Http404("no such file")
    etag = f'"{name}"'
    if request.headers.get("If-None-Match") == etag:
        return with_caching(HttpResponse(status=304), etag)
    try:
        file = default_storage.open(name)
    except (OSError, ValueError, SuspiciousOperation) as error:
        raise Http404("no such file") from error
    return with_caching(FileResponse(file, content_type=kind), etag)


def with_caching(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["Cache-Control"] = FOR_EVER
    response["ETag"] = etag
    # Feed readers, and whoever shows a shared link, load our pictures from their own pages.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
