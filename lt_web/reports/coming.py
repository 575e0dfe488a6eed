"""The figures of a report about those who came, and what they said of it."""

from __future__ import annotations

from lt_web.reports.saying import (
    NOTHING,
    TOO_FEW,
    both,
    in_words,
    is_exact,
    is_shown,
    mean_said,
    percent,
    percent_said,
    rate,
    reaches,
    trend,
)
from lt_web.reports.view import Figure, View, known_of, moved
from lt_web.speech import _, _n
from lt_web.words import number
from projections.report_rows import Ratio


def participation(view: View) -> Figure:
    """How many of those invited came."""
    now = view.now.participation
    shown = is_shown(now, view.terms.small)
    return Figure(
        "participation",
        rate(now, view.terms.small, view.now.n["few_joined"]),
        of=_of_invitations(now, view.terms.small) if shown else "",
        known=known_of(view, _counted_sessions(view), "joined"),
        target=_("target {n}", n=percent_said(view.terms.participation)),
        trend=moved(view, lambda t: t.participation),
        met=reaches(now, view.terms.participation, view.terms.small),
    )


def _of_invitations(now: Ratio, small: int) -> str:
    said = both(now, small)
    return _n("{part} of {all} invitation", "{part} of {all} invitations", now.whole, **said)


def _counted_sessions(view: View) -> str:
    known, all_of_them = view.now.n["counted"], view.now.sessions
    uninvited = view.now.n["uninvited"]
    if not uninvited:
        return _n(
            "attendance known for {known} of {n} session",
            "attendance known for {known} of {n} sessions",
            all_of_them,
            known=known,
        )
    return _n(
        "attendance known for {known} of {n} session; whom {unknown} of them were for is not known",
        "attendance known for {known} of {n} sessions; whom {unknown} of them were for is not known",
        all_of_them,
        known=known,
        unknown=uninvited,
    )


def satisfaction(view: View) -> Figure:
    """What people said of it."""
    now, asked = view.now.satisfaction, view.now.responses
    if now.whole < view.terms.least or now.share is None:
        return Figure("satisfaction", _("Not enough answers yet"), known=_known_answers(view))
    before = view.earlier.satisfaction
    said = {"all": number(now.whole), "share": percent_said(percent(asked))}
    return Figure(
        "satisfaction",
        _("{mean} of 5", mean=mean_said(now.share)),
        of=_n(
            "{all} answer, {share} of those asked", "{all} answers, {share} of those asked", now.whole, **said
        ),
        known=_known_answers(view),
        trend=trend(_tenths(now), _tenths(before) if before.whole >= view.terms.least else None, mean_said),
    )


def _tenths(ratio: Ratio) -> float | None:
    return None if ratio.share is None else round(ratio.share, 1)


def _known_answers(view: View) -> str:
    return known_of(view, _not_mixed_in(view), "answers")


def _not_mixed_in(view: View) -> str:
    recalled, destroyed = view.now.n["recalled"], view.now.n["destroyed"]
    few = _n(
        "{n} answer more were too few in their sessions to be read",
        "{n} answers more were too few in their sessions to be read",
        destroyed,
    )
    old = _n(
        "averages of {n} imported session left out", "averages of {n} imported sessions left out", recalled
    )
    return _("; ").join(said for said, n in ((few, destroyed), (old, recalled)) if n)


def reach(view: View) -> Figure:
    """How many different colleagues came."""
    now, known, small = view.now.reach, known_of(view, _names_known(view), "named"), view.terms.small
    if not view.now.by_name:
        return Figure("reach", _not_by_name(view), known=known)
    of = _n("{part} of {all} colleague", "{part} of {all} colleagues", now.whole, **both(now, small))
    return Figure("reach", rate(now, small), of=of if is_shown(now, small) else "", known=known)


def _not_by_name(view: View) -> str:
    """Nobody noted who came; or it was so few that it is not told."""
    noted = view.now.n["named"]
    return _(TOO_FEW) if noted else _(NOTHING)


def _names_known(view: View) -> str:
    return _n(
        "names known for {known} of {n} session",
        "names known for {known} of {n} sessions",
        view.now.sessions,
        known=view.now.n["named"],
    )


def show_up(view: View) -> Figure:
    """How many of those who had said yes came."""
    now, unsaid, small = view.now.show_up, view.now.n["unsaid"], view.terms.small
    said = both(now, small)
    of = _n("{part} of {all} who had said yes", "{part} of {all} who had said yes", now.whole, **said)
    more = _n("of {all} more nothing is noted", "of {all} more nothing is noted", unsaid, all=number(unsaid))
    return Figure(
        "show_up",
        rate(now, small, view.now.n["few_turned_up"]),
        of=of if is_shown(now, small) else "",
        known=known_of(view, more if unsaid else "", "turned_up"),
        trend=moved(view, lambda t: t.show_up),
    )


def walk_ins(view: View) -> Figure:
    """How many came without a seat."""
    came = view.now.n["came"]
    if not view.now.by_name:
        known = known_of(view, _names_known(view), "named")
        return Figure("walk_ins", _not_by_name(view), known=known)
    of = _n("of {all} who came", "of {all} who came", came, all=number(came)) if came else ""
    without = Ratio(view.now.n["walk_ins"], came)
    value = number(without.part) if walk_ins_told(without, view.terms.small) else in_words(without)
    return Figure("walk_ins", value, of=of, known=known_of(view, "", "came"))


def walk_ins_told(without: Ratio, small: int) -> bool:
    """Whether the number of those who came without a seat is told."""
    return not without.whole or is_exact(without, small)


def reciprocity(view: View) -> Figure:
    """How many both taught and came."""
    now, known, small = view.now.reciprocity, known_of(view, _names_known(view), "named"), view.terms.small
    if not view.now.by_name:
        return Figure("reciprocity", _not_by_name(view), known=known)
    of = _n(
        "{part} of {all} person who took part",
        "{part} of {all} people who took part",
        now.whole,
        **both(now, small),
    )
    return Figure("reciprocity", rate(now, small), of=of if is_shown(now, small) else "", known=known)
