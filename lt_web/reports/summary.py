"""The report in a few sentences: what a director reads if nothing else."""

from __future__ import annotations

from typing import Any

from lt_web.reports.view import View
from lt_web.speech import _, _n
from lt_web.words import number


def summary(view: View, made: dict[str, Any]) -> list[str]:
    """Sentences out of the figures; what is not known is said or left out, never guessed."""
    if made["is_empty"]:
        return []
    shown = {figure["key"]: figure for figure in made["figures"]}
    told = [
        f"{_held(view, shown)} {_presented(view)}",
        _joined(shown),
        _reached(shown) if "reach" in made["numbers"] else "",
        _worth(shown),
        _written(shown),
        _hanging(view),
    ]
    return [sentence for sentence in told if sentence]


def _held(view: View, shown: dict[str, Any]) -> str:
    pace, held = shown["sessions"]["of"], view.now.sessions
    if not pace:
        return _n("{all} session took place.", "{all} sessions took place.", held, all=number(held))
    return _n(
        "{all} session took place ({pace}, with a target of {target}).",
        "{all} sessions took place ({pace}, with a target of {target}).",
        held,
        all=number(held),
        pace=pace,
        target=view.terms.sessions,
    )


def _presented(view: View) -> str:
    people, new = view.now.presenters, view.now.new_presenters
    if not new:
        return _n(
            "{all} colleague presented, none of them for the first time.",
            "{all} colleagues presented, none of them for the first time.",
            people,
            all=number(people),
        )
    return _n(
        "{all} colleague presented, {new} of them for the first time.",
        "{all} colleagues presented, {new} of them for the first time.",
        people,
        all=number(people),
        new=number(new),
    )


def _joined(shown: dict[str, Any]) -> str:
    f = shown["participation"]
    if not f["of"]:
        return ""
    beside = _(", ").join(part for part in (f["target"], f["trend"]) if part)
    return _(
        "{share} of those invited took part ({beside}), where we know who came.",
        share=f["value"],
        beside=beside,
    )


def _reached(shown: dict[str, Any]) -> str:
    f = shown["reach"]
    return _("{of} came to at least one session: {share}.", of=f["of"], share=f["value"]) if f["of"] else ""


def _worth(shown: dict[str, Any]) -> str:
    f = shown["satisfaction"]
    if not f["of"]:
        return ""
    if f["trend"]:
        return _(
            "Asked whether it was worth their time, people gave it {value} on average, {trend} ({of}).",
            value=f["value"],
            trend=f["trend"],
            of=f["of"],
        )
    return _(
        "Asked whether it was worth their time, people gave it {value} on average ({of}).",
        value=f["value"],
        of=f["of"],
    )


def _written(shown: dict[str, Any]) -> str:
    f = shown["write_ups"]
    return _("{of} due for it were written up in time.", of=f["of"]) if f["of"] else ""


def _hanging(view: View) -> str:
    number_of = len(view.watch_list)
    if not number_of:
        return ""
    return _n(
        "{n} topic hangs on one person or nobody.", "{n} topics hang on one person or nobody.", number_of
    )
