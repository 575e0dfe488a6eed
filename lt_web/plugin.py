"""LearnTogether: puts the blueprint, the installation and the command line into a Flask application."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask

from lt_web import guard
from lt_web.config import SETTINGS, Config
from lt_web.drawing import Pages
from lt_web.installation import Installation
from lt_web.log.clock import Clock, real_clock
from lt_web.views import BLUEPRINTS
from lt_web.web import EXTENSION, stop_reading

Identify = Callable[[Any], tuple[str, str]]


def as_host_user(user: Any) -> tuple[str, str]:
    """How a host's user is known here: issuer and subject. A host can give its own function."""
    return "host", str(user.get_id())


class LearnTogether:
    """The plugin. `LearnTogether(app)` or `init_app(app)`, once for each application.

    `identify` turns Flask-Login's current user into (issuer, subject), the key of the directory.
    """

    def __init__(
        self,
        app: Flask | None = None,
        identify: Identify = as_host_user,
        clock: Clock = real_clock,
        blueprints: tuple[Blueprint, ...] = (),
    ) -> None:
        self.identify = identify
        self.clock = clock
        self.blueprints = blueprints
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Register everything under LT_URL_PREFIX; a second time on the same application is refused."""
        if EXTENSION in app.extensions:
            raise RuntimeError("Learn Together is in this application already.")
        config = Config({name: app.config.get(name, os.environ.get(name)) for name in SETTINGS})
        app.extensions[EXTENSION] = Extension(app, Installation(config, self.clock), self.identify)
        app.register_blueprint(self._blueprint(), url_prefix=config["LT_URL_PREFIX"])

    def _blueprint(self) -> Blueprint:
        blueprint = Blueprint(
            "lt", "lt_web", template_folder="templates", static_folder="static", static_url_path="/static"
        )
        for part in (*BLUEPRINTS, *self.blueprints):
            blueprint.register_blueprint(part)
        guard.install(blueprint)
        blueprint.teardown_app_request(stop_reading)
        return blueprint


class Extension:
    """What one application has of ours."""

    def __init__(self, app: Flask, installation: Installation, identify: Identify) -> None:
        self.installation = installation
        self.pages = Pages(app)
        self.identify = identify
