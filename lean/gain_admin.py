"""Where gains are written: what is expected, and after 3, 6 and 12 months what came."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lean.gain import FollowUp, Gain
from lean.gain_forms import FollowUpForm, GainForm
from lean.gain_story import gain_told, gains_of
from lean.project_page import ProjectPage, page_view, stored
from lean.seen import CHANGED, seen


def gain_urls(model_admin: Any) -> list[URLPattern]:
    every, one = page_view(model_admin, gain_list), page_view(model_admin, gain_detail)
    return [
        path("<int:pk>/gevinster/", every, name="lean_project_gains"),
        path("<int:pk>/gevinster/<int:gain_pk>/", one, name="lean_project_gain"),
    ]


def gain_list(page: ProjectPage) -> HttpResponse:
    project = page.project
    blank = Gain(project=project, owner_role=project.owner_role)
    form = GainForm(page.request.POST or None, instance=blank)
    if form.is_valid() and stored(form):
        return page.saved(form.instance, address_of(form.instance))
    return page.shown("lean/gain_list.html", title=_("Gains"), form=form, gains=gains_of(project))


def gain_detail(page: ProjectPage, gain_pk: int) -> HttpResponse:
    return GainPage(page, get_object_or_404(page.project.gains, pk=gain_pk)).answer()


@dataclass(frozen=True)
class GainPage:
    """One gain, and its three follow-ups: four forms on one page, one of them sent at a time."""

    page: ProjectPage
    gain: Gain

    def answer(self) -> HttpResponse:
        sent = self.page.request.POST
        verb = sent.get("do", "")
        if verb == "remove_gain":
            return self._remove()
        forms = self._forms(verb)
        for form in forms.values():
            if form.is_bound and sent.get("seen") != self._seen():
                form.add_error(None, CHANGED)
            if form.is_bound and form.is_valid() and stored(form):
                return self.page.saved(self._name(form.instance), address_of(self.gain))
        return self._shown(forms)

    def _forms(self, verb: str) -> dict[str, Any]:
        sent = self.page.request.POST
        there = {row.months: row for row in self.gain.follow_ups.all()}
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
            sentence = _("A gain that is followed up is not removed.")
            return self.page.refused(sentence, address_of(self.gain))
        self.gain.delete()
        every = reverse("admin:lean_project_gains", args=[self.page.project.pk])
        return self.page.removed(self.gain, every)

    def _shown(self, forms: dict[str, Any]) -> HttpResponse:
        gain = Gain.objects.get(pk=self.gain.pk)
        told = gain_told(gain)
        form = forms.pop("gain")
        return self.page.shown(
            "lean/gain_detail.html",
            title=str(gain),
            told=told,
            form=form,
            follow_ups=list(zip(forms.items(), told.rows, strict=True)),
            seen=self._seen(),
        )


def address_of(gain: Gain) -> str:
    return reverse("admin:lean_project_gain", args=[gain.project_id, gain.pk])
