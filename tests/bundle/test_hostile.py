"""A bundle that was cut, altered or made up is refused, the line is named, and nothing is recorded."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from lt_web.app import create_app
from lt_web.bundle import files, lines
from lt_web.bundle.exporting import export
from lt_web.bundle.faults import BundleError
from lt_web.bundle.importing import read_in
from lt_web.cli import lt
from lt_web.events.ids import HOUSE, roles_id
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from tests.company import Company

Bodies = list[dict[str, Any]]
Harm = Callable[[Bodies], Any]
STRANGER = "00000000-0000-4000-8000-000000000001"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle with which all is well."""
    from lt_web.config import Config
    from tests.conftest import MONDAY

    folder, clock = tmp_path_factory.mktemp("whole"), SteppedClock(MONDAY)
    house = Installation(Config({"LT_DATA_DIR": str(folder / "data")}), clock)
    house.prepare()
    Company(house, clock).session()
    export(house, "tech-hour", folder / "bundle")
    house.close()
    return folder / "bundle"


@pytest.fixture
def bundle(whole: Path, tmp_path: Path) -> Path:
    """A copy to be harmed."""
    made = tmp_path / "bundle"
    made.mkdir()
    for file in whole.iterdir():
        (made / file.name).write_bytes(file.read_bytes())
    return made


def refused(house: Installation, path: Path) -> str:
    """Read a bundle in, which is refused; return why. Nothing was recorded, and nobody is known."""
    with pytest.raises(BundleError) as caught:
        read_in(house, path)
    assert house.health()["position"] == 0
    with house.database.reading() as db:
        assert not db.exec_driver_sql("SELECT count(*) FROM lt_directory").scalar()
        assert not db.exec_driver_sql("SELECT count(*) FROM lt_keys").scalar()
    return str(caught.value)


def rewrite(bundle: Path, harm: Harm, name: str = files.EVENTS) -> None:
    """Change lines as somebody would who knows how a bundle is made: every sum is right again."""
    bodies = [json.loads(line) for line in (bundle / name).read_text().splitlines()]
    for body in bodies:
        del body["sum"]
    harm(bodies)
    put(bundle, name, b"".join(map(lines.line_of, bodies)))


def put(bundle: Path, name: str, text: bytes) -> None:
    (bundle / name).write_bytes(text)
    manifest = json.loads((bundle / files.MANIFEST).read_text())
    told = {"sha256": hashlib.sha256(text).hexdigest(), "lines": len(text.splitlines())}
    manifest["files"][name] = told
    (bundle / files.MANIFEST).write_text(json.dumps(manifest))


