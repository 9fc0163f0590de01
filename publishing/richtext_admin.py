"""What the rich text editor needs from an admin page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from js_asset import Media


class RichTextAdminMixin:
    """Gives the editor's import map the page's nonce."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = with_nonce(context["media"], request)
        response: HttpResponse = super().render_change_form(  # type: ignore[misc]
            request, context, *args, **kwargs
        )
        return response

    def render_history_view(
        self, request: HttpRequest, template: str, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        if "media" in context:
            context["media"] = with_nonce(context["media"], request)
        response: HttpResponse = super().render_history_view(  # type: ignore[misc]
            request, template, context, **kwargs
        )
        return response


def with_nonce(media: Any, request: HttpRequest) -> Media:
    return Media.from_media(media).with_nonce(str(request.csp_nonce))  # type: ignore[attr-defined]
