"""docs/deploy.md says what is so: settings, commands and tables exist, systemd understands the units."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url

import lt_web.store
from lt_web.backup import postgres
from lt_web.cli import lt
from lt_web.config import SETTINGS
from lt_web.store.base import KEPT

ROOT = Path(__file__).parent.parent
DEPLOY = (ROOT / "docs/deploy.md").read_text()
FILES = sorted((ROOT / "docs/deploy").iterdir())


def test_every_setting_that_is_named_exists() -> None:
    everything = "\n".join([DEPLOY, *(file.read_text() for file in FILES)])
    assert set(re.findall(r"\bLT_[A-Z_]+[A-Z]\b", everything)) <= set(SETTINGS)


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"\blt ([a-z]+)", DEPLOY))
    assert {"init", "doctor", "work", "tick", "verify", "rebuild", "backup", "restore", "mail"} == named
    assert named <= set(lt.commands)


def test_a_backup_takes_every_table_that_is_not_rebuilt() -> None:
    for kept in pkgutil.iter_modules(lt_web.store.__path__, "lt_web.store."):
        importlib.import_module(kept.name)
    line = postgres.dump(make_url("postgresql+psycopg://learn:secret@db/learn"), Path("/backup"))
    assert set(re.findall(r"--table=(lt_\w+)", line)) == set(KEPT.tables)
    assert "secret" not in line


def test_every_file_beside_it_is_explained() -> None:
    assert [file.name for file in FILES if file.name not in DEPLOY] == []


@pytest.mark.parametrize("unit", ["learn-together.service", "learn-together-worker.service"])
def test_systemd_understands_the_units(unit: str, tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not here: it comes with systemd.")
    text = (ROOT / "docs/deploy" / unit).read_text()
    assert "ExecStart=/opt/learn-together/bin/" in text
    here = Path(sys.executable).parent
    (tmp_path / unit).write_text(text.replace("/opt/learn-together/bin", str(here)))
    done = subprocess.run([program, "verify", "--man=no", tmp_path / unit], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
