"""The configuration of Caddy: what stands in the block of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sitegen.headers import HASHED, HASHED_STEM
from sitegen.hosts.redirects import spellings
from sitegen.hosts.release import (
    CACHING,
    NOT_FOUND,
    PAGE,
    POLICY,
    SHARING,
    TYPE,
    Release,
    Served,
    ending_of,
)

FILE = ".host/Caddyfile"


def caddy(release: Release) -> str:
    """Return what is to be imported into a block whose root holds the site's folder."""
    folder = release.folder
    lines = [
        "# Written by the release build: change nothing here. docs/publish.md says how to use it.",
        *([f'redir "{folder}" "{folder}/" 301'] if folder else []),
        f'route "{folder}/*" {{',
        *(f"\t{line}" for line in _inside(release)),
        "}",
        "handle_errors {",
        "\t@missing {",
        f'\t\tpath "{folder}/*"',
        "\t\texpression `{http.error.status_code} == 404`",
        "\t}",
        "\troute @missing {",
        *(f"\t\t{line}" for line in _missing(release)),
        "\t}",
        "}",
    ]
    return "\n".join([*lines, ""])


def _inside(release: Release) -> Iterator[str]:
    folder = release.folder
    yield from _map("{site_moved}", _moved(release))
    yield from _map("{site_policy}", _policies(release))
    yield "header {"
    for name, value in (*release.constant.items(), (CACHING, release.others[CACHING])):
        yield f'\t{name} "{value}"'
    yield "}"
    yield "@sent not method GET HEAD"
    yield "error @sent 405"
    # Caddy's regular expressions cannot look ahead.
    yield "@hidden {"
    yield '\tpath_regexp "/\\."'
    yield f'\tnot path_regexp "^{re.escape(folder)}/\\.well-known(/[^./][^/]*)*/?$"'
    yield "}"
    yield "error @hidden 404"
    yield '@moved expression `{site_moved} != ""`'
    yield "redir @moved {site_moved} 301"
    yield from _kinds(release)
    yield '@own expression `{site_policy} != ""`'
    yield f'header @own {POLICY} "{{site_policy}}"'
    yield "file_server {"
    yield "\tprecompressed br gzip"
    yield "}"


def _map(name: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"map {{path}} {name} {{"
    yield from (f'\t{_quoted(path)} "{value}"' for path, value in rows)
    yield '\tdefault ""'
    yield "}"


def _moved(release: Release) -> Iterator[tuple[str, str]]:
    for url, location in release.redirects.items():
        for way in spellings(url):
            yield release.folder + way, location


def _policies(release: Release) -> Iterator[tuple[str, str]]:
    for file in release.answering:
        if POLICY in file.headers:
            for path in dict.fromkeys((file.url, f"/{file.path}")):
                yield release.folder + path, file.headers[POLICY]


def _kinds(release: Release) -> Iterator[str]:
    """Yield what a file's name says of its headers."""
    yield from _by_value(TYPE, release.files)
    yield from _by_value(SHARING, release.files)
    yield from _by_value(CACHING, [release.not_found])
    hashed = next((it for it in release.files if HASHED.fullmatch(it.path)), None)
    if hashed:
        pattern = rf"^{re.escape(release.folder)}/assets/{HASHED_STEM}\.[a-z0-9]+$"
        yield f'@hashed path_regexp "{pattern}"'
        yield f'header @hashed {CACHING} "{hashed.headers[CACHING]}"'
    packed = sorted({f"*{ending_of(it.path)}" for it in release.files if it.is_packed})
    if packed:
        yield f"@packed path {' '.join((*packed, '*/'))}"
        # Last of all, since Caddy itself adds the same to what is packed.
        yield "header @packed {"
        yield "\tVary Accept-Encoding"
        yield "\tdefer"
        yield "}"


def _by_value(name: str, files: Iterable[Served]) -> Iterator[str]:
    """Yield the value of a header for each kind of file, by the endings of their names."""
    found: dict[str, dict[str, None]] = {}
    for file in files:
        ending = ending_of(file.path)
        patterns = found.setdefault(file.headers[name], {})
        patterns[_quoted(f"*{ending}" if ending else f"*/{file.path}")] = None
        if ending == PAGE:
            patterns["*/"] = None
    for number, (value, patterns) in enumerate(sorted(found.items())):
        label = f"@{name.replace('-', '').lower()}{number}"
        yield f"{label} path {' '.join(sorted(patterns))}"
        yield f'header {label} {name} "{value}"'


def _missing(release: Release) -> Iterator[str]:
    page = release.not_found
    yield "header {"
    yield from (f'\t{name} "{value}"' for name, value in page.headers.items())
    if page.is_packed:
        yield "\tVary Accept-Encoding"
    yield "\tdefer"
    yield "}"
    yield f'rewrite * "{release.folder}/{NOT_FOUND}"'
    yield "file_server {"
    yield "\tprecompressed br gzip"
    yield "}"


def _quoted(path: str) -> str:
    # Within quotes a backslash is itself, but before a quote.
    escaped = path.replace('"', '\\"')
    return f'"{escaped}"'
