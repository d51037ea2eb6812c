"""The page of components in a browser: frames that fit, in both schemes, always new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.test_preview_mistakes import BARRIERS
from tests.sites.living import living_site
from tests.sites.preview import Serving, rewrite, serving, wait_until

PAGE = "_preview/components"
BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"
INK = "(it) => getComputedStyle(it).color"
CUT_OFF = """
() => [...document.querySelectorAll(".frame:not([hidden])")].filter((frame) => {
    const body = frame.contentDocument.body;
    return body.scrollHeight > frame.clientHeight || frame.clientHeight > body.scrollHeight + 3;
}).map((frame) => frame.title)
"""
LOADED = """
() => {
    const frames = [...document.querySelectorAll(".frame")];
    for (const frame of frames) frame.loading = "eager";
    return frames.every((frame) =>
        frame.contentDocument?.documentElement?.dataset.kind
        && (frame.hidden || frame.style.blockSize));
}
"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Serving]:
    with serving(living_site(tmp_path)) as running:
        yield running


def opened(page: Page, running: Serving) -> Page:
    page.goto(f"{running.address}{PAGE}")
    page.get_by_role("button", name="Preview").wait_for()
    wait_until(lambda: bool(page.evaluate(LOADED)))
    return page


def frame(page: Page, title: str) -> FrameLocator:
    return page.frame_locator(f'iframe[title="{title}"]')


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_frames_fit_and_have_their_scheme(
    browser: Browser, running: Serving, axe_source: str, scheme: Literal["light", "dark"]
) -> None:
    messages: list[str] = []
    with (
        browser.new_context(
            viewport={"width": 1000, "height": 700}, color_scheme=scheme
        ) as context,
        context.new_page() as page,
    ):
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        opened(page, running)
        assert page.evaluate(CUT_OFF) == []
        inks = [
            frame(page, f"card 1, {it}").locator(".card").evaluate(INK) for it in ("light", "dark")
        ]
        assert inks == ["rgb(34, 34, 34)", "rgb(17, 17, 17)"]
        swatches = [
            frame(page, f"Design tokens, {it}")
            .locator(".token__color")
            .first.evaluate("(it) => getComputedStyle(it).backgroundColor")
            for it in ("light", "dark")
        ]
        assert swatches == ["rgb(255, 255, 255)", "rgb(17, 17, 17)"]
        assert messages == []
        page.evaluate(axe_source)
        assert page.evaluate(BARRIERS) == []


def test_what_is_told_in_words_is_told_once(browser: Browser, running: Serving) -> None:
    with browser.new_page() as page:
        opened(page, running)
        expect(page.locator('iframe[title="failing 1, light"]')).to_be_visible()
        expect(page.locator('iframe[title="failing 1, dark"]')).to_be_hidden()
        expect(page.locator('iframe[title="card 1, dark"]')).to_be_visible()
        told = frame(page, "failing 1, light").locator("body")
        expect(told).to_contain_text("It cannot be drawn here")


def test_a_save_shows_in_the_frames_and_the_page_keeps_its_place(
    browser: Browser, running: Serving
) -> None:
    with browser.new_page(viewport={"width": 1000, "height": 500}) as page:
        opened(page, running)
        page.get_by_label("One below the other").check()
        page.locator("#component-photo").scroll_into_view_if_needed()
        place = page.evaluate("scrollY")
        assert place > 500
        card = running.root / "templates/components/card.html"
        rewrite(card, lambda text: text.replace("First & last", "Words of a new save"))
        expect(page.locator("#component-card")).to_contain_text("Words of a new save")
        expect(page.get_by_label("One below the other")).to_be_checked()
        wait_until(lambda: abs(page.evaluate("scrollY") - place) < 100)
        heading = frame(page, "card 1, light").get_by_role("heading")
        page.locator("#component-card").scroll_into_view_if_needed()
        expect(heading).to_have_text("Words of a new save")


def test_a_link_in_a_component_leads_to_the_page(browser: Browser, running: Serving) -> None:
    with browser.new_page() as page:
        opened(page, running)
        frame(page, "card 1, dark").get_by_role("link", name="About").click()
        expect(page.locator("h1")).to_have_text("About")
        assert page.url == f"{running.address}about/"


def test_the_toolbar_leads_to_it_on_a_narrow_phone(browser: Browser, running: Serving) -> None:
    with browser.new_page(viewport={"width": 320, "height": 600}) as page:
        page.goto(running.address)
        page.get_by_role("button", name="Preview").click()
        page.get_by_role("link", name="Components").click()
        expect(page.locator("h1")).to_have_text("Components")
        wait_until(lambda: bool(page.evaluate(LOADED)))
        assert page.evaluate("document.documentElement.scrollWidth") == 320
