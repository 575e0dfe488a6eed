"""Templates of letters: drawn outside of any request, with none of a page's context."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from lt_web import speech

TEMPLATES = Path(__file__).parents[1] / "templates"


def drawn(name: str, about: dict[str, Any]) -> str:
    """Return `lt_web/mails/<name>` in the language in force; text is text, in HTML it is escaped."""
    told = about | {"language": speech.language(), "direction": speech.direction()}
    return _environment().get_template(f"lt_web/mails/{name}").render(told)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    speech.install(made)
    return made
