from typing import Any

from django.contrib import admin

from lean.flow_admin import flow_urls
from lean.measure_admin import measure_urls
from lean.project import Project


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    def get_urls(self) -> list[Any]:
        return [*flow_urls(self), *measure_urls(self), *super().get_urls()]
