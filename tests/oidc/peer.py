"""A provider that others have written, as a process of its own on loopback: oidc-provider-mock from PyPI."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ADA = {"sub": "ada-at-tern", "name": "Ada Quay", "email": "ada.quay@tern.example", "team": "Harbour"}
BEN = {
    "sub": "ben-at-tern",
    "name": "Ben Mole",
    "email": "ben.mole@tern.example",
    "groups": ["sails"],
}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(*people: dict[str, Any]) -> Iterator[str]:
    """Start the provider with people who can be chosen there; gives its issuer."""
    port = free_port()
    claims = [word for person in people for word in ("--user-claims", json.dumps(person))]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *claims]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _answering(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait(10)


def _answering(issuer: str, process: subprocess.Popen[bytes]) -> str:
    for _ in range(300):
        assert process.poll() is None, "the provider has ended by itself"
        try:
            with urllib.request.urlopen(f"{issuer}/.well-known/openid-configuration", timeout=5):
                return issuer
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the provider does not answer")


def remove(issuer: str, subject: str) -> None:
    """Somebody is removed at the provider: nothing that was given to them is worth anything any more."""
    asked = urllib.request.Request(f"{issuer}/users/{subject}/revoke-tokens", method="POST")
    urllib.request.urlopen(asked, timeout=5).close()
