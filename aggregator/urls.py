from typing import Any

app_name = "aggregator"

urlpatterns: list[Any] = []
