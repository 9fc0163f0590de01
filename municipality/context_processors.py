from typing import Any

from django.conf import settings
from django.http import HttpRequest

from municipality.frame import Frame
from municipality.middleware import municipality_of


def municipality(request: HttpRequest) -> dict[str, Any]:
    return {
        "municipality": municipality_of(request),
        "frame": Frame(request),
        "DEMO": settings.DEMO,
        "LARGEST_STAFF_BODY": settings.LARGEST_STAFF_BODY,
    }
