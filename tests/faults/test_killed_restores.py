"""A restore that is killed at any moment leaves nothing, or all of it; the keys open the backup as before."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lt_web.backup.knowing import told
from lt_web.backup.making import back_up, file_of
from lt_web.backup.restoring import restore
from lt_web.commands.erasing import erase
from lt_web.config import Config
from lt_web.erasing import purging
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.routines.ticking import tick
from lt_web.store import erasures
from tests.company import Company
from tests.faults.scale import seed, sized

RESTORE = """
import sys
from pathlib import Path
from lt_web.backup.knowing import told
from lt_web.backup.restoring import restore
from lt_web.config import Config
from lt_web.installation import Installation
house = Installation(Config({"LT_DATA_DIR": sys.argv[1]}))
known = told(house, Path(sys.argv[3]), False, None, False)
print("begun", flush=True)
restore(house, Path(sys.argv[2]), known)
"""


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_killed_restore_leaves_nothing_or_everything(
    company: Company, tmp_path: Path, clock: SteppedClock
) -> None:
    house, dice = company.installation, random.Random(seed())
    company.proposal(by=company.dina, title="What Dina proposed")
    made = back_up(house, tmp_path / "backup")
    keys = Path(shutil.copytree(tmp_path / "data" / "keys", tmp_path / "keys"))
    company.house(erase, company.dina, True, "She asked for it", programmes=[company.programme])
    purging.finish(house)
    erased = tmp_path / "data" / "keys" / erasures.FILE

    longest, killed = took(tmp_path, keys, erased, 0), 0
    for number in range(1, sized(3, 40) + 1):
        took(tmp_path, keys, erased, number, dice.uniform(0, longest))
        place = Installation(Config({"LT_DATA_DIR": str(tmp_path / f"place{number}")}), clock)
        if not file_of(place).exists():
            killed += 1
            assert {path.name for path in keys.iterdir()} <= {
                p.name for p in place.keyring.directory.iterdir()
            }
            restore(place, tmp_path / "backup", told(place, erased, False, None, False))
        tick(place)
        old = {path.name for path in keys.glob("*.kek")}
        assert old.isdisjoint(path.name for path in place.keyring.directory.iterdir())
        assert place.health()["position"] > made.position
        assert place.differences() == []
        with place.database.reading() as db:
            assert [one.person for one in erasures.everybody(db)] == [company.dina]
        place.close()
    print(f"{killed} of {number} were killed before they were done; {longest:.1f} s each")


def took(tmp_path: Path, keys: Path, erased: Path, number: int, patience: float | None = None) -> float:
    """Restore in a process of its own, killed after so many seconds; returns how long it took."""
    place = tmp_path / f"place{number}"
    shutil.copytree(keys, place / "keys")
    words = [sys.executable, "-c", RESTORE, str(place), str(tmp_path / "backup"), str(erased)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    began = time.perf_counter()
    if patience is not None:
        time.sleep(patience)
        os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode in ((0,) if patience is None else (0, -signal.SIGKILL))
    return time.perf_counter() - began
