"""Who may do what: predicates that read as sentences, the same for buttons, pages and commands."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from lt_web.identity import Standing


def N_(message: str) -> str:  # the same mark as in the domain, which is not imported here
    """Mark a sentence for the catalogue where it is kept before it is said."""
    return message


CHAMPIONS_ONLY = N_("Only the champions of this programme can do this. You find them on the People page.")
ADMINS_ONLY = N_("Only admins can do this. Ask whoever set Learn Together up in your company.")
THEIR_OWN_ONLY = N_("Only the person who wrote this and the champions can do this.")
PRESENTERS_ONLY = N_("Only those who present this and the champions can do this.")
WRITERS_ONLY = N_("Only those who write this up and the champions can do this. Add what you learned instead.")
KEEPERS_ONLY = N_("Only champions and admins can do this. You find the champions on the People page.")
REPORT_READERS_ONLY = N_("Only the champions, sponsors and auditors of this programme can read its report.")
AUDITORS_ONLY = N_(
    "Only the auditors of this programme can do this. A champion or an admin can name you one."
)
HERE_ONLY = N_(
    "You are noted as having left the company. If that is wrong, ask an admin to note your return."
)
MEMBERS_ONLY = N_("Only people of this programme can do this. Ask one of its champions to add you.")


class Forbidden(Exception):
    """No right; the message says who could."""


def require(allowed: bool, message: str) -> None:
    """Raise `Forbidden` with the sentence unless allowed."""
    if not allowed:
        raise Forbidden(message)


def may_see(standing: Standing) -> bool:
    """Whether the programme exists for them at all."""
    return standing.person is not None and (standing.open or bool(standing.roles) or standing.admin)


def may_take_part(standing: Standing) -> bool:
    """Answer, propose, ask, vote, comment. Sponsors and auditors who hold no other role only look."""
    if standing.person is None:
        return False
    looks_only = bool(standing.roles) and not standing.has("employee", "champion")
    return (standing.open or bool(standing.roles)) and not looks_only


def is_champion(standing: Standing) -> bool:
    """Plan the programme: accept, decline, schedule, publish, change, import, set, and give roles."""
    return standing.has("champion")


def may_give_roles(standing: Standing) -> bool:
    """Give and take roles of the programme."""
    return standing.has("champion") or standing.admin


def may_keep_people(standing: Standing) -> bool:
    """Add colleagues, and note that they changed team."""
    return standing.has("champion") or standing.admin


def may_administer(standing: Standing) -> bool:
    """Found programmes, make admins, note that people left, give new passwords."""
    return standing.admin


def may_see_names(standing: Standing, presenters: Collection[UUID] = ()) -> bool:
    """See who answered what: champions and auditors, and those who present the session."""
    return standing.has("champion", "auditor") or standing.person in presenters


def may_read_feedback(standing: Standing, presenters: Collection[UUID]) -> bool:
    """Read the lines that people wrote about a session, and who signed: who presented it, and champions.

    Everybody else, sponsors and auditors too, sees the figure alone.
    """
    return standing.has("champion") or standing.person in presenters


def may_see_who_waits(standing: Standing) -> bool:
    """See who waits for a seat, and who moved when in the line: champions, and auditors who check it."""
    return standing.has("champion", "auditor")


def may_read_report(standing: Standing) -> bool:
    """Read the programme's report: champions, auditors, and sponsors, who see no names of those who came."""
    return standing.has("champion", "sponsor", "auditor")


def may_read_who_came(standing: Standing) -> bool:
    """Read in the report who came, and rates of groups however small: champions."""
    return standing.has("champion")


def may_audit(standing: Standing) -> bool:
    """Read the programme's log, see its pages as they were, and check that nothing was altered: auditors."""
    return standing.has("auditor")


def may_change(standing: Standing, owners: Collection[UUID]) -> bool:
    """Edit or withdraw a proposal: its author, who presents it, and champions."""
    return standing.person in owners or is_champion(standing)


def may_read_reason(standing: Standing, owners: Collection[UUID]) -> bool:
    """Read why a proposal was declined."""
    return standing.person in owners or is_champion(standing)


def may_see_draft(standing: Standing, owners: Collection[UUID]) -> bool:
    """See what is not sent yet: its author, and whoever was asked to present it."""
    return standing.person in owners


def may_see_unpublished(standing: Standing, presenters: Collection[UUID]) -> bool:
    """See a session that has no audience yet."""
    return standing.has("champion", "auditor") or standing.person in presenters
