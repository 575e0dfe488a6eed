"""A backup was restored: what is lost is said, what is kept outside of it cannot be told, the rest holds."""

from __future__ import annotations

import shutil
from pathlib import Path

from lt_web.evidence import exporting, verify
from lt_web.log import notes
from lt_web.log.epochs import begin_epoch
from lt_web.log.tiles import heads
from tests.company import Company
from tests.evidence.conftest import Verify


def test_after_a_restored_backup_the_verifier_says_what_is_lost_and_what_still_holds(
    told: Company, tmp_path: Path, verify_alone: Verify
) -> None:
    house, file = told.installation, tmp_path / "data" / "learn-together.db"
    exporting.export(house, tmp_path / "early")
    house.close()
    shutil.copy(file, tmp_path / "backup.db")
    told.session()
    exporting.export(house, tmp_path / "late")
    outside = notes.several((tmp_path / "late" / verify.CHECKPOINTS).read_text())[-1]
    (tmp_path / "kept.txt").write_text(outside)
    house.close()
    shutil.copy(tmp_path / "backup.db", file)
    assert begin_epoch(house.log, outside) == 2
    told.session()
    exporting.export(house, tmp_path / "after")

    after = tmp_path / "after"
    said = verify_alone(
        after, "--checkpoint", tmp_path / "early" / verify.CHECKPOINTS, "--older", tmp_path / "early"
    )
    assert said.code == 0, said.text
    first = len((tmp_path / "early" / verify.EVENTS).read_bytes().splitlines()) + 1
    assert (
        f"At event {first} epoch 2 began: a backup was restored, and 3 events at least were lost" in said.text
    )
    assert "epoch 2, signed by key" in said.text
    lost = verify_alone(after, "--checkpoint", tmp_path / "kept.txt")
    assert lost.code == 2
    assert f"covers events {first} to {first + 2}, which a restored backup has not" in lost.text
    other = verify_alone(after, "--older", tmp_path / "late")
    assert other.code == 2
    assert f"From event {first} on a new epoch stands here" in other.text


def test_an_epoch_that_no_event_tells_of_is_no_excuse(
    told: Company, tmp_path: Path, verify_alone: Verify
) -> None:
    """Whoever only signs in the name of a new epoch, to be rid of an old checkpoint, cannot be believed."""
    house = told.installation
    exporting.export(house, tmp_path / "before")
    with house.database.writing() as db:
        db.execute(heads.update().values(epoch=2))
    told.session()
    exporting.export(house, tmp_path / "after")
    said = verify_alone(tmp_path / "after")
    assert said.code == 2
    assert "No event says how" in said.text
