"""The staff's front page: what waits for you, your drafts, what comes, what is new."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy

import blog.waiting
import municipality.waiting
from blog.models import Post
from municipality.middleware import municipality_of
from publishing.waiting import Waiting

ROWS = 6
APP_ORDER = ["blog", "publishing", "municipality", "auth"]


class UtsiraAdminSite(admin.AdminSite):
    index_template = "admin/dashboard.html"
    index_title = gettext_lazy("Your desk")
    enable_nav_sidebar = True

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        name = municipality_of(request).name or "Utsira"
        return super().each_context(request) | {"site_header": name, "site_title": name}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        return sorted(apps, key=lambda app: position(app["app_label"]))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        return super().index(request, dashboard(request) | (extra_context or {}))


def position(app_label: str) -> int:
    return APP_ORDER.index(app_label) if app_label in APP_ORDER else len(APP_ORDER)


def dashboard(request: HttpRequest) -> dict[str, Any]:
    posts = Post.objects.select_related("author", "department").defer("body")
    mine = posts.filter(created_by=request.user.pk)
    return {
        "waiting": waiting(request),
        "may_edit": request.user.has_perm("blog.change_post"),
        "may_add": request.user.has_perm("blog.add_post"),
        "drafts": mine.drafts().order_by("-pk")[:ROWS],
        "scheduled": posts.scheduled().order_by("published_at")[:ROWS],
        "newest": posts.published()[:ROWS],
    }


def waiting(request: HttpRequest) -> list[Waiting]:
    user: Any = request.user
    return [*blog.waiting.waiting(user), *municipality.waiting.waiting(user)]
