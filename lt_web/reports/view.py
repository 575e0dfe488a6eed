"""What a report looks at, and what a figure of it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from lt_web.reports.definitions import Terms, label
from lt_web.reports.periods import Period
from lt_web.reports.saying import is_exact, percent, percent_said, trend
from lt_web.speech import _, _n
from projections.competency_queries import Counted
from projections.report_rows import Held, Ratio
from projections.report_totals import Totals

Month = tuple[int, int]


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
    """What is looked at: sums of the period, of the time before, and of each month of it.

    `watch_list` says of topics that hang on one person or nobody how many can teach them, `topics` of how
    many topics that is. `held` are the sessions of the period, where they are told one by one.
    """

    now: Totals
    earlier: Totals
    months: Mapping[Month, Totals]
    period: Period
    terms: Terms
    watch_list: Sequence[tuple[UUID, int]] = ()
    topics: int = 0
    competency: tuple[Counted, ...] = ()
    held: Sequence[Held] = ()
    planned: Mapping[Month, Ratio] = field(default_factory=dict)  # slots that were filled, by month
    granted: int | None = None  # hours, for this period


def known_of(view: View, said: str, family: str) -> str:
    """What is known behind a figure, and how many sessions are left out of it as of too few people."""
    few = view.now.n[f"few_{family}"]
    out = _n("{n} session of too few people left out", "{n} sessions of too few people left out", few)
    return _("; ").join(part for part in (said, out if few else "") if part)


def moved(view: View, figure: Callable[[Totals], Ratio], least: int | None = None) -> str:
    """How a rate has moved since the time before, where both are of enough people."""
    now, before = figure(view.now), figure(view.earlier)
    told = all(is_exact(ratio, view.terms.small if least is None else least) for ratio in (now, before))
    return trend(percent(now), percent(before), percent_said) if told else ""
