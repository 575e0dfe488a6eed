"""Our own host: the stand-alone server, development and tests."""

from __future__ import annotations

import logging
import os
from typing import Any

from flask import Flask, current_app, redirect, request, url_for
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from lt_web import guard, problems, starting
from lt_web.addresses import Address
from lt_web.config import SETTINGS, Config
from lt_web.installation import Installation
from lt_web.log.clock import Clock, real_clock
from lt_web.log.faults import LogError
from lt_web.plugin import LearnTogether
from lt_web.sign_in.accounts import install_login, known_person
from lt_web.sign_in.provider import install_provider
from lt_web.sign_in.provider_check import ProviderSilent
from lt_web.sign_in.secrets import secret_key
from lt_web.views.provider import account, on_silence
from lt_web.watching.lines import print_lines, tell
from lt_web.web import EXTENSION

log = logging.getLogger(__name__)


class CookieWhereWeAre(SecureCookieSessionInterface):
    """The session's cookie goes to our pages alone, wherever a proxy has put them."""

    def get_cookie_path(self, app: Flask) -> str:
        """The prefix that the proxy tells, without one the whole host."""
        return request.script_root or super().get_cookie_path(app)


class Application(Flask):
    """Our own application: what breaks is logged once, by `problems.on_broken`, under its reference."""

    session_interface = CookieWhereWeAre()
    url_rule_class = Address

    def log_exception(self, _exc_info: Any) -> None:
        """Leave it to the page that is answered."""


def create_app(settings: dict[str, Any] | None = None, clock: Clock = real_clock) -> Flask:
    """Make the stand-alone application from settings, each falling back to the environment."""
    app = Application("lt_web", static_folder=None)
    given = {name: os.environ[name] for name in (*SETTINGS, "SECRET_KEY") if name in os.environ}
    app.config.update(given | (settings or {}))
    config = Config({name: app.config.get(name) for name in SETTINGS})
    config.check()
    print_lines(config["LT_LOG_FORMAT"], config["LT_LOG_LEVEL"])
    believe(app, config["LT_PROXIES"])
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    app.config.update(secret_key(app.config.get("SECRET_KEY"), config))
    starting.refuse_what_contradicts(config)
    install_login(app)
    install_provider(app, config)
    LearnTogether(app, identify=known_person, clock=clock, blueprints=(account,))
    installation: Installation = app.extensions[EXTENSION].installation
    if config.auto_init:
        installation.prepare()
    starting.begin(app, installation)
    app.add_url_rule("/", "entrance", entrance)
    app.add_url_rule("/health", "health", health)
    for code in (404, 405):
        app.register_error_handler(code, lost)
    app.register_error_handler(500, problems.on_broken)
    app.register_error_handler(ProviderSilent, on_silence)
    app.after_request(set_headers_elsewhere)
    return app


def believe(app: Flask, proxies: int) -> None:
    """Believe as many proxies as there are, and nobody else, who asks, how, and under which prefix."""
    if proxies:
        each = {"x_for": proxies, "x_proto": proxies, "x_host": proxies, "x_prefix": proxies}
        app.wsgi_app = ProxyFix(app.wsgi_app, **each)  # type: ignore[method-assign]


def set_headers_elsewhere(response: Any) -> Any:
    """Our headers on what no page of the plugin answers: those have them already."""
    return response if request.blueprints else guard.set_headers(response)


def entrance() -> Response:
    """Lead to the pages."""
    return redirect(url_for("lt.home.entrance"), 303)


def health() -> Any:
    """How it is, for a monitor; where the database cannot say, 503 with what is wrong in short words."""
    installation: Installation = current_app.extensions[EXTENSION].installation
    try:
        return installation.health()
    except (LogError, SQLAlchemyError, OSError) as error:
        tell(log, logging.ERROR, "ill", kind=type(error).__name__, what=str(error))
        return installation.ill(), 503


def lost(error: HTTPException) -> Any:
    """An address that leads nowhere gets a page that leads back."""
    if error.code == 405:
        return error.get_response()
    return problems.on_missing(error)
