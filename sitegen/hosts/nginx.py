"""The configuration of nginx: what stands in the server block of the site.

It uses nothing but what every nginx has: no brotli module, no ``map``, which would have to stand
outside the server block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sitegen.headers import HASHED, HASHED_STEM
from sitegen.hosts.redirects import spellings
from sitegen.hosts.release import (
    CACHING,
    NOT_FOUND,
    POLICY,
    SHARING,
    TYPE,
    Release,
    Served,
    accepts,
    ending_of,
)

FILE = ".host/nginx.conf"
VARIABLES = {POLICY: "$site_policy", CACHING: "$site_caching", SHARING: "$site_sharing"}
HIDDEN = r"/\.(?!well-known(?:/|$))"


def nginx(release: Release) -> str:
    """Return what is to be included in a server block whose root holds the site's folder."""
    lines = [
        "# Written by the release build: change nothing here. docs/publish.md says how to use it.",
        *_beginning(release),
    ]
    folder = release.folder
    if folder:
        lines.append(f'location = "{folder}" {{ absolute_redirect off; return 301 "{folder}/"; }}')
    lines.append(f'location ^~ "{folder}/" {{')
    lines += [f"    {line}" for line in _inside(release)]
    return "\n".join([*lines, "}", ""])


def _beginning(release: Release) -> Iterator[str]:
    for name, variable in VARIABLES.items():
        yield f'set {variable} "{release.others.get(name, "")}";'
    for variable in ("$site_vary", "$site_encoding", "$site_accepted", "$site_ending"):
        yield f'set {variable} "";'
    for accepted, ending in (("gzip", ".gz"), ("br", ".br")):
        yield f'if ($http_accept_encoding ~* "{accepts(accepted)}") {{'
        yield f'    set $site_accepted "{accepted}"; set $site_ending "{ending}";'
        yield "}"


def _inside(release: Release) -> Iterator[str]:
    folder = release.folder
    yield from ("index index.html;", "autoindex off;", "absolute_redirect off;")
    yield from ("charset off;", "gzip off;", "etag on;", "server_tokens off;")
    yield f'error_page 403 =404 "{folder}/{NOT_FOUND}";'
    yield f'error_page 404 "{folder}/{NOT_FOUND}";'
    yield from _types(release)
    for name, value in release.constant.items():
        yield f'add_header {name} "{value}" always;'
    for name, variable in VARIABLES.items():
        yield f"add_header {name} {variable} always;"
    yield "add_header Content-Encoding $site_encoding always;"
    yield "add_header Vary $site_vary always;"
    yield f'location ~ "{HIDDEN}" {{ return 404; }}'
    for url, location in release.redirects.items():
        for way in spellings(url):
            yield f'location = {_quoted(folder + way)} {{ return 301 "{location}"; }}'
    yield from _locations(release)


def _types(release: Release) -> Iterator[str]:
    endings: dict[str, set[str]] = {}
    for file in release.files:
        if file.headers[TYPE] != release.others[TYPE]:
            endings.setdefault(file.headers[TYPE], set()).add(ending_of(file.path)[1:].lower())
    yield "types {"
    for kind, names in sorted(endings.items()):
        yield f'    "{kind}" {" ".join(sorted(names))};'
    yield "}"
    yield f'default_type "{release.others[TYPE]}";'


def _locations(release: Release) -> Iterator[str]:
    hashed: dict[str, Served] = {}
    for file in release.answering:
        if HASHED.fullmatch(file.path) and POLICY not in file.headers and not file.is_packed:
            hashed.setdefault(ending_of(file.path), file)
        else:
            place = _quoted(f"{release.folder}/{file.path}")
            yield from _location(f"= {place}", _statements(release, file))
    for ending, file in hashed.items():
        pattern = f"{re.escape(release.folder)}/assets/{HASHED_STEM}{re.escape(ending)}"
        yield from _location(f'~ "^{pattern}$"', _statements(release, file))


def _location(which: str, statements: Iterable[str]) -> Iterator[str]:
    """Yield a location, unless there is nothing to say of it."""
    lines = [f"    {it}" for it in statements]
    if lines:
        yield f"location {which} {{"
        yield from lines
        yield "}"


def _statements(release: Release, file: Served) -> Iterator[str]:
    for name, variable in VARIABLES.items():
        value = file.headers.get(name, "")
        if value != release.others.get(name, ""):
            yield f'set {variable} "{value}";'
    if file.is_packed:
        # This is the type of .gz and .br, of which ``types`` knows nothing.
        yield f'default_type "{file.headers[TYPE]}";'
        yield 'set $site_vary "Accept-Encoding";'
        yield "if (-f $request_filename$site_ending) {"
        yield "    set $site_encoding $site_accepted;"
        yield "    rewrite ^ $uri$site_ending break;"
        yield "}"


def _quoted(path: str) -> str:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
