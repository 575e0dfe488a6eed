"""One installation: database, keys, log and read models put together, and what can be asked of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec
from uuid import UUID

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from lt_web import __version__
from lt_web.arriving.group_roles import GroupRoles
from lt_web.commands.perform import Command, perform
from lt_web.config import Config
from lt_web.identity import Deed
from lt_web.log.checkpoints import Checkpoint
from lt_web.log.clock import Clock, real_clock
from lt_web.log.condition import condition
from lt_web.log.database import Database
from lt_web.log.faults import LogError, Outdated
from lt_web.log.integrity import envelope_differences
from lt_web.log.log import EventLog
from lt_web.log.sealing import seal
from lt_web.log.signing import Signer
from lt_web.log.unsealed import Unsealed
from lt_web.mail.ways import Way
from lt_web.store import leases, states
from lt_web.store.base import KEPT, add_missing_columns
from lt_web.store.keys import Keyring
from lt_web.theme.made import Theme
from lt_web.watching.counters import Counters, Silent
from lt_web.watching.deeds import watched
from lt_web.who_is_who.kept import WhoIsWho
from projections.base import Projection
from projections.catalogue import PROJECTIONS, WHO_IS_WHO
from projections.comparing import differences
from projections.rebuild import Progress, rebuild
from projections.standing import ReadModels, all_at, standing_of, standings

P = ParamSpec("P")
TICK = "tick"
UNPREPARED = "The database is not prepared. Run: flask lt init"


class Installation:
    """Everything below the web: open it from settings, prepare it, perform commands, read."""

    def __init__(self, config: Config, clock: Clock = real_clock, way_out: Way | None = None) -> None:
        self.config = config
        self.way_out = way_out  # of mail: only the application that people use has one
        self.group_roles: GroupRoles = config["LT_GROUP_ROLES"]  # a mistake in it is said at start
        self.theme: Theme | None = config["LT_THEME"]
        self.database = Database(config.database_url)
        self.keyring = Keyring(config.key_dir)
        read_models = ReadModels(PROJECTIONS, Outdated, WHO_IS_WHO, states.renew)
        self.log = EventLog(self.database, self.keyring, read_models, clock)
        self.who_is_who = WhoIsWho(self.keyring.forget)
        self.counters = Counters(config["LT_DATA_DIR"] / "metrics") if config["LT_METRICS"] else Silent()
        self.database.waited = partial(self.counters.time, "lt_lock_wait_seconds")
        self.signer = Signer(config.key_dir, config["LT_INSTANCE"], lambda: self.log.clock())
        self.unsealed = Unsealed()
        self.log.appended = self._appended

    @property
    def clock(self) -> Clock:
        """The one clock."""
        return self.log.clock

    def perform(self, deed: Deed, command: Command[P], *args: P.args, **kwargs: P.kwargs) -> UUID | None:
        """Carry out a command; see `perform`."""
        with watched(self.counters, deed, command):
            return perform(self.log, deed, command, *args, **kwargs)

    def seal_now(self) -> Checkpoint:
        """Seal and sign everything that is recorded by now. Call it outside of a transaction."""
        began = self.unsealed.taken()
        try:
            return seal(self.database, self.signer)
        except BaseException:
            self.unsealed.put_back(began)
            raise

    def prepare(self) -> list[str]:
        """Make what is missing and rebuild what is outdated, safely when many start at once.

        Returns the names of the read models that were built.
        """
        self._make_folders()
        with self.database.exclusively("init"):
            self.keyring.prepare()
            with self.database.writing() as connection:
                KEPT.create_all(connection)
                add_missing_columns(connection)
                self.signer.prepare(connection)
                standings.create(connection, checkfirst=True)
                states.renew(connection)
            outdated = self._outdated()
            if outdated:
                self.rebuild(outdated)
        self._forget_again()
        return [projection.name for projection in outdated]

    def _forget_again(self) -> None:
        """Whoever was erased stays so: finish what was broken off, and erase anew in a restored copy."""
        from lt_web.erasing import purging

        purging.replay(self)
        purging.finish(self)

    def rebuild(self, projections: Sequence[Projection] = PROJECTIONS) -> Progress:
        """Rebuild read models from the log; readers see the old rows meanwhile."""
        self.keyring.forget()  # a key that was destroyed elsewhere must not bring its words back
        return rebuild(self.log, projections)

    def differences(self) -> list[str]:
        """What differs between stored rows and a rebuild, or within the log; empty when all is well."""
        with self.database.reading():
            found = envelope_differences(self.database)
        return found + differences(self.log, PROJECTIONS)

    def is_prepared(self) -> bool:
        """Whether the tables are there."""
        return self.database.has_table(standings.name)

    def ill(self) -> dict[str, Any]:
        """What a monitor is told where `health` cannot say: no path, nothing of what was asked."""
        try:
            error = "The database cannot be read." if self.is_prepared() else UNPREPARED
        except (LogError, SQLAlchemyError):
            error = "The database cannot be asked."
        return {"version": __version__, "database": self.database.url.get_backend_name(), "error": error}

    def health(self) -> dict[str, Any]:
        """What a monitor wants to know."""
        with self.database.reading() as connection:
            head = self.log.recorder.max_notification_id() or 0
            faults = {name: row["fault"] for name, row in standing_of(connection).items() if row["fault"]}
            last = leases.last_done(connection, TICK)
            return {
                "version": __version__,
                "database": self.database.url.get_backend_name(),
                "position": head,
                "read_models_current": all_at(connection, PROJECTIONS, head),
                "stopped": faults,
                "last_tick": last.isoformat() if last else None,
                **condition(connection),
            }

    def close(self) -> None:
        """Give every connection back."""
        self.counters.close()
        self.log.close()
        self.database.close()

    def _appended(self, events: int) -> None:
        self.counters.count("lt_events_appended", events)
        self.unsealed.add(events)

    def _outdated(self) -> list[Projection]:
        """Those of another version, behind the log, or stopped: what stopped them may be mended by now."""
        with self.database.reading() as connection:
            head, known = self.log.recorder.max_notification_id() or 0, standing_of(connection)
        stands = {name: (row["version"], row["position"]) for name, row in known.items() if not row["fault"]}
        return [p for p in PROJECTIONS if stands.get(p.name) != (p.version, head)]

    def _make_folders(self) -> None:
        url = make_url(self.config.database_url)
        if self.database.is_sqlite and url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
