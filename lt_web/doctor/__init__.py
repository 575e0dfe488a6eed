"""The doctor: looks at settings, disk, database, keys and clock, and says the cure of what it finds."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from sqlalchemy.exc import SQLAlchemyError

from lt_web.config import SETTINGS
from lt_web.doctor.backups import backups
from lt_web.doctor.finding import Check, Finding
from lt_web.doctor.host import group_roles, look
from lt_web.doctor.house import clock, key_files, read_models, routines
from lt_web.doctor.ledger import checkpoints, sealing_keys
from lt_web.doctor.mail import connection, mail
from lt_web.doctor.sign_in import provider
from lt_web.doctor.storage import data_files, database, disk, pooling
from lt_web.hosting import Around
from lt_web.installation import Installation
from lt_web.log.faults import LogError

__all__ = ["Finding", "examine"]
OF_TESTS = ("LT_TEST_", "LT_FAULTS")
OF_THE_DATABASE = (data_files, pooling, key_files, read_models, sealing_keys, checkpoints)
CHECKS = (*OF_THE_DATABASE, clock, routines, backups, group_roles, provider, mail)


def examine(
    installation: Installation,
    given: Collection[str] = (),
    around: Around | None = None,
    try_mail: bool = False,
) -> list[Finding]:
    """Look at everything. `given` are the names of settings in the environment and the configuration,
    `around` is what the host's template goes around our pages with; `try_mail` connects to its server."""
    found = [*settings(installation, given), *look(installation, around)]
    if any(finding.state == "bad" for finding in found):
        return found
    found += [*_looked_at(disk, installation), *_looked_at(database, installation)]
    if found[-1].state == "bad":
        return found
    for check in (*CHECKS, *([connection] if try_mail else [])):
        found += _looked_at(check, installation)
    return found


def _looked_at(check: Check, installation: Installation) -> list[Finding]:
    """What a check found; one that breaks is a finding too."""
    try:
        return list(check(installation))
    except (LogError, SQLAlchemyError, OSError) as error:
        words = " ".join(str(getattr(error, "orig", None) or error).split())
        return [Finding("bad", f"Looking at {check.__name__.replace('_', ' ')} failed: {words}")]


def settings(installation: Installation, given: Collection[str]) -> Iterator[Finding]:
    """Are all LT_ settings known, and do their values make sense?"""
    odd = [name for name in sorted(given) if name.startswith("LT_") and not name.startswith(OF_TESTS)]
    unknown = [name for name in odd if name not in SETTINGS]
    for name in unknown:
        near = difflib.get_close_matches(name, SETTINGS, 1)
        cure = f"Did you mean {near[0]}?" if near else "Remove it."
        yield Finding("warn", f"There is no setting {name}", cure)
    for name, setting in SETTINGS.items():
        try:
            installation.config[name]
        except ValueError as error:
            said = str(error).rstrip(".")
            yield Finding(
                "bad", f"The value of {name} cannot be read: {said}", f"It means: {setting.meaning}"
            )
    if not unknown:
        yield Finding("ok", "All settings are known")
