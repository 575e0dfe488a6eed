"""Secrets of the stand-alone server: the key that signs session cookies, and the code for the first person.

Each is made once and kept in a file that its owner alone can read, or given; never a default one.
"""

from __future__ import annotations

import hmac
import os
import secrets
from base64 import b32encode
from collections.abc import Callable
from pathlib import Path

from lt_web.config import Config

USUAL = {
    "dev",
    "secret",
    "changeme",
    "change-me",
    "secret-key",
    "secretkey",
    "your-secret-key",
    "password",
    "test",
}
SHORTEST = 32
MISSING = (
    "Production mode needs a SECRET_KEY of at least 32 characters that nobody else knows. Make one with: "
    'python -c "import secrets; print(secrets.token_hex(32))"'
)
SET_UP_CODE = "setup-code"


def secret_key(given: str | bytes | None, config: Config) -> dict[str, object]:
    """Return SECRET_KEY and the cookie settings that go with it; refuse a weak key in production mode."""
    production = config["LT_PRODUCTION"]
    if production and is_weak(given):
        raise SystemExit(MISSING)
    return {
        "SECRET_KEY": given or kept(config["LT_DATA_DIR"], "secret.key", lambda: secrets.token_hex(32)),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": production,
        "SESSION_COOKIE_NAME": "lt_session",
    }


def is_weak(given: str | bytes | None) -> bool:
    """Whether a key is missing, short or one of those that stand in examples."""
    text = given.decode(errors="replace") if isinstance(given, bytes) else (given or "")
    return len(text) < SHORTEST or text.lower() in USUAL or len(set(text)) < 8


def set_up_code(folder: Path) -> str:
    """Return the code that the first person must give, made at the first start."""
    return kept(folder, SET_UP_CODE, lambda: grouped(secrets.token_bytes(10)))


def is_set_up_code(folder: Path, given: str) -> bool:
    """Whether that is the code, however it was typed."""
    plain = "".join(given.split()).replace("-", "").lower()
    return hmac.compare_digest(plain.encode(), set_up_code(folder).replace("-", "").encode())


def forget_set_up_code(folder: Path) -> None:
    """The first person is in: the code has done its work."""
    (folder / SET_UP_CODE).unlink(missing_ok=True)


def grouped(random: bytes) -> str:
    """Write bytes so that people can read them out: 4h2k-…"""
    text = b32encode(random).decode().lower()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def kept(folder: Path, name: str, make: Callable[[], str]) -> str:
    """Return what the file holds, made at the first start; safe when two start at once."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path, mine = folder / name, folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
    if not path.exists():
        descriptor = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(make())
            os.link(mine, path)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return path.read_text().strip()
