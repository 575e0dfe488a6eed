"""What an ID token must say before anybody is believed to be somebody (OpenID Connect Core, 3.1.3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc.errors import JoseError

from lt_web.oidc.faults import Untrusted
from lt_web.oidc.keys import Signed

LEEWAY = 60
OLDEST = 10 * 60
LONGEST_SUBJECT = 200
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass(frozen=True)
class Expected:
    """Of whom, for whom, and in answer to what a token must be; "" for what it need not answer."""

    issuer: str
    client: str
    now: int
    nonce: str = ""
    access_token: str = ""


def check(token: Signed, expected: Expected) -> dict[str, Any]:
    """Return the claims of an ID token that is all that it must be; raises `Untrusted`, naming the claim."""
    claims = token.claims
    _check_shape(claims, expected)
    options: Any = {
        "iss": {"essential": True, "value": expected.issuer},
        "aud": {"essential": True, "value": expected.client},
    }
    params = {"client_id": expected.client, "nonce": expected.nonce, "access_token": expected.access_token}
    try:
        CodeIDToken(claims, token.header, options, params).validate(expected.now, LEEWAY)
    except (JoseError, ValueError, TypeError) as error:
        raise Untrusted(f"claim {_claim(error)}") from None
    return claims


def check_logout(token: Signed, expected: Expected) -> tuple[str, str]:
    """Return the subject and the provider's session that a logout token ends, "" where it does not say."""
    claims, events = token.claims, token.claims.get("events")
    if not isinstance(events, dict) or LOGOUT not in events or "nonce" in claims:
        raise Untrusted("not a logout token")
    _check_origin(claims, expected)
    until = claims.get("exp", expected.now)
    if not is_moment(until) or until < expected.now - LEEWAY:
        raise Untrusted("claim exp")
    subject, session = claims.get("sub", ""), claims.get("sid", "")
    if not isinstance(subject, str) or not isinstance(session, str) or not (subject or session):
        raise Untrusted("logout token is about nobody")
    return subject, session


def _check_shape(claims: dict[str, Any], expected: Expected) -> None:
    """Types first: a comparison with something odd must not come out as true."""
    _check_origin(claims, expected)
    if "events" in claims:
        raise Untrusted("not an ID token")
    for name in ("exp", "nbf"):
        if name in claims and not is_moment(claims[name]):
            raise Untrusted(f"claim {name}")
    if not is_subject(claims.get("sub")):
        raise Untrusted("claim sub")
    audiences = claims["aud"]
    if isinstance(audiences, list) and len(audiences) > 1 and claims.get("azp") != expected.client:
        raise Untrusted("claim azp")


def _check_origin(claims: dict[str, Any], expected: Expected) -> None:
    """By this issuer, for us, just now."""
    if claims.get("iss") != expected.issuer:
        raise Untrusted("claim iss")
    audiences = claims.get("aud")
    wanted = audiences if isinstance(audiences, list) else [audiences]
    if expected.client not in wanted or not all(isinstance(one, str) for one in wanted):
        raise Untrusted("claim aud")
    issued = claims.get("iat", -1)
    if not is_moment(issued) or not expected.now - OLDEST <= issued <= expected.now + LEEWAY:
        raise Untrusted("claim iat")


def is_moment(value: Any) -> bool:
    """Whether that is a moment as tokens write it: a number of seconds, and no truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 2**40


def is_subject(value: Any) -> bool:
    """Whether that can be a subject: printable, and not too long to be kept."""
    fits = isinstance(value, str) and 0 < len(value) <= LONGEST_SUBJECT
    return fits and value.isprintable() and value == value.strip()


def _claim(error: Exception) -> str:
    found = getattr(error, "claim", None)
    return found if isinstance(found, str) and found.isidentifier() else "of the token"
