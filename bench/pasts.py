"""Pages of the past beside the same pages of today: python -m bench.pasts [events …]."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bench.history import KEPT_IN, SLUG, history
from bench.measuring import say
from bench.rebuilding import rebuilt, took
from bench.stands import Stand, stand
from lt_web.app import create_app
from lt_web.commands import programmes
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.past import scratch
from projections import programmes as programme_rows

SIZES = (10_000, 100_000)
THERE = 0.6  # how far back in the history: most of it has to be replayed
STEPS = 20
HEAD = ["Events", "Today", "Cold", "Warm", "Session", "Step on", "Step back", "Copy", "Session beside today"]


@dataclass(frozen=True)
class Costs:
    """Seconds: a session's page today; the programme's sessions as of a far event, at first and again; a
    session's page as of it; one event on, and one back (medians). `copy` is the size of a kept one, bytes."""

    kind: str
    events: int
    today: float
    cold: float
    warm: float
    session: float
    on: float
    back: float
    copy: int


def measured(one: Stand, rounds: int) -> Costs:
    """Ask for pages as a browser would, within this process."""
    rebuilt(one, 1)
    settings = one.settings | {"TESTING": True, "LT_LOG_LEVEL": "ERROR"}
    app = create_app(settings, lambda: one.history.now)
    house: Installation = app.extensions["learn-together"].installation
    client, far = app.test_client(), int(one.history.events * THERE)
    with client.session_transaction() as kept:
        kept["_user_id"] = f"{_auditor(house, one.history.people[0]).hex}:1"

    def asked(position: int | None, rest: str) -> float:
        past = f"/as-of/e{position}" if position else ""
        return took(lambda: _shown(client, f"/learn{past}/{SLUG}/{rest}"))

    session, last = f"sessions/{one.history.session}", one.history.events
    scratch.empty(house)
    asked(None, session)
    today = _median(lambda _n: asked(None, session), rounds * 5)
    cold = asked(far, "sessions/")
    warm = _median(lambda _n: asked(far, "sessions/"), rounds * 5)
    on = _median(lambda n: asked(far + n + 1, "sessions/"), STEPS)
    back = _median(lambda n: asked(far + STEPS - n, "sessions/"), STEPS)
    asked(last, session)
    as_of = _median(lambda _n: asked(last, session), rounds * 5)
    copy = max(path.stat().st_size for path in scratch.of(house).folder.path.glob("*.db"))
    scratch.empty(house)
    house.close()
    return Costs(one.kind, last, today, cold, warm, as_of, on, back, copy)


def _shown(client: Any, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def _auditor(house: Installation, person: UUID) -> UUID:
    with house.database.reading() as db:
        here = programme_rows.of_slug(db, SLUG)
    assert here is not None
    deed = Deed(routine="command-line", source="cli")
    house.perform(deed, programmes.give_role, here.id, person, "auditor", "Measures")
    return person


def _median(deed: Callable[[int], float], times: int) -> float:
    return statistics.median(deed(number) for number in range(times))


def table(costs: list[Costs]) -> str:
    """The figures as a table."""
    rows = [
        [
            f"{c.events:,} on {c.kind}",
            *(f"{s * 1000:.0f} ms" for s in _times(c)),
            f"{c.copy / 1e6:.0f} MB",
            _beside(c),
        ]
        for c in costs
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in [HEAD, ["---"] * len(HEAD), *rows])


def _times(c: Costs) -> tuple[float, ...]:
    return c.today, c.cold, c.warm, c.session, c.on, c.back


def _beside(c: Costs) -> str:
    return f"**{c.session / c.today:.2f}**"


def desk(databases: list[str], server: str, rounds: int, _seconds: int) -> str:
    """Measure it on each database; return what to put into the report."""
    costs = []
    for size in SIZES:
        told = history(size)
        for kind in databases:
            with stand(told, kind, server) as one:
                say(f"pages of the past over {size:,} events on {kind}")
                costs.append(measured(one, rounds))
    return "Pages of the past beside a session's page of today:\n\n" + table(costs)


if __name__ == "__main__":
    KEPT_IN.mkdir(exist_ok=True)
    for size in [int(given) for given in sys.argv[1:]] or SIZES:
        with stand(history(size), "sqlite", "") as one:
            print(table([measured(one, 3)]))
