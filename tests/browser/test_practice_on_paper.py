"""The practice's coupon and price list as they print."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, PdfMargins

from tests.practice.hosting import Hosted, Serve, host_changed
from tests.practice.site import offer_day

MARGIN = "0.4in"
CHANNELS = r"rgba?\((\d+), (\d+), (\d+)"


@pytest.fixture(scope="module")
def hosted(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    day = offer_day(repo_root)
    return host_changed(repo_root, tmp_path_factory.mktemp("hosted"), serve, day=day)


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    """A page that shows what would be printed by somebody who reads in dark mode."""
    with (
        browser.new_context(viewport={"width": 720, "height": 960}, color_scheme="dark") as context,
        context.new_page() as page,
    ):
        page.emulate_media(media="print", color_scheme="dark")
        yield page


def sheets(page: Page) -> int:
    """Return how many sheets of paper the page fills, with the margins that browsers leave."""
    margin = PdfMargins(top=MARGIN, right=MARGIN, bottom=MARGIN, left=MARGIN)
    pdf = page.pdf(format="Letter", margin=margin)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def visible_words(page: Page, selector: str) -> str:
    return " ".join(it.inner_text() for it in page.locator(selector).all() if it.is_visible())


@pytest.mark.parametrize("url", ["/offers/new-client/", "/prices/", "/", "/services/prenatal/"])
def test_paper_holds_no_menus_or_buttons(url: str, paper: Page, hosted: Hosted) -> None:
    paper.goto(hosted.address(url))
    assert not visible_words(paper, "nav, .button, .skip-link, .call-to-action, .onward")
    assert visible_words(paper, "h1")


def test_the_coupon_prints_alone_on_one_sheet(paper: Page, hosted: Hosted) -> None:
    offer = next(iter(hosted.practice.data("offers").values()))
    site = hosted.practice.settings
    paper.goto(hosted.address("/offers/new-client/"))
    coupon = visible_words(paper, ".coupon")
    assert f"{offer.amount} off" in coupon
    assert site.name in coupon
    assert str(site.phone) in coupon
    assert all(line in coupon for line in offer.terms)
    assert not visible_words(paper, ".prose")
    assert sheets(paper) == 1


def test_the_price_list_prints_whole_with_its_day(paper: Page, hosted: Hosted) -> None:
    paper.goto(hosted.address("/prices/"))
    table = visible_words(paper, ".price-table")
    prices = hosted.practice.data("prices")
    assert "Prices from" in table
    assert all(str(it.price) in table for it in prices.prices)
    assert all(note in table for note in prices.notes)


def test_how_to_reach_the_practice_prints_on_every_page(paper: Page, hosted: Hosted) -> None:
    site = hosted.practice.settings
    paper.goto(hosted.address("/prices/"))
    footer = visible_words(paper, "footer")
    assert str(site.phone) in footer
    assert site.address.street in footer


def test_ink_is_dark_on_white_paper(paper: Page, hosted: Hosted) -> None:
    for url in ("/offers/new-client/", "/prices/"):
        paper.goto(hosted.address(url))
        ink, ground = paper.locator("body").evaluate(
            "(body) => [getComputedStyle(body).color, getComputedStyle(body).backgroundColor]"
        )
        assert max(channels(ink)) < 80, url
        assert min(channels(ground)) > 240 or "rgba(0, 0, 0, 0)" in ground, url


def channels(color: str) -> list[int]:
    found = re.match(CHANNELS, color)
    assert found, color
    return [int(channel) for channel in found.groups()]
