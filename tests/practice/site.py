"""The practice's real site, built in memory, and changed copies of it."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sitegen import pipeline
from sitegen.checks.document import Document, Element, read_document
from sitegen.model import Site
from tests.practice.words import words_of

SOURCES = ("content", "templates", "static", "site.yaml", "schema.py")
CACHE = ".cache"
REFRESH = re.compile(r"<meta http-equiv=.?refresh", re.I)


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class WebPage:
    """A built page: its URL path, file name and HTML, read as a tree."""

    url: str
    path: str
    html: str
    document: Document

    @property
    def tree(self) -> Element:
        return self.document.root

    @property
    def main(self) -> Element:
        return self.tree.every("main")[0]

    @property
    def title(self) -> str:
        return words_of(self.tree.every("title")[0])

    def meta(self, name: str) -> str | None:
        """Return the content of `<meta name=...>` or `<meta property=...>`, if there is one."""
        for element in self.tree.every("meta"):
            if name in (element.attributes.get("name"), element.attributes.get("property")):
                return element.attributes.get("content", "")
        return None

    def link(self, rel: str) -> str | None:
        """Return the address of `<link rel=...>`, if there is one."""
        for element in self.tree.every("link"):
            if element.attributes.get("rel") == rel:
                return element.attributes["href"]
        return None


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Practice:
    """The built site: all files, what the engine knows, and every page that a visitor reads."""

    root: Path
    site: Site
    files: Mapping[str, bytes]
    pages: Mapping[str, WebPage]

    @property
    def settings(self) -> Any:
        """What site.yaml says."""
        return self.site.settings

    def data(self, name: str) -> Any:
        """Return the content of content/data/<name>.yaml."""
        return self.site.data[f"{name}.yaml"]

    def fields(self, page: WebPage) -> Any:
        """Return the front matter of a page that has some."""
        return next(it.card.fields for it in self.site.pages.values() if it.card.url == page.url)

    @property
    def indexed(self) -> tuple[WebPage, ...]:
        """All pages with an address of their own: not the 404 page, which answers any."""
        return tuple(page for page in self.pages.values() if page.path != "404.html")

    def of_kind(self, kind: str) -> tuple[WebPage, ...]:
        """Return the pages that a Markdown file of that kind gave."""
        return tuple(
            self.pages[page.card.url] for page in self.site.pages.values() if page.card.kind == kind
        )


Change = Callable[[Path], None]
Changed = Callable[[Change], Practice]


def page_url(path: str) -> str:
    """Return the URL path that a file of the built site answers."""
    return "/" + path.removesuffix("index.html")


@cache
def newest_day(root: Path) -> datetime.date:
    """Return the day of the newest page: fixed by the files, and all of them are live on it."""
    texts = (path.read_text(encoding="utf-8") for path in (root / "content").rglob("*.md"))
    days = [day for text in texts for day in re.findall(r"^date: *(\d{4}-\d\d-\d\d)", text, re.M)]
    return datetime.date.fromisoformat(max(days))


def offer_day(root: Path) -> datetime.date:
    """Return a day on which the newest offer is open: its last, or that of the newest page."""
    text = (root / "content/data/offers.yaml").read_text(encoding="utf-8")
    days = re.findall(r"until: *(?:!unconfirmed *)?(\d{4}-\d\d-\d\d)", text)
    return datetime.date.fromisoformat(max(days)) if days else newest_day(root)


def build(root: Path, day: datetime.date | None = None) -> Practice:
    """Build the site below `root` in memory, as it is on the day of its newest page."""
    as_of = day or newest_day(root)
    noon = datetime.datetime.combine(as_of, datetime.time(12), datetime.UTC)
    built = pipeline.make(root, now=noon, as_of=as_of)
    files = {output.path: output.content for output in built.outputs}
    pages = {}
    for path, content in files.items():
        html = content.decode() if path.endswith(".html") else ""
        if html and not REFRESH.search(html):
            url = page_url(path)
            document = read_document(html, path=path, url=url)
            pages[url] = WebPage(url, path, html, document)
    return Practice(root, built.site, files, pages)


def write_files(practice: Practice, folder: Path) -> None:
    """Write the built site into `folder`."""
    for path, content in practice.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def copy_sources(root: Path, to: Path) -> Path:
    """Copy what the site is built from, sharing the cache of drawn pictures."""
    for name in SOURCES:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, to / name)
        else:
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, to / name)
    (root / CACHE).mkdir(exist_ok=True)
    (to / CACHE).symlink_to(root / CACHE, target_is_directory=True)
    return to


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Pass the text of a file through `change`."""
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def confirm_all(root: Path) -> None:
    """Take the word `!unconfirmed` out of every file of a copy, as the owner will one day."""
    for path in (root / "site.yaml", *(root / "content").rglob("*.yaml")):
        rewrite(path, lambda text: re.sub(r"!unconfirmed *", "", text))
    for path in (root / "content").rglob("*.md"):
        rewrite(path, lambda text: re.sub(r"(?m)^([\w-]+:|-) *!unconfirmed ", r"\1 ", text))
