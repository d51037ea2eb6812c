"""The HTTP headers of a published file: what it is, what a browser may do with it and keep."""

from __future__ import annotations

import posixpath
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import unescape
from urllib.parse import urlsplit

from sitegen.letters import readable

CONTENT_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
UNKNOWN = "application/octet-stream"
REFUSED = "accelerometer browsing-topics camera display-capture geolocation gyroscope hid"
REFUSED += " magnetometer microphone midi payment serial usb"
# Other names below the same domain may have no certificate, so they are not included.
SECURE = "max-age=31536000"
# A name that holds the content's hash (assets.py) never means another content.
HASHED_STEM = r"[^/]+\.[0-9a-f]{10}"
HASHED = re.compile(rf"assets/{HASHED_STEM}\.[a-z0-9]+")
KEPT_FOR_A_YEAR = "public, max-age=31536000, immutable"
KEPT_FOR_AN_HOUR = "public, max-age=3600"
ASKED_FOR_EACH_TIME = "no-cache"

# Order in which a policy is written; what is not named falls back to default-src 'none'.
DIRECTIVES = (
    *("default-src", "script-src", "style-src", "img-src", "font-src", "media-src", "frame-src"),
    *("object-src", "manifest-src", "connect-src", "form-action", "base-uri", "frame-ancestors"),
)
NONE, SELF = "'none'", "'self'"
ALWAYS = {
    "default-src": NONE,
    "form-action": NONE,
    "base-uri": NONE,
    "frame-ancestors": NONE,
}
FETCHES = {
    ("audio", "src"): "media-src",
    ("button", "formaction"): "form-action",
    ("embed", "src"): "object-src",
    ("form", "action"): "form-action",
    ("iframe", "src"): "frame-src",
    ("image", "href"): "img-src",
    ("img", "src"): "img-src",
    ("img", "srcset"): "img-src",
    ("input", "formaction"): "form-action",
    ("object", "data"): "object-src",
    ("script", "src"): "script-src",
    ("source", "src"): "media-src",
    ("source", "srcset"): "img-src",
    ("track", "src"): "media-src",
    ("video", "poster"): "img-src",
    ("video", "src"): "media-src",
}
LINKED = {
    "apple-touch-icon": "img-src",
    "icon": "img-src",
    "manifest": "manifest-src",
    "modulepreload": "script-src",
    "stylesheet": "style-src",
}
TAG = re.compile(r"""<([a-z][a-z0-9-]*)\b((?>[^<>"']+|"[^"]*"|'[^']*')*+)>""", re.I)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
URL_IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", re.I)
# The types of scripts that a policy must allow; anything else in a <script> is data.
RUNS = re.compile(
    r"\s*(|module|importmap|speculationrules|(text|application)/(x-)?(java|ecma)script"
    r"|text/(javascript1\.[0-5]|jscript|livescript))\s*",
    re.I,
)
# Anything else could end a source, and begin a directive of its own.
HOST = re.compile(r"[\w.:\[\]-]+")

Policy = dict[str, set[str]]


def headers(
    path: str,
    content: bytes,
    also: Mapping[str, Iterable[str]] | None = None,
    *,
    is_secure: bool = False,
) -> Mapping[str, str]:
    """Return the headers of one file of the built site.

    A page gets the tightest Content-Security-Policy under which it works; ``also`` adds
    sources to its directives. Only of pages and SVG is the content read. With ``is_secure``
    browsers are told to come back by https alone, for a year.
    """
    ending = posixpath.splitext(path)[1].lower()
    kind = CONTENT_TYPES.get(ending, UNKNOWN)
    found = {
        "Content-Type": kind,
        "X-Content-Type-Options": "nosniff",
        # Players on other sites refuse to play for a page that does not say where it is.
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in REFUSED.split()),
        "Cross-Origin-Opener-Policy": "same-origin",
        # Readers of feeds and of shared links show pictures on pages of their own.
        "Cross-Origin-Resource-Policy": "cross-origin" if "image/" in kind else "same-origin",
        "Cache-Control": _caching(path, ending),
    }
    if is_secure:
        found["Strict-Transport-Security"] = SECURE
    if ending in (".html", ".svg"):
        text = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        policy = _policy(readable(text))
        if ending == ".html":
            # Auditors such as Lighthouse ask for /robots.txt from within the page.
            policy.setdefault("connect-src", set()).add(SELF)
        for directive, sources in (also or {}).items():
            policy.setdefault(directive, set()).update(sources)
        found["Content-Security-Policy"] = _written(policy)
    return found


