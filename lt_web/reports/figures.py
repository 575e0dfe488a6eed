"""The figures of a report as people read them: value, of how many, what is known, target and trend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from lt_web.reports.definitions import Terms, label
from lt_web.reports.periods import Period
from projections import report_figures as counted
from projections.report_rows import Facts, Held, Ratio

TOO_FEW, NOTHING = "Too few to show", "Not known"
DAYS_OF_A_MONTH = 365.25 / 12


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


def figures(view: View) -> list[dict[str, Any]]:
    """Every figure, in the order of the report."""
    return [figure(view).shown for figure in ALL]


def percent(ratio: Ratio) -> int | None:
    """A share in whole percent, halves up."""
    return None if ratio.share is None else int(ratio.share * 100 + 0.5)


def rate(ratio: Ratio, least: int) -> str:
    """58 %; or in words why there is none."""
    if not ratio.whole:
        return NOTHING
    return TOO_FEW if ratio.whole < least else f"{percent(ratio)}\N{NO-BREAK SPACE}%"


def trend(now: float | None, before: float | None, unit: str = "", form: str = "g") -> str:
    """Up from 51 %, down from 62 %, as before; "" where there is nothing to hold it against."""
    if now is None or before is None:
        return ""
    if now == before:
        return "as before"
    return f"{'up' if now > before else 'down'} from {before:{form}}{unit}"


def many(number: int, one: str, more: str = "") -> str:
    """1 session, 2 sessions."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def per_month(number: int, period: Period) -> float | None:
    """How many there were in a month, to one decimal; None of days that are too few to say."""
    if period.is_of_whole_months:
        return round(number / len(period.months), 1)
    return round(number / (period.days / DAYS_OF_A_MONTH), 1) if period.days >= 28 else None


def sessions(view: View) -> Figure:
    """How many were held."""
    a_month = per_month(len(view.held), view.period)
    before = per_month(len(view.earlier), view.period.before) if view.earlier else None
    target = f"target {view.terms.sessions} a month"
    return Figure(
        "sessions",
        str(len(view.held)),
        of="" if a_month is None else f"{a_month:g} a month",
        target="" if a_month is None else target,
        trend=trend(a_month, before),
        met=None if a_month is None else a_month >= view.terms.sessions,
    )


def participation(view: View) -> Figure:
    """How many of those invited came."""
    now = counted.participation(view.held)
    value, met = rate(now, view.terms.small), None
    if value.endswith("%"):
        met = (percent(now) or 0) >= view.terms.participation
    return Figure(
        "participation",
        value,
        of=f"{now.part:,} of {many(now.whole, 'invitation')}" if met is not None else "",
        known=_counted_sessions(view),
        target=f"target {view.terms.participation}\N{NO-BREAK SPACE}%",
        trend=_trend(view, counted.participation) if met is not None else "",
        met=met,
    )


def _counted_sessions(view: View) -> str:
    known = sum(counted.is_counted(s) for s in view.held)
    said = f"attendance known for {known} of {many(len(view.held), 'session')}"
    uninvited = sum(s.invited is None for s in view.held)
    return f"{said}; whom {uninvited} of them were for is not known" if uninvited else said


def satisfaction(view: View) -> Figure:
    """What people said of it."""
    now, asked = counted.satisfaction(view.held), counted.responses(view.held)
    if now.whole < view.terms.least:
        return Figure("satisfaction", "Not enough answers yet", known=_not_mixed_in(view))
    before = counted.satisfaction(view.earlier)
    return Figure(
        "satisfaction",
        f"{now.share:.1f} of 5",
        of=f"{many(now.whole, 'answer')}, {percent(asked)}\N{NO-BREAK SPACE}% of those asked",
        known=_not_mixed_in(view),
        trend=trend(_tenths(now), _tenths(before) if before.whole >= view.terms.least else None, form=".1f"),
    )


def _tenths(ratio: Ratio) -> float | None:
    return None if ratio.share is None else round(ratio.share, 1)


def _not_mixed_in(view: View) -> str:
    recalled, destroyed = sum(s.recalled for s in view.held), sum(s.destroyed for s in view.held)
    few = f"{many(destroyed, 'answer')} more were too few in their sessions to be read" if destroyed else ""
    old = f"averages of {many(recalled, 'imported session')} left out" if recalled else ""
    return "; ".join(part for part in (few, old) if part)


