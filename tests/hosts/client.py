"""One browser that is sent to this machine for every domain, and keeps its connections."""

from __future__ import annotations

import gzip
import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import brotli

LOOPBACK = "127.0.0.1"
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server has answered; the names of ``fields`` are in small letters."""

    status: int
    fields: tuple[tuple[str, str], ...]
    body: bytes

    def every(self, name: str) -> list[str]:
        """Return each value of a header."""
        return [value for it, value in self.fields if it == name.lower()]

    def __getitem__(self, name: str) -> str:
        """Return the one value of a header, nothing if it is not there."""
        values = self.every(name)
        assert len(values) <= 1, (name, values)
        return values[0] if values else ""

    @property
    def content(self) -> bytes:
        """The body as it was before it was packed."""
        encoding = self["Content-Encoding"]
        return UNPACK[encoding](self.body) if encoding and self.body else self.body


class Browser:
    """Asks the servers behind two ports for web addresses, whatever their host is."""

    def __init__(self, *, plain: int, secure: int, certificate: str) -> None:
        self.ports = {"http": plain, "https": secure}
        self.context = ssl.create_default_context(cafile=certificate)
        self.connections: dict[tuple[str, str], http.client.HTTPConnection] = {}

    def ask(
        self,
        address: str,
        *,
        method: str = "GET",
        accept: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return the answer for an address, without following it anywhere."""
        told = {"Accept-Encoding": accept} if accept else {}
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        key = parts.scheme, parts.hostname or ""
        for attempt in (1, 2):
            connection = self.connections.get(key) or self._connect(*key)
            self.connections[key] = connection
            try:
                return _answer(connection, method, path, {**told, **(headers or {})})
            except (http.client.HTTPException, OSError):
                # Servers close a connection after some hundred requests.
                connection.close()
                del self.connections[key]
                if attempt == 2:
                    raise
        raise AssertionError("not reached")

    def _connect(self, scheme: str, host: str) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(host)
        plain = socket.create_connection((LOOPBACK, self.ports[scheme]), timeout=10)
        connection.sock = (
            self.context.wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
        )
        return connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for connection in self.connections.values():
            connection.close()


def _answer(
    connection: http.client.HTTPConnection, method: str, path: str, headers: Mapping[str, str]
) -> Answer:
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    return Answer(
        response.status, tuple((name.lower(), value) for name, value in response.getheaders()), body
    )
