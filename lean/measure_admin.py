"""Where indicators, their baselines and their readings are written."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lean.flow_admin import project_to_edit, verb_of
from lean.measure import Indicator, Reading
from lean.measure_forms import IndicatorForm, ReadingForm
from lean.measure_story import measure_of, measures_of
from lean.project import Project
from lean.seen import seen

CHANGED = gettext_lazy(
    "Somebody has changed this indicator while you wrote. Yours stands here: save it once more to "
    "put it in place of the other."
)


def measure_urls(model_admin: Any) -> list[URLPattern]:
    wrap = model_admin.admin_site.admin_view
    every, one = partial(indicator_list, model_admin), partial(indicator_detail, model_admin)
    return [
        path("<int:pk>/maal/", wrap(every), name="lean_project_measures"),
        path("<int:pk>/maal/<int:indicator_pk>/", wrap(one), name="lean_project_measure"),
    ]


def indicator_list(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    with transaction.atomic():
        project = project_to_edit(request, pk)
        sent = request.POST or None
        form = IndicatorForm(sent, instance=Indicator(project=project))
        if form.is_valid() and stored(form):
            sentence = _("«%(name)s» is saved.") % {"name": form.instance}
            model_admin.log_change(request, project, sentence)
            messages.success(request, sentence)
            return HttpResponseRedirect(address_of(form.instance))
        context = shared(model_admin, request, project) | {
            "title": _("Indicators"),
            "form": form,
            "measures": measures_of(project),
        }
        return TemplateResponse(request, "lean/indicator_list.html", context)


def indicator_detail(
    model_admin: Any, request: HttpRequest, pk: int, indicator_pk: int
) -> HttpResponse:
    with transaction.atomic():
        project = project_to_edit(request, pk)
        indicator = get_object_or_404(project.indicators, pk=indicator_pk)
        return MeasurePage(model_admin, request, project, indicator).answer()


class MeasurePage:
    """The readings of one indicator, and the indicator itself: two forms on one page."""

    def __init__(
        self, model_admin: Any, request: HttpRequest, project: Project, indicator: Indicator
    ) -> None:
        self.model_admin, self.request = model_admin, request
        self.project, self.indicator = project, indicator

    def answer(self) -> HttpResponse:
        verb, row = verb_of(self.request.POST.get("do", ""))
        if verb == "remove":
            return self._remove_reading(row)
        if verb == "remove_indicator":
            return self._remove_indicator()
        reading, form = self._forms(verb)
        if form.is_bound and self.request.POST.get("seen") != self._seen():
            form.add_error(None, CHANGED)
        for one in (reading, form):
            if one.is_bound and one.is_valid() and stored(one):
                return self._done(_("«%(name)s» is saved.") % {"name": self._name(one.instance)})
        return self._shown(reading, form)

    def _forms(self, verb: str) -> tuple[ReadingForm, IndicatorForm]:
        sent = self.request.POST
        # A form changes its row even when it refuses: each has its own.
        own = Indicator.objects.get(pk=self.indicator.pk)
        own.project = self.project
        return (
            ReadingForm(
                sent if verb == "reading" else None, instance=Reading(indicator=self.indicator)
            ),
            IndicatorForm(sent if verb == "indicator" else None, instance=own, prefix="indicator"),
        )

    def _seen(self) -> str:
        return seen(self.indicator, fields=IndicatorForm.Meta.fields)

    def _name(self, row: models.Model) -> str:
        return self.say(row) if isinstance(row, Reading) else str(row)

    def say(self, reading: Reading) -> str:
        return f"{self.indicator}: {reading}"

    def _remove_reading(self, pk: int) -> HttpResponse:
        reading = self.indicator.readings.filter(pk=pk).first()
        if reading is None:  # a colleague was first
            return HttpResponseRedirect(address_of(self.indicator))
        said = self.say(reading)
        if not removed(reading, self.project):
            messages.error(self.request, _("A project that is carried out keeps its measurement."))
            return HttpResponseRedirect(address_of(self.indicator))
        return self._done(_("«%(name)s» is removed.") % {"name": said})

    def _remove_indicator(self) -> HttpResponse:
        if not may_be_removed(self.indicator):
            messages.error(self.request, _("What is measured, or locked, is not removed."))
            return HttpResponseRedirect(address_of(self.indicator))
        self.indicator.delete()
        sentence = _("«%(name)s» is removed.") % {"name": self.indicator}
        return self._done(sentence, reverse("admin:lean_project_measures", args=[self.project.pk]))

    def _done(self, sentence: str, address: str = "") -> HttpResponse:
        self.model_admin.log_change(self.request, self.project, sentence)
        messages.success(self.request, sentence)
        return HttpResponseRedirect(address or address_of(self.indicator))

    def _shown(self, reading: ReadingForm, form: IndicatorForm) -> HttpResponse:
        context = shared(self.model_admin, self.request, self.project) | {
            "title": str(self.indicator),
            "indicator": self.indicator,
            "measure": measure_of(self.indicator),
            "reading_form": reading,
            "form": form,
            "seen": self._seen(),
            "may_remove": may_be_removed(self.indicator),
        }
        return TemplateResponse(self.request, "lean/indicator_detail.html", context)


def stored(form: Any) -> bool:
    """Save; what the database refuses, because somebody was faster, is said in the form."""
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error(None, _("It was changed while you wrote. Open the page again, and look."))
        return False
    return True


def removed(reading: Reading, project: Project) -> bool:
    """Remove the reading, unless the end of the project stands on it."""
    with transaction.atomic():
        reading.delete()
        stays = project.lacks_measurement
        transaction.set_rollback(stays)
    return not stays


def may_be_removed(indicator: Indicator) -> bool:
    is_locked = indicator.project.started_on and indicator.baseline_value is not None
    return not (is_locked or indicator.readings.exists())


def address_of(indicator: Indicator) -> str:
    return reverse("admin:lean_project_measure", args=[indicator.project_id, indicator.pk])


def shared(model_admin: Any, request: HttpRequest, project: Project) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": project,
    }
