"""Which groups of a host or a sign-in provider bring which roles here, as LT_GROUP_ROLES says."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from lt_web.identity import ADMIN, ROLES

EVERYWHERE = "*"
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
EXAMPLE = "tech-champions=champion@tech-hour, directors=sponsor@*, it-admins=admin"


class Unreadable(ValueError):
    """LT_GROUP_ROLES cannot be read; the message says where and what to write instead."""


@dataclass(frozen=True)
class Grant:
    """Who belongs to `group` has `role` in the programme `slug`, in every one ("*"), or in the house ("")."""

    group: str
    role: str
    slug: str = ""


@dataclass(frozen=True)
class GroupRoles:
    """All that groups bring."""

    grants: tuple[Grant, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.grants)

    @property
    def in_programmes(self) -> bool:
        """Whether some of it is of programmes: then it matters which there are."""
        return any(grant.slug for grant in self.grants)

    def not_among(self, slugs: Collection[str]) -> list[str]:
        """The programmes that it names and that are none of these."""
        named = {grant.slug for grant in self.grants} - {"", EVERYWHERE}
        return sorted(named - set(slugs))

    def of_house(self, groups: Collection[str]) -> dict[str, str]:
        """Role in the house → the group that brings it."""
        return {grant.role: grant.group for grant in self._brought(groups) if not grant.slug}

    def of_programme(self, groups: Collection[str], slug: str) -> dict[str, str]:
        """Role in the programme → the group that brings it."""
        brought = self._brought(groups)
        return {grant.role: grant.group for grant in brought if grant.slug in (slug, EVERYWHERE)}

    def _brought(self, groups: Collection[str]) -> list[Grant]:
        return [grant for grant in self.grants if grant.group in groups]


def read(text: str) -> GroupRoles:
    """Read `group=role@programme, …`. Where a line break or a semicolon stands, commas are part of names.

    Raises `Unreadable` at what does not say that.
    """
    between = r"[;\n]" if re.search(r"[;\n]", text.strip()) else ","
    said = (part.strip() for part in re.split(between, text))
    return GroupRoles(tuple(dict.fromkeys(_grant(part) for part in said if part)))


def _grant(said: str) -> Grant:
    group, _, brings = said.rpartition("=")
    role, at, slug = brings.strip().partition("@")
    group, role, slug = group.strip(), role.strip(), slug.strip()
    if why := _wrong(group, role, at, slug):
        raise Unreadable(f"LT_GROUP_ROLES: “{said}” cannot be read: {why}. An example: {EXAMPLE}")
    return Grant(group, role, slug)


def _wrong(group: str, role: str, at: str, slug: str) -> str:
    """Why this says nothing, "" where it does."""
    if not group:
        return "it names no group and role"
    if role == ADMIN:
        return "admin is a role of the house, without “@”" if at else ""
    if role not in ROLES:
        return f"there is no role “{role}”; there is {', '.join((*ROLES, ADMIN))}"
    if slug != EVERYWHERE and not SLUG.fullmatch(slug):
        return f"say in which programme: {role}@ and its short name, or {role}@* for every one"
    return ""
