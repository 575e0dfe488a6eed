"""Editions: publish the report, read what was published, and see what has changed since."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import Length

from lt_web import press
from lt_web.cards import accesses
from lt_web.commands import editions as deeds
from lt_web.commands import reports as report_deeds
from lt_web.evidence import feet
from lt_web.forms.fields import options
from lt_web.moments import address
from lt_web.permissions import (
    CHAMPIONS_ONLY,
    REPORT_READERS_ONLY,
    is_champion,
    may_read_report,
    require,
)
from lt_web.reports import editions as made_editions
from lt_web.reports.changes import how_many, is_none
from lt_web.reports.files import KINDS
from lt_web.reports.late import late
from lt_web.reports.naming import people_in
from lt_web.reports.periods import Period
from lt_web.reports.report import canonical
from lt_web.speech import LANGUAGES, _, language, lazy
from lt_web.theme.paper import faces_of
from lt_web.views.reports import PeriodForm, address_of, usual_period
from lt_web.web import (
    PlainForm,
    attempt,
    back_to,
    db,
    done,
    filled,
    found,
    installation,
    made,
    names,
    page,
    programme,
    say,
    standing,
)
from projections import editions as queries

editions = Blueprint("editions", __name__, url_prefix="/<programme>/editions")
PAPERS = [("a4", "A4"), ("letter", "Letter")]
NOT_AS_PUBLISHED = lazy(
    "The data that is kept of this edition is not what was published: its hash is another. "
    "Nothing is made of it."
)


class PublishForm(PlainForm):
    """What an edition fixes; `offered` is the language and the number of the one that was offered."""

    since = HiddenField(name="from")
    until = HiddenField(name="to")
    offered = HiddenField()
    language = SelectField(lazy("Language"), choices=lambda: options(_spoken()))
    paper = SelectField(lazy("Paper"), choices=options(PAPERS), default="a4")
    reason = StringField(
        lazy("Why there is another edition"),
        [Length(max=300)],
        description=lazy("Printed in it, beside what has changed."),
    )


class CopiedForm(PlainForm):
    """A line copied from the foot of a page."""

    line = StringField(
        lazy("Line from the foot of a report"),
        [Length(max=500)],
        description=lazy("A number and 16 characters, such as 1234 kG3mXk0Qp2u9dBvE."),
        render_kw={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"},
    )


@editions.get("/", endpoint="index")
def index() -> Any:
    """Every edition; and whether a line somebody has in hand belongs to one."""
    require(may_read_report(standing()), REPORT_READERS_ONLY)
    rows = queries.of_programme(db(), programme().id)
    form = CopiedForm(request.args)
    line = (form.line.data or "").strip()
    known = made_editions.found_by(line) or _ending_in(line, rows) if line and form.validate() else []
    shown = _shown(rows)
    matching = [s for s in shown if s["row"].edition in {row.edition for row in known}]
    return page("editions/index.html", editions=shown, form=form, asked=bool(line), matching=matching)


def _ending_in(line: str, rows: list[Any]) -> list[Any]:
    """The editions at whose foot this line stands."""
    size, marks = feet.parsed(line) or (0, [])
    return [row for row in rows if [_foot(row)] == [f"{size} {mark}" for mark in marks]]


def _foot(row: Any) -> str:
    return made_editions.imprint(row.printed, row.digest)["line"]


@editions.route("/new", methods=["GET", "POST"])
def publish() -> Any:
    """Publish the report of some days."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    period = PeriodForm(request.values).period(usual_period())
    given = {"since": period.first.isoformat(), "until": period.last.isoformat(), "language": _usual(period)}
    form = filled(PublishForm, **given)
    if request.method == "POST" and form.validate() and _published(form, period):
        say(_("Published. It stays as it is, whatever is corrected later."))
        return back_to("lt.editions.page", edition=made())
    draft = made_editions.draft(period, _language(form))
    form.offered.data = f"{_language(form)}-{draft.number}"
    status = 422 if request.method == "POST" else 200
    told = _told(draft.changes, draft.before)
    return page("editions/publish.html", status=status, form=form, draft=draft, period=period, **told)


@editions.get("/<uuid:edition>", endpoint="page")
def show(edition: UUID) -> Any:
    """One edition: what it fixes, its files, and what has changed in its days since."""
    row = _row(edition)
    shown = _shown([row])[0] | {"altered": _altered(row)}
    if shown["altered"]:
        return page("editions/page.html", e=shown, later=None, **_told({}, row))
    later = queries.newest(db(), programme().id, row.first, row.last, row.language)
    changes = {} if row.replaced_by else made_editions.changes_of(row)
    return page("editions/page.html", e=shown, later=later, **_told(changes, row))


