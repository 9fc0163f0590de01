"""Where the bars of expected and realised stand: across in per cent, down in pixels."""

from dataclasses import dataclass
from decimal import Decimal

from lean.gain_totals import KindTotals, Total

BAR, GAP, NAME, ROW_GAP = 20, 4, 26, 22  # pixels
ROW = NAME + 2 * BAR + GAP + ROW_GAP
WIDEST = 76  # per cent: the number stands behind its bar


@dataclass(frozen=True)
class GainBar:
    y: int
    width: str
    label: str
    label_x: str
    label_y: int
    is_realised: bool


@dataclass(frozen=True)
class GainRow:
    name: str
    name_y: int
    bars: list[GainBar]


@dataclass(frozen=True)
class GainChart:
    height: int
    rows: list[GainRow]

    @property
    def words(self) -> str:
        """The chart for those who hear it."""
        return "; ".join(f"{r.name}: {r.bars[0].label} → {r.bars[1].label}" for r in self.rows)


def chart_of(totals: KindTotals) -> GainChart | None:
    """None for what is not added up."""
    if not totals.is_summed:
        return None
    parts = [(department.name, total) for department, total in totals.departments]
    widest = max(max(total.expected, total.realised) for _name, total in parts)
    rows = [row_of(name, total, at * ROW, widest) for at, (name, total) in enumerate(parts)]
    return GainChart(height=len(rows) * ROW - ROW_GAP, rows=rows)


def row_of(name: str, total: Total, top: int, widest: Decimal) -> GainRow:
    first = top + NAME
    values = [
        (total.expected, total.expected_said, first, False),
        (total.realised, total.realised_said, first + BAR + GAP, True),
    ]
    return GainRow(name, top + 15, [bar_of(*value, widest) for value in values])


def bar_of(value: Decimal, label: str, y: int, is_realised: bool, widest: Decimal) -> GainBar:
    width = float(WIDEST * value / widest)
    return GainBar(
        y=y,
        width=f"{width:.2f}%",
        label=label,
        label_x=f"{width:.2f}%",
        label_y=y + 15,
        is_realised=is_realised,
    )
