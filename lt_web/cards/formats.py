"""What each format brings with it: the programme's own template, or else the one that is built in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from lt_web.events import agendas
from lt_web.events.agendas import Step
from lt_web.events.formats import FORMATS, Format, length
from lt_web.events.guides import BUILT_IN, Guide
from lt_web.events.refusals import Invalid
from lt_web.speech import _, said
from lt_web.web import db, now, programme
from projections import guides as rows


@dataclass(frozen=True)
class Template:
    """How a session of a format can go; `minutes` is how long one usually is.

    `number` is its version, 0 where none was ever made; `at` and `by` say when and by whom, where one was.
    """

    key: str
    label: str
    minutes: int
    agenda: tuple[Step, ...]
    guide: str
    prepare: tuple[str, ...]
    number: int = BUILT_IN
    own: bool = False
    at: datetime | None = None
    by: UUID | None = None

    @property
    def total(self) -> int:
        """How many minutes its agenda takes."""
        return agendas.total(self.agenda)

    @property
    def content(self) -> Guide:
        """What can be put differently, as the domain takes it."""
        return Guide(self.agenda, self.guide, "\n".join(self.prepare))

    @property
    def document(self) -> str:
        """All of it as one text, to be compared with another version."""
        steps = "\n".join(_("{n} min: {what}", n=minutes, what=what) for minutes, what in self.agenda)
        parts = {_("Agenda"): steps, _("Guide"): self.guide, _("To prepare"): "\n".join(self.prepare)}
        return "\n".join(f"{title}\n{text}\n" for title, text in parts.items() if text)


def guides() -> list[Template]:
    """The template of every format as it is in force now, in one query."""
    found = rows.in_force(db(), programme().id, now())
    return [template(known, found.get(known.key)) for known in FORMATS.values()]


def guide(key: str | None, at: datetime | None = None) -> Template:
    """The template of a format as it was in force at an instant, else now; of another key the first."""
    known = FORMATS.get(key or "") or next(iter(FORMATS.values()))
    return template(known, rows.in_force(db(), programme().id, at or now()).get(known.key))


def exists(key: str) -> bool:
    """Whether there is a format of that key."""
    return key in FORMATS


def usual_length(key: str | None) -> int:
    """How many minutes a session of a format usually takes."""
    return (FORMATS.get(key or "") or next(iter(FORMATS.values()))).minutes


def versions(key: str) -> list[tuple[Template, Any]]:
    """Every version of a format's template with its row, the newest first; the last is built in, without."""
    found = rows.versions_of(db(), programme().id, key)
    own: list[tuple[Template, Any]] = [(template(FORMATS[key], row), row) for row in found]
    return [*own, (template(FORMATS[key], None), None)]


def template(known: Format, row: Any) -> Template:
    """A format's template as a row has it; the one that is built in, in the language in force, without."""
    label = _(known.label)
    made = {"number": row.number, "at": row.at, "by": row.by} if row else {}
    if row is None or not row.agenda:
        agenda = tuple((minutes, _(what)) for minutes, what in known.agenda)
        prepare = tuple(_(each) for each in known.prepare)
        return Template(known.key, label, known.minutes, agenda, _(known.guide), prepare, **made)
    prepare = tuple(row.prepare.split("\n")) if row.prepare else ()
    content = (agendas.parsed(row.agenda), row.text, prepare)
    return Template(known.key, label, known.minutes, *content, own=True, **made)


def content(steps: tuple[Step, ...], text: str, prepare: str) -> Guide:
    """What somebody typed, as the domain takes it."""
    return Guide(steps, text, prepare)


def typed(key: str, content: Guide) -> Template:
    """What somebody typed, as it would be shown."""
    prepare = tuple(line for line in content.prepare.splitlines() if line.strip())
    return replace(template(FORMATS[key], None), agenda=content.steps, guide=content.text, prepare=prepare)


def is_unchanged(now_so: Template, typed: Guide) -> bool:
    """Whether what somebody typed says what stands there already."""
    try:
        return typed.checked() == now_so.content
    except Invalid:
        return False


def problem_with(minutes: int) -> str:
    """Why no session may be that long, "" if one may."""
    try:
        length(minutes)
    except Invalid as problem:
        return said(problem)
    return ""
