"""Editions: reports that were published. What was said then stays said; a correction is another edition."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from lt_web.events.base import Aggregate, Created, Event
from lt_web.events.ids import edition_id, editions_id
from lt_web.events.refusals import Invalid, Refused
from lt_web.events.texts import one_line

PAPERS = ("a4", "letter")
Kind = tuple[date, date, str]  # first and last day, language
# What a report's data says of its own making: it may differ where nothing else does.
OF_ITS_MAKING = ("edition", "position", "position_said", "recorded_at", "as_of", "day")


@dataclass(frozen=True)
class Fixed:
    """What an edition fixes for ever.

    `position` is that of the log at which its data was made, `digest` the root of the tree over the log's
    first `position` events, `data` the SHA-256 of its data, `content` of that part which says what was so
    (two editions with the same content say the same), all three in hexadecimal digits. `theme` is what the
    report is told of the host's theme, "" for ours; `definitions` the version of what its figures mean.
    """

    first: date
    last: date
    zone: str
    language: str
    paper: str
    theme: str
    definitions: int
    position: int
    digest: str
    data: str
    content: str

    @classmethod
    def of(cls, text: str, paper: str, theme: str, digest: str) -> Fixed:
        """Take from a report's data, as it is written down, what an edition of it fixes."""
        report = json.loads(text)
        return cls(
            first=date.fromisoformat(report["period"]["from"]),
            last=date.fromisoformat(report["period"]["to"]),
            zone=report["zone"]["name"],
            language=report["language"],
            paper=paper,
            theme=theme,
            definitions=report["version"],
            position=report["position"],
            digest=digest,
            data=hashlib.sha256(text.encode()).hexdigest(),
            content=_content(report),
        )


def _content(report: dict[str, Any]) -> str:
    """The hash of what a report says, whenever it was made."""
    said = {name: value for name, value in report.items() if name not in OF_ITS_MAKING}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class Editions(Aggregate):
    """The editions of a programme's report. Those of the same days and language follow each other."""

    STREAM: ClassVar[str] = "editions"

    programme: UUID
    newest: dict[Kind, tuple[int, UUID, str]]  # number, edition, content

    class Opened(Created):
        """The list of editions began."""

        programme: UUID

        def apply(self, editions: Editions) -> None:
            editions.programme = self.programme

    class Published(Event):
        """A report was published: its days, its words and its data are fixed."""

        edition: UUID
        number: int
        first: date
        last: date
        zone: str
        language: str
        paper: str
        theme: str
        definitions: int
        at_position: int
        digest: str
        data: str
        content: str
        replaces: UUID | None = None
        printed: int = 0  # the position that stands on paper, where it was published in another log

        def apply(self, editions: Editions) -> None:
            kind = (self.first, self.last, self.language)
            editions.newest[kind] = (self.number, self.edition, self.content)

    def __init__(self) -> None:
        self.newest = {}

    @classmethod
    def open_for(cls, programme: UUID) -> Editions:
        """Begin the list."""
        return cls._create(cls.Opened, id=editions_id(programme), programme=programme)

    def publish(self, number: int, fixed: Fixed, reason: str) -> UUID:
        """Publish an edition of that number; every one after the first says why there is another.

        The same again is the edition that there is.
        """
        if fixed.first > fixed.last:
            raise Invalid("until", "Give a last day after the first one.")
        if fixed.paper not in PAPERS:
            raise Invalid("paper", "Pick A4 or Letter.")
        kind = (fixed.first, fixed.last, fixed.language)
        before, replaced, content = self.newest.get(kind, (0, None, ""))
        if replaced and (number, fixed.content) == (before, content):
            return replaced
        if number != before + 1:
            raise Refused(
                "Edition {number} of these days was published meanwhile. Look at it first.", number=before
            )
        if content == fixed.content:
            raise Refused("Nothing has changed since edition {number}, so it still holds.", number=before)
        reason = one_line("reason", reason, 300, required=before > 0)
        edition = edition_id(self.programme, fixed.first, fixed.last, fixed.language, number)
        self.trigger_event(
            Editions.Published,
            edition=edition,
            number=number,
            replaces=replaced,
            reason=reason if before else "",
            at_position=fixed.position,
            **{name: value for name, value in vars(fixed).items() if name != "position"},
        )
        return edition
