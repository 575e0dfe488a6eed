"""The catalogue of events in Markdown: `python -m lt_web.catalogue > docs/events.md`."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lt_web.events import AGGREGATES
from lt_web.events.base import Aggregate, Created, Event, events_of
from lt_web.events.marks import Mark, marks_of

FIRST_VERSION = "0.1.0"
WORDS: dict[Any, str] = {
    UUID: "id",
    datetime: "time",
    date: "day",
    str: "text",
    int: "number",
    bool: "yes or no",
}
OF_ALL = {field.name for field in dataclasses.fields(Created)} | {"originator_topic"}
INTRODUCTION = """\
# Events

Everything that happens in a programme is one of these. The list is made from the code (`python -m
lt_web.catalogue > docs/events.md`), and a test compares the two.

An event is stored under its name for ever. It is never edited: a field that is added later has a default,
and a changed meaning is a new event. Ids are random and mean nothing outside; names and addresses of people
stand in the directory, beside the log.

Each event also carries its envelope: who did it (a person or a routine), on whose behalf, when it was
recorded, when it was so (where that differs, as in an import), the command and the user action it belongs
to, where it came from (web, cli, import, routine) and the release that recorded it. `cause` names the event
that led to it, and `reason` is what the actor gave as one; `reason` is work text.

Marks: *personal* text is encrypted under the key of the person who wrote it, in the log and in what pages
read. *Work* text is encrypted in the log. *Sealed* text is shown to nobody but the person it is about.
"""


def catalogue() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(_section(aggregate) for aggregate in AGGREGATES)])


def _section(aggregate: type[Aggregate]) -> str:
    rows = [f"| `{_name(e)}` | {_said(e)} | {_fields(e)} | {_since(e)} |" for e in events_of(aggregate)]
    head = ["| Event | What happened | Fields | Since |", "|---|---|---|---|"]
    return "\n".join([f"## {aggregate.STREAM}", "", _said(aggregate), "", *head, *rows, ""])


def _name(event: type[Event]) -> str:
    return str(event.TOPIC)  # type: ignore[attr-defined]


def _said(thing: type[Any]) -> str:
    return " ".join((thing.__doc__ or "").split()).replace("|", "\\|")


def _fields(event: type[Event]) -> str:
    hints, marks = typing.get_type_hints(event), marks_of(event)
    names = [field.name for field in dataclasses.fields(event) if field.name not in OF_ALL]
    return "<br>".join(f"`{name}`: {_type(hints[name])}{_marked(marks.get(name))}" for name in names)


def _marked(mark: Mark | None) -> str:
    return f", *{mark.kind}*" if mark else ""


def _type(hint: Any) -> str:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return f"list of {_type(args[0])}"
    if origin in (types.UnionType, typing.Union):
        return f"{_type(args[0])} or none"
    return WORDS[hint]


def _since(event: type[Event]) -> str:
    return getattr(event, "since", FIRST_VERSION)


if __name__ == "__main__":
    print(catalogue(), end="")
