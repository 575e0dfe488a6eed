"""Requests to the provider: five seconds in all, a quarter of a megabyte, and nobody is followed."""

from __future__ import annotations

import ipaddress
import json
import socket
import ssl
import urllib.request
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from io import BufferedReader, RawIOBase
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from lt_web.oidc.faults import Unreachable, Untrusted

SECONDS = 5.0
LARGEST = 256 * 1024


@dataclass(frozen=True)
class Answer:
    """What the provider answered."""

    status: int
    kind: str
    body: bytes

    def json(self) -> dict[str, Any]:
        """Return the object that was answered; anything else is not trusted."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            raise Untrusted("answer is not JSON") from None
        if not isinstance(found, dict):
            raise Untrusted("answer is not a JSON object")
        return found


def ask(url: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> Answer:
    """Send a GET, or a form by POST; raises `Unreachable` when there is no whole answer in time."""
    deadline, body = monotonic() + SECONDS, urlencode(form).encode() if form is not None else None
    sent = {"Accept": "application/json", "Connection": "close", **(headers or {})}
    if body is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    connection = _connection(urlsplit(url))
    connection.response_class = _timed(deadline)
    try:
        connection.request("GET" if body is None else "POST", _target(urlsplit(url)), body, sent)
        return _whole(connection.getresponse())
    except (OSError, HTTPException, ValueError):
        raise Unreachable("no answer") from None
    finally:
        connection.close()


def _whole(response: HTTPResponse) -> Answer:
    body = response.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise Untrusted("answer is too large")
    kind = response.headers.get_content_type()
    response.close()
    return Answer(response.status, kind, body)


def _connection(url: SplitResult) -> HTTPConnection:
    """A connection to the host, through the proxy that the environment names (HTTPS_PROXY, NO_PROXY)."""
    host = url.hostname or ""
    if url.scheme == "http":
        return HTTPConnection(host, url.port, timeout=SECONDS)
    proxy = urlsplit(urllib.request.getproxies().get("https", ""))
    if not proxy.hostname or urllib.request.proxy_bypass(host):
        return HTTPSConnection(host, url.port, timeout=SECONDS, context=_trust())
    through = HTTPSConnection(proxy.hostname, proxy.port, timeout=SECONDS, context=_trust())
    through.set_tunnel(host, url.port or 443)
    return through


@cache
def _trust() -> ssl.SSLContext:
    """The certificates that this machine trusts (SSL_CERT_FILE names others)."""
    return ssl.create_default_context()


def _target(url: SplitResult) -> str:
    return (url.path or "/") + (f"?{url.query}" if url.query else "")


class _Timed(RawIOBase):
    """Reads from a socket until the deadline, however slowly the other side trickles."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self.sock, self.deadline = sock, deadline
        self.file: Any = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self.deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(left)
        count: int | None = self.file.readinto(buffer)
        return count

    def makefile(self, _mode: str) -> BufferedReader:
        """What http.client asks of a socket."""
        return BufferedReader(self)

    def close(self) -> None:
        self.file.close()
        super().close()


def _timed(deadline: float) -> Any:
    def response(sock: socket.socket, *args: Any, **kwargs: Any) -> HTTPResponse:
        return HTTPResponse(_Timed(sock, deadline), *args, **kwargs)  # type: ignore[arg-type]

    return response


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
