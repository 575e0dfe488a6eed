"""Who the ids of a bundle are: one line a person, checked like what somebody types."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lt_web.bundle.lines import Wrong
from lt_web.commands.people import checked_entry
from lt_web.events.refusals import Invalid
from lt_web.events.texts import one_line
from lt_web.speech import LANGUAGES
from lt_web.store.directory import Entry

KNOWN = {"person", "name", "email", "zone", "issuer", "subject", "manager", "language"}
TEXTS = ("name", "zone", "email", "issuer", "subject", "language")


def entry_of(body: dict[str, Any]) -> Entry:
    """Return the entry that a line tells. Raises `Wrong`."""
    if unknown := sorted(body.keys() - KNOWN):
        raise Wrong(f"nothing called “{unknown[0][:40]}” is known of people")
    said = {name: body.get(name, "") for name in TEXTS}
    if not all(isinstance(text, str) for text in said.values()) or type(body.get("manager")) is not bool:
        raise Wrong("something of it has another form than it should")
    try:
        person = UUID(body["person"])
        entry = checked_entry(person, said["name"], said["email"], said["zone"])
        key = {name: one_line(name, said[name], required=False) for name in ("issuer", "subject")}
    except (KeyError, ValueError, TypeError, AttributeError):
        raise Wrong("it does not say whose it is") from None
    except Invalid as error:
        raise Wrong(f"{error.field}: {error}") from None
    if said["language"] not in ("", *LANGUAGES):
        raise Wrong("its language is none of ours")
    return Entry(**vars(entry) | key | {"manager": body["manager"], "language": said["language"]})
