"""A server's doorman who lets a COMMIT in, waits until it is carried out, and swallows the answer."""

from __future__ import annotations

import select
import socket
import threading
from types import TracebackType
from typing import Self

COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"
MOST = 1 << 16


class Proxy:
    """Listens on 127.0.0.1 and passes everything on to PostgreSQL, but for an answer to be swallowed."""

    def __init__(self, host: str, port: int) -> None:
        self.server = (host, port)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]
        self.cuts, self._armed = 0, threading.Event()

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()

    def cut_next(self) -> None:
        """Cut the connection that sends the next COMMIT, once that is carried out."""
        self._armed.set()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        with client, socket.create_connection(self.server) as server:
            other = {client: server, server: client}
            while True:
                for speaker in select.select([client, server], [], [])[0]:
                    said = speaker.recv(MOST)
                    if not said:
                        return
                    other[speaker].sendall(said)
                    if speaker is client and said == COMMIT and self._armed.is_set():
                        self._swallow(server)
                        return

    def _swallow(self, server: socket.socket) -> None:
        """The server answers once the transaction is on its disk; nobody will hear it."""
        assert server.recv(MOST).startswith(b"C"), "the COMMIT was carried out"
        self._armed.clear()
        self.cuts += 1
