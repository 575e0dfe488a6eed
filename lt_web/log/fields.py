"""From JSON values back to the types that an event's fields declare."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from lt_web.events.base import COMMON_FIELDS

Convert = Callable[[Any], Any]
AS_THEY_ARE = (str, int, bool, float, dict)
# The same ids come again and again, and making one of its text is slow.
id_of = lru_cache(maxsize=20_000)(UUID)
BY_TYPE: dict[Any, Convert] = {UUID: id_of, datetime: datetime.fromisoformat, date: date.fromisoformat}


@cache
def converters_of(event_class: type[Any]) -> tuple[tuple[str, Convert], ...]:
    """Return (field, conversion) for the fields of an event class that JSON cannot express as they are."""
    hints = typing.get_type_hints(event_class)
    wanted = {
        name: _converter(hints[name])
        for name in event_class.__dataclass_fields__
        if name not in COMMON_FIELDS
    }
    return tuple((name, convert) for name, convert in wanted.items() if convert is not None)


def _converter(hint: Any) -> Convert | None:
    if hint in BY_TYPE:
        return BY_TYPE[hint]
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if hint in AS_THEY_ARE or origin is dict:
        return None
    if origin is tuple:
        return _each(_converter(args[0]))
    if origin in (types.UnionType, typing.Union) and type(None) in args:
        inner = _converter(next(arg for arg in args if arg is not type(None)))
        return inner and _unless_none(inner)
    raise TypeError(f"an event field cannot be of type {hint}")


def _each(convert: Convert | None) -> Convert:
    return tuple if convert is None else lambda values: tuple(convert(value) for value in values)


def _unless_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)
