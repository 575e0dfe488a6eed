"""Load from a process of its own: wrk, and the requests of made-up people who are signed in."""

from __future__ import annotations

import itertools
import random
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from flask import Flask, session
from flask_login import login_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from bench.history import SLUG
from bench.stands import Stand
from lt_web.app import create_app
from lt_web.sign_in.accounts import user_of
from lt_web.web import installation, stop_reading
from projections.sessions import presenters

SCRIPT = Path(__file__).parent / "wrk.lua"
AGENT = {"User-Agent": "bench"}


@dataclass(frozen=True)
class Run:
    """What a run came to: requests a second, and milliseconds until an answer (median, 99 of 100)."""

    sent: int
    rate: float
    median: float
    slowest: float


def run(url: str, connections: int, seconds: int, requests: Path, first: int = 0) -> Run:
    """Let wrk send prepared requests; raise where anything but an answer of ours came back."""
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--timeout=20s",  # a slow answer counts as it is; only one that never comes has failed
        f"-s{SCRIPT}",
        url,
        "--",
        requests,
        str(first),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    result = said[said.index("RESULT") :].split()
    sent, microseconds, errors = int(result[1]), int(result[2]), int(result[5])
    if errors:
        raise RuntimeError(f"{errors} of {sent} requests to {url} failed:\n{said}")
    return Run(sent, (sent or 1) / (microseconds / 1e6), float(result[3]), float(result[4]))


@dataclass(frozen=True)
class SignedIn:
    """A person's cookie and the token that their forms carry."""

    person: UUID
    cookie: str
    token: str


class Requests:
    """Files of prepared requests for one stand."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self._files = itertools.count()
        app = create_app(dict(stand.settings), clock=lambda: stand.history.now)
        self.people = [signed_in(app, person) for person in stand.history.people]
        with app.app_context(), installation().database.reading() as db:
            self.presenting = {(row.person, row.session) for row in db.execute(select(presenters))}
        installation_of = app.extensions["learn-together"].installation
        installation_of.close()

    def page(self, path: str) -> Path:
        """One person, the champion, looks at a page."""
        one = self.people[0]
        return self._file([f"GET {path}\t{one.cookie}\t{one.token}\t"])

    def answers(self, bare: bool = False) -> Path:
        """Everybody answers every coming session: yes on the first round, no on the second, and so on."""
        dice = random.Random(3)
        pairs = list(itertools.product(self.people, self.stand.history.answered))
        pairs = [(p, s) for p, s in pairs if (p.person, s) not in self.presenting]
        dice.shuffle(pairs)
        return self._file(self._answers(pairs, bare))

    def _answers(self, pairs: list[tuple[SignedIn, UUID]], bare: bool) -> Iterator[str]:
        for answer in ("yes", "no"):
            for one, about in pairs:
                path = "/bare/answer" if bare else f"/learn/{SLUG}/sessions/{about}/answer"
                yield f"POST {path}\t{one.cookie}\t{one.token}\tanswer={answer}&session={about}"

    def _file(self, lines: Iterable[str]) -> Path:
        file = self.stand.folder / f"{next(self._files)}.requests"
        file.write_text("\n".join(lines) + "\n")
        return file


def signed_in(app: Flask, person: UUID) -> SignedIn:
    """What the browser of a signed-in person holds."""
    with app.test_request_context(headers=AGENT, environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        user = user_of(person)
        assert user is not None
        login_user(user)
        token = generate_csrf()
        serializer = app.session_interface.get_signing_serializer(app)
        stop_reading()
        return SignedIn(
            person, f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(dict(session))}", token
        )
