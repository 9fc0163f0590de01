"""What the flowcharts of a project tell: before, after, and the difference in plain words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lean.durations import NO_BREAK_SPACE, roughly
from lean.flow import Flow, FlowTotals, Step, totals
from lean.flow_drawing import Drawing, draw
from lean.numbers import number
from lean.project import Project

LITTLE = 0.1  # of which a tenth of a per cent says something


@dataclass(frozen=True, kw_only=True)
class FlowMap:
    """One flow with its steps, what they add up to, and its drawing."""

    flow: Flow
    steps: list[Step]
    totals: FlowTotals
    drawing: Drawing

    @property
    def name(self) -> str:
        return str(self.flow.get_kind_display())

    @property
    def right_all_the_way(self) -> str:
        return words(self.totals.yield_share, share)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One number before and after. Where one of them is missing, nothing is compared."""

    label: str
    before: str = ""
    after: str = ""
    change: str = ""
    is_better: bool | None = None


@dataclass(frozen=True, kw_only=True)
class FlowStory:
    before: FlowMap | None
    after: FlowMap | None

    @property
    def maps(self) -> list[FlowMap]:
        return [one for one in (self.before, self.after) if one]

    @property
    def is_shorter(self) -> bool:
        return bool(self.facts and self.facts[0].is_better)

    @cached_property
    def facts(self) -> list[Fact]:
        """What is known of every map there is: one number alone would pass for the other."""
        known = [fact for fact in (self._lead(), *self._others()) if self._is_known(fact)]
        return known if self.maps else []

    def _is_known(self, fact: Fact) -> bool:
        return bool((fact.before or not self.before) and (fact.after or not self.after))

    def _lead(self) -> Fact:
        old, new = self._both(lambda sums: sums.lead)
        change, is_better = change_of_time(old, new)
        return Fact(
            label=_("Lead time"),
            before=words(old, roughly),
            after=words(new, roughly),
            change=change,
            is_better=is_better,
        )

    def _others(self) -> list[Fact]:
        kinds: list[tuple[str, Callable[[FlowTotals], Any], Callable[[Any], str]]] = [
            (_("Waiting time"), lambda sums: sums.waiting, roughly),
            (_("Work time"), lambda sums: sums.work, roughly),
            (_("Part of the time when something is done"), lambda s: s.efficiency, share),
            (_("Right the first time all the way"), lambda sums: sums.yield_share, share),
        ]
        return [self._fact(label, value, say) for label, value, say in kinds]

    def _fact(
        self, label: str, value: Callable[[FlowTotals], Any], say: Callable[[Any], str]
    ) -> Fact:
        old, new = self._both(value)
        return Fact(label=label, before=words(old, say), after=words(new, say))

    def _both(self, value: Callable[[FlowTotals], Any]) -> tuple[Any, Any]:
        return tuple(value(one.totals) if one else None for one in (self.before, self.after))  # type: ignore[return-value]


def words(value: Any, say: Callable[[Any], str]) -> str:
    return "" if value is None else say(value)


def share(part: float) -> str:
    """A part of one in per cent; what is little or nearly all is said so, never rounded away."""
    percent = round(100 * part, 1 if part < LITTLE else 0)
    if part and not percent:
        text = _("under %(n)s %%") % {"n": number(Decimal("0.1"))}
    elif percent == 100 and part < 1:
        text = _("over %(n)s %%") % {"n": 99}
    else:
        text = f"{number(Decimal(str(percent)))} %"
    return text.replace(" ", NO_BREAK_SPACE)


def change_of_time(old: timedelta | None, new: timedelta | None) -> tuple[str, bool | None]:
    """Say the difference in words, and whether it is for the better; None where it is neither."""
    if old is None or new is None:
        return "", None
    if old == new:
        return _("As long as before"), None
    text = _("%(time)s shorter") if new < old else _("%(time)s longer")
    text %= {"time": roughly(abs(new - old))}
    if old:
        text = f"{text} ({share(abs(new - old) / old)})"
    return text, new < old


def flows_of(project: Project) -> FlowStory:
    """At most two queries; none when the flows and their steps are fetched already."""
    prefetch_related_objects([project], "flows__steps")
    found = {flow.kind: flow for flow in project.flows.all() if flow.steps.all()}
    sums = {kind: totals(list(flow.steps.all())) for kind, flow in found.items()}
    longest = max((one.lead for one in sums.values()), default=timedelta())
    maps = {
        kind: FlowMap(
            flow=flow,
            steps=list(flow.steps.all()),
            totals=sums[kind],
            drawing=draw(list(flow.steps.all()), longest=longest),
        )
        for kind, flow in found.items()
    }
    return FlowStory(before=maps.get(Flow.Kind.BEFORE), after=maps.get(Flow.Kind.AFTER))
