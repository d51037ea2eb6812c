"""A mistake stands over the last good site, says what to do, and goes away by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.sites.preview import SITE, Serving, preview_site, serving
from tests.sites.small import page as markdown

EVIL = "<script>window.hurt = 1</script><img src=x onerror='window.hurt = 1'>"
BARRIERS = """
() => axe.run(document, {
    runOnly: {type: "tag", values: [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
    ]},
}).then((found) => found.violations.map((rule) => `${rule.id}: ${
    rule.nodes.map((node) => node.target.join(" ")).join(", ")}`))
"""
Scheme = Literal["light", "dark"]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Serving]:
    with serving(preview_site(tmp_path)) as running:
        yield running


@pytest.fixture
def page(browser: Browser, running: Serving) -> Iterator[Page]:
    with browser.new_page(viewport={"width": 1000, "height": 700}) as page:
        page.goto(running.address)
        page.get_by_role("button", name="Preview").wait_for()
        yield page


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


@pytest.mark.parametrize(
    ("name", "text", "told", "marked"),
    [
        ("content/index.md", markdown(titel="x"), "unknown field 'titel'", "titel:"),
        ("content/data/notes.yaml", "note: x\nnote: y\n", "note", "note:"),
        ("templates/page.html", "<p>\n{{ page.titel }}", "there is no 'titel' in the page", None),
        ("schema.py", "import os\n1 / 0\n", "ZeroDivisionError", None),
    ],
)
def test_each_mistake_has_its_place_and_goes_away(
    running: Serving, page: Page, name: str, text: str, told: str, marked: str | None
) -> None:
    path = running.root / name
    path.write_text(text)
    shown = dialog(page)
    expect(shown).to_contain_text("1 mistake to correct")
    expect(shown).to_contain_text(told)
    expect(shown).to_contain_text(re.compile(rf"{re.escape(name)}, line \d"))
    if marked:
        expect(shown.locator("mark")).to_have_text(marked)
    else:
        expect(shown.locator(".excerpt__line--meant")).to_contain_text("2")
    expect(page.locator("h1")).to_have_text("First page")
    if name in SITE:
        path.write_text(str(SITE[name]))
    else:
        path.unlink()
    expect(shown).to_be_hidden()
    expect(page.get_by_role("button", name="mistake")).to_be_hidden()


def test_the_focus_goes_to_the_mistake_and_comes_back(running: Serving, page: Page) -> None:
    page.locator(".typed").fill("half a sentence")
    (running.root / "content/index.md").write_text("wrong")
    expect(page.get_by_role("heading", name="1 mistake to correct")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") in ("sitegen-preview", "body")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(page.locator(".typed")).to_be_focused()
    expect(page.locator(".typed")).to_have_value("half a sentence")


def test_a_mistake_that_was_put_aside_can_be_seen_again(running: Serving, page: Page) -> None:
    (running.root / "content/index.md").write_text("wrong")
    page.get_by_role("button", name="Look at the page").click()
    expect(dialog(page)).to_be_hidden()
    running.wait_for(lambda: running.state()["wrong"] == "1 mistake")
    page.get_by_role("button", name="1 mistake").click()
    expect(dialog(page)).to_contain_text("1 mistake to correct")


def test_another_mistake_comes_up_by_itself(running: Serving, page: Page) -> None:
    (running.root / "content/index.md").write_text("wrong")
    page.get_by_role("button", name="Look at the page").click()
    (running.root / "content/about.md").write_text("wrong")
    expect(dialog(page)).to_contain_text("2 mistakes to correct")


def test_a_mistake_stays_when_another_page_is_opened(running: Serving, page: Page) -> None:
    (running.root / "content/index.md").write_text("wrong")
    expect(dialog(page)).to_be_visible()
    page.goto(f"{running.address}about/")
    expect(dialog(page)).to_contain_text("1 mistake to correct")
    expect(page.locator("h1")).to_have_text("About")


def test_what_a_file_holds_does_not_run(running: Serving, page: Page) -> None:
    (running.root / "content/index.md").write_text(markdown(EVIL, titel=f'"{EVIL}"'))
    expect(dialog(page).locator(".excerpt").first).to_contain_text(EVIL)
    assert page.evaluate("window.hurt") is None


def test_a_site_that_was_never_right_has_one_plain_page(tmp_path: Path, browser: Browser) -> None:
    root = preview_site(tmp_path, {"content/index.md": markdown(EVIL)})
    with serving(root) as running, browser.new_page() as page:
        page.goto(f"{running.address}about/")
        expect(page.locator("main")).to_contain_text("<script> is not allowed in a page")
        assert page.evaluate("window.hurt") is None
        (root / "content/about.md").write_text("wrong")
        expect(page.locator("main")).to_contain_text("content/about.md")
        (root / "content/index.md").write_text(markdown(title="First page"))
        expect(page.locator("h1")).to_have_text("1 mistake to correct")
        (root / "content/about.md").write_text(markdown(title="About"))
        expect(page.locator("h1")).to_have_text("About")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_mistakes_are_no_barrier(
    running: Serving, browser: Browser, axe_source: str, scheme: Scheme, width: int
) -> None:
    long = "x" * 300
    (running.root / "content/index.md").write_text(markdown(titel=long, descritpion=long))
    (running.root / "content/about.md").write_text("wrong")
    size = ViewportSize(width=width, height=600)
    with browser.new_page(color_scheme=scheme, viewport=size) as page:
        page.goto(running.address)
        dialog(page).wait_for()
        page.evaluate(axe_source)
        assert page.evaluate(BARRIERS) == []
        box = dialog(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert page.evaluate(
            "(() => { const dialog = document.querySelector('sitegen-preview').shadowRoot"
            ".querySelector('dialog'); return dialog.scrollWidth <= dialog.clientWidth; })()"
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_plain_page_of_mistakes_is_no_barrier(
    tmp_path: Path, browser: Browser, axe_source: str, scheme: Scheme
) -> None:
    root = preview_site(tmp_path, {"content/index.md": "wrong"})
    size = ViewportSize(width=320, height=600)
    with serving(root) as running, browser.new_page(color_scheme=scheme, viewport=size) as page:
        page.goto(running.address)
        page.evaluate(axe_source)
        assert page.evaluate(BARRIERS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
