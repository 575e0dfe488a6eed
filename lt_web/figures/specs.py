"""How each figure is drawn by month and told for one session: what is counted, and of how many people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lt_web.reports.definitions import Terms
from lt_web.reports.saying import brief, is_exact, mean_said, percent, percent_said
from lt_web.reports.view import View
from lt_web.speech import N_, _
from lt_web.words import number
from projections.report_rows import Ratio
from projections.report_totals import Totals

Value = float | None


def _everybody(_t: Totals) -> int:
    """Nothing that is said of few people: a month is shown however small."""
    return 1 << 20


@dataclass(frozen=True)
class Spec:
    """One figure: `value` of some sessions, of how many people (`base`), and how it is said.

    `few` names the people of whom a session must be enough for readers who see no small groups (FEW).
    `reads` names in a session's sums what it counts there: a part and a whole, or one number. `needs` is
    what must be so of a session for it to count, `otherwise` why else it is left out.
    """

    key: str
    value: Callable[[Totals], Value]
    say: Callable[[float], str]
    base: Callable[[Totals], int] = _everybody
    target: Callable[[View], Value] = lambda _view: None
    reads: tuple[str, ...] = ()
    needs: str = "sessions"
    otherwise: str = ""
    few: str = ""
    people: Callable[[Totals], Ratio] | None = None  # of how many of whom it speaks

    def told(self, totals: Totals, terms: Terms) -> bool:
        """Whether it stands there as a number, neither of few people nor of all but few."""
        return self.people is None or not (of := self.people(totals)).whole or is_exact(of, terms.small)

    def least(self, terms: Terms) -> int:
        """From how many people on it is shown."""
        return terms.least if self.key == "satisfaction" else terms.small


def _share(ratio: Ratio) -> Value:
    return percent(ratio)


def _percent_said(value: float) -> str:
    return percent_said(int(value))


def _mean(t: Totals) -> Value:
    return None if t.satisfaction.share is None else round(t.satisfaction.share, 1)


def _minutes(t: Totals) -> Value:
    return None if t.average_minutes is None else int(t.average_minutes + 0.5)


def _named(value: Callable[[Totals], Value]) -> Callable[[Totals], Value]:
    """Nothing, where nobody noted by name who came: unknown is not zero."""
    return lambda t: value(t) if t.by_name else None


def _hours(t: Totals) -> Value:
    return round(t.n["spent"] / 60) if t.told else None


NOT_NOTED = N_("nobody noted who came")
SPECS = {
    spec.key: spec
    for spec in (
        Spec(
            "sessions",
            lambda t: t.sessions,
            brief,
            target=lambda view: view.terms.sessions,
            reads=("sessions",),
        ),
        Spec(
            "participation",
            lambda t: _share(t.participation),
            _percent_said,
            lambda t: t.participation.whole,
            lambda view: view.terms.participation,
            ("joined", "joined_of"),
            "counted",
            N_("whom it was for or who came is not known"),
            "few_joined",
            lambda t: t.participation,
        ),
        Spec(
            "satisfaction",
            _mean,
            mean_said,
            lambda t: t.satisfaction.whole,
            reads=("answers", "asked"),
            needs="answers",
            otherwise=N_("no answers that may be read"),
            few="few_answers",
        ),
        Spec(
            "reach",
            _named(lambda t: _share(t.reach)),
            _percent_said,
            lambda t: t.reach.whole,
            reads=("came",),
            needs="named",
            otherwise=NOT_NOTED,
            few="few_named",
            people=lambda t: t.reach,
        ),
        Spec(
            "show_up",
            lambda t: _share(t.show_up),
            _percent_said,
            lambda t: t.show_up.whole,
            reads=("turned_up", "turned_up_of"),
            needs="named",
            otherwise=NOT_NOTED,
            few="few_turned_up",
            people=lambda t: t.show_up,
        ),
        Spec(
            "walk_ins",
            _named(lambda t: t.n["walk_ins"]),
            lambda n: number(n),
            lambda t: t.n["came"],
            reads=("walk_ins", "came"),
            needs="named",
            otherwise=NOT_NOTED,
            few="few_came",
            people=lambda t: Ratio(t.n["walk_ins"], t.n["came"]),
        ),
        Spec("duration", _minutes, lambda n: _("{n} min", n=int(n)), reads=("minutes",)),
        Spec("new_presenters", lambda t: t.new_presenters, lambda n: number(n), reads=("presented",)),
        Spec(
            "most_frequent",
            lambda t: _share(t.most_frequent),
            _percent_said,
            reads=("presented",),
            needs="presented",
            otherwise=N_("nobody is known to have presented it"),
        ),
        Spec(
            "reciprocity",
            _named(lambda t: _share(t.reciprocity)),
            _percent_said,
            lambda t: t.reciprocity.whole,
            reads=("came",),
            needs="named",
            otherwise=NOT_NOTED,
            few="few_named",
            people=lambda t: t.reciprocity,
        ),
        Spec(
            "write_ups",
            lambda t: _share(t.written_up),
            _percent_said,
            reads=("written_in_time",),
        ),
        Spec(
            "hours",
            _hours,
            lambda n: number(n),
            lambda t: t.n["came"],
            reads=("spent",),
            needs="known",
            otherwise=NOT_NOTED,
            few="few_came",
        ),
    )
}
