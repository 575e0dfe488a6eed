"""Addresses of the past: `/as-of/<when>/…` in front of any page's own, which is then answered as ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from flask import abort, current_app, g, request
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

from lt_web.past.excepted import PREFIXES, stays
from lt_web.web import installation

TRAVEL = "lt.past.page"
READING = ("GET", "HEAD")


class InThePast(MapAdapter):
    """Builds addresses as ever, and puts those of our pages into the same moment of the past."""

    def __init__(self, today: MapAdapter, home: str, when: str) -> None:
        """`home` is the address under which all of ours stands, without a slash at its end."""
        super().__init__(
            today.map,
            today.server_name,
            today.script_name,
            today.subdomain,
            today.url_scheme,
            today.path_info,
            today.default_method,
            today.query_args,
        )
        self.today, self.home, self.when = today, home, when
        self._stays: dict[str, bool] = {}  # a page leads to few endpoints, by many links

    def build(self, endpoint: str, *args: Any, **kwargs: Any) -> str:
        """Return the address of an endpoint."""
        address = super().build(endpoint, *args, **kwargs)
        if endpoint not in self._stays:
            self._stays[endpoint] = stays(endpoint, self._can_be_read)
        return self.put(address) if self._stays[endpoint] else address

    def put(self, address: str, when: str = "") -> str:
        """Return an address of ours, put into the past."""
        parts = urlsplit(address)
        path = f"{self.home}/as-of/{when or self.when}{parts.path.removeprefix(self.home)}"
        return urlunsplit(parts._replace(path=path))

    def _can_be_read(self, endpoint: str) -> bool:
        return any("GET" in (rule.methods or ()) for rule in self.map.iter_rules(endpoint))


def set_out(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let a request for the past be a request for the page that its address names.

    It comes before everything else that looks at an address, so that the guards, the view and the templates
    see the page's own; the past is in `g.lt_when`.
    """
    if endpoint != TRAVEL or values is None:
        return
    g.lt_when, today = values["when"], request_ctx.url_adapter
    if request.method not in READING or today is None:
        return
    home = today.script_name.rstrip("/") + prefix()
    past = InThePast(today, home, g.lt_when)
    try:
        rule, found = today.match(f"{prefix()}/{values['rest']}", method="GET", return_rule=True)
    except RequestRedirect as elsewhere:
        raise RequestRedirect(past.put(elsewhere.new_url)) from None
    except HTTPException:
        abort(404)
    if not rule.endpoint.startswith("lt.") or rule.endpoint.startswith(PREFIXES):
        abort(404)
    request.url_rule, request.view_args = rule, dict(found)
    request_ctx.url_adapter = past


def prefix() -> str:
    """What all our addresses begin with, "" where nothing."""
    return str(installation().config["LT_URL_PREFIX"] or "").rstrip("/")


def in_the_past(when: str, address: str) -> str:
    """The address of one of our pages as it was: `when` is `e512`, or `2026-05-03T14:00`."""
    today = _today()
    return InThePast(today, today.script_name.rstrip("/") + prefix(), when).put(address)


def of_today() -> str:
    """The address of this page as it is now."""
    home, when = request.script_root + prefix(), g.get("lt_when")
    path = request.script_root + request.full_path.rstrip("?")
    return home + path.removeprefix(f"{home}/as-of/{when}")


@contextmanager
def as_today() -> Iterator[None]:
    """For a while addresses are today's, though the page is of the past: for what a host draws around it."""
    before = request_ctx.url_adapter
    request_ctx.url_adapter = before.today if isinstance(before, InThePast) else before
    try:
        yield
    finally:
        request_ctx.url_adapter = before


def _today() -> MapAdapter:
    adapter = request_ctx.url_adapter or current_app.create_url_adapter(request)
    assert adapter is not None
    return adapter.today if isinstance(adapter, InThePast) else adapter
