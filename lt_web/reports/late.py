"""Facts that came late: what was recorded about an edition's days after it was made, figure by figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lt_web.permissions import may_audit, may_read_who_came
from lt_web.reports.late_words import KINDS, MADE_OF, Words
from lt_web.reports.periods import said
from lt_web.speech import _, _n
from lt_web.web import db, programme, standing
from projections import late_facts
from projections.late_facts import Kind


@dataclass(frozen=True)
class Late:
    """What came late in words: how much in all, which facts are behind each figure, and since when."""

    sentence: str
    behind: dict[str, list[str]]
    known_on: str

    def of(self, figure: str) -> list[str]:
        """What came late behind a figure."""
        return self.behind.get(figure, [])


def late(row: Any) -> Late:
    """What was recorded about the days of an edition after the position of the log at which it was made."""
    found = late_facts.of_days(db(), row.programme, row.begins_at, row.ends_at, row.at_position)
    found |= late_facts.of_milestones(db(), row.programme, row.last, row.at_position)
    told = {topic for words in KINDS.values() for topic in words.topics}
    kinds = {topic: kind for topic, kind in found.items() if topic in told}
    open_ = may_read_who_came(standing()) or may_audit(standing())
    behind = {
        figure: [sentence for name in names for sentence in _said(kinds, KINDS[name], open_)]
        for figure, names in MADE_OF.items()
    }
    return Late(_in_all(kinds, open_), behind, day_of(row.at))


def day_of(moment: datetime) -> str:
    """The day of a moment in the programme's zone: 3 July 2027."""
    return said(moment.astimezone(ZoneInfo(programme().zone)).date())


def _said(kinds: Mapping[str, Kind], words: Words, open_: bool) -> list[str]:
    """How many there are of a kind; of people in sessions alone where small numbers are not to be seen."""
    apart = None if open_ else words.apart
    by_session = words.by_session or apart is not None
    found = [kinds[topic] for topic in words.topics if topic in kinds]
    number = sum(kind.sessions if by_session else kind.facts for kind in found)
    return [(apart or words.say)(number)] if number else []


def _in_all(kinds: Mapping[str, Kind], open_: bool) -> str:
    if not kinds:
        return ""
    last = day_of(max(kind.last for kind in kinds.values()))
    if not open_:
        return _("Facts about these days were recorded after this edition, the last on {date}.", date=last)
    return _n(
        "{n} fact about these days was recorded after this edition, on {date}.",
        "{n} facts about these days were recorded after this edition, the last on {date}.",
        sum(kind.facts for kind in kinds.values()),
        date=last,
    )
