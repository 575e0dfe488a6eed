"""Errands: routines, PDFs and checks in a process of their own, so that those of the server only answer."""

from __future__ import annotations

import threading

from lt_web import press
from lt_web.evidence import checking
from lt_web.installation import Installation
from lt_web.routines.ticking import Ticker

LOOK_SECONDS = 1.0


def run(installation: Installation, seconds: float, ended: threading.Event) -> None:
    """Tick every so many seconds, make each PDF and check when asked for, until told to end; then finish."""
    ticker = Ticker(installation, seconds)
    ticker.start()
    while not ended.wait(LOOK_SECONDS):
        press.look(installation, ended)
        checking.look(installation)
    ticker.stop()
    ticker.join()