def reach(view: View) -> Figure:
    """How many different colleagues came."""
    now = counted.reach(view.held, view.facts)
    if not any(s.noted for s in view.held):
        return Figure("reach", NOTHING, known=_names_known(view))
    return Figure(
        "reach",
        rate(now, view.terms.small),
        of=f"{now.part:,} of {many(now.whole, 'colleague')}" if now.whole >= view.terms.small else "",
        known=_names_known(view),
    )


def _names_known(view: View) -> str:
    named = sum(s.noted for s in view.held)
    return f"names known for {named} of {many(len(view.held), 'session')}"


def show_up(view: View) -> Figure:
    """How many of those who had said yes came."""
    now, unsaid = counted.show_up(view.held), sum(s.yes_unsaid for s in view.held if s.noted)
    value = rate(now, view.terms.small)
    is_shown = value.endswith("%")
    return Figure(
        "show_up",
        value,
        of=f"{now.part:,} of {now.whole:,} who had said yes" if is_shown else "",
        known=f"of {unsaid:,} more nothing is noted" if unsaid else "",
        trend=_trend(view, counted.show_up) if is_shown else "",
    )


def walk_ins(view: View) -> Figure:
    """How many came without a seat."""
    came = counted.attendances(view.held)
    if not any(s.noted for s in view.held):
        return Figure("walk_ins", NOTHING, known=_names_known(view))
    return Figure("walk_ins", f"{counted.walk_ins(view.held):,}", of=f"of {came:,} who came" if came else "")


def duration(view: View) -> Figure:
    """How long they took."""
    average, noted = counted.average_minutes(view.held), counted.lengths_noted(view.held)
    if average is None:
        return Figure("duration", NOTHING)
    how = "as planned" if not noted.part else f"noted for {noted.part} of {noted.whole}, else as planned"
    return Figure("duration", f"{int(average + 0.5)} min", known=how)


def new_presenters(view: View) -> Figure:
    """How many presented for the first time."""
    new, all_of_them = counted.new_presenters(view.held, view.facts), counted.presenters(view.held)
    earlier = len(counted.new_presenters(view.earlier, view.facts)) if view.earlier else None
    return Figure(
        "new_presenters",
        str(len(new)),
        of=f"of {many(len(all_of_them), 'presenter')}",
        trend=trend(len(new), earlier),
    )


def most_frequent(view: View) -> Figure:
    """How much rests on one person."""
    now = counted.most_frequent(view.held)
    of = f"{now.part} of {many(now.whole, 'session')}" if now.whole else ""
    return Figure("most_frequent", rate(now, 1), of=of, trend=_trend(view, counted.most_frequent, 1))


def reciprocity(view: View) -> Figure:
    """How many both taught and came."""
    now = counted.reciprocity(view.held, view.facts)
    if not any(s.noted for s in view.held):
        return Figure("reciprocity", NOTHING, known=_names_known(view))
    of = f"{now.part} of {many(now.whole, 'person', 'people')} who took part"
    is_shown = now.whole >= view.terms.small
    return Figure(
        "reciprocity", rate(now, view.terms.small), of=of if is_shown else "", known=_names_known(view)
    )


def write_ups(view: View) -> Figure:
    """How many were written up in time."""
    now = counted.written_up(view.held, view.terms.today)
    waiting = sum(s.due is not None and s.due >= view.terms.today and not s.written for s in view.held)
    return Figure(
        "write_ups",
        rate(now, 1) if now.whole else "None due yet",
        of=f"{now.part} of {many(now.whole, 'session')}" if now.whole else "",
        known=f"{waiting} not due yet" if waiting else "",
    )


def watch_list(view: View) -> Figure:
    """How many topics hang on one person, or on nobody."""
    return Figure(
        "watch_list",
        str(len(view.facts.watch_list)),
        of=f"of {many(view.facts.topics, 'topic')}",
        known="now, whatever the days of the report",
    )


def _trend(view: View, figure: Callable[[Sequence[Held]], Ratio], least: int | None = None) -> str:
    """How a rate has moved since the time before, where that was of enough people."""
    now, before = figure(view.held), figure(view.earlier)
    enough = before.whole >= max(1, view.terms.small if least is None else least)
    return trend(percent(now), percent(before) if enough else None, "\N{NO-BREAK SPACE}%")


ALL = (
    sessions,
    participation,
    satisfaction,
    reach,
    show_up,
    walk_ins,
    duration,
    new_presenters,
    most_frequent,
    reciprocity,
    write_ups,
    watch_list,
)
