"""A small intranet of a company that is made up, and Learn Together as one entry of it.

Everything of the intranet's own is here: people from a file, a login, news, a directory, a style sheet. For
Learn Together it has its settings, `who_asks` and one call; the rest would be there without it.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

from flask import Flask, abort, flash, redirect, render_template, request, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response

from lt_web import LearnTogether
from lt_web.identity import Profile

HERE = Path(__file__).parent
NEWS = (
    (
        "The new slip is open",
        "Ferries to Saltmarsh leave from slip 4 from Monday. Come early and bring coffee.",
    ),
    (
        "Winter timetable",
        "Route planning put the winter timetable on the board. Questions to Ben, by Friday.",
    ),
    ("Lost and found", "One umbrella, two gloves that do not match, and a very good pen."),
)
SETTINGS = {
    "LT_BASE_TEMPLATE": "base.html",
    "LT_BASE_BLOCKS": "title=title head=head content=main",
    "LT_GROUP_ROLES": "learning=champion@*, directors=sponsor@*, audit=auditor@*, it=admin",
    "LT_COMPANY": "Tern & Tide",
    "LT_THEME": str(HERE / "theme.toml"),
}


class Colleague(UserMixin):
    """Somebody who may sign in to the intranet."""

    def __init__(self, row: dict[str, str]) -> None:
        self.id, self.name, self.email, self.team = (row[key] for key in ("id", "name", "email", "team"))
        self.groups = row["groups"].split(";")


def people() -> dict[str, Colleague]:
    """Everybody, as the file says."""
    with (HERE / "people.csv").open(newline="", encoding="utf-8") as file:
        return {row["id"]: Colleague(row) for row in csv.DictReader(file)}


def who_asks() -> Profile | None:
    """Who is signed in, as Learn Together is told."""
    if not current_user.is_authenticated:
        return None
    user = current_user
    return Profile("intranet", user.id, user.name, user.email, user.team, groups=user.groups)


def create_intranet(settings: dict[str, Any] | None = None, learning: bool = True) -> Flask:
    """Make the intranet; `learning` says whether Learn Together is part of it."""
    app = Flask("intranet", root_path=str(HERE))
    app.config.update(
        SECRET_KEY=os.environ.get("SECRET_KEY", "an example has no secret"), LT_DATA_DIR="var/intranet"
    )
    app.config.update(SETTINGS | {name: os.environ[name] for name in os.environ if name.startswith("LT_")})
    app.config.update(settings or {})
    CSRFProtect(app)
    logins = LoginManager(app)
    logins.login_view = "login"
    logins.user_loader(people().get)
    app.context_processor(lambda: {"places": places(learning), "now": "half past tea", "learning": learning})
    for rule, view in (("/", home), ("/people", directory)):
        app.add_url_rule(rule, view.__name__, view)
    app.add_url_rule("/login", "login", login, methods=["GET", "POST"])
    app.add_url_rule("/logout", "logout", logout, methods=["POST"])
    if learning:
        LearnTogether(app, person=who_asks)
    return app


def places(learning: bool) -> list[tuple[str, str]]:
    """The navigation."""
    found = [(url_for("home"), "News"), (url_for("directory"), "People")]
    return [*found, (url_for("lt.home.entrance"), "Learn Together")] if learning else found


def home() -> str:
    """News; beside them what is on next."""
    return render_template("home.html", news=NEWS)


def directory() -> str:
    """Everybody in a table."""
    return render_template("people.html", people=sorted(people().values(), key=lambda person: person.name))


def login() -> str | Response:
    """Choose who one is: it is an example."""
    if request.method == "POST":
        user = people().get(request.form.get("who", "")) or abort(400)
        login_user(user)
        flash(f"Good to see you, {user.name.split()[0]}.")
        onward = request.args.get("next", "")
        return redirect(onward if onward.startswith("/") and not onward.startswith("//") else url_for("home"))
    return render_template("login.html", people=people().values())


def logout() -> Response:
    """Leave."""
    logout_user()
    return redirect(url_for("home"))
