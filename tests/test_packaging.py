"""What is handed out: sdist and wheel are whole, and the wheel serves in a host with nothing else around."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tarfile
import time
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hatch_build import TRANSLATIONS, VENDOR

ROOT = Path(__file__).parent.parent
PATIENCE = 60  # seconds for a server to answer, on a machine with much else to do
HOST = """
from flask import Flask
from flask_login import LoginManager, UserMixin
from lt_web import LearnTogether

app = Flask(__name__)
app.config.update(SECRET_KEY="a long and secret sentence of the host", LT_DATA_DIR="data")
user = UserMixin()
user.id, user.name = "ada", "Ada Quay"
LoginManager(app).request_loader(lambda request: user)
LearnTogether(app)
"""
IMPORTED = """
import sys, threading
import lt_web
assert not {"flask", "werkzeug", "sqlalchemy", "eventsourcing"} & sys.modules.keys(), "drags in others"
assert threading.active_count() == 1, "starts a thread"
print(lt_web.__file__)
"""
NOT_NEEDED = """
import sys
import lt_web.app, lt_web.serve
seldom = {"icalendar", "dateutil", "weasyprint", "fontTools", "authlib", "joserfc", "openpyxl"}
assert not seldom & sys.modules.keys(), seldom & sys.modules.keys()
"""


def test_a_server_starts_without_what_few_pages_need() -> None:
    subprocess.run([sys.executable, "-c", NOT_NEEDED], check=True, cwd=ROOT)


def test_the_sdist_and_the_wheel_hold_everything_that_is_served(tmp_path: Path) -> None:
    sdist, wheel = built_sdist(tmp_path), built(tmp_path, "wheel")
    with tarfile.open(sdist) as archive:
        in_sdist = {name.partition("/")[2] for name in archive.getnames()}
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = set(archive.namelist())
        metadata = archive.read(next(name for name in in_wheel if name.endswith("/METADATA"))).decode()
    wanted = of_both_packages()
    assert wanted - in_wheel == set()
    assert (wanted | {"README.md", "LICENSE", "assets.toml", "package-lock.json"}) - in_sdist == set()
    assert {name.partition("/")[0] for name in in_wheel if ".dist-info" not in name} == {
        "lt_web",
        "projections",
    }
    is_complete(metadata)


def of_both_packages() -> set[str]:
    """Every file of ours that a checkout has or makes, and the licences of what is not ours."""
    found = {
        file for part in ("lt_web", "projections") for file in (ROOT / part).rglob("*") if file.is_file()
    }
    kept = {file for file in found if "__pycache__" not in file.parts}
    assert {"htmx.min.js", "icons.svg"} <= {file.name for file in (ROOT / VENDOR).iterdir()}
    compiled = {file.with_suffix(".mo") for file in (ROOT / TRANSLATIONS).rglob("*.po")}
    return {file.relative_to(ROOT).as_posix() for file in kept | compiled}


def is_complete(metadata: str) -> None:
    """The package says what it is, for which Python, under which licence, and names no address."""
    assert "Requires-Python: >=3.11" in metadata
    assert "License-Expression: Apache-2.0" in metadata
    for minor in (11, 12, 13):
        assert f"Classifier: Programming Language :: Python :: 3.{minor}" in metadata
    for extra in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]:
        assert f"Provides-Extra: {extra}" in metadata
    assert "# Learn Together" in metadata
    assert "\nProject-URL:" not in metadata


def test_the_wheel_serves_inside_a_ten_line_host_without_node(tmp_path: Path) -> None:
    assert len(HOST.split("\n")) <= 10 + 2, "ten lines and the one between them"
    python = installed(tmp_path)
    empty = tmp_path / "empty"
    empty.mkdir()
    where = run(python, "-c", IMPORTED, cwd=empty)
    assert Path(where.strip()).is_relative_to(tmp_path / "venv"), "from the wheel, not from the checkout"
    assert list(empty.iterdir()) == [], "importing leaves nothing behind"
    (empty / "host.py").write_text(HOST)
    shown = run(python, "-m", "flask", "--app", "host", "lt", "--help", cwd=empty)
    assert {"init", "doctor", "tick", "person"} <= set(shown.split())
    with serving(python, empty) as address:
        page = asked(f"{address}/learn/")
        assert 'action="/learn/join"' in page, "the host's user is known, and may come in"
        files = re.findall(r'(?:href|src)="(/learn/static/[^"#]+)', page)
        assert len(files) > 5
        for file in {*files, "/learn/static/lt_web/vendor/icons.svg"}:
            assert asked(f"{address}{file}"), file


def built_sdist(folder: Path) -> Path:
    return built(folder, "sdist")


def built(folder: Path, kind: str) -> Path:
    """Build from this checkout."""
    run(Path(sys.executable), "-m", "hatchling", "build", "-t", kind, "-d", str(folder), cwd=ROOT)
    return next(folder.glob("*.whl" if kind == "wheel" else "*.tar.gz"))


def installed(folder: Path) -> Path:
    """Build the wheel from the sdist as pip does, install it into an empty environment; return its Python."""
    ours = Path(sys.executable)
    sdist = built_sdist(folder)
    run(ours, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(sdist), cwd=folder)
    run(ours, "-m", "venv", "--without-pip", str(folder / "venv"), cwd=folder)
    python = folder / "venv/bin/python"
    constraints, wheel = str(ROOT / "constraints.txt"), str(next(folder.glob("*.whl")))
    into = ("-m", "pip", "--python", str(python), "install", "-q", "--no-compile")
    run(ours, *into, "-c", constraints, wheel, cwd=folder)
    return python


def run(python: Path, *words: str, cwd: Path) -> str:
    """Run one of the environment's programs with nothing but it on PATH: no node, no compiler."""
    done = subprocess.run([python, *words], cwd=cwd, env=alone(python), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def alone(python: Path) -> dict[str, str]:
    """The environment of a machine that has nothing but Python."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LT_", "PYTHON"))}
    return kept | {"PATH": str(python.parent)}


@contextmanager
def serving(python: Path, folder: Path) -> Iterator[str]:
    """The host, served by gunicorn at a free port."""
    with socket.create_server(("127.0.0.1", 0)) as trial:
        port = trial.getsockname()[1]
    words = [python, "-m", "gunicorn", "--no-control-socket", "-b", f"127.0.0.1:{port}", "host:app"]
    with subprocess.Popen(words, cwd=folder, env=alone(python), stderr=subprocess.PIPE, text=True) as server:
        try:
            wait_for(server, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(server: subprocess.Popen[str], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("The host does not answer.")


def asked(address: str) -> str:
    """What a page or a file is; an error is raised for anything but 200."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        return str(answer.read().decode(errors="replace"))
