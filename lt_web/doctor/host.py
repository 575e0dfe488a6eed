"""Does it look and speak as it was told to, and do the groups of the host lead somewhere?"""

from __future__ import annotations

from collections.abc import Iterator

from lt_web import speech
from lt_web.arriving.roles_nowhere import roles_nowhere
from lt_web.doctor.finding import Finding
from lt_web.hosting import Around, BaseFault
from lt_web.installation import Installation

SOON = 60  # seconds
CURE = "Install the wheel anew; in a checkout run: make setup"


def look(installation: Installation, around: Around | None) -> Iterator[Finding]:
    """Base template, theme and languages."""
    if around is not None:
        yield _base(around)
    if installation.theme is not None:
        yield Finding("ok", "The theme can be read by everybody")
    yield from _languages(installation)


def _base(around: Around) -> Finding:
    try:
        around.check()
    except BaseFault as fault:
        return Finding("bad", str(fault).rstrip("."))
    parts = ", ".join(f"{part} in “{block}”" for part, block in around.blocks.items())
    return Finding("ok", f"Pages stand in “{around.base}”: {parts}")


def _languages(installation: Installation) -> Iterator[Finding]:
    spoken = installation.config["LT_LANGUAGES"]
    states = {tag: _state_of(tag) for tag in spoken if tag != speech.SOURCE}
    for tag, state in states.items():
        if state != "ok":
            said = "is missing" if state == "bad" else "is older than its source"
            yield Finding(state, f"What is said in “{tag}” {said}", CURE)
    if set(states.values()) <= {"ok"}:
        yield Finding("ok", f"Pages speak {', '.join(speech.LANGUAGES[tag] for tag in spoken)}")


def _state_of(tag: str) -> str:
    source = speech.HERE / tag / "LC_MESSAGES/lt_web.po"
    made = source.with_suffix(".mo")
    if not made.exists():
        return "bad"
    # An installer writes the two at about the same time, in any order.
    is_stale = source.exists() and made.stat().st_mtime < source.stat().st_mtime - SOON
    return "warn" if is_stale else "ok"


def group_roles(installation: Installation) -> Iterator[Finding]:
    """Is there every programme in which groups bring roles?"""
    nowhere = roles_nowhere(installation)
    for slug, there in nowhere:
        cure = f"There is: {there}. Correct LT_GROUP_ROLES, or found it."
        yield Finding("warn", f"LT_GROUP_ROLES names the programme “{slug}”, which there is not", cure)
    if installation.group_roles and not nowhere:
        yield Finding("ok", "Every programme that LT_GROUP_ROLES names is here")
