"""Can the log be proved: is its key there, and does what is signed with it leave this machine?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from lt_web.doctor.finding import Finding
from lt_web.installation import Installation
from lt_web.log import checkpoints as kept
from lt_web.log import signing
from lt_web.log.sealing import unsealed

LONG = timedelta(days=8)
NEVER = "No checkpoint of the log has left this machine, so whoever can write here could forge both"
ELSEWHERE = "Set LT_PUBLISH_DIR to a folder on another machine, or run: flask lt audit seal --publish DIR"


def sealing_keys(installation: Installation) -> Iterator[Finding]:
    """Is the key that signs there, and was one ever lost?"""
    with installation.database.reading() as db:
        missing, known = installation.signer.missing(db), signing.keys(db)
    for key in missing:
        cure = (
            "Bring it back from the backup of the keys; else another begins, and those who verify are told."
        )
        yield Finding("bad", f"The key {key.name}.ed25519 that signs the log is missing", cure)
    for key in known:
        if key.lost_at:
            cure = "Tell those who keep checkpoints."
            yield Finding("warn", f"A key that signed the log was lost on {key.lost_at:%Y-%m-%d}", cure)


def checkpoints(installation: Installation) -> Iterator[Finding]:
    """Is the log sealed, and did a checkpoint leave lately?"""
    with installation.database.reading() as db:
        waiting, newest, left = unsealed(db), kept.newest(db), kept.last_left(db)
    if newest is None or waiting > 1000:
        yield Finding("warn", f"{waiting} events are not sealed", "Run: flask lt audit seal")
    if left is None:
        yield Finding("warn", NEVER, ELSEWHERE)
    elif newest and newest.at - left > LONG:
        yield Finding("warn", f"No checkpoint has left this machine since {left:%Y-%m-%d}", ELSEWHERE)
    else:
        yield Finding("ok", f"A checkpoint of the log left this machine on {left:%Y-%m-%d}")
