"""Every page of the practice's site in Chromium: barriers, reflow, targets, requests, errors.

Each page is opened once, in light and dark, on a phone and on a desktop; the tests look at
what was seen. Links inside sentences may be small, as WCAG 2.5.8 allows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.practice.hosting import Hosted, Serve, host_changed

Scheme = Literal["light", "dark"]
PHONE, DESKTOP = 320, 1280
SCREENS: tuple[tuple[Scheme, int], ...] = (
    ("light", DESKTOP),
    ("dark", DESKTOP),
    ("dark", PHONE),
    ("light", PHONE),
)
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What only colours and sizes decide: the rest is the same on the other two screens.
LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")

LOOK = """
async (runOnly) => {
    const needed = 44;
    const half = needed / 2 - 0.5;
    const is_in_sentence = (target) => {
        const block = target.closest("p, li, dd, td");
        if (!block || getComputedStyle(target).display !== "inline") return false;
        const rest = block.cloneNode(true);
        rest.querySelectorAll("a, ul, ol, dl").forEach((inner) => inner.remove());
        return /[A-Za-z]{2}/.test(rest.textContent);
    };
    const size = (target) => {
        const box = target.getBoundingClientRect();
        return [Math.round(box.width), Math.round(box.height)];
    };
    // The area that answers may be larger than the box: a whole card, say.
    const answers = (target) => {
        target.scrollIntoView({block: "center"});
        const box = target.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        return [[half, 0], [-half, 0], [0, half], [0, -half]].every(([dx, dy]) => {
            const hit = document.elementFromPoint(x + dx, y + dy);
            return hit && target.contains(hit);
        });
    };
    const small = [...document.querySelectorAll("a[href], button, summary, input, video, iframe")]
        .filter((target) => target.checkVisibility() && !target.matches(".skip-link"))
        .filter((target) => Math.min(...size(target)) < needed)
        .filter((target) => !is_in_sentence(target) && !answers(target))
        .map((target) => `${target.textContent.trim().slice(0, 50)}, ${size(target).join(" x ")}`);
    const {violations} = await axe.run(document, {runOnly, resultTypes: ["violations"]});
    return {
        small,
        barriers: violations.map((rule) =>
            `${rule.id}: ${rule.nodes.map((node) => node.target.join(" ")).join(", ")}`),
        width: document.documentElement.scrollWidth,
        words: document.querySelector("main").innerText,
    };
}
"""


@dataclass
class Visit:
    """What was seen on one page; lists name the screen first."""

    barriers: list[str] = field(default_factory=list)
    overflows: list[str] = field(default_factory=list)
    small_targets: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    words: str = ""


@pytest.fixture(scope="module")
def hosted(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    return host_changed(repo_root, tmp_path_factory.mktemp("hosted"), serve)


@pytest.fixture(scope="module")
def visits(hosted: Hosted, browser: Browser, axe_source: str) -> Mapping[str, Visit]:
    """Open every page and look at it on every screen."""
    seen = {url: Visit() for url in hosted.practice.pages}
    requests: list[str] = []
    messages: list[str] = []
    with browser.new_context() as context, context.new_page() as page:
        context.add_init_script(axe_source)
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        for url, visit in seen.items():
            page.goto(hosted.address(url))
            for scheme, width in SCREENS:
                look(page, visit, scheme, width)
            visit.requests, visit.messages = [*requests], [*messages]
            requests.clear()
            messages.clear()
        assert not context.cookies()
    return seen


def look(page: Page, visit: Visit, scheme: Scheme, width: int) -> None:
    """Add what is wrong on one screen to `visit`."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    by_tag = (scheme == "light") == (width == DESKTOP)
    rules = {"type": "tag", "values": TAGS} if by_tag else {"type": "rule", "values": LOOKS}
    found = page.evaluate(LOOK, rules)
    screen = f"{scheme}, {width} px: "
    visit.barriers += [screen + it for it in found["barriers"]]
    if found["width"] > width:
        visit.overflows.append(f"{screen}needs {found['width']} px")
    if scheme == "light":
        visit.small_targets += [screen + it for it in found["small"]]
    if width == DESKTOP:
        visit.words = found["words"]


def complaints(visits: Mapping[str, Visit], aspect: str) -> str:
    """Return what was wrong, each complaint once with the pages that it is about."""
    pages: dict[str, list[str]] = {}
    for url, visit in visits.items():
        for complaint in getattr(visit, aspect):
            pages.setdefault(complaint, []).append(url)
    return "\n".join(
        f"{complaint} (on {', '.join(urls[:4])}{' and others' if len(urls) > 4 else ''})"
        for complaint, urls in pages.items()
    )


def test_axe_finds_no_barrier(visits: Mapping[str, Visit]) -> None:
    found = complaints(visits, "barriers")
    assert not found, found


def test_no_page_scrolls_sideways(visits: Mapping[str, Visit]) -> None:
    found = complaints(visits, "overflows")
    assert not found, found


def test_every_target_outside_a_sentence_is_large_enough(visits: Mapping[str, Visit]) -> None:
    found = complaints(visits, "small_targets")
    assert not found, found


def test_the_browser_has_nothing_to_complain_about(visits: Mapping[str, Visit]) -> None:
    found = complaints(visits, "messages")
    assert not found, found


def test_no_request_leaves_the_site(visits: Mapping[str, Visit], hosted: Hosted) -> None:
    for url, visit in visits.items():
        assert visit.requests
        assert not [it for it in visit.requests if not it.startswith(hosted.base)], url


def test_every_page_reads_the_same_without_scripts(
    visits: Mapping[str, Visit], hosted: Hosted, browser: Browser
) -> None:
    with (
        browser.new_context(
            viewport={"width": DESKTOP, "height": 800}, java_script_enabled=False
        ) as context,
        context.new_page() as page,
    ):
        for url, visit in visits.items():
            page.goto(hosted.address(url), wait_until="domcontentloaded")
            assert page.inner_text("main") == visit.words, url
            assert len(visit.words.split()) > 20, url
