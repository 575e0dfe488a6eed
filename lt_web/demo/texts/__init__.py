"""What the people of the demo say: plain text files, one thing a line."""

from __future__ import annotations

from importlib.resources import files


def lines_of(name: str) -> list[str]:
    """The lines of a file that say something; those with a # in front are about the file."""
    lines = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def sections_of(name: str) -> dict[str, list[str]]:
    """The lines of a file under the heading (# …) that they stand under."""
    sections: dict[str, list[str]] = {}
    for line in files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            sections[line[2:]] = current = []
        elif line:
            current.append(line)
    return sections
