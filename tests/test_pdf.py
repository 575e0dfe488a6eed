"""The PDF: tagged, in our own type, the same bytes anywhere, and deaf to whatever address it is given."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lt_web import pdf
from lt_web.pictures.charts import chart

ROOT = Path(__file__).parent.parent
SECRET = "The key of the harbour master's safe"

POINTS = [
    {"label": "Jan", "value": 3, "shown": "3", "part": False},
    {"label": "Feb", "value": None, "shown": "", "part": False},
    {"label": "Mar", "value": 5, "shown": "5", "part": True},
]
CHART = {"kind": "columns", "title": "2 of 3 months had 4 sessions", "under": "Sessions", "points": POINTS,
         "target": 4, "target_label": "target 4"}  # fmt: skip


def figure(key: str, **said: Any) -> dict[str, Any]:
    none = dict.fromkeys(("of", "known", "target", "trend"), "")
    return {"key": key, "label": key.title(), "value": "58 %", "met": None} | none | said


def reached(words: str) -> dict[str, Any]:
    """A milestone of which too few people are known since, and so nothing is said."""
    before = {"n": 9, "median": 38, "said": "38 days", "of": "median of 9 people"}
    cohorts = [{"name": words, "since": before}, {"name": words, "since": None}]
    named = {"topic": words, "statement": words, "start": words, "cohorts": cohorts}
    return named | {"before": before, "since": None, "open": "", "change": ""}


def a_report(sessions: int = 3, words: str = "Reading a query plan") -> dict[str, Any]:
    """A small report, as canonical data; `words` stand wherever people write something."""
    row = {"id": "1", "day": "2027-01-08", "said": "8 January 2027", "short": "8 Jan 2027", "title": words,
           "format": "Demo", "presenters": [words], "minutes": 30, "planned": True, "invited": 12, "came": 7,
           "mean": "4.5", "worth": 4.5, "answers": 6, "written": "in time"}  # fmt: skip
    month = {"month": "2027-01", "name": "January 2027", "label": "Jan", "whole": True, "sessions": sessions,
             "came": 7, "known": 1, "participation": 58, "participation_said": "58 %",
             "satisfaction": "4.5", "worth": 4.5, "answers": 6}  # fmt: skip
    topic = {"name": words, "sessions": 2, "last": "8 January 2027", "short": "8 Jan 2027"}
    method = {"definitions": [{"label": "Reach", "text": "Who came."}], "left_out": ["1 session cancelled."],
              "in_force": ["target 60 %"], "remarks": ["Coming is optional."]}  # fmt: skip
    return {
        "version": 1,
        "language": "en",
        "direction": "ltr",
        "inside": False,
        "programme": {"name": words, "slug": "tech-hour", "purpose": words},
        "zone": {"name": "Europe/Lisbon", "label": "Lisbon"},
        "period": {"name": "January 2027", "from": "2027-01-01", "to": "2027-01-31", "whole": True},
        "before": "December 2026",
        "position": 1234,
        "position_said": "1,234",
        "recorded_at": "2027-02-01T09:00:00+00:00",
        "as_of": "Mon 1 Feb 2027, 09:00 (Lisbon)",
        "day": "1 February 2027",
        "is_empty": False,
        "summary": ["3 sessions took place.", words],
        "figures": [figure("participation", target="target 60 %", trend="up from 51 %", met=False)] * 5,
        "months": [month] * 3,
        "charts": [CHART, CHART | {"kind": "line"}],
        "sessions": [row] * sessions,
        "topics": [topic],
        "watch_list": [{"name": words, "able": 1}],
        "competency": [reached(words)],
        "write_ups": [
            {"id": "1", "title": words, "by": [words], "said": "8 January 2027", "short": "8 Jan 2027"}
        ],
        "new_presenters": [{"name": words, "title": words, "said": "8 January 2027", "short": "8 Jan 2027"}],
        "people": [],
        "method": method,
    }


def report_data(number: int, reason: str = "", **changed: Any) -> str:
    """The data of an edition on January, made when nothing but the first event was recorded."""
    about = {"number": number, "reason": reason, "changes": {}}
    return json.dumps(a_report() | {"position": 1, "edition": about} | changed, sort_keys=True)


def child(report: dict[str, Any], to: Path, *arguments: str, **environment: str) -> int:
    """Set a report as the press has it set."""
    command = [sys.executable, "-m", "lt_web.pdf", f"--to={to}", *arguments]
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")} | environment
    body = json.dumps(report).encode()
    return subprocess.run(command, input=body, env=env, cwd=ROOT, capture_output=True).returncode


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small report as a file."""
    file = tmp_path_factory.mktemp("pdf") / "report.pdf"
    assert child(a_report(45), file, PYTHONHASHSEED="1", TZ="Asia/Tokyo") == 0
    return file


