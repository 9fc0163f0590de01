"""Where indicators, their baselines and their readings are written."""

from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from lean.flow_admin import verb_of
from lean.measure import Indicator, Reading
from lean.measure_forms import IndicatorForm, ReadingForm
from lean.measure_story import measure_of, measures_of
from lean.project import Project
from lean.project_page import ProjectPage, page_view, stored
from lean.seen import CHANGED, seen


def measure_urls(model_admin: Any) -> list[URLPattern]:
    every, one = page_view(model_admin, indicator_list), page_view(model_admin, indicator_detail)
    return [
        path("<int:pk>/maal/", every, name="lean_project_measures"),
        path("<int:pk>/maal/<int:indicator_pk>/", one, name="lean_project_measure"),
    ]


def indicator_list(page: ProjectPage) -> HttpResponse:
    form = IndicatorForm(page.request.POST or None, instance=Indicator(project=page.project))
    if form.is_valid() and stored(form):
        return page.saved(form.instance, address_of(form.instance))
    measures = measures_of(page.project)
    return page.shown(
        "lean/indicator_list.html", title=_("Indicators"), form=form, measures=measures
    )


def indicator_detail(page: ProjectPage, indicator_pk: int) -> HttpResponse:
    indicator = get_object_or_404(page.project.indicators, pk=indicator_pk)
    return MeasurePage(page, indicator).answer()


@dataclass(frozen=True)
class MeasurePage:
    """The readings of one indicator, and the indicator itself: two forms on one page."""

    page: ProjectPage
    indicator: Indicator

    def answer(self) -> HttpResponse:
        sent = self.page.request.POST
        verb, row = verb_of(sent.get("do", ""))
        if verb == "remove":
            return self._remove_reading(row)
        if verb == "remove_indicator":
            return self._remove_indicator()
        reading, form = self._forms(verb)
        if form.is_bound and sent.get("seen") != self._seen():
            form.add_error(None, CHANGED)
        for one in (reading, form):
            if one.is_bound and one.is_valid() and stored(one):
                return self.page.saved(self._name(one.instance), address_of(self.indicator))
        return self._shown(reading, form)

    def _forms(self, verb: str) -> tuple[ReadingForm, IndicatorForm]:
        sent = self.page.request.POST
        # A form changes its row even when it refuses: each has its own.
        own = Indicator.objects.get(pk=self.indicator.pk)
        own.project = self.page.project
        return (
            ReadingForm(
                sent if verb == "reading" else None, instance=Reading(indicator=self.indicator)
            ),
            IndicatorForm(sent if verb == "indicator" else None, instance=own, prefix="indicator"),
        )

    def _seen(self) -> str:
        return seen(self.indicator, fields=IndicatorForm.Meta.fields)

    def _name(self, row: models.Model) -> str:
        return f"{self.indicator}: {row}" if isinstance(row, Reading) else str(row)

    def _remove_reading(self, pk: int) -> HttpResponse:
        here = address_of(self.indicator)
        reading = self.indicator.readings.filter(pk=pk).first()
        if reading is None:  # a colleague was first
            return HttpResponseRedirect(here)
        name = self._name(reading)
        if not removed(reading, self.page.project):
            sentence = _("A project that is carried out keeps its measurement.")
            return self.page.refused(sentence, here)
        return self.page.removed(name, here)

    def _remove_indicator(self) -> HttpResponse:
        if not may_be_removed(self.indicator):
            sentence = _("What is measured, or locked, is not removed.")
            return self.page.refused(sentence, address_of(self.indicator))
        self.indicator.delete()
        every = reverse("admin:lean_project_measures", args=[self.page.project.pk])
        return self.page.removed(self.indicator, every)

    def _shown(self, reading: ReadingForm, form: IndicatorForm) -> HttpResponse:
        return self.page.shown(
            "lean/indicator_detail.html",
            title=str(self.indicator),
            indicator=self.indicator,
            measure=measure_of(self.indicator),
            reading_form=reading,
            form=form,
            seen=self._seen(),
            may_remove=may_be_removed(self.indicator),
        )


def removed(reading: Reading, project: Project) -> bool:
    """Remove the reading, unless the end of the project stands on it."""
    with transaction.atomic():
        reading.delete()
        stays = was_its_result(reading, project)
        transaction.set_rollback(stays)
    return not stays


def was_its_result(reading: Reading, project: Project) -> bool:
    """Whether the removed reading was the last one that says what came of a baseline."""
    is_done = project.status == Project.Status.DONE and not project.not_measured_because
    indicator, start = reading.indicator, project.started_on
    if not (is_done and start) or indicator.baseline_value is None or reading.measured_on < start:
        return False
    return not indicator.readings.filter(measured_on__gte=start).exists()


def may_be_removed(indicator: Indicator) -> bool:
    is_locked = indicator.project.started_on and indicator.baseline_value is not None
    return not (is_locked or indicator.readings.exists())


def address_of(indicator: Indicator) -> str:
    return reverse("admin:lean_project_measure", args=[indicator.project_id, indicator.pk])
