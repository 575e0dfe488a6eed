"""The demo lets anybody be its people with one click, and is not for anybody else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lt_web.app import create_app
from lt_web.commands import people, programmes
from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from tests.views.conftest import CLI, Visitor, Web


@pytest.fixture
def demo(tmp_path: Path, clock: SteppedClock) -> Web:
    """A demo with a champion and an admin, and somebody who is not offered."""
    app = create_app({"LT_DATA_DIR": str(tmp_path / "demo"), "LT_DEMO": "1", "TESTING": True}, clock)
    app.test_client_class = Visitor
    made = Web(app, clock)
    for role, name, offered in (("champion", "Ada", True), ("admin", "Fay", True), ("extra", "Pia", False)):
        address = f"{name.lower()}@tern.example"
        made.people[role] = made.do(None, people.join, name, address, "Harbour")
        if offered:
            made.do(None, people.open_account, made.people[role], address, "", True)
    made.do(None, programmes.found, "tech-hour", "Tech hour", "", "UTC", made.people["champion"])
    made.do(None, programmes.make_admin, made.people["admin"], "First")
    return made


def test_the_demo_offers_its_people_with_their_roles(demo: Web) -> None:
    page = demo.as_(None).get("/learn/sign-in").text
    assert "Champion, Harbour" in page
    assert "Admin, Harbour" in page
    assert "Pia" not in page
    demo.installation.close()


def test_one_click_makes_one_any_of_them_and_nobody_else(demo: Web) -> None:
    client = demo.as_(None)
    assert client.send("/learn/sign-in/demo", person=str(demo.people["champion"])).status_code == 303
    assert client.get("/learn/tech-hour/desk/").status_code == 200
    assert client.send("/learn/sign-in/demo", person=str(demo.people["admin"])).status_code == 303
    assert client.get("/learn/tech-hour/desk/").status_code == 403
    for nobody in (str(demo.people["extra"]), "", "x", "../etc"):
        assert demo.as_(None).send("/learn/sign-in/demo", person=nobody).status_code == 404
    demo.installation.close()


def test_without_the_demo_nobody_is_let_in_by_one_click(web: Web) -> None:
    answer = web.as_(None).send("/learn/sign-in/demo", person=str(web.people["employee"]))
    assert answer.status_code == 404
    assert "Who would you like to be?" not in web.as_(None).get("/learn/sign-in").text


def test_a_demo_account_has_no_password_that_could_be_guessed(demo: Web) -> None:
    for password in ("", "nobody has this password", "demo"):
        client = demo.as_(None)
        answer = client.send("/learn/sign-in", username="ada@tern.example", password=password)
        assert answer.status_code == 422
    demo.installation.close()


def start_demo(data: Path) -> None:
    create_app({"LT_DATA_DIR": str(data), "LT_DEMO": "1"}, SteppedClock(datetime(2027, 3, 2, tzinfo=UTC)))


def test_the_demo_does_not_start_among_people_with_accounts(web: Web) -> None:
    with pytest.raises(SystemExit, match="does not start on a database with other people in it"):
        start_demo(Path(web.installation.config["LT_DATA_DIR"]))


@pytest.mark.parametrize("issuer", ["host", "local"])
def test_the_demo_does_not_start_among_people_of_a_host(tmp_path: Path, issuer: str) -> None:
    installation = Installation(Config({"LT_DATA_DIR": str(tmp_path)}))
    installation.prepare()
    installation.perform(CLI, people.join, "Rosa", "rosa@tern.example", issuer=issuer)
    installation.close()
    with pytest.raises(SystemExit, match="other people"):
        start_demo(tmp_path)


def test_the_demo_starts_again_on_its_own_people(demo: Web) -> None:
    folder = Path(demo.installation.config["LT_DATA_DIR"])
    demo.installation.close()
    start_demo(folder)


def test_in_production_mode_the_demo_answers_this_machine_alone(tmp_path: Path, clock: SteppedClock) -> None:
    strong = "".join(f"{number:02x}" for number in range(32))
    settings = {"LT_DATA_DIR": str(tmp_path), "LT_DEMO": "1", "LT_PRODUCTION": "1", "SECRET_KEY": strong}
    app = create_app(settings | {"TESTING": True}, clock)
    client = app.test_client()
    for address, status in (("127.0.0.1", 200), ("::1", 200), ("192.0.2.7", 403)):
        answer = client.get("/learn/sign-in", environ_overrides={"REMOTE_ADDR": address})
        assert answer.status_code == status


def test_a_colleague_whom_a_visitor_adds_does_not_keep_the_demo_from_starting_again(demo: Web) -> None:
    folder = Path(demo.installation.config["LT_DATA_DIR"])
    champion = demo.as_("champion")
    page = champion.get("/learn/tech-hour/people/new").text
    assert "They can sign in here" not in page
    typed = {"name": "Ida", "email": "ida@tern.example", "team": "", "zone": "", "may_sign_in": "y"}
    assert champion.send("/learn/tech-hour/people/new", command="x", **typed).status_code == 303
    extra = demo.people["extra"]
    assert demo.as_("admin").send(f"/learn/tech-hour/people/{extra}/password").status_code == 404
    demo.installation.close()
    start_demo(folder)
