"""An application on a small company: two programmes, somebody in each role, and a client for each of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import event

from lt_web.app import create_app
from lt_web.commands import people, programmes, seats, sessions
from lt_web.events.planned import Appointment, Outline
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.web import EXTENSION
from lt_web.who_is_who.kept import WhoIsWho
from tests.conftest import MONDAY

CLI = Deed(routine="command-line", source="cli")
OWN, OTHER = "tech-hour", "inner-circle"
ROLES = ("champion", "employee", "presenter", "sponsor", "auditor", "admin", "outsider")
NAMES = {
    "champion": "Ada Okafor",
    "employee": "Ben Sörensen",
    "presenter": "Cleo Martin",
    "sponsor": "Dina Haddad",
    "auditor": "Emil Novak",
    "admin": "Fay Lindqvist",
    "outsider": "Gus Moreau",  # champion of the other programme, which is closed
}


class Visitor(FlaskClient):
    """A browser without scripts; it sends the token that each of our forms carries."""

    def token(self) -> str:
        """The token of this session."""
        with self.session_transaction() as kept, self.application.test_request_context():
            from flask import session

            session.update(kept)
            made = generate_csrf()
            kept.update(session)
        return made

    def send(self, address: str, htmx: bool = False, **fields: Any) -> Any:
        """POST a form of ours."""
        headers = {"HX-Request": "true"} if htmx else {}
        return self.post(address, data={"csrf_token": self.token()} | fields, headers=headers)


class Web:
    """The application, the people by role, and what they have: `.as_("champion").get(…)`."""

    def __init__(self, app: Flask, clock: SteppedClock) -> None:
        self.app, self.clock = app, clock
        self.installation: Installation = app.extensions[EXTENSION].installation
        self.people: dict[str, UUID] = {}
        self.programmes: dict[str, UUID] = {}
        self.sessions: dict[str, UUID] = {}

    def do(self, role: str | None, command: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Carry out a command as the person with that role; None: from the command line."""
        deed = Deed(actor=self.people[role]) if role else CLI
        return self.installation.perform(deed, command, *args, **kwargs)

    def as_(self, role: str | None) -> Visitor:
        """A client signed in as the person with that role; None: a stranger."""
        client = self.app.test_client()
        assert isinstance(client, Visitor)
        if role:
            with client.session_transaction() as kept:
                kept["_user_id"] = f"{self.people[role].hex}:1"
        return client

    def url(self, rest: str = "", programme: str = OWN) -> str:
        """The address of a page of a programme."""
        return f"/learn/{programme}/{rest}"

    def position(self) -> int:
        """How many events the log has."""
        return int(self.installation.health()["position"])


class Compiled(BytecodeCache):
    """Templates that were compiled for one test are not compiled again for the next."""

    kept: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is there."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


def opened(folder: Path, clock: SteppedClock, **more: str) -> Web:
    """The application on what stands in a folder, with more settings."""
    settings = {"LT_DATA_DIR": str(folder), "SECRET_KEY": "k" * 8 + "0123456789abcdef" * 2, **more}
    app = create_app(settings | {"TESTING": True, "LT_TICK_SECONDS": "0"}, clock)
    app.test_client_class = Visitor
    app.extensions[EXTENSION].pages.environment.bytecode_cache = Compiled()
    return Web(app, clock)


@pytest.fixture
def empty(tmp_path: Path, clock: SteppedClock) -> Iterator[Web]:
    """The application at its first start: nobody and nothing in it."""
    made = opened(tmp_path / "data", clock)
    yield made
    made.installation.close()


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Web:
    """The small company, made once; each test has a copy of it."""
    made = opened(tmp_path_factory.mktemp("company"), SteppedClock(MONDAY))
    settle(made)
    made.installation.close()
    return made


@pytest.fixture
def web(company: Web, tmp_path: Path, clock: SteppedClock) -> Iterator[Web]:
    """Everybody has come, there are two programmes, and a session of each kind stands in the first."""
    shutil.copytree(company.installation.config["LT_DATA_DIR"], tmp_path / "data")
    made = opened(tmp_path / "data", clock)
    made.people |= company.people
    made.programmes |= company.programmes
    made.sessions |= company.sessions
    yield made
    made.installation.close()


def settle(web: Web) -> None:
    for role, name in NAMES.items():
        team = "Harbour" if role in ("champion", "presenter") else "Charts"
        address = f"{name.split()[0].lower()}@tern.example"
        web.people[role] = web.do(None, people.join, name, address, team)
        web.do(None, people.open_account, web.people[role], address, "")
    for slug, name, champion in ((OWN, "Tech hour", "champion"), (OTHER, "Inner circle", "outsider")):
        about = (slug, name, "", "Europe/Lisbon", web.people[champion])
        web.programmes[slug] = web.do(None, programmes.found, *about)
    web.do("outsider", programmes.set_up, web.programmes[OTHER], {}, False)
    for role in ("sponsor", "auditor"):
        held = (web.programmes[OWN], web.people[role], role, "From the start")
        web.do("champion", programmes.give_role, *held)
    web.do(None, programmes.make_admin, web.people["admin"], "From the start")
    schedule(web, "published")
    schedule(web, "draft", days=14, published=False)
    web.do("employee", seats.answer, web.sessions["published"], "yes")


def schedule(web: Web, name: str, days: int = 7, published: bool = True) -> UUID:
    """A session “Knots we <name>” of the presenter, so many days from now."""
    wall = (web.clock() + timedelta(days=days)).replace(tzinfo=None, hour=14)
    made: UUID = web.do(
        "champion",
        sessions.schedule,
        web.programmes[OWN],
        Outline(f"Knots we {name}", "Which knot holds what.", "demo", 30),
        ["Knots"],
        Appointment(wall, "Europe/Lisbon", "Quay 2"),
        [web.people["presenter"]],
        2,
    )
    web.sessions[name] = made
    if published:
        web.do("champion", sessions.publish, made, "everyone", [], [])
    return made


@pytest.fixture
def count_queries(web: Web) -> Callable[..., int]:
    """How many statements are sent to the database by a process that knows nobody yet."""

    def count(deed: Callable[[], Any], knowing: bool = False) -> int:
        sent: list[str] = []
        web.installation.who_is_who = web.installation.who_is_who if knowing else WhoIsWho()
        engine = web.installation.database.engine
        listener = lambda _c, _cu, statement, *_rest: sent.append(statement)  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        try:
            deed()
        finally:
            event.remove(engine, "before_cursor_execute", listener)
        return len(sent)

    return count
