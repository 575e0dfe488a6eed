"""The set-up holds together: pins, lock, what is tracked, what the wheel carries, how it is served."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import requires, version
from pathlib import Path

import psycopg
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
ASSETS = tomllib.loads((ROOT / "assets.toml").read_text())
VENDOR = "lt_web/static/lt_web/vendor"


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    return {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}


def direct_dependencies() -> list[str]:
    extras = PROJECT["optional-dependencies"].values()
    return [*PROJECT["dependencies"], *(one for extra in extras for one in extra)]


@pytest.mark.parametrize("dependency", sorted(set(direct_dependencies())))
def test_each_direct_dependency_is_pinned_within_its_range(dependency: str) -> None:
    wanted = Requirement(dependency)
    assert pins()[canonicalize_name(wanted.name)] in wanted.specifier


def test_constraints_are_sorted_exact_pins_and_name_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert lines == sorted(lines, key=str.casefold)
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.+!-]+", line)] == []


def test_pins_are_all_that_we_lead_to_and_nothing_else() -> None:
    """Else the next machine would get something that was never tried."""
    assert {name: version(name) for name in led_to(direct_dependencies())} == pins()


def led_to(dependencies: list[str]) -> set[str]:
    """The dependencies and theirs, as they apply to this Python and this machine."""
    waiting, seen = [Requirement(dependency) for dependency in dependencies], set()
    while waiting:
        wanted = waiting.pop()
        for extra in {"", *wanted.extras} - {extra for name, extra in seen if name == wanted.name}:
            seen.add((wanted.name, extra))
            theirs = map(Requirement, requires(wanted.name) or [])
            waiting += [each for each in theirs if not each.marker or each.marker.evaluate({"extra": extra})]
    return {canonicalize_name(name) for name, _ in seen}


def test_browser_files_are_exact_versions_and_the_lock_names_no_address() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    packages = json.loads(lock)["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in package for path, package in packages.items() if path)
    assert "resolved" not in lock
    assert "://" not in lock


INDEX = re.compile(
    r"https?://[^\s\"'<>)]*(pypi|pythonhosted|npmjs|yarnpkg|artifactory|nexus|devpi|/simple\b)", re.IGNORECASE
)


def test_no_tracked_file_names_a_package_index() -> None:
    assert [name for name, text in tracked_texts() if INDEX.search(text)] == []


def test_no_tracked_file_names_the_folder_of_this_checkout() -> None:
    if len(ROOT.parts) < 3:
        pytest.skip(f"{ROOT} is too short a name: it may stand in a file for something else")
    here = re.compile(rf"(?<![\w.]){re.escape(str(ROOT))}\b")
    assert [name for name, text in tracked_texts() if here.search(text)] == []


def tracked_texts() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip(f"which files are tracked is not known here: {listed.stderr.strip()}")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            yield name, (ROOT / name).read_text(errors="replace")


def run(*arguments: str, cwd: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=cwd, env={**os.environ, **settings}, capture_output=True, text=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the tree as it stands; about two seconds, as long as the browser's files are made."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_both_packages_with_all_their_files(wheel: Path) -> None:
    folders = [path for package in ("lt_web", "projections") for path in (ROOT / package).rglob("*")]
    files = [path for path in folders if path.is_file() and "__pycache__" not in path.parts]
    here = {path.relative_to(ROOT).as_posix() for path in files}
    kinds = {Path(name).suffix for name in here}
    assert {".py", ".html", ".css", ".js", ".svg", ".woff2"} <= kinds
    assert here - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_carries_the_browser_files_with_their_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    wanted = [*ASSETS["files"], *ASSETS["licences"], "icons.svg"]
    assert [name for name in wanted if f"{VENDOR}/{name}" not in names] == []


def test_the_wheel_works_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    look = "import lt_web, lt_web.serve, projections; print(lt_web.__file__, lt_web.__version__)"
    told = run("-c", look, cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert told.stdout.split() == [str(tmp_path / "lt_web/__init__.py"), "0.1.0"], told.stderr


def test_every_icon_that_a_template_shows_is_in_the_sprite() -> None:
    pages = [path.read_text() for path in (ROOT / "lt_web/templates").rglob("*.html")]
    shown = {name for page in pages for name in re.findall(r"\bicon\(\s*[\"']([a-z0-9-]+)[\"']", page)}
    sprite = (ROOT / VENDOR / "icons.svg").read_text()
    assert shown - set(re.findall(r'<symbol id="([a-z0-9-]+)"', sprite)) == set()


def test_a_taken_port_is_refused_in_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = str(other.getsockname()[1])
        told = run("-m", "lt_web.serve", cwd=ROOT, PORT=taken)
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (1, "", 1)
    assert f"Port {taken} is in use" in told.stderr


def test_the_demo_is_served_to_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from lt_web.serve import refuse_a_stranger_in_the_demo

    monkeypatch.setenv("LT_DEMO", "1")
    refuse_a_stranger_in_the_demo("127.0.0.1")
    refuse_a_stranger_in_the_demo("::1")
    for host in ("0.0.0.0", "192.0.2.7", "learn.tern.example"):
        with pytest.raises(SystemExit, match=r"127\.0\.0\.1 only"):
            refuse_a_stranger_in_the_demo(host)


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_gets_an_empty_postgres_of_its_own(postgres_url: str, time: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE mark (time text)")
