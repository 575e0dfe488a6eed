"""flask lt audit seal, rotate-key, verify, witness; and sealing behind answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from lt_web.app import create_app
from lt_web.cli import lt
from lt_web.installation import Installation
from lt_web.log import sealing, unsealed
from lt_web.log.clock import SteppedClock
from lt_web.log.recorder import events
from tests.company import Company

Run = Callable[..., Result]


@pytest.fixture
def app(settings: dict[str, Any], clock: SteppedClock) -> Iterator[Flask]:
    made = create_app({**settings, "LT_TICK_SECONDS": "60"}, clock)
    made.extensions["learn-together"].installation.prepare()
    yield made
    made.extensions["learn-together"].installation.close()


@pytest.fixture
def house(app: Flask) -> Installation:
    found: Installation = app.extensions["learn-together"].installation
    return found


@pytest.fixture
def run(app: Flask, house: Installation, clock: SteppedClock) -> Run:
    Company(house, clock)

    def typed(*words: str, code: int = 0) -> Result:
        result = app.test_cli_runner().invoke(lt, ["audit", *words])
        assert result.exit_code == code, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return typed


def damage(house: Installation) -> None:
    with house.database.writing() as db:
        db.execute(events.update().where(events.c.position == 3).values(topic="seats.closed"))


def test_the_command_line_seals_and_says_what_is_printed(run: Run, tmp_path: Path) -> None:
    assert "It proves something once it is somewhere else" in run("seal").output
    told = json.loads(run("seal", "--publish", str(tmp_path), "--json").output)
    assert told["printed"].startswith(f"{told['size']} ")
    assert Path(told["published"]).read_text(encoding="utf-8").startswith(told["origin"])


def test_verifying_ends_with_0_and_after_damage_with_1(run: Run, house: Installation) -> None:
    assert "events are as they were sealed; 1 checkpoints agree" in run("verify").output
    damage(house)
    assert "Event 3 is not what was sealed." in run("verify", code=1).output
    told = json.loads(run("verify", "--json", code=1).stdout)
    assert (told["code"], told["positions"]) == (1, [3])


def test_a_witness_ends_with_0_1_or_2(run: Run, house: Installation, tmp_path: Path) -> None:
    keep, odd = tmp_path / "kept", tmp_path / "odd"
    assert "Nothing was kept before" in run("witness", "--keep", str(keep)).output
    assert "Accepted: " in run("witness", "--keep", str(keep)).output
    odd.write_text("a note\n")
    run("witness", "--keep", str(keep), "--checkpoint", str(odd), code=2)
    run("witness", "--keep", str(odd), code=2)
    before = keep.read_text(encoding="utf-8")
    damage(house)
    assert json.loads(run("witness", "--keep", str(keep), "--json", code=1).stdout)["code"] == 1
    assert keep.read_text(encoding="utf-8") == before


def test_another_key_is_made_and_both_sign(run: Run, house: Installation) -> None:
    told = json.loads(run("rotate-key", "--json").output)
    assert len(told["keys"]) == 2
    assert told["new"] == told["keys"][-1]
    assert "are as they were sealed" in run("verify").output


def test_what_is_recorded_is_sealed_behind_an_answer_once_it_is_time(
    app: Flask, house: Installation, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app.test_client()
    monkeypatch.setattr(unsealed, "MANY", 10**6)
    client.get("/learn/sign-in").close()
    assert not is_sealed(house), "few events wait for a while"
    monkeypatch.setattr(unsealed, "LONG", 0.0)
    answer = client.get("/learn/sign-in")
    assert not is_sealed(house), "the answer comes first"
    answer.close()
    assert is_sealed(house)
    assert not house.unsealed.is_due()


def test_many_events_do_not_wait(
    app: Flask, house: Installation, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsealed, "MANY", 5)
    app.test_client().get("/learn/sign-in").close()
    assert is_sealed(house)


def test_where_nothing_may_be_sealed_people_go_on_working(
    app: Flask,
    house: Installation,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    house.seal_now()
    with house.database.writing() as db:
        db.execute(events.delete().where(events.c.position > 5))
    house.unsealed.add(500)
    app.test_client().get("/learn/sign-in").close()
    assert "sealing-refused" in caplog.text


def is_sealed(house: Installation) -> bool:
    with house.database.reading() as db:
        return sealing.is_sealed(db)
