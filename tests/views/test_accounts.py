"""Signing in at the stand-alone server: the page, sessions, passwords, the demo, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from werkzeug.security import generate_password_hash

from lt_web import signing_in
from lt_web.app import create_app
from lt_web.commands import people, programmes
from lt_web.commands.accounts import set_password
from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.onward import inside
from lt_web.secrets import is_weak, kept
from tests.views.conftest import CLI, Visitor, Web

SECRET = "a long sentence"
TOGETHER = "Address and password do not belong together."


@pytest.fixture
def ben(web: Web) -> Web:
    """The employee can sign in with a password."""
    web.do("employee", set_password, generate_password_hash(SECRET, "pbkdf2:sha256:1000"))
    return web


def sign_in(web: Web, password: str = SECRET, name: str = "ben@tern.example", **more: Any) -> Any:
    client = web.as_(None)
    return client, client.send("/learn/sign-in", username=name, password=password, **more)


def test_the_right_password_lets_one_in(ben: Web) -> None:
    client, answer = sign_in(ben)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/learn/")
    assert client.get(ben.url()).status_code == 200


def test_the_address_may_be_typed_in_any_case(ben: Web) -> None:
    assert sign_in(ben, name=" BEN@tern.example ")[1].status_code == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ben@tern.example", "wrong"),
        ("nobody@tern.example", SECRET),
        ("ada@tern.example", ""),
        ("ada@tern.example", "nobody has this password"),
        ("ben@tern.example", "x" * 100_000),
        ("ben@tern.example\x00", SECRET),
        ("' or 1=1 --", SECRET),
    ],
)
def test_anything_else_is_answered_alike(ben: Web, name: str, password: str) -> None:
    client, answer = sign_in(ben, password, name)
    assert answer.status_code == 422
    assert TOGETHER in answer.text or "This cannot be left empty." in answer.text
    assert password not in answer.text or not password
    assert client.get(ben.url()).status_code == 303


def test_a_password_is_checked_whether_or_not_there_is_such_an_account(
    ben: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = Mock(side_effect=signing_in.check_password_hash)
    monkeypatch.setattr(signing_in, "check_password_hash", checked)
    for name in ("ben@tern.example", "nobody@tern.example", "ada@tern.example"):
        sign_in(ben, "wrong", name)
    assert checked.call_count == 3
    assert all(call.args[0].count("$") == 2 for call in checked.call_args_list)


def test_ten_failures_close_an_address_for_a_quarter_of_an_hour(ben: Web, clock: SteppedClock) -> None:
    for _ in range(10):
        sign_in(ben, "wrong")
    _client, answer = sign_in(ben)
    assert answer.status_code == 422
    assert "Too many attempts for this address." in answer.text
    assert sign_in(ben, "wrong", "nobody@tern.example")[1].status_code == 422  # others are not held up
    clock.pass_by(minutes=16)
    assert sign_in(ben)[1].status_code == 303


def test_an_address_that_does_not_exist_is_closed_alike(ben: Web) -> None:
    for _ in range(10):
        sign_in(ben, "wrong", "nobody@tern.example")
    assert "Too many attempts" in sign_in(ben, "wrong", "nobody@tern.example")[1].text


def test_getting_in_begins_the_count_anew(ben: Web) -> None:
    for _ in range(9):
        sign_in(ben, "wrong")
    assert sign_in(ben)[1].status_code == 303
    sign_in(ben, "wrong")
    assert sign_in(ben)[1].status_code == 303


def test_failures_are_kept_beside_the_log_without_names(ben: Web) -> None:
    before = ben.position()
    sign_in(ben, "wrong", "secretly-typed@tern.example")
    assert ben.position() == before
    with ben.installation.database.reading() as db:
        rows = db.exec_driver_sql("select * from lt_attempts").all()
    assert len(rows) == 1
    assert "secretly" not in repr(rows)


def test_signing_in_begins_a_new_session(ben: Web) -> None:
    client = ben.as_(None)
    with client.session_transaction() as kept_session:
        kept_session["planted"] = "by somebody else"
    token = client.token()
    client.send("/learn/sign-in", username="ben@tern.example", password=SECRET)
    with client.session_transaction() as kept_session:
        assert "planted" not in kept_session
    assert client.post(ben.url("inbox/notes"), data={"csrf_token": token}).status_code == 400


def test_signing_out_ends_every_session_of_the_person(ben: Web) -> None:
    here, there = sign_in(ben)[0], sign_in(ben)[0]
    other = ben.as_("champion")
    assert here.send("/learn/sign-out").headers["Location"] == "/learn/sign-in"
    assert here.get(ben.url()).status_code == 303
    assert there.get(ben.url()).status_code == 303
    assert other.get(ben.url()).status_code == 200


def test_signing_out_by_a_get_or_a_foreign_post_does_nothing(ben: Web) -> None:
    client = sign_in(ben)[0]
    assert client.get("/learn/sign-out", follow_redirects=True).status_code == 404
    assert client.post("/learn/sign-out").status_code == 400
    assert client.get(ben.url()).status_code == 200


def test_a_changed_password_ends_every_other_session(ben: Web) -> None:
    here, there = sign_in(ben)[0], sign_in(ben)[0]
    typed = {"old": SECRET, "password": "another sentence", "again": "another sentence"}
    answer = here.send("/learn/password", **typed)
    assert answer.status_code == 303
    assert here.get(ben.url()).status_code == 200
    assert there.get(ben.url()).status_code == 303
    assert sign_in(ben)[1].status_code == 422
    assert sign_in(ben, "another sentence")[1].status_code == 303


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old": "wrong"}, "This is not your password until now."),
        ({"password": "short", "again": "short"}, "Use at least 10 characters"),
        ({"again": "something else"}, "The two are not the same."),
        ({"password": "x" * 201, "again": "x" * 201}, "200 characters are the most."),
        ({"password": "", "again": ""}, "This cannot be left empty."),
    ],
)
def test_a_password_that_will_not_do_is_refused_at_its_field(
    ben: Web, fields: dict[str, str], sentence: str
) -> None:
    typed = {"old": SECRET, "password": "another sentence", "again": "another sentence"} | fields
    answer = sign_in(ben)[0].send("/learn/password", **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert sign_in(ben)[1].status_code == 303


def test_who_left_is_not_let_in(ben: Web) -> None:
    ben.do("admin", people.leave, ben.people["employee"])
    assert TOGETHER in sign_in(ben)[1].text


def test_a_password_stands_in_no_event_and_not_in_clear_anywhere(ben: Web) -> None:
    with ben.installation.database.reading() as db:
        for table in ("lt_events", "lt_accounts", "lt_commands"):
            assert SECRET not in repr(db.exec_driver_sql(f"select * from {table}").all())


# Where one goes after signing in

HOSTILE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example/learn/",
    "///evil.example/learn/",
    "////evil.example",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "learn/",
    "evil.example/learn/",
    "http:/learn/",
    "https:learn/",
    "/learn/../../evil.example",
    "/%5cevil.example/",
    "/learn/%0d%0aLocation:%20https://evil.example",
    "/learn\r\nSet-Cookie: a=b",
    "//learn/tech-hour/",
    "/learn//evil.example/",
    "/learn/tech-hour/@evil.example",
    "/learn/sign-out",
    "/learn/sign-in?next=//evil.example",
    "/learn/static/lt_web/lt.js",
    "/health",
    "/nothing/here",
    "/learn/‮/",
    "/learn/tech-hour/" + "a" * 3000,
    "http://localhost.evil.example/learn/",
    "/\x00/learn/",
]


@pytest.mark.parametrize("wanted", HOSTILE)
def test_an_address_that_leads_elsewhere_is_not_followed(ben: Web, wanted: str) -> None:
    _client, answer = sign_in(ben, next=wanted)
    assert answer.headers["Location"] == "/learn/"


@pytest.mark.parametrize(
    "wanted", ["/learn/tech-hour/", "/learn/tech-hour/sessions/?tab=past&page=2", "/learn/"]
)
def test_a_page_of_ours_is_where_one_goes_on(ben: Web, wanted: str) -> None:
    _client, answer = sign_in(ben, next=wanted)
    assert answer.headers["Location"] == wanted


def test_the_wanted_page_survives_a_wrong_password_and_stands_escaped(ben: Web) -> None:
    _client, answer = sign_in(ben, "wrong", next="/learn/tech-hour/people/?text=%22a")
    assert 'name="next" value="/learn/tech-hour/people/?text=%22a"' in answer.text
    _client, answer = sign_in(ben, "wrong", next='"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text


def test_a_stranger_comes_back_to_the_page_that_they_wanted(ben: Web) -> None:
    client = ben.as_(None)
    answer = client.get(ben.url("people/?text=ada"))
    assert answer.headers["Location"].startswith("/learn/sign-in?next=")
    page = client.get(answer.headers["Location"]).text
    assert 'value="/learn/tech-hour/people/?text=ada"' in page


def test_addresses_are_followed_behind_a_server_that_puts_us_in_a_folder(ben: Web) -> None:
    url_map = ben.app.url_map
    assert inside(url_map, "/intranet", "/intranet/learn/tech-hour/") == "/intranet/learn/tech-hour/"
    assert inside(url_map, "/intranet", "/learn/tech-hour/") == ""
    assert inside(url_map, "/intranet", "/intranetlearn/") == ""
    client = ben.as_(None)
    there = {"SCRIPT_NAME": "/intranet"}
    answer = client.get(ben.url(), environ_overrides=there)
    assert answer.headers["Location"] == "/intranet/learn/sign-in?next=/intranet/learn/tech-hour/"


def test_another_prefix_is_respected(tmp_path: Path, clock: SteppedClock) -> None:
    app = create_app({"LT_DATA_DIR": str(tmp_path), "LT_URL_PREFIX": "/together", "TESTING": True}, clock)
    assert inside(app.url_map, "", "/together/tech-hour/") == "/together/tech-hour/"
    assert inside(app.url_map, "", "/learn/tech-hour/") == ""


# The demo


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


def test_without_the_demo_nobody_is_let_in_by_one_click(ben: Web) -> None:
    answer = ben.as_(None).send("/learn/sign-in/demo", person=str(ben.people["employee"]))
    assert answer.status_code == 404
    assert "Who would you like to be?" not in ben.as_(None).get("/learn/sign-in").text


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


# Secrets


@pytest.mark.parametrize(
    "given", [None, "", "dev", "changeme", "secret-key", "x" * 40, "short but fine", b"", "password" * 4]
)
def test_production_refuses_a_missing_or_default_key(tmp_path: Path, given: str | bytes | None) -> None:
    with pytest.raises(SystemExit, match="SECRET_KEY"):
        create_app({"LT_DATA_DIR": str(tmp_path), "LT_PRODUCTION": "1", "SECRET_KEY": given})


def test_production_takes_a_good_key_and_sends_cookies_safely(tmp_path: Path, clock: SteppedClock) -> None:
    strong = "".join(f"{number:02x}" for number in range(32))
    assert not is_weak(strong)
    app = create_app({"LT_DATA_DIR": str(tmp_path), "LT_PRODUCTION": "1", "SECRET_KEY": strong}, clock)
    cookie = app.test_client().get("/learn/setup", base_url="https://lt.tern.example").headers["Set-Cookie"]
    assert {"HttpOnly", "Secure", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}


def test_elsewhere_the_key_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    first = create_app({"LT_DATA_DIR": str(tmp_path)}).secret_key
    assert create_app({"LT_DATA_DIR": str(tmp_path)}).secret_key == first
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_two_starts_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda number: kept(tmp_path, "secret.key", lambda: str(number)), range(40)))
    assert len(made) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
