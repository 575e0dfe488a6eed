"""What a provider says of itself: read with suspicion, since everything else is believed because of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lt_web.oidc.asking import Answer, is_loopback
from lt_web.oidc.faults import Unreachable, Untrusted

WELL_KNOWN = "/.well-known/openid-configuration"
# Signatures that need the provider's private key; never one that our own secret could make, or none.
STRONG = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
)


@dataclass(frozen=True)
class Metadata:
    """The provider's addresses and abilities; "" where it has no such address."""

    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str
    end_session: str
    algorithms: frozenset[str]
    names_itself: bool
    secret_in_form: bool


def address_of(issuer: str) -> str:
    """Where the provider describes itself."""
    return issuer.rstrip("/") + WELL_KNOWN


def read(answer: Answer, issuer: str, production: bool) -> Metadata:
    """Return what the provider says of itself; raises where it is another one, or sends us to open lines."""
    if answer.status >= 500:
        raise Unreachable("discovery is broken")
    if answer.status != 200:
        raise Untrusted("discovery does not answer")
    told = answer.json()
    if told.get("issuer") != issuer:
        raise Untrusted("discovery names another issuer")
    address = _Addresses(told, issuer, production)
    methods = told.get(_METHODS)
    return Metadata(
        issuer=issuer,
        authorization=address.needed("authorization_endpoint"),
        token=address.needed("token_endpoint"),
        keys=address.needed("jwks_uri"),
        userinfo=address.wanted("userinfo_endpoint"),
        end_session=address.wanted("end_session_endpoint"),
        algorithms=_algorithms(told.get("id_token_signing_alg_values_supported", ["RS256"])),
        names_itself=told.get("authorization_response_iss_parameter_supported") is True,
        secret_in_form=methods is not None and "client_secret_basic" not in _words(methods),
    )


_METHODS = "token_endpoint_auth_methods_supported"


class _Addresses:
    """The addresses in a description: each as well protected as the issuer itself."""

    def __init__(self, told: dict[str, Any], issuer: str, production: bool) -> None:
        self.told, self.production = told, production
        self.https = urlsplit(issuer).scheme == "https"

    def needed(self, name: str) -> str:
        address = self.wanted(name)
        if not address:
            raise Untrusted(f"discovery has no {name}")
        return address

    def wanted(self, name: str) -> str:
        address = self.told.get(name)
        if address is None:
            return ""
        if not isinstance(address, str) or not is_safe(address, self.production):
            raise Untrusted(f"discovery has an unsafe {name}")
        if self.https and not address.startswith("https://"):
            raise Untrusted(f"discovery has an unsafe {name}")
        return address


def is_safe(address: str, production: bool) -> bool:
    """Whether an address is https, or leads to this machine; outside production mode plain http is borne."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    odd = any(not 32 < ord(letter) < 127 or letter == "\\" for letter in address)
    if odd or not host or "@" in parts.netloc or parts.fragment or len(address) > 2000:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and (is_loopback(host) or not production))


def _algorithms(given: Any) -> frozenset[str]:
    """Those signatures of the provider that prove something; without any nothing is read at all."""
    strong = STRONG & _words(given)
    if not strong:
        raise Untrusted("discovery offers no signature that proves anything")
    return strong


def _words(given: Any) -> frozenset[str]:
    return (
        frozenset(word for word in given if isinstance(word, str)) if isinstance(given, list) else frozenset()
    )
