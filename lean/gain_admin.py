"""Where gains are written: what is expected, and after 3, 6 and 12 months what came."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lean.flow_admin import project_to_edit
from lean.gain import FollowUp, Gain
from lean.gain_forms import FollowUpForm, GainForm
from lean.gain_story import gain_told, gains_of
from lean.measure_admin import shared, stored
from lean.project import Project
from lean.seen import CHANGED, seen


def gain_urls(model_admin: Any) -> list[URLPattern]:
    wrap = model_admin.admin_site.admin_view
    every, one = partial(gain_list, model_admin), partial(gain_detail, model_admin)
    return [
        path("<int:pk>/gevinster/", wrap(every), name="lean_project_gains"),
        path("<int:pk>/gevinster/<int:gain_pk>/", wrap(one), name="lean_project_gain"),
    ]


def gain_list(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    with transaction.atomic():
        project = project_to_edit(request, pk)
        blank = Gain(project=project, owner_role=project.owner_role)
        form = GainForm(request.POST or None, instance=blank)
        if form.is_valid() and stored(form):
            sentence = _("«%(name)s» is saved.") % {"name": form.instance}
            model_admin.log_change(request, project, sentence)
            messages.success(request, sentence)
            return HttpResponseRedirect(address_of(form.instance))
        context = shared(model_admin, request, project) | {
            "title": _("Gains"),
            "form": form,
            "gains": gains_of(project),
        }
        return TemplateResponse(request, "lean/gain_list.html", context)


def gain_detail(model_admin: Any, request: HttpRequest, pk: int, gain_pk: int) -> HttpResponse:
    with transaction.atomic():
        project = project_to_edit(request, pk)
        gain = get_object_or_404(project.gains, pk=gain_pk)
        return GainPage(model_admin, request, project, gain).answer()


class GainPage:
    """One gain, and its three follow-ups: four forms on one page, one of them sent at a time."""

    def __init__(
        self, model_admin: Any, request: HttpRequest, project: Project, gain: Gain
    ) -> None:
        self.model_admin, self.request = model_admin, request
        self.project, self.gain = project, gain

    def answer(self) -> HttpResponse:
        verb = self.request.POST.get("do", "")
        if verb == "remove_gain":
            return self._remove()
        forms = self._forms(verb)
        for form in forms.values():
            if form.is_bound and self.request.POST.get("seen") != self._seen():
                form.add_error(None, CHANGED)
            if form.is_bound and form.is_valid() and stored(form):
                return self._done(_("«%(name)s» is saved.") % {"name": self._name(form.instance)})
        return self._shown(forms)

    def _forms(self, verb: str) -> dict[str, Any]:
        sent, there = self.request.POST, {row.months: row for row in self.gain.follow_ups.all()}
        # A form changes its row even when it refuses: each has its own.
        own = Gain.objects.get(pk=self.gain.pk)
        forms: dict[str, Any] = {
            "gain": GainForm(sent if verb == "gain" else None, instance=own, prefix="gain")
        }
        for months in FollowUp.After.values:
            row = there.get(months) or FollowUp(months=months)
            row.gain = self.gain
            name = f"after-{months}"
            forms[name] = FollowUpForm(sent if verb == name else None, instance=row, prefix=name)
        return forms

    def _seen(self) -> str:
        return seen(Gain.objects.get(pk=self.gain.pk), *FollowUp.objects.filter(gain=self.gain))

    def _name(self, row: Gain | FollowUp) -> str:
        return str(row) if isinstance(row, Gain) else f"{self.gain}: {row}"

    def _remove(self) -> HttpResponse:
        if self.gain.follow_ups.exists():
            messages.error(self.request, _("A gain that is followed up is not removed."))
            return HttpResponseRedirect(address_of(self.gain))
        sentence = _("«%(name)s» is removed.") % {"name": self.gain}
        self.gain.delete()
        return self._done(sentence, reverse("admin:lean_project_gains", args=[self.project.pk]))

    def _done(self, sentence: str, address: str = "") -> HttpResponse:
        self.model_admin.log_change(self.request, self.project, sentence)
        messages.success(self.request, sentence)
        return HttpResponseRedirect(address or address_of(self.gain))

    def _shown(self, forms: dict[str, Any]) -> HttpResponse:
        gain = Gain.objects.get(pk=self.gain.pk)
        told = gain_told(gain)
        form = forms.pop("gain")
        context = shared(self.model_admin, self.request, self.project) | {
            "title": str(gain),
            "told": told,
            "form": form,
            "follow_ups": list(zip(forms.items(), told.rows, strict=True)),
            "seen": self._seen(),
        }
        return TemplateResponse(self.request, "lean/gain_detail.html", context)


def address_of(gain: Gain) -> str:
    return reverse("admin:lean_project_gain", args=[gain.project_id, gain.pk])
