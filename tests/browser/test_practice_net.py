"""The net of the page on fascia: pulled by pointer and by keyboard, still without scripts."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, Route

from sitegen.headers import headers
from tests.practice.hosting import Hosted, Serve, host_changed

ADDRESS = "/learn/fascia/"
KNOT = ".fascia-net__knot"
MOST_OF_A_DRAWING = 2500
MOST_OF_THE_SCRIPT = 1800
IS_STILL = """
(selector) => new Promise((done) => {
    const at = () => document.querySelector(selector).parentElement.innerHTML;
    let before = at(), same = 0;
    const look = () => {
        same = at() === before ? same + 1 : 0;
        before = at();
        if (same < 12) requestAnimationFrame(look); else done(true);
    };
    look();
})
"""


@pytest.fixture(scope="module")
def hosted(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    return host_changed(repo_root, tmp_path_factory.mktemp("net"), serve)


@pytest.fixture
def page(hosted: Hosted, browser: Browser) -> Iterator[Page]:
    """The page on fascia on a phone; what the browser complains about fails the test."""
    complaints: list[str] = []
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        context.route(f"**{ADDRESS}", under_policy)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(hosted.address(ADDRESS))
        page.locator("#drawing-fascia-net").scroll_into_view_if_needed()
        yield page
    assert complaints == []


def under_policy(route: Route) -> None:
    """Answer with the headers that a published page has."""
    response = route.fetch()
    published = headers("index.html", response.body())
    assert "unsafe" not in published["Content-Security-Policy"]
    route.fulfill(response=response, headers=dict(published))


def place(page: Page, selector: str = KNOT) -> tuple[float, float]:
    """Return where a part of the net is, in units of the drawing."""
    moved = page.locator(selector).get_attribute("transform") or ""
    x, y = re.findall(r"-?[\d.]+", moved)
    return float(x), float(y)


def far_place(page: Page) -> tuple[float, float]:
    return place(page, f"g:has(> {KNOT}) > g:not({KNOT})")


def threads(page: Page) -> str:
    return page.locator(f"g:has(> {KNOT}) > path").first.get_attribute("d") or ""


def middle(part: Locator) -> tuple[float, float]:
    box = part.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def settle(page: Page) -> None:
    page.evaluate(IS_STILL, KNOT)


def test_the_net_follows_a_pointer_and_is_let_go(page: Page) -> None:
    drawn = threads(page)
    knot, far = place(page), far_place(page)
    x, y = middle(page.locator(KNOT))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y - 20, steps=4)
    settle(page)
    pulled = place(page)
    assert pulled[0] > knot[0] + 20
    assert pulled[1] < knot[1] - 10
    assert far_place(page) != far
    assert threads(page) != drawn
    assert middle(page.locator(KNOT)) == pytest.approx((x + 30, y - 20), abs=1)
    page.mouse.up()
    settle(page)
    rest = page.locator("#drawing-fascia-net circle").first
    assert middle(page.locator(KNOT)) == pytest.approx(middle(rest), abs=1)


def test_a_finger_pulls_the_net_and_not_the_page(page: Page) -> None:
    knot = place(page)
    x, y = middle(page.locator(KNOT))
    scrolled = page.evaluate("scrollY")
    fingers = page.context.new_cdp_session(page)
    fingers.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    for kind, up in (("touchStart", 0), ("touchMove", 15), ("touchMove", 45)):
        touch = {"type": kind, "touchPoints": [{"x": x, "y": y - up}]}
        fingers.send("Input.dispatchTouchEvent", touch)
    settle(page)
    assert place(page)[1] < knot[1] - 30
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    settle(page)
    assert page.evaluate("scrollY") == scrolled
    assert place(page)[0] > knot[0] + 20


def test_the_far_place_moves_less_than_the_knot(page: Page) -> None:
    def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
        return abs(one[0] - other[0]) + abs(one[1] - other[1])

    knot, far = place(page), far_place(page)
    page.locator(KNOT).press("Escape")
    settle(page)
    assert 3 < apart(far, far_place(page)) < apart(knot, place(page)) / 2


def test_the_net_is_pulled_by_arrow_keys_and_let_go_by_escape(page: Page) -> None:
    knot = page.locator(KNOT)
    for _ in range(60):
        page.keyboard.press("Tab")
        if knot.evaluate("(it) => it === document.activeElement"):
            break
    scrolled = page.evaluate("scrollY")
    page.keyboard.press("Escape")
    settle(page)
    rest = place(page)
    for key, along, sign in (
        ("ArrowRight", 0, 1),
        ("ArrowLeft", 0, -1),
        ("ArrowDown", 1, 1),
        ("ArrowUp", 1, -1),
    ):
        before = place(page)
        page.keyboard.press(key)
        settle(page)
        after = place(page)
        assert (after[along] - before[along]) * sign > 8, key
        assert after[1 - along] == pytest.approx(before[1 - along], abs=1), key
    assert place(page) == pytest.approx(rest, abs=1)
    assert page.evaluate("scrollY") == scrolled


def test_the_knot_stays_in_the_drawing(page: Page) -> None:
    knot = page.locator(KNOT)
    for key in ("ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight"):
        for _ in range(25):
            knot.press(key)
        settle(page)
        x, y = place(page)
        assert 0 < x < 360, key
        assert 0 < y < 240, key


def test_the_knot_is_named_and_large_enough(page: Page) -> None:
    knot = page.locator(KNOT)
    assert "arrow keys" in (knot.get_attribute("aria-label") or "")
    box = knot.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    assert page.locator("#drawing-fascia-net").get_attribute("role") == "group"
    assert page.locator("[aria-live], [role=status], [role=alert]").count() == 0


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_only_those_who_want_motion_see_the_knot_travel(
    page: Page, motion: Literal["reduce", "no-preference"]
) -> None:
    page.emulate_media(reduced_motion=motion)
    before = place(page)
    places = page.evaluate(
        """(selector) => new Promise((done) => {
            const knot = document.querySelector(selector), seen = new Set();
            knot.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}));
            const look = (frames) => {
                seen.add(knot.getAttribute("transform"));
                if (frames) requestAnimationFrame(() => look(frames - 1)); else done(seen.size);
            };
            look(30);
        })""",
        KNOT,
    )
    assert place(page) != before
    assert places == 1 if motion == "reduce" else places > 5


def test_without_scripts_the_net_is_an_image_that_is_pulled_already(
    hosted: Hosted, browser: Browser
) -> None:
    with (
        browser.new_context(java_script_enabled=False) as context,
        context.new_page() as page,
    ):
        page.goto(hosted.address(ADDRESS))
        net = page.get_by_role("img", name="A net that is pulled in one place")
        assert net.count() == 1
        assert net.locator("[tabindex]").count() == 0
        rest = net.locator("circle").first
        knot = net.locator(KNOT)
        assert abs(middle(knot)[0] - middle(rest)[0]) > 20


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def test_drawings_and_script_are_small(hosted: Hosted) -> None:
    found: dict[str, int] = {}
    for page in hosted.practice.pages.values():
        for drawing in re.findall(r'<svg class="drawing__picture.*?</svg>', page.html, re.S):
            found[re.findall(r'id="([^"]*)"', drawing)[0]] = packed(drawing.encode())
    assert len(found) >= 5
    assert {name: size for name, size in found.items() if size > MOST_OF_A_DRAWING} == {}
    scripts = [
        content
        for path, content in hosted.practice.files.items()
        if re.fullmatch(r"assets/net\.[^/]*js", path)
    ]
    assert [packed(content) <= MOST_OF_THE_SCRIPT for content in scripts] == [True]


def test_the_script_is_asked_for_only_where_the_net_is(hosted: Hosted) -> None:
    with_script = {
        page.url
        for page in hosted.practice.pages.values()
        if re.search(r"/net\.[^/]*js", page.html)
    }
    with_net = {
        page.url for page in hosted.practice.pages.values() if "drawing-fascia-net" in page.html
    }
    assert with_script == with_net
    assert ADDRESS in with_net
