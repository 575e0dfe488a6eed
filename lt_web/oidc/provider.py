"""One provider: how a sign-in is begun and finished there, and how it is asked again about somebody."""

from __future__ import annotations

import base64
import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic
from typing import Any
from urllib.parse import quote, urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge

from lt_web.oidc import asking, id_token, keys, metadata
from lt_web.oidc.asking import Answer
from lt_web.oidc.faults import Denied, Ended, SignInFault, Unreachable, Untrusted
from lt_web.oidc.id_token import Expected
from lt_web.oidc.metadata import Metadata

FRESH = 3600.0
AGAIN = 60.0
AFTER_SILENCE = 5.0
LONGEST_TOKEN = 16 * 1024
LONGEST_HINT = 4000
# What a provider may say instead of a code; anything else is called “other” in the log.
ERRORS = frozenset(
    [
        "access_denied",
        "invalid_request",
        "unauthorized_client",
        "unsupported_response_type",
        "invalid_scope",
        "server_error",
        "temporarily_unavailable",
        "interaction_required",
        "login_required",
        "account_selection_required",
        "consent_required",
    ]
)


@dataclass(frozen=True)
class Begun:
    """A sign-in on its way: what the browser keeps until it comes back."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def anew(cls) -> Begun:
        """Three secrets that nobody can guess."""
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))


@dataclass(frozen=True)
class Tokens:
    """What lets us ask again; "" for what the provider did not give. Never shown, never logged."""

    access: str = field(default="", repr=False)
    refresh: str = field(default="", repr=False)
    hint: str = field(default="", repr=False)


@dataclass(frozen=True)
class Told:
    """Who somebody is, by the provider's word. `session` is its own name for the sign-in, "" without one.

    `whole`: it has told all that it tells, so that what is missing is not so.
    """

    issuer: str
    subject: str
    session: str = ""
    claims: dict[str, Any] = field(default_factory=dict, repr=False)
    tokens: Tokens = field(default_factory=Tokens)
    whole: bool = True


class Provider:
    """A provider, as the settings name it. What it says of itself is kept for an hour."""

    def __init__(self, issuer: str, client: str, secret: str, scopes: str, production: bool) -> None:
        self.issuer, self.client, self.secret, self.scopes = issuer, client, secret, scopes
        self.production = production
        self._metadata = _Kept(self._fetch_metadata)
        self._keys = _Kept(self._fetch_keys)

    def metadata(self) -> Metadata:
        """What the provider says of itself."""
        found: Metadata = self._metadata.get()
        return found

    def way_in(self, begun: Begun, back: str) -> str:
        """The address at which somebody signs in there."""
        where = self.metadata().authorization
        asked = {
            "response_type": "code",
            "client_id": self.client,
            "redirect_uri": back,
            "scope": self.scopes,
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": create_s256_code_challenge(begun.verifier),
            "code_challenge_method": "S256",
        }
        return _with(where, asked)

    def code_in(self, answer: dict[str, str]) -> str:
        """The code that somebody came back with, from this provider and no other."""
        issuer = answer.get("iss")
        if issuer != self.issuer and (issuer is not None or self.metadata().names_itself):
            raise Untrusted("answered by another issuer")
        if "error" in answer:
            error = answer["error"]
            raise Denied(f"answered {error if error in ERRORS else 'other'}")
        code = answer.get("code", "")
        if not 0 < len(code) <= 4000:
            raise Untrusted("no code")
        return code

    def finish(self, begun: Begun, code: str, back: str, now: datetime) -> Told:
        """Change the code for tokens, and find out whom they are about."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
        answer = self._token(form | {"code_verifier": begun.verifier})
        if answer.status != 200:
            raise Untrusted("code is not accepted")
        tokens = _tokens(answer.json())
        if not tokens.hint:
            raise Untrusted("no ID token")
        expected = Expected(self.issuer, self.client, int(now.timestamp()), begun.nonce, tokens.access)
        claims = id_token.check(self.signed(tokens.hint), expected)
        # Compared once more, in constant time and by ourselves: everything hangs on it.
        if not hmac.compare_digest(str(claims["nonce"]).encode(), begun.nonce.encode()):
            raise Untrusted("claim nonce")
        return self._told(claims, tokens, now)

    def ask_again(self, subject: str, tokens: Tokens, now: datetime) -> Told:
        """Ask whether somebody is still signed in there, and who they are by now; raises `Ended`."""
        claims: dict[str, Any] = {"sub": subject}
        if tokens.refresh:
            tokens, claims = self._refreshed(subject, tokens, now)
        elif not self.metadata().userinfo:
            raise Ended("provider gives no way to ask again")
        return replace(self._told(claims, tokens, now), whole="iss" in claims)

    def signed(self, token: str) -> keys.Signed:
        """What a token of the provider says. Where its key is unknown the keys are read anew, at times."""
        algorithms = self.metadata().algorithms
        try:
            return keys.signed(token, self._keys.get(), algorithms)
        except keys.UnknownKey:
            if not self._keys.outdated():
                raise
        return keys.signed(token, self._keys.get(), algorithms)

    def ended_session(self, token: str, now: datetime) -> tuple[str, str]:
        """Whose sign-in, or which, a logout token ends: subject and session, "" where it does not say."""
        return id_token.check_logout(
            self.signed(token), Expected(self.issuer, self.client, int(now.timestamp()))
        )

    def way_out(self, hint: str, back: str) -> str:
        """The address at which one signs out there, "" where there is none or it cannot be asked."""
        try:
            where = self.metadata().end_session
        except SignInFault:
            return ""
        asked = {"client_id": self.client, "post_logout_redirect_uri": back}
        if 0 < len(hint) <= LONGEST_HINT:
            asked["id_token_hint"] = hint
        return _with(where, asked) if where else ""

    def _refreshed(self, subject: str, tokens: Tokens, now: datetime) -> tuple[Tokens, dict[str, Any]]:
        answer = self._token({"grant_type": "refresh_token", "refresh_token": tokens.refresh})
        if answer.status != 200:
            if _error(answer) == "invalid_grant":
                raise Ended("refresh is refused")
            raise Unreachable("refresh is not answered")
        given, claims = _tokens(answer.json()), {"sub": subject}
        if given.hint:
            expected = Expected(self.issuer, self.client, int(now.timestamp()), "", given.access)
            claims = id_token.check(self.signed(given.hint), expected)
        if claims["sub"] != subject:
            raise Ended("refresh names another subject")
        return Tokens(given.access, given.refresh or tokens.refresh, given.hint or tokens.hint), claims

    def _told(self, claims: dict[str, Any], tokens: Tokens, now: datetime) -> Told:
        more = self._userinfo(claims["sub"], tokens.access, now) if self.metadata().userinfo else {}
        session = claims.get("sid", "")
        return Told(
            self.issuer,
            claims["sub"],
            session if isinstance(session, str) else "",
            claims | more,
            tokens,
        )

    def _userinfo(self, subject: str, access: str, now: datetime) -> dict[str, Any]:
        answer = asking.ask(self.metadata().userinfo, headers={"Authorization": f"Bearer {access}"})
        if answer.status in (401, 403):
            raise Ended("userinfo is refused")
        if answer.status >= 500:
            raise Unreachable("userinfo is broken")
        if answer.status != 200:
            raise Untrusted("userinfo does not answer")
        told = self._signed_userinfo(answer) if answer.kind == "application/jwt" else answer.json()
        if told.get("sub") != subject:
            raise Untrusted("userinfo names another subject")
        return told

    def _signed_userinfo(self, answer: Answer) -> dict[str, Any]:
        told = self.signed(answer.body.decode("ascii", "replace")).claims
        audiences = told.get("aud")
        if told.get("iss") != self.issuer or self.client not in (
            audiences if isinstance(audiences, list) else [audiences]
        ):
            raise Untrusted("userinfo is by or for somebody else")
        return told

    def _token(self, form: dict[str, str]) -> Answer:
        headers, about = {}, self.metadata()
        if not self.secret or about.secret_in_form:
            form = form | {"client_id": self.client} | ({"client_secret": self.secret} if self.secret else {})
        else:
            pair = f"{quote(self.client, safe='')}:{quote(self.secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        answer = asking.ask(about.token, form, headers)
        if answer.status >= 500:
            raise Unreachable("token endpoint is broken")
        return answer

    def _fetch_metadata(self) -> Metadata:
        where = metadata.address_of(self.issuer)
        if not metadata.is_safe(self.issuer, self.production):
            raise Untrusted("issuer is not https")
        return metadata.read(asking.ask(where), self.issuer, self.production)

    def _fetch_keys(self) -> list[Any]:
        answer = asking.ask(self.metadata().keys)
        if answer.status >= 500:
            raise Unreachable("key set is broken")
        if answer.status != 200:
            raise Untrusted("key set does not answer")
        return keys.read_keys(answer.json())


