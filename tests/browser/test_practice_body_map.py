"""The map of the body, the steps of a visit and the comparison, on a phone and on a desktop."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.practice.hosting import Hosted, Serve, host_changed
from tests.practice.site import rewrite

MAP = "/conditions/"
COMPARISON = "/medical-vs-therapeutic/"
FIRST_VISIT = "/first-visit/"
PHONE, DESKTOP = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
SCREENS = pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
GONE, UNPLACED = "conditions/carpal-tunnel", "conditions/whiplash"

FOCUSED = """
() => ({
    address: document.activeElement.href?.baseVal ?? document.activeElement.href ?? "",
    region: document.activeElement.closest(".body-map__region")?.id ?? "",
})
"""
# Where a finger would land, 44 pixels around the middle of a label: all of it must answer.
UNANSWERED = """
(needed) => {
    const half = needed / 2 - 0.5;
    return [...document.querySelectorAll(".body-map__link")].filter((link) => {
        link.scrollIntoView({block: "center"});
        const box = link.querySelector("rect").getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        return [[half, 0], [-half, 0], [0, half], [0, -half]].some(([dx, dy]) =>
            document.elementFromPoint(x + dx, y + dy)?.closest("a") !== link);
    }).map((link) => link.textContent.trim());
}
"""
OUTSIDE = """
() => {
    const all = document.querySelector(".body-map__picture").getBoundingClientRect();
    return [...document.querySelectorAll(".body-map__label")].filter((label) => {
        const box = label.getBoundingClientRect();
        return box.left < all.left || box.right > all.right || box.top < all.top;
    }).map((label) => label.textContent);
}
"""
PLACES = """
(selector) => [...document.querySelectorAll(selector)].map((it) => {
    const {left, top} = it.getBoundingClientRect();
    return [Math.round(left), Math.round(top)];
})
"""


@pytest.fixture(scope="module")
def hosted(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    return host_changed(repo_root, tmp_path_factory.mktemp("hosted"), serve)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context, context.new_page() as page:
        yield page


def look_at(page: Page, hosted: Hosted, url: str, screen: dict[str, int]) -> None:
    page.set_viewport_size({"width": screen["width"], "height": screen["height"]})
    page.goto(hosted.address(url))


def tab_to(page: Page, selector: str, nth: int) -> None:
    """Press Tab until the focus is on the nth element that fits."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate(
            "([s, n]) => document.activeElement === document.querySelectorAll(s)[n]",
            [selector, nth],
        ):
            return
    pytest.fail(f"Tab never comes to {selector}, number {nth}")


def from_region(page: Page) -> set[str]:
    """Follow the focused link of the map; return the pages that Tab comes to in its region."""
    page.keyboard.press("Enter")
    region = page.locator(":target").get_attribute("id")
    found: set[str] = set()
    while True:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["region"] != region:
            return found
        found.add(focused["address"])


@SCREENS
def test_every_condition_is_reached_from_the_map_by_keyboard(
    page: Page, hosted: Hosted, screen: dict[str, int]
) -> None:
    look_at(page, hosted, MAP, screen)
    reached: set[str] = set()
    for nth in range(page.locator(".body-map__link").count()):
        look_at(page, hosted, MAP, screen)
        tab_to(page, ".body-map__link", nth)
        found = from_region(page)
        assert found, f"link {nth} of the map leads nowhere"
        reached |= found
    assert reached == {hosted.address(it.url) for it in hosted.practice.of_kind("condition")}


def test_a_link_of_the_list_opens_its_condition(page: Page, hosted: Hosted) -> None:
    look_at(page, hosted, MAP, DESKTOP)
    tab_to(page, ".body-map__link", 0)
    page.keyboard.press("Enter")
    page.locator(":target").wait_for()
    page.keyboard.press("Tab")
    name = page.locator("*:focus").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/conditions/[a-z]"))
    assert page.locator("h1").inner_text() == name


@SCREENS
def test_labels_on_the_map_are_whole_and_large_enough_to_touch(
    page: Page, hosted: Hosted, screen: dict[str, int]
) -> None:
    look_at(page, hosted, MAP, screen)
    labels = [it.strip() for it in page.locator(".body-map__label").all_text_contents()]
    assert labels == page.locator(".body-map__region dt").all_inner_texts()
    assert page.evaluate(UNANSWERED, 44) == []
    assert page.evaluate(OUTSIDE) == []


def test_the_focus_shows_on_the_label(page: Page, hosted: Hosted) -> None:
    look_at(page, hosted, MAP, DESKTOP)
    target = page.locator(".body-map__link rect").first
    before = target.evaluate("it => getComputedStyle(it).stroke")
    tab_to(page, ".body-map__link", 0)
    assert target.evaluate("it => getComputedStyle(it).stroke") != before


