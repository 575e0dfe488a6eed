"""LearnTogether: puts the blueprint, the installation and the command line into a Flask application."""

from __future__ import annotations

import os
from collections.abc import Callable
from email.message import EmailMessage
from threading import Lock
from typing import Any

from flask import Blueprint, Flask, request

from lt_web import guard, hosting
from lt_web.arriving.roles_nowhere import tell_of_roles_nowhere
from lt_web.config import SETTINGS, Config
from lt_web.drawing import Pages
from lt_web.glimpse import Glimpse
from lt_web.hosting import WhoAsks
from lt_web.installation import Installation
from lt_web.log.clock import Clock, real_clock
from lt_web.mail.ways import Function, way_out
from lt_web.past.entering import give_back
from lt_web.routines.ticking import start_ticker
from lt_web.views import BLUEPRINTS
from lt_web.views.joining import joining
from lt_web.web import EXTENSION

A_YEAR = 365 * 24 * 60 * 60
Identify = Callable[[Any], tuple[str, str]]


class Ours(Blueprint):
    """Our pages and files. A file that is asked for by its version may be kept for good."""

    def get_send_file_max_age(self, filename: str | None) -> int | None:
        """How many seconds a browser may keep a file without asking again."""
        return A_YEAR if "v" in request.args else super().get_send_file_max_age(filename)


class LearnTogether:
    """The plugin. `LearnTogether(app)` or `init_app(app)`, once for each application.

    `person` returns who asks, as the host knows them (`lt_web.identity.Profile`), or None for a stranger; it
    is called once a request. Without it the current user of Flask-Login is asked by the usual names. Our own
    server, which has accounts of its own, gives `identify` instead: Flask-Login's user → (issuer, subject).
    `mail` takes a finished `email.message.EmailMessage` and sends it, in the application's context; without
    it LT_MAIL_SERVER does, and without either nothing is sent.
    """

    def __init__(
        self,
        app: Flask | None = None,
        person: WhoAsks = hosting.by_flask_login,
        identify: Identify | None = None,
        clock: Clock = real_clock,
        blueprints: tuple[Blueprint, ...] = (),
        mail: Function | None = None,
    ) -> None:
        self.is_guest = identify is None
        self.person = hosting.by_account(identify) if identify else person
        self.clock, self.mail = clock, mail
        self.blueprints = (*BLUEPRINTS, *blueprints, *((joining,) if self.is_guest else ()))
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Register everything under LT_URL_PREFIX; a second time on the same application is refused."""
        if EXTENSION in app.extensions:
            raise RuntimeError("Learn Together is in this application already.")
        config = Config({name: app.config.get(name, os.environ.get(name)) for name in SETTINGS})
        config.check()
        app.extensions[EXTENSION] = Extension(app, config, self)
        app.jinja_env.globals["learn_together"] = Glimpse(app)
        app.register_blueprint(self._blueprint(), url_prefix=config["LT_URL_PREFIX"])

    def _blueprint(self) -> Blueprint:
        blueprint = Ours(
            "lt", "lt_web", template_folder="templates", static_folder="static", static_url_path="/static"
        )
        for part in self.blueprints:
            blueprint.register_blueprint(part)
        guard.install(blueprint)
        blueprint.teardown_app_request(give_back)
        return blueprint


class Extension:
    """What one application has of ours."""

    def __init__(self, app: Flask, config: Config, plugin: LearnTogether) -> None:
        self.app = app
        self.installation = Installation(config, plugin.clock, way_out(config, self._within(plugin.mail)))
        self.pages = Pages(app, config, self.installation.theme)
        self.person, self.is_guest = plugin.person, plugin.is_guest
        self._awake, self._lock = not plugin.is_guest, Lock()

    def _within(self, function: Function | None) -> Function | None:
        """The host's function, in the application's context: what it sends with may need that."""
        if function is None:
            return None

        def send(message: EmailMessage) -> None:
            with self.app.app_context():
                function(message)

        return send

    def wake(self) -> None:
        """Before the first request of a guest: make what is missing, and let the routines tick. Making the
        application starts nothing, so that a server may fork first, and a command line need not wait."""
        if self._awake:
            return
        with self._lock:
            if not self._awake:
                if self.pages.around:
                    self.pages.around.check()
                if self.installation.config.auto_init:
                    self.installation.prepare()
                tell_of_roles_nowhere(self.installation)
                if not self.app.testing:
                    start_ticker(self.app)
                self._awake = True
