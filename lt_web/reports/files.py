"""The data of a report as files: CSV in a ZIP, a workbook, JSON. The same data gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from lt_web.record_files import cell
from lt_web.reports.tables import Report, Table, Value, tables

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the date of every file in an archive: the earliest there is
WIDEST = 60


def as_csv(table: Table) -> bytes:
    """One table in UTF-8, with a mark that spreadsheets know it by; no cell is a formula."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(table.heads)
    lines.writerows([_plain(value) for value in row] for row in table.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_zip(report: Report) -> bytes:
    """Every table as a file of its own."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for table in tables(report):
            file = zipfile.ZipInfo(f"{table.name}.csv", LONG_AGO)
            file.compress_type, file.external_attr, file.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(file, as_csv(table))
    return packed.getvalue()


def as_workbook(report: Report) -> bytes:
    """Every table as a sheet: a head that stays in sight, numbers and dates as such, text never a formula."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    packed = io.BytesIO()
    as_they_are = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = Workbook(packed, {"in_memory": True, **as_they_are})
    made = datetime.fromisoformat(report["recorded_at"]).replace(tzinfo=None)
    book.set_properties({"title": report["programme"]["name"], "created": made})
    for table in tables(report):
        _sheet(book, table)
    book.close()
    return packed.getvalue()


def as_json(report: Report) -> bytes:
    """The whole data, written down in the one way in which it has its hash; its imprint beside it."""
    text = json.dumps(report, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


KINDS: dict[str, tuple[Callable[[Report], bytes], str, str]] = {
    "csv": (as_zip, "application/zip", "zip"),
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "json": (as_json, "application/json", "json"),
}


def _plain(value: Value) -> Any:
    if value is None:
        return ""
    return cell(value) if isinstance(value, str) else value


def _sheet(book: Any, table: Table) -> None:
    sheet, bold = book.add_worksheet(table.name), book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    sheet.write_row(0, 0, table.heads, bold)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.heads) - 1)
    for at, row in enumerate(table.rows, 1):
        for column, value in enumerate(row):
            _write(sheet, at, column, value, day)
    for column in range(len(table.heads)):
        held = [table.heads[column], *(str(row[column] or "") for row in table.rows[:500])]
        sheet.set_column(column, column, min(WIDEST, max(map(len, held)) + 3))


def _write(sheet: Any, row: int, column: int, value: Value, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 (a day)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value)
