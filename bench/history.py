"""Histories of a made-up company, as long as asked for, written through the real codec; kept on disk."""

from __future__ import annotations

import hashlib
import heapq
import itertools
import json
import random
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from bench import lives
from bench.place import ZONE, Life, Place
from bench.planning import planned
from lt_web.config import Config
from lt_web.events.envelope import Envelope
from lt_web.events.ids import HOUSE
from lt_web.events.person import Person
from lt_web.events.programme import Programme
from lt_web.events.roles import Roles
from lt_web.events.teaching import Teaching
from lt_web.events.topics import Topics
from lt_web.installation import Installation
from lt_web.store import accounts, directory
from lt_web.store.accounts import Account
from lt_web.store.directory import Entry

HERE = Path(__file__).parent
KEPT_IN = HERE / "var"
TOLD_BY = ("afterwards.py", "lives.py", "place.py", "planning.py", "history.py")
PEOPLE, TEAMS, TOPICS, A_WEEK = 300, 12, 80, 25
LISTED = 2000  # sessions in the list that is measured, whatever the size of the history
LAST_LIVES = 5000  # events at the end that belong to the programme that is measured
AT_ONCE = 5000
BEGIN = datetime(2027, 1, 4, 9, tzinfo=UTC)
SLUG = "tech-hour"


@dataclass(frozen=True)
class History:
    """A finished history: its folder (with database and keys) and what is measured in it."""

    folder: Path
    events: int
    now: datetime
    session: UUID
    answered: list[UUID]
    people: list[UUID]

    @property
    def database(self) -> Path:
        return self.folder / "learn-together.db"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"


def history(size: int, listed: int = LISTED, kept_in: Path = KEPT_IN) -> History:
    """Return the history of that many events, made if this is the first time."""
    mark = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in TOLD_BY))
    folder = kept_in / f"history-{size}-{mark.hexdigest()[:8]}"
    if not (folder / "about.json").exists():
        for old in kept_in.glob(f"history-{size}-*"):
            shutil.rmtree(old)
        Story(folder).tell(size, listed)
    about = json.loads((folder / "about.json").read_text())
    return History(
        folder,
        about["events"],
        datetime.fromisoformat(about["now"]),
        UUID(about["session"]),
        [UUID(id) for id in about["answered"]],
        [UUID(id) for id in about["people"]],
    )


class Story:
    """Tells a history: lives go on in the order of their times, and what happens is written in batches.

    The company stays as large as it is and only grows older; programmes that are full make room for new ones.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.installation = Installation(Config({"LT_DATA_DIR": str(folder)}))
        self.dice = random.Random(7)
        self.now = BEGIN
        self.told = 0
        self._unwritten: list[Any] = []
        self._lives: list[tuple[datetime, int, Life]] = []
        self._tie = itertools.count()

    def save(
        self,
        actor: UUID | None,
        *aggregates: Any,
        source: str = "web",
        effective_at: datetime | None = None,
        routine: str = "sessions",
    ) -> None:
        """Note what happened to the aggregates; a routine did it where nobody acts."""
        by = "" if actor else routine
        envelope = Envelope(self.now, actor, by, source=source, effective_at=effective_at, release="bench")
        for aggregate in aggregates:
            for event in aggregate.collect_events():
                object.__setattr__(event, "envelope", envelope)
                self._unwritten.append(event)
                self.told += 1
        if len(self._unwritten) >= AT_ONCE:
            self.write()

    def tell(self, size: int, listed: int) -> None:
        """Tell so many events and keep them; the programme that is measured has `listed` sessions of old."""
        self.installation.prepare()
        place = self._begin(SLUG, self._people())
        for number in range(listed):
            lives.past(self, place, UUID(int=number + 1, version=4))
        old, spent = place, LISTED
        while self.told < size - LAST_LIVES:
            if spent == LISTED:
                old, spent = self._begin(f"series-{self.told}", place.people), 0
            self._go_on_with(old)
            spent += 1
        while self.told < size:
            self._go_on_with(place)
        self.write()
        self._keep(place)

    def begin(self, life: Life, pause: timedelta = timedelta(0)) -> None:
        """Let a life go on after a pause."""
        heapq.heappush(self._lives, (self.now + pause, next(self._tie), life))

    def _go_on_with(self, place: Place) -> None:
        """Let one more idea or session begin, and everything else go on until the next."""
        one_more = self.dice.choice((lives.idea, lives.session_by_champion))
        self.begin(one_more(self, place))
        until = self.now + timedelta(days=7 / A_WEEK)
        while self._lives[0][0] <= until:
            self.now, _, life = heapq.heappop(self._lives)
            pause = next(life, None)
            if pause is not None:
                self.begin(life, pause)
        self.now = until

    # The company

    def _people(self) -> list[UUID]:
        people = [UUID(int=self.dice.getrandbits(128), version=4) for _ in range(PEOPLE)]
        with self.installation.log.writing() as connection:
            for number, id in enumerate(people):
                name, address = f"Person {number:03} Holm", f"person{number:03}@tern.example"
                directory.add(connection, Entry(id, name, address, issuer=accounts.ISSUER, subject=address))
                accounts.add(connection, Account(id, address))
        for number, id in enumerate(people):
            self.save(people[0], Person.join(id, f"Team {number % TEAMS:02}"))
        house = Roles.open_for(HOUSE)
        house.give(people[0], "admin", "Set it up")
        self.save(people[0], house)
        return people

    def _begin(self, slug: str, people: list[UUID]) -> Place:
        champion = people[0]
        programme = Programme.found(slug, f"Programme {slug}", "An hour a week.", ZONE)
        roles, topics = Roles.open_for(programme.id), Topics.open_for(programme.id)
        roles.give(champion, "champion", "Founded the programme")
        known = [topics.named(f"Topic {number:02}") for number in range(TOPICS)]
        teaching = Teaching.open_for(programme.id)
        self.save(champion, programme, roles, topics, teaching)
        teams = {f"Team {number:02}": people[number::TEAMS] for number in range(TEAMS)}
        place = Place(programme.id, champion, people, teams, known, teaching)
        planned(self, place)
        return place

    # The log

    def write(self) -> None:
        """Encode and append what was told since the last time."""
        log = self.installation.log
        with self.installation.database.writing():
            log.recorder.insert_events([log.codec.to_stored_event(event) for event in self._unwritten])
        log.keyring.kept()
        self._unwritten.clear()

    def _keep(self, place: Place) -> None:
        coming = [id.hex for id in place.coming[-40:]]
        about = {
            "events": self.told,
            "now": self.now.isoformat(),
            "session": coming[0],
            "answered": coming[1:],
            "people": [id.hex for id in place.people],
        }
        self.installation.close()
        (self.folder / "about.json").write_text(json.dumps(about))
