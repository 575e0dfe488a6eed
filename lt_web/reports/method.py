"""How the report was made: definitions, what was left out, what was in force."""

from __future__ import annotations

from typing import Any

from lt_web.reports.definitions import NOBODY_IS_LISTED, SMALL_GROUPS, label, meaning
from lt_web.reports.meanings import DEFINITIONS
from lt_web.reports.view import View
from lt_web.speech import _, _n
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
    imported, known = view.now.n["imported"], view.now.n["known"]
    unknown, by_number = view.now.sessions - known, known - view.now.n["named"]
    found = [
        _called_off(called_off) if called_off else "",
        _imported(imported) if imported else "",
        _unknown(unknown) if unknown else "",
        _by_number(by_number) if by_number else "",
    ]
    return [sentence for sentence in found if sentence]


def _called_off(n: int) -> str:
    return _n(
        "{n} session cancelled: not counted anywhere.", "{n} sessions cancelled: not counted anywhere.", n
    )


def _imported(n: int) -> str:
    return _n(
        "{n} session imported: whom they were for is not known, so participation leaves them out.",
        "{n} sessions imported: whom they were for is not known, so participation leaves them out.",
        n,
    )


def _unknown(n: int) -> str:
    return _n(
        "{n} session of which nobody noted who came: counted as not known, never as nobody.",
        "{n} sessions of which nobody noted who came: counted as not known, never as nobody.",
        n,
    )


def _by_number(n: int) -> str:
    return _n(
        "{n} session of which only the number of people is known: it counts, their names are missing.",
        "{n} sessions of which only the number of people is known: it counts, their names are missing.",
        n,
    )


def _in_force(view: View) -> list[str]:
    terms = view.terms
    return [
        _("target for participation {n} %", n=terms.participation),
        _("target for sessions {n} a month", n=terms.sessions),
        _("target for onboarding {n} % faster", n=terms.onboarding),
        _n(
            "write-ups are due {n} working day after the session",
            "write-ups are due {n} working days after the session",
            terms.write_up_days,
        ),
        _n(
            "feedback is shown from {n} answer on",
            "feedback is shown from {n} answers on",
            terms.least,
        ),
    ]


def _remarks(view: View) -> list[str]:
    small = [_(SMALL_GROUPS, small=view.terms.small)] if view.terms.small > 1 else []
    return [*small, _(NOBODY_IS_LISTED)]
