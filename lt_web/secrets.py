"""The key that signs session cookies: made once and kept in a file, or given; never a default one."""

from __future__ import annotations

import os
import secrets
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


def secret_key(given: str | bytes | None, config: Config) -> dict[str, object]:
    """Return SECRET_KEY and the cookie settings that go with it; refuse a weak key in production mode."""
    production = config["LT_PRODUCTION"]
    if production and is_weak(given):
        raise SystemExit(MISSING)
    return {
        "SECRET_KEY": given or kept_key(config["LT_DATA_DIR"]),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": production,
        "SESSION_COOKIE_NAME": "lt_session",
    }


def is_weak(given: str | bytes | None) -> bool:
    """Whether a key is missing, short or one of those that stand in examples."""
    text = given.decode(errors="replace") if isinstance(given, bytes) else (given or "")
    return len(text) < SHORTEST or text.lower() in USUAL or len(set(text)) < 8


def kept_key(folder: Path) -> str:
    """Return the key of this data folder, made at the first start; safe when two start at once."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secret.key"
    try:
        descriptor = os.open(path.with_suffix(f".{os.getpid()}"), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
        os.link(path.with_suffix(f".{os.getpid()}"), path)
    except FileExistsError:
        pass
    finally:
        path.with_suffix(f".{os.getpid()}").unlink(missing_ok=True)
    return path.read_text()
