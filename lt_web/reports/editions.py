"""Editions of the report: made, read back and held against what is known now."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from lt_web.events.ids import edition_id
from lt_web.installation import Installation
from lt_web.log import digest
from lt_web.log.checkpoints import footer
from lt_web.log.sealing import Broken
from lt_web.reports.changes import changes, is_none
from lt_web.reports.definitions import VERSION, label
from lt_web.reports.meanings import DEFINITIONS
from lt_web.reports.naming import REASON, Named
from lt_web.reports.periods import Period
from lt_web.reports.report import Report, read_back, report, written_down
from lt_web.speech import N_, _, speaking
from lt_web.store import editions as store
from lt_web.store.editions import Altered
from lt_web.web import db, installation, live_db, programme, stop_reading
from projections import editions as queries

__all__ = ["Altered", "Draft", "changed_since", "changes_of", "data_of", "draft", "prove", "whole"]
FIELDS = {
    "title": N_("Session"),
    "short": N_("Day"),
    "format": N_("Format"),
    "presenters": N_("Presented by"),
    "minutes": N_("Minutes"),
    "invited": N_("Invited"),
    "came": N_("There"),
    "mean": N_("Worth it"),
    "answers": N_("Answers"),
    "written": N_("Write-up"),
}
ON_THE_DESK = 3  # editions that it speaks of at once
REMEMBERED = 200
# What an edition's days have become, by edition and position: worked out once in each process, lost with it.
_worked_out: WeakKeyDictionary[Installation, dict[tuple[UUID, int, int], Report]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Draft:
    """A report as it would be published now. `before` is the edition that it would replace, if any."""

    data: str
    words: dict[str, str]
    position: int
    number: int
    before: Any
    changes: Report
    is_empty: bool


def draft(period: Period, language: str, reason: str = "", number: int | None = None) -> Draft:
    """Make the report of these days in a language, as an edition with this number, else the next one."""
    before = queries.newest(db(), programme().id, period.first, period.last, language)
    number = number or (before.number + 1 if before else 1)
    with speaking(language):
        made = report(programme(), period)
        found = _against(before, made, called) if before else {}
    said = reason_said(programme().id, reason, period, language, number)
    about = {"number": number, "reason": said, "changes": found}
    data, words = written_down(made | {"edition": about})
    return Draft(data, words, made["position"], number, before, found, made["is_empty"])


def reason_said(programme: UUID, reason: str, period: Period, language: str, number: int) -> str:
    """Why there is another edition, as its data says it."""
    edition = edition_id(programme, period.first, period.last, language, number)
    return Named.of(reason, REASON, edition) if reason else ""


def prove() -> None:
    """Seal what is recorded, before anybody holds the writer's lock to ask for the digest at a position."""
    stop_reading()
    installation().seal_now()


def digest_at(position: int) -> str:
    """The log's digest at a position, in hexadecimal digits."""
    prove()
    return digest.at(live_db(), position).root.hex()


def checkpoint_line(position: int) -> str:
    """How the log's digest at a position is printed; "" where the log is not what was sealed any more."""
    try:
        return footer(position, bytes.fromhex(digest_at(position)))
    except (Broken, digest.Gap):
        return ""


def imprint(position: int, root: str, data: str = "") -> dict[str, str]:
    """What is printed beside a report: the log's digest at its position, how that is printed at the foot of
    every page, and the hash of its data."""
    return {"digest": root, "line": footer(position, bytes.fromhex(root)), "data": data}


def data_of(row: Any) -> Report:
    """The data of an edition; raise `Altered` where it is not what was published."""
    with speaking(row.language):
        return read_back(text_of(row), store.words_of(live_db(), row.edition))


def text_of(row: Any) -> str:
    """The same as it was written down, with marks for names: its SHA-256 is the hash of its data."""
    return store.content_of(live_db(), row.edition, row.data)


def whole(row: Any) -> Report:
    """The data of an edition with what is printed beside it: the digest of the log, and its own hash."""
    return data_of(row) | {"imprint": imprint(row.printed, row.digest, row.data)}


def called(key: str) -> str:
    """What a figure, or a field of a session, is called."""
    return label(key) if key in DEFINITIONS else _(FIELDS.get(key, key))


def changes_of(row: Any) -> Report:
    """What the days of an edition have become since it was published, said in the language in force."""
    with speaking(row.language):
        found = _against(row, report(programme(), Period(row.first, row.last)), str)
    for figure in found.get("figures", ()):
        figure["label"] = called(figure["key"])
    for field in (field for session in found.get("changed", ()) for field in session["what"]):
        field["label"] = called(field["field"])
    return found


def changed_since() -> list[tuple[Any, Report]]:
    """Editions whose days were corrected since, with what changed, the newest first.

    One query where nothing happened in those days; what did is worked out once in each process.
    """
    moved = queries.moved_since(db(), programme().id, ON_THE_DESK)
    told = [(row, _remembered(row, position)) for row, position in moved]
    return [(row, found) for row, found in told if found and not is_none(found)]


def _remembered(row: Any, position: int) -> Report:
    known = _worked_out.setdefault(installation(), {})
    key = (row.edition, position, VERSION)
    if key not in known:
        if len(known) >= REMEMBERED:
            known.clear()
        known[key] = changes_of(row)
    return known[key]


def _against(row: Any, now: Report, name: Callable[[str], str]) -> Report:
    """What differs from an edition; nothing can be said where its data is not what was published."""
    try:
        return changes(data_of(row), now, name)
    except Altered:
        return {}


def found_by(line: str) -> list[Any]:
    """Editions of this programme whose digest and data's hash both stand in a line that somebody copied."""
    parts = sorted(set(re.findall(r"\b[0-9a-f]{16}", line.lower())))[:8]
    rows = queries.bearing(db(), programme().id, parts)
    return [row for row in rows if row.digest[:16] in parts and row.data[:16] in parts]


def period_of(row: Any) -> str:
    """The days of an edition in words."""
    first: date = row.first
    return str(Period(first, row.last))
