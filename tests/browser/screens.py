"""On which screens the limits of the practice's site hold, and how pages are measured there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Each width with the height that devices of that width have.
HEIGHTS: Mapping[int, int] = {320: 568, 390: 844, 768: 1024, 1280: 800, 1920: 1080}
WIDTHS = tuple(HEIGHTS)
PHONE, DESKTOP, WIDEST = 390, 1280, 1920
# What axe is asked for.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Every page is measured at these, one page of each kind at all widths.
EVERY_PAGE = (PHONE, DESKTOP)
MEASURES = Path(__file__).parent / "measures"
MOST_PAGES_NAMED = 4


@dataclass
class Complaints:
    """What was found wrong, by limit: each complaint once, with the pages that it is about."""

    found: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def add(self, limit: str, url: str, complaints: Iterable[str]) -> None:
        """Add complaints about one page."""
        for complaint in complaints:
            pages = self.found.setdefault(limit, {}).setdefault(complaint, [])
            if url not in pages:
                pages.append(url)

    def about(self, *limits: str) -> str:
        """Return all complaints about some limits, those about most pages first."""
        rows = [row for limit in limits for row in self.found.get(limit, {}).items()]
        rows.sort(key=lambda row: -len(row[1]))
        return "\n".join(f"{complaint} ({named(urls)})" for complaint, urls in rows)


def named(urls: list[str]) -> str:
    """Return the first pages by name, and how many more there are."""
    more = len(urls) - MOST_PAGES_NAMED
    shown = ", ".join(urls[:MOST_PAGES_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


def widths_of(url: str, kinds: Iterable[str]) -> tuple[int, ...]:
    """Return the widths at which a page is measured, widest first."""
    return tuple(sorted(WIDTHS if url in kinds else EVERY_PAGE, reverse=True))


@contextmanager
def blank_page(browser: Browser, **options: Any) -> Iterator[Page]:
    """Give a page in a context of its own."""
    with browser.new_context(**options) as context, context.new_page() as page:
        yield page


def resize(page: Page, width: int) -> None:
    """Give the page a screen of that width."""
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})


@cache
def source(name: str) -> str:
    """Return a script of tests/browser/measures/."""
    return (MEASURES / f"{name}.js").read_text(encoding="utf-8")


def bring(page: Page, *names: str) -> None:
    """Bring measures into the page that is open: `limits.<measure>()` is there then."""
    page.evaluate(f"() => {{\n{''.join(map(source, names))}\n}}")
