"""The toolbar: what it tells, by mouse and by keyboard, and that it leaves the page alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.test_preview_mistakes import BARRIERS
from tests.sites.preview import SITE, Serving, preview_site, serving
from tests.sites.small import page as markdown

Scheme = Literal["light", "dark"]
HOSTILE = """
* { all: unset !important; color: red; font-size: 40px; --ground: red; --text: red; }
*, ::before { --action: red; position: static; z-index: 0; }
sitegen-preview { display: none; opacity: 0; transform: scale(0); }
"""
DATED = {
    "content/christmas.md": markdown(title="Christmas", from_="2026-12-24", until="2026-12-26"),
}
LOOKS = """
(element) => {
    const style = getComputedStyle(element);
    return Object.fromEntries([...style].map((name) => [name, style[name]]));
}
"""
LAID_OUT = """
() => [
    document.documentElement.scrollWidth,
    document.documentElement.scrollHeight,
    ...[...document.querySelectorAll("body, body *")].flatMap((element) => {
        const {x, y, width, height} = element.getBoundingClientRect();
        return [x, y, width, height];
    }),
]
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    root = preview_site(tmp_path_factory.mktemp("site"), DATED)
    with serving(root, "--as-of", "2026-12-01") as running:
        yield running


@pytest.fixture
def page(browser: Browser, running: Serving) -> Iterator[Page]:
    running.choose("2026-12-01")
    running.wait_for(lambda: running.state()["chosen"] == "2026-12-01")
    with (
        browser.new_context(viewport={"width": 1000, "height": 700}) as context,
        context.new_page() as page,
    ):
        page.goto(running.address)
        toggle(page).wait_for()
        yield page


def toggle(page: Page) -> Locator:
    return page.get_by_role("button", name="Preview")


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Preview")


def test_it_tells_file_facts_and_changes(page: Page) -> None:
    toggle(page).click()
    expect(bar(page)).to_contain_text("It comes from content/index.md")
    expect(bar(page)).to_contain_text("On the whole site: 1")
    bar(page).get_by_text("On the whole site").click()
    expect(bar(page)).to_contain_text("phone: 555 0100")
    expect(bar(page)).to_contain_text("page christmas.md begins")


