"""nginx as docs/deploy.md has it, in front of gunicorn, both on loopback and without privileges."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.views.conftest import Web

ROOT = Path(__file__).parents[2]
CONF = ROOT / "docs/deploy/nginx.conf"
HEADERS = ROOT / "docs/deploy/learn-together-headers.conf"
PATIENCE = 60  # seconds, on a machine with much else to do
OURS = re.compile(r'(?:href|src|action|hx-get|hx-post)="(/[^"]*)"')


@pytest.fixture
def behind_nginx(web: Web, tmp_path: Path) -> Iterator[str]:
    """The company behind nginx, under the prefix of the example."""
    places = (os.environ["PATH"], "/usr/sbin", "/usr/local/sbin", ROOT / ".venv/nginx/usr/sbin")
    program = shutil.which("nginx", path=":".join(map(str, places)))
    if program is None:
        pytest.skip("nginx is not here, and could not be fetched: apt-get install nginx")
    front, back = free_port(), free_port()
    conf, errors = tmp_path / "nginx.conf", tmp_path / "nginx.log"
    conf.write_text(configuration(tmp_path, front, back))
    shutil.copy(HEADERS, tmp_path)
    given = {"LT_DATA_DIR": str(tmp_path / "data"), "LT_PROXIES": "1", "SECRET_KEY": "k" * 40}
    served = [sys.executable, "-m", "gunicorn", "-c", "python:lt_web.serve", "-b", f"127.0.0.1:{back}"]
    with (
        running([*served, "wsgi:app"], given | {"PATH": "/usr/bin:/bin"}, back),
        running([program, "-p", str(tmp_path), "-c", str(conf), "-e", str(errors)], {}, front),
    ):
        yield f"http://127.0.0.1:{front}"


def configuration(folder: Path, front: int, back: int) -> str:
    """The example, on free ports and without certificates."""
    site = re.sub(r"listen [^;]+;", f"listen 127.0.0.1:{front};", CONF.read_text())
    site = re.sub(r"\s*ssl_\w+ [^;]+;", "", site).replace("127.0.0.1:8000", f"127.0.0.1:{back}")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    http = f"http {{ access_log {folder}/access.log; {places}\n{site} }}"
    return f"daemon off; pid {folder}/pid; error_log {folder}/nginx.log; events {{}}\n{http}"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])


@contextmanager
def running(words: list[str], environment: dict[str, str], port: int) -> Iterator[None]:
    with subprocess.Popen(words, cwd=ROOT, env=environment) as program:
        try:
            until = time.monotonic() + PATIENCE
            while not answers(port):
                assert program.poll() is None, "it has ended"
                assert time.monotonic() < until, "it does not answer"
                time.sleep(0.1)
            yield
        finally:
            program.terminate()


def answers(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def test_pages_and_files_are_served_under_the_prefix_and_feedback_leaves_no_trace(
    behind_nginx: str, tmp_path: Path
) -> None:
    with urllib.request.urlopen(f"{behind_nginx}/intranet/learn/sign-in") as answer:
        page, cookie = answer.read().decode(), answer.headers["Set-Cookie"]
        assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-ID"]), "nginx's own"
    assert "Path=/intranet;" in f"{cookie};"
    found = set(OURS.findall(page))
    assert len(found) > 5
    for address in found:
        assert address.startswith("/intranet/learn/")
        with urllib.request.urlopen(f"{behind_nginx}{address}") as answer:
            assert answer.status == 200, address
    asked = "/intranet/learn/tech-hour/sessions/00000000-0000-0000-0000-000000000001/feedback"
    with urllib.request.urlopen(f"{behind_nginx}{asked}") as answer:
        assert answer.url.startswith(f"{behind_nginx}/intranet/learn/sign-in?next=/intranet/learn/tech-hour")
    log = (tmp_path / "access.log").read_text()
    assert "/intranet/learn/sign-in" in log
    assert f"GET {asked}" not in log
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{behind_nginx}/intranet/learn/metrics")
