"""The doctor asks the provider before anybody signs in; settings that contradict each other do not start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lt_web.app import create_app
from lt_web.doctor.sign_in import provider
from lt_web.installation import Installation
from lt_web.oidc import asking
from tests.oidc.conftest import Stage
from tests.oidc.hostile import Reply

CLIENT = {"LT_OIDC_CLIENT_ID": "learn-together"}


def findings(stage: Stage) -> list[tuple[str, str, str]]:
    house: Installation = stage.web.installation
    return [(found.state, found.what, found.cure) for found in provider(house)]


def test_a_provider_that_answers_is_well(stage: Stage) -> None:
    assert findings(stage) == [("ok", f"The sign-in provider answers: {stage.hostile.origin}", "")]


def test_one_slash_more_in_its_name_is_found(stage: Stage) -> None:
    stage.hostile.metadata = lambda told: told | {"issuer": f"{told['issuer']}/"}
    [(state, what, cure)] = findings(stage)
    assert (state, cure) == ("bad", "Set LT_OIDC_ISSUER to exactly that.")
    assert f"{stage.hostile.origin}/" in what


@pytest.mark.parametrize(
    "reply",
    [Reply(200, b"<html>", "text/html"), Reply(404, {}), Reply(500, {}), Reply(200, b" " * 99, drip=True)],
)
def test_a_provider_that_cannot_be_used_is_found(
    stage: Stage, reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "SECONDS", 0.3)
    stage.hostile.replies["/.well-known/openid-configuration"] = reply
    assert [state for state, _what, _cure in findings(stage)] == ["bad"]


def test_what_it_cannot_do_is_said(stage: Stage) -> None:
    without = ("userinfo_endpoint", "end_session_endpoint")
    stage.hostile.metadata = lambda told: {k: v for k, v in told.items() if k not in without}
    assert [state for state, _what, _cure in findings(stage)] == ["ok", "warn", "warn"]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"LT_OIDC_ISSUER": "https://id.tern.example"}, "LT_OIDC_CLIENT_ID"),
        (
            {"LT_OIDC_ISSUER": "https://id.tern.example", "LT_OIDC_CLIENT_ID": "x", "LT_DEMO": "1"},
            "demo mode",
        ),
        (
            {"LT_OIDC_ISSUER": "http://id.tern.example", "LT_OIDC_CLIENT_ID": "x", "LT_PRODUCTION": "1"},
            "https",
        ),
        ({"LT_OIDC_ISSUER": "javascript:x", "LT_OIDC_CLIENT_ID": "x"}, "https"),
        ({"LT_LOCAL_ACCOUNTS": "no"}, "Nobody could sign in"),
    ],
)
def test_settings_that_contradict_each_other_do_not_start(
    tmp_path: Path, settings: dict[str, Any], words: str
) -> None:
    key = {"SECRET_KEY": "a key of this test that nobody else knows", "LT_DATA_DIR": str(tmp_path)}
    with pytest.raises(SystemExit, match=words):
        create_app(key | settings)


def test_without_a_provider_nothing_of_the_protocol_is_loaded(tmp_path: Path) -> None:
    program = (
        "import sys; from lt_web.app import create_app; "
        f"create_app({{'LT_DATA_DIR': {str(tmp_path)!r}}}); "
        "print([name for name in ('authlib', 'joserfc', 'lt_web.oidc.provider') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
