"""What a report holds beside its figures: who is thanked, what was asked, what was covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from lt_web.events.feedback import QUESTION, SCALE
from lt_web.reports.saying import mean_said, percent, percent_said
from lt_web.reports.view import View
from lt_web.speech import _
from projections import report_figures as counted
from projections.report_rows import Held

Names = Mapping[UUID, str]
MANY = 300  # sessions, of which a table of each would fill fifteen pages: then months say it
FEW_PRESENTERS = 60
TOPICS_NAMED = 5


def contents(view: View, people: Names, topics: Names, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Everything that is told beside figures, as plain data; `rows` are those of the months."""
    return {
        "presenters": _presenters(view, people),
        "feedback": _feedback(view),
        "topics_in_all": view.topics,
        "not_covered": _not_covered(view, topics),
        "overview": _overview(view, topics, rows) if len(view.held) > MANY else [],
    }


def _presenters(view: View, people: Names) -> list[dict[str, Any]]:
    """Everybody who presented, by name: no order of merit, and no number beside a name."""
    titles: dict[UUID, list[str]] = {}
    for s in view.held:
        for person in s.presenters:
            titles.setdefault(person, []).append(s.title)
    shown = len(titles) <= FEW_PRESENTERS and len(view.held) <= MANY
    named = [{"name": people[p], "titles": told if shown else []} for p, told in titles.items()]
    return sorted(named, key=lambda one: (str(one["name"]).casefold(), one["titles"]))


def _feedback(view: View) -> dict[str, Any]:
    """The question as it was put, how many answered of how many, and what it came to."""
    said, asked = view.now.satisfaction, view.now.responses
    enough = said.whole >= view.terms.least and said.share is not None
    return {
        "question": _(QUESTION),
        "scale": [[score, _(meaning)] for score, meaning in SCALE.items()],
        "least": view.terms.least,
        "answers": said.whole if enough else None,
        "asked": asked.whole if enough else None,
        "rate": percent_said(percent(asked)) if enough else "",
        "mean": mean_said(said.share) if enough and said.share is not None else "",
        "sessions": sum(s.answers >= view.terms.least for s in view.held),
    }


def _not_covered(view: View, topics: Names) -> list[str]:
    covered = {topic for s in view.held for topic in s.topics}
    return sorted((name for topic, name in topics.items() if topic not in covered), key=str.casefold)


def _overview(view: View, topics: Names, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A line a month, in place of a line a session."""
    grouped = counted.by_month(view.held, view.period.months)
    return [
        row_of(held, topics) | {"name": row["name"], "came": row["came"] if row["known"] else None}
        for held, row in zip(grouped.values(), rows, strict=True)
        if held
    ]


def row_of(held: list[Held], topics: Names) -> dict[str, Any]:
    """How many sessions a month had, how long they took, and what most of them were about."""
    about = Counter(topic for s in held for topic in s.topics if topic in topics)
    most = sorted(about, key=lambda topic: (-about[topic], topics[topic]))
    return {
        "sessions": len(held),
        "minutes": sum(s.minutes for s in held),
        "topics": [topics[topic] for topic in most[:TOPICS_NAMED]],
        "more": max(0, len(most) - TOPICS_NAMED),
    }
