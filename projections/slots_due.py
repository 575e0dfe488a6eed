"""Which programmes may have dates to plan, or empty ones to tell of: asked at every tick, so cheaply."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, exists, func, select

from lt_web.events.clock import instant, next_valid, zone_named
from lt_web.events.programme import SETTINGS
from lt_web.events.rules import Rule
from projections.programmes import table as programmes
from projections.sessions import table as sessions
from projections.slots import rules, table

RULE = ("kind", "starts", "weekday", "time", "zone", "minutes", "weeks", "week", "nth", "place")


def rule_of(row: Any) -> Rule:
    """The rule that a row tells."""
    return Rule(**{name: getattr(row, name) for name in RULE})


def sessions_without(db: Connection, programme: UUID, now: datetime) -> list[UUID]:
    """Sessions of a programme that are to come and fill no slot."""
    coming = (sessions.c.programme == programme) & (sessions.c.start_at > now)
    found = select(sessions.c.id).where(coming, sessions.c.state.in_(("scheduled", "published")))
    filled = exists().where(table.c.thing == sessions.c.id)
    return list(db.scalars(found.where(~filled).order_by(sessions.c.start_at, sessions.c.id)))


def to_make(db: Connection, now: datetime) -> list[tuple[UUID, list[UUID]]]:
    """Programmes in which the last date that a rule asks for is not planned, and what may fill it."""
    found = select(rules, programmes.c.settings).join(programmes, programmes.c.id == rules.c.programme)
    found = found.where(programmes.c.stopped.is_(False))
    latest = select(table.c.rule, func.max(table.c.wall).label("wall")).where(table.c.rule.is_not(None))
    planned = {row.rule: row.wall for row in db.execute(latest.group_by(table.c.rule))}
    due = (row for row in db.execute(found) if _is_behind(row, planned.get(row.id, ""), now))
    wanted = dict.fromkeys(row.programme for row in due)
    return [(programme, sessions_without(db, programme, now)) for programme in wanted]


def to_nudge(db: Connection, now: datetime) -> list[UUID]:
    """Programmes with an empty date that comes near and was not told of yet."""
    empty = (table.c.state == "empty") & table.c.nudged.is_(False) & (table.c.start_at > now)
    soon = table.c.start_at <= now + timedelta(days=SETTINGS["empty_slot_days"].most)
    found = (
        select(table.c.programme, programmes.c.settings, func.min(table.c.start_at).label("first"))
        .join(programmes, programmes.c.id == table.c.programme)
        .where(empty, soon, programmes.c.stopped.is_(False))
        .group_by(table.c.programme, programmes.c.settings)
    )
    near = (row for row in db.execute(found) if row.first - now <= _ahead(row))
    return [row.programme for row in near]


def _is_behind(row: Any, planned: str, now: datetime) -> bool:
    """Whether the last turn of a rule that lies ahead has no date on the plan."""
    rule = rule_of(row)
    since = now.astimezone(zone_named(rule.zone)).date()
    until = since + timedelta(days=_setting(row, "slots_ahead_days"))
    last = None
    for turn in rule.periods(since, until):
        if turn.day is not None and since <= turn.day < until:
            last = turn
    if last is None or last.day is None:
        return False
    starts = instant(next_valid(rule.wall(last.day), rule.zone), rule.zone)
    return starts > now and planned[:10] < last.start.isoformat()


def _ahead(row: Any) -> timedelta:
    return timedelta(days=_setting(row, "empty_slot_days"))


def _setting(row: Any, name: str) -> int:
    value: int = json.loads(row.settings).get(name, SETTINGS[name].default)
    return value
