from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lean.project import Project
from municipality.models import Department


class DepartmentFilter(forms.Form):
    """What is not a choice is no filter: an old or mistyped address still shows the list."""

    avdeling = forms.ModelChoiceField(
        Department.objects.all(),
        to_field_name="slug",
        label=_("Department"),
        required=False,
        empty_label=_("All"),
    )

    def __init__(self, asked: Any) -> None:
        super().__init__(asked, label_suffix="")
        for field in self.fields.values():
            field.widget.attrs["class"] = "ds-input"

    def department(self) -> Department | None:
        self.is_valid()
        return self.cleaned_data.get("avdeling")


class ProjectFilter(DepartmentFilter):
    status = forms.ChoiceField(
        choices=[("", _("All")), *Project.Status.choices], label=_("Status"), required=False
    )

    def chosen(self, projects: Any) -> Any:
        self.is_valid()
        given = self.cleaned_data
        if given.get("avdeling"):
            projects = projects.filter(department=given["avdeling"])
        if given.get("status"):
            projects = projects.filter(status=given["status"])
        return projects
