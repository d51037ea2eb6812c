"""The states of a site's knowledge, one frozen type each: files, pages, site, outputs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sitegen.contract import Contract, Page, SiteSettings
from sitegen.files import File, Seen, digest_of
from sitegen.marks import Prose
from sitegen.report import Change, Unconfirmed
from sitegen.texts import NO_TEXT, Text
from sitegen.values import Known
from sitegen.yamltext import Tree

MARKER = "build.json"
GENERATOR = "sitegen"
DRAFT, SCHEDULED, EXPIRED = "draft", "scheduled", "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A page as its file says it: front matter not yet checked. ``path`` is below content/."""

    path: str
    digest: str
    front: Tree
    body_line: int
    read_body: Callable[[], str]

    @property
    def body(self) -> str:
        """Its Markdown. Raises ProblemsFound if the file has changed since it was seen."""
        return self.read_body()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All files of a site, by their names below its root in ``read``.

    ``files`` are those pages may show, by name below static/ or content/; ``templates`` by name
    below templates/. ``broken`` names pages and data that could not be read.
    """

    read: Mapping[str, File]
    templates: Mapping[str, File]
    contract: Contract
    settings: Tree | None
    pages: tuple[SourcePage, ...]
    data: Mapping[str, Tree]
    published_urls: tuple[tuple[int, str], ...]
    files: Mapping[str, File]
    broken: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPage:
    """A page whose front matter fits its kind and whose Markdown has been read."""

    path: str
    kind: str
    fields: Page
    front: Tree
    text: Text
    card: Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A site of which every file, taken alone, is right.

    ``trees`` gives the places of values in ``site.yaml`` and in each data file; ``sources``
    are the pages as they were read, ``texts`` those without a mistake of their own, and
    ``known`` what the fields were checked against.
    """

    sources: Mapping[str, SourcePage]
    texts: Mapping[str, Text]
    known: Known
    contract: Contract
    settings: SiteSettings
    pages: tuple[CheckedPage, ...]
    data: Mapping[str, Any]
    trees: Mapping[str, Tree]
    published_urls: tuple[tuple[int, str], ...]
    files: Mapping[str, File]
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
    text: Text = NO_TEXT
    tag: Tag | None = None

    @property
    def prose(self) -> Prose:
        """What its text says."""
        return self.text.prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that is live on one day; nothing in it changes.

    ``pages`` is keyed by source path. ``sleeping`` holds pages that are not live today and
    why. ``entries`` names all entries of a data file, ``data`` holds those of today.
    ``redirects`` leads from URL paths to a source path or a web address. ``places`` is a digest
    of all that a text may refer to.
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
    places: str
    files: Mapping[str, File]
    unconfirmed: tuple[Unconfirmed, ...]
    changes: tuple[Change, ...]
    today: datetime.date


# A family of questions, such as ``entry``, and arguments: texts and numbers.
Fact = tuple[Any, ...]


class Output:
    """A file of the built site; ``content`` may be given as a function that brings it.

    ``made_from`` tells what a template was given, ``trace`` the facts it asked for, ``assets``
    the URL paths of other outputs that it needs.
    """

    __slots__ = ("_content", "_digest", "assets", "made_from", "path", "trace")

    def __init__(
        self,
        *,
        path: str,
        content: bytes | Callable[[], bytes],
        digest: str | None = None,
        made_from: str = "",
        trace: tuple[Fact, ...] = (),
        assets: tuple[str, ...] = (),
    ) -> None:
        self.path = path
        self._content = content
        self._digest = digest
        self.made_from = made_from
        self.trace = trace
        self.assets = assets

    @property
    def content(self) -> bytes:
        """Its bytes."""
        return self._content if isinstance(self._content, bytes) else self._content()

    @property
    def digest(self) -> str:
        """Digest of its bytes."""
        if self._digest is None:
            self._digest = digest_of(self.content)
        return self._digest

    def __eq__(self, other: object) -> bool:
        """Compare what a host would serve."""
        return (
            isinstance(other, Output) and self.path == other.path and self.content == other.content
        )

    def __hash__(self) -> int:
        """Hash as it compares."""
        return hash(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """All outputs, by path in order, and the digest of each fact that a template was told.

    ``parts`` are digests of the parts of the site that facts are asked of.
    ``reasons`` says of each output that was made anew why, in the words of an owner.
    """

    outputs: Mapping[str, Output]
    facts: Mapping[Fact, str]
    parts: Mapping[str, str]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class References:
    """Texts, by page the digest of each, that referred to nothing amiss while ``places`` held."""

    places: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What builds leave to later ones: files seen, texts read, and the last that was right."""

    seen: Mapping[str, Seen] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    checked: Checked | None = None
    references: References | None = None
    rendered: Rendered | None = None
