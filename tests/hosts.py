"""Hosts for tests: applications of somebody else, with habits of their own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from flask import Flask, Request, request
from flask_login import LoginManager, UserMixin, login_user
from jinja2 import DictLoader

from lt_web.commands import people, programmes
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.web import EXTENSION

CLI = Deed(routine="command-line", source="cli")


class HostRequest(Request):
    """A host's own request class."""


class HostUser(UserMixin):
    """A host's own user."""

    def __init__(self, id: str) -> None:
        self.id = id


def host(folder: Path, **settings: Any) -> Flask:
    """A host with a request class, a login and a page of its own."""
    app = Flask("host")
    app.request_class = HostRequest
    app.config.update(SECRET_KEY="h" * 40, TESTING=True, LT_DATA_DIR=str(folder), **settings)
    logins = LoginManager(app)
    logins.user_loader(HostUser)

    @app.get("/")
    def front() -> str:
        kind = type(request._get_current_object())  # type: ignore[attr-defined]
        return f"the host's page, {kind.__name__}"

    @app.get("/in/<id>")
    def sign_in(id: str) -> str:
        login_user(HostUser(id))
        return "signed in"

    @app.errorhandler(404)
    def lost(_error: Exception) -> tuple[str, int]:
        return "the host's 404", 404

    return app


def token_in(page: str) -> str:
    """Return the token against foreign posts that a page carries."""
    return re.findall(r'"X-CSRFToken": "([^"]+)"', page)[0]


def inhabited(app: Flask) -> Installation:
    """Prepare the database and let somebody be known who signs in as ada at the host."""
    installation: Installation = app.extensions[EXTENSION].installation
    installation.prepare()
    ada = installation.perform(CLI, people.join, "Ada Quay", "ada@tern.example", issuer="host", subject="ada")
    installation.perform(CLI, programmes.found, "tech-hour", "Tech hour", "", "Europe/Lisbon", ada)
    return installation


AROUND = (
    "<title>{% block title %}{% endblock %}</title>{% block head %}{% endblock %}"
    "<p>{{ now }}, {{ me }}, {{ _('News') }}, {{ 'a'|markdown }}, {{ get_flashed_messages()|join }}</p>"
    "<main>{% block content %}{% endblock %}</main>"
)


def opinionated(folder: Path, **settings: Any) -> Flask:
    """A host with a base template, and with names in its environment that we use in ours."""
    app = host(folder, LT_BASE_TEMPLATE="around.html", **settings)
    app.jinja_loader = DictLoader({"around.html": AROUND})
    app.jinja_env.globals.update({"me": "the host's me", "_": lambda text: f"the host's {text}"})
    app.jinja_env.filters["markdown"] = lambda text: f"the host's {text}"
    app.context_processor(lambda: {"now": "the host's now"})
    return app
