"""Hostile answers: none of them signs anybody in, each is told in a sentence, and the log keeps no secret."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from lt_web.oidc import asking, metadata
from lt_web.oidc.asking import Answer
from lt_web.oidc.faults import SignInFault
from tests.oidc.conftest import ADA, BACK, Stage
from tests.oidc.hostile import CLIENT, KEY, SECRET, STRANGER, Claims, Hostile, Reply, part, signed

Mischief = Callable[[Hostile], None]
DISCOVERY = "/.well-known/openid-configuration"
ELSEWHERE = "https://evil.example"


def unsigned(claims: Claims) -> str:
    return f"{part({'alg': 'none'})}.{part(claims)}."


def mac(secret: bytes) -> Callable[[Claims], str]:
    """Signed with what is no secret, or not only the provider's."""

    def sign(claims: Claims) -> str:
        said = f"{part({'alg': 'HS256', 'kid': 'spring'})}.{part(claims)}"
        return f"{said}.{part(hmac.digest(secret, said.encode(), 'sha256'))}"

    return sign


def altered(claims: Claims) -> str:
    """The signature of one token under the words of another."""
    header, _, signature = signed({"alg": "RS256", "kid": "spring"}, claims, KEY).split(".")
    return f"{header}.{part(claims | {'sub': 'somebody else'})}.{signature}"


def says(**claims: Any) -> Mischief:
    """The ID token says something else; None: it does not say it at all."""

    def do(hostile: Hostile) -> None:
        hostile.claims = lambda told: {k: v for k, v in (told | claims).items() if v is not None}

    return do


def at(name: str, seconds: float) -> Mischief:
    def do(hostile: Hostile) -> None:
        hostile.claims = lambda told: told | {name: hostile.now() + seconds}

    return do


def headed(key: Any = None, **header: Any) -> Mischief:
    def do(hostile: Hostile) -> None:
        hostile.header, hostile.key = header, key or hostile.key

    return do


def token(make: Callable[[Claims], Any]) -> Mischief:
    def do(hostile: Hostile) -> None:
        hostile.token = make

    return do


def replies(path: str, *reply: Any, **more: Any) -> Mischief:
    def do(hostile: Hostile) -> None:
        hostile.replies[path] = Reply(*reply, **more)

    return do


def describes(**told: Any) -> Mischief:
    def do(hostile: Hostile) -> None:
        hostile.metadata = lambda known: {k: v for k, v in (known | told).items() if v is not None}

    return do


def tells(**told: Any) -> Mischief:
    def do(hostile: Hostile) -> None:
        hostile.userinfo = lambda known: {k: v for k, v in (known | told).items() if v is not None}

    return do


def informs(make: Callable[[Claims], str]) -> Mischief:
    """Userinfo as a token."""

    def do(hostile: Hostile) -> None:
        claims = ADA | {"iss": hostile.origin, "aud": CLIENT}
        hostile.replies["/userinfo"] = Reply(200, make(claims).encode(), "application/jwt")

    return do


def publishes(*keys: Any) -> Mischief:
    def do(hostile: Hostile) -> None:
        hostile.replies["/keys"] = Reply(body={"keys": list(keys)})

    return do


def by_stranger(claims: Claims) -> str:
    return signed({"alg": "RS256", "kid": "spring"}, claims, STRANGER)


