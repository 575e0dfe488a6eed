"""The report: everything that its page and its PDF need, as plain data, from one position of the log."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lt_web.events.formats import FORMATS
from lt_web.events.programme import SETTINGS
from lt_web.reports.competency import milestones
from lt_web.reports.contents import contents
from lt_web.reports.definitions import VERSION, Terms
from lt_web.reports.figures import figures
from lt_web.reports.lasting import granted, planned
from lt_web.reports.method import method
from lt_web.reports.months import by_month, charts
from lt_web.reports.naming import KINDS, PERSON, PURPOSE, SESSION, Named, marked, spoken
from lt_web.reports.numbers import numbers
from lt_web.reports.periods import Period, in_short, said
from lt_web.reports.saying import mean_said
from lt_web.reports.summary import summary
from lt_web.reports.view import View
from lt_web.speech import N_, _, direction, language
from lt_web.web import db, names
from lt_web.words import number, when, zone_label
from projections import report_figures as counted
from projections import report_queries
from projections.counts_wide import SMALL
from projections.report_rows import Facts, Held
from projections.report_totals import few, totals

FORMER, ERASED = N_("Former colleague"), N_("(erased)")
Names = Mapping[UUID, str]
Report = dict[str, Any]


def report(programme: Any, period: Period, inside: bool = False) -> Report:
    """Make the report on a programme. `inside` is what champions see on the page: also who was there."""
    position, recorded_at = report_queries.stand(db())
    at = recorded_at or datetime(2000, 1, 1, tzinfo=UTC)
    facts, view = _looked_at(programme, period, terms(programme, at, inside))
    people, called = _names(view), report_queries.names_of_topics(db(), programme.id)
    rows = by_month(view)
    made: Report = {
        "version": VERSION,
        "language": language(),
        "direction": direction(),
        "inside": inside,
        "programme": {"name": programme.name, "slug": programme.slug, "purpose": _purpose(programme)},
        "zone": {"name": programme.zone, "label": zone_label(programme.zone)},
        "period": {
            "name": str(period),
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "whole": period.is_of_whole_months,
        },
        "before": str(period.before) if view.earlier.sessions else "",
        "position": position,
        "position_said": number(position),
        "recorded_at": at.isoformat(timespec="seconds"),
        "as_of": when(at, programme.zone),
        "day": said(view.terms.today),
        "is_empty": not view.held,
        "figures": figures(view),
        "months": rows,
        "charts": charts(view, rows),
        "sessions": [_session(s, people, view.terms) for s in view.held],
        "topics": _topics(view, called),
        "competency": milestones(view, called),
        "watch_list": [{"name": called[topic], "able": able} for topic, able in view.watch_list],
        "write_ups": [_write_up(s, people) for s in view.held if s.written],
        "new_presenters": _new_presenters(view, facts, people),
        "people": sorted(people[p] for p in counted.attendees(view.held)) if inside else [],
    }
    made |= contents(view, people, called, rows)
    made["numbers"] = numbers(view, made["figures"])
    made["summary"] = summary(view, made)
    return made | {"method": method(view, programme)}


def canonical(made: Report) -> str:
    """The one way in which a report is written down: whatever is the same has the same text."""
    return json.dumps(made, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def written_down(made: Report) -> tuple[str, dict[str, str]]:
    """The same to be kept: with marks in place of names and titles, and what each mark stands for."""
    words: dict[str, str] = {}
    return canonical(marked(made, words)), words


def read_back(text: str, words: Mapping[str, str]) -> Report:
    """A report as it was written down; what was erased since is said so, in the language in force."""
    lost = dict.fromkeys(KINDS, _(ERASED)) | {PERSON: _(FORMER)}
    found: Report = spoken(json.loads(text), words, lost)
    return found


def digest(text: str) -> str:
    """The name of a content."""
    return hashlib.sha256(text.encode()).hexdigest()


def terms(programme: Any, at: datetime, inside: bool) -> Terms:
    """What is in force in a programme at an instant."""
    kept = json.loads(programme.settings)
    value = {name: int(kept.get(name, setting.default)) for name, setting in SETTINGS.items()}
    return Terms(
        today=at.astimezone(ZoneInfo(programme.zone)).date(),
        participation=value["participation_target"],
        sessions=value["sessions_target"],
        onboarding=value["onboarding_target"],
        write_up_days=value["write_up_days"],
        least=value["feedback_least"],
        small=1 if inside else SMALL,
    )


def _looked_at(programme: Any, period: Period, terms: Terms) -> tuple[Facts, View]:
    start, end = period.before.bounds(programme.zone)[0], period.bounds(programme.zone)[1]
    facts = report_queries.facts(db(), programme, start, end)
    titled = (replace(s, title=Named.of(s.title, SESSION, s.id)) for s in facts.held)
    facts = replace(facts, held=tuple(titled))
    return facts, view_of(programme, facts, period, terms)


def view_of(programme: Any, facts: Facts, period: Period, terms: Terms) -> View:
    """What a report looks at, out of all that was so."""
    held, earlier = ([s for s in facts.held if p.holds(s.day)] for p in (period, period.before))
    grouped = counted.by_month(held, period.months)
    in_force = terms.today, terms.least, terms.wide
    return View(
        totals(held, facts, *in_force),
        totals(earlier, facts, *in_force),
        {month: totals(some, facts, *in_force) for month, some in grouped.items()},
        period,
        terms,
        facts.watch_list,
        facts.topics,
        facts.competency,
        held,
        planned(programme, period, terms),
        granted(programme, period, terms),
    )


def _purpose(programme: Any) -> str:
    return Named.of(programme.purpose, PURPOSE, programme.id) if programme.purpose else ""


def _names(view: View) -> dict[UUID, str]:
    """What the people of the report are called now."""
    everybody = counted.presenters(view.held) | counted.attendees(view.held) | counted.writers(view.held)
    known = names(everybody)
    called = {person: known[person].name if person in known else _(FORMER) for person in everybody}
    return {person: Named.of(name, PERSON, person) for person, name in called.items()}


def _session(s: Held, people: Names, terms: Terms) -> dict[str, Any]:
    out = few(s, terms.least) if terms.wide else set()
    answers = s.answers if s.answers >= terms.least and "answers" not in out else 0
    return {
        "id": str(s.id),
        "day": s.day.isoformat(),
        "said": said(s.day),
        "short": in_short(s.day),
        "title": s.title,
        "format": _(FORMATS[s.format].label) if s.format in FORMATS else s.format,
        "presenters": [people[p] for p in s.presenters],
        "minutes": s.minutes,
        "planned": s.actual is None,
        "invited": s.invited,
        "came": _("under {n}", n=terms.small) if "came" in out else s.came,
        "mean": mean_said(s.total / answers) if answers else "",
        "answers": answers,
        "worth": round(s.total / answers, 1) if answers else None,
        "written": _written(s, terms),
    }


def _written(s: Held, terms: Terms) -> str:
    """How a session's write-up stands."""
    if s.written:
        return _("in time") if s.due and s.written <= s.due else _("later")
    if s.elsewhere:
        return _("elsewhere")
    if s.due is None:
        return ""
    return _("not yet") if s.due < terms.today else _("due")


def _write_up(s: Held, people: Names) -> dict[str, Any]:
    by = sorted(people[p] for p in s.writers)
    day = s.written or s.day
    return {"id": str(s.id), "title": s.title, "by": by, "said": said(day), "short": in_short(day)}


def _topics(view: View, called: Names) -> list[dict[str, Any]]:
    """Topics by how often they were covered, then by name."""
    counts = Counter(topic for s in view.held for topic in s.topics)
    last = {topic: s.day for s in view.held for topic in s.topics}
    found = [(-n, called[topic], last[topic]) for topic, n in counts.items() if topic in called]
    return [
        {"name": name, "sessions": -n, "last": said(day), "short": in_short(day)}
        for n, name, day in sorted(found)
    ]


def _new_presenters(view: View, facts: Facts, people: Names) -> list[dict[str, str]]:
    """Who presented for the first time, and what, in the order of time."""
    new = counted.new_presenters(view.held, facts)
    firsts: dict[UUID, Held] = {}
    for s in view.held:
        for person in sorted(new & set(s.presenters), key=lambda p: people[p]):
            firsts.setdefault(person, s)
    return [
        {"name": people[p], "title": s.title, "said": said(s.day), "short": in_short(s.day)}
        for p, s in firsts.items()
    ]
