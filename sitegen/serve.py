"""Shows a site on this machine and keeps every open page as new as the last save."""

from __future__ import annotations

import datetime
import errno
from collections.abc import Callable
from pathlib import Path
from socket import socket
from typing import Any

from livereload.handlers import LiveReloadHandler
from livereload.server import Server
from tornado import web
from tornado.concurrent import Future, dummy_executor
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders, HTTPServerRequest, ResponseStartLine
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.websocket import WebSocketClosedError
from tornado.wsgi import WSGIContainer

from sitegen.preview_builder import Builder
from sitegen.preview_components import Gallery
from sitegen.preview_pages import Application, application
from sitegen.preview_state import OWN, Make, Outcome, Shown, after
from sitegen.watch import Watch

ADDRESS = "127.0.0.1"
NAMES = (ADDRESS, "localhost")
USUAL_PORT = 8000
OTHER_PORTS = 20
HTTP_PORT = 80
MAX_BODY = 10_000
LOOK, BUILDING = {"command": "look"}, {"command": "building"}

Tell = Callable[[Shown, Outcome], None]


class PortTaken(Exception):
    """The port that was named cannot be had."""


class Preview:
    """The site of one folder on a port of this machine; the loop of the main thread serves it."""

    def __init__(self, root: Path, make: Make, *, port: int | None) -> None:
        """Take the port; without one the usual, or the next that is free. Raises PortTaken."""
        self.root = root
        self.make = make
        self.shown = Shown()
        self.gallery = Gallery(root)
        self.clients: set[_Client] = set()
        self.sockets = _listen(port)
        self.port: int = self.sockets[0].getsockname()[1]

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        return f"http://{ADDRESS}:{self.port}/"

    def run(self, day: datetime.date | None, *, clock: Callable[[], float], tell: Tell) -> None:
        """Serve until the process is interrupted; ``tell`` hears of each build that mattered."""
        loop = IOLoop.current()

        def begun() -> None:
            loop.add_callback(self._send, BUILDING)

        def done(outcome: Outcome) -> None:
            loop.add_callback(self._receive, outcome, tell)

        builder = Builder(self.make, self.root, day, clock=clock, begun=begun, done=done)
        watch = Watch(self.root, builder.wake)
        pages = application(lambda: self.shown, builder.show, self.gallery)
        server = _Server(pages, watch, self)
        server.application()
        watch.start()
        builder.start()
        try:
            loop.start()
        finally:
            builder.stop()
            watch.stop()

    def _receive(self, outcome: Outcome, tell: Tell) -> None:
        before, self.shown = self.shown, after(self.shown, outcome)
        is_news = bool(outcome.changed) or self.shown is not before
        if outcome.built and is_news:
            self.gallery.take(outcome.built)
        self._send(LOOK)
        if is_news:
            tell(self.shown, outcome)

    def _send(self, message: dict[str, str]) -> None:
        for client in tuple(self.clients):
            client.send_message(message)


def _listen(port: int | None) -> list[socket]:
    named = [port] if port is not None else range(USUAL_PORT, USUAL_PORT + OTHER_PORTS)
    for number in named:
        try:
            return bind_sockets(number, ADDRESS)
        except OSError as error:
            if port is not None or error.errno != errno.EADDRINUSE:
                raise PortTaken(f"port {number} cannot be used: {error.strerror}") from error
    raise PortTaken(f"no port is free from {USUAL_PORT} on")


class _Server(Server):  # type: ignore[misc]  # livereload has no types
    """livereload's server: only on this machine, with our pages, and without its own addresses."""

    def __init__(self, app: Application, watcher: Watch, preview: Preview) -> None:
        super().__init__(app, watcher)
        self.preview = preview

    def application(self, *_: Any, **__: Any) -> None:
        """Listen; whatever address and port are asked for, it is those of the preview."""
        gate = _Gate(
            [
                (f"{OWN}socket", _Client, {"clients": self.preview.clients}),
                (r".*", web.FallbackHandler, {"fallback": _Pages(self.app, dummy_executor)}),
            ],
            debug=False,
            log_function=lambda _handler: None,
        )
        gate.hosts = _hosts(self.preview.port)
        HTTPServer(gate, max_body_size=MAX_BODY).add_sockets(self.preview.sockets)


def _hosts(port: int) -> frozenset[str]:
    hosts = {f"{name}:{port}" for name in NAMES}
    return frozenset(hosts | set(NAMES) if port == HTTP_PORT else hosts)


class _Gate(web.Application):
    """Refuses what was not asked of this machine by its own name, or by a page of another site."""

    hosts: frozenset[str] = frozenset()

    def find_handler(self, request: HTTPServerRequest, **_: Any) -> Any:
        host, origin = request.headers.get("Host"), request.headers.get("Origin")
        if host in self.hosts and (origin is None or self.trusts(origin)):
            return super().find_handler(request)
        return self.get_handler_delegate(request, web.ErrorHandler, {"status_code": 403})

    def trusts(self, origin: str) -> bool:
        """Say whether an origin is the preview itself."""
        return origin in {f"http://{host}" for host in self.hosts}


class _Pages(WSGIContainer):
    """Answers at once, which pages in memory allow, and says nothing of each request."""

    async def handle_request(self, request: HTTPServerRequest) -> None:
        try:
            await super().handle_request(request)
        except BaseException:
            assert request.connection is not None
            start = ResponseStartLine("HTTP/1.1", 500, "Internal Server Error")
            request.connection.write_headers(start, HTTPHeaders({"Content-Length": "0"}))
            request.connection.finish()
            raise

    def _log(self, status_code: int, request: HTTPServerRequest) -> None:
        """Say nothing."""


class _Client(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """A page that is open in a browser."""

    def initialize(self, clients: set[_Client]) -> None:
        self.clients = clients

    def check_origin(self, origin: str) -> bool:
        return bool(self.application.trusts(origin))

    def open(self) -> None:
        self.clients.add(self)

    def on_close(self) -> None:
        self.clients.discard(self)

    def on_message(self, _message: object) -> None:
        """Pages have nothing to say."""

    def send_message(self, message: dict[str, str]) -> None:
        try:
            sent: Future[None] = self.write_message(message)
        except WebSocketClosedError:
            return
        # A page that has just been left is no mistake.
        sent.add_done_callback(lambda it: it.exception())
