"""The dashboard beside a session's page: over 100 sessions, and over 2,000 with 200,000 answers."""

from __future__ import annotations

import json
import statistics
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bench.history import BEGIN, KEPT_IN, SLUG, History, Story
from bench.lives import scheduled
from bench.load import Requests
from bench.measuring import PREFIX, Load, say
from bench.place import Place
from bench.rebuilding import rebuilt
from bench.serving import serving
from bench.stands import postgresql, stand
from lt_web.events.attendance import Attendance
from lt_web.events.feedback import LEAST, Answer, Feedback
from lt_web.events.seats import Seats, Terms

SIZES = (100, 2_000)
ANSWERS, THERE, SAID = 100, 30, 8  # of each session
YEAR = timedelta(days=350)
AIM = 1.5
FIGURES = f"{PREFIX}/figures/?from=2027-01-01&to=2027-12-31"


class Year(Story):
    """A year of one programme whose sessions are all for everybody, and well answered."""

    def tell(self, size: int, listed: int = 0) -> None:
        """Tell of so many sessions."""
        self.installation.prepare()
        place = self._begin(SLUG, self._people())
        for number in range(size + listed):
            self.now = BEGIN + YEAR * number / size
            self._session(place)
        coming = scheduled(self, place, place.people[1])
        seats = Seats.open_for(coming.id, place.programme, None, coming.starts)
        coming.publish("everyone", (), tuple(place.people), False, self.now)
        self.save(place.champion, coming, seats)
        place.coming.append(coming.id)
        self.write()
        self._keep(place)

    def _session(self, place: Place) -> None:
        presenter = self.dice.choice(place.people)
        session = scheduled(self, place, presenter)
        seats = Seats.open_for(session.id, place.programme, None, session.starts)
        session.publish("everyone", (), tuple(place.people), False, self.now)
        self.save(place.champion, session, seats)
        coming = [p for p in self.dice.sample(place.people, ANSWERS + 1) if p != presenter][:ANSWERS]
        for person in coming:
            seats.answer(person, "yes", self.now, Terms())
        self.save(coming[0], seats)
        session.hold(session.ends)
        sheet = Attendance.open_for(session.id, place.programme)
        sheet.mark_all(dict.fromkeys(coming[:THERE], True), "present")
        feedback = Feedback.open_for(session.id, place.programme)
        feedback.release([Answer.checked(self.dice.randint(2, 5), "") for _ in range(SAID)], LEAST)
        self.save(presenter, session, sheet, feedback)


@dataclass(frozen=True)
class Costs:
    """Milliseconds (the median at one connection) of the dashboard and of a session's page, by size."""

    kind: str
    figures: dict[int, float]
    page: dict[int, float]

    def beside(self, size: int) -> float:
        """How much the dashboard costs beside the page."""
        return self.figures[size] / self.page[size]

    @property
    def grown(self) -> float:
        """How much more it costs over the larger programme."""
        return self.figures[SIZES[1]] / self.figures[SIZES[0]]


def year(size: int) -> History:
    """The history of so many sessions, told if this is the first time."""
    folder = KEPT_IN / f"dashboard-{size}"
    if not (folder / "about.json").exists():
        Year(folder).tell(size)
    about = json.loads((folder / "about.json").read_text())
    people = [UUID(id) for id in about["people"]]
    now = datetime.fromisoformat(about["now"])
    return History(folder, about["events"], now, UUID(about["session"]), [], people)


def measured(kind: str, server: str, rounds: int, seconds: int) -> Costs:
    """Measure both pages over both sizes on one database."""
    costs = Costs(kind, {}, {})
    for size in SIZES:
        told = year(size)
        with stand(told, kind, server) as one:
            rebuilt(one, 1)
            say(f"dashboard over {size:,} sessions, {told.events:,} events on {kind}")
            with serving(one) as running:
                requests = Requests(one)
                paths = (FIGURES, f"{PREFIX}/sessions/{told.session}")
                loads = [Load(running, requests.page(path)) for path in paths]
                for load in loads:
                    load.warm_up()
                runs = [[load.run(1, seconds).median for load in loads] for _ in range(rounds)]
            costs.figures[size], costs.page[size] = map(statistics.median, zip(*runs, strict=True))
    return costs


def table(costs: list[Costs]) -> str:
    """The figures as a table."""
    sizes = [f"{what} over {size:,}" for size in SIZES for what in ("dashboard", "session page", "ratio")]
    head = ["Dashboard of a year", *sizes, "Grown", "Aim"]
    rows = [[c.kind, *_sizes(c), f"**{c.grown:.2f}**", f"≤ {AIM:.2f}"] for c in costs]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * len(head), *rows])


def _sizes(c: Costs) -> list[str]:
    found = [(f"{c.figures[s]:.1f} ms", f"{c.page[s]:.1f} ms", f"**{c.beside(s):.2f}**") for s in SIZES]
    return [figure for three in found for figure in three]


def desk(databases: list[str], server: str, rounds: int, seconds: int) -> str:
    """Measure it on each database; return what to put into the report."""
    costs = [measured(kind, server, rounds, seconds) for kind in databases]
    return "The dashboard beside a session's page:\n\n" + table(costs)


if __name__ == "__main__":
    KEPT_IN.mkdir(exist_ok=True)
    with postgresql() as server:
        print(desk(sys.argv[1:] or ["sqlite", "postgresql"], server, 3, 1))
