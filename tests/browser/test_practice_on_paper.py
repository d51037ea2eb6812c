"""The practice's pages as they print: what is on the sheets, and what is not."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.practice.hosting import ADDRESS, Hosted, Serve, host_changed
from tests.practice.site import offer_day

PAPERS = ["Letter", "A4"]
CHANNELS = r"rgba?\((\d+), (\d+), (\d+)"
ONLY_FOR_THE_SCREEN = (
    "nav, button, .button, .skip-link, .call-to-action, .onward, .screen-only, .action-bar, video,"
    " .page svg[aria-hidden=true]"
)
ONE_SHEET = ["/prices/", "/offers/new-client/"]
WITH_CODE = [*ONE_SHEET, "/first-visit/", "/insurance/nyship/"]
CLIPPED = """() => [...document.querySelectorAll("body *")].filter((it) => {
    const box = it.getBoundingClientRect();
    return box.width && box.right > document.documentElement.clientWidth + 1;
}).map((it) => it.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def hosted(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    day = offer_day(repo_root)
    return host_changed(repo_root, tmp_path_factory.mktemp("hosted"), serve, day=day)


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    """A page that shows what would be printed by somebody who reads in dark mode."""
    with (
        browser.new_context(viewport={"width": 680, "height": 960}, color_scheme="dark") as context,
        context.new_page() as page,
    ):
        page.emulate_media(media="print", color_scheme="dark")
        yield page


def printed(page: Page, paper: str) -> pypdfium2.PdfDocument:
    """Return the sheets, with the margins that the page asks for."""
    return pypdfium2.PdfDocument(page.pdf(format=paper))


def words(sheet: pypdfium2.PdfPage) -> str:
    """Return the words on a sheet, as they can be read there."""
    return " ".join(sheet.get_textpage().get_text_bounded().split())


def seen(sheet: pypdfium2.PdfPage) -> Image.Image:
    """Return the sheet as it looks at 150 dots to the inch."""
    image: Image.Image = sheet.render(scale=150 / 72).to_pil().convert("L")
    return image


def codes(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


def visible_words(page: Page, selector: str) -> str:
    return " ".join(it.inner_text() for it in page.locator(selector).all() if it.is_visible())


def visible(page: Page, selector: str) -> list[str]:
    """Return the beginnings of the elements that can be seen."""
    found = page.locator(selector).all()
    return [it.evaluate("(it) => it.outerHTML.slice(0, 80)") for it in found if it.is_visible()]


def test_paper_holds_nothing_that_is_for_the_screen(paper: Page, hosted: Hosted) -> None:
    for url in hosted.one_of_each_kind():
        paper.goto(hosted.address(url))
        assert visible(paper, ONLY_FOR_THE_SCREEN) == [], url
        assert visible_words(paper, "h1"), url


def test_nothing_runs_over_the_edge_of_the_sheet(paper: Page, hosted: Hosted) -> None:
    for url in hosted.one_of_each_kind():
        paper.goto(hosted.address(url))
        assert paper.evaluate(CLIPPED) == [], url


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("url", ONE_SHEET)
def test_words_keep_off_the_edge_of_the_sheet(
    url: str, size: str, paper: Page, hosted: Hosted
) -> None:
    """At least a centimeter: printers leave that blank."""
    paper.goto(hosted.address(url))
    for sheet in printed(paper, size):
        image = seen(sheet)
        edge = 59
        whole = (0, 0, *image.size)
        ink = image.point(lambda light: 255 if light < 128 else 0).getbbox()
        assert ink
        assert min(ink[0], ink[1], whole[2] - ink[2], whole[3] - ink[3]) >= edge - 1


@pytest.mark.parametrize("size", PAPERS)
def test_the_price_list_prints_on_one_sheet_with_all_that_belongs_to_it(
    size: str, paper: Page, hosted: Hosted
) -> None:
    site, prices = hosted.practice.settings, hosted.practice.data("prices")
    paper.goto(hosted.address("/prices/"))
    sheets = printed(paper, size)
    assert len(sheets) == 1
    on_sheet = words(sheets[0])
    rows = [f"{it.minutes} minutes {it.price}" for it in prices.prices]
    assert [row for row in rows if row not in on_sheet] == []
    assert [note for note in prices.notes if note not in on_sheet] == []
    assert f"Prices from {prices.effective:%B} {prices.effective.day}" in on_sheet
    assert str(site.phone) in on_sheet
    assert site.address.street in on_sheet
    assert "What the price includes" not in on_sheet


@pytest.mark.parametrize("size", PAPERS)
def test_the_coupon_prints_on_one_sheet_with_all_that_belongs_to_it(
    size: str, paper: Page, hosted: Hosted
) -> None:
    offer = next(iter(hosted.practice.data("offers").values()))
    site = hosted.practice.settings
    paper.goto(hosted.address("/offers/new-client/"))
    coupon = " ".join(visible_words(paper, ".coupon").split())
    sheets = printed(paper, size)
    assert len(sheets) == 1
    on_sheet = words(sheets[0])
    until = f"{offer.until:%B} {offer.until.day}, {offer.until.year}"
    for part in (f"{offer.amount} off", str(site.phone), site.address.street, until, *offer.terms):
        assert part in coupon
        assert part in on_sheet
    assert site.name in coupon
    assert not visible_words(paper, ".prose")


def test_the_coupon_is_no_more_than_a_third_of_a_sheet(paper: Page, hosted: Hosted) -> None:
    paper.goto(hosted.address("/offers/new-client/"))
    box = paper.locator(".coupon").bounding_box()
    assert box
    assert box["height"] <= 11 * 96 / 3
    style = paper.locator(".coupon").evaluate("(it) => getComputedStyle(it).borderStyle")
    assert style == "dashed"


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("url", WITH_CODE)
def test_the_code_on_paper_leads_back_to_the_page(
    url: str, size: str, paper: Page, hosted: Hosted
) -> None:
    paper.goto(hosted.address(url))
    address = paper.locator("link[rel=canonical]").get_attribute("href") or ""
    assert address == ADDRESS.rstrip("/") + url
    sheets = list(printed(paper, size))
    assert [code for sheet in sheets for code in codes(seen(sheet))] == [address]
    written = "".join(words(sheet) for sheet in sheets).replace(" ", "")
    assert written.count(address.removeprefix("https://")) == 1


def test_the_code_is_for_paper_only(browser: Browser, hosted: Hosted) -> None:
    with browser.new_context() as context, context.new_page() as page:
        for url in WITH_CODE:
            page.goto(hosted.address(url))
            assert page.locator(".page-code svg").count() == 1
            assert visible(page, ".page-code, .page-code *") == []
            assert codes(Image.open(io.BytesIO(page.screenshot(full_page=True)))) == []


def test_each_line_of_the_checklist_has_a_box(paper: Page, hosted: Hosted) -> None:
    lists = hosted.practice.data("checklist")
    lines = [line for it in lists.values() for part in it.parts for line in part.lines]
    paper.goto(hosted.address("/first-visit/"))
    found = paper.locator(".checklist__line")
    assert found.all_inner_texts() == lines
    box = "(it) => { const box = getComputedStyle(it, '::after');"
    box += " return [parseFloat(box.width), box.borderStyle, box.display]; }"
    for line in found.all():
        width, border, display = line.evaluate(box)
        assert (width > 8, border, display) == (True, "solid", "block")


@pytest.mark.parametrize(
    "url", ["/", "/services/prenatal/", "/learn/fascia/", "/insurance/nyship/"]
)
def test_every_page_ends_with_its_address_in_words(url: str, paper: Page, hosted: Hosted) -> None:
    paper.goto(hosted.address(url))
    sheets = printed(paper, "Letter")
    written = "".join(words(sheet) for sheet in sheets).replace(" ", "")
    assert ADDRESS.removeprefix("https://").rstrip("/") + url in written


def test_how_to_reach_the_practice_prints_on_every_page(paper: Page, hosted: Hosted) -> None:
    site = hosted.practice.settings
    for url in hosted.one_of_each_kind():
        paper.goto(hosted.address(url))
        footer = visible_words(paper, "footer")
        assert str(site.phone) in footer, url
        assert site.address.street in footer, url


def test_sources_print_with_their_addresses(paper: Page, hosted: Hosted) -> None:
    paper.goto(hosted.address("/services/prenatal/"))
    source = paper.locator(".source-list a[href^=https]").first
    address = (source.get_attribute("href") or "").removeprefix("https://")
    written = "".join(words(sheet) for sheet in printed(paper, "Letter"))
    assert address in written.replace(" ", "")


def test_what_is_folded_on_screen_prints_open(paper: Page, hosted: Hosted) -> None:
    paper.goto(hosted.address("/"))
    folded = "<details><summary>More</summary><p>Folded words</p></details>"
    paper.locator("main").evaluate(
        "(main, html) => main.insertAdjacentHTML('afterbegin', html)", folded
    )
    assert "Folded words" in words(printed(paper, "Letter")[0])


def test_ink_is_dark_on_white_paper(paper: Page, hosted: Hosted) -> None:
    for url in hosted.one_of_each_kind():
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
