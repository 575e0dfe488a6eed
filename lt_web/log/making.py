"""An event made of its stored fields, whatever version of its class stored them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from lt_web.events.base import Event


def upcast(event_class: Any, data: dict[str, Any], version: int) -> dict[str, Any]:
    """Bring stored fields from the version of their class, step by step, to the one of today."""
    while version < getattr(event_class, "class_version", 1):
        step: Callable[[dict[str, Any]], None] = getattr(event_class, f"upcast_v{version}_v{version + 1}")
        step(data)
        version += 1
    return data


def made(event_class: type[Event], data: dict[str, Any]) -> Event:
    """Build the event without its constructor; fields added since it was stored get their defaults."""
    required = _required(event_class)
    if not required <= data.keys():
        raise ValueError(f"it lacks {', '.join(sorted(required - data.keys()))}")
    event = object.__new__(event_class)
    object.__setattr__(event, "__dict__", _defaults(event_class) | data)
    return event


@cache
def _defaults(event_class: Any) -> dict[str, Any]:
    defaults = {f.name: f.default for f in fields(event_class) if f.default is not MISSING}
    aggregate = event_class.TOPIC.partition(".")[0]
    return defaults | {"originator_topic": aggregate} if _is_first(event_class) else defaults


@cache
def _required(event_class: Any) -> frozenset[str]:
    return frozenset(f.name for f in fields(event_class) if f.default is MISSING) - {"originator_topic"}


def _is_first(event_class: type[Any]) -> bool:
    return "originator_topic" in event_class.__dataclass_fields__
