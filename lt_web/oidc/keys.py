"""What the provider has signed: read with its published keys alone, never with one that a token brings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from lt_web.oidc.faults import Untrusted

MOST = 50
SMALLEST_RSA = 2048


class UnknownKey(Untrusted):
    """A token names a key that is not among the published ones: they may have been renewed."""


@dataclass(frozen=True)
class Signed:
    """A token whose signature is the provider's."""

    header: dict[str, Any]
    claims: dict[str, Any]


class Registry(jws.JWSRegistry):
    """Room for the certificates that some providers put into the header. They are not looked at."""

    max_header_length = 16 * 1024


def read_keys(told: dict[str, Any]) -> list[Any]:
    """Return the published keys that signatures can be checked with."""
    published = told.get("keys")
    if not isinstance(published, list) or len(published) > MOST:
        raise Untrusted("key set is none")
    found = (_key(one) for one in published if isinstance(one, dict) and one.get("use", "sig") == "sig")
    keys = [key for key in found if key is not None]
    if not keys:
        raise Untrusted("key set holds no key for signatures")
    return keys


def _key(told: dict[str, Any]) -> Any:
    """One key; None for a kind that is not known, that is secret, or that is too small to be trusted."""
    if told.get("kty") not in ("RSA", "EC", "OKP"):
        return None
    try:
        key: Any = KeySet.import_key_set({"keys": [told]}).keys[0]  # type: ignore[list-item]
        small = key.key_type == "RSA" and key.public_key.key_size < SMALLEST_RSA
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return None if small or key.is_private else key


def signed(token: Any, keys: Collection[Any], algorithms: Collection[str]) -> Signed:
    """Return what a token says if the provider has signed it; raises `UnknownKey` or `Untrusted`."""
    if not isinstance(token, str) or token.count(".") != 2:
        raise Untrusted("token is none")
    registry = Registry(algorithms=list(algorithms), strict_check_header=False)
    try:
        read = jwt.decode(token, lambda about: _chosen(about.headers(), keys), list(algorithms), registry)
    except (JoseError, ValueError, TypeError, KeyError, RecursionError):
        raise Untrusted("signature") from None
    return Signed(dict(read.header), dict(read.claims))


def _chosen(header: dict[str, Any], keys: Collection[Any]) -> Any:
    """The published key that the header names; without a name the only one of that kind."""
    kid, algorithm = header.get("kid"), header.get("alg")
    named = [key for key in keys if kid is None or key.get("kid") == kid]
    if kid is not None and not named:
        raise UnknownKey("unknown key")
    fitting = [
        key for key in named if key.get("alg") in (None, algorithm) and _kind(algorithm) == key.key_type
    ]
    if len(fitting) != 1:
        raise Untrusted("no key fits")
    return fitting[0]


def _kind(algorithm: Any) -> str:
    return {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}.get(str(algorithm)[:2], "")
