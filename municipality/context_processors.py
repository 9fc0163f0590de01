from typing import Any

from django.conf import settings
from django.http import HttpRequest

from municipality.models import Municipality


def municipality(request: HttpRequest) -> dict[str, Any]:
    found = getattr(request, "municipality", None)
    return {"municipality": found or Municipality(), "DEMO": settings.DEMO}