def poppler(tool: str, *arguments: Any) -> str:
    return subprocess.run([tool, *map(str, arguments)], capture_output=True, text=True, check=True).stdout


def test_it_is_a_tagged_pdf_in_our_own_type(printed: Path) -> None:
    said = poppler("pdfinfo", printed)
    assert re.search(r"Tagged: +yes", said)
    assert re.search(r"Title: +Reading a query plan: programme report, January 2027", said)
    assert re.search(r"Page size: .*A4", said)
    assert re.search(r"JavaScript: +no", said)
    fonts = poppler("pdffonts", printed).splitlines()[2:]
    assert fonts
    assert all("Inter" in line and re.search(r"\byes +yes +yes\b", line) for line in fonts), fonts


def test_it_says_what_it_is_to_whoever_hears_it(printed: Path) -> None:
    raw = printed.read_bytes()
    assert b"/Lang (en)" in unpacked(raw)
    assert b"pdfuaid" in unpacked(raw)
    structure = poppler("pdfinfo", "-struct", printed)
    kinds = set(re.findall(r"^\s*(\w+)", structure, re.M))
    assert {"Document", "H1", "H2", "P", "Table", "TR", "TH", "TD", "Figure", "LI"} <= kinds
    alternatives = re.findall(rb"/Alt \(([^)]*)\)", unpacked(raw))
    assert alternatives.count(CHART["title"].encode()) == 2


def unpacked(raw: bytes) -> bytes:
    """All streams of a PDF that can be read without a key."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", raw, re.S):
        try:
            found.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            found.append(stream)
    return b"\n".join(found)


def test_tables_repeat_their_heads_and_every_page_says_where_one_is(printed: Path) -> None:
    pages = poppler("pdftotext", "-layout", printed, "-").split("\f")[:-1]
    with_rows = [page for page in pages if page.count("8 Jan 2027") > 5]
    assert len(with_rows) > 1
    assert all("Presented by" in page for page in with_rows)
    assert all(f"{n} of {len(pages)}" in page for n, page in enumerate(pages[1:], 2))
    for words in ("Definitions", "version 1", "1,234", "Europe/Lisbon", "Mon 1 Feb 2027,"):
        assert words in pages[-1]


def test_no_heading_stands_alone_at_the_foot_of_a_page(printed: Path) -> None:
    for page in poppler("pdftotext", "-layout", printed, "-").split("\f")[1:-1]:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert lines[-2] not in (
            "Summary",
            "By month",
            "Sessions",
            "Topics covered",
            "Watch list",
            "New presenters",
        )


def test_another_process_elsewhere_gives_the_same_bytes(printed: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    assert child(a_report(45), again, PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C") == 0
    assert again.read_bytes() == printed.read_bytes()


def test_arabic_runs_from_right_to_left_in_letters_that_are_joined(tmp_path: Path) -> None:
    file, again = tmp_path / "report.pdf", tmp_path / "again.pdf"
    charts = [CHART | {"title": "الجلسات", "target_label": "الهدف 4"}]
    report = a_report() | {"language": "ar", "direction": "rtl", "charts": charts}
    assert child(report, file, PYTHONHASHSEED="1") == 0
    assert child(report, again, PYTHONHASHSEED="2", TZ="Asia/Tokyo") == 0
    assert file.read_bytes() == again.read_bytes()
    assert b"/Lang (ar)" in unpacked(file.read_bytes())
    fonts = poppler("pdffonts", file).splitlines()[2:]
    assert {"Inter", "Arabic"} == {name for line in fonts for name in ("Inter", "Arabic") if name in line}
    words = poppler("pdftotext", file, "-")
    assert "الهدف" in words
    assert "Programme report" not in words


def test_words_run_as_their_first_letter_does() -> None:
    assert [pdf.way(words) for words in ("12 Knots", "«عقد» and knots", "12")] == ["ltr", "rtl", "ltr"]


def test_letter_is_a_choice(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    assert child(a_report(), file, "--paper=letter") == 0
    said = poppler("pdfinfo", "-f", "1", "-l", "9", file)
    assert set(re.findall(r"size: +([\d.]+ x [\d.]+)", said)) == {"612 x 792"}


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 3)
    with pytest.raises(pdf.TooLong):
        pdf.rendered(a_report())


# Whatever address is given, nothing is fetched


class Listener:
    """Somebody at the loopback address who notes every visit."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port, self.visits = self.socket.getsockname()[1], 0
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        while True:
            try:
                visitor, _address = self.socket.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    waiting = Listener()
    yield waiting
    waiting.socket.shutdown(socket.SHUT_RDWR)
    waiting.socket.close()


