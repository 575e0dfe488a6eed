"""The way from an empty server to the first session."""

from __future__ import annotations

from dataclasses import dataclass

STAGES = ("Say who you are", "Found the first programme", "Invite colleagues and schedule a session")


@dataclass(frozen=True)
class Stage:
    """One stage of the way."""

    title: str
    done: bool


def stages(done: int) -> list[Stage]:
    """All stages, of which so many are done."""
    return [Stage(title, number < done) for number, title in enumerate(STAGES)]
