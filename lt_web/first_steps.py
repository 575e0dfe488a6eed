"""The way from an empty server to the first session."""

from __future__ import annotations

from dataclasses import dataclass

from lt_web.speech import N_, _

STAGES = (
    N_("Say who you are"),
    N_("Found the first programme"),
    N_("Invite colleagues and schedule a session"),
)


@dataclass(frozen=True)
class Stage:
    """One stage of the way."""

    title: str
    done: bool


def stages(done: int) -> list[Stage]:
    """All stages, of which so many are done."""
    return [Stage(_(title), number < done) for number, title in enumerate(STAGES)]
