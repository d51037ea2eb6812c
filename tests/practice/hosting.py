"""The built practice's site on a local host, in a folder of its own, as a browser meets it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.practice.site import Change, Practice, build, copy_sources, rewrite, write_files

PREFIX = "/a/b/"
ADDRESS = f"https://practice.example{PREFIX}"
Serve = Callable[[Path, str], str]


@dataclass(frozen=True, slots=True)
class Hosted:
    """A site on a host; `base` is the address of its first page."""

    practice: Practice
    base: str

    def address(self, url: str) -> str:
        """Return the address of a page by its URL path."""
        return self.base + url.lstrip("/")

    def one_of_each_kind(self) -> list[str]:
        """Return the URL paths of one page for each layout."""
        pages = (*self.practice.site.pages.values(), *self.practice.site.generated)
        firsts = {page.card.kind: page.card.url for page in reversed(pages)}
        return [*sorted(firsts.values()), "/404.html"]


def host_changed(
    root: Path,
    folder: Path,
    serve: Serve,
    change: Change | None = None,
    day: datetime.date | None = None,
) -> Hosted:
    """Host a copy of the site below `root` that knows its place, after a change to its files."""
    copy = copy_sources(root, folder / "site")
    # The page for unknown addresses counts from the root of the host.
    rewrite(copy / "site.yaml", lambda text: re.sub(r"(?m)^url:.*$", f"url: {ADDRESS}", text))
    if change:
        change(copy)
    practice = build(copy, day)
    write_files(practice, folder / "public")
    return Hosted(practice, serve(folder / "public", PREFIX))
