"""Everything that is measured of one history on one database, each figure beside its limit."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench import load
from bench.history import SLUG
from bench.load import Requests, Run
from bench.rebuilding import Rebuilt, rebuilt
from bench.serving import Server, serving
from bench.stands import Stand
from lt_web.routines.ticking import tick

CONNECTIONS = (1, 8, 32)
PREFIX = f"/learn/{SLUG}"
# Pages that have no limit of their own, but must not grow slower with the log.
OTHERS = {
    "home": f"{PREFIX}/",
    "coming sessions": f"{PREFIX}/sessions/",
    "proposals": f"{PREFIX}/proposals/",
    "topics": f"{PREFIX}/topics/",
    "people": f"{PREFIX}/people/",
    "desk": f"{PREFIX}/desk/",
}


@dataclass(frozen=True)
class Beside:
    """One load at so many connections: requests a second, the limit's, and the median ratio of the pairs."""

    connections: int
    rate: float
    limit: float
    ratio: float
    median: float
    slowest: float


@dataclass
class Figures:
    """All figures of one history on one database. Times of pages in milliseconds, one connection."""

    events: int
    kind: str
    rebuilt: Rebuilt
    start: float = 0
    memory: float = 0
    loads: dict[str, list[Beside]] = field(default_factory=dict)
    pages: dict[str, float] = field(default_factory=dict)
    tick: float = 0


def measured(stand: Stand, rounds: int, seconds: int) -> Figures:
    """Measure one stand from nothing: rebuild, start, answers, pages, memory."""
    say(f"{stand.history.events:,} events on {stand.kind}: rebuild")
    figures = Figures(stand.history.events, stand.kind, rebuilt(stand, rounds))
    requests = Requests(stand)
    starts = []
    for _ in range(rounds):
        with serving(stand) as server:
            starts.append(server.start)
    figures.start = statistics.median(starts)
    with serving(stand) as server:
        for name, ours, limit in _loads(stand, requests, server):
            say(name)
            ours.warm_up()
            limit.warm_up()
            figures.loads[name] = [beside(ours, limit, c, rounds, seconds) for c in CONNECTIONS]
        for name, path in OTHERS.items():
            page = Load(server, requests.page(path))
            page.warm_up()
            figures.pages[name] = page.run(1, seconds).median
        figures.memory = server.memory
    figures.tick = _tick(stand)
    return figures


class Load:
    """Requests of one kind; each run goes on where the last one ended, so that answers change."""

    def __init__(self, server: Server, requests: Path) -> None:
        self.url, self.requests, self.first = server.url, requests, 0

    def warm_up(self) -> None:
        """Let every thread of both workers answer once: templates are compiled, connections made."""
        self.run(16, 2)

    def run(self, connections: int, seconds: int) -> Run:
        """Send for so many seconds over so many connections."""
        run = load.run(self.url, connections, seconds, self.requests, self.first)
        self.first += run.sent + connections
        return run


def beside(ours: Load, limit: Load, connections: int, rounds: int, seconds: int) -> Beside:
    """The product and its limit in turn."""
    pairs = [(ours.run(connections, seconds), limit.run(connections, seconds)) for _ in range(rounds)]
    return Beside(
        connections,
        statistics.median(a.rate for a, _ in pairs),
        statistics.median(b.rate for _, b in pairs),
        statistics.median(a.rate / b.rate for a, b in pairs),
        statistics.median(a.median for a, _ in pairs),
        statistics.median(a.slowest for a, _ in pairs),
    )


def _loads(stand: Stand, requests: Requests, server: Server) -> Iterator[tuple[str, Load, Load]]:
    """What has a limit: (name, the product's requests, the limit's)."""
    pages = {
        "session page": f"{PREFIX}/sessions/{stand.history.session}",
        "list of 2,000 sessions": f"{PREFIX}/sessions/?tab=past",
    }
    for name, path in pages.items():
        yield name, Load(server, requests.page(path)), Load(server, requests.page(f"/bare/page{path}"))
    yield "one-click answer", Load(server, requests.answers()), Load(server, requests.answers(bare=True))


def _tick(stand: Stand) -> float:
    """Milliseconds of a tick of the routines that finds little to do."""
    installation = stand.installation()
    tick(installation)
    begun = time.perf_counter()
    tick(installation)
    installation.close()
    return (time.perf_counter() - begun) * 1000


def say(words: str) -> None:
    """Tell whoever waits."""
    print(f"  {words}", file=sys.stderr, flush=True)
