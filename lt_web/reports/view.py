"""What a report looks at, and what a figure of it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from lt_web.reports.definitions import Terms, label
from lt_web.reports.periods import Period
from lt_web.reports.saying import is_shown, percent, percent_said, trend
from projections.report_rows import Facts, Held, Ratio


@dataclass(frozen=True)
class Figure:
    """One figure: `value` large, the rest beside it in words. `met` says whether the target is reached."""

    key: str
    value: str
    of: str = ""
    known: str = ""
    target: str = ""
    trend: str = ""
    met: bool | None = None

    @property
    def shown(self) -> dict[str, Any]:
        """As plain data, with its label."""
        return asdict(self) | {"label": label(self.key)}


@dataclass(frozen=True)
class View:
    """What is looked at: the sessions of the report, those of the time before, and all else that is known."""

    held: Sequence[Held]
    earlier: Sequence[Held]
    facts: Facts
    period: Period
    terms: Terms


def moved(view: View, figure: Callable[[Sequence[Held]], Ratio], least: int | None = None) -> str:
    """How a rate has moved since the time before, where that was of enough people."""
    now, before = figure(view.held), figure(view.earlier)
    enough = is_shown(before, view.terms.small if least is None else least)
    return trend(percent(now), percent(before) if enough else None, percent_said)
