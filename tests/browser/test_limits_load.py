"""How every page of the practice's site loads: requests, weight, what moves, what is left behind.

All but the pages themselves arrives late, so that whatever can move does.
"""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.screens import DESKTOP, HEIGHTS, PHONE, WIDTHS, Complaints, blank_page
from tests.browser.static_host import CONTENT_TYPES, StaticHost
from tests.practice.hosting import PREFIX, Hosted, host_changed
from tests.practice.site import Practice

MOST_PAGE = 120 * 1024
MOST_REQUESTS = 5
# When the page has long been painted.
LATE_BY = 0.3
AT_ONCE = 6
# Browsers ask for these when they like, and no reader waits for them.
ASIDE = re.compile(r"favicon|icon[-.]|\.webmanifest$")

WATCH = """
window.shifts = [];
new PerformanceObserver((list) => shifts.push(...list.getEntries()))
    .observe({type: "layout-shift", buffered: true});
"""
SETTLE = """
async () => {
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    await document.fonts.ready;
    await wait(50);
    scrollTo({top: document.documentElement.scrollHeight, behavior: "instant"});
    await wait(100);
    const name = ({node}) => node?.parentElement?.closest("[class]")?.className ?? "?";
    return {
        shifts: shifts.map((it) => `${it.value.toFixed(4)} by ${it.sources.map(name).join(", ")}`),
        fonts: [...document.fonts].filter((it) => it.status === "loaded").length,
        stored: [
            ...Object.keys(localStorage), ...Object.keys(sessionStorage),
            ...(await indexedDB.databases()).map((it) => it.name),
            ...(await navigator.serviceWorker.getRegistrations()).map((it) => it.scope),
        ],
    };
}
"""
PAINTED = """
() => new Promise((done) => {
    const look = (list) => {
        if (list.getEntriesByName("first-contentful-paint").length) done(true);
    };
    new PerformanceObserver(look).observe({type: "paint", buffered: true});
    setTimeout(() => done(false), 3000);
})
"""


class Late(StaticHost):
    """A host on which fonts, scripts and pictures arrive after the page has been painted."""

    def do_GET(self) -> None:
        if not self.path.endswith(("/", ".html")):
            time.sleep(LATE_BY)
        super().do_GET()


@dataclass
class Visit:
    """What one visit asked for and said; `first` is what it asked for without scrolling."""

    asked: list[str] = field(default_factory=list)
    first: int = 0
    messages: list[str] = field(default_factory=list)
    seen: Mapping[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def hosted(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    with ExitStack() as at_end:

        def serve(folder: Path, prefix: str) -> str:
            handler = partial(Late, directory=folder, prefix=prefix)
            server = at_end.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), handler))
            Thread(target=server.serve_forever, daemon=True).start()
            at_end.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}{prefix}"

        yield host_changed(repo_root, tmp_path_factory.mktemp("hosted"), serve)


@dataclass
class Tab:
    """A page of the browser, and the visit that it is on."""

    page: Page
    visit: Visit = field(default_factory=Visit)

    def __post_init__(self) -> None:
        self.page.add_init_script(WATCH)
        self.page.on("request", lambda request: self.visit.asked.append(request.url))
        self.page.on("console", lambda message: self.visit.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.visit.messages.append(str(error)))

    def start(self, visit: Visit, address: str) -> None:
        self.visit = visit
        self.page.goto(address, wait_until="commit")

    def settle(self) -> None:
        """Let all that comes late come, and begin to scroll."""
        self.page.wait_for_load_state()
        self.visit.first = len(self.visit.asked)
        self.page.evaluate(f"() => {{ window.settled = ({SETTLE})(); }}")

    def end(self) -> None:
        self.visit.seen = self.page.evaluate("window.settled")


def visit_all(
    browser: Browser, hosted: Hosted, urls: Iterable[str], **screen: Any
) -> dict[str, Visit]:
    """Open pages, several at once, wait for all that comes late, and scroll to the end."""
    visits = {url: Visit() for url in urls}
    rest = list(visits.items())
    with ExitStack() as at_end:
        # Tabs of one context would wait for each other's font.
        tabs = [Tab(at_end.enter_context(blank_page(browser, **screen))) for _ in range(AT_ONCE)]
        visit_in(tabs, rest, hosted)
        assert not any(tab.page.context.cookies() for tab in tabs)
    return visits


def visit_in(tabs: list[Tab], rest: list[tuple[str, Visit]], hosted: Hosted) -> None:
    while rest:
        some, rest = rest[:AT_ONCE], rest[AT_ONCE:]
        used = tabs[: len(some)]
        for tab, (url, visit) in zip(used, some, strict=True):
            tab.start(visit, hosted.address(url))
        for step in (Tab.settle, Tab.end):
            for tab in used:
                step(tab)