@editions.post("/<uuid:edition>/pdf")
def pdf(edition: UUID) -> Any:
    """Ask for its PDF, or for one that holds its data too."""
    row, content = _whole(edition)
    if content is None:
        return _refused(row)
    with_data = bool(request.form.get("data"))
    order = press.ordered(installation(), canonical(content), row.paper, row.theme, with_data)
    if not attempt(report_deeds.ask_for_pdf, programme().id, *order, _file(row, "pdf")):
        return back_to("lt.editions.page", edition=edition)
    accesses.note(accesses.REPORT, asked=_file(row, "pdf"), people=people_in(content))
    press.wake(installation())
    return back_to("lt.reports.pdf", job=made())


@editions.get("/<uuid:edition>/data.<any(csv, xlsx, json):kind>")
def data(edition: UUID, kind: str) -> Any:
    """Its data as a file."""
    row, content = _whole(edition)
    if content is None:
        return _refused(row)
    make, mimetype, ending = KINDS[kind]
    accesses.note(accesses.REPORT, asked=_file(row, ending), people=people_in(content))
    if kind == "json":
        return as_file(made_editions.text_of(row).encode(), mimetype, _file(row, ending))
    return as_file(make(content), mimetype, _file(row, ending))


def as_file(content: bytes, mimetype: str, name: str) -> Response:
    """Answer with a file that is kept nowhere on the way."""
    sent = Response(content, mimetype=mimetype)
    sent.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    sent.headers["Cache-Control"] = "no-store"
    return sent


def _row(edition: UUID) -> Any:
    require(may_read_report(standing()), REPORT_READERS_ONLY)
    return found(queries.one(db(), programme().id, edition))


def _whole(edition: UUID) -> tuple[Any, dict[str, Any] | None]:
    row = _row(edition)
    try:
        return row, made_editions.whole(row)
    except made_editions.Altered:
        return row, None


def _refused(row: Any) -> Any:
    say(str(NOT_AS_PUBLISHED), "refused")
    return back_to("lt.editions.page", edition=row.edition)


def _published(form: PublishForm, period: Period) -> bool:
    reason = (form.reason.data or "").strip()
    draft = made_editions.draft(period, _language(form), reason, _offered(form))
    made_editions.prove()
    theme = press.theme_told(installation())
    fixed = (draft.data, form.paper.data, theme, faces_of(installation().theme), draft.words)
    return done(form, deeds.publish, programme().id, *fixed)


def _told(changes: dict[str, Any], since: Any) -> dict[str, Any]:
    """What has changed since an edition, and which facts that came late made it so."""
    changed = bool(changes) and not is_none(changes)
    return {
        "changes": changes if changed else None,
        "sessions_changed": how_many(changes) if changes else 0,
        "late": late(since) if changed else None,
    }


def _shown(rows: list[Any]) -> list[dict[str, Any]]:
    people = names(row.by for row in rows)
    return [
        {
            "row": row,
            "period": made_editions.period_of(row),
            "by": people[row.by].name if row.by in people else "",
            "language": LANGUAGES.get(row.language, row.language),
            "paper": dict(PAPERS)[row.paper],
            "url": url_for("lt.editions.page", edition=row.edition),
            "foot": _foot(row),
            "as_known": address.at(
                address.of_today(address_of(Period(row.first, row.last))), row.at_position
            ),
        }
        for row in rows
    ]


def _altered(row: Any) -> bool:
    try:
        made_editions.data_of(row)
    except made_editions.Altered:
        return True
    return False


def _usual(period: Period) -> str:
    """The language in which these days were published last, else the one that is spoken."""
    rows = queries.of_programme(db(), programme().id)
    same = [row.language for row in rows if (row.first, row.last) == (period.first, period.last)]
    return same[0] if same and same[0] in dict(_spoken()) else language()


def _spoken() -> list[tuple[str, str]]:
    return [(tag, LANGUAGES[tag]) for tag in installation().config["LT_LANGUAGES"]]


def _language(form: PublishForm) -> str:
    return form.language.data if form.language.data in dict(_spoken()) else language()


def _offered(form: PublishForm) -> int | None:
    """The number that was offered; None where another language was picked since."""
    spoken, _dash, number = (form.offered.data or "").partition("-")
    return int(number) if spoken == _language(form) and number.isdecimal() else None


def _file(row: Any, ending: str) -> str:
    return f"{programme().slug}-edition-{row.number}-{row.first}-{row.last}.{ending}"
