"""Learn Together: the intranet plugin that keeps a programme of learning from each other alive."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Hand out the plugin on first use: importing `lt_web` starts nothing and imports no Flask."""
    if name == "LearnTogether":
        _require_our_projections()
        from lt_web.plugin import LearnTogether

        return LearnTogether
    raise AttributeError(f"module 'lt_web' has no attribute {name!r}")


def _require_our_projections() -> None:
    """Our read models are the top-level package `projections`: a host that has one of its own is told so."""
    found = find_spec("projections")
    ours = Path(__file__).resolve().parent.parent / "projections"
    if found is None or found.origin is None or Path(found.origin).resolve().parent != ours:
        raise RuntimeError(
            "Learn Together brings a top-level package “projections”, and Python finds another one of that "
            "name first. Rename the other, or put it into a package of yours."
        )
