"""A person's own record as files: CSV for spreadsheets, JSON for programs; `FIELDS` says what each holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import orjson

from lt_web.speech import N_

FORMAT = "learn-together/record/1"
FIELDS = {
    "kind": N_(
        "attended, taught, written (a write-up), note (what one added to somebody else's), reached (a "
        "milestone, as a colleague confirmed) or on_the_way (to one)"
    ),
    "title": N_("what the session was called, or how the milestone is put"),
    "date": N_("the day on which it began, in its own zone; of a milestone, when one got there (YYYY-MM-DD)"),
    "started": N_("of a milestone, the day on which one started (YYYY-MM-DD); else empty"),
    "days": N_("of a milestone that one reached, how many days it took; else empty"),
    "starts": N_("the moment at which it began, with its offset from UTC (ISO 8601); empty for milestones"),
    "zone": N_("its time zone, by its IANA name"),
    "minutes": N_("how long it took, in minutes"),
    "minutes_are": N_("noted (as it took) or planned"),
    "part": N_("whole or partly, where one attended; else empty"),
    "format": N_("its format"),
    "topics": N_("its topics; in CSV with semicolons between"),
    "programme": N_("the programme it belongs to"),
    "address": N_("its page"),
}
# Spreadsheets take a cell that begins so for a formula; an apostrophe in front makes it text again.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")


def row_of(kept: Any) -> dict[str, Any]:
    """One entry of a record by field."""
    return {
        "kind": kept.kind,
        "title": kept.title,
        "date": kept.start.date().isoformat(),
        "started": "",
        "days": "",
        "starts": kept.start.isoformat(),
        "zone": kept.zone,
        "minutes": kept.minutes,
        "minutes_are": "noted" if kept.measured else "planned",
        "part": ("partly" if kept.partly else "whole") if kept.kind == "attended" else "",
        "format": kept.format_label,
        "topics": list(kept.topics),
        "programme": kept.programme,
        "address": kept.url,
    }


def row_of_way(way: Any, topic: str, address: str) -> dict[str, Any]:
    """The way to a milestone by field; what sessions alone have is empty."""
    return dict.fromkeys(FIELDS, "") | {
        "kind": "reached" if way.days is not None else "on_the_way",
        "title": way.statement,
        "date": way.reached.isoformat() if way.days is not None else "",
        "started": way.started.isoformat(),
        "days": "" if way.days is None else way.days,
        "topics": [topic] if topic else [],
        "programme": way.programme,
        "address": address,
    }


def as_csv(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Lines of a CSV file, in UTF-8 with a mark that spreadsheets know it by."""
    yield b"\xef\xbb\xbf" + _line(FIELDS)
    for row in rows:
        yield _line(row[field] for field in FIELDS)


def as_json(rows: Iterable[dict[str, Any]], made_at: datetime) -> Iterator[bytes]:
    """Pieces of a JSON document: what the fields mean, then the entries."""
    head = {"format": FORMAT, "made_at": made_at.isoformat(), "fields": FIELDS}
    yield orjson.dumps(head)[:-1] + b',"entries":['
    for number, row in enumerate(rows):
        yield (b"," if number else b"") + b"\n" + orjson.dumps(row)
    yield b"\n]}\n"


def cell(value: Any) -> str:
    """A value as a cell holds it: never a formula."""
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) or text.startswith(FORMULA) else text


def _line(values: Iterable[Any]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(value) for value in values])
    return out.getvalue().encode()
