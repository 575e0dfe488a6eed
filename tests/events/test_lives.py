"""What holds for every kind of event: it is told somewhere here, replays, and keeps its types when stored."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from lt_web.events import all_events
from lt_web.events.base import Aggregate, replayed
from lt_web.log.fields import converters_of
from tests.events.lives import LIVES
from tests.story import state_of

HERE = Path(__file__).parent
DOMAIN = HERE.parent.parent / "lt_web" / "events"


def test_together_the_lives_contain_every_kind_of_event() -> None:
    told = {type(event) for life in LIVES for event in life().collect_events()}
    assert told == set(all_events())


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.__name__)
def test_a_life_replays_to_the_same_state_from_any_point_on(life: Callable[[], Aggregate]) -> None:
    aggregate = life()
    events = list(aggregate.collect_events())
    for point in range(1, len(events)):
        before = replayed(None, events[:point])
        kept = copy.deepcopy(before)
        assert state_of(replayed(copy.deepcopy(before), events[point:])) == state_of(aggregate)
        assert state_of(before) == state_of(kept), "what happened to a copy changed the original"


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.__name__)
def test_every_field_is_what_it_was_after_being_stored(life: Callable[[], Aggregate]) -> None:
    for event in life().collect_events():
        fields = {name: getattr(event, name) for name, _ in converters_of(type(event))}
        stored = orjson.loads(orjson.dumps(fields))
        assert {name: convert(stored[name]) for name, convert in converters_of(type(event))} == fields


def sentences(module: Path) -> Iterator[str]:
    """Every message with which the domain says no, in its longest piece without a parameter."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Refused", "Invalid"):
            for message in (
                a.value for a in node.args if isinstance(a, ast.Constant) and " " in str(a.value)
            ):
                yield max(pieces(str(message)), key=len)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "WHY_NOT":
            marked = (call for call in ast.walk(node.value) if isinstance(call, ast.Call))
            yield from (str(ast.literal_eval(call.args[0])) for call in marked)


def pieces(message: str) -> list[str]:
    return [piece.partition("}")[2] if "}" in piece else piece for piece in message.split("{")]


def strings_in(module: Path) -> str:
    constants: list[Any] = [
        n.value for n in ast.walk(ast.parse(module.read_text())) if isinstance(n, ast.Constant)
    ]
    return "\n".join(text for text in constants if isinstance(text, str))


def test_every_sentence_with_which_a_rule_says_no_is_told_here() -> None:
    told = "\n".join(strings_in(module) for module in [*HERE.glob("test_*.py"), *HERE.glob("*_facts.py")])
    untold = [s for module in DOMAIN.glob("*.py") for s in sentences(module) if s not in told]
    assert untold == []
    assert len({s for module in DOMAIN.glob("*.py") for s in sentences(module)}) > 40
