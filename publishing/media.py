"""The one view that serves uploads."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    raise Http404
    return FileResponse()