def test_what_was_altered_is_named_by_its_line(installation: Installation, bundle: Path) -> None:
    text = (bundle / files.EVENTS).read_bytes()
    for harmed, why in (
        (text.replace(b"Room Heron", b"Room Raven"), ": it was altered after the bundle was made"),
        (text[: len(text) // 2], ": it is no line of a bundle, or not all of one"),
        (b"".join(text.splitlines(True)[:-1]), "events.ndjson ends after line"),
        (
            b"".join(reversed(text.splitlines(True))),
            "line 1: what happened before it to the same thing is missing",
        ),
        (text + text.splitlines(True)[-1], "stands before it already"),
    ):
        (bundle / files.EVENTS).write_bytes(harmed)
        assert why in refused(installation, bundle)
    number = next(n for n, line in enumerate(text.splitlines(), 1) if b"Room Heron" in line)
    (bundle / files.EVENTS).write_bytes(text.replace(b"Room Heron", b"Room Raven"))
    assert f"events.ndjson, line {number}: " in refused(installation, bundle)


def first(bodies: Bodies, topic: str) -> dict[str, Any]:
    return next(body for body in bodies if body["event"] == topic)


HARMS: dict[str, tuple[Harm, str]] = {
    "unknown event": (
        lambda b: b[0].update(event="programme.exploded"),
        "there is no event “programme.exploded”",
    ),
    "unknown field": (
        lambda b: first(b, "programme.founded")["data"].update(colour="red"),
        "it has no field “colour”",
    ),
    "missing field": (lambda b: first(b, "programme.founded")["data"].pop("name"), "it lacks name"),
    "wrong type": (
        lambda b: first(b, "session.scheduled")["data"].update(minutes="30"),
        "minutes cannot be read",
    ),
    "unknown zone": (
        lambda b: first(b, "programme.founded")["data"].update(zone="Mars/Base"),
        "there is no time zone “Mars/Base” here",
    ),
    "script": (
        lambda b: first(b, "session.scheduled")["data"].update(link="javascript:a()"),
        "link cannot be read",
    ),
    "odd slug": (
        lambda b: first(b, "programme.founded")["data"].update(slug="../admin"),
        "slug cannot be read",
    ),
    "no time": (lambda b: b[0].pop("recorded_at"), "it lacks recorded_at"),
    "twice": (lambda b: b.append(b[-1]), "stands before it already"),
    "gap": (lambda b: b[-1].update(version=99), "is missing before it"),
    "elsewhere": (
        lambda b: first(b, "programme.founded").update(stream=STRANGER),
        "does not belong to the programme",
    ),
    "of the house": (
        lambda b: first(b, "roles.opened").update(stream=str(roles_id(HOUSE))),
        "does not belong to the programme",
    ),
    "scope": (lambda b: first(b, "roles.opened")["data"].update(scope=str(HOUSE)), "does not belong"),
    "admin": (lambda b: first(b, "roles.given")["data"].update(role="admin"), "there is no role “admin”"),
    "number": (lambda b: first(b, "seats.opened")["data"].update(capacity=2**40), "capacity cannot be read"),
}


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", HARMS)
def test_what_is_made_up_is_named_by_its_line(installation: Installation, bundle: Path, name: str) -> None:
    harm, why = HARMS[name]
    rewrite(bundle, harm)
    said = refused(installation, bundle)
    assert why in said
    assert said.startswith("events.ndjson, line ")


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_people_are_checked_too(installation: Installation, bundle: Path) -> None:
    for harm, why in (
        (lambda b: b[0].update(person=STRANGER), "line 1: nothing tells that this person came"),
        (lambda b: b[0].update(email="nobody"), "line 1: email: Write the address in full"),
        (lambda b: b[1].update(subject=b[0]["subject"]), "line 2: somebody else signs in by the same name"),
        (lambda b: b[0].update(admin=True), "line 1: nothing called “admin” is known of people"),
    ):
        before = (bundle / files.PEOPLE).read_bytes()
        rewrite(bundle, harm, files.PEOPLE)  # type: ignore[arg-type]
        assert why in refused(installation, bundle)
        put(bundle, files.PEOPLE, before)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_what_reports_are_made_of_is_what_was_published(installation: Installation, bundle: Path) -> None:
    line = lines.line_of({"edition": STRANGER, "content": "{}"})
    put(bundle, files.EDITIONS, line)
    assert "editions.ndjson, line 1: it is not the data of an edition" in refused(installation, bundle)
    put(bundle, files.EDITIONS, lines.line_of({"type": "0123", "content": "AAAA"}))
    assert "line 1: it is no file of type that an edition is set in" in refused(installation, bundle)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_files_are_those_of_a_bundle_and_no_others(
    installation: Installation, bundle: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    packed = tmp_path / "bundle.zip"

    def zipped(*extra: str, but: str = "") -> str:
        with zipfile.ZipFile(packed, "w") as archive:
            for file in sorted(bundle.iterdir()):
                if file.name != but:
                    archive.write(file, file.name)
            for name in extra:
                archive.writestr(name, b"{}")
        return refused(installation, packed)

    assert "“../../etc/cron.d/x” is no file of a bundle" in zipped("../../etc/cron.d/x")
    assert "events.ndjson has to stand in the bundle once" in zipped(but=files.EVENTS)
    with pytest.warns(UserWarning, match="Duplicate"):
        assert "events.ndjson has to stand in the bundle once" in zipped(files.EVENTS)
    packed.write_bytes(packed.read_bytes()[:400])
    assert "neither the folder nor the zip" in refused(installation, packed)
    monkeypatch.setattr(files, "MOST_LINE", 1024**2)
    put(bundle, files.EVENTS, b"x" * (1024**2 + 1))
    assert "line 1: it is longer than 1 MB" in refused(installation, bundle)
    (bundle / files.EVENTS).unlink()
    (bundle / files.EVENTS).symlink_to("/etc/hostname")
    assert "events.ndjson cannot be read" in refused(installation, bundle)
    (bundle / files.MANIFEST).write_text('{"format": 2}')
    assert "Read it with a newer version" in refused(installation, bundle)


def test_at_the_command_line_what_is_refused_is_a_sentence(
    settings: dict[str, Any], clock: SteppedClock, whole: Path, tmp_path: Path
) -> None:
    app = create_app(settings, clock)

    def run(*words: str, code: int = 0) -> Result:
        result = app.test_cli_runner().invoke(lt, ["bundle", *words])
        assert result.exit_code == code, result.output
        return result

    app.extensions["learn-together"].installation.prepare()
    assert "Read in Tech hour: " in run("import", str(whole)).output
    assert "is here already" in run("import", str(whole), code=1).output
    made = tmp_path / "again.zip"
    assert "7 people" in run("export", "tech-hour", str(made)).output
    assert made.stat().st_mode & 0o777 == 0o600
    assert "There is something at" in run("export", "tech-hour", str(made), code=1).output
    assert "no programme “tea-hour”" in run("export", "tea-hour", str(tmp_path / "no.zip"), code=1).output
    app.extensions["learn-together"].installation.close()
