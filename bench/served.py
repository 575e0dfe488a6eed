"""What gunicorn serves while it is measured: the product and, beside it, the least that Flask can do.

The bare routes give the limits: one INSERT and COMMIT, and a page's template with finished rows from memory.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import psycopg
from flask import Flask, g, request, template_rendered

from lt_web.app import create_app
from lt_web.log.clock import real_clock
from lt_web.log.engine import ON_SQLITE
from lt_web.web import EXTENSION

NOT_FINISHED = ("g", "request", "session", "config")
NOTED = "CREATE TABLE IF NOT EXISTS bare_answers (person TEXT, session TEXT, answer TEXT, at TEXT)"
NOTE = "INSERT INTO bare_answers VALUES (?, ?, ?, ?)"


def application() -> Flask:
    """Make the application; its clock stands where the history ended, and goes on from there."""
    ahead = datetime.fromisoformat(os.environ["BENCH_NOW"]) - real_clock()
    app = create_app(clock=lambda: real_clock() + ahead + timedelta(seconds=1))
    Bare(app)
    return app


class Bare:
    """The bare routes of one application."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.rows = Rows(app.config.get("LT_DATABASE_URL") or "", app.config["LT_DATA_DIR"])
        self.finished: dict[str, tuple[str, dict[str, Any]]] = {}
        self.words: dict[str, Any] = {}
        self.pages = app.extensions[EXTENSION].pages
        self.reveal = self.pages.environment.filters["reveal"]
        self.pages.environment.filters["reveal"] = self.revealed
        app.add_url_rule("/bare/answer", "bare_answer", self.answer, methods=["POST"])
        app.add_url_rule("/bare/page/<path:page>", "bare_page", self.page)

    def answer(self) -> str:
        """One INSERT and COMMIT, at the durability of the product."""
        self.rows.note("person", request.form["session"], request.form["answer"], "2027-03-01T09:00:00")
        return "noted"

    def page(self, page: str) -> str:
        """A page of the product again: same template, finished rows from memory, and nothing else."""
        page = f"/{page}?{unquote(request.query_string.decode())}"
        if page not in self.finished:
            self.finished[page] = self.rendered_for(page)
        template, context = self.finished[page]
        g.lt_slug, g.lt_programme = context["programme"].slug, context["programme"]
        return str(self.pages.environment.get_template(template).render(context))

    def rendered_for(self, page: str) -> tuple[str, dict[str, Any]]:
        """Ask the product once, and keep what it gave to its template."""
        kept: list[tuple[str, dict[str, Any]]] = []

        def keep(_app: Flask, template: Any, context: dict[str, Any], **_extra: Any) -> None:
            finished = {name: value for name, value in context.items() if name not in NOT_FINISHED}
            asked = {name: context[name]() for name in ("inbox_count", "history_url", "places")}
            finished |= {name: lambda found=found: found for name, found in asked.items()}
            addresses = {page: context["account_url"](page) for page in ("sign_in", "sign_out", "password")}
            kept.append((template.name, finished | {"account_url": addresses.get}))

        with template_rendered.connected_to(keep, self.app):
            headers = {name: request.headers[name] for name in ("Cookie", "User-Agent")}
            answer = self.app.test_client(use_cookies=False).get(page, headers=headers)
        assert answer.status_code == 200, (page, answer.status)
        template, context = kept[-1]
        return template, context | {"csrf_token": lambda: "a token"}

    def revealed(self, token: str) -> Any:
        """Personal words are decrypted for the product; the bare page has them in memory."""
        if request.endpoint != "bare_page":
            self.words[token] = self.reveal(token)
        return self.words[token]


class Rows:
    """One table in a database of its own, a connection a thread."""

    def __init__(self, url: str, folder: str) -> None:
        self.url, self.file = url.replace("+psycopg", ""), f"{folder}/bare.db"
        self._threads = threading.local()

    def note(self, *values: str) -> None:
        """Write one row and commit."""
        if not hasattr(self._threads, "connection"):
            self._threads.connection = self._connected()
        if self.url:
            self._threads.connection.execute(NOTE.replace("?", "%s"), values)
            return
        self._threads.connection.execute("BEGIN IMMEDIATE")
        self._threads.connection.execute(NOTE, values)
        self._threads.connection.execute("COMMIT")

    def _connected(self) -> Any:
        connection: Any
        if self.url:
            connection = psycopg.connect(self.url, autocommit=True)
            connection.execute("SELECT pg_advisory_lock(1)")
        else:
            connection = self._opened()
        connection.execute(NOTED)
        if self.url:
            connection.execute("SELECT pg_advisory_unlock(1)")
        return connection

    def _opened(self) -> sqlite3.Connection:
        """One after the other: while a new file learns to write ahead, SQLite turns others away at once."""
        connection = sqlite3.connect(self.file, isolation_level=None, timeout=30)
        with Path(f"{self.file}-opening").open("w") as queue:
            fcntl.flock(queue, fcntl.LOCK_EX)
            for pragma in ON_SQLITE:
                connection.execute(f"PRAGMA {pragma}")
        return connection
