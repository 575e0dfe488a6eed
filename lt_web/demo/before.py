"""What a programme kept in a spreadsheet before it began here, read in as any table is."""

from __future__ import annotations

from datetime import timedelta

from lt_web.commands.imports import import_rows
from lt_web.demo.days import working_week
from lt_web.demo.schools import School
from lt_web.demo.stage import Stage
from lt_web.demo.texts import lines_of
from lt_web.identity import Deed
from lt_web.tables import read_table

HEADINGS = "Date;Start;Title;Who;Topics;Format;Minutes;Place;Description"


def read_in(stage: Stage, school: School) -> None:
    """The champion reads in her old spreadsheet."""
    rows = [line.split(" | ") for line in lines_of("before")]
    dated = [(working_week(stage.now.date() - timedelta(weeks=int(weeks))), rest) for weeks, rest in rows]
    text = "\n".join([HEADINGS, *(f"{day:%d.%m.%Y};{rest}" for day, rest in dated)])
    table = read_table(text.encode(), day_first=True)
    deed = Deed(actor=school.champion.id, source="import")
    import_rows(stage.work.then(deed), school.id, table.rows, school.zone)
