"""Keys of the server: never missing, default or readable by others."""

from __future__ import annotations

from pathlib import Path

import pytest

from lt_web.app import create_app
from lt_web.log.clock import SteppedClock
from lt_web.sign_in.secrets import is_weak, kept


@pytest.mark.parametrize(
    "given", [None, "", "dev", "changeme", "secret-key", "x" * 40, "short but fine", b"", "password" * 4]
)
def test_production_refuses_a_missing_or_default_key(tmp_path: Path, given: str | bytes | None) -> None:
    with pytest.raises(SystemExit, match="SECRET_KEY"):
        create_app({"LT_DATA_DIR": str(tmp_path), "LT_PRODUCTION": "1", "SECRET_KEY": given})


def test_production_takes_a_good_key_and_sends_cookies_safely(tmp_path: Path, clock: SteppedClock) -> None:
    strong = "".join(f"{number:02x}" for number in range(32))
    assert not is_weak(strong)
    app = create_app({"LT_DATA_DIR": str(tmp_path), "LT_PRODUCTION": "1", "SECRET_KEY": strong}, clock)
    cookie = app.test_client().get("/learn/setup", base_url="https://lt.tern.example").headers["Set-Cookie"]
    assert {"HttpOnly", "Secure", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}


def test_elsewhere_the_key_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    first = create_app({"LT_DATA_DIR": str(tmp_path)}).secret_key
    assert create_app({"LT_DATA_DIR": str(tmp_path)}).secret_key == first
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_two_starts_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda number: kept(tmp_path, "secret.key", lambda: str(number)), range(40)))
    assert len(made) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
