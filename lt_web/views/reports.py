"""The programme report: its page, and its PDF, which is made outside the request."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, redirect, request, send_file, url_for
from wtforms import BooleanField, DateField, HiddenField, SelectField
from wtforms.validators import Optional

from lt_web import press
from lt_web.cards import accesses
from lt_web.commands import reports as deeds
from lt_web.forms.fields import options
from lt_web.moments import address
from lt_web.permissions import (
    REPORT_READERS_ONLY,
    may_audit,
    may_read_report,
    may_read_who_came,
    require,
)
from lt_web.pictures import charts
from lt_web.reports import report as reporting
from lt_web.reports.editions import checkpoint_line, digest_at, imprint
from lt_web.reports.late import day_of
from lt_web.reports.naming import people_in
from lt_web.reports.periods import Period, choices, said
from lt_web.speech import N_, _, lazy
from lt_web.web import (
    PlainForm,
    attempt,
    back_to,
    db,
    filled,
    found,
    fragment,
    installation,
    live_db,
    made,
    now,
    page,
    past,
    programme,
    standing,
)
from projections import report_queries

reports = Blueprint("reports", __name__, url_prefix="/<programme>/report")
LONGEST = 3660  # days
FAILED = {
    "too_long": N_("The report has more than 150 pages. Choose fewer days."),
    "too_slow": N_("It took too long to set. Choose fewer days."),
    "interrupted": N_("It was interrupted. Make it again."),
    "broken": N_("It could not be set. The server’s log says why."),
}


class PeriodForm(PlainForm):
    """Which days."""

    since = DateField(lazy("From"), [Optional()], name="from")
    until = DateField(lazy("To"), [Optional()], name="to")

    def period(self, usual: Period) -> Period:
        """The days that were asked for, else the usual ones; what is wrong is said at its field."""
        if not self.validate() or not (self.since.data or self.until.data):
            return usual
        first, last = self.since.data or usual.first, self.until.data or usual.last
        if date(2000, 1, 1) <= first <= last <= date(2200, 1, 1) and (last - first).days < LONGEST:
            return Period(first, last)
        self.until.errors = [_("Give a last day after the first one, and ten years at most.")]
        return usual


class AsKnownForm(PeriodForm):
    """The same, and the day on which one wants to know what was known of them."""

    known = DateField(
        lazy("As known on"),
        [Optional()],
        description=lazy("Left empty it is what is known now."),
    )


class PaperForm(PlainForm):
    """What the PDF is to be like."""

    since = HiddenField(name="from", id="paper-from")
    until = HiddenField(name="to", id="paper-to")
    paper = SelectField(lazy("Paper"), choices=options([("a4", "A4"), ("letter", "Letter")]), default="a4")
    data = BooleanField(lazy("With the data attached"))


@reports.get("/", endpoint="page")
def show() -> Any:
    """The report on some days."""
    require(may_read_report(standing()), REPORT_READERS_ONLY)
    known, form = _choices(), AsKnownForm(request.args)
    period = form.period(next(iter(known.values())))
    if form.known.data and not form.errors and may_audit(standing()):
        return redirect(as_known(period, form.known.data), 303)
    shown = reporting.report(programme(), period, inside=may_read_who_came(standing()))
    status = 422 if form.errors or form.until.errors else 200
    shown |= {"checkpoint": checkpoint_line(shown["position"])}
    return page("reports/page.html", status=status, **_shown(shown, period, known, form))


@reports.post("/pdf", endpoint="ask")
def ask() -> Any:
    """Ask for the PDF of some days; it holds what sponsors may see, whoever asks."""
    require(may_read_report(standing()), REPORT_READERS_ONLY)
    period = PeriodForm(request.form).period(usual_period())
    content = whole(period)
    order = press.ordered(
        installation(),
        reporting.canonical(content),
        "letter" if request.form.get("paper") == "letter" else "a4",
        with_data=bool(request.form.get("data")),
    )
    if not attempt(deeds.ask_for_pdf, programme().id, *order, file_name(period, "pdf")):
        return back_to("lt.reports.page", **_address(period))
    accesses.note(accesses.REPORT, asked=file_name(period, "pdf"), people=people_in(content))
    press.wake(installation())
    return back_to("lt.reports.pdf", job=made())


@reports.get("/pdf/<uuid:job>", endpoint="pdf")
def pdf(job: UUID) -> Any:
    """How far a PDF is, and the way to it."""
    return page("reports/pdf_page.html", **_of_job(job))


@reports.get("/pdf/<uuid:job>/progress", endpoint="progress")
def progress(job: UUID) -> Any:
    """How far it is, for those whose browser asks again by itself; 204 while nothing moves."""
    shown = _of_job(job)
    if request.args.get("v") == shown["v"]:
        return Response(status=204)
    return fragment("reports/_progress.html", **shown)


@reports.get("/pdf/<uuid:job>/file", endpoint="file")
def file(job: UUID) -> Any:
    """The finished file; rights are asked each time."""
    known = _job(job)
    path = press.path_of(installation(), known.key)
    if known.state != "done" or not path.exists():
        return back_to("lt.reports.pdf", job=job)
    sent = send_file(path.absolute(), "application/pdf", as_attachment=True, download_name=known.file)
    sent.headers["Cache-Control"] = "no-store"
    return sent


def whole(period: Period) -> reporting.Report:
    """The report on some days as it leaves the house: what sponsors may see, and the log's digest."""
    content = reporting.report(programme(), period)
    position = content["position"]
    return content | {"imprint": imprint(position, digest_at(position))}


