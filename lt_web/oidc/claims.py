"""What a provider tells about a person, as a profile: words where words are due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lt_web.identity import Profile
from lt_web.oidc.faults import Untrusted
from lt_web.oidc.provider import Told

MOST_GROUPS = 2000


@dataclass(frozen=True)
class ClaimNames:
    """Under which names a provider tells what. A dot leads into what stands inside: realm_access.roles."""

    name: str = "name"
    email: str = "email"
    team: str = "team"
    zone: str = "zoneinfo"
    groups: str = "groups"


def profile(told: Told, named: ClaimNames) -> Profile:
    """Return the profile; raises `Untrusted` where a number or a list stands in place of words."""
    claims = told.claims
    address = _words(claims, named.email)
    return Profile(
        told.issuer,
        told.subject,
        _name(claims, named.name, address),
        address,
        _words(claims, named.team, several=True),
        _words(claims, named.zone),
        manager=None,
        groups=_groups(claims, named.groups, () if told.whole else None),
    )


def _name(claims: dict[str, Any], named: str, address: str) -> str:
    """How colleagues know them: what is meant for that, else the next best."""
    parts = f"{_words(claims, 'given_name')} {_words(claims, 'family_name')}"
    others = (_words(claims, "preferred_username"), address.partition("@")[0])
    for name in (_words(claims, named), parts, *others):
        if any(letter.isprintable() and not letter.isspace() for letter in name):
            return name
    raise Untrusted("no name is told")


def _words(claims: dict[str, Any], named: str, several: bool = False) -> str:
    """The words of a claim, "" without one. `several`: a list of words stands for its first."""
    found = _at(claims, named)
    if several and isinstance(found, list):
        found = found[0] if found else None
    if found is None:
        return ""
    if not isinstance(found, str):
        raise Untrusted("a claim is no text")
    return found


def _groups(claims: dict[str, Any], named: str, without: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The names of the groups; `without` where nothing is said of groups. Some say so of nobody's groups."""
    found = _at(claims, named)
    if found is None:
        return without
    listed = [found] if isinstance(found, str) else found
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise Untrusted("groups are no list of words")
    return tuple(listed[:MOST_GROUPS])


def _at(claims: dict[str, Any], named: str) -> Any:
    """The value under a name, or inside of others; a name with dots of its own comes first."""
    if not named or named in claims:
        return claims.get(named)
    head, _, rest = named.partition(".")
    inner = claims.get(head)
    return _at(inner, rest) if rest and isinstance(inner, dict) else None
