"""The data of a report as plain tables, for spreadsheets and programs: their heads are English and stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lt_web.reports.learned import LEARNED

Value = str | int | float | date | None
Report = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """One table: a short name, what its columns are called, and its rows."""

    name: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]


def tables(report: Report) -> list[Table]:
    """Every table of a report; of an edition also what has changed since the one before."""
    report = LEARNED | report
    found = [about(report), figures(report), months(report), sessions(report), topics(report)]
    found += [milestones(report)] if report["competency"] else []
    found += [presenters(report), write_ups(report), definitions(report)]
    return found + ([differences(report)] if _changes(report) else [])


def about(report: Report) -> Table:
    """What the report is about, and from which records it was made."""
    imprint, edition = report.get("imprint", {}), report.get("edition", {})
    told: dict[str, Value] = {
        "programme": report["programme"]["name"],
        "first_day": _day(report["period"]["from"]),
        "last_day": _day(report["period"]["to"]),
        "zone": report["zone"]["name"],
        "language": report["language"],
        "definitions_version": report["version"],
        "log_position": report["position"],
        "recorded_at": report["recorded_at"],
        "log_digest": imprint.get("digest") or None,
        "log_checkpoint": imprint.get("line") or None,
        "edition": edition.get("number") or None,
        "edition_reason": edition.get("reason") or None,
        "data_sha256": imprint.get("data") or None,
    }
    return Table("about", ("what", "value"), [pair for pair in told.items() if pair[1] is not None])


def figures(report: Report) -> Table:
    """Every figure, in words and as a number."""
    heads = ("figure", "label", "shown", "amount", "unit", "part", "whole", "of", "target", "trend", "known")
    return Table(
        "figures", heads, [_figure(f, report["numbers"].get(f["key"], {})) for f in report["figures"]]
    )


def _figure(f: dict[str, Any], n: dict[str, Any]) -> tuple[Value, ...]:
    counted = (n.get("amount"), n.get("unit"), n.get("part"), n.get("whole"))
    return (f["key"], f["label"], f["value"], *counted, f["of"], f["target"], f["trend"], f["known"])


def months(report: Report) -> Table:
    """A row for each month."""
    heads = (
        "month",
        "whole_month",
        "sessions",
        "people_there",
        "participation_percent",
        "worth_1_to_5",
        "answers",
    )
    rows = [
        (
            m["month"],
            "yes" if m["whole"] else "no",
            m["sessions"],
            m["came"] if m["known"] else None,
            m["participation"],
            m["worth"],
            m["answers"],
        )
        for m in report["months"]
    ]
    return Table("months", heads, rows)


def sessions(report: Report) -> Table:
    """A row for each session."""
    heads = (
        "day",
        "title",
        "format",
        "presenters",
        "minutes",
        "minutes_are",
        "invited",
        "there",
        "worth_1_to_5",
        "answers",
        "write_up",
    )
    rows = [
        (
            _day(s["day"]),
            s["title"],
            s["format"],
            _listed(s["presenters"]),
            s["minutes"],
            "planned" if s["planned"] else "noted",
            s["invited"],
            s["came"],
            s["worth"],
            s["answers"] or None,
            s["written"],
        )
        for s in report["sessions"]
    ]
    return Table("sessions", heads, rows)


def topics(report: Report) -> Table:
    """Topics: how often they were covered, and how many can teach those on the watch list."""
    able = {topic["name"]: topic["able"] for topic in report["watch_list"]}
    covered = {t["name"]: (t["sessions"], t["short"]) for t in report["topics"]}
    names = sorted({*covered, *report["not_covered"], *able}, key=str.casefold)
    rows = [(name, *covered.get(name, (0, None)), able.get(name)) for name in names]
    return Table("topics", ("topic", "sessions", "last_covered", "can_teach_if_on_watch_list"), rows)


def milestones(report: Report) -> Table:
    """Time to competency: a row for each milestone, and below it one for each of its cohorts."""
    heads = ("topic", "milestone", "start", "cohort", "days_before", "people_before", "days_since")
    rows: list[tuple[Value, ...]] = []
    for m in report["competency"]:
        named = (m["topic"], m["statement"], m["start"])
        rows.append((*named, "", *_days(m["before"]), *_days(m["since"])))
        rows += [(*named, c["name"], None, None, *_days(c["since"])) for c in m["cohorts"]]
    return Table("time_to_competency", (*heads, "people_since"), rows)


def _days(side: dict[str, Any] | None) -> tuple[Value, Value]:
    """The median and how many; nothing of fewer people than are shown."""
    return (side["median"], side["n"]) if side else (None, None)


def presenters(report: Report) -> Table:
    """Who presented, by name."""
    new = {p["name"] for p in report["new_presenters"]}
    rows = [(p["name"], "yes" if p["name"] in new else "no") for p in report["presenters"]]
    return Table("presenters", ("presenter", "for_the_first_time"), rows)


def write_ups(report: Report) -> Table:
    """What was written up."""
    rows = [(w["title"], _listed(w["by"]), w["short"]) for w in report["write_ups"]]
    return Table("write_ups", ("session", "written_by", "published"), rows)


def definitions(report: Report) -> Table:
    """What each figure means."""
    rows = [(d["label"], d["text"]) for d in report["method"]["definitions"]]
    return Table("definitions", ("figure", "means"), rows)


def differences(report: Report) -> Table:
    """What an edition says otherwise than the one before."""
    found = _changes(report)
    rows: list[tuple[Value, ...]] = [("figure", f["label"], "", f["old"], f["new"]) for f in found["figures"]]
    rows += [("session added", s["title"], s["short"], None, None) for s in found["added"]]
    rows += [("session removed", s["title"], s["short"], None, None) for s in found["removed"]]
    for s in found["changed"]:
        rows += [(f"session: {w['field']}", s["title"], s["short"], w["old"], w["new"]) for w in s["what"]]
    return Table("differences", ("kind", "what", "day", "before", "now"), rows)


def _changes(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = report.get("edition", {}).get("changes") or {}
    return found


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names)


def _day(text: str) -> date:
    return date.fromisoformat(text)
