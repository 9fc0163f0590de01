"""The checklist of one project, on one page: what is ticked has evidence."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lean.checklist import CheckItem
from lean.principles import Principle
from lean.project import Project, ProjectAttachment
from lean.project_page import ProjectPage, page_view
from publishing.sanitiser import is_blank

DONE = CheckItem.State.DONE


def hidden_initial(field: models.Field, **kwargs: Any) -> Any:
    """What the form was made from comes back with it: only what this person has changed is
    saved, and what a colleague has answered meanwhile stays."""
    if isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    return field.formfield(show_hidden_initial=True, **kwargs)


class CheckItemForm(forms.ModelForm):
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
        for name in self.fields.keys() & cleaned.keys() & CHECKED:
            if name not in self.changed_data:
                cleaned[name] = getattr(self.instance, name)
            elif self.is_answered_meanwhile(name):
                self.refuse(name)
        # What is wrong with the evidence is said where it stands: then some is shown.
        is_shown = self.errors or self.has_evidence(cleaned)
        if cleaned.get("state") == DONE and not is_shown:
            sentence = _("Show it first: write, link to or choose the evidence.")
            self.add_error("evidence_text", sentence)
        return cleaned

    def is_answered_meanwhile(self, name: str) -> bool:
        """Whether what is stored is neither what this person saw, nor what is sent."""
        field, bound = self.fields[name], self[name]
        seen = self.data.get(bound.html_initial_name)
        sent, stored = self.data.get(bound.html_name), self.initial.get(name)
        return field.has_changed(stored, seen) and field.has_changed(stored, sent)

    def refuse(self, name: str) -> None:
        """Once: the form that comes back is made from what is stored now."""
        stored = self.fields[name].prepare_value(self.initial.get(name))
        sent: Any = self.data
        sent[self[name].html_initial_name] = "" if stored is None else str(stored)
        sentence = _("A colleague has changed this while you wrote. Save once more to keep yours.")
        self.add_error(name, sentence)

    def has_evidence(self, cleaned: dict[str, Any]) -> bool:
        """What nobody can see shows nothing."""
        is_written = not is_blank(cleaned.get("evidence_text") or "")
        return bool(is_written or cleaned.get("evidence_link") or cleaned.get("evidence_file"))

    def save(self, commit: bool = True) -> Any:
        """A tick says who made it, and when."""
        item: Any = self.instance
        if item.state != DONE:
            item.ticked_by, item.ticked_on = None, None
        elif item.ticked_by_id is None:
            item.ticked_by, item.ticked_on = self.user, timezone.localdate()
        return super().save(commit)


CHECKED = set(CheckItemForm.Meta.fields)

# No row is made here, whatever is sent: the questions come from the template.
CheckFormSet: Any = forms.modelformset_factory(
    CheckItem, form=CheckItemForm, extra=0, edit_only=True
)


def checklist_urls(model_admin: Any) -> list[URLPattern]:
    view = page_view(model_admin, checklist_view)
    return [path("<int:pk>/sjekkliste/", view, name="lean_project_checklist")]


def checklist_view(page: ProjectPage) -> HttpResponse:
    formset = CheckFormSet(
        page.request.POST.copy() if page.request.method == "POST" else None,
        queryset=page.project.checklist.select_related("evidence_file", "ticked_by"),
        form_kwargs={"project": page.project, "user": page.request.user},
    )
    if not (formset.is_bound and formset.is_valid()):
        return shown(page, formset)
    formset.save()
    number = len(formset.changed_objects)
    done = ngettext("%(n)d answer is saved.", "%(n)d answers are saved.", number)
    return page.done(done % {"n": number})


def shown(page: ProjectPage, formset: Any) -> HttpResponse:
    principles = [
        (principle, [form for form in formset if form.instance.principle == principle])
        for principle in Principle
    ]
    return page.shown(
        "admin/project_checklist.html",
        title=_("Checklist: %(project)s") % {"project": page.project},
        formset=formset,
        principles=principles,
    )
