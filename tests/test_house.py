"""The house keeps its shape: lists are complete, rooms load what they may, files and functions stay small."""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Blueprint

import lt_web.events
import lt_web.views
import projections
from lt_web.events import AGGREGATES, all_events
from lt_web.events.base import COMMON_FIELDS, Aggregate
from lt_web.events.person import Person
from lt_web.log.fields import converters_of
from lt_web.sentences import SENTENCES
from lt_web.views import BLUEPRINTS
from projections.base import Projection
from projections.catalogue import PROJECTIONS
from projections.history import UNSEEN

ROOT = Path(__file__).parent.parent
HOUSE = (ROOT / "lt_web", ROOT / "projections")
FILES = sorted(file for room in HOUSE for file in room.rglob("*.py"))
WEB = ("flask", "flask_login", "flask_wtf", "htmx_flask", "werkzeug", "jinja2", "wtforms")
EVENTS = pytest.mark.parametrize("event", all_events(), ids=lambda event: event.TOPIC)


def modules_in(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def place(file: Path) -> str:
    return str(file.relative_to(ROOT))


# Explicit lists


def test_every_aggregate_is_named_in_the_list() -> None:
    found = {
        value
        for module in modules_in(lt_web.events)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Aggregate) and value.STREAM
    }
    assert found == set(AGGREGATES)


def test_every_read_model_is_named_in_the_list() -> None:
    found = {
        id(value)
        for module in modules_in(projections)
        for value in vars(module).values()
        if isinstance(value, Projection)
    }
    assert found == {id(projection) for projection in PROJECTIONS}


DOORS = ("account", "joining", "provider", "setup")  # of our own server, or of guests, alone


def test_every_area_of_pages_is_named_in_the_list() -> None:
    found = {
        value.name
        for module in modules_in(lt_web.views)
        for value in vars(module).values()
        if isinstance(value, Blueprint) and module.__name__.rpartition(".")[2] not in DOORS
    }
    assert found == {blueprint.name for blueprint in BLUEPRINTS}


def test_every_event_can_be_said_in_plain_words() -> None:
    """But for what concerns one person alone: nobody sees who voted, or who took note of what."""
    told = {event.TOPIC for event in all_events() if event not in UNSEEN}  # type: ignore[attr-defined]
    assert SENTENCES.keys() == told


# Names

# One name for each aggregate in every room; where it has no file of its own, who looks after it there.
PLURALS = {
    "write_up": "write_ups",
    "person": "people",
    "programme": "programmes",
    "proposal": "proposals",
    "session": "sessions",
}
GUESTS = {
    ("commands", "roles"): "programmes",
    ("views", "seats"): "sessions",
    ("templates", "seats"): "sessions",
    ("projections", "charter"): "charters",
    ("projections", "cadence"): "slots",
}
ROOMS = {
    "commands": "lt_web/commands/{}.py",
    "projections": "projections/{}.py",
    "views": "lt_web/views/{}.py",
    "templates": "lt_web/templates/lt_web/{}",
}


# Notes of the log about itself: no deed of a person, and no page of its own.
OF_THE_LOG = {"ledger"}


@pytest.mark.parametrize("aggregate", AGGREGATES, ids=lambda aggregate: aggregate.STREAM)
def test_an_aggregate_goes_by_one_name_in_every_room(aggregate: type[Aggregate]) -> None:
    stream = aggregate.STREAM
    assert aggregate.__module__ == f"lt_web.events.{stream}"
    assert (ROOT / f"tests/events/test_{stream}.py").is_file()
    for room, path in ROOMS.items() if stream not in OF_THE_LOG else ():
        name = PLURALS.get(stream, stream)
        assert (ROOT / path.format(GUESTS.get((room, name), name))).exists(), f"{room} has no {name}"


def test_no_file_is_named_after_nothing_in_particular() -> None:
    nothing = re.compile(r"utils?|helpers?|manager|service|factory|common|misc")
    assert [place(file) for file in FILES if nothing.search(file.stem)] == []


# Events


@EVENTS
def test_an_event_says_in_one_line_what_happened(event: type[Any]) -> None:
    words = event.__doc__ or ""
    assert not words.startswith(f"{event.__name__}("), "dataclasses wrote this docstring"
    assert re.fullmatch(r"[A-Z][^\n]+\.", words)


