"""What differs between a report as it was published and the same days as they are now. Pure functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lt_web.reports.naming import listed

Report = dict[str, Any]
# It speaks of the present, whatever the days of the report: that it moves corrects nothing.
OF_THE_PRESENT = frozenset({"watch_list"})
# Of how many it is one depends on who is here now; who came does not.
BY_ITS_PART = frozenset({"reach", "reciprocity"})
FIELDS = (
    "title",
    "short",
    "format",
    "presenters",
    "minutes",
    "invited",
    "came",
    "mean",
    "answers",
    "written",
)


def changes(old: Report, new: Report, called: Callable[[str], str] = str) -> dict[str, Any]:
    """Return what differs, as plain data: figures, sessions added, removed and changed, definitions.

    `called` gives a figure's or a field's name in the language in force. What only one of the two knows of,
    because reports have learned to say it since, is no change.
    """
    return {
        "figures": _figures(old, new, called),
        "added": _missing(new, old),
        "removed": _missing(old, new),
        "changed": _changed(old, new, called),
        "definitions": [old["version"], new["version"]] if old["version"] != new["version"] else [],
    }


def is_none(found: dict[str, Any]) -> bool:
    """Whether nothing differs."""
    return not any(found.values())


def how_many(found: dict[str, Any]) -> int:
    """How many sessions differ in any way."""
    return sum(len(found[kind]) for kind in ("added", "removed", "changed"))


def _figures(old: Report, new: Report, called: Callable[[str], str]) -> list[dict[str, str]]:
    now = {figure["key"]: figure for figure in new["figures"]}
    return [
        {"key": key, "label": called(key), "old": was, "new": is_now}
        for figure in old["figures"]
        for key in [figure["key"]]
        if key in now and _moved(key, old, new, figure, now[key])
        for was, is_now in [_said(figure, now[key])]
    ]


def _moved(key: str, old: Report, new: Report, was: dict[str, Any], now: dict[str, Any]) -> bool:
    if key in OF_THE_PRESENT:
        return False
    before, after = (report.get("numbers", {}).get(key) for report in (old, new))
    if key in BY_ITS_PART and before and after:
        return bool(before["part"] != after["part"])
    return (was["value"], was["of"]) != (now["value"], now["of"])


def _said(was: dict[str, Any], now: dict[str, Any]) -> tuple[str, str]:
    """The value before and now; where it reads the same, of how many it is."""
    field = "value" if was["value"] != now["value"] else "of"
    return was[field] or "–", now[field] or "–"


def _missing(these: Report, those: Report) -> list[dict[str, str]]:
    known = {session["id"] for session in those["sessions"]}
    return [{"title": s["title"], "short": s["short"]} for s in these["sessions"] if s["id"] not in known]


def _changed(old: Report, new: Report, called: Callable[[str], str]) -> list[dict[str, Any]]:
    now = {session["id"]: session for session in new["sessions"]}
    found = [
        {"title": s["title"], "short": s["short"], "what": _fields(s, now[s["id"]], called)}
        for s in old["sessions"]
        if s["id"] in now
    ]
    return [session for session in found if session["what"]]


def _fields(was: dict[str, Any], now: dict[str, Any], called: Callable[[str], str]) -> list[dict[str, str]]:
    return [
        {"field": field, "label": called(field), "old": _text(was.get(field)), "new": _text(now.get(field))}
        for field in FIELDS
        if field in was and was[field] != now.get(field)
    ]


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = listed(value)
    return "–" if value in (None, "") else value if isinstance(value, str) else str(value)
