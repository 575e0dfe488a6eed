"""The small company of the view tests, whose people sign in at a provider."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from lt_web.arriving import group_roles
from lt_web.log.clock import SteppedClock
from lt_web.oidc.provider import Provider
from lt_web.sign_in.provider import EXTENSION
from tests.conftest import MONDAY
from tests.oidc.hostile import CLIENT, SECRET, Hostile, running
from tests.views.conftest import Visitor, Web, company, opened  # noqa: F401

ADA = {"sub": "a1b2-ada", "name": "Ada Quay", "email": "ada.quay@tern.example", "team": "Harbour"}
DOOR = "/learn/sign-in/provider"
BACK = f"{DOOR}/back"


class Stage:
    """The company at work with a provider beside it."""

    def __init__(self, web: Web, hostile: Hostile) -> None:
        self.web, self.hostile, self.clock = web, hostile, web.clock
        self.client = web.as_(None)

    def anew(self) -> None:
        """An honest provider of whom nothing is known yet, and a browser that has been nowhere."""
        self.hostile.behave()
        with self.web.installation.database.writing() as db:
            db.exec_driver_sql("delete from lt_provider_sessions")
        self.client = self.web.as_(None)
        about = (self.hostile.origin, CLIENT, SECRET, "openid profile email", False)
        self.web.app.extensions[EXTENSION] = Provider(*about)

    def begin(self, client: Visitor | None = None, onward: str = "") -> dict[str, str]:
        """Set out; what the provider is asked."""
        answer = (client or self.client).get(DOOR, query_string={"next": onward} if onward else {})
        assert answer.status_code == 303, answer.text
        return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))

    def back(self, client: Visitor | None = None, **answer: Any) -> Any:
        """Come back with what the provider has answered."""
        return (client or self.client).get(BACK, query_string=answer)

    def sign_in(self, client: Visitor | None = None, onward: str = "", **person: Any) -> Any:
        """All the way there and back, as Ada or somebody else."""
        asked = self.begin(client, onward)
        code = self.hostile.grant(asked, **(ADA | person))
        return self.back(client, code=code, state=asked["state"])

    def sessions(self) -> int:
        """How many sessions there are."""
        with self.web.installation.database.reading() as db:
            return int(db.exec_driver_sql("select count(*) from lt_provider_sessions").scalar() or 0)

    def is_in(self, client: Visitor | None = None) -> bool:
        """Whether pages are shown to whoever uses that browser."""
        answer = (client or self.client).get(self.web.url())
        assert answer.status_code in (200, 303), answer.text
        return bool(answer.status_code == 200)

    def entry(self, subject: str = ADA["sub"]) -> Any:
        """The directory's entry of a subject."""
        from lt_web.store import directory

        with self.web.installation.database.reading() as db:
            return directory.by_subject(db, self.hostile.origin, subject)


@pytest.fixture(scope="module")
def hostile() -> Iterator[Hostile]:
    with running(Hostile()) as made:
        yield made


@pytest.fixture(scope="module")
def house(company: Web, hostile: Hostile, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:  # noqa: F811
    """One company for all tests of a file: what they leave behind is people who signed in."""
    folder: Path = tmp_path_factory.mktemp("oidc") / "data"
    shutil.copytree(company.installation.config["LT_DATA_DIR"], folder)
    clock = SteppedClock(MONDAY)
    hostile.now = lambda: int(clock().timestamp())
    more = {"LT_OIDC_ISSUER": hostile.origin, "LT_OIDC_CLIENT_ID": CLIENT, "LT_OIDC_NAME": "Tern ID"}
    web = opened(folder, clock, **more, LT_OIDC_CLIENT_SECRET=SECRET)
    web.installation.group_roles = group_roles.read("it-admins=admin, sails=champion@tech-hour")
    web.people |= company.people
    web.sessions |= company.sessions
    yield Stage(web, hostile)
    web.installation.close()


@pytest.fixture
def stage(house: Stage) -> Stage:
    house.anew()
    return house
