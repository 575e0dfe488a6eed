"""A page read as whoever asks would see it at a position: an inner request, of which nothing remains."""

from __future__ import annotations

from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from flask import Flask, current_app, request
from werkzeug.test import run_wsgi_app

from lt_web.moments.address import at
from lt_web.moments.content import Block, blocks
from lt_web.moments.still import STILL
from lt_web.past.preparing import NOT_READY, NotReady
from lt_web.web import stop_reading

NOT_OURS = ("flask.", "werkzeug.", "HTTP_HX_", "HTTP_IF_", "HTTP_ACCEPT_ENCODING", "CONTENT_")


@dataclass(frozen=True)
class Reading:
    """What a page said: the status of the answer and its blocks; whether there was a page at all."""

    status: int
    blocks: tuple[Block, ...]

    @property
    def is_there(self) -> bool:
        """Whether there was such a page then, for whoever asks."""
        return self.status == 200


def read(address: str, position: int) -> Reading:
    """Read the main part of a page as it was at a position, with the rights of whoever asks now.

    Raises `NotReady` where the moment is far, and is being made ready.
    """
    stop_reading()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    status, html = copy_context().run(_answered, app, _environment(address, position))
    if status == NOT_READY:
        raise NotReady(position)
    return Reading(status, tuple(blocks(html)) if status == 200 else ())


def _answered(app: Flask, environ: dict[str, Any]) -> tuple[int, str]:
    with app.app_context():  # of its own: what is known in ours is of the page around it
        answer, status, _headers = run_wsgi_app(partial(type(app).wsgi_app, app), environ, buffered=True)
        return int(status.split()[0]), b"".join(answer).decode()


def _environment(address: str, position: int) -> dict[str, Any]:
    path, _mark, query = at(address, position).removeprefix(request.script_root).partition("?")
    kept = {name: value for name, value in request.environ.items() if not name.startswith(NOT_OURS)}
    return kept | {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "wsgi.input": BytesIO(),
        STILL: True,
    }
