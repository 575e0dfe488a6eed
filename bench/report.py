"""The figures as tables in bench/README.md, between two marks."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.measuring import CONNECTIONS, Beside, Figures

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
AIMS = {"one-click answer": 0.35, "session page": 0.35, "list of 2,000 sessions": 0.5, "rebuild": 0.35}


def write(all_figures: Sequence[Figures], more: Sequence[str] = ()) -> str:
    """Put the figures between the marks; return them."""
    text = README.read_text()
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    ours = [_circumstances(), _loads(all_figures), _rebuilds(all_figures), _flat(all_figures)]
    tables = "\n\n".join([*ours, *more])
    README.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}")
    return tables


def _circumstances() -> str:
    day = datetime.now(UTC).strftime("%-d %B %Y")
    return f"Made on {day}: {os.cpu_count()} processors, Python {platform.python_version()}."


def _loads(all_figures: Sequence[Figures]) -> str:
    """Each load: at each number of connections, requests a second of the product, of its limit, the ratio."""
    head = ["Load", "Events", "Database", *(f"{c} connection{'s' * (c > 1)}" for c in CONNECTIONS), "Aim"]
    rows = [
        [
            name,
            f"{f.events:,}",
            f.kind,
            *map(_ratio, f.loads[name]),
            _aim(name),
        ]
        for name in (all_figures[0].loads if all_figures else ())
        for f in all_figures
    ]
    return "Requests a second beside the limit's, and their ratio:\n\n" + _table(head, rows)


def _rebuilds(all_figures: Sequence[Figures]) -> str:
    head = ["Events", "Database", "Rows", "Rebuild", "Limit", "Ratio", "Events a second", "Aim"]
    rows = [
        [
            f"{f.events:,}",
            f.kind,
            f"{f.rebuilt.rows:,}",
            f"{f.rebuilt.seconds:.1f} s",
            f"{f.rebuilt.limit:.1f} s",
            f"**{f.rebuilt.ratio:.2f}**",
            f"{f.events / f.rebuilt.seconds:,.0f}",
            _aim("rebuild"),
        ]
        for f in all_figures
    ]
    return "Rebuild of every read model:\n\n" + _table(head, rows)


def _flat(all_figures: Sequence[Figures]) -> str:
    """What must stay flat: pages at one connection, a tick, the start, memory."""
    head = ["", *(f"{f.events:,}, {f.kind}" for f in all_figures)]
    lines: dict[str, Callable[[Figures], str]] = {
        "start until the first answer": lambda f: f"{f.start:.2f} s",
        "memory of both workers": lambda f: f"{f.memory:.0f} MB",
        "tick of the routines": lambda f: f"{f.tick:.0f} ms",
    }
    for name in all_figures[0].loads if all_figures else ():
        lines[name] = lambda f, name=name: f"{f.loads[name][0].median:.1f} ms"  # type: ignore[misc]
    for name in all_figures[0].pages if all_figures else ():
        lines[name] = lambda f, name=name: f"{f.pages[name]:.1f} ms"  # type: ignore[misc]
    rows = [[name, *(said(f) for f in all_figures)] for name, said in lines.items()]
    return "What must not grow with the log (pages: the median at one connection):\n\n" + _table(head, rows)


def _ratio(b: Beside) -> str:
    return f"{b.rate:,.0f} / {b.limit:,.0f} = **{b.ratio:.2f}**"


def _aim(name: str) -> str:
    return f"≥ {AIMS[name]:.2f}"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
