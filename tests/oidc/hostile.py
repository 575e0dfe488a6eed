"""A provider on loopback that signs what it is told to: honest by default, as hostile as a test wants."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc.jwk import RSAKey

CLIENT, SECRET = "learn-together", "a secret between two"
KEY = RSAKey.generate_key(2048, {"kid": "spring", "use": "sig", "alg": "RS256"})
STRANGER = RSAKey.generate_key(2048, {"kid": "spring", "use": "sig", "alg": "RS256"})
Claims = dict[str, Any]


def part(thing: Claims | bytes) -> str:
    """A piece of a token."""
    plain = thing if isinstance(thing, bytes) else json.dumps(thing).encode()
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()


def signed(header: Claims, claims: Claims, key: Any) -> str:
    """A token with whatever header; libraries would rather not write some of these."""
    said = f"{part(header)}.{part(claims)}"
    salted = padding.PSS(padding.MGF1(SHA256()), 32) if header["alg"].startswith("PS") else padding.PKCS1v15()
    return f"{said}.{part(key.private_key.sign(said.encode(), salted, SHA256()))}"


@dataclass
class Reply:
    """An answer, word for word. `drip` sends it byte by byte, slowly."""

    status: int = 200
    body: bytes | Claims | list[Any] = b""
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    drip: bool = False

    def bytes(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass
class Granted:
    """A code that waits to be changed for tokens."""

    nonce: str
    challenge: str
    client: str
    back: str
    person: Claims


class Hostile:
    """What it says can be put otherwise: `claims`, `header`, `key` of the ID token, `replies` by path."""

    def __init__(self) -> None:
        self.now: Callable[[], int] = lambda: 0
        self.origin = ""
        self.behave()

    def behave(self) -> None:
        """Be honest again, and know nobody."""
        self.replies: dict[str, Reply | Callable[[Claims], Reply]] = {}
        self.claims: Callable[[Claims], Claims] = lambda claims: claims
        self.metadata: Callable[[Claims], Claims] = lambda told: told
        self.header: Claims = {}
        self.key: Any = KEY
        self.token: Callable[[Claims], str] = self.sign
        self.codes: dict[str, Granted] = {}
        self.refreshing: dict[str, Claims] = {}
        self.access: dict[str, Claims] = {}
        self.asked: list[str] = []
        self.forgets_codes = True
        self.published = [KEY]
        self.userinfo: Callable[[Claims], Claims] = lambda told: told

    def grant(self, asked: Claims, **person: Any) -> str:
        """Somebody signs in: the code with which the browser comes back."""
        code = secrets.token_urlsafe(16)
        about = (asked["nonce"], asked["code_challenge"], asked["client_id"], asked["redirect_uri"])
        self.codes[code] = Granted(*about, person)
        return code

    def forget(self, subject: str) -> None:
        """Somebody is not welcome any more."""
        for known in (self.refreshing, self.access):
            for token in [token for token, person in known.items() if person["sub"] == subject]:
                del known[token]

    def sign(self, claims: Claims) -> str:
        return signed({"alg": "RS256", "kid": "spring"} | self.header, claims, self.key)

    def answer(self, path: str, form: Claims, headers: Any) -> Reply:
        self.asked.append(path)
        special = self.replies.get(path)
        if special is not None:
            return special if isinstance(special, Reply) else special(form)
        known: dict[str, Callable[[Claims, Any], Reply]] = {
            "/.well-known/openid-configuration": self._discovery,
            "/keys": self._keys,
            "/token": self._tokens,
            "/userinfo": self._userinfo,
        }
        return known[path](form, headers) if path in known else Reply(404, {})

    def _discovery(self, _form: Claims, _headers: Any) -> Reply:
        there = self.origin
        told: Claims = {
            "issuer": there,
            "authorization_endpoint": f"{there}/authorize",
            "token_endpoint": f"{there}/token",
            "jwks_uri": f"{there}/keys",
            "userinfo_endpoint": f"{there}/userinfo",
            "end_session_endpoint": f"{there}/out",
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        return Reply(body=self.metadata(told))

    def _keys(self, _form: Claims, _headers: Any) -> Reply:
        return Reply(body={"keys": [key.as_dict(private=False) for key in self.published]})

    def _tokens(self, form: Claims, headers: Any) -> Reply:
        if form.get("grant_type") == "refresh_token":
            person = self.refreshing.pop(form.get("refresh_token", ""), None)
            return self._given(person, {}) if person else Reply(400, {"error": "invalid_grant"})
        granted = self.codes.get(form.get("code", ""))
        fits = granted and self._fits(granted, form, headers)
        if self.forgets_codes:
            self.codes.pop(form.get("code", ""), None)
        if not granted or not fits:
            return Reply(400, {"error": "invalid_grant"})
        return self._given(granted.person, {"nonce": granted.nonce})

    def _fits(self, granted: Granted, form: Claims, headers: Any) -> bool:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        pair = base64.b64decode(headers.get("Authorization", "").removeprefix("Basic ")).decode()
        client = pair.partition(":")[0] or form.get("client_id", "")
        return (
            base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == granted.challenge
            and client == granted.client
            and form.get("redirect_uri") == granted.back
        )

    def _given(self, person: Claims, more: Claims) -> Reply:
        access, refresh, now = secrets.token_urlsafe(16), secrets.token_urlsafe(16), self.now()
        self.access[access], self.refreshing[refresh] = person, person
        half = hashlib.sha256(access.encode()).digest()[:16]
        claims = {"iss": self.origin, "aud": CLIENT, "iat": now, "exp": now + 300, "sub": person["sub"]}
        claims |= {"at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode()} | more
        token = self.token(self.claims(claims))
        given = {"access_token": access, "refresh_token": refresh, "token_type": "Bearer", "id_token": token}
        return Reply(body=given)

    def _userinfo(self, _form: Claims, headers: Any) -> Reply:
        person = self.access.get(headers.get("Authorization", "").removeprefix("Bearer "))
        return Reply(body=self.userinfo(dict(person))) if person else Reply(401, {})


@contextmanager
def running(hostile: Hostile) -> Iterator[Hostile]:
    """Serve it from threads of this process."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            form = parse_qs(self.rfile.read(length).decode())
            path = urlsplit(self.path).path
            self._send(hostile.answer(path, {name: values[0] for name, values in form.items()}, self.headers))

        do_POST = do_GET

        def _send(self, reply: Reply) -> None:
            body = reply.bytes()
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for start in range(0, len(body), 1 if reply.drip else len(body) or 1):
                    self.wfile.write(body[start : start + (1 if reply.drip else len(body))])
                    self.wfile.flush()
                    if reply.drip and over.wait(0.05):
                        return
            except OSError:
                return  # whoever asked has had enough

        def log_message(self, *_args: Any) -> None:
            """Requests are not news."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hostile.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield hostile
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()
