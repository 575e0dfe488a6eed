"""The report as a PDF: our process against the library alone, given the same HTML. `python -m bench.papers`

Twelve months with 100 and with 1,000 sessions; the median of some rounds, each in a process of its own.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SIZES = (100, 1000)
MOST = 1.2
# What whoever has nothing of ours would write: the page, the fetcher that names our files, the library.
ALONE = """
import sys
from pathlib import Path
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse
pages, static = Path(sys.argv[2]), Path(sys.argv[3])
files = {"lt:report.css": (pages / "report.css", "text/css"),
         "lt:cover.svg": (pages / "cover.svg", "image/svg+xml"),
         "lt:Inter.woff2": (static / "InterVariable.woff2", "font/woff2"),
         "lt:Arabic.woff2": (static / "Vazirmatn.woff2", "font/woff2")}
class Files(URLFetcher):
    def fetch(self, url, headers=None):
        path, kind = files[url]
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})
page = HTML(string=sys.stdin.read(), base_url="lt:", url_fetcher=Files())
page.write_pdf(sys.argv[1], pdf_variant="pdf/ua-1")
"""


@dataclass(frozen=True)
class Cost:
    """What one process took: seconds of the processor, and bytes at most."""

    seconds: float
    bytes: int


def report(sessions: int) -> dict[str, Any]:
    """A year with so many sessions, as the report says it."""
    from lt_web.reports.contents import MANY
    from tests.test_pdf import a_report

    made = a_report(sessions)
    month = {"name": "May 2027", "sessions": 83, "minutes": 2490, "came": 700, "topics": ["Knots"], "more": 3}
    person = {"name": "Ada Holm", "titles": []}
    return made | {
        "months": made["months"] * 4,
        "overview": [month] * 12 if sessions > MANY else [],
        "presenters": [person] * (sessions // 5),
        "topics": made["topics"] * 40,
        "write_ups": made["write_ups"] * (sessions * 4 // 5),
    }


def figures(rounds: int) -> dict[int, tuple[float, float]]:
    """Sessions → how many times the seconds, and how many times the memory, of the library alone."""
    return {sessions: _ratios(report(sessions), rounds) for sessions in SIZES}


def _ratios(made: dict[str, Any], rounds: int) -> tuple[float, float]:
    from lt_web import pdf

    html, body = pdf.as_html(made, "a4"), json.dumps(made)
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder, "report.pdf")
        files = (str(pdf.PAGES), str(pdf.HERE / "static/lt_web/vendor"))
        pairs = [
            (
                _cost([sys.executable, "-P", "-m", "lt_web.pdf", f"--to={to}"], body),
                _cost([sys.executable, "-c", ALONE, str(to), *files], html),
            )
            for _round in range(rounds)
        ]
    seconds = statistics.median(ours.seconds / alone.seconds for ours, alone in pairs)
    return seconds, statistics.median(ours.bytes / alone.bytes for ours, alone in pairs)


def _cost(command: list[str], given: str) -> Cost:
    env = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=env, text=True)
    assert child.stdin
    child.stdin.write(given)
    child.stdin.close()
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def desk(_databases: Sequence[str], _server: str, rounds: int, _seconds: int) -> str:
    """The figures as a table of the README's; no database has a part in them."""
    rows = [
        f"| {sessions:,} | {seconds:.2f} | {memory:.2f} | ≤ {MOST} |"
        for sessions, (seconds, memory) in figures(rounds).items()
    ]
    head = "| sessions in twelve months | time | memory | aim |\n| ---: | ---: | ---: | ---: |"
    return "\n".join(["Report as a PDF, against the library given the same HTML:", "", head, *rows])


if __name__ == "__main__":
    began = time.monotonic()
    print(desk((), "", ROUNDS, 0))
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
