"""What ten pages of the practice's site look like, compared with pictures in looks/.

`UPDATE_LOOKS=1 make test PYTEST_ARGS="tests/browser/test_looks.py"` takes the pictures anew;
look at them before you commit them.

Machines have different fonts, and draw letters a little differently. So all text is drawn in
the site's own font, and pictures are compared by the mean colour of small squares. Which
fonts the pages ask for is in looks/fonts.yaml.
"""

from __future__ import annotations

import datetime
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from tests.browser.screens import DESKTOP, HEIGHTS, PHONE, Scheme, blank_page, resize
from tests.practice.hosting import Hosted, Serve, host_changed
from tests.practice.site import confirm_all, newest_day

LOOKS = Path(__file__).parent / "looks"
FONTS = LOOKS / "fonts.yaml"
# One picture holds as much of a page as a reader meets in the first scrolls.
MOST_HEIGHT = 2400
# Pixels of a screen that become one of a picture, in each direction.
SMALLER = {PHONE: 2, DESKTOP: 4}
SQUARE = 8
# Of 255. Letters drawn by another machine change the mean of a square by less.
UNLIKE = 12
MOST_UNLIKE = 0.002
MOST_TALLER = 0.01
MOST_BYTES = 1_500_000
QUALITY = 80


@dataclass(frozen=True)
class View:
    """One page on one screen."""

    name: str
    url: str
    width: int = PHONE
    scheme: Scheme = "light"

    def __str__(self) -> str:
        return f"{self.name}-{'phone' if self.width == PHONE else 'desktop'}-{self.scheme}"

    @property
    def picture(self) -> Path:
        return LOOKS / f"{self}.webp"


PAGES = {
    "home": "/",
    "service": "/services/medical-massage/",
    "explanation": "/learn/fascia/",
    "comparison": "/medical-vs-therapeutic/",
    "condition": "/conditions/sciatica/",
    "prices": "/prices/",
    "insurance": "/insurance/no-fault/",
    "offer": "/offers/new-client/",
    "contact": "/contact/",
    "not-found": "/404.html",
}
VIEWS = (
    *(View(name, url) for name, url in PAGES.items()),
    *(View(it, PAGES[it], DESKTOP) for it in ("home", "service", "comparison", "prices")),
    *(View(it, PAGES[it], DESKTOP, "dark") for it in ("home", "explanation")),
    *(View(it, PAGES[it], PHONE, "dark") for it in ("condition", "contact")),
)
ONE_FONT = """
async (address) => {
    const font = new FontFace("looks", `url(${address})`, {weight: "100 900"});
    document.fonts.add(await font.load());
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`*, ::before, ::after {
        font-family: looks !important;
        text-rendering: geometricPrecision !important;
        animation: none !important;
        transition: none !important;
    }`);
    document.adoptedStyleSheets = [sheet];
    document.querySelectorAll("img[loading=lazy]").forEach((it) => { it.loading = "eager"; });
    await Promise.all([...document.images].map((it) => it.decode().catch(() => {})));
}
"""
ASKED_FONTS = """
() => Object.fromEntries(["body", "h1", ".button"].map((it) =>
    [it, getComputedStyle(document.querySelector(it)).fontFamily]))
"""


@pytest.fixture(scope="module")
def hosted(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    return host_changed(repo_root, tmp_path_factory.mktemp("looks"), serve, confirm_all)


@pytest.fixture(scope="module")
def page(browser: Browser, repo_root: Path) -> Iterator[Page]:
    noon = datetime.datetime.combine(newest_day(repo_root), datetime.time(12))
    with blank_page(browser, timezone_id="America/New_York", reduced_motion="reduce") as page:
        page.clock.set_fixed_time(noon.replace(tzinfo=datetime.UTC))
        yield page


def take(page: Page, hosted: Hosted, view: View) -> Image.Image:
    """Return a small picture of a page."""
    resize(page, view.width)
    page.emulate_media(color_scheme=view.scheme)
    page.goto(hosted.address(view.url))
    font = next(path for path in sorted(hosted.practice.files) if path.endswith(".woff2"))
    page.evaluate(ONE_FONT, hosted.address(font))
    height = min(MOST_HEIGHT, page.evaluate("document.documentElement.scrollHeight"))
    # As tall as the picture: a bar at the edge of the screen then stands at its end.
    page.set_viewport_size({"width": view.width, "height": max(height, HEIGHTS[view.width])})
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return picture.reduce(SMALLER[view.width])


def unlike(one: Image.Image, other: Image.Image) -> tuple[float, Image.Image]:
    """Return the share of squares that differ, and a picture of them."""
    width, height = (min(sizes) for sizes in zip(one.size, other.size, strict=True))
    box = (0, 0, width, height)
    squares = [it.crop(box).reduce(SQUARE) for it in (one, other)]
    channels = ImageChops.difference(*squares).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    marked = most.point(lambda value: 255 if value > UNLIKE else 0)
    return sum(marked.histogram()[1:]) / (marked.width * marked.height), marked


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_a_page_looks_as_it_did(view: View, page: Page, hosted: Hosted, tmp_path: Path) -> None:
    now = take(page, hosted, view)
    if os.environ.get("UPDATE_LOOKS") == "1":
        LOOKS.mkdir(exist_ok=True)
        now.save(view.picture, quality=QUALITY, method=6)
    assert view.picture.is_file(), "no picture: take it with UPDATE_LOOKS=1"
    before = Image.open(view.picture).convert("RGB")
    share, marked = unlike(before, now)
    now.save(tmp_path / "now.png")
    marked.resize(now.size, Image.Resampling.NEAREST).save(tmp_path / "changed.png")
    taller = abs(now.height - before.height) / before.height
    assert now.width == before.width
    assert taller <= MOST_TALLER, f"{before.height} pixels tall before, now {now.height}"
    assert share <= MOST_UNLIKE, f"{share:.1%} has changed: see {tmp_path}/changed.png"


def test_the_pages_ask_for_the_same_fonts(page: Page, hosted: Hosted) -> None:
    page.goto(hosted.address("/"))
    asked = page.evaluate(ASKED_FONTS)
    if os.environ.get("UPDATE_LOOKS") == "1":
        LOOKS.mkdir(exist_ok=True)
        FONTS.write_text(yaml.safe_dump(asked), encoding="utf-8")
    assert asked == yaml.safe_load(FONTS.read_text(encoding="utf-8"))


def test_the_pictures_are_few_and_small() -> None:
    pictures = sorted(LOOKS.glob("*.webp"))
    assert {it.name for it in pictures} == {view.picture.name for view in VIEWS}
    assert sum(it.stat().st_size for it in pictures) <= MOST_BYTES
