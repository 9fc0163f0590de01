from typing import ClassVar

from django.db import models

from lean.project import Project


class Origin(models.Model):
    """Whose project this one is a copy of: the credit, and why it is not copied twice."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="origin")
    url = models.URLField(max_length=500, unique=True)
    municipality = models.CharField(max_length=200)
    licence = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return self.url