def test_it_works_by_keyboard(page: Page) -> None:
    page.locator(".typed").focus()
    page.keyboard.press("Tab")
    expect(toggle(page)).to_be_focused()
    expect(toggle(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(toggle(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Sunday, June 1, 2031")).to_be_focused()
    page.keyboard.press("Escape")
    expect(toggle(page)).to_be_focused()
    expect(toggle(page)).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("button", name="Show that day")).to_be_hidden()


def test_the_focus_can_be_seen(page: Page) -> None:
    toggle(page).click()
    for name in ("Close", "Show that day", "Back to today", "Preview"):
        button = page.get_by_role("button", name=name)
        button.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        width = button.evaluate("(it) => parseFloat(getComputedStyle(it).outlineWidth)")
        assert width >= 2, name


def test_it_stays_as_it_was_left(running: Serving, page: Page) -> None:
    toggle(page).click()
    page.goto(f"{running.address}about/")
    expect(bar(page)).to_contain_text("It comes from content/about.md")
    page.get_by_role("button", name="Close").click()
    page.reload()
    toggle(page).wait_for()
    expect(page.get_by_role("button", name="Close")).to_be_hidden()


def test_a_day_can_be_typed(running: Serving, page: Page) -> None:
    toggle(page).click()
    page.goto(f"{running.address}christmas/")
    expect(page.locator("h1")).to_have_text("Page not found")
    page.get_by_label("Show the site as it will be on").fill("2026-12-25")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Christmas")
    expect(page.get_by_role("status")).to_have_text(
        "The site as it will be on Friday, December 25, 2026"
    )
    expect(page.get_by_label("Show the site as it will be on")).to_have_value("2026-12-25")


def test_a_change_can_be_looked_at_and_left_again(running: Serving, page: Page) -> None:
    page.goto(f"{running.address}christmas/")
    toggle(page).click()
    page.get_by_role("button", name="Sunday, December 27, 2026").wait_for()
    page.get_by_role("button", name="Thursday, December 24, 2026").click()
    expect(page.locator("h1")).to_have_text("Christmas")
    page.get_by_role("button", name="Back to today").click()
    expect(page.get_by_role("status")).to_contain_text("The site as it is today")
    expect(page.get_by_role("button", name="Back to today")).to_be_hidden()


def test_after_another_day_the_focus_is_in_the_panel(running: Serving, page: Page) -> None:
    page.goto(f"{running.address}christmas/")
    toggle(page).click()
    page.get_by_role("button", name="Thursday, December 24, 2026").press("Enter")
    expect(page.locator("h1")).to_have_text("Christmas")
    expect(bar(page).get_by_role("heading", name="Preview")).to_be_focused()


def test_a_day_holds_for_every_open_page(running: Serving, page: Page) -> None:
    other = page.context.new_page()
    other.goto(f"{running.address}christmas/")
    expect(other.locator("h1")).to_have_text("Page not found")
    running.choose("2026-12-24")
    expect(other.locator("h1")).to_have_text("Christmas")


@pytest.mark.parametrize("is_open", [False, True])
@pytest.mark.parametrize("width", [320, 1000])
def test_the_page_is_laid_out_as_without_it(page: Page, width: int, is_open: bool) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    if is_open:
        toggle(page).click()
    with_toolbar = page.evaluate(LAID_OUT)
    page.evaluate("document.querySelector('sitegen-preview').remove()")
    assert page.evaluate(LAID_OUT) == with_toolbar
    assert with_toolbar[0] <= width


def test_no_style_of_a_page_reaches_it(tmp_path: Path, browser: Browser, page: Page) -> None:
    hostile = {"static/css/base.css": str(SITE["static/css/base.css"]) + HOSTILE}
    toggle(page).click()
    plain = [it.evaluate(LOOKS) for it in (toggle(page), page.get_by_label("Show the site"))]
    with (
        serving(preview_site(tmp_path, hostile), "--as-of", "2026-12-01") as running,
        browser.new_page(viewport={"width": 1000, "height": 700}) as hurt,
    ):
        hurt.goto(running.address)
        toggle(hurt).click()
        found = [it.evaluate(LOOKS) for it in (toggle(hurt), hurt.get_by_label("Show the site"))]
        assert found == plain


SLOW = """\
import time
from sitegen.contract import Contract

time.sleep(2)
CONTRACT = Contract()
"""


def test_a_long_build_is_told(tmp_path: Path, browser: Browser) -> None:
    root = preview_site(tmp_path)
    with serving(root) as running, browser.new_page() as page:
        page.goto(running.address)
        toggle(page).wait_for()
        (root / "schema.py").write_text(SLOW)
        expect(page.get_by_role("button", name="Building…")).to_be_visible()
        expect(toggle(page)).to_be_visible()


def test_it_is_not_printed(page: Page) -> None:
    page.emulate_media(media="print")
    expect(toggle(page)).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_no_barrier(
    running: Serving, browser: Browser, axe_source: str, scheme: Scheme, width: int
) -> None:
    size = ViewportSize(width=width, height=600)
    with browser.new_page(color_scheme=scheme, viewport=size) as page:
        page.goto(running.address)
        toggle(page).wait_for()
        page.evaluate(axe_source)
        assert page.evaluate(BARRIERS) == []
        toggle(page).click()
        bar(page).get_by_text("On the whole site").click()
        assert page.evaluate(BARRIERS) == []
        for button in bar(page).get_by_role("button").all():
            box = button.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 44
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width


def test_closed_it_covers_little_of_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    box = toggle(page).bounding_box()
    assert box
    assert box["width"] * box["height"] <= 320 * 600 / 30
    assert box["y"] + box["height"] <= 600 - 60  # a page may have a bar of its own down there
