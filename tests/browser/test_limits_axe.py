"""axe-core on every page of the practice's site: WCAG 2.2 AA, best practices, contrast of AAA.

What axe cannot decide by itself is in axe-undecided.yaml, each with the reason why it is fine.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.browser.screens import (
    DESKTOP,
    PHONE,
    TAGS,
    WIDTHS,
    Complaints,
    Scheme,
    blank_page,
    bring,
)
from tests.practice.hosting import Hosted, Serve, host_changed

UNDECIDED = Path(__file__).with_name("axe-undecided.yaml")
AAA_CONTRAST = "color-contrast-enhanced"
# Axe is unsure of what the edge of the screen cuts in two.
TALL = 6000
# What only colours and sizes decide: the rest is the same on the other screens.
LOOKS = (AAA_CONTRAST, "link-in-text-block", "scrollable-region-focusable", "target-size")
ALL_RULES = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {AAA_CONTRAST: {"enabled": True}},
}
LOOKS_RULES = {"runOnly": {"type": "rule", "values": LOOKS}}
# In an order in which few things change from one to the next.
EVERY_PAGE: tuple[tuple[int, Scheme, Mapping[str, Any]], ...] = (
    (DESKTOP, "light", ALL_RULES),
    (DESKTOP, "dark", LOOKS_RULES),
    (PHONE, "dark", LOOKS_RULES),
    (PHONE, "light", LOOKS_RULES),
)
EACH_KIND: tuple[tuple[int, Scheme, Mapping[str, Any]], ...] = tuple(
    (width, scheme, LOOKS_RULES)
    for width in WIDTHS
    if width not in (DESKTOP, PHONE)
    for scheme in get_args(Scheme)
)
SCREEN = "[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]"
# Axe cannot look beneath a bar that floats above the text: the bar then stands where it does at
# the end of the page (that it covers no focus is measured in test_limits_reach.py). Neither does
# it know that an open menu lies above all else, which is hidden then.
RUN = """
async (options) => {
    const menu = document.querySelector(":popover-open");
    const alone = new CSSStyleSheet();
    alone.replaceSync(menu ? `
        body * { visibility: hidden }
        :popover-open, :popover-open * { visibility: visible }` : "");
    document.adoptedStyleSheets = [alone];
    const bars = [...document.body.querySelectorAll("*")].filter((it) =>
        ["fixed", "sticky"].includes(getComputedStyle(it).position) && it.checkVisibility()
        && !it.matches(":popover-open, .skip-link"));
    bars.forEach((it) => { it.style.position = "static"; });
    const resultTypes = ["violations", "incomplete"];
    const found = await axe.run(menu ?? document, {...options, resultTypes});
    bars.forEach((it) => { it.style.position = ""; });
    const elementOf = (node) => document.querySelector(node.target.at(-1));
    const each = (results, tell) =>
        results.flatMap((rule) => rule.nodes.map((node) => tell(rule, node)));
    const why = (node) => {
        const checks = [...node.any, ...node.all, ...node.none];
        return checks.map((it) => it.data?.messageKey ?? it.id).join(" ");
    };
    return {
        barriers: each(found.violations, (rule, node) => {
            const {contrastRatio} = node.any[0]?.data ?? {};
            const ratio = contrastRatio ? `, ${contrastRatio} to 1` : "";
            return `${rule.id}: ${limits.nameOf(elementOf(node))}${ratio}`;
        }),
        undecided: each(found.incomplete, (rule, node) =>
            `${rule.id} | ${limits.nameOf(elementOf(node))} | ${why(node)}`),
    };
}
"""


@pytest.fixture(scope="module")
def hosted(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    return host_changed(repo_root, tmp_path_factory.mktemp("hosted"), serve)


@pytest.fixture(scope="module")
def page(browser: Browser, axe_source: str) -> Iterator[Page]:
    with blank_page(browser, reduced_motion="reduce") as page:
        page.add_init_script(axe_source)
        yield page


@pytest.fixture(scope="module")
def complaints(hosted: Hosted, page: Page) -> Complaints:
    """Open every page and let axe look at it on every screen."""
    found = Complaints()
    kinds = hosted.one_of_each_kind()
    for url in hosted.practice.pages:
        page.goto(hosted.address(url))
        bring(page, "text", "opened")
        for width, scheme, rules in (*EVERY_PAGE, *(EACH_KIND if url in kinds else ())):
            page.set_viewport_size({"width": width, "height": TALL})
            page.emulate_media(color_scheme=scheme)
            look(page, url, found, rules)
        if url in kinds:
            look_behind(page, url, found)
    return found


def look(page: Page, url: str, found: Complaints, rules: Mapping[str, Any]) -> None:
    """Add what axe says of the page as it stands now."""
    page.evaluate("scrollTo(0, 0)")
    seen = page.evaluate(RUN, rules)
    width, is_dark = page.evaluate(SCREEN)
    screen = f"{width} px, {'dark' if is_dark else 'light'}: "
    found.add("barriers", url, [screen + it for it in seen["barriers"]])
    found.add("undecided", url, seen["undecided"])


def look_behind(page: Page, url: str, found: Complaints) -> None:
    """Let axe look at what shows only when it is opened, or its link is followed."""
    page.set_viewport_size({"width": PHONE, "height": TALL})
    for place in page.evaluate("limits.hiddenPlaces()"):
        page.evaluate("(place) => { location.hash = place; }", place)
        page.emulate_media(color_scheme="light")
        look(page, url, found, ALL_RULES)
        page.emulate_media(color_scheme="dark")
        look(page, url, found, LOOKS_RULES)
        page.evaluate("limits.leavePlace()")
    if page.evaluate("limits.openAll()"):
        look(page, url, found, ALL_RULES)
        page.evaluate("limits.closeMenu()")
    look(page, url, found, ALL_RULES)


def looked_at() -> dict[str, list[str]]:
    """Return what somebody has looked at, and on which pages; none means on all."""
    entries = yaml.safe_load(UNDECIDED.read_text(encoding="utf-8"))
    assert all(len(entry["reason"].split()) >= 5 for entry in entries)
    return {f"{it['rule']} | {it['element']} | {it['says']}": it.get("on", []) for it in entries}


def test_axe_finds_no_barrier(complaints: Complaints) -> None:
    found = complaints.about("barriers")
    assert not found, found


def test_all_that_axe_cannot_decide_was_looked_at(complaints: Complaints) -> None:
    known = looked_at()
    fresh = Complaints()
    for complaint, urls in complaints.found.get("undecided", {}).items():
        for url in urls:
            if complaint not in known or (known[complaint] and url not in known[complaint]):
                fresh.add("undecided", url, [complaint])
    assert not fresh.found, fresh.about("undecided")


def test_all_that_was_looked_at_is_still_there(complaints: Complaints) -> None:
    undecided = complaints.found.get("undecided", {})
    gone = {
        it
        for it, urls in looked_at().items()
        if not set(urls) <= {*undecided.get(it, [])} or it not in undecided
    }
    assert not gone
