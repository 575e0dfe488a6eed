"""flask lt audit diff: what changed between two moments, from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lt_web.cli.group import lt
from lt_web.commands import seats, sessions
from lt_web.past import scratch
from lt_web.store import accesses
from tests.views.conftest import OWN, Web, company, schedule, web  # noqa: F401


@pytest.fixture
def storm(web: Web) -> Iterator[tuple[Web, int, int]]:  # noqa: F811
    """A session is answered and cancelled between two positions."""
    session = schedule(web, "sails")
    before = web.position()
    web.do("employee", seats.answer, session, "yes")
    web.do("champion", sessions.cancel, session, "A storm")
    yield web, before, web.position()
    scratch.empty(web.installation)


def run(web: Web, *words: object) -> tuple[int, str]:  # noqa: F811
    done = web.app.test_cli_runner().invoke(lt, ["audit", "diff", *map(str, words)])

    return done.exit_code, done.output


def test_rows_that_came_went_and_changed_are_counted(storm: Any) -> None:
    web, before, after = storm  # noqa: F811
    code, said = run(web, before, after)
    assert code == 0
    assert f"{after - before} events after event {before}, up to event {after}." in said
    assert "lt_sessions: 1 row changed" in said
    assert " came" in said
    facts = json.loads(run(web, f"e{before}", "now", "--json")[1])
    assert (facts["code"], facts["first"], facts["last"]) == (0, before, after)
    assert facts["tables"]["lt_sessions"] == {"came": 0, "went": 0, "changed": 1}


def test_the_same_moment_differs_in_nothing(storm: Any) -> None:
    assert "No row of any read model differs." in run(storm[0], storm[2], "now")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("999999", "now"), "The log ends at event"),
        (("soon", "now"), "“soon” is no moment: give an event's number, a time or now."),
        (("now", "1"), "Give the earlier moment first."),
    ],
)
def test_what_is_no_moment_cannot_be_told(storm: Any, words: tuple[str, str], said: str) -> None:
    code, output = run(storm[0], *words)
    assert code == 2
    assert said in output


def test_what_a_page_said_is_told_with_the_rights_of_somebody(storm: Any) -> None:
    web, before, after = storm  # noqa: F811
    page = f"/tech-hour/sessions/{web.sessions['sails']}"
    code, said = run(web, before, after, page, "--as", "emil@tern.example")
    assert code == 0
    assert "+ A storm" in said
    assert "+ Cancelled" in said
    facts = json.loads(run(web, before, "now", page, "--as", "emil@tern.example", "--json")[1])
    assert {"before": "", "after": "A storm"} in facts["changes"]
    with web.installation.database.reading() as db:
        noted = accesses.of_programme(db, web.programmes[OWN])
    assert [(row.by, row.kind) for row in noted] == [(None, "command-line")] * 2


def test_a_page_is_not_read_with_rights_that_nobody_gave(storm: Any) -> None:
    web, before, after = storm  # noqa: F811
    page = f"/tech-hour/sessions/{web.sessions['sails']}"
    assert run(web, before, after, page) == (2, "Error: Say with whose rights the page is read, for example: "
        "--as emil@tern.example\n")  # fmt: skip
    code, said = run(web, before, after, page, "--as", "ben@tern.example")
    assert code == 2
    assert "There was no such page at either moment" in said
    assert "No page of ours" in run(web, before, after, "/nowhere/x", "--as", "emil@tern.example")[1]
