from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import conditional_page, require_safe
from django.views.i18n import JavaScriptCatalog

from blog.models import Post
from blog.sidebar import sidebar
from municipality.middleware import municipality_of
from utsira import health as checks
from utsira.login import LoginForm, carried, given_back, login_page

NEWEST = 5

# The words of scripts. Asked for anew on every page, so that a changed language is seen at once;
# sent anew only when they differ.
javascript_catalog = cache_control(no_cache=True)(
    conditional_page(
        JavaScriptCatalog.as_view(packages=["django.contrib.admin", "django_prose_editor"])
    )
)


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    if not municipality_of(request).name:
        return render(request, "utsira/welcome.html", {"data_dir": data_dir_to_name()})
    posts = Post.objects.published().for_lists()[:NEWEST]
    return render(request, "utsira/front_page.html", {"posts": posts, **sidebar()})


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200, or 503 with the names of the checks that fail."""
    failing = checks.failing()
    return JsonResponse({"failing": failing}, status=503 if failing else 200)


def data_dir_to_name() -> str:
    """The DATA_DIR that a command must be given to reach this database; empty for the default.
    A folder outside the project is the operator's to know, not the public's."""
    default = settings.BASE_DIR / "var"
    if default == settings.DATA_DIR:
        return ""
    inside = settings.DATA_DIR.is_relative_to(settings.BASE_DIR)
    return str(settings.DATA_DIR.relative_to(settings.BASE_DIR)) if inside else "…"


def error(request: HttpRequest, status: int, heading: str, advice: str) -> HttpResponse:
    context = {"heading": heading, "advice": advice, "status": status}
    return render(request, "utsira/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("The address or the form holds something that we cannot read. Check the address.")
    return error(request, 400, _("We did not understand that"), advice)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("You need to log in as somebody who may open this page.")
    return error(request, 403, _("You may not open this page"), advice)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Staff whose token is from an earlier login get back what they wrote; others are refused."""
    if not is_sent_by_own_page(request) or not request.path.startswith(reverse("admin:index")):
        advice = _("The form has been open too long. Go back, load the page anew, and try again.")
        return error(request, 403, _("We could not receive this form"), advice)
    if request.path == reverse("admin:login"):
        return redirect(request.get_full_path())
    if request.user.is_anonymous:
        return login_page(admin.site, request, LoginForm(request), status=403)
    response = given_back(admin.site, request, carried(request))
    response.status_code = 403
    return response


def is_sent_by_own_page(request: HttpRequest) -> bool:
    """Nobody else's page may put words into a form that a colleague then saves."""
    origin = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == origin


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _(
        "The address may be misspelt, or the page may have moved. Start from the front page."
    )
    return error(request, 404, _("We cannot find the page"), advice)


def server_error(request: HttpRequest) -> HttpResponse:
    advice = _("The fault is ours. Try again in a little while.")
    return error(request, 500, _("Something went wrong here"), advice)
