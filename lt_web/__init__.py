"""Learn Together: the intranet plugin that keeps a programme of learning from each other alive."""

from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Hand out the plugin on first use: importing `lt_web` starts nothing and imports no Flask."""
    if name == "LearnTogether":
        from lt_web.plugin import LearnTogether

        return LearnTogether
    raise AttributeError(f"module 'lt_web' has no attribute {name!r}")