class _Kept:
    """What was fetched once and holds for an hour; while nothing comes, nobody asks for a moment."""

    def __init__(self, fetch: Callable[[], Any]) -> None:
        self.fetch = fetch
        self.lock = threading.Lock()
        self.value: Any = None
        self.at = self.silent_at = self.forgotten_at = float("-inf")

    def get(self) -> Any:
        with self.lock:
            if self.value is None or monotonic() - self.at > FRESH:
                self._renew()
            return self.value

    def outdated(self) -> bool:
        """Let it be fetched anew, unless that was done a moment ago; returns whether it will be."""
        with self.lock:
            if monotonic() - self.forgotten_at < AGAIN:
                return False
            self.forgotten_at, self.at = monotonic(), float("-inf")
            return True

    def _renew(self) -> None:
        if monotonic() - self.silent_at < AFTER_SILENCE:
            raise Unreachable("no answer a moment ago")
        try:
            self.value, self.at = self.fetch(), monotonic()
        except Unreachable:
            self.silent_at = monotonic()
            raise


def _tokens(told: dict[str, Any]) -> Tokens:
    """The tokens in an answer, each a text of bearable length."""
    names = ("access_token", "refresh_token", "id_token")
    given = [told.get(name) or "" for name in names]
    if not all(isinstance(one, str) and len(one) <= LONGEST_TOKEN and _is_plain(one) for one in given):
        raise Untrusted("token of an odd kind")
    if not given[0] or str(told.get("token_type")).lower() != "bearer":
        raise Untrusted("no bearer token")
    return Tokens(*given)


def _is_plain(token: str) -> bool:
    """It goes into a header: no line ends there."""
    return all(32 < ord(letter) < 127 for letter in token)


def _error(answer: Answer) -> str:
    try:
        return str(answer.json().get("error"))
    except Untrusted:
        return ""


def _with(address: str, asked: dict[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"
