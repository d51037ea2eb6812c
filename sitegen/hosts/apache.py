"""The ``.htaccess`` files that Apache reads: one for the site, one for each folder with pages.

A policy of its own stands in the folder of its page, so that nothing depends on where the
site lies but redirects and the page for unknown addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

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

NAME = ".htaccess"
FIRST_LINE = "# Written by the release build: change nothing here."
PACKED = r"(?:\.br|\.gz)?"
HIDDEN = r"(?:^|/)\.(?!well-known(?:/|$))"


def apache(release: Release) -> dict[str, str]:
    """Return the text of each ``.htaccess`` file, by its path."""
    folders: dict[str, list[Served]] = {"": []}
    for file in release.files:
        folders.setdefault(file.path.rpartition("/")[0], []).append(file)
    found = {NAME: "\n".join([FIRST_LINE, *_top(release), ""])}
    for folder, files in folders.items():
        lines = list(_folder(files))
        if folder and lines:
            found[f"{folder}/{NAME}"] = "\n".join([FIRST_LINE, *_told(lines), ""])
    return found


def _top(release: Release) -> Iterator[str]:
    files = release.files
    yield "DirectoryIndex index.html"
    yield f'ErrorDocument 404 "{release.folder}/{NOT_FOUND}"'
    yield "AddDefaultCharset off"
    for kind, endings in sorted(_endings(files, TYPE).items()):
        yield f'AddType "{kind}" {" ".join(endings)}'
    texts = sorted({ending_of(it.path) for it in files if it.is_packed})
    if texts:
        yield from _section(
            rf"(?:{_any(texts)})(?:\.br|\.gz)$",
            "AddEncoding br .br",
            "AddEncoding gzip .gz",
            "RemoveType .br .gz",
            # Elsewhere it is the Breton language.
            "RemoveLanguage .br",
        )
    for file in files:
        if not ending_of(file.path):
            pattern = f"^{_literal(file.path.rpartition('/')[2])}$"
            yield from _section(pattern, f'ForceType "{file.headers[TYPE]}"')
    yield from _told([*_site_headers(release, texts), *_folder(_here(files, ""))])
    yield "<IfModule mod_rewrite.c>"
    yield from _rules(release, texts)
    yield "</IfModule>"


def _site_headers(release: Release, texts: Sequence[str]) -> Iterator[str]:
    """Yield what holds in every folder, unless a folder says otherwise."""
    usual = {name: release.others[name] for name in (CACHING, SHARING)}
    for name, value in {**release.constant, **usual}.items():
        yield _header(name, value)
    yield from _section(rf"\.html{PACKED}$", _header(CACHING, release.not_found.headers[CACHING]))
    for value, endings in sorted(_endings(release.files, SHARING).items()):
        if value != usual[SHARING]:
            yield from _section(rf"(?:{_any(endings)}){PACKED}$", _header(SHARING, value))
    if texts:
        yield from _section(rf"(?:{_any(texts)}){PACKED}$", _header("Vary", "Accept-Encoding"))


def _here(files: Iterable[Served], folder: str) -> list[Served]:
    return [it for it in files if it.path.rpartition("/")[0] == folder]


def _folder(files: Iterable[Served]) -> Iterator[str]:
    """Yield what holds only for some files of a folder."""
    hashed = [it for it in files if HASHED.fullmatch(it.path)]
    if hashed:
        yield from _section(
            rf"^{HASHED_STEM}\.[a-z0-9]+{PACKED}$", _header(CACHING, hashed[0].headers[CACHING])
        )
    for file in files:
        if POLICY in file.headers:
            pattern = f"^{_literal(file.path.rpartition('/')[2])}{PACKED}$"
            yield from _section(pattern, _header(POLICY, file.headers[POLICY]))


def _rules(release: Release, texts: Sequence[str]) -> Iterator[str]:
    yield "RewriteEngine On"
    yield f'RewriteBase "{release.folder}/"'
    yield f'RewriteRule "{HIDDEN}" - [R=404,L]'
    yield 'RewriteCond %{REQUEST_METHOD} "!^(?:GET|HEAD)$"'
    yield "RewriteRule ^ - [R=405,L]"
    if release.is_secure:
        yield "RewriteCond %{HTTPS} !=on"
        yield "RewriteCond %{HTTP:X-Forwarded-Proto} !=https"
        # Those who give certificates ask without one.
        yield r'RewriteCond %{REQUEST_URI} "!/\.well-known/"'
        yield 'RewriteRule ^ "https://%{SERVER_NAME}%{REQUEST_URI}" [R=301,L]'
    for url, location in release.redirects.items():
        ways = "|".join(re.escape(it.removeprefix("/")) for it in spellings(url))
        target = location.replace("%", r"\%")
        yield f'RewriteRule "^(?:{ways})$" "{target}" [R=301,NE,L]'
    yield 'RewriteCond %{REQUEST_URI} "/$"'
    yield 'RewriteRule "^(.*/)?$" "$1index.html"'
    for accepted, ending in (("br", ".br"), ("gzip", ".gz")) if texts else ():
        yield f'RewriteCond %{{HTTP:Accept-Encoding}} "{accepts(accepted)}" [NC]'
        yield f'RewriteCond "%{{REQUEST_FILENAME}}{ending}" -f'
        yield f'RewriteRule "^(.+(?:{_any(texts)}))$" "$1{ending}" [L]'


def _told(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines for a server that may lack the module for headers."""
    yield "<IfModule mod_headers.c>"
    yield from lines
    yield "</IfModule>"


def _header(name: str, value: str) -> str:
    return f'Header always set {name} "{value.replace("%", "%%")}"'


def _section(pattern: str, *lines: str) -> Iterator[str]:
    yield f'<FilesMatch "{pattern}">'
    yield from lines
    yield "</FilesMatch>"


def _literal(name: str) -> str:
    return re.escape(name).replace('"', r"\x22")


def _any(endings: Iterable[str]) -> str:
    return "|".join(re.escape(it) for it in endings)


def _endings(files: Iterable[Served], header: str) -> dict[str, list[str]]:
    """Return the endings of files by the value of a header."""
    found: dict[str, set[str]] = {}
    for file in files:
        if ending_of(file.path):
            found.setdefault(file.headers[header], set()).add(ending_of(file.path))
    return {value: sorted(endings) for value, endings in found.items()}