OWN = STRANGER.as_dict(private=False)
LOGOUT = {"http://schemas.openid.net/event/backchannel-logout": {}}
BEARER = {"access_token": "a", "token_type": "Bearer"}
ANSWERS: dict[str, Mischief] = {
    "a wrong nonce": says(nonce="guessed"),
    "no nonce": says(nonce=None),
    "an empty nonce": says(nonce=""),
    "a nonce in a list": says(nonce=["guessed"]),
    "another issuer": says(iss=ELSEWHERE),
    "an issuer in a list": says(iss=[ELSEWHERE]),
    "no issuer": says(iss=None),
    "another audience": says(aud="another client"),
    "no audience": says(aud=None),
    "an empty audience": says(aud=[]),
    "several audiences without azp": says(aud=[CLIENT, "another client"]),
    "several audiences and another azp": says(aud=[CLIENT, "another client"], azp="another client"),
    "another azp": says(azp="another client"),
    "an audience of odd things": says(aud=[CLIENT, 1]),
    "expired": at("exp", -61),
    "expired long ago": says(exp=1),
    "no expiry": says(exp=None),
    "expiry in words": says(exp="tomorrow"),
    "expiry that is true": says(exp=True),
    "not valid yet": at("nbf", 300),
    "issued in the future": at("iat", 3600),
    "issued long ago": at("iat", -3600),
    "issued at no time": says(iat=None),
    "no subject": says(sub=None),
    "an empty subject": says(sub=""),
    "a subject of blanks": says(sub="  "),
    "a huge subject": says(sub="x" * 10_000),
    "a subject with NUL": says(sub="a1b2\x00-ada"),
    "a subject that is a number": says(sub=1),
    "a subject that is a list": says(sub=["a1b2-ada"]),
    "a wrong at_hash": says(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "a logout token": says(events=LOGOUT),
    "alg none": token(unsigned),
    "no signature": token(lambda claims: f"{part({'alg': 'RS256', 'kid': 'spring'})}.{part(claims)}."),
    "HS256 with the public key": token(mac(KEY.as_pem(private=False))),
    "HS256 with the client's secret": token(mac(SECRET.encode())),
    "words put under a signature": token(altered),
    "no token at all": token(lambda claims: ""),
    "a token that is a number": token(lambda claims: 7),
    "garbage for a token": token(lambda claims: "a.b.c"),
    "an encrypted token": token(lambda claims: "a.b.c.d.e"),
    "a huge token": token(lambda claims: "x" * 100_000 + ".b.c"),
    "somebody's own key under a known name": headed(STRANGER),
    "an unknown key": headed(STRANGER, kid="autumn"),
    "a key from an address in the token": headed(STRANGER, jku=f"{ELSEWHERE}/keys"),
    "a key inside the token": headed(STRANGER, jwk=OWN),
    "a certificate from an address": headed(STRANGER, x5u=f"{ELSEWHERE}/chain"),
    "a certificate inside the token": headed(STRANGER, x5c=["MIIB"]),
    "a header that must be understood": headed(crit=["odd"], odd=True),
    "a key's name that is a path": headed(STRANGER, kid="../../etc/passwd"),
    "another algorithm than advertised": headed(alg="PS256"),
    "an error from the token endpoint": replies("/token", 400, {"error": "invalid_request"}),
    "the client is refused": replies("/token", 401, {"error": "invalid_client"}),
    "an error with status 200": replies("/token", 200, {"error": "invalid_grant"}),
    "HTML for tokens": replies("/token", 200, b"<html>maintenance</html>", "text/html"),
    "a list for tokens": replies("/token", 200, [1, 2]),
    "JSON without end": replies("/token", 200, b"[" * 100_000),
    "no body": replies("/token", 200, b""),
    "a redirect from the token endpoint": replies("/token", 307, {}, headers={"Location": "/stolen"}),
    "an answer without end": replies("/token", 200, b" " * 400_000 + b"{}"),
    "a token endpoint that is broken": replies("/token", 500, {}),
    "a token endpoint that trickles": replies("/token", 200, b" " * 4000, drip=True),
    "another kind of token": replies("/token", 200, BEARER | {"token_type": "mac", "id_token": "a.b.c"}),
    "no ID token": replies("/token", 200, BEARER),
    "a line end in a token": replies("/token", 200, BEARER | {"access_token": "a\r\nX: y"}),
    "userinfo about somebody else": tells(sub="somebody else"),
    "userinfo about nobody": tells(sub=None),
    "userinfo signed with another key": informs(by_stranger),
    "userinfo signed by nobody": informs(unsigned),
    "userinfo is refused": replies("/userinfo", 401, {}),
    "userinfo leads elsewhere": replies("/userinfo", 302, {}, headers={"Location": "/stolen"}),
    "HTML for userinfo": replies("/userinfo", 200, b"<p>Ada</p>", "text/html"),
    "a list for the name": tells(name=["Ada", "Quay"]),
    "a number for the address": tells(email=42),
    "a number for the team": tells(team=42),
    "numbers for groups": tells(groups=[1, 2]),
    "nothing that could be a name": tells(name="\u200b ", email=None),
    "keys leading elsewhere": replies("/keys", 302, {}, headers={"Location": "/stolen"}),
    "no keys": publishes(),
    "keys that are no list": replies("/keys", 200, {"keys": "spring"}),
    "the client's secret as a key": publishes({"kty": "oct", "k": "c2VjcmV0", "kid": "spring"}),
    "a private key published": publishes(KEY.as_dict(private=True)),
}  # fmt: skip


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody wants to wait five seconds for each slow answer."""
    monkeypatch.setattr(asking, "SECONDS", 0.5)


@pytest.fixture
def quiet(stage: Stage, caplog: pytest.LogCaptureFixture) -> Any:
    """Afterwards nobody is in, nothing was recorded, and the log has a reason and no secret."""
    before = stage.sessions(), stage.web.position()
    with caplog.at_level(logging.DEBUG):
        yield stage
    assert not stage.is_in()
    assert (stage.sessions(), stage.web.position()) == before
    secrets = [*stage.hostile.access, *stage.hostile.refreshing, SECRET, "a1b2", "ada.quay", "Quay"]
    assert not [secret for secret in secrets if secret in caplog.text]
    assert "/stolen" not in stage.hostile.asked


def refused(answer: Any, caplog: pytest.LogCaptureFixture) -> None:
    """It is said on a page in a sentence, and in one line of the log."""
    assert answer.status_code in (400, 403, 503), answer.text
    assert "Begin again" in answer.text
    assert 'class="lt-lede">' in answer.text
    assert caplog.text.count(" sign-in-failed reason=") == 1


@pytest.mark.parametrize("name", ANSWERS)
def test_no_hostile_answer_signs_anybody_in(
    quiet: Stage, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    ANSWERS[name](quiet.hostile)
    refused(quiet.sign_in(), caplog)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"state": ""},
        {"state": "guessed", "code": "x"},
        {"state": ["{state}", "{state}"], "code": "x"},
        {"state": "{state}"},
        {"state": "{state}", "code": ""},
        {"state": "{state}", "code": "never given"},
        {"state": "{state}", "code": "x" * 5000},
        {"state": "{state}", "code": ["a", "b"]},
        {"state": "{state}", "error": "access_denied"},
        {"state": "{state}", "error": "<script>alert(1)</script>", "code": "x"},
        {"state": "{state}", "code": "x", "iss": ELSEWHERE},
        {"state": "{state}", "code": "x", "iss": ""},
    ],
    ids=repr,
)
def test_nobody_comes_back_with_an_odd_answer(
    quiet: Stage, caplog: pytest.LogCaptureFixture, answer: dict[str, Any]
) -> None:
    state = quiet.begin()["state"]
    sent = json.loads(json.dumps(answer).replace("{state}", state))
    page = quiet.back(**sent)
    refused(page, caplog)
    assert "<script>alert" not in page.text


def test_nobody_comes_back_who_never_set_out(quiet: Stage, caplog: pytest.LogCaptureFixture) -> None:
    asked = quiet.begin(quiet.web.as_(None))
    refused(quiet.back(code=quiet.hostile.grant(asked, **ADA), state=asked["state"]), caplog)


def test_the_state_of_another_browser_is_worth_nothing(
    quiet: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    quiet.begin()
    asked = quiet.begin(quiet.web.as_(None))
    refused(quiet.back(code=quiet.hostile.grant(asked, **ADA), state=asked["state"]), caplog)


def test_after_a_quarter_of_an_hour_it_is_too_late(quiet: Stage, caplog: pytest.LogCaptureFixture) -> None:
    asked = quiet.begin()
    quiet.clock.pass_by(minutes=16)
    refused(quiet.back(code=quiet.hostile.grant(asked, **ADA), state=asked["state"]), caplog)


def test_a_code_is_worth_nothing_with_the_verifier_of_another_sign_in(
    quiet: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    mine, theirs = quiet.begin(), quiet.begin(quiet.web.as_(None))
    refused(quiet.back(code=quiet.hostile.grant(theirs, **ADA), state=mine["state"]), caplog)


def test_a_code_of_another_client_is_worth_nothing(quiet: Stage, caplog: pytest.LogCaptureFixture) -> None:
    asked = quiet.begin() | {"client_id": "another client"}
    refused(quiet.back(code=quiet.hostile.grant(asked, **ADA), state=asked["state"]), caplog)


def test_a_provider_that_names_itself_must_do_so(quiet: Stage, caplog: pytest.LogCaptureFixture) -> None:
    describes(authorization_response_iss_parameter_supported=True)(quiet.hostile)
    refused(quiet.sign_in(), caplog)


def test_coming_back_by_post_or_head_does_nothing(quiet: Stage) -> None:
    asked = quiet.begin()
    answer = {"code": quiet.hostile.grant(asked, **ADA), "state": asked["state"]}
    assert quiet.client.post(BACK, data=answer).status_code == 405
    assert quiet.client.head(BACK, query_string=answer).status_code == 405


def test_an_id_token_of_an_earlier_sign_in_is_worth_nothing(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    kept: list[str] = []
    stage.hostile.token = lambda claims: kept.append(stage.hostile.sign(claims)) or kept[0]
    assert stage.sign_in().status_code == 303
    stage.client = stage.web.as_(None)
    refused(stage.sign_in(), caplog)
    assert not stage.is_in()


def test_a_sign_in_is_finished_once_even_by_a_browser_that_kept_everything(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.hostile.forgets_codes = False
    asked, thief = stage.begin(), stage.web.as_(None)
    with stage.client.session_transaction() as kept, thief.session_transaction() as stolen:
        stolen.update(kept)
    answer = {"code": stage.hostile.grant(asked, **ADA), "state": asked["state"]}
    assert stage.back(**answer).status_code == 303
    refused(stage.back(thief, **answer), caplog)
    assert not stage.is_in(thief)


def test_coming_back_twice_leaves_one_signed_in_once(stage: Stage) -> None:
    asked = stage.begin()
    answer = {"code": stage.hostile.grant(asked, **ADA), "state": asked["state"]}
    assert stage.back(**answer).status_code == 303
    before = stage.sessions()
    assert stage.back(**answer).status_code == 400
    assert stage.is_in()
    assert stage.sessions() == before


@pytest.mark.parametrize(
    "mischief",
    [
        describes(issuer=ELSEWHERE),
        describes(issuer=None),
        describes(id_token_signing_alg_values_supported=["none", "HS256"]),
        describes(token_endpoint=None),
        describes(jwks_uri=7),
        describes(authorization_endpoint="javascript:alert(1)"),
        describes(token_endpoint="https://user:word@evil.example/token"),
        replies(DISCOVERY, 200, b"<html></html>", "text/html"),
        replies(DISCOVERY, 302, {}, headers={"Location": "/stolen"}),
        replies(DISCOVERY, 200, b"x" * 400_000),
        replies(DISCOVERY, 404, {}),
        replies(DISCOVERY, 500, {}),
        replies(DISCOVERY, 200, b" " * 4000, drip=True),
    ],
)
def test_nobody_is_sent_to_a_provider_that_describes_itself_oddly(
    quiet: Stage, caplog: pytest.LogCaptureFixture, mischief: Mischief
) -> None:
    mischief(quiet.hostile)
    refused(quiet.client.get("/learn/sign-in/provider"), caplog)


@pytest.mark.parametrize(
    ("address", "production", "safe"),
    [
        ("https://id.tern.example", True, True),
        ("http://id.tern.example", True, False),
        ("http://id.tern.example", False, True),
        ("http://127.0.0.1:9000", True, True),
        ("http://127.0.0.1.evil.example", True, False),
        ("http://127.0.0.1@evil.example", True, False),
        ("ftp://id.tern.example", False, False),
        ("https://id.tern.example\\@evil.example", True, False),
        ("https://id.tern.example:x", True, False),
        ("https://", True, False),
    ],
)
def test_in_production_a_provider_is_asked_on_closed_lines_alone(
    address: str, production: bool, safe: bool
) -> None:
    assert metadata.is_safe(address, production) is safe


def test_a_closed_issuer_leads_to_no_open_line() -> None:
    told = {
        "issuer": "https://id.tern.example",
        "authorization_endpoint": "https://id.tern.example/in",
        "token_endpoint": "http://127.0.0.1/token",
        "jwks_uri": "https://id.tern.example/keys",
    }
    with pytest.raises(SignInFault):
        metadata.read(Answer(200, "application/json", json.dumps(told).encode()), told["issuer"], False)