def usual_period() -> Period:
    """The days that a report is about where none are asked for."""
    return next(iter(_choices().values()))


def file_name(period: Period, ending: str) -> str:
    """What a file of the report on these days is called."""
    return f"{programme().slug}-{period.first}-{period.last}.{ending}"


def _job(job: UUID) -> Any:
    require(may_read_report(standing()), REPORT_READERS_ONLY)
    return found(press.job(live_db(), job, programme().id))


def _of_job(job: UUID) -> dict[str, Any]:
    known = _job(job)
    if not known.is_over:
        press.wake(installation())
    gone = known.state == "done" and not press.path_of(installation(), known.key).exists()
    return {
        "job": known,
        "gone": gone,
        "failed": _(FAILED[known.said]) if known.state == "failed" and known.said in FAILED else "",
        "v": f"{known.state}-{known.progress}",
        "again": _days_of(known.file),
    }


def _days_of(file: str) -> dict[str, str]:
    """The days that a file's name speaks of, as the report's address takes them."""
    days = file.removesuffix(".pdf")
    return {"from": days[-21:-11], "to": days[-10:]}


def as_known(period: Period, day: date) -> str:
    """Where the report on these days is as it was known at the end of a day."""
    return address.at(address.of_today(address_of(period)), f"{day.isoformat()}T23:59")


def _choices() -> dict[str, Period]:
    zone = ZoneInfo(programme().zone)
    began = report_queries.first_day(db(), programme())
    return choices(now().astimezone(zone).date(), began.astimezone(zone).date() if began else None)


def _shown(
    shown: reporting.Report, period: Period, known: dict[str, Period], form: PeriodForm
) -> dict[str, Any]:
    if not form.since.data and not form.until.data:
        form.since.data, form.until.data = period.first, period.last
    ways = [(name, address_of(p), p == period) for name, p in known.items()]
    return {
        "r": shown,
        "known_then": _known_then(period),
        "choices": ways,
        "form": form,
        "paper_form": filled(PaperForm, since=period.first.isoformat(), until=period.last.isoformat()),
        "chart": charts.chart,
        "days": _address(period),
        "session_url": lambda s: url_for("lt.sessions.page", session=s["id"]),
    }


def _known_then(period: Period) -> str:
    """In the past: of which days it is, and when they were known so; "" for what is known now."""
    then = past()
    if then is None:
        return ""
    days = {"first": said(period.first), "last": said(period.last)}
    return _("{first} to {last}, as known on {date}.", date=day_of(then.moment), **days)


def address_of(period: Period) -> str:
    """Where the report on these days is."""
    there: dict[str, Any] = _address(period)
    return url_for("lt.reports.page", **there)


def _address(period: Period) -> dict[str, str]:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}
