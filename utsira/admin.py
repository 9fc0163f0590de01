"""The staff's front page: what waits for you, your drafts, what comes, what is new."""

import logging
from collections.abc import Callable
from functools import partial, update_wrapper, wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

import aggregator.waiting
import blog.waiting
import contact.waiting
import dialogue.waiting
import guidelines.waiting
import lean.waiting
import municipality.waiting
from blog.models import Post
from municipality.attempts import TooManyAttempts
from municipality.middleware import municipality_of
from municipality.notice import Notice
from publishing.waiting import Waiting
from utsira.device import remember_device
from utsira.login import LoginForm, log_in_and_go_on, too_many

logger = logging.getLogger(__name__)

ROWS = 6
LONGEST_SEARCH = 200
APP_ORDER = [
    "blog",
    "contact",
    "dialogue",
    "lean",
    "guidelines",
    "aggregator",
    "publishing",
    "municipality",
]
METHODS = ["GET", "HEAD", "POST"]


class UtsiraAdminSite(admin.AdminSite):
    index_template = "admin/dashboard.html"
    index_title = gettext_lazy("Your desk")
    enable_nav_sidebar = True
    login_form = LoginForm

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        name = municipality_of(request).name or "Utsira"
        return super().each_context(request) | {"site_header": name, "site_title": name}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        return sorted(apps, key=lambda app: position(app["app_label"]))

    def get_urls(self) -> list[Any]:
        """Without the address that leads to any row of any table, whoever asks."""
        urls = super().get_urls()
        return [url for url in urls if getattr(url, "name", "") != "view_on_site"]

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        try:
            response: HttpResponse = super().login(request, extra_context)
        except TooManyAttempts as refusal:
            return too_many(request, refusal)
        if request.method == "POST" and response.status_code == 302:
            remember_device(response, request.user.get_username())
        return response

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """What is sent when the login has ended waits in the login form, and is not lost."""
        guarded = super().admin_view(forgiving(view), cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            logs_out = request.path == reverse("admin:logout")
            if request.method == "POST" and request.user.is_anonymous and not logs_out:
                return log_in_and_go_on(self, request, partial(guarded, *args, **kwargs))
            return guarded(request, *args, **kwargs)

        return update_wrapper(inner, view)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        return super().index(request, dashboard(request) | (extra_context or {}))


def forgiving(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answer 400 where Django's own pages would fall over an address or a choice that nobody is
    shown: letters or 5,000 digits for a number, the year 9999, a search for 2,000 words."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if len(request.GET.get("q", "")) > LONGEST_SEARCH:
            raise BadRequest("too long a search")
        try:
            response = view(request, *args, **kwargs)
            # A page that is drawn after the view has returned falls over later.
            return response.render() if isinstance(response, TemplateResponse) else response
        except (ValueError, OverflowError, DataError) as error:
            logger.warning("A staff page could not read its input", exc_info=True)
            raise BadRequest("input that cannot be read") from error

    return wrapped


def position(app_label: str) -> int:
    return APP_ORDER.index(app_label) if app_label in APP_ORDER else len(APP_ORDER)


def dashboard(request: HttpRequest) -> dict[str, Any]:
    visible = Post.objects.for_staff(request.user)
    posts = visible.select_related("author", "department").defer("body")
    mine = posts.filter(created_by=request.user.pk)
    return {
        "waiting": waiting(request),
        "may_edit": request.user.has_perm("blog.change_post"),
        "may_add": request.user.has_perm("blog.add_post"),
        "may_moderate": request.user.has_perm("dialogue.moderate_contribution"),
        "drafts": mine.drafts().order_by("-pk")[:ROWS],
        "scheduled": posts.scheduled().order_by("published_at")[:ROWS],
        "newest": posts.published()[:ROWS],
        **notices(request),
    }


def notices(request: HttpRequest) -> dict[str, Any]:
    """What stands on every page now, and the short form for those who may raise a notice."""
    notice_admin: Any = admin.site.get_model_admin(Notice)
    may_raise = notice_admin.has_add_permission(request)
    return {
        "notices": Notice.objects.active(),
        "may_change_notice": notice_admin.has_change_permission(request),
        "notice_form": notice_admin.get_form(request)() if may_raise else None,
    }


def waiting(request: HttpRequest) -> list[Waiting]:
    user: Any = request.user
    apps = (contact, dialogue, lean, guidelines, blog, aggregator, municipality)
    return [row for app in apps for row in app.waiting.waiting(user)]
