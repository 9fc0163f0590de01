from typing import Any

app_name = "guidelines"

urlpatterns: list[Any] = []
