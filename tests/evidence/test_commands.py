"""The commands of the evidence: what they write, what they say, and the code that they end with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from lt_web.app import create_app
from lt_web.cli import lt
from lt_web.evidence import verify
from lt_web.log.recorder import events
from lt_web.web import EXTENSION
from tests.company import Company


@pytest.fixture
def app(told: Company, tmp_path: Path) -> Flask:
    """The application on that company's log."""
    settings = {"LT_DATA_DIR": str(tmp_path / "data"), "SECRET_KEY": "k" * 32, "LT_TICK_SECONDS": "0"}
    return create_app({"TESTING": True, **settings})


def run(app: Flask, *command: object) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(lt, ["audit", *map(str, command)])
    return done.exit_code, done.output


def test_the_log_is_written_out_and_one_event_of_it_proved(app: Flask, tmp_path: Path) -> None:
    code, said = run(app, "export", tmp_path / "out")
    assert code == 0
    assert "To check it: python" in said
    assert verify.main([str(tmp_path / "out")]) == 0
    assert {p.stat().st_mode & 0o77 for p in (tmp_path / "out").iterdir()} == {0}
    code, said = run(app, "export", tmp_path / "out.zip", "--redact", "tech-hour", "--json")
    assert (code, json.loads(said)["code"]) == (0, 0)
    assert json.loads(said)["left_out"] > 0
    code, said = run(app, "prove", 5, "--to", tmp_path / "out" / "proof.txt")
    assert code == 0
    assert verify.main(["proof", str(tmp_path / "out" / "proof.txt")]) == 0
    code, said = run(app, "prove", 5)
    assert said.rstrip("\n") == (tmp_path / "out" / "proof.txt").read_text().rstrip("\n")


def test_what_cannot_be_done_ends_with_2_and_what_is_broken_with_1(app: Flask, tmp_path: Path) -> None:
    run(app, "export", tmp_path / "out")
    for command in (
        ("export", tmp_path / "out"),
        ("export", tmp_path / "new", "--only", "nowhere"),
        ("export", tmp_path / "new", "--redact", "nowhere"),
        ("prove", 9999),
    ):
        code, said = run(app, *command)
        assert (code, said.startswith("Error: ")) == (2, True), said
    assert not (tmp_path / "new").exists()
    with app.extensions[EXTENSION].installation.database.writing() as db:
        db.execute(update(events).where(events.c.position == 3).values(version=9))
        db.execute(events.delete().where(events.c.position > 12))
    code, said = run(app, "prove", 3)
    assert (code, "Event 3 is not what was sealed" in said) == (1, True)
    code, said = run(app, "export", tmp_path / "broken")
    assert (code, "BROKEN: " in said) == (1, True)
    assert verify.main([str(tmp_path / "broken")]) == 1
