"""A pooler in transaction mode before PostgreSQL: each transaction gets whichever server process is idle."""

from __future__ import annotations

import os
import socket
import struct
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

import psycopg

TOLD = (
    "server_version",
    "server_encoding",
    "client_encoding",
    "integer_datetimes",
    "standard_conforming_strings",
)
LAST_IN_FIRST_OUT = -1
GOODBYE = b"X"


class Pooler:
    """Listens on 127.0.0.1; `address` is where PostgreSQL is, with the password if it wants one."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.idle: list[psycopg.Connection] = []
        self.turn = threading.Lock()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        for server in self.idle:
            server.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(EOFError, OSError):
            self._welcome(client)
            while (request := client.recv(1 << 16)) and not request.startswith(GOODBYE):
                server = self._taken()
                with socket.socket(fileno=os.dup(server.pgconn.socket)) as line:
                    line.setblocking(True)
                    transaction(client, line, request)
                with self.turn:
                    self.idle.append(server)

    def _taken(self) -> psycopg.Connection:
        with self.turn:
            return (
                self.idle.pop(LAST_IN_FIRST_OUT)
                if self.idle
                else psycopg.connect(self.address, autocommit=True)
            )

    def _welcome(self, client: socket.socket) -> None:
        """Let anybody in, as PostgreSQL would."""
        size, code = struct.unpack("!ii", exactly(client, 8))
        if code == 80877103:  # asks for TLS
            client.sendall(b"N")
            size, code = struct.unpack("!ii", exactly(client, 8))
        exactly(client, size - 8)
        server = self._taken()
        told = [(name, server.pgconn.parameter_status(name.encode()) or b"") for name in TOLD]
        with self.turn:
            self.idle.append(server)
        statuses = b"".join(message(b"S", name.encode() + b"\0" + value + b"\0") for name, value in told)
        greeting = message(b"R", struct.pack("!i", 0)) + statuses
        client.sendall(greeting + message(b"K", struct.pack("!ii", 1, 1)) + message(b"Z", b"I"))


def transaction(client: socket.socket, server: socket.socket, request: bytes) -> None:
    """Pass requests and answers on until the server is in no transaction any more."""
    while request:
        server.sendall(request)
        status = b""
        while not status:
            kind, size = struct.unpack("!ci", exactly(server, 5))
            body = exactly(server, size - 4)
            client.sendall(message(kind, body))
            status = body if kind == b"Z" else b""
        if status == b"I":
            return
        request = client.recv(1 << 16)


def message(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("!i", len(body) + 4) + body


def exactly(line: socket.socket, size: int) -> bytes:
    """Receive so many bytes; EOFError where the other side has gone."""
    received = b""
    while len(received) < size:
        more = line.recv(size - len(received))
        if not more:
            raise EOFError
        received += more
    return received
