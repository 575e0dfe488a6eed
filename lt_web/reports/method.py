"""How the report was made: definitions, what was left out, what was in force."""

from __future__ import annotations

from typing import Any

from lt_web.reports.definitions import DEFINITIONS, NOBODY_IS_LISTED, SMALL_GROUPS, label, meaning
from lt_web.reports.figures import View, many
from lt_web.web import db
from projections import report_queries


def method(view: View, programme: Any) -> dict[str, Any]:
    """Everything that a reader needs to judge the figures."""
    return {
        "definitions": [{"label": label(key), "text": meaning(key, view.terms)} for key in DEFINITIONS],
        "left_out": _left_out(view, programme),
        "in_force": _in_force(view),
        "remarks": _remarks(view),
    }


def _left_out(view: View, programme: Any) -> list[str]:
    start, end = view.period.bounds(programme.zone)
    called_off = report_queries.called_off(db(), programme.id, start, end)
    imported = sum(s.imported for s in view.held)
    unknown = sum(s.came is None for s in view.held)
    by_number = sum(s.came is not None and not s.noted for s in view.held)
    found = [
        (called_off, "{} cancelled: not counted anywhere."),
        (imported, "{} imported: whom they were for is not known, so participation leaves them out."),
        (unknown, "{} of which nobody noted who came: counted as not known, never as nobody."),
        (by_number, "{} of which only the number of people is known: it counts, their names are missing."),
    ]
    return [words.format(many(number, "session")) for number, words in found if number]


def _in_force(view: View) -> list[str]:
    terms = view.terms
    return [
        f"target for participation {terms.participation} %",
        f"target for sessions {terms.sessions} a month",
        f"write-ups are due {terms.write_up_days} working days after the session",
        f"feedback is shown from {terms.least} answers on",
    ]


def _remarks(view: View) -> list[str]:
    small = [SMALL_GROUPS.format(small=view.terms.small)] if view.terms.small > 1 else []
    return [*small, NOBODY_IS_LISTED]
