"""Who may do what with a text in the admin. The rule itself is the text's: Publication.may_edit."""

from typing import Any

from django.http import HttpRequest

from publishing.publication import may


class PublicationRights:
    model: Any

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)  # type: ignore[misc]
        return rows.for_staff(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_view_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or obj.may_open(request.user))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or obj.may_edit(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What has been public once is withdrawn, never deleted."""
        allowed: bool = super().has_delete_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or (obj.may_edit(request.user) and not obj.has_been_public))

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "publish", self.model)

    def has_purge_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "purge", self.model)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A date publishes, so it is set by those who may."""
        fields = super().get_readonly_fields(request, obj)  # type: ignore[misc]
        return fields if self.has_publish_permission(request) else (*fields, "published_at")
