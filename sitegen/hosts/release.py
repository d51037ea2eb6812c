"""What a host is told of a site: its files with their headers, its redirects, its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from sitegen.headers import headers
from sitegen.hosts.redirects import locations
from sitegen.model import Output

POLICY = "Content-Security-Policy"
CACHING = "Cache-Control"
SHARING = "Cross-Origin-Resource-Policy"
TYPE = "Content-Type"
# All other headers are the same for every file.
VARYING = (POLICY, CACHING, SHARING)
NOT_FOUND = "404.html"
PAGE, DRAWING = ".html", ".svg"
# What the syntax of one server or another takes for its own.
MISREAD = re.compile(r'[^ -~]|["\\$`{}<>|^]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A file as a host is to serve it; ``path`` is below the output folder.

    ``is_packed`` says that the same text packed lies beside it, in .gz and .br.
    """

    path: str
    headers: Mapping[str, str]
    is_packed: bool = False

    @property
    def url(self) -> str:
        """The URL path, below the site's own, that it answers."""
        return "/" + re.sub(r"(^|/)index\.html$", r"\1", self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """All that a host is told.

    ``folder`` is the path of the site's address without the last slash. ``redirects`` lead from
    URL paths below it to what the header Location says.
    """

    host_name: str
    folder: str
    is_secure: bool
    files: tuple[Served, ...]
    redirects: Mapping[str, str]

    @property
    def constant(self) -> dict[str, str]:
        """The headers that are the same for every file."""
        told = self.files[0].headers
        return {name: it for name, it in told.items() if name not in (*VARYING, TYPE)}

    @property
    def not_found(self) -> Served:
        """The page that answers any other address."""
        return next(it for it in self.files if it.path == NOT_FOUND)

    @property
    def answering(self) -> tuple[Served, ...]:
        """The files in whose place no redirect answers."""
        return tuple(it for it in self.files if it.url not in self.redirects)

    @property
    def others(self) -> Mapping[str, str]:
        """The headers of an answer that is no file of the site."""
        return headers("", b"", is_secure=self.is_secure)


def release(
    outputs: Iterable[Output],
    *,
    url: str,
    redirects: Mapping[str, str],
    packed: frozenset[str] = frozenset(),
) -> Release:
    """Return what a host is told of outputs whose first page has the address ``url``.

    ``redirects`` are as ``Site.redirects`` has them; ``packed`` names files that have packed ones
    beside them.
    """
    parts = urlsplit(url)
    is_secure = parts.scheme == "https"
    return Release(
        host_name=parts.hostname or "",
        folder=parts.path.rstrip("/"),
        is_secure=is_secure,
        files=tuple(
            Served(
                path=it.path,
                headers=_headers(it, is_secure=is_secure),
                is_packed=it.path in packed,
            )
            for it in outputs
        ),
        redirects=locations(redirects, url),
    )


def _headers(output: Output, *, is_secure: bool) -> dict[str, str]:
    # Only these are read for their headers; all others may stay on the disk.
    content = output.content if output.path.endswith((PAGE, DRAWING)) else b""
    told = headers(output.path, content, is_secure=is_secure)
    return {name: plain(value) for name, value in told.items()}


def plain(text: str) -> str:
    """Return a text with every letter percent-encoded that a configuration could misread."""
    return MISREAD.sub(lambda match: quote(match[0], safe=""), text)


def ending_of(path: str) -> str:
    """Return the ending of a file's name with its dot, nothing if it has none."""
    name = path.rpartition("/")[2]
    return f".{name.rpartition('.')[2]}" if "." in name else ""


def accepts(packing: str) -> str:
    """Return the pattern of an Accept-Encoding that names a packing and does not refuse it."""
    return rf"(?:^|,)\s*{packing}\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)"
