"""The states of a site's knowledge, one frozen type each: files, pages, site, outputs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitegen.contract import Contract, Page, SiteSettings
from sitegen.marks import Prose
from sitegen.yamltext import Tree, Unconfirmed

MARKER = "build.json"
GENERATOR = "sitegen"
DRAFT, SCHEDULED, EXPIRED = "draft", "scheduled", "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A page as its file says it: front matter not yet checked. ``path`` is below content/."""

    path: str
    front: Tree
    body: str
    body_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All files of a site. ``broken`` names pages and data that could not be read."""

    contract: Contract
    settings: Tree | None
    pages: tuple[SourcePage, ...]
    data: Mapping[str, Tree]
    published_urls: tuple[tuple[int, str], ...]
    files: Mapping[str, Path]
    broken: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPage:
    """A page whose front matter fits its kind and whose Markdown has been read."""

    path: str
    kind: str
    fields: Page
    front: Tree
    prose: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A site of which every file, taken alone, is right.

    ``trees`` gives the places of values in ``site.yaml`` and in each data file.
    """

    contract: Contract
    settings: SiteSettings
    pages: tuple[CheckedPage, ...]
    data: Mapping[str, Any]
    trees: Mapping[str, Tree]
    published_urls: tuple[tuple[int, str], ...]
    files: Mapping[str, Path]
    broken: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What other pages may know of a page: everything but its text."""

    source: str
    url: str
    kind: str
    fields: Page
    digest: str

    @property
    def title(self) -> str:
        """Heading of the page."""
        return self.fields.title

    @property
    def nav_title(self) -> str:
        """Short title for menus."""
        return self.fields.nav_title or self.fields.title

    @property
    def description(self) -> str:
        """Summary for lists."""
        return self.fields.description

    @property
    def last_changed(self) -> datetime.date | None:
        """Day of the last change in substance that its front matter tells."""
        return self.fields.updated or self.fields.date

    @property
    def section(self) -> str:
        """Folder below content/, without the page's own name; empty at the top."""
        return self.source.rpartition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A subject and the pages that carry it, by title."""

    name: str
    url: str
    pages: tuple[Card, ...]

    @property
    def count(self) -> int:
        """How many pages carry it."""
        return len(self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page with its place on the site; ``tag`` is set on the page of a tag."""

    card: Card
    prose: Prose = field(default_factory=Prose)
    tag: Tag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that begins or ends by date alone."""

    on: datetime.date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that is live on one day; nothing in it changes.

    ``pages`` is keyed by source path. ``sleeping`` holds pages that are not live today and
    why. ``entries`` names all entries of a data file, ``data`` holds those of today.
    ``redirects`` leads from URL paths to a source path or a web address.
    """

    settings: SiteSettings
    pages: Mapping[str, SitePage]
    generated: tuple[SitePage, ...]
    sleeping: Mapping[str, str]
    tags: tuple[Tag, ...]
    data: Mapping[str, Any]
    entries: Mapping[str, frozenset[str]]
    kinds: frozenset[str]
    sections: frozenset[str]
    redirects: Mapping[str, str]
    files: Mapping[str, Path]
    unconfirmed: tuple[Unconfirmed, ...]
    changes: tuple[Change, ...]
    today: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One query that an output asked, and a digest of what it was told."""

    query: str
    arguments: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the built site; ``trace`` is all that a template read to make it."""

    path: str
    content: bytes
    trace: tuple[Answer, ...] = field(default=(), compare=False)
