"""Two plain texts that machines look for at fixed addresses."""

from datetime import datetime, time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from municipality.middleware import municipality_of
from publishing.addresses import absolute

PLAIN = "text/plain; charset=utf-8"
CLOSED = ["/admin/", "/sok/"]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = ["/"] if settings.DEMO else CLOSED
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines.append(f"Sitemap: {absolute(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell about a hole in the site's security."""
    municipality = municipality_of(request)
    if not (municipality.security_contact and municipality.security_expires):
        raise Http404("no contact is given")
    midnight = timezone.make_aware(datetime.combine(municipality.security_expires, time()))
    facts = {
        "Contact": f"mailto:{municipality.security_contact}",
        "Expires": midnight.isoformat(),
        "Preferred-Languages": "nb, nn, en",
        "Canonical": absolute(reverse("security_txt")),
        "Policy": municipality.security_policy,
    }
    lines = [f"{name}: {value}" for name, value in facts.items() if value]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)
