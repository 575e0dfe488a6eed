"""Groups that bring roles in programmes which there are not: nobody would get them, or know why."""

from __future__ import annotations

import logging

from lt_web.installation import Installation
from projections import programmes

log = logging.getLogger(__name__)
ROLES_NOWHERE = (
    "LT_GROUP_ROLES brings roles in “%s”, and there is no programme of that short name; there is: %s. "
    "They come once it is founded."
)


def roles_nowhere(installation: Installation) -> list[tuple[str, str]]:
    """Programmes that LT_GROUP_ROLES names and that there are not, each with those that there are."""
    if not installation.group_roles.in_programmes or not installation.is_prepared():
        return []
    with installation.database.reading() as connection:
        there = [row.slug for row in programmes.everything(connection)]
    said = ", ".join(there) or "none yet"
    return [(slug, said) for slug in installation.group_roles.not_among(there)]


def tell_of_roles_nowhere(installation: Installation) -> None:
    """A short name that was misspelt gives nobody a role, and nobody would know why."""
    for slug, there in roles_nowhere(installation):
        log.warning(ROLES_NOWHERE, slug, there)