@EVENTS
def test_the_fields_of_an_event_are_of_types_that_can_be_stored(event: type[Any]) -> None:
    known = {name for name, _ in converters_of(event)}
    assert known <= {field.name for field in fields(event)} - set(COMMON_FIELDS)


@EVENTS
def test_no_event_carries_a_name_or_an_address_of_a_person(event: type[Any]) -> None:
    carried = {field.name for field in fields(event)}
    assert carried.isdisjoint({"email", "mail", "address", "phone", "subject", "username", "initials"})
    if event.__qualname__.startswith((f"{Person.__name__}.", "Roles.", "Seats.")):
        assert "name" not in carried


# Who may know whom (lint-imports reads the imports; this sees what really gets loaded)

LOADED = """
import importlib, pkgutil, sys
for name in {names!r}:
    module = importlib.import_module(name)
    for found in pkgutil.iter_modules(getattr(module, "__path__", ()), name + "."):
        if {deeply!r}:
            importlib.import_module(found.name)
print(*sorted(sys.modules.keys() & set({forbidden!r})))
"""


@pytest.mark.parametrize(
    ("names", "deeply", "forbidden"),
    [
        (["lt_web"], False, (*WEB, "sqlalchemy", "eventsourcing")),
        (
            ["lt_web.identity", "lt_web.permissions", "lt_web.config"],
            False,
            (*WEB, "sqlalchemy", "eventsourcing"),
        ),
        (["lt_web.events"], True, (*WEB, "sqlalchemy")),
        (["lt_web.log", "lt_web.store"], True, (*WEB, "projections")),
        (["lt_web.commands"], True, (*WEB, "projections")),
        (["projections"], True, (*WEB, "lt_web.log", "lt_web.store", "lt_web.commands")),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else "",
)
def test_a_room_loads_only_what_it_may_know(
    names: list[str], deeply: bool, forbidden: tuple[str, ...]
) -> None:
    program = LOADED.format(names=names, deeply=deeply, forbidden=forbidden)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


# Words


def test_every_file_says_what_it_is_for() -> None:
    silent = [place(file) for file in FILES if not (ast.get_docstring(parsed(file)) or "").strip()]
    assert silent == []


def test_everything_that_others_may_use_says_what_it_does() -> None:
    """But for handlers of read models: their names and their one line say it."""
    silent = [
        f"{place(file)}: {node.name}"
        for file in (ROOT / "lt_web").rglob("*.py")
        for node in parsed(file).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        if node.name[0] != "_" and not ast.get_docstring(node)
    ]
    assert silent == []


def refusals() -> Iterator[tuple[str, ast.Call]]:
    for file in FILES:
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "Refused",
                "Invalid",
                "Forbidden",
            ):
                yield f"{place(file)}:{node.lineno}", node


def test_a_refusal_is_a_message_with_named_parts_and_never_put_together() -> None:
    put_together = [
        where
        for where, call in refusals()
        if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in call.args)
    ]
    assert put_together == []


def test_a_refusal_knows_every_part_that_it_names() -> None:
    for where, call in refusals():
        constants = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        wanted = {name for text in constants for name in re.findall(r"{(\w+)}", text)}
        assert wanted <= {keyword.arg for keyword in call.keywords}, where


# Sizes: 95 of 100 below these; a file beyond them is telling that it holds two things

MOST_LINES_OF_A_FUNCTION, MOST_LINES_OF_A_FILE, MOST = 25, 200, 0.05


def too_long(sizes: dict[str, int], most: int) -> dict[str, int]:
    return {name: size for name, size in sorted(sizes.items(), key=lambda item: -item[1]) if size >= most}


def test_functions_stay_short() -> None:
    sizes = {
        f"{place(file)}: {node.name}, line {node.lineno}": (node.end_lineno or 0) - node.lineno + 1
        for file in FILES
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    long = too_long(sizes, MOST_LINES_OF_A_FUNCTION)
    assert len(long) <= MOST * len(sizes), long


def test_files_stay_short() -> None:
    """Blank lines do not count: they are there for the eye."""
    sizes = {
        place(file): sum(bool(line.strip()) for line in file.read_text(encoding="utf-8").splitlines())
        for file in FILES
    }
    long = too_long(sizes, MOST_LINES_OF_A_FILE)
    assert len(long) <= MOST * len(sizes), long


def test_garbage_is_collected_whatever_was_imported() -> None:
    assert gc.isenabled()
