"""The log, what is kept beside it and the read models know nothing of the web."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEB = ("flask", "werkzeug", "jinja2", "wtforms", "htmx_flask", "flask_login")


@pytest.mark.parametrize("room", ["lt_web/log", "lt_web/store", "projections", "lt_web/commands"])
def test_no_room_below_the_pages_loads_the_web(room: str) -> None:
    modules = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in (ROOT / room).glob("*.py")]
    loading = "\n".join(f"import {module.removesuffix('.__init__')}" for module in modules)
    loaded = f"{loading}\nimport sys\nprint(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not set(ran.stdout.split()) & set(WEB)
