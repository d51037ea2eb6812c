"""Fingers and keys on every page of the practice's site: targets, order and ring of the focus.

Links inside sentences may be small, as WCAG 2.5.5 and 2.5.8 allow.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.screens import (
    DESKTOP,
    PHONE,
    WIDTHS,
    Complaints,
    Scheme,
    blank_page,
    bring,
    resize,
    widths_of,
)
from tests.practice.hosting import Hosted, Serve, host_changed

SMALLEST = min(WIDTHS)
# Colours and places of a ring come from shared styles: every page on two screens will do.
FOCUSED_ON: tuple[tuple[int, Scheme], ...] = (
    (SMALLEST, "light"),
    (DESKTOP, "dark"),
    (DESKTOP, "light"),
    (SMALLEST, "dark"),
)
MEASURED = ("text", "colors", "targets", "focus", "opened")


@pytest.fixture(scope="module")
def hosted(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    return host_changed(repo_root, tmp_path_factory.mktemp("hosted"), serve)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with blank_page(browser, reduced_motion="reduce") as page:
        yield page


@pytest.fixture(scope="module")
def complaints(hosted: Hosted, page: Page) -> Complaints:
    """Open every page, aim at all that can be aimed at, and give each target the focus."""
    found = Complaints()
    kinds = hosted.one_of_each_kind()
    for url in hosted.practice.pages:
        page.goto(hosted.address(url))
        bring(page, *MEASURED)
        found.add("order", url, page.evaluate("limits.orderProblems()"))
        for width in widths_of(url, kinds):
            resize(page, width)
            aim_at_all(page, url, found)
        page.keyboard.press("Tab")
        for width, scheme in FOCUSED_ON if url in kinds else FOCUSED_ON[:2]:
            resize(page, width)
            page.emulate_media(color_scheme=scheme)
            wrong = page.evaluate("limits.focusEach()")
            found.add("focus", url, [f"{width} px, {scheme}: {it}" for it in wrong])
        resize(page, PHONE)
        if page.evaluate("limits.openAll()"):
            aim_at_all(page, url, found)
            page.evaluate("limits.closeMenu()")
        for place in page.evaluate("limits.hiddenPlaces()"):
            page.evaluate("(place) => { location.hash = place; }", place)
            aim_at_all(page, url, found)
            page.evaluate("limits.leavePlace()")
    return found


def aim_at_all(page: Page, url: str, found: Complaints) -> None:
    """Look for targets that are small or share an area as the page stands now."""
    for limit in ("smallTargets", "overlappingTargets"):
        wrong = page.evaluate(f"[innerWidth, limits.{limit}()]")
        found.add(limit, url, [f"{wrong[0]} px: {it}" for it in wrong[1]])


def test_every_target_outside_a_sentence_is_large_enough(complaints: Complaints) -> None:
    found = complaints.about("smallTargets")
    assert not found, found


def test_no_two_targets_share_an_area(complaints: Complaints) -> None:
    found = complaints.about("overlappingTargets")
    assert not found, found


def test_the_tab_key_meets_all_in_the_order_of_the_page(complaints: Complaints) -> None:
    found = complaints.about("order")
    assert not found, found


def test_the_focus_is_seen_on_every_target(complaints: Complaints) -> None:
    found = complaints.about("focus")
    assert not found, found


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_real_key_presses_walk_through_one_page_of_each_kind(
    width: int, page: Page, hosted: Hosted
) -> None:
    resize(page, width)
    for url in hosted.one_of_each_kind():
        page.goto(hosted.address(url))
        bring(page, *MEASURED)
        count = page.evaluate("limits.followFocus()")
        # A video has stops of its own inside.
        for _ in range(count + 20):
            page.keyboard.press("Tab")
            if page.evaluate("limits.stopped.at(-1)") == count - 1:
                break
        stopped = page.evaluate("limits.stopped")
        assert [number for number, _ in groupby(stopped)] == list(range(count)), url


def test_the_skip_link_shows_on_the_first_key_and_leads_to_the_text(
    page: Page, hosted: Hosted
) -> None:
    resize(page, DESKTOP)
    page.goto(hosted.address("/services/"))
    link = page.locator(".skip-link")
    hidden = link.bounding_box()
    assert hidden
    assert hidden["y"] + hidden["height"] <= 0
    page.keyboard.press("Tab")
    shown = link.bounding_box()
    assert shown
    assert shown["y"] >= 0
    assert shown["height"] >= 44
    assert "main text" in link.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
