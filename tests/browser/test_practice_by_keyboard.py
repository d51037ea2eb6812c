"""The practice's site without a mouse: one page of each layout."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.practice.hosting import Hosted, Serve, host_changed

# Gives every element that a keyboard should reach a number, in the order of the page.
NUMBER_TARGETS = """
() => {
    const targets = [...document.querySelectorAll(
        "a[href], button, summary, input, select, textarea, iframe, video[controls], [tabindex]"
    )].filter((target) => target.checkVisibility() && target.tabIndex >= 0);
    targets.forEach((target, at) => { target.dataset.number = at; });
    return targets.length;
}
"""
FOCUSED = """
() => {
    const target = document.activeElement;
    const style = getComputedStyle(target);
    const box = target.getBoundingClientRect();
    const middle = document.elementFromPoint(
        box.left + Math.min(box.width / 2, 20), box.top + box.height / 2);
    return {
        number: Number(target.dataset.number ?? -1),
        name: target.textContent.trim().slice(0, 40) || target.tagName,
        outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        on_screen: box.top >= -1 && box.left >= 0 && box.bottom <= innerHeight + 1,
        covered: !(middle && (target.contains(middle) || middle.contains(target))),
        height: box.height,
        place: `top ${box.top}, bottom ${box.bottom} of ${innerHeight}`,
    };
}
"""
MIN_OUTLINE = 2


@pytest.fixture(scope="module")
def hosted(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    return host_changed(repo_root, tmp_path_factory.mktemp("hosted"), serve)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with (
        browser.new_context(viewport={"width": 1280, "height": 800}) as context,
        context.new_page() as page,
    ):
        yield page


def test_the_first_key_leads_to_the_skip_link_and_it_to_the_text(
    page: Page, hosted: Hosted
) -> None:
    page.goto(hosted.address("/services/"))
    assert not page.locator(".skip-link").is_visible() or not page.evaluate(FOCUSED)["on_screen"]
    page.keyboard.press("Tab")
    link = page.evaluate(FOCUSED)
    assert "main text" in link["name"]
    assert link["on_screen"]
    assert link["height"] >= 44
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.url.endswith("#main")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_every_target_is_reached_in_order_and_shows_the_focus(page: Page, hosted: Hosted) -> None:
    for url in hosted.one_of_each_kind():
        page.goto(hosted.address(url))
        count = page.evaluate(NUMBER_TARGETS)
        stops = []
        for _ in range(count + 5):
            page.keyboard.press("Tab")
            stops.append(page.evaluate(FOCUSED))
            if stops[-1]["number"] == count - 1:
                break
        assert [n for n, _ in groupby(stop["number"] for stop in stops)] == list(range(count)), url
        for stop in stops:
            assert stop["outline"] >= MIN_OUTLINE, f"{url}: no outline on {stop['name']}"
            assert stop["on_screen"], f"{url}: {stop['name']}: {stop['place']}"
            assert not stop["covered"], f"{url}: something covers {stop['name']}"


def test_the_transcript_opens_by_keyboard(page: Page, hosted: Hosted) -> None:
    page.goto(hosted.address("/video/"))
    details, summary = page.locator("details"), page.locator("summary")
    before = details.get_attribute("open")
    summary.focus()
    page.keyboard.press("Enter")
    assert (details.get_attribute("open") is None) == (before is not None)
