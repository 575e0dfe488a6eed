"""Our own Jinja environment: what a host has in its own stays there, and what we need stays here."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, get_flashed_messages, request, template_rendered
from flask.templating import Environment

from lt_web import context, speech


class Pages:
    """The templates of one application.

    They are looked up as the application's own are, so that a host can put one in the place of ours
    (`templates/lt_web/…`); nothing else of its environment is seen or changed.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.environment = Environment(app, autoescape=True, auto_reload=app.debug)
        self.environment.filters.update(context.FILTERS)
        self.environment.globals.update(
            url_for=app.url_for, get_flashed_messages=get_flashed_messages, request=request, g=g
        )
        speech.install(self.environment)

    def draw(self, name: str, given: dict[str, Any]) -> str:
        """Return `lt_web/<name>` as text, with what every page is given."""
        template = self.environment.get_template(f"lt_web/{name}")
        told = context.everywhere(self.environment) | given
        text = template.render(told)
        template_rendered.send(self.app, template=template, context=told)
        return text
