"""A server on this machine that misbehaves in every way that other sites do."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ROBOTS = "User-agent: *\nDisallow: /private\n"
REDIRECTS = {
    "/moved": (301, "/good"),
    "/moved-for-good": (308, "/good?a=1#place"),
    "/moved-twice": (301, "/moved"),
    "/moved-for-now": (302, "/moved"),
    "/moved-then-gone": (301, "/gone"),
    "/to-front": (302, "/"),
    "/circle": (302, "/circle"),
    "/to-mail": (301, "mailto:a@b.example"),
    "/nowhere": (301, ""),
    "/to-no-address": (301, "http://[x"),
}
STATUS = {"/gone": 404, "/gone-for-good": 410, "/forbidden": 403, "/broken": 500, "/odd": 999}


@dataclass(frozen=True)
class Asked:
    """A request: when it came, and what was asked by whom."""

    when: float
    method: str
    path: str
    agent: str


@dataclass
class Odd:
    """What the server has seen; ``most`` is how many requests it answered at once."""

    asked: list[Asked] = field(default_factory=list)
    address: str = ""
    now: int = 0
    most: int = 0
    delay: float = 0.0
    robots: int = 200
    rules: str = ROBOTS
    closing: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    visits: Counter[str] = field(default_factory=Counter)

    def paths(self) -> list[str]:
        """Return methods and paths in the order they were asked for, without robots.txt."""
        return [f"{it.method} {it.path}" for it in self.asked if it.path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    """Answers by path."""

    odd: Odd

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        odd, path = self.odd, self.path.partition("?")[0]
        with odd.lock:
            agent = self.headers.get("User-Agent", "")
            odd.asked.append(Asked(time.monotonic(), self.command, path, agent))
            odd.now += 1
            odd.most = max(odd.most, odd.now)
            odd.visits[path] += 1
        time.sleep(odd.delay)
        # Who has the answer may ask again before this thread goes on.
        with odd.lock:
            odd.now -= 1
        self._by_path(path)

    def _by_path(self, path: str) -> None:
        if path in REDIRECTS:
            status, location = REDIRECTS[path]
            self._send(status, "Location" if location else "", location)
        elif path == "/robots.txt":
            self._send(self.odd.robots, body=self.odd.rules.encode())
        elif path in ("/no-head", "/lying-head"):
            refused = 405 if path == "/no-head" else 404
            self._send(refused if self.command == "HEAD" else 200)
        elif path == "/busy":
            first = self.odd.visits[path] == 1
            self._send(429 if first else 200, "Retry-After", "3")
        elif path.startswith("/busy-"):
            self._send(429, "Retry-After", "86400")
        elif path == "/cut":
            self.connection.close()
        elif path == "/slow":
            self.odd.closing.wait(5)
        elif path == "/drops":
            self._in_drops()
        else:
            self._send(STATUS.get(path, 200))

    def _in_drops(self) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200:
            if self.odd.closing.wait(0.05):
                return
            self.connection.sendall(bytes([byte]))

    def _send(self, status: int, name: str = "", value: str = "", body: bytes = b"") -> None:
        self.send_response(status)
        if name:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = True

    def handle_error(self, *_about: Any) -> None:
        """Clients that hang up are part of the test."""


@contextmanager
def odd_server(**settings: Any) -> Iterator[Odd]:
    """Serve on a free port of this machine until the block ends."""
    odd = Odd(**settings)
    server = _Server(("127.0.0.1", 0), type("OwnHandler", (Handler,), {"odd": odd}))
    odd.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield odd
    finally:
        odd.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