def joined(policies: Iterable[str]) -> str:
    """Return the tightest policy under which every page works that works under one of these."""
    union: Policy = {}
    for policy in policies:
        for part in policy.split("; "):
            directive, *sources = part.split(" ")
            union.setdefault(directive, set()).update(it for it in sources if it != NONE)
    return _written(union)


def _caching(path: str, ending: str) -> str:
    if ending == ".html":
        return ASKED_FOR_EACH_TIME
    return KEPT_FOR_A_YEAR if HASHED.fullmatch(path) else KEPT_FOR_AN_HOUR


def _written(policy: Mapping[str, set[str]]) -> str:
    parts = []
    for directive in DIRECTIVES:
        sources = sorted(policy.get(directive, ())) or [ALWAYS.get(directive, "")]
        if sources != [""]:
            parts.append(f"{directive} {' '.join(sources)}")
    return "; ".join(parts)


def _policy(html: str) -> Policy:
    # Browsers ask for /favicon.ico whether or not a page names it.
    policy: Policy = {"img-src": {SELF}}
    for directive, source in _needs(html):
        policy.setdefault(directive, set()).add(source)
    return policy


def _needs(html: str, *, is_framed: bool = False) -> Iterator[tuple[str, str]]:
    """Yield each (directive, source) that a page needs; more is yielded for what is commented."""
    for match in TAG.finditer(html):
        tag, attributes = match[1].lower(), _attributes(match[2])
        yield from _fetches(tag, attributes, is_framed=is_framed)
        if tag in ("style", "script"):
            body = html[match.end() : _end(html, tag, match.end())]
            yield from _inline(tag, attributes, body)


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): unescape(quoted or single or bare)
        for name, quoted, single, bare in ATTRIBUTE.findall(text)
    }


def _end(html: str, tag: str, start: int) -> int:
    end = re.compile(rf"</{tag}\b", re.I).search(html, start)
    return end.start() if end else len(html)


def _fetches(
    tag: str, attributes: Mapping[str, str], *, is_framed: bool
) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        directive = FETCHES.get((tag, name.removeprefix("xlink:")))
        if directive:
            addresses = value.split(",") if name == "srcset" else [value]
            yield from ((directive, _source(it)) for it in addresses)
    if tag == "link":
        words = attributes.get("rel", "").lower().split()
        for directive in (LINKED[word] for word in words if word in LINKED):
            yield directive, _source(attributes.get("href", ""))
            if directive == "style-src":
                yield from (("img-src", SELF), ("img-src", "data:"), ("font-src", SELF))
    if tag == "form" and "action" not in attributes:
        yield "form-action", SELF
    if tag == "base":
        yield "base-uri", _source(attributes.get("href", ""))
    if tag == "iframe" and "srcdoc" in attributes:
        # The page inside has no headers: it lives under the policy of the page around it.
        yield from _needs(attributes["srcdoc"], is_framed=True)
    if tag == "a" and is_framed and re.match(r"https?:|//", attributes.get("href", ""), re.I):
        yield "frame-src", _source(attributes["href"])


def _inline(tag: str, attributes: Mapping[str, str], body: str) -> Iterator[tuple[str, str]]:
    if tag == "style":
        yield "style-src", _hash(body)
        for url, imported in URL_IN_CSS.findall(body):
            yield ("style-src" if imported else "img-src"), _source(url or imported)
            if "@font-face" in body and url:
                yield "font-src", _source(url)
    elif "src" not in attributes and RUNS.fullmatch(attributes.get("type", "")):
        yield "script-src", _hash(body)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _source(address: str) -> str:
    """Return the source expression that allows an address."""
    address = address.strip()
    scheme = re.match(r"(data|blob):", address, re.I)
    if scheme:
        return scheme[0].lower()
    if not re.match(r"(https?:)?//", address, re.I):
        return SELF
    try:
        parts = urlsplit(address if ":" in address.partition("/")[0] else f"https:{address}")
    except ValueError:
        # Browsers cannot read it either, and fetch nothing.
        return SELF
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme.lower()}://{host}" if HOST.fullmatch(host) else SELF