def addresses(port: int, file: Path) -> list[str]:
    """Ways to write an address: of the listener, and of a file that is none of its business."""
    here, path = f"127.0.0.1:{port}", str(file)
    return [
        f"http://{here}/a", f"HTTP://{here}/b", f"https://{here}/c", f"ftp://{here}/d", f"//{here}/e",
        f"\\\\{here}\\f", f"/\\{here}/g", f"http:\\\\{here}\\h", f"http:{here}/i", f"http:///{here}/j",
        f"http://user:word@{here}/k", f"http://localhost:{port}/l", f"http://2130706433:{port}/m",
        f"http://0x7f000001:{port}/n", f"http://[::ffff:127.0.0.1]:{port}/o", f"http%3A%2F%2F{here}/p",
        f" http://{here}/q", f"\thttp://{here}/r", f"ht\ntp://{here}/s", f"url:http://{here}/t",
        f"jar:http://{here}/u!/v", f"gopher://{here}/w", f"ws://{here}/x", f"lt://{here}/y",
        f"lt:../../{path}",
        f"lt:report.css/../../../{path}", f"lt:report.css?{path}", f"lt:http://{here}/z",
        f"LT:report.css#{path}",
        f"file://{path}", f"file:{path}", f"FILE://{path}", f"file://localhost{path}", f"file:////{path}",
        f"file://{path.replace('secret', '%73ecret')}", path, f"..{path}", f"../../../../../../..{path}",
        "data:text/css,@import 'http://" + here + "/1'", f"data:text/html,<img src=http://{here}/2>",
        f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='http://{here}/3'/></svg>",
        f"view-source:file://{path}", f"local://{path}", f"unix:{path}",
    ]  # fmt: skip


SNIPPETS = (
    "<img src='{}'>",
    "<img srcset='{} 2x'>",
    "<link rel='stylesheet' href='{}'>",
    "<link rel='attachment' href='{}'>",
    "<a rel='attachment' href='{}'>kept</a>",
    "<style>@import '{}';</style>",
    "<style>@import url({});</style>",
    "<style>@font-face {{ font-family: x; src: url('{}') }} p {{ font-family: x }}</style><p>x</p>",
    "<style>p {{ background: url('{}') }} p::before {{ content: url('{}') }}</style><p>x</p>",
    "<ul style=\"list-style-image: url('{}')\"><li>x</ul>",
    "<object data='{}'></object><embed src='{}'><iframe src='{}'></iframe>",
    "<svg width='9' height='9'><image href='{}' width='9' height='9'/><use href='{}#x'/></svg>",
    "<svg width='9' height='9' xmlns:xlink='http://www.w3.org/1999/xlink'><image xlink:href='{}' width='9' "
    "height='9'/><style>@import '{}';</style><rect fill='url({}#x)' width='9' height='9'/></svg>",
    "<video poster='{}' src='{}'></video><input type='image' src='{}'>",
    "<p style=\"mask: url('{}'); border-image: url('{}'); cursor: url('{}')\">x</p>",
    "<base href='{}'><img src='picture.png'><link rel='stylesheet' href='sheet.css'>",
)


