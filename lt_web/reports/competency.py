"""Time to competency as a report says it: one figure of all milestones, and a row for each of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lt_web.cards.competency_words import change_said, days_said, not_there_yet, of_people
from lt_web.reports.naming import COHORT, MILESTONE, START, Named
from lt_web.reports.saying import NOTHING, TOO_FEW
from lt_web.reports.view import Figure, View
from lt_web.speech import _, _n
from lt_web.words import number
from projections.competency_figures import Side, Total, total
from projections.competency_queries import Counted


def competency(view: View) -> Figure:
    """How much sooner people reach their milestones than before the programme."""
    found = total([one.compared for one in view.competency])
    if found is None:
        return Figure("competency", _(TOO_FEW if view.competency else NOTHING))
    return Figure(
        "competency",
        change_said(found.faster),
        of=_of(found, view.competency),
        known=_people(found),
        target=_("target {n} % faster", n=view.terms.onboarding),
        met=found.faster * 100 >= view.terms.onboarding,
    )


def _of(found: Total, counted: tuple[Counted, ...]) -> str:
    """From how many days to how many, where it is one milestone; else over how many."""
    [first, *others] = [one.compared for one in counted if one.compared.faster is not None]
    if others or first.before is None or first.since is None:
        return _n("over {n} milestone", "over {n} milestones", found.milestones)
    was = number_of_days(first.before)
    return _("in the median from {before} to {since}", before=was, since=number_of_days(first.since))


def number_of_days(side: Side) -> str:
    """38 days."""
    return days_said(side.median)


def _people(found: Total) -> str:
    return _("{before} people before, {since} since", before=number(found.before), since=number(found.since))


def milestones(view: View, called: dict[UUID, str]) -> list[dict[str, Any]]:
    """Each milestone with what it took before and since; what is of too few people stands there as None."""
    rows = [_row(one, called.get(one.topic, "")) for one in view.competency]
    return sorted(rows, key=lambda row: (row["topic"].casefold(), row["statement"].casefold()))


def _row(one: Counted, topic: str) -> dict[str, Any]:
    return {
        "topic": topic,
        "statement": Named.of(one.statement, MILESTONE, one.milestone),
        "start": Named.of(one.start, START, one.milestone),
        "before": _side(one.compared.before),
        "since": _side(one.compared.since),
        "open": not_there_yet(one.compared.open) if one.compared.since else "",
        "change": "" if one.compared.faster is None else change_said(one.compared.faster),
        "cohorts": [{"name": Named.of(c.name, COHORT, c.id), "since": _side(c.since)} for c in one.cohorts],
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {"n": side.n, "median": side.median, "said": days_said(side.median), "of": of_people(side.n)}
