"""All stylesheets in one file, made when the package is built: one address instead of one for each sheet.

The file says what it was made from. Where a sheet was edited since, the single ones are linked, in the order
that `_page/head.html` gives. Imports the standard library alone: the build reads this file too.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

PACKAGE = Path(__file__).parent
ALL = "all.css"
ORDER = re.compile(r"for sheet in all_sheets or \(([^)]*)\)")


def made_into_one(package: Path = PACKAGE) -> None:
    """Write the one file, unless it is what the sheets say."""
    if not version(package):
        text = "\n".join(sheet.read_text(encoding="utf-8") for sheet in _in_order(package))
        _folder(package).joinpath(ALL).write_text(_mark(package) + text, encoding="utf-8")


def version(package: Path = PACKAGE) -> str:
    """Return a word for the one file that stands in its address; "" where it is not what the sheets say."""
    made, mark = _folder(package) / ALL, _mark(package)
    if not made.is_file():
        return ""
    with made.open(encoding="utf-8") as file:
        return mark.split()[-2][:12] if file.readline() == mark else ""


def _mark(package: Path) -> str:
    digest = hashlib.sha256()
    for sheet in _in_order(package):
        digest.update(sheet.read_bytes() + b"\0")
    return f"/* Made from the sheets beside it: {digest.hexdigest()} */\n"


def _in_order(package: Path) -> list[Path]:
    head = (package / "templates/lt_web/_page/head.html").read_text(encoding="utf-8")
    listed = ORDER.search(head)
    assert listed is not None, "head.html lists the sheets"
    return [_folder(package) / f"{name}.css" for name in re.findall(r'"(\w+)"', listed[1])]


def _folder(package: Path) -> Path:
    return package / "static/lt_web"