def hostile(port: int, file: Path) -> str:
    return "\n".join(s.replace("{}", a) for a in addresses(port, file) for s in SNIPPETS)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_text(SECRET)
    return file


def test_no_address_that_a_template_could_carry_is_followed(listener: Listener, secret: Path) -> None:
    assert len(addresses(listener.port, secret)) >= 40
    made = pdf.set_pages(
        f"<html lang='en'><title>x</title><body>{hostile(listener.port, secret)}</body></html>"
    )
    assert listener.visits == 0
    assert SECRET.encode() not in made + unpacked(made)
    assert b"/EmbeddedFile" not in made


def test_what_people_wrote_is_text_in_it(listener: Listener, secret: Path, tmp_path: Path) -> None:
    words = [*addresses(listener.port, secret), *(s.replace("{}", f"file://{secret}") for s in SNIPPETS)]
    report = a_report(0)
    row = a_report(1)["sessions"][0]
    report["sessions"] = [row | {"title": w, "presenters": [w]} for w in words]
    report["topics"] = [{"name": w, "sessions": 1, "last": w, "short": w} for w in words[::9]]
    report["new_presenters"] = [{"name": w, "title": w, "said": w, "short": w} for w in words[1::9]]
    report["watch_list"] = [{"name": w, "able": 0} for w in words[2::9]]
    report["competency"] = [reached(w) for w in words[3::9]]
    report["programme"] = {"name": SNIPPETS[0], "slug": SNIPPETS[1], "purpose": SNIPPETS[5]}
    report["charts"] = [CHART | {"title": "</title><image href='file:///etc/passwd'/>"}]
    html = pdf.as_html(report, "a4")
    body = re.sub(
        r"<(?:/)?(?:svg|g|circle|path|rect|line|text|title)\b[^>]*>", "", html.partition("<body")[2]
    )
    assert not re.search(r"<(img|link|style|object|embed|iframe|video|input|base|image|use|a)\b", body)
    made = pdf.set_pages(html)
    assert listener.visits == 0
    assert SECRET.encode() not in made + unpacked(made)
    file = tmp_path / "hostile.pdf"
    file.write_bytes(made)
    assert "@import" in poppler("pdftotext", file, "-")


# Charts


def test_a_chart_says_its_title_and_escapes_it() -> None:
    drawn = chart(CHART | {"title": "<script>"})
    assert "<title>&lt;script&gt;</title>" in drawn
    assert (
        drawn.count("lt-chart-bar") == 4
    )  # two whole columns, one for a month that is not whole, in two classes
    assert "style=" not in drawn


def test_a_line_has_a_gap_where_nothing_is_known() -> None:
    drawn = chart(CHART | {"kind": "line"})
    assert drawn.count("<circle") == 2
    assert "lt-chart-line" not in drawn


def test_colours_on_paper_are_the_light_ones_of_the_pages() -> None:
    tokens = (ROOT / "lt_web/static/lt_web/tokens.css").read_text()
    light = dict(re.findall(r"(--lt-[\w-]+): light-dark\((#\w+),", tokens))
    paper = (ROOT / "lt_web/templates/lt_web/reports/pdf/report.css").read_text()
    used = dict(re.findall(r"(--lt-[\w-]+): (#\w+);", paper))
    assert used
    assert used == {name: light[name] for name in used}
