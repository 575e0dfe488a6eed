"""Whoever alters the history is found, and where: in the database, in what was exported, and with the key."""

from __future__ import annotations

import contextlib
import io
import json
import random
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, update

from lt_web.evidence import checking, exporting, verify
from lt_web.installation import Installation
from lt_web.log import checkpoints, notes, tiles
from lt_web.log.recorder import events
from lt_web.log.verifying import verified
from lt_web.store import checks
from tests.company import Company
from tests.evidence import tampering
from tests.evidence.conftest import Verify
from tests.faults.scale import seed, sized

EACH = sized(3, 50)


def verdict(*given: object) -> dict[str, Any]:
    """What the verifier says, in this process: two hundred of them take long to start."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = verify.main([*map(str, given), "--json"])
    told: dict[str, Any] = json.loads(said.getvalue())
    assert told["code"] == code
    return told


@pytest.mark.parametrize("deed", tampering.IN_DATABASES)
def test_in_the_database_it_is_found_and_the_event_named(told: Company, tmp_path: Path, deed: str) -> None:
    house, dice = told.installation, random.Random(seed())
    house.seal_now()
    original, found = tmp_path / "original.db", 0
    house.close()
    shutil.copy(tmp_path / "data" / "learn-together.db", original)
    for number in range(EACH):
        with house.database.writing() as db:
            position = tampering.IN_DATABASES[deed](db, dice)
        here = verified(house.database)
        assert not here.is_whole
        assert min(here.positions) == position, here.damage
        exporting.export(house, tmp_path / f"{deed}-{number}")
        outside = verdict(tmp_path / f"{deed}-{number}")
        assert (outside["code"], outside["position"]) == (1, position), outside
        shutil.rmtree(tmp_path / f"{deed}-{number}")
        found += 1
        house.close()
        shutil.copy(original, tmp_path / "data" / "learn-together.db")
    print(f"{deed}: {found} of {EACH} found in the database and from its export, the position named")
    assert verified(house.database).is_whole


@pytest.mark.parametrize("deed", tampering.IN_DATABASES)
def test_in_evidence_it_is_found_and_the_event_named(bundle: Path, deed: str) -> None:
    dice, original, found = random.Random(seed()), (bundle / verify.EVENTS).read_bytes(), 0
    for _ in range(EACH):
        position = tampering.in_a_bundle(deed, bundle, dice)
        said = verdict(bundle)
        assert (said["code"], said["position"]) == (1, position), said
        found += 1
        (bundle / verify.EVENTS).write_bytes(original)
    print(f"{deed}: {found} of {EACH} found in evidence, the position named")
    assert verdict(bundle)["code"] == 0


def test_one_changed_byte_of_any_file_is_never_passed_over(bundle: Path) -> None:
    """Files that say what was sealed; the texts for people prove nothing and may say anything."""
    dice = random.Random(seed())
    for name in (verify.EVENTS, verify.LEAVES, verify.CHECKPOINTS):
        content = (bundle / name).read_bytes()
        for _ in range(sized(60, 2000)):
            place, bit = dice.randrange(len(content)), 1 << dice.randrange(8)
            (bundle / name).write_bytes(
                content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]
            )
            assert verdict(bundle)["code"] != 0, (name, place, bit)
        (bundle / name).write_bytes(content)


def test_what_a_line_shows_to_readers_has_to_be_what_was_sealed(bundle: Path) -> None:
    lines = (bundle / verify.EVENTS).read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b'"source":"cli"', b'"source":"web"')
    (bundle / verify.EVENTS).write_bytes(b"".join(lines))
    said = verdict(bundle)
    assert (said["code"], said["position"]) == (1, 5)
    assert "what its line shows" in said["said"][0]


def test_with_the_fingerprints_altered_too_the_checkpoints_say_between_which_events(bundle: Path) -> None:
    first = checkpoints.read(notes.several((bundle / verify.CHECKPOINTS).read_text())[0]).size
    (bundle / verify.LEAVES).unlink()
    dice = random.Random(seed())
    position = 0
    while position <= first:
        shutil.copy(bundle / verify.EVENTS, bundle / "kept")
        position = tampering.in_a_bundle("flip", bundle, dice)
        said = verdict(bundle)
        shutil.move(bundle / "kept", bundle / verify.EVENTS)
    assert said["code"] == 1
    assert f"One of events {first + 1} to " in said["said"][0]


def test_an_insider_with_database_and_key_is_refused_by_what_was_kept_and_an_older_copy_names_the_event(
    told: Company, bundle: Path, tmp_path: Path, verify_alone: Verify
) -> None:
    """Everything is altered, sealed anew and signed with the right key: within, all is well."""
    house = told.installation
    foot = verdict(bundle)["foot"]
    with house.database.writing() as db:
        position = tampering.flip(db, random.Random(4))
        for table in (tiles.tiles, tiles.heads, checkpoints.kept):
            db.execute(delete(table))
    exporting.export(house, tmp_path / "forged")
    assert verdict(tmp_path / "forged")["code"] == 0
    kept = verify_alone(tmp_path / "forged", "--checkpoint", bundle / verify.CHECKPOINTS)
    assert kept.code == 1
    assert "was altered since, and all was sealed anew" in kept.text
    assert verify_alone(tmp_path / "forged", "--line", foot).code == 1
    older = verify_alone(tmp_path / "forged", "--older", bundle)
    assert older.code == 1
    assert f"Event {position} is not what the older copy has: its content is another" in older.text
    assert "so this one was altered since" in older.text


def test_the_check_on_the_page_finds_it_too(told: Company) -> None:
    house = told.installation
    assert asked(house).state == checks.WHOLE
    with house.database.writing() as db:
        db.execute(update(events).where(events.c.position == 7).values(topic="seats.opened"))
    found = asked(house)
    assert (found.state, found.position) == (checks.BROKEN, 7)
    assert not checking.work(house)


def asked(house: Installation) -> Any:
    with house.database.writing() as db:
        checks.ask(db, UUID(int=1), house.clock())
    assert checking.work(house)
    with house.database.reading() as db:
        return checks.last(db, 1)[0]
