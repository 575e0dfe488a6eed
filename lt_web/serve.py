"""How gunicorn serves the stand-alone app: `gunicorn -c python:lt_web.serve wsgi:app`.
`python -m lt_web.serve` only says whether the port is free."""

from __future__ import annotations

import errno
import gc
import ipaddress
import os
import socket
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from lt_web.config import Config

PORT = os.environ.get("PORT") or "8000"
if not PORT.isdecimal():
    raise SystemExit(f"PORT is {PORT!r}: give a number, like 8000.")

bind = f"127.0.0.1:{PORT}"
worker_class = "gthread"
workers = 2
threads = 8
control_socket_disable = True
# The program is loaded once, and both workers share its memory. Connections and threads are their own:
# `Database` and `Counters` begin anew in a child, and the ticker starts in `post_worker_init`.
preload_app = True


class Discreet(Logger):  # type: ignore[misc]
    """Keeps an access log, where one is asked for, without who gave feedback and when."""

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        if "/feedback/" not in environ.get("PATH_INFO", ""):
            super().access(resp, req, environ, request_time)


logger_class = Discreet
loglevel = "warning"


def on_starting(server: Any) -> None:
    """Before anybody is served: refuse a demo that strangers could reach, and a port that is taken."""
    for address in server.cfg.address:
        if isinstance(address, tuple):
            refuse_a_stranger_in_the_demo(address[0])
            refuse_a_taken_port(*address)


def pre_fork(_server: Any, _worker: Any) -> None:
    """What is there now stays: to look through it for garbage would make a copy of it for each worker."""
    gc.freeze()


def when_ready(server: Any) -> None:
    """Say where it is."""
    print(f"Learn Together is at {server.LISTENERS[0]}/ (Ctrl+C stops it)", flush=True)


def post_worker_init(worker: Any) -> None:
    """Each worker ticks: offers lapse and sessions become held also while nobody clicks."""
    from lt_web.routines.ticking import start_ticker

    start_ticker(worker.app.callable)


def refuse_a_stranger_in_the_demo(host: str) -> None:
    """Demo mode signs anyone in with one click, so it is for this machine alone."""
    if Config(os.environ)["LT_DEMO"] and not is_loopback(host):
        raise SystemExit("The demo is served at 127.0.0.1 only. Unset LT_DEMO to serve others.")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def refuse_a_taken_port(host: str, port: int) -> None:
    """Say in a sentence, and not in a trace, that another program is there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            sentence = f"Port {port} is in use by another program: choose one that is free"
            raise SystemExit(f"{sentence}, for example `make run PORT={port + 1}`.") from None


if __name__ == "__main__":
    refuse_a_taken_port("127.0.0.1", int(PORT))
