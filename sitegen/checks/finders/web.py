"""Asking other sites whether something is there: by urllib, so that a proxy is heeded."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from email.message import Message
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import (
    BaseHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

SECONDS = 15.0
ROBOTS = "/robots.txt"
MOST_ROBOTS = 100_000
UNKNOWN_HOST = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
# All that there are but the one that follows redirects.
HANDLERS: tuple[type[BaseHandler], ...] = (
    ProxyHandler,
    HTTPHandler,
    HTTPSHandler,
    UnknownHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a site answered; ``text`` only of a robots.txt."""

    status: int
    location: str = ""
    retry_after: str = ""
    text: str = ""


class Unreachable(Exception):
    """No answer came, for the reason ``why``; ``is_unknown`` says that no such host exists."""

    def __init__(self, why: str, *, is_unknown: bool = False) -> None:
        self.why, self.is_unknown = why, is_unknown
        super().__init__(why)


# Method and address to an answer; raises Unreachable. Redirects are not followed.
Fetch = Callable[[str, str], Answer]


def fetcher(agent: str, seconds: float = SECONDS) -> Fetch:
    """Return a way to ask other sites, as ``agent``; no answer takes longer than ``seconds``."""
    opener = OpenerDirector()
    for handler in HANDLERS:
        opener.add_handler(handler())
    opener.addheaders = [("User-Agent", agent), ("Accept", "*/*")]

    def fetch(method: str, address: str) -> Answer:
        try:
            return _in_time(lambda: _fetch(opener, method, address, seconds), seconds)
        except (
            TimeoutError,
            ssl.SSLError,
            OSError,
            http.client.HTTPException,
            ValueError,
        ) as error:
            raise unreachable(error) from error

    return fetch


def _in_time(call: Callable[[], Answer], seconds: float) -> Answer:
    """Return what ``call`` returns. Raises TimeoutError, even if the answer comes in drops."""
    future: Future[Answer] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except Exception as error:  # noqa: BLE001  # raised again where it is waited for
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return future.result(timeout=seconds)


def _fetch(opener: OpenerDirector, method: str, address: str, seconds: float) -> Answer:
    request = Request(plain(address), method=method)
    try:
        with opener.open(request, timeout=seconds) as response:
            is_robots = method == "GET" and urlsplit(address).path == ROBOTS
            text = response.read(MOST_ROBOTS).decode("utf-8", "replace") if is_robots else ""
            return _answer(response.status, response.headers, text)
    except HTTPError as error:
        with error:
            return _answer(error.code, error.headers)


def _answer(status: int, given: Message, text: str = "") -> Answer:
    location, wait = given.get("Location", ""), given.get("Retry-After", "")
    return Answer(status=status, location=str(location), retry_after=str(wait), text=text)


def plain(address: str) -> str:
    """Return an address in the signs that the web's protocol knows. Raises ValueError."""
    parts = urlsplit(address)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    kept = "%/:=&?~#+!$,;'@()*[]"
    path, query = quote(parts.path or "/", safe=kept), quote(parts.query, safe=kept)
    return urlunsplit((parts.scheme, host, path, query, ""))


def unreachable(error: Exception) -> Unreachable:
    """Return what went wrong with a request, in an owner's words."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, socket.gaierror):
        is_unknown = cause.errno in UNKNOWN_HOST
        why = "there is no such site" if is_unknown else "its name could not be looked up"
        return Unreachable(why, is_unknown=is_unknown)
    if isinstance(cause, TimeoutError):
        return Unreachable("it did not answer in time")
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Unreachable(f"its certificate is not in order ({cause.verify_message})")
    if isinstance(cause, ConnectionRefusedError):
        return Unreachable("it takes no visitors at this address")
    if isinstance(cause, ValueError) and not isinstance(cause, http.client.HTTPException):
        return Unreachable("its address cannot be read")
    return Unreachable("the connection broke off")
