"""The reader stands alone: whoever reads a table needs nothing else of the product."""

import ast
import sys
from pathlib import Path

import pytest

from lt_web import tables

FILES = sorted(Path(tables.__file__).parent.glob("*.py"))


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or ".")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_imports_the_standard_library_and_its_neighbours_alone(path):
    others = {name for name in imported(path) if not name.startswith("lt_web.tables")}
    assert {name.split(".")[0] for name in others} <= sys.stdlib_module_names