def test_the_map_leaves_out_what_is_not_on_the_site_and_lists_what_has_no_place(
    page: Page, repo_root: Path, tmp_path: Path, serve: Serve
) -> None:
    def change(root: Path) -> None:
        gone = root / "content" / f"{GONE}.md"
        rewrite(gone, lambda text: text.replace("---\n", "---\nuntil: 2020-01-01\n", 1))
        places = root / "content/data/body-map.yaml"
        rewrite(places, lambda text: text.replace(f"    - {UNPLACED}.md\n", ""))

    changed = host_changed(repo_root, tmp_path, serve, change)
    look_at(page, changed, MAP, DESKTOP)
    addresses = page.locator(".body-map dd a").evaluate_all("all => all.map((it) => it.href)")
    assert changed.address(f"/{GONE}/") not in addresses
    assert "Wrist and hand" not in page.inner_text(".body-map")
    last = page.locator(".body-map__region").last
    assert last.locator("dt").inner_text() == "Other reasons"
    assert last.locator("a").evaluate_all("all => all.map((it) => it.href)") == [
        changed.address(f"/{UNPLACED}/")
    ]


def roles(page: Page) -> Counter[str]:
    """Return the roles of a table that Chromium tells a screen reader."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    found = Counter(node["role"]["value"] for node in nodes if not node["ignored"])
    names = ("table", "row", "columnheader", "rowheader", "cell", "gridcell")
    return Counter({name: found[name] for name in names})


def test_the_comparison_is_a_table_for_screen_readers_on_every_screen(
    page: Page, hosted: Hosted
) -> None:
    look_at(page, hosted, COMPARISON, DESKTOP)
    told = roles(page)
    rows = len(hosted.practice.data("comparison")) + 1
    assert (told["table"], told["row"]) == (1, rows + 1)
    assert (told["columnheader"], told["rowheader"]) == (2, rows)
    page.set_viewport_size({"width": 320, "height": 640})
    assert roles(page) == told


@pytest.mark.parametrize("width", [320, 390])
def test_the_comparison_does_not_scroll_sideways_on_a_phone(
    page: Page, hosted: Hosted, width: int
) -> None:
    look_at(page, hosted, COMPARISON, {"width": width, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("url", "block"),
    [
        (MAP, ".body-map"),
        (COMPARISON, ".comparison-table"),
        (COMPARISON, ".two-kinds"),
        (FIRST_VISIT, ".visit-steps"),
    ],
)
def test_letters_of_twice_the_size_stay_inside(
    url: str, block: str, page: Page, hosted: Hosted
) -> None:
    look_at(page, hosted, url, {"width": 390, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    inside = page.locator(f"{block} *:not(svg *):not(thead, thead *)")
    assert inside.count() > 5
    assert (
        inside.evaluate_all(
            "all => all.filter((it) => it.getBoundingClientRect().right > innerWidth).length"
        )
        == 0
    )


def test_a_pair_of_the_comparison_stands_side_by_side_under_its_topic(
    page: Page, hosted: Hosted
) -> None:
    look_at(page, hosted, COMPARISON, PHONE)
    [topic], [medical], [therapeutic] = (
        page.evaluate(PLACES, f".comparison-table__row:first-child {it}")
        for it in ("th", "td:nth-child(2)", "td:nth-child(3)")
    )
    assert topic[1] < medical[1] == therapeutic[1]
    assert topic[0] <= medical[0] < therapeutic[0]
    look_at(page, hosted, COMPARISON, DESKTOP)
    heads = page.evaluate(PLACES, ".comparison-table__head")
    cells = page.evaluate(PLACES, ".comparison-table__row:first-child td")
    assert [left for left, _ in heads] == [left for left, _ in cells]


def test_the_steps_of_a_visit_stand_in_their_order(page: Page, hosted: Hosted) -> None:
    look_at(page, hosted, FIRST_VISIT, PHONE)
    titles = [step.title for step in hosted.practice.data("visit-steps")]
    assert page.locator(".visit-steps__title").all_inner_texts() == titles
    stacked = page.evaluate(PLACES, ".visit-steps__step")
    assert len({left for left, _ in stacked}) == 1
    assert stacked == sorted(stacked, key=lambda place: place[1])
    page.set_viewport_size({"width": 1280, "height": 800})
    rows = page.evaluate(PLACES, ".visit-steps__step")
    assert rows == sorted(rows, key=lambda place: (place[1], place[0]))
    assert len({left for left, _ in rows}) == 3
