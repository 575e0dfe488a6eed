"""The data of a report that is not published: as CSV, as a workbook, as JSON."""

from __future__ import annotations

from typing import Any

from flask import request

from lt_web.cards import accesses
from lt_web.permissions import REPORT_READERS_ONLY, may_read_report, require
from lt_web.reports.files import KINDS
from lt_web.reports.naming import people_in
from lt_web.views.editions import as_file
from lt_web.views.reports import PeriodForm, file_name, reports, usual_period, whole
from lt_web.web import standing


@reports.get("/data.<any(csv, xlsx, json):kind>")
def data(kind: str) -> Any:
    """The data of the report on some days, as sponsors may see it."""
    require(may_read_report(standing()), REPORT_READERS_ONLY)
    period = PeriodForm(request.args).period(usual_period())
    make, mimetype, ending = KINDS[kind]
    content, name = whole(period), file_name(period, ending)
    accesses.note(accesses.REPORT, asked=name, people=people_in(content))
    return as_file(make(content), mimetype, name)
