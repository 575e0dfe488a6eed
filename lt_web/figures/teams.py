"""Reach and participation by team, each person in the team of the session's time; no ranking."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lt_web.reports.definitions import Terms
from lt_web.reports.periods import Period
from lt_web.reports.saying import TOO_FEW, both, is_exact, is_shown, percent, percent_said
from lt_web.speech import _
from lt_web.web import db
from projections import counts_queries
from projections.counted_sets import of_text
from projections.report_figures import may_be_shown
from projections.report_rows import Ratio

Masks = dict[str, int]


class Then:
    """Who was in which team when."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = rows
        self.turns = sorted({row.since for row in rows})
        self._known: dict[int, Masks] = {}

    def at(self, moment: datetime) -> Masks:
        """Team → its people at an instant."""
        turn = bisect_right(self.turns, moment)
        if turn not in self._known:
            masks: Masks = defaultdict(int)
            for row in self.rows:
                if row.since <= moment < row.until:
                    masks[row.team] |= 1 << row.number
            self._known[turn] = masks
        return self._known[turn]


def teams(programme: Any, period: Period, terms: Terms) -> list[dict[str, Any]]:
    """A row for each team, by name; those that are too small, or could be worked out, say so."""
    start, end = period.bounds(programme.zone)
    then = Then(counts_queries.teams_then(db()))
    joined, came = defaultdict[str, Ratio](Ratio), defaultdict[str, int](int)
    for row in counts_queries.sessions_of(db(), programme.id, start, end):
        there, asked, masks = *_there_and_asked(row, terms), then.at(row.start_at)
        told = _told(masks, asked, terms.small)
        for team, people in masks.items():
            came[team] |= there & people
            if team in told:
                known = asked & people
                joined[team] += Ratio((known & of_text(row.there)).bit_count(), known.bit_count())
    able, unclaimed = counts_queries.able(db(), programme, end)
    now = then.at(end)
    reach = {
        team: Ratio(
            (came[team] & ~unclaimed).bit_count(),
            (came[team] & ~unclaimed | able & now.get(team, 0)).bit_count(),
        )
        for team in {*came, *now}
    }
    return said(reach, {team: joined[team] for team in reach}, terms.small)


def _there_and_asked(row: Any, terms: Terms) -> tuple[int, int]:
    """Who came to a session, and whom participation counts; nobody where it was too few to tell."""
    there, away = of_text(row.there), of_text(row.away)
    unsaid = of_text(row.yes) & ~(there | away)
    asked = of_text(row.invited) & ~of_text(row.presents) & ~unsaid if there | away else 0
    out = counts_queries.sums_of(row, terms.wide)
    return 0 if out["few_came"] else there, 0 if out["few_joined"] else asked


def _told(masks: Masks, asked: int, least: int) -> set[str | None]:
    """Of which teams it is told how many of them came to a session; who is in no team is a group too."""
    sizes: dict[str | None, int] = {team: (asked & people).bit_count() for team, people in masks.items()}
    sizes[None] = asked.bit_count() - sum(sizes.values())
    return may_be_shown(sizes, least)


def said(reach: dict[str, Ratio], joined: dict[str, Ratio], least: int) -> list[dict[str, Any]]:
    """Both shares of each team in words: where one of them may not be shown, neither is."""
    shown = may_be_shown({t: r.whole for t, r in reach.items()}, least)
    shown &= may_be_shown({t: r.whole for t, r in joined.items()}, least)
    for shares in (reach, joined):
        shown = _without_few(shares, shown, least)
    return [
        {
            "name": team or _("Without a team"),
            "reach": _share(reach[team], least) if team in shown else _(TOO_FEW),
            "joined": _share(joined[team], least) if team in shown else _(TOO_FEW),
        }
        for team in sorted(reach, key=str.casefold)
        if reach[team].whole or joined[team].whole
    ]


def _without_few(shares: Mapping[str, Ratio], shown: set[str], least: int) -> set[str]:
    """The teams beside which a few people of another one are not the total less these."""
    for sizes in ({t: r.part for t, r in shares.items()}, {t: r.whole - r.part for t, r in shares.items()}):
        unsaid = sum(size for team, size in sizes.items() if team not in shown or size < least)
        told = sorted((t for t in shown if sizes[t] >= least), key=lambda t: (sizes[t], t))
        while 0 < unsaid < least and told:
            unsaid += sizes[told[0]]
            shown = shown - {told.pop(0)}
    return shown


def _share(ratio: Ratio, least: int) -> str:
    if not ratio.whole:
        return "–"
    if not is_shown(ratio, least):
        return _(TOO_FEW)
    if not is_exact(ratio, least):
        return _("{part} of {all}", **both(ratio, least))
    return _("{share}, {part} of {all}", share=percent_said(percent(ratio)), **both(ratio))
