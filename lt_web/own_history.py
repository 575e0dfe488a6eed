"""Whose history a page leads to: that of its own thing, as far as whoever asks may read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import g, request, url_for

from lt_web.identity import Standing
from lt_web.permissions import (
    is_champion,
    may_audit,
    may_give_roles,
    may_keep_people,
    may_read_report,
    may_see,
)

Right = Callable[[Standing], bool]


def _plans(standing: Standing) -> bool:
    return is_champion(standing) or may_audit(standing)


def _gives_roles(standing: Standing) -> bool:
    return may_give_roles(standing) or may_audit(standing)


# Kind of thing → who may read its history; of a person one may also read one's own.
RIGHTS: dict[str, Right] = {
    "session": may_see,
    "proposal": may_see,
    "topic": may_see,
    "person": lambda standing: may_keep_people(standing) or may_audit(standing),
    "milestone": is_champion,
    "programme": may_see,
    "charter": may_see,
    "roles": _gives_roles,
    "dates": _plans,
    "templates": _plans,
    "editions": may_read_report,
}
BY_ARGUMENT = ("session", "proposal", "topic", "person", "milestone")
# A list of many things, or a form, has none.
BY_AREA = {
    "lt.home": "programme",
    "lt.desk": "programme",
    "lt.settings": "programme",
    "lt.charter": "charter",
    "lt.roles": "roles",
    "lt.cadence": "dates",
    "lt.board": "dates",
    "lt.guides": "templates",
    "lt.editions": "editions",
    "lt.reports": "editions",
}
NONE_OF_ITS_OWN = ("lt.history", "lt.trail", "lt.attendance")  # also where their address names a thing


def may_read(kind: str, id: UUID) -> bool:
    """Whether whoever asks may read that history, should there be such a thing."""
    right = RIGHTS.get(kind)
    mine = kind == "person" and g.lt_me is not None and id == g.lt_me.id
    return right is not None and (mine or right(g.lt_standing))


def address() -> str:
    """Where the history of this page's thing stands; "" where it has none."""
    if g.get("lt_me") is None or g.get("lt_programme") is None:
        return ""
    kind, id = _thing(request.endpoint or "", request.view_args or {})
    return url_for("lt.history.page", kind=kind, id=id) if kind and may_read(kind, id) else ""


def _thing(endpoint: str, given: dict[str, Any]) -> tuple[str, UUID]:
    here: UUID = g.lt_programme.id
    area = endpoint.rpartition(".")[0]
    if area in NONE_OF_ITS_OWN:
        return "", here
    for kind in BY_ARGUMENT:
        if isinstance(given.get(kind), UUID):
            return kind, given[kind]
    return BY_AREA.get(area, ""), here
