"""The first person comes by the provider: by a group, or with the set-up code."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lt_web.arriving import group_roles
from lt_web.log.clock import SteppedClock
from tests.conftest import MONDAY
from tests.oidc.conftest import Stage
from tests.oidc.hostile import CLIENT, SECRET, Hostile
from tests.views.conftest import opened

Open = Callable[..., Stage]


@pytest.fixture
def empty(tmp_path: Path, hostile: Hostile) -> Iterator[Open]:
    """A house at its first start, with more settings."""
    made: list[Stage] = []

    def open_(**more: str) -> Stage:
        clock = SteppedClock(MONDAY)
        hostile.now = lambda: int(clock().timestamp())
        known = {
            "LT_OIDC_ISSUER": hostile.origin,
            "LT_OIDC_CLIENT_ID": CLIENT,
            "LT_OIDC_CLIENT_SECRET": SECRET,
        }
        stage = Stage(opened(tmp_path / "data", clock, **known, **more), hostile)
        stage.anew()
        made.append(stage)
        return stage

    yield open_
    for stage in made:
        stage.web.installation.close()
    shutil.rmtree(tmp_path / "data")


def test_a_group_makes_the_first_admin(empty: Open) -> None:
    stage = empty(LT_LOCAL_ACCOUNTS="no")
    stage.web.installation.group_roles = group_roles.read("it-admins=admin")
    answer = stage.sign_in(groups=["it-admins"])
    assert answer.headers["Location"] == "/learn/"
    assert stage.client.get("/learn/programmes/new").status_code == 200


def test_the_set_up_code_makes_the_first_admin(empty: Open) -> None:
    stage = empty(LT_LOCAL_ACCOUNTS="no")
    assert stage.client.get("/learn/setup").status_code == 404
    assert stage.sign_in().headers["Location"] == "/learn/setup"
    assert stage.client.send("/learn/setup", code="wrong").status_code == 422
    code = Path(stage.web.installation.config["LT_DATA_DIR"], "setup-code").read_text()
    answer = stage.client.send("/learn/setup", code=code)
    assert answer.headers["Location"] == "/learn/programmes/new"
    assert stage.client.get("/learn/programmes/new").status_code == 200
    assert stage.web.as_(None).get("/learn/setup").status_code == 404


def test_beside_passwords_the_sign_in_page_leads_to_the_set_up(empty: Open) -> None:
    stage = empty()
    page = stage.client.get("/learn/sign-in").text
    assert "Set it up with the code" in page
    assert "Welcome. Who are you?" in stage.client.get("/learn/setup").text
