"""How the plugin behaves as a guest in somebody else's application."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_wtf import CSRFProtect

from lt_web import LearnTogether
from lt_web.config import SETTINGS, Config
from lt_web.identity import Profile
from lt_web.installation import Installation
from lt_web.store import directory
from lt_web.web import EXTENSION
from tests.hosts import host, inhabited, opinionated, token_in


def test_a_host_keeps_its_request_class_its_pages_and_its_headers(tmp_path: Path) -> None:
    app = host(tmp_path)
    LearnTogether(app)
    answer = app.test_client().get("/")
    assert answer.text == "the host's page, HostRequest"
    assert "Content-Security-Policy" not in answer.headers
    assert "HX-Request" not in answer.headers.get("Vary", "")
    assert app.test_client().get("/nowhere").text == "the host's 404"


def test_a_user_of_the_host_is_known_by_what_the_host_calls_them(tmp_path: Path) -> None:
    app = host(tmp_path)
    LearnTogether(app)
    inhabited(app)
    client = app.test_client()
    client.get("/in/ada")
    assert (
        "What’s on next" in client.get("/learn/", follow_redirects=True).text
        or "Welcome" in client.get("/learn/tech-hour/").text
    )


def test_somebody_new_comes_in_by_one_click_with_what_the_host_says_of_them(tmp_path: Path) -> None:
    app = host(tmp_path, LT_GROUP_ROLES="teachers=champion@tech-hour")
    said = {"name": "Ben Okoro", "team": "Harbour", "groups": ("teachers",)}
    LearnTogether(app, person=lambda: Profile("host", "ben", **said))
    installation = inhabited(app)
    client = app.test_client()
    before = installation.health()["position"]
    door = client.get("/learn/tech-hour/")
    assert "Welcome, Ben" in door.text
    assert installation.health()["position"] == before
    token = token_in(door.text)
    refused = client.post("/learn/tech-hour/proposals/new", data={"csrf_token": token, "title": "Knots"})
    assert (refused.status_code, "Welcome, Ben" in refused.text) == (403, True)
    assert client.get("/learn/tech-hour/", headers={"HX-Request": "true"}).status_code == 286
    asked = client.get("/learn/tech-hour/topics/?q=knots").text
    onward = re.findall(r'name="next" value="([^"]+)"', asked)[0]
    answer = client.post("/learn/join", data={"csrf_token": token, "next": onward})
    assert (answer.status_code, answer.location) == (303, "/learn/tech-hour/topics/?q=knots")
    assert client.get("/learn/tech-hour/desk/").status_code == 200
    away = client.post("/learn/join", data={"csrf_token": token, "next": "//elsewhere.example"})
    assert away.location == "/learn/"
    assert client.post("/learn/join", data={"csrf_token": token}).status_code == 303


def test_what_is_new_at_the_host_is_taken_in_with_the_next_deed_and_never_by_looking(tmp_path: Path) -> None:
    app = host(tmp_path)
    said = {"name": "Ada Quay"}
    LearnTogether(app, person=lambda: Profile("host", "ada", email="ada@tern.example", **said))
    installation = inhabited(app)
    client = app.test_client()
    said["name"], said["team"] = "Ada Quay-Larsen", "Fleet"
    token = token_in(client.get("/learn/tech-hour/topics/").text)
    assert "Quay-Larsen" not in client.get("/learn/tech-hour/people/").text
    client.post("/learn/tech-hour/proposals/new", data={"csrf_token": token})
    page = client.get("/learn/tech-hour/people/").text
    assert "Ada Quay-Larsen" in page
    assert "Fleet" in page
    position = installation.health()["position"]
    client.post("/learn/tech-hour/proposals/new", data={"csrf_token": token})
    assert installation.health()["position"] == position


def test_a_host_without_flask_login_says_itself_who_asks(tmp_path: Path) -> None:
    app = Flask("bare")
    app.config.update(SECRET_KEY="h" * 40, TESTING=True, LT_DATA_DIR=str(tmp_path), LT_SIGN_IN_URL="/way-in")
    LearnTogether(app, person=lambda: None)
    answer = app.test_client().get("/learn/")
    assert (answer.status_code, answer.location) == (303, "/way-in?next=/learn/")
    behind = app.test_client().get("/learn/", environ_overrides={"SCRIPT_NAME": "/intern"})
    assert behind.location == "/intern/way-in?next=/intern/learn/"


@pytest.mark.parametrize(
    ("name", "value"),
    [("LT_LANGUAGES", "de xx"), ("LT_URL_PREFIX", "learn"), ("LT_TICK_SECONDS", "often")],
)
def test_a_mistake_in_a_setting_is_said_when_the_application_is_made(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(RuntimeError, match=rf"{name} is '{value}'"):
        LearnTogether(host(tmp_path, **{name: value}))


def test_a_stranger_is_sent_to_the_hosts_own_sign_in(tmp_path: Path) -> None:
    app = host(tmp_path)
    LearnTogether(app)
    inhabited(app)
    assert app.test_client().get("/learn/tech-hour/").status_code == 401


def test_under_another_prefix(tmp_path: Path) -> None:
    app = host(tmp_path, LT_URL_PREFIX="/lernen")
    LearnTogether(app)
    inhabited(app)
    client = app.test_client()
    client.get("/in/ada")
    assert client.get("/lernen/tech-hour/sessions/").status_code == 200
    assert client.get("/learn/tech-hour/sessions/").status_code == 404


def test_two_applications_in_one_process_have_each_their_own(tmp_path: Path) -> None:
    apps = [host(tmp_path / name) for name in ("north", "south")]
    for app in apps:
        LearnTogether(app)
    inhabited(apps[0])
    empty: Installation = apps[1].extensions[EXTENSION].installation
    empty.prepare()
    assert empty.health()["position"] == 0


def test_a_second_one_in_the_same_application_is_refused_with_a_sentence(tmp_path: Path) -> None:
    app = host(tmp_path)
    plugin = LearnTogether(app)
    with pytest.raises(RuntimeError, match="is in this application already"):
        plugin.init_app(app)


def test_a_hosts_own_protection_against_foreign_posts_is_relied_on(tmp_path: Path) -> None:
    app = host(tmp_path)
    CSRFProtect(app)
    LearnTogether(app)
    inhabited(app)
    client = app.test_client()
    client.get("/in/ada")
    assert client.post("/learn/tech-hour/sessions/new", data={"title": "x"}).status_code == 400


def test_without_the_hosts_protection_our_own_stands(tmp_path: Path) -> None:
    app = host(tmp_path)
    LearnTogether(app)
    inhabited(app)
    client = app.test_client()
    client.get("/in/ada")
    answer = client.post("/learn/tech-hour/sessions/new", data={"title": "Words worth keeping"})
    assert answer.status_code == 400
    assert "Words worth keeping" in answer.text


def test_nothing_stays_open_after_a_request(tmp_path: Path) -> None:
    app = host(tmp_path)
    LearnTogether(app)
    installation = inhabited(app)
    client = app.test_client()
    client.get("/in/ada")
    client.get("/learn/tech-hour/sessions/")
    assert installation.database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_host_with_another_package_of_that_name_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "projections").mkdir()
    (tmp_path / "projections" / "__init__.py").write_text("")
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\nfrom lt_web import LearnTogether"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert told.returncode == 1
    assert "Rename the other" in told.stderr


def test_importing_the_package_starts_nothing_and_imports_no_flask() -> None:
    script = "import sys, lt_web; sys.exit('flask' in sys.modules or 'sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0


@pytest.mark.parametrize(
    "name", [n for n, s in SETTINGS.items() if isinstance(s.default, bool)] + ["LT_AUTO_INIT"]
)
def test_a_setting_of_yes_or_no_knows_no_other_word(tmp_path: Path, name: str) -> None:
    with pytest.raises(RuntimeError, match=f"{name} is 'ja': yes, true, on, 1 or no, false, off, 0."):
        LearnTogether(host(tmp_path, **{name: "ja"}))
    assert Config({name: "Off"})[name] is False
    assert Config({name: True})[name] is True


def test_roles_in_a_programme_that_there_is_not_are_told_at_start(tmp_path: Path, caplog: Any) -> None:
    app = host(tmp_path, LT_GROUP_ROLES="directors=sponsor@tech-our, all=employee@*")
    LearnTogether(app)
    inhabited(app)
    app.test_client().get("/learn/")
    (line,) = [record.getMessage() for record in caplog.records if record.name.startswith("lt_web")]
    assert line.startswith("LT_GROUP_ROLES brings roles in “tech-our”, and there is no programme")
    assert "there is: tech-hour." in line


def registered(app: Flask) -> dict[str, Any]:
    """Everything that something can be registered on, of an application."""
    hooks = (
        app.before_request_funcs,
        app.after_request_funcs,
        app.teardown_request_funcs,
        app.template_context_processors,
        app.url_value_preprocessors,
        app.url_default_functions,
    )
    return {
        "hooks": [list(hook.get(None, [])) for hook in hooks],
        "errors": {code: dict(kinds) for code, kinds in app.error_handler_spec[None].items()},
        "contexts": list(app.teardown_appcontext_funcs),
        "filters": dict(app.jinja_env.filters),
        "tests": dict(app.jinja_env.tests),
        "globals": dict(app.jinja_env.globals),
        "loader": app.jinja_loader,
        "config": dict(app.config),
        "extensions": dict(app.extensions),
        "classes": (app.request_class, app.response_class, app.session_interface, app.json),
        "commands": dict(app.cli.commands),
        "rules": {rule.rule for rule in app.url_map.iter_rules()},
        "blueprints": set(app.blueprints),
    }


def test_nothing_is_registered_on_a_host_but_what_the_docs_say(tmp_path: Path) -> None:
    app = opinionated(tmp_path)
    before = registered(app)
    LearnTogether(app)
    after = registered(app)
    assert [len(hooks) for hooks in after["hooks"]] == [
        len(hooks) + (n == TEARDOWN) for n, hooks in enumerate(before["hooks"])
    ]
    assert after["globals"].keys() - before["globals"].keys() == {"learn_together"}
    assert after["extensions"].keys() - before["extensions"].keys() == {"learn-together"}
    assert {rule for rule in after["rules"] - before["rules"] if not rule.startswith("/learn/")} == set()
    assert {name.partition(".")[0] for name in after["blueprints"] - before["blueprints"]} == {"lt"}
    for kept in ("errors", "contexts", "filters", "tests", "loader", "config", "classes", "commands"):
        assert after[kept] == before[kept], kept


TEARDOWN = 2


def test_several_applications_in_one_process_speak_to_their_own_people(tmp_path: Path) -> None:
    for name in ("north", "south"):
        app = opinionated(tmp_path / name, LT_URL_PREFIX=f"/{name}")
        LearnTogether(app, person=lambda name=name: Profile("host", name, f"Ada {name.title()}"))
        installation: Installation = app.extensions[EXTENSION].installation
        door = app.test_client().get(f"/{name}/")
        assert "Welcome, Ada" in door.text
        assert installation.health()["position"] == 0
        client = app.test_client()
        token = token_in(client.get(f"/{name}/").text)
        client.post(f"/{name}/join", data={"csrf_token": token})
        with installation.database.reading() as db:
            assert [entry.name for entry in directory.everybody(db)] == [f"Ada {name.title()}"]
