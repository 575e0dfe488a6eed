"""Addresses of our pages, today's and those of the past: `/learn/as-of/e120/tech-hour/…` is the same page."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from lt_web.events.refusals import N_
from lt_web.past.excepted import EXCEPTED, PREFIXES
from lt_web.speech import _
from lt_web.web import installation

NO_PAGE = N_("No page of ours has this address. Open the page, and copy its address from the browser.")
NOT_SHOWN = N_("This page is never shown as it was, so there is nothing to compare.")
ELSEWHERE = N_("This is no page of this programme. Pages of another one are compared from its own audit.")
IN_THE_PAST = re.compile(r"^/as-of/[^/]+(?=/|$)")


class NoPage(ValueError):
    """What was given is not the address of a page that can be looked at in the past; the message says why."""

    @property
    def said(self) -> str:
        """Why, in the language in force."""
        return _(str(self))


def of_today(text: str) -> str:
    """The address of a page today, as path and query below our prefix; raise `NoPage`.

    Whole addresses, addresses in the past and such without our prefix are understood.
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        raise NoPage(NO_PAGE) from None
    path = parts.path.removeprefix(request.script_root).removeprefix(prefix())
    path = IN_THE_PAST.sub("", path if path.startswith("/") else f"/{path}") or "/"
    matched(path)
    return path + (f"?{parts.query}" if parts.query else "")


def matched(address: str) -> tuple[str, dict[str, Any]]:
    """The endpoint that answers there and what it is given; raise `NoPage`."""
    adapter = current_app.url_map.bind("localhost")
    path = prefix() + address.partition("?")[0]
    for _redirected in range(2):
        try:
            endpoint, given = adapter.match(path, method="GET")
        except RequestRedirect as elsewhere:
            path = urlsplit(elsewhere.new_url).path
        except HTTPException:
            break
        else:
            return _looked_at(endpoint), dict(given)
    raise NoPage(NO_PAGE)


def _looked_at(endpoint: str) -> str:
    if not endpoint.startswith("lt."):
        raise NoPage(NO_PAGE)
    if endpoint in EXCEPTED or endpoint.startswith(PREFIXES):
        raise NoPage(NOT_SHOWN)
    return endpoint


def at(address: str, when: int | str | None) -> str:
    """Where the page stands as it was at a position, or at a moment as the past writes it; None: now."""
    word = f"e{when}" if isinstance(when, int) else when
    there = f"/as-of/{word}" if word else ""
    return f"{request.script_root}{prefix()}{there}{address}"


def prefix() -> str:
    """Under which all our pages stand."""
    return str(installation().config["LT_URL_PREFIX"])


def people_of(address: str) -> list[UUID]:
    """Whom a page is about: nobody, or the one person whom its address names."""
    person = matched(address)[1].get("person")
    return [person] if isinstance(person, UUID) else []
