"""What the preview shows at one moment, and what one try to build it gave."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from html import unescape
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.excerpt import Line, excerpt
from sitegen.letters import readable
from sitegen.links import output_path
from sitegen.model import Output, Site
from sitegen.problems import Problem

OWN = "/_preview/"
COMPONENTS = f"{OWN}components"
NOT_FOUND = "404.html"
MAX_SHOWN = 1 << 20

STYLE = re.compile(rb"(<style\b[^>]*>)(.*?)(?=</style)", re.I | re.S)
SHEET = re.compile(rb"""<link\b(?=[^>]*\brel=["']?stylesheet\b)[^>]*\bhref="([^"]*)"[^>]*>""", re.I)
DRAWN = re.compile(rb"""\b(?:src|srcset|poster|data)="([^"]+)\"""")
# These carry a digest of their content in their names.
NAMED_BY_CONTENT = "assets/"


class BuiltSite(Protocol):
    """A site in memory."""

    @property
    def site(self) -> Site:
        """What is known of it."""

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Every file of it."""


Make = Callable[[datetime.date | None], BuiltSite]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A problem with the lines of the file around it."""

    problem: Problem
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one try gave: a built site, or mistakes, or a failure of the engine (a traceback)."""

    day: datetime.date | None
    changed: tuple[str, ...] = ()
    seconds: float = 0
    built: BuiltSite | None = None
    mistakes: tuple[Mistake, ...] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Digests of a page as it is drawn: of all but its styles, and of its styles."""

    body: str = ""
    style: str = ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The last good site, and what has been wrong since; ``day`` is set if somebody chose it."""

    number: int = 0
    day: datetime.date | None = None
    built: BuiltSite | None = None
    mistakes: tuple[Mistake, ...] = ()
    failed: bool = False
    known_marks: dict[str, Marks] = field(default_factory=dict, compare=False)

    @property
    def outputs(self) -> tuple[Output, ...]:
        """Every file of the last good site."""
        return self.built.outputs if self.built else ()

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Every file of the built site by its path."""
        return {it.path: it.content for it in self.outputs}

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """The source of each page by the path of its file."""
        pages = self.built.site.pages if self.built else {}
        return {output_path(it.card.url): f"content/{source}" for source, it in pages.items()}

    def file_for(self, path: str) -> str | None:
        """Return the file that answers a URL path, as hosts find it."""
        name = path.removeprefix("/")
        if name.endswith("/") or not name:
            name += "index.html"
        return name if name in self.files else None

    def marks(self, path: str) -> Marks:
        """Return the digests of what a URL path shows; they differ when it looks different."""
        if not self.built:
            return Marks(body=f"waiting {self.number}")
        name = self.file_for(path) or NOT_FOUND
        if name not in self.known_marks:
            self.known_marks[name] = _marks(self.files, name)
        return self.known_marks[name]

    def styles(self, path: str) -> tuple[list[str], list[str]]:
        """Return the styles inside the page at a URL path, and the addresses of linked ones."""
        content = self.files.get(self.file_for(path) or NOT_FOUND, b"")
        inside = [match[2].decode("utf-8", "replace") for match in STYLE.finditer(content)]
        return inside, [
            unescape(readable(match[1].decode("utf-8", "replace")))
            for match in SHEET.finditer(content)
        ]


def after(shown: Shown, outcome: Outcome) -> Shown:
    """Return what is shown when ``outcome`` is there; mistakes leave the last good site.

    It is ``shown`` itself if nothing is different.
    """
    if outcome.built:
        new = Shown(day=outcome.day, built=outcome.built)
    else:
        new = replace(
            shown, day=outcome.day, mistakes=outcome.mistakes, failed=bool(outcome.failure)
        )
    is_same = shown.number and (new.day, new.mistakes, new.failed, new.outputs) == (
        *(shown.day, shown.mistakes, shown.failed, shown.outputs),
    )
    return shown if is_same else replace(new, number=shown.number + 1)


def mistakes(problems: tuple[Problem, ...], root: Path) -> tuple[Mistake, ...]:
    """Return each problem with what stands around its place now."""
    texts: dict[str, str] = {}
    for path in {problem.path for problem in problems}:
        texts[path] = _text(root.resolve(), path)
    return tuple(
        Mistake(problem=it, lines=excerpt(texts[it.path], it.line, it.column)) for it in problems
    )


def _text(root: Path, name: str) -> str:
    """Return the text of a source; nothing for a link that leads out of the site's folder."""
    try:
        path = (root / name).resolve(strict=True)
        if not path.is_relative_to(root) or not path.is_file() or path.stat().st_size > MAX_SHOWN:
            return ""
        return path.read_bytes().decode("utf-8-sig", "replace")
    except (OSError, ValueError, RuntimeError):
        return ""


def _marks(files: Mapping[str, bytes], name: str) -> Marks:
    content = files.get(name, b"")
    if not name.endswith(".html"):
        return Marks(body=_digest(content))
    styles = [match[2] for match in STYLE.finditer(content)]
    sheets = [match[1] for match in SHEET.finditer(content)]
    bare = SHEET.sub(b"<link>", STYLE.sub(rb"\1", content))
    return Marks(
        body=_digest(bare, *_drawn(files, name, DRAWN.findall(bare))),
        style=_digest(*styles, *sheets, *_drawn(files, name, sheets)),
    )


def _drawn(files: Mapping[str, bytes], name: str, found: list[bytes]) -> list[bytes]:
    """Return the content of files that a page draws and whose names do not tell it."""
    targets: dict[str, None] = {}
    for references in found:
        for reference in references.decode("utf-8", "replace").split(","):
            words = reference.split()
            address = urlsplit(urljoin(f"/{name}", words[0] if words else ""))
            if not address.netloc:
                targets[posixpath.normpath(unquote(address.path)).lstrip("/")] = None
    return [files[it] for it in targets if it in files and not it.startswith(NAMED_BY_CONTENT)]


def _digest(*contents: bytes) -> str:
    found = blake2b(digest_size=8)
    for content in contents:
        found.update(b"%d\0" % len(content) + content)
    return found.hexdigest()
