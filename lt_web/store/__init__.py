"""What is kept beside the log because it must be forgettable or is plumbing: one table a file.

All of them are imported here, so that whoever makes the tables makes every one.
"""

from lt_web.store import (
    accesses,
    accounts,
    attempts,
    ballot_keys,
    ballots,
    checks,
    commands,
    directory,
    drafts,
    editions,
    erasures,
    jobs,
    keys,
    leases,
    mails,
    provider_sessions,
    screens,
    states,
    uploads,
)

__all__ = [
    "accesses",
    "accounts",
    "attempts",
    "ballot_keys",
    "ballots",
    "checks",
    "commands",
    "directory",
    "drafts",
    "editions",
    "erasures",
    "jobs",
    "keys",
    "leases",
    "mails",
    "provider_sessions",
    "screens",
    "states",
    "uploads",
]
