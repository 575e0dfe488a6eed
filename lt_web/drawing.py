"""Our own Jinja environment: what a host has in its own stays there, and what we need stays here."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, request, template_rendered
from flask.templating import Environment

from lt_web import context, sheets, speech
from lt_web.config import Config
from lt_web.hosting import Around, Parts
from lt_web.past.prefix import as_today
from lt_web.past.still import still
from lt_web.theme.made import Theme
from lt_web.web import notices_left, past


class Pages:
    """The templates of one application.

    They are looked up as the application's own are, so that a host can put one in the place of ours
    (`templates/lt_web/…`); nothing else of its environment is seen or changed.
    """

    def __init__(self, app: Flask, config: Config, theme: Theme | None) -> None:
        self.app = app
        self.around = Around(app, config) if config["LT_BASE_TEMPLATE"] else None
        if self.around:
            self.around.check_early()
        self.our_htmx = config["LT_HTMX"] == "ours"
        self.environment = Environment(app, autoescape=True, auto_reload=app.debug)
        self.environment.filters.update(context.FILTERS)
        self.environment.globals.update(url_for=app.url_for, request=request, g=g, notices_left=notices_left)
        version = None if app.debug else sheets.version() or None
        self.environment.globals.update(
            themed=theme, all_sheets=version and [sheets.ALL.removesuffix(".css")], sheets_version=version
        )
        speech.install(self.environment)

    def draw(self, name: str, given: dict[str, Any]) -> str:
        """Return `lt_web/<name>` as text, with what every page is given; a page stands in the host's own."""
        template = self.environment.get_template(f"lt_web/{name}")
        parts = Parts() if self.around else None
        place = {"guest": parts, "our_htmx": self.our_htmx}
        told = context.everywhere(self.environment, place) | given
        text = self._still(name, template.render(told))
        template_rendered.send(self.app, template=template, context=told)
        g.lt_in_hosts_page = bool(parts and parts.is_whole)
        if not (self.around and parts and parts.is_whole):
            return text
        with as_today():
            return self.around.put(parts, text)

    def _still(self, name: str, text: str) -> str:
        """In the past nothing acts; on the page of a form what stood in its fields is shown."""
        if not past() or not name.endswith(".html"):
            return text
        rules = self.app.url_map.iter_rules(request.endpoint)
        return still(text, with_fields=any("POST" in (rule.methods or ()) for rule in rules))
