"""A file that says who works here, CSV or JSON: read whole, with what is wrong in it, row by row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from lt_web.commands.people import checked_entry
from lt_web.events.person import team_named
from lt_web.events.refusals import Invalid
from lt_web.events.texts import one_line
from lt_web.identity import Profile
from lt_web.tables import TableError, delimited
from lt_web.tables.decoding import decode
from lt_web.tables.findings import Findings
from lt_web.tables.grid import limited
from lt_web.tables.headings import Headings
from lt_web.tables.words import clean, fold

# What a column may be called, in any case and with any punctuation.
CALLED = {
    "subject": "id, subject, user, user id, user name, username, login, kennung, personalnummer",
    "name": "name, full name, display name, anzeigename",
    "email": "email, e mail, mail, address, e mail address, email address, adresse, e mail adresse",
    "team": "team, department, abteilung",
    "zone": "zone, time zone, timezone, zeitzone",
    "manager": "manager, is manager, fuhrungskraft, fuehrungskraft",
    "groups": "groups, group, gruppen, gruppe",
}
COLUMNS = {name: column for column, names in CALLED.items() for name in names.split(", ")}
NEEDED = ("subject", "name")
YES, NO = ("yes", "true", "1", "x", "ja", "y", "wahr"), ("no", "false", "0", "", "nein", "n", "falsch")


@dataclass
class PeopleFile:
    """What a file says: `people` in order, `problems` as sentences, `ignored` columns by their headings."""

    people: list[Profile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


class _Known(Headings):
    """Headings of a list of people."""

    def _is_known(self, cell: str) -> bool:
        return fold(cell) in COLUMNS


def read(data: bytes, issuer: str) -> PeopleFile:
    """Read who works here, as `issuer` says it. Raises `TableError` for a file that is no list of people."""
    text, _encoding = decode(data)
    found = PeopleFile()
    rows = _of_json(text, found) if text.lstrip().startswith(("[", "{")) else _of_table(text, found)
    places: dict[str, int] = {}
    for number, row in rows:
        profile = _profile(row, issuer, number, found)
        if profile is None:
            continue
        if profile.subject in places:
            found.problems.append(
                f"Row {number}, id: “{profile.subject}” stands in row {places[profile.subject]} already."
            )
        places.setdefault(profile.subject, number)
        found.people.append(profile)
    return found


def _of_table(text: str, found: PeopleFile) -> Iterator[tuple[int, Mapping[str, Any]]]:
    headings = _Known({})
    delimiter, _count = delimited.find_delimiter(text, headings)
    delimited.note_stray_quotes(text, delimiter, Findings())
    first, *lines = list(limited(delimited.read(text, delimiter)))
    columns = _columns(first.cells, found)
    for line in lines:
        yield line.number, {column: line[index] for column, index in columns.items()}


def _of_json(text: str, found: PeopleFile) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        said = json.loads(text)
    except ValueError as error:
        raise TableError("This is no valid JSON: {why}.", why=error) from None
    if not isinstance(said, list) or not all(isinstance(row, dict) for row in said):
        raise TableError("A JSON file of people is a list of objects, one for each person.")
    columns = _columns(list(dict.fromkeys(key for row in said for key in row)), found)
    named = {index: column for column, index in columns.items()}
    keys = list(dict.fromkeys(key for row in said for key in row))
    for number, row in enumerate(said, 1):
        yield number, {named[i]: row[key] for i, key in enumerate(keys) if i in named and key in row}


def _columns(headings: Sequence[str], found: PeopleFile) -> dict[str, int]:
    """Return column → its place; raise `TableError` where one is missing or stands there twice."""
    columns: dict[str, int] = {}
    for index, heading in enumerate(headings):
        column = COLUMNS.get(fold(heading))
        if column is None:
            found.ignored += [heading] if heading else []
        elif column in columns:
            raise TableError("“{heading}” says the same as another column. Leave one out.", heading=heading)
        else:
            columns[column] = index
    if missing := [name for name in NEEDED if name not in columns]:
        wanted = " and ".join("id" if name == "subject" else name for name in missing)
        raise TableError("There is no column {wanted}. Each person needs an id and a name.", wanted=wanted)
    return columns


def _profile(row: Mapping[str, Any], issuer: str, number: int, found: PeopleFile) -> Profile | None:
    try:
        said = {column: _text(column, row.get(column)) for column in CALLED if column != "groups"}
        profile = Profile(
            issuer,
            one_line("id", said["subject"]),
            said["name"],
            said["email"],
            said["team"],
            said["zone"],
            _manager(said["manager"]) if "manager" in row else None,
            _groups(row["groups"]) if "groups" in row else None,
        )
        checked_entry(UUID(int=0), profile.name, profile.email, profile.zone)
        team_named(profile.team)
    except Invalid as error:
        found.problems.append(f"Row {number}, {error.field}: {error}")
        return None
    return profile


def _text(column: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int):
        return clean(str(value))
    raise Invalid("id" if column == "subject" else column, "Write this as text.")


def _manager(text: str) -> bool:
    if text.casefold() not in (*YES, *NO):
        raise Invalid("manager", "Write yes or no; “{text}” is neither.", text=text[:40])
    return text.casefold() in YES


def _groups(value: Any) -> tuple[str, ...]:
    """Names of groups; in a cell between bars or semicolons, or else commas."""
    if isinstance(value, list):
        return _named(_text("groups", name) for name in value)
    text = _text("groups", value)
    return _named(re.split(r"[|;\n]" if re.search(r"[|;\n]", text) else ",", text))


def _named(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
