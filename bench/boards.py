"""The board beside itself: the same page over 100 and over 2,000 past sessions must cost about the same."""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass

from bench.history import KEPT_IN, SLUG, history
from bench.load import Requests
from bench.measuring import PREFIX, Load, say
from bench.place import ZONE
from bench.rebuilding import rebuilt
from bench.serving import serving
from bench.stands import Stand, postgresql, stand
from lt_web.commands import cadence, proposals
from lt_web.events.ids import programme_id
from lt_web.events.planned import Outline
from lt_web.events.rules import Rule
from lt_web.identity import Deed
from projections import slots

SIZES, EVENTS = (100, 2_000), 14_000
AIM = 1.5
HELD, WAITING = 3, 12
LEAST = 5  # seconds of a run: it is a large page


@dataclass(frozen=True)
class Costs:
    """Milliseconds of the board (the median at one connection) by the number of past sessions."""

    kind: str
    by_size: dict[int, float]

    @property
    def ratio(self) -> float:
        """How much more the larger costs."""
        return self.by_size[SIZES[1]] / self.by_size[SIZES[0]]


def measured(kind: str, server: str, rounds: int, seconds: int) -> Costs:
    """Measure the board on one database, the two sizes in turn."""
    histories = {size: history(EVENTS, size, KEPT_IN / f"board-{size}") for size in SIZES}
    found: dict[int, list[float]] = {size: [] for size in SIZES}
    with (
        stand(histories[SIZES[0]], kind, server) as small,
        stand(histories[SIZES[1]], kind, server) as large,
    ):
        stands = dict(zip(SIZES, (small, large), strict=True))
        for one in stands.values():
            rebuilt(one, 1)
            plan(one)
        for _round in range(rounds):
            for size, one in stands.items():
                say(f"board over {size:,} past sessions on {kind}")
                with serving(one) as running:
                    load = Load(running, Requests(one).page(f"{PREFIX}/board/"))
                    load.warm_up()
                    found[size].append(load.run(1, max(seconds, LEAST)).median)
    return Costs(kind, {size: statistics.median(times) for size, times in found.items()})


def plan(one: Stand) -> None:
    """Plan a date a week; of a dozen proposals with counted votes three are held, the others wait."""
    installation, programme, people = one.installation(), programme_id(SLUG), one.history.people
    champion = Deed(actor=people[0])
    rule = Rule("weekly", one.history.now.date(), 3, "14:00", ZONE, 45, place="Room Heron")
    installation.perform(champion, cadence.set_rule, programme, rule)
    with installation.database.reading() as db:
        dates = [row.id for row in slots.coming(db, programme, one.history.now)]
    for number in range(WAITING):
        outline, topics = Outline(f"Idea {number}", "", "demo", 30), [f"Topic {number:02}", "Topic 40"]
        made = installation.perform(
            Deed(actor=people[number + 1]), proposals.propose, programme, outline, topics
        )
        for voter in people[20 : 24 + number]:
            installation.perform(Deed(actor=voter), proposals.vote, made, "interested")
        installation.perform(champion, proposals.close_voting, made)
        if number < HELD:
            installation.perform(champion, cadence.place, programme, dates[number], made)
    installation.close()


def table(costs: list[Costs]) -> str:
    """The figures as a table."""
    head = ["Board", *(f"over {size:,} sessions" for size in SIZES), "Ratio", "Aim"]
    rows = [
        [c.kind, *(f"{c.by_size[size]:.1f} ms" for size in SIZES), f"**{c.ratio:.2f}**", f"≤ {AIM:.2f}"]
        for c in costs
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * len(head), *rows])


def desk(databases: list[str], server: str, rounds: int, seconds: int) -> str:
    """Measure it on each database; return what to put into the report."""
    costs = [measured(kind, server, rounds, seconds) for kind in databases]
    return "The board, planning ahead over a short and a long past:\n\n" + table(costs)


if __name__ == "__main__":
    KEPT_IN.mkdir(exist_ok=True)
    with postgresql() as server:
        print(desk(sys.argv[1:] or ["sqlite", "postgresql"], server, 3, 1))
