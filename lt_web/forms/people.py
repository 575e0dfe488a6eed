"""A field in which colleagues are named, with commas between; names that are not known are said so."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any
from uuid import UUID

from wtforms import StringField, ValidationError

from lt_web.speech import _
from lt_web.store.directory import Entry
from lt_web.web import colleagues, db
from projections import people


class PeopleField(StringField):
    """Names of colleagues; `people` are their ids once the form is valid."""

    people: tuple[UUID, ...] = ()

    def pre_validate(self, form: Any) -> None:
        """Find everybody who is named."""
        known = self.known()
        self.people = tuple(dict.fromkeys(_found(name, known) for name in _names(self.data)))

    def known(self) -> list[Entry]:
        """Whose names are known here: everybody who is here."""
        return here()


class PersonField(PeopleField):
    """The name of one colleague; `person` is their id once the form is valid."""

    @property
    def person(self) -> UUID:
        """Who is named."""
        return self.people[0]

    def pre_validate(self, form: Any) -> None:
        """Find the one who is named."""
        super().pre_validate(form)
        if len(self.people) > 1:
            raise ValidationError(_("Name one person at a time."))


def here() -> list[Entry]:
    """Everybody who is here, by name."""
    ids = {row.id for row in people.here(db())}
    return [entry for entry in colleagues() if entry.person in ids]


def named(ids: Sequence[UUID], known: Sequence[Entry]) -> str:
    """The names of these people as the field takes them."""
    names = {entry.person: entry.name for entry in known}
    return ", ".join(names[id] for id in ids if id in names)


def _names(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").replace(";", ",").split(",") if name.strip()]


def _found(name: str, known: Sequence[Entry]) -> UUID:
    """The one person of that name, or of that address where two share a name."""
    wanted = name.casefold()
    hits = [e for e in known if wanted in (e.name.casefold(), e.email.casefold())]
    if not hits:
        hits = [e for e in known if e.name.casefold().startswith(wanted)]
    if len(hits) == 1:
        return hits[0].person
    if hits:
        raise ValidationError(
            _("Several people could be “{name}”. Write their e-mail address instead.", name=name)
        )
    close = get_close_matches(name, [entry.name for entry in known], n=1)
    if close:
        raise ValidationError(
            _("Nobody here is called “{name}”. Did you mean {close}?", name=name, close=close[0])
        )
    raise ValidationError(_("Nobody here is called “{name}”. Look at the People page.", name=name))
