"""Everything that is held about whoever asks, for themselves alone: to read, and to take along."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response

from lt_web.held import events as held_events
from lt_web.held.beside import beside
from lt_web.speech import _
from lt_web.views.people import ROLE_NAMES
from lt_web.web import Pages, db, installation, me, my_id, now, page, page_number

held = Blueprint("held", __name__, url_prefix="/me")
SIZE, AT_ONCE = 50, 500
FORMAT = "learn-together/held/1"


@held.get("/held", endpoint="page")
def show() -> Any:
    """Everything about me, in words."""
    positions = held_events.positions(db(), my_id())
    at = (page_number() - 1) * SIZE
    told = held_events.told(db(), installation().log.codec, my_id(), positions[at : at + SIZE])
    return page(
        "held/page.html",
        beside=beside(installation(), my_id()),
        events=Pages(told, len(positions), page_number(), SIZE),
        role_names={"admin": _("Admin")} | {role: _(label) for role, label in ROLE_NAMES.items()},
        zone=me().zone or "UTC",
    )


@held.get("/held.json", endpoint="json")
def as_json() -> Response:
    """Everything about me, for programs."""
    positions = held_events.positions(db(), my_id())
    found: list[dict[str, Any]] = []
    for first in range(0, len(positions), AT_ONCE):
        codec, some = installation().log.codec, positions[first : first + AT_ONCE]
        found += [_told(one) for one in held_events.told(db(), codec, my_id(), some)]
    about = {"format": FORMAT, "made_at": now().isoformat(), "events": found}
    text = json.dumps(about | beside(installation(), my_id()), ensure_ascii=False, indent=1)
    name = f"what-we-hold-about-you-{now():%Y-%m-%d}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype="application/json", headers=headers)


def _told(one: held_events.Held) -> dict[str, Any]:
    return {
        "position": one.line.position,
        "at": one.line.at.isoformat(),
        "event": one.event,
        "about": one.title,
        "by_you": one.own,
        "by": one.line.who,
        "sentence": one.line.sentence,
        "reason": one.line.reason,
        "your_words": one.words,
    }
