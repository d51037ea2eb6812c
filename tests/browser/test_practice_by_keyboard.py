"""What opens on the practice's pages without a mouse; the rest is in test_limits_reach.py."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.practice.hosting import Hosted, Serve, host_changed


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


def test_the_transcript_opens_by_keyboard(page: Page, hosted: Hosted) -> None:
    page.goto(hosted.address("/video/"))
    details, summary = page.locator("details"), page.locator("summary")
    before = details.get_attribute("open")
    summary.focus()
    page.keyboard.press("Enter")
    assert (details.get_attribute("open") is None) == (before is not None)
