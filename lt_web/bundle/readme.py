"""The few lines that lie beside the files of a bundle, for whoever finds it."""

from __future__ import annotations

TEXT = """{name}: a programme of Learn Together, as a bundle
{line}

What people wrote stands in it in clear: keep it as you keep a backup.

events.ndjson   everything that happened in the programme, an event a line, in its order: which stream and
                which version of it, what happened (data), which of it is personal or work text (marks), who
                recorded it, when, through what and why. Each line begins with the sum of the rest of it.
people.ndjson   who the ids are: name, time zone{addresses}, language.
editions.ndjson what published reports are made of.
manifest.json   what this is, how many events of each kind, and the SHA-256 of these files.

Not in it: who administers the house, accounts, passwords and keys; feedback that was not released; what
belongs to other programmes. {votes}

To read it into an empty installation:

    flask lt init
    flask lt bundle import THIS
"""
ADDRESSES = ", address and where they sign in"
NO_VOTES = "Votes are not in it either; where voting had closed, how many there were of each is."
VOTES = "Votes are in it, closed under a passphrase which is not."


def readme(name: str, addresses: bool, votes: bool) -> str:
    """Return the text."""
    line = "=" * (len(name) + len(": a programme of Learn Together, as a bundle"))
    said = VOTES if votes else NO_VOTES
    return TEXT.format(name=name, line=line, addresses=ADDRESSES if addresses else "", votes=said)
