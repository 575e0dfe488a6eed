"""What stands in a line, held against what its event declares: nothing else comes in."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from lt_web.events.base import COMMON_FIELDS
from lt_web.events.clock import zone_named
from lt_web.events.refusals import Invalid
from lt_web.events.texts import web_address
from lt_web.log.fields import id_of

Check = Callable[[Any], Any]
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
MOST = 2**31  # a number that every column takes is smaller


def checked(event_class: Any, data: Any) -> dict[str, Any]:
    """Return the fields of an event with their types. Raises `ValueError` saying what is wrong."""
    if not isinstance(data, dict):
        raise ValueError("its data is no object")
    known = checks_of(event_class)
    if unknown := sorted(data.keys() - known.keys()):
        raise ValueError(f"it has no field “{unknown[0][:40]}”")
    return {name: _field(name, known[name], value) for name, value in data.items()}


def _field(name: str, check: Check, value: Any) -> Any:
    try:
        return BY_NAME.get(name, _as_it_is)(check(value))
    except (ValueError, TypeError) as error:
        raise ValueError(f"its {name} cannot be read ({error})") from None


@cache
def checks_of(event_class: Any) -> dict[str, Check]:
    """Return field → check, for what happened; `reason` is stored beside it."""
    hints = typing.get_type_hints(event_class)
    names = [name for name in event_class.__dataclass_fields__ if name not in COMMON_FIELDS]
    return {name: _check(hints[name]) for name in [*names, "reason"]}


def _check(hint: Any) -> Check:
    if hint in PLAIN:
        return PLAIN[hint]
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return _each(_check(args[0]))
    if origin in (types.UnionType, typing.Union) and type(None) in args:
        return _or_none(_check(next(arg for arg in args if arg is not type(None))))
    if hint is dict or origin is dict:
        return _of(dict)
    raise TypeError(f"an event field cannot be of type {hint}")


def _of(kind: type) -> Check:
    def check(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"it should be {NAMED[kind]}")
        return value

    return check


def _text(value: Any) -> str:
    text: str = _of(str)(value)
    if "\x00" in text:
        raise ValueError("it holds a character that no text has")
    return text


def _number(value: Any) -> int:
    number: int = _of(int)(value)
    if abs(number) >= MOST:
        raise ValueError("it is too large")
    return number


def _decimal(value: Any) -> Any:
    return value if type(value) is int else _of(float)(value)


def _made_by(convert: Check) -> Check:
    return lambda value: convert(_text(value))


def _each(check: Check) -> Check:
    return lambda values: tuple(check(value) for value in _of(list)(values))


def _or_none(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def _as_it_is(value: Any) -> Any:
    return value


def _zone(value: str) -> str:
    """Without a zone that this machine knows, no page could say when something is."""
    try:
        zone_named(value)
    except Invalid:
        raise ValueError(f"there is no time zone “{value[:40]}” here") from None
    return value


def _address(value: Any) -> Any:
    """A page makes a link of it, unless it is the id of one."""
    try:
        web_address("url", value if isinstance(value, str) else "")
    except Invalid:
        raise ValueError("it is no address that begins with https://") from None
    return value


def _slug(value: str) -> str:
    """It stands in every address."""
    if not SLUG.fullmatch(value):
        raise ValueError("it is no short name")
    return value


NAMED = {
    str: "text",
    int: "a number",
    bool: "true or false",
    float: "a number",
    dict: "an object",
    list: "a list",
}
PLAIN: dict[Any, Check] = {
    str: _text,
    int: _number,
    bool: _of(bool),
    float: _decimal,
    UUID: _made_by(id_of),
    datetime: _made_by(datetime.fromisoformat),
    date: _made_by(date.fromisoformat),
}
BY_NAME: dict[str, Check] = {"zone": _zone, "link": _address, "url": _address, "slug": _slug}
