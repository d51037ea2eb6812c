"""Show a built site on this machine."""

from __future__ import annotations

import posixpath
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of ``folder`` on 127.0.0.1; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(folder)))


class _Handler(SimpleHTTPRequestHandler):
    extensions_map: dict[str, str] = {  # noqa: RUF012  # the base class declares it so
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".xml": "application/xml; charset=utf-8",
        ".webmanifest": "application/manifest+json",
        ".ics": "text/calendar; charset=utf-8",
        ".vcf": "text/vcard; charset=utf-8",
        ".vtt": "text/vtt; charset=utf-8",
        ".svg": "image/svg+xml",
        ".avif": "image/avif",
        ".webp": "image/webp",
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def list_directory(self, _path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def translate_path(self, path: str) -> str:
        name = posixpath.normpath(unquote(urlsplit(path).path)).lstrip("/")
        target = Path(self.directory, name).resolve()
        inside = target.is_relative_to(Path(self.directory).resolve())
        ending = "/" if path.partition("?")[0].endswith("/") else ""
        return f"{target}{ending}" if inside else str(Path(self.directory, "\0"))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing for each request."""