@pytest.fixture(scope="module")
def phone(hosted: Hosted, browser: Browser) -> dict[str, Visit]:
    """Every page on a phone, whose screen is dense: it takes the largest pictures."""
    size = {"width": PHONE, "height": HEIGHTS[PHONE]}
    return visit_all(browser, hosted, hosted.practice.pages, viewport=size, device_scale_factor=3)


@pytest.fixture(scope="module")
def others(hosted: Hosted, browser: Browser) -> dict[str, dict[str, Visit]]:
    """Every page on a desktop, one of each kind on all other screens; some in the dark."""
    found = {}
    for width in WIDTHS:
        if width != PHONE:
            found[f"{width} px"] = visit_all(
                browser,
                hosted,
                hosted.practice.pages if width == DESKTOP else hosted.one_of_each_kind(),
                viewport={"width": width, "height": HEIGHTS[width]},
                color_scheme="dark" if width == DESKTOP else "light",
            )
    return found


@pytest.fixture(scope="module")
def visits(
    phone: dict[str, Visit], others: dict[str, dict[str, Visit]]
) -> list[tuple[str, str, Visit]]:
    """All visits: the screen, the page, what was seen."""
    screens = {f"{PHONE} px": phone, **others}
    return [(screen, url, it) for screen, seen in screens.items() for url, it in seen.items()]


def weight(practice: Practice, url: str, base: str) -> int:
    """Return what a host sends for an address of the site: gzip for text, the rest as it is."""
    path = url.removeprefix(base).split("#")[0].split("?")[0]
    content = practice.files[path + "index.html" if path.endswith("/") or not path else path]
    kind = CONTENT_TYPES.get(Path(path or "index.html").suffix or ".html", "")
    is_text = kind.startswith("text/") or "svg" in kind or "json" in kind or "xml" in kind
    return len(gzip.compress(content, 9, mtime=0)) if is_text else len(content)


def test_a_page_is_readable_when_nothing_else_arrives(hosted: Hosted, browser: Browser) -> None:
    with blank_page(browser) as page:
        page.route(
            "**/*",
            lambda route: (
                route.continue_() if route.request.resource_type == "document" else route.abort()
            ),
        )
        for url in hosted.one_of_each_kind():
            page.goto(hosted.address(url), wait_until="domcontentloaded")
            assert page.evaluate(PAINTED), url
            assert page.locator("h1").is_visible(), url


def test_few_requests_show_the_first_screen(visits: list[tuple[str, str, Visit]]) -> None:
    found = Complaints()
    for screen, url, visit in visits:
        asked = [it for it in visit.asked[: visit.first] if not ASIDE.search(it)]
        if len(asked) > MOST_REQUESTS:
            found.add("requests", url, [f"{screen}: {len(asked)} requests"])
    assert not found.found, found.about("requests")


def test_the_whole_page_is_light(visits: list[tuple[str, str, Visit]], hosted: Hosted) -> None:
    found = Complaints()
    for screen, url, visit in visits:
        addresses = {it for it in visit.asked if it.startswith(hosted.base)}
        total = sum(weight(hosted.practice, it, hosted.base) for it in addresses)
        if total > MOST_PAGE:
            found.add("weight", url, [f"{screen}: {total / 1024:.0f} KB"])
    assert not found.found, found.about("weight")


def test_nothing_moves_while_a_page_loads(visits: list[tuple[str, str, Visit]]) -> None:
    found = Complaints()
    for screen, url, visit in visits:
        found.add("shifts", url, [f"{screen}: {it}" for it in visit.seen["shifts"]])
    assert not found.found, found.about("shifts")


def test_what_moves_is_seen(browser: Browser) -> None:
    late = "setTimeout(() => document.body.prepend('late words'), 200)"
    with blank_page(browser) as page:
        page.add_init_script(WATCH)
        page.goto(f"data:text/html,<p>words<script>{late}</script>")
        page.wait_for_timeout(500)
        assert page.evaluate("shifts.length") > 0


def test_the_font_did_come_late(phone: dict[str, Visit], hosted: Hosted) -> None:
    has_font = any(path.endswith(".woff2") for path in hosted.practice.files)
    assert has_font == bool(phone["/"].seen["fonts"])


def test_no_request_leaves_the_site(visits: list[tuple[str, str, Visit]], hosted: Hosted) -> None:
    assert hosted.base.endswith(PREFIX)
    for _, url, visit in visits:
        assert visit.asked
        assert not [it for it in visit.asked if not it.startswith(hosted.base)], url


def test_nothing_is_left_in_the_browser(visits: list[tuple[str, str, Visit]]) -> None:
    for _, url, visit in visits:
        assert not visit.seen["stored"], url


def test_the_browser_has_nothing_to_complain_about(
    visits: list[tuple[str, str, Visit]],
) -> None:
    found = Complaints()
    for screen, url, visit in visits:
        found.add("messages", url, [f"{screen}: {it}" for it in visit.messages])
    assert not found.found, found.about("messages")
