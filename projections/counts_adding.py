"""How a session's row becomes sums of its month, and how a change of the row moves them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from projections.counted_sets import NOBODY, as_text, numbers_in, of_text
from projections.counts_tables import KEPT_SUMS, months, owed, sessions, taught
from projections.counts_wide import Sizes, apart, is_few, left_out
from projections.rows import Rows

Key = tuple[UUID, int]
NOTHING = dict.fromkeys(KEPT_SUMS, 0)
PEOPLE = ("attendees", "attendees_wide", "presenters")
NEW_MONTH: dict[str, Any] = NOTHING | dict.fromkeys(PEOPLE, NOBODY)


def sums(row: Mapping[str, Any]) -> dict[str, int]:
    """What a session adds to the sums of its month."""
    presents, there, away = of_text(row["presents"]), of_text(row["there"]), of_text(row["away"])
    invited, yes = of_text(row["invited"]) & ~presents, of_text(row["yes"])
    noted = there | away
    number = there.bit_count()
    came = number if noted else row["heads"]
    minutes = row["planned"] if row["actual"] is None else row["actual"]
    unsaid = (yes & ~noted).bit_count()
    counted = bool(invited and noted)
    asked = number + unsaid if row["asked"] is None else row["asked"]
    joined_of = (invited & ~(yes & ~noted)).bit_count() if counted else 0
    whole = {
        "sessions": 1,
        "imported": int(row["imported"]),
        "minutes": minutes,
        "timed": int(row["actual"] is not None),
        "uninvited": int(not invited),
        "invitations": invited.bit_count(),
        "counted": int(counted),
        "joined": (invited & there).bit_count(),
        "joined_of": joined_of,
        "turned_up": (yes & there).bit_count(),
        "turned_up_of": (yes & noted).bit_count(),
        "unsaid": unsaid if noted else 0,
        "named": int(bool(noted)),
        "known": int(came is not None),
        "came": came or 0,
        "walk_ins": (there & ~of_text(row["expected"])).bit_count(),
        "spent": minutes * (came or 0),
        "answers": row["answers"],
        "total": row["total"],
        "asked": max(asked, row["answers"]) if row["answers"] or not row["recalled"] else 0,
        "destroyed": row["destroyed"],
        "recalled": int(row["recalled"]),
        "presented": int(bool(presents)),
        "written": int(_is_written(row)),
        "written_in_time": int(_is_written(row) and row["written"] <= row["due"]),
    }
    return whole | apart(whole, left_out(_sizes(whole, (invited & yes & noted).bit_count(), row["least"])))


def _sizes(whole: Mapping[str, int], both: int, least: int) -> Sizes:
    """Of how many people a session is, by its sums."""
    came, asked, answers = whole["came"], whole["asked"], whole["answers"]
    return Sizes(whole["joined_of"], whole["turned_up_of"], both, came, asked, answers, least)


def _is_written(row: Mapping[str, Any]) -> bool:
    return row["due"] is not None and row["written"] is not None


def change(rows: Rows, session: UUID, **values: Any) -> None:
    """Change columns of a session's row, and with it the sums of its month."""
    before = rows.get(sessions, session)
    if before is None:
        return
    rows.update(sessions, session, **values)
    after = {**before, **values}
    stays = before["month"] == after["month"]
    if after["month"] is not None:
        _count(rows, before if stays else None, after)
    if before["month"] is not None and not stays:
        _count_out(rows, before)


def _count(rows: Rows, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
    """Count a session in its month, but for what is known of it there."""
    key = after["programme"], after["month"]
    more = sums(after)
    if before:
        known = sums(before)
        more = {name: value - known[name] for name, value in more.items() if value != known[name]}
    _put_month(rows, key, more, after)
    if before is None or any(before[name] != after[name] for name in ("due", "written")):
        if before is not None:
            _owe(rows, before, -1)
        _owe(rows, after, 1)
    gone = 0
    if before is None or before["presents"] != after["presents"]:
        were, are = of_text(before["presents"]) if before else 0, of_text(after["presents"])
        gone = were & ~are
        _teach(rows, key, are & ~were, 1)
        _teach(rows, key, gone, -1)
    if gone or (before and any(had & ~_people(after)[name] for name, had in _people(before).items())):
        _gather(rows, *key)


def _count_out(rows: Rows, row: Mapping[str, Any]) -> None:
    """Take a session out of the month in which it no longer is."""
    key = row["programme"], row["month"]
    _put_month(rows, key, {name: -value for name, value in sums(row).items()}, None)
    _owe(rows, row, -1)
    _teach(rows, key, of_text(row["presents"]), -1)
    _gather(rows, *key)


def _put_month(rows: Rows, key: Key, more: Mapping[str, int], came_in: Mapping[str, Any] | None) -> None:
    """Add to the sums of a month, and to the people who came and presented."""
    month = rows.get(months, *key)
    known = NEW_MONTH if month is None else month
    now: dict[str, Any] = {name: known[name] + value for name, value in more.items()}
    for name, people in _people(came_in).items():
        now[name] = as_text(of_text(known[name]) | people)
    if month is None:
        rows.insert(months, programme=key[0], month=key[1], **{**NEW_MONTH, **now})
    else:
        rows.update(months, *key, **now)


def _teach(rows: Rows, key: Key, people: int, times: int) -> None:
    for number in numbers_in(people):
        before = rows.get(taught, *key, number)
        rows.put(taught, *key, number, sessions=(before["sessions"] if before else 0) + times)


def _gather(rows: Rows, programme: UUID, month: int) -> None:
    """Who came and who presented in a month, anew: somebody may be in no session of it any more."""
    found = dict.fromkeys(PEOPLE, 0)
    for row in rows.where(sessions, programme=programme, month=month):
        found = {name: found[name] | people for name, people in _people(row).items()}
    rows.update(months, programme, month, **{name: as_text(people) for name, people in found.items()})


def _people(row: Mapping[str, Any] | None) -> dict[str, int]:
    """Who came to a session and who presented it, by the columns of its month."""
    if row is None:
        return dict.fromkeys(PEOPLE, 0)
    there = of_text(row["there"])
    return {
        "attendees": there,
        "attendees_wide": 0 if is_few(there.bit_count()) else there,
        "presenters": of_text(row["presents"]),
    }


def _owe(rows: Rows, row: Mapping[str, Any], times: int) -> None:
    if row["due"] is None or row["written"] is not None:
        return
    key = row["programme"], row["month"], row["due"]
    before = rows.get(owed, *key)
    rows.put(owed, *key, sessions=(before["sessions"] if before else 0) + times)
