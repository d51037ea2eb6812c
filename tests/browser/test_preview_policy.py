"""Under the policy that is computed from each page, the practice's whole site works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.practice import videos
from tests.practice.site import build, copy_sources
from tests.sites.preview import Serving, serving


@pytest.fixture(scope="module")
def running(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The practice's site with a player on another host."""
    root = copy_sources(repo_root, tmp_path_factory.mktemp("practice") / "site")
    videos.add_embed(root)
    with serving(root) as running:
        yield running


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as context:
        yield context


@pytest.fixture
def messages() -> list[str]:
    """What the browser complains of."""
    return []


@pytest.fixture
def page(context: BrowserContext, messages: list[str]) -> Iterator[Page]:
    with context.new_page() as page:
        page.on("console", lambda message: messages.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: messages.append(f"{page.url}: {error}"))
        yield page


def test_no_page_breaks_its_policy(running: Serving, page: Page, messages: list[str]) -> None:
    pages = build(running.root).pages
    assert len(pages) > 50
    for url in pages:
        page.goto(running.address.rstrip("/") + url)
        page.get_by_role("button", name="Preview").wait_for()
        assert page.evaluate("[...document.querySelectorAll('style')].map((it) => !it.sheet)") == [
            False
        ]
    assert messages == []


def test_no_drawing_breaks_its_policy(running: Serving, page: Page, messages: list[str]) -> None:
    drawings = [name for name in build(running.root).files if name.endswith(".svg")]
    assert drawings
    for name in drawings:
        page.goto(running.address + name)
    assert messages == []


def test_the_player_of_another_host_may_come_in(
    running: Serving, context: BrowserContext, page: Page, messages: list[str]
) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<p>Player")

    context.route(f"{videos.PLAYER}*", answer)
    page.goto(f"{running.address}video/")
    link = page.locator("iframe").content_frame.get_by_role("link")
    assert link.evaluate("(it) => getComputedStyle(it).display") == "block"
    with context.expect_event("requestfinished", lambda it: it.url == videos.PLAYER):
        link.click()
    assert asked == [videos.PLAYER]
    assert messages == []


def test_what_the_policy_does_not_name_is_stopped(running: Serving, page: Page) -> None:
    """The policy is in force: an element that was not there when it was computed is refused."""
    page.goto(running.address)
    stopped = """
    (markup) => new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", (event) =>
            resolve(event.effectiveDirective), {once: true});
        document.body.append(document.createRange().createContextualFragment(markup));
    })
    """
    for markup, directive in (
        ("<style>a { color: red }</style>", "style-src-elem"),
        ("<script>1</script>", "script-src-elem"),
        ("<p style='color: red'>", "style-src-attr"),
        ("<img src='https://other.example/a.png'>", "img-src"),
        ("<iframe src='https://other.example/'></iframe>", "frame-src"),
    ):
        assert page.evaluate(stopped, markup) == directive


def test_no_built_page_has_styles_or_handlers_in_attributes(running: Serving) -> None:
    offenders = [
        f"{web_page.path}: {name}"
        for web_page in build(running.root).pages.values()
        for element in web_page.tree.within()
        for name in element.attributes
        if name == "style" or name.startswith("on")
    ]
    assert offenders == []
