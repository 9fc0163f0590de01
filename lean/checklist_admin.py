"""The checklist of one project, on one page: what is ticked has evidence."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lean.checklist import CheckItem
from lean.principles import Principle
from lean.project import Project, ProjectAttachment

DONE = CheckItem.State.DONE


def hidden_initial(field: models.Field, **kwargs: Any) -> Any:
    """What the form was made from comes back with it: only what this person has changed is
    saved, and a colleague's answers to other questions stay."""
    if isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    return field.formfield(show_hidden_initial=True, **kwargs)


class CheckItemForm(forms.ModelForm):
    data: Any  # a copy of what was sent, in which what was shown can be renewed

    class Meta:
        model = CheckItem
        fields = ("state", "evidence_text", "evidence_link", "evidence_file")
        widgets = {
            "state": forms.RadioSelect,
            "evidence_text": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "evidence_link": forms.URLInput(attrs={"class": "vURLField"}),
        }
        formfield_callback = hidden_initial

    def __init__(self, *args: Any, project: Project, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        documents: Any = self.fields["evidence_file"]
        documents.queryset = ProjectAttachment.objects.filter(text=project)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") == DONE and not self.has_evidence(cleaned):
            sentence = _("Show it first: write, link to or choose the evidence.")
            self.add_error("evidence_text", sentence)
        if self.has_changed() and self.is_overtaken():
            self.add_error("state", overtaken(self.instance))
            self.see_what_stands()
        return cleaned

    def is_overtaken(self) -> bool:
        """Whether a colleague has answered the same question since this page was shown."""
        return any(
            bound.field.has_changed(bound.initial, self.shown(bound))
            for bound in self
            if bound.field.show_hidden_initial
        )

    def shown(self, bound: Any) -> Any:
        widget = bound.field.hidden_widget()
        return widget.value_from_datadict(self.data, self.files, bound.html_initial_name)

    def see_what_stands(self) -> None:
        """The next time, this person has seen the colleague's answer."""
        for bound in self:
            if bound.field.show_hidden_initial:
                stands = bound.field.prepare_value(bound.initial)
                self.data[bound.html_initial_name] = "" if stands is None else stands

    def has_evidence(self, cleaned: dict[str, Any]) -> bool:
        return any(cleaned.get(f"evidence_{kind}") for kind in ("text", "link", "file"))

    def _post_clean(self) -> None:
        # Before the constraints are asked: they want to know who ticked, and when.
        item: Any = self.instance
        if self.cleaned_data.get("state") != DONE:
            item.ticked_by, item.ticked_on = None, None
        elif item.ticked_by_id is None:
            item.ticked_by, item.ticked_on = self.user, timezone.localdate()
        super()._post_clean()  # type: ignore[misc]


def overtaken(item: CheckItem) -> str:
    stands = ". ".join(filter(None, [item.get_state_display(), item.evidence_text]))
    return _(
        "A colleague has answered this while you wrote: «%(answer)s». Yours stands here: save it "
        "once more to put it in place of the other."
    ) % {"answer": stands}


CheckFormSet: Any = forms.modelformset_factory(CheckItem, form=CheckItemForm, extra=0)


@require_http_methods(["GET", "HEAD", "POST"])
def checklist_view(request: HttpRequest, pk: int) -> HttpResponse:
    project = get_object_or_404(Project.objects.for_staff(request.user), pk=pk)
    if not project.may_edit(request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    formset = CheckFormSet(
        request.POST.copy() if request.method == "POST" else None,
        queryset=project.checklist.select_related("evidence_file"),
        form_kwargs={"project": project, "user": request.user},
    )
    if formset.is_bound and formset.is_valid():
        with transaction.atomic():
            formset.save()
        number = len(formset.changed_objects)
        done = ngettext("%(n)d answer is saved.", "%(n)d answers are saved.", number)
        messages.success(request, done % {"n": number})
        return redirect(reverse("admin:lean_project_checklist", args=[project.pk]))
    return draw(request, project, formset)


def draw(request: HttpRequest, project: Project, formset: Any) -> HttpResponse:
    principles = [
        (principle, [form for form in formset if form.instance.principle == principle])
        for principle in Principle
    ]
    context = {
        **admin.site.each_context(request),
        "opts": Project._meta,
        "original": project,
        "title": _("Checklist: %(project)s") % {"project": project},
        "formset": formset,
        "principles": principles,
    }
    return TemplateResponse(request, "admin/project_checklist.html", context)
