"""Sets a report as a PDF: `python -m lt_web.pdf --paper a4 --to FILE`, the report as JSON on its input, on
one line; on the next, where there is one, the host's theme.

It runs as a process of its own, knows no database, and reads nothing but the named assets below. The same
report gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import re
import resource
import sys
import unicodedata
from datetime import UTC, datetime
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lt_web.pictures.charts import on_paper
from lt_web.reports.learned import LEARNED
from lt_web.theme.paper import Look, look

HERE = Path(__file__).parent
MOST_PAGES = 150
SECONDS, BYTES = 120, 2 * 1024**3
PAPERS = {"a4": "A4", "letter": "Letter"}
TOO_LONG = 3
WRITTEN = re.compile(r"<bdi>(.*?)</bdi>", re.DOTALL)  # what people wrote
PAGES = HERE / "templates/lt_web/reports/pdf"
ASSETS = {
    "lt:report.css": (PAGES / "report.css", "text/css"),
    "lt:cover.svg": (PAGES / "cover.svg", "image/svg+xml"),
    "lt:cover-mirrored.svg": (PAGES / "cover-mirrored.svg", "image/svg+xml"),
    "lt:Inter.woff2": (HERE / "static/lt_web/vendor/InterVariable.woff2", "font/woff2"),
    "lt:Arabic.woff2": (HERE / "static/lt_web/vendor/Vazirmatn.woff2", "font/woff2"),
}
OURS = Look()


class TooLong(Exception):
    """The report has more pages than anybody reads."""


@cache
def design() -> str:
    """The name of how a PDF is made: another as soon as pages, charts, words or the library change."""
    files = [*sorted(PAGES.iterdir()), *sorted(HERE.glob("translations/*/LC_MESSAGES/*.mo"))]
    files.append(PAGES.parent / "_tables.html")
    files += [HERE / name for name in ("pictures/charts.py", "pdf.py", "record_files.py")]
    files += [HERE / "reports" / name for name in ("tables.py", "files.py", "learned.py")]
    files += sorted(HERE.glob("theme/*.py"))
    told = b"".join(file.read_bytes() for file in files) + version("weasyprint").encode()
    return hashlib.sha256(told).hexdigest()[:16]


def rendered(report: dict[str, Any], paper: str = "a4", looks: Look = OURS, with_data: bool = False) -> bytes:
    """Return the PDF of a report; with its data it is a PDF/A-3 that holds every table as CSV."""
    report = LEARNED | report
    attached = csv_of(report) if with_data else None
    return set_pages(as_html(report, paper, looks), seconds_of(report), looks, attached)


def csv_of(report: dict[str, Any]) -> dict[str, bytes]:
    """The data of a report as files, by their names."""
    from lt_web.reports.files import as_csv
    from lt_web.reports.tables import tables

    return {f"{table.name}.csv": as_csv(table) for table in tables(report)}


def seconds_of(report: dict[str, Any]) -> int:
    """The moment that stands in the file as its date: that of the last event that it knows."""
    return int(datetime.fromisoformat(report["recorded_at"]).timestamp())


def as_html(report: dict[str, Any], paper: str, looks: Look = OURS) -> str:
    """Return the report as a page of HTML; whatever people wrote is text in it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from lt_web import speech

    loader = FileSystemLoader(HERE / "templates")
    pages = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    pages.globals |= {"chart": partial(on_paper, inks=looks.inks), "themed": bool(looks.sheet)}
    speech.install(pages)
    with speech.speaking(report["language"]):
        html = pages.get_template("lt_web/reports/pdf/page.html").render(
            r=LEARNED | report, paper=PAPERS[paper]
        )
        return WRITTEN.sub(lambda words: f'<bdi dir="{way(words[1])}">{words[1]}</bdi>', html)


def way(text: str) -> str:
    """The direction in which words run: that of their first letter, as browsers find it."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def set_pages(
    html: str, seconds: int = 0, looks: Look = OURS, attached: dict[str, bytes] | None = None
) -> bytes:
    """Set HTML as a tagged PDF, or with what is attached as a tagged PDF/A-3. Raises `TooLong`."""
    os.environ["SOURCE_DATE_EPOCH"] = str(seconds)  # the date inside the fonts that are cut to what is used
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    assets, fonts, made = locked(looks), FontConfiguration(), io.BytesIO()
    _progress(25)
    document = HTML(string=html, base_url="lt:", url_fetcher=assets).render(font_config=fonts)
    if len(document.pages) > MOST_PAGES:
        raise TooLong
    _progress(70)
    if attached is None:
        document.write_pdf(made, pdf_variant="pdf/ua-1")
    else:
        enclosed = _enclosed(attached, seconds)
        document.write_pdf(made, finisher=_name_files_once, pdf_variant="pdf/a-3a", attachments=enclosed)
    return made.getvalue()


def _enclosed(files: dict[str, bytes], seconds: int) -> list[Any]:
    """Files as a PDF holds them, dated as the report is."""
    from weasyprint import Attachment

    at = datetime.fromtimestamp(seconds, UTC)
    about: dict[str, Any] = {"created": at, "modified": at, "relationship": "Data"}
    return [
        Attachment(file_obj=io.BytesIO(content), name=name, description=name, **about)
        for name, content in files.items()
    ]


def _name_files_once(_document: Any, file: Any) -> None:
    """The library lists each attached file twice."""
    file.catalog["AF"] = type(file.catalog["AF"])(dict.fromkeys(file.catalog["AF"]))


def locked(looks: Look = OURS) -> Any:
    """Return the only way in which anything is fetched: by name, out of ASSETS and what a theme brings."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    brought = looks.assets()

    class Locked(URLFetcher):
        """Hands out the named assets and nothing else, whatever is asked for."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url in brought:
                content, kind = brought[url]
            elif url in ASSETS:
                path, kind = ASSETS[url]
                content = looks.coloured(path.name, path.read_bytes())
            else:
                raise ValueError("Nothing is fetched but our own assets.")
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return Locked(allowed_protocols=(), allow_redirects=False, fail_on_errors=False)


def main(arguments: list[str]) -> int:
    """Set what stands on the input; the exit code says whether it went well."""
    wanted = argparse.ArgumentParser(prog="lt_web.pdf")
    wanted.add_argument("--paper", choices=sorted(PAPERS), default="a4")
    wanted.add_argument("--data", action="store_true")
    wanted.add_argument("--to", type=Path, required=True)
    given = wanted.parse_args(arguments)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    try:
        report, _, theme = sys.stdin.buffer.read().partition(b"\n")
        made = rendered(json.loads(report), given.paper, look(theme), given.data)
    except TooLong:
        return TOO_LONG
    given.to.write_bytes(made)
    _progress(95)
    return 0


def _progress(percent: int) -> None:
    """Tell whoever waits at the other end how far it is; nobody need."""
    if __name__ == "__main__":
        print(percent, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
