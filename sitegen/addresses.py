"""The addresses that one output writes: relative to itself, or absolute."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from sitegen.links import relative

PLAIN = re.compile(r"[a-z0-9/._-]*")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses as seen from the output at URL path ``at`` of the site at ``site_url``.

    With ``root_absolute`` they count from the host's root: for the 404 page, which hosts
    serve at any depth.
    """

    site_url: str
    at: str
    root_absolute: bool = False

    def href(self, path: str, anchor: str = "") -> str:
        """Return the URL that leads to a URL path of the site."""
        tail = f"#{quote(anchor)}" if anchor else ""
        if self.root_absolute:
            return quote(urlsplit(self.site_url).path.rstrip("/") + path) + tail
        return _quoted(relative(path, self.at)) + tail

    def address(self, path: str, anchor: str = "") -> str:
        """Return the absolute address of a URL path of the site."""
        tail = f"#{quote(anchor)}" if anchor else ""
        return self.site_url.rstrip("/") + quote(path) + tail

    def absolute(self, href: str) -> str:
        """Return the absolute address of a URL that ``href`` answered, or of a URL path."""
        if urlsplit(href).scheme:
            return href
        if self.root_absolute:
            return urljoin(self.site_url, href)
        return self.site_url.rstrip("/") + urljoin(quote(self.at), href)

    @property
    def canonical(self) -> str:
        """The output's own address."""
        return self.address(self.at)


def _quoted(path: str) -> str:
    return path if PLAIN.fullmatch(path) else quote(path)
