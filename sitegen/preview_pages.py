"""The preview's WSGI application: the built site from memory, and what the toolbar asks."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from sitegen.days import read_day
from sitegen.headers import headers
from sitegen.preview_components import Gallery
from sitegen.preview_state import COMPONENTS, NOT_FOUND, OWN, Marks, Shown
from sitegen.preview_views import state, styles, waiting_page

ASSETS = Path(__file__).parent / "preview"
SCRIPTS = ("script.js", "style.css", "components.js", "components.css")
QUESTIONS = {"state": state, "styles": styles}
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
JSON = "application/json"

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An HTTP answer."""

    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


def application(
    current: Callable[[], Shown],
    choose: Callable[[datetime.date | None], None],
    gallery: Gallery,
) -> Application:
    """Return the application: ``current`` tells what to show, ``choose`` takes another day,
    ``gallery`` draws components."""

    def answer(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        given = (
            _own(environ, current(), choose, gallery)
            or _drawn(environ, current(), gallery)
            or _site(environ, current())
        )
        told = {**given.headers, "Cache-Control": "no-store"}
        told["Cross-Origin-Resource-Policy"] = "same-origin"
        told["Content-Length"] = str(len(given.content))
        start(f"{given.status.value} {given.status.phrase}", list(told.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [given.content]

    return answer


def _path(environ: Mapping[str, Any]) -> str:
    path: str = environ["PATH_INFO"]
    return path.encode("latin-1").decode("utf-8", "replace")


# --- the site ---


def _site(environ: Mapping[str, Any], shown: Shown) -> Answer:
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return Answer(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"})
    path = _path(environ)
    if shown.built is None:
        page = waiting_page(shown).encode()
        return _page(environ, shown, "waiting.html", page, HTTPStatus.SERVICE_UNAVAILABLE)
    name = shown.file_for(path)
    if name is None:
        return _elsewhere(environ, shown, path)
    if name.endswith(".html"):
        return _page(environ, shown, name, shown.files[name], HTTPStatus.OK)
    return _part(
        environ, Answer(headers=headers(name, shown.files[name]), content=shown.files[name])
    )


def _elsewhere(environ: Mapping[str, Any], shown: Shown, path: str) -> Answer:
    """Lead from ``/a`` to ``/a/``, and from the published site's folder to the root of this one."""
    assert shown.built is not None
    folder = urlsplit(shown.built.site.settings.url).path.rstrip("/")
    query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
    target = None
    if shown.file_for(f"{path}/"):
        target = f"{path}/"
    elif folder and path.startswith(f"{folder}/"):
        target = path.removeprefix(folder)
    if target:
        location = "/" + quote(target.lstrip("/")) + query
        return Answer(status=HTTPStatus.FOUND, headers={"Location": location})
    content = shown.files.get(NOT_FOUND, b"<!doctype html><title>Not found</title><p>Not found")
    return _page(environ, shown, NOT_FOUND, content, HTTPStatus.NOT_FOUND)


def _page(
    environ: Mapping[str, Any],
    shown: Shown,
    name: str,
    content: bytes,
    status: HTTPStatus,
    *,
    marks: Marks | None = None,
) -> Answer:
    """Return a page with the script that keeps it new, and a policy that lets it do so."""
    also = {
        "script-src": ("'self'",),
        "connect-src": ("'self'", f"ws://{environ['HTTP_HOST']}"),
    }
    if shown.built is None:
        also["style-src"] = ("'self'",)
    path = _path(environ)
    marks = marks or shown.marks(path)
    tag = (
        f'<script src="{OWN}script.js" defer data-path="{escape(path)}"'
        f' data-body="{marks.body}" data-style="{marks.style}"></script>'
    ).encode()
    at = content.lower().find(b"</head>")
    at = len(content) if at < 0 else at
    return Answer(
        status=status,
        headers=headers(name, content, also),
        content=content[:at] + tag + content[at:],
    )


def _part(environ: Mapping[str, Any], whole: Answer) -> Answer:
    """Return the piece that a player asks for, so that a film can be wound."""
    size = len(whole.content)
    asked = RANGE.fullmatch(environ.get("HTTP_RANGE", ""))
    if not asked or not (asked[1] or asked[2]):
        return whole
    first = int(asked[1]) if asked[1] else max(0, size - int(asked[2]))
    last = min(int(asked[2]), size - 1) if asked[1] and asked[2] else size - 1
    if first > last:
        return whole
    told = {**whole.headers, "Content-Range": f"bytes {first}-{last}/{size}"}
    return Answer(
        status=HTTPStatus.PARTIAL_CONTENT, headers=told, content=whole.content[first : last + 1]
    )


# --- components ---


def _drawn(environ: Mapping[str, Any], shown: Shown, gallery: Gallery) -> Answer | None:
    """Answer with the page of components, with what it frames, or with a picture in one."""
    path = _path(environ)
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or shown.built is None:
        return None
    if path == COMPONENTS:
        page = gallery.page().encode()
        return _page(environ, shown, "components.html", page, HTTPStatus.OK, marks=gallery.marks)
    if path.startswith(OWN):
        asked = {
            name: values[0] for name, values in parse_qs(environ.get("QUERY_STRING", "")).items()
        }
        frame = gallery.frame(path.removeprefix(OWN), asked)
        if frame is None:
            return None
        framed = headers("frame.html", frame.encode(), {"frame-ancestors": ("'self'",)})
        return Answer(headers=framed, content=frame.encode())
    content = None if shown.file_for(path) else gallery.asset(path)
    return None if content is None else Answer(headers=headers(path, content), content=content)


# --- what the script asks ---


def _own(
    environ: Mapping[str, Any],
    shown: Shown,
    choose: Callable[[datetime.date | None], None],
    gallery: Gallery,
) -> Answer | None:
    """Answer an address below ``/_preview/``; None leaves it to the site."""
    path = _path(environ)
    if not path.startswith(OWN):
        return None
    name, method = path.removeprefix(OWN), environ["REQUEST_METHOD"]
    if name in SCRIPTS and method in ("GET", "HEAD"):
        content = (ASSETS / name).read_bytes()
        return Answer(headers=headers(name, content), content=content)
    if name in QUESTIONS and method == "GET":
        page = parse_qs(environ.get("QUERY_STRING", "")).get("path", ["/"])[0]
        is_own = page == COMPONENTS and shown.built is not None
        return _json(QUESTIONS[name](shown, page, gallery.marks if is_own else None))
    if name == "day" and method == "POST":
        return _choose_day(environ, choose)
    return None


def _choose_day(
    environ: Mapping[str, Any], choose: Callable[[datetime.date | None], None]
) -> Answer:
    """Take ``{"day": "2026-12-24"}``, or null for today, from a page of the preview itself."""
    if not environ.get("HTTP_ORIGIN") or environ.get("CONTENT_TYPE") != JSON:
        return Answer(status=HTTPStatus.FORBIDDEN)
    try:
        typed = json.loads(environ["wsgi.input"].read())["day"]
        day = None if typed is None else read_day(typed)
    except (ValueError, TypeError, LookupError):
        return Answer(status=HTTPStatus.BAD_REQUEST)
    choose(day)
    return Answer(status=HTTPStatus.NO_CONTENT)


def _json(told: object) -> Answer:
    content = json.dumps(told, ensure_ascii=False).encode()
    return Answer(headers=headers("state.json", content), content=content)
