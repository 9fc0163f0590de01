"""Who may log in. The demo's password is known to all, so it opens nothing outside the demo."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import check_password

DEMO_PASSWORD = "utsira-demo"  # noqa: S105  printed by the demo, and refused everywhere else


class StaffBackend(ModelBackend):
    """Refuses everybody whose password is the demo's, at the login and in sessions begun before."""

    def user_can_authenticate(self, user: Any) -> bool:
        # Django asks this at the login and again for the session of every request.
        if not super().user_can_authenticate(user):
            return False
        return settings.DEMO or not is_demo_password(user.password)


@lru_cache(maxsize=512)
def is_demo_password(hashed: str) -> bool:
    """Checking a password is slow by design: it is done once for each hash, not at each request."""
    return check_password(DEMO_PASSWORD, hashed)
