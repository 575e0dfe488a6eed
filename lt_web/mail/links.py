"""Links in letters, which are written where no request says how people reach us."""

from __future__ import annotations

from lt_web.config import Config


def address(config: Config, path: str) -> str:
    """The whole address of a page below the prefix; "" where LT_EXTERNAL_URL does not say it."""
    outside = config["LT_EXTERNAL_URL"]
    return f"{outside}{config['LT_URL_PREFIX']}/{path}" if outside else ""
