"""The report in a few sentences: what a director reads if nothing else."""

from __future__ import annotations

from typing import Any

from lt_web.reports.figures import View, many
from projections import report_figures as counted


def summary(view: View, made: dict[str, Any]) -> list[str]:
    """Sentences out of the figures; what is not known is said or left out, never guessed."""
    if made["is_empty"]:
        return []
    shown = {figure["key"]: figure for figure in made["figures"]}
    told = [
        _held(view, shown),
        _joined(shown),
        _reached(shown),
        _worth(shown),
        _written(shown),
        _hanging(view),
    ]
    return [sentence for sentence in told if sentence]


def _held(view: View, shown: dict[str, Any]) -> str:
    f = shown["sessions"]
    held = f"{many(len(view.held), 'session')} took place"
    pace = f"{f['of']}, with a target of {view.terms.sessions}" if f["of"] else ""
    people = f"{many(len(counted.presenters(view.held)), 'colleague')} presented"
    new = len(counted.new_presenters(view.held, view.facts))
    first = f", {new if new else 'none'} of them for the first time" if people else ""
    return f"{held}{f' ({pace})' if pace else ''}. {people}{first}."


def _joined(shown: dict[str, Any]) -> str:
    f = shown["participation"]
    if not f["value"].endswith("%"):
        return ""
    beside = ", ".join(part for part in (f["target"], f["trend"]) if part)
    return f"{f['value']} of those invited took part ({beside}), where we know who came."


def _reached(shown: dict[str, Any]) -> str:
    f = shown["reach"]
    if not f["value"].endswith("%"):
        return ""
    return f"{f['of']} came to at least one session: {f['value']}."


def _worth(shown: dict[str, Any]) -> str:
    f = shown["satisfaction"]
    if not f["of"]:
        return ""
    beside = f", {f['trend']}" if f["trend"] else ""
    return (
        f"Asked whether it was worth their time, people gave it {f['value']} on average{beside} ({f['of']})."
    )


def _written(shown: dict[str, Any]) -> str:
    f = shown["write_ups"]
    return f"{f['of']} due for it were written up in time." if f["of"] else ""


def _hanging(view: View) -> str:
    number = len(view.facts.watch_list)
    hang = "hangs" if number == 1 else "hang"
    return f"{many(number, 'topic')} {hang} on one person or nobody." if number else ""
