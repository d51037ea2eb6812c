"""Every page of the practice's site on all screens, and under every change a reader may ask for.

Large text, wide spacing, forced colours, less motion; without scripts, pictures or styles.
Nothing is lost, nothing overlaps, and lines stay short.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.screens import (
    DESKTOP,
    PHONE,
    SCHEMES,
    WIDEST,
    WIDTHS,
    Complaints,
    blank_page,
    bring,
    resize,
    widths_of,
)
from tests.practice.hosting import Hosted, Serve, host_changed

SMALLEST = min(WIDTHS)
MOST_CHARACTERS = 75
# Drawings shrink with the screen, and the words in them too.
LEAST_TEXT = 12
MOST_NAMED = 3
FEWEST_WORDS = 20
LEAST_CONTRAST = 7
# All of a page is on the screen at once.
TALL = 6000
HARD_TO_READ = ("sideways", "outside", "clipped", "overlaps")
# https://www.w3.org/TR/WCAG22/#text-spacing
WIDE_SPACING = """
() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
            word-spacing: 0.16em !important }
        p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}
"""
USUAL_SPACING = "document.adoptedStyleSheets = []"
# No page that was made beforehand knows which day it is read on.
ONLY_WITH_SCRIPTS = ".open-today__today"
LARGE_TEXT = "document.documentElement.style.fontSize = '200%'"
USUAL_TEXT = "document.documentElement.style.fontSize = ''"


@pytest.fixture(scope="module")
def hosted(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    return host_changed(repo_root, tmp_path_factory.mktemp("hosted"), serve)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with blank_page(browser) as page:
        yield page


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    """A page without scripts, and without any picture that is a file of its own."""

    def refuse(route: Route) -> None:
        if route.request.resource_type == "image":
            route.abort()
        else:
            route.continue_()

    with blank_page(browser, java_script_enabled=False) as page:
        page.route("**/*", refuse)
        yield page


@pytest.fixture(scope="module")
def complaints(hosted: Hosted, page: Page, bare: Page) -> Complaints:
    """Open every page once as it is and change it; then once without scripts and pictures."""
    found = Complaints()
    kinds = hosted.one_of_each_kind()
    for url in hosted.practice.pages:
        page.goto(hosted.address(url))
        bring(page, "text", "colors", "changes", "opened")
        is_first = url in kinds
        resize(page, DESKTOP)
        whole = said(page)
        look_at_widths(page, url, found, (*widths_of(url, kinds), WIDEST, SMALLEST))
        look_at_changes(page, url, found, is_first=is_first)
        found.add("motion", url, moving(page))
        found.add("bar", url, page.evaluate("limits.hiddenEnd()"))
        found.add("unstyled", url, without_styles(page, whole))
        bare.goto(hosted.address(url), wait_until="domcontentloaded")
        bring(bare, "text")
        rest = said(bare)
        found.add("bare", url, missing(whole, rest, "without scripts"))
        found.add("bare", url, missing(rest, whole, "with scripts"))
        if rest["words"].total() < FEWEST_WORDS:
            found.add("bare", url, ["hardly any words"])
        if is_first:
            found.add("bare", url, without_pictures(bare))
    return found


def look(page: Page, url: str, found: Complaints, state: str) -> None:
    """Add what is lost of a page as it stands now."""
    width, lost = page.evaluate(f"[innerWidth, limits.lost({LEAST_TEXT})]")
    for limit in (*HARD_TO_READ, "tiny"):
        found.add(f"{state}: {limit}", url, first_of(f"{width} px: ", lost[limit]))


def first_of(start: str, complaints: list[str]) -> list[str]:
    """Return the first complaints of one kind: what they have in common shows in three."""
    more = ["and more of this kind"] if len(complaints) > MOST_NAMED else []
    return [start + it for it in complaints[:MOST_NAMED] + more]


def look_at_widths(page: Page, url: str, found: Complaints, widths: tuple[int, ...]) -> None:
    for width in sorted(set(widths), reverse=True):
        resize(page, width)
        look(page, url, found, "width")
        if width in (WIDEST, DESKTOP):
            lines = page.evaluate(f"limits.longestLines({MOST_CHARACTERS})")
            found.add("lines", url, [f"{width} px: {it}" for it in lines])


def look_at_changes(page: Page, url: str, found: Complaints, *, is_first: bool) -> None:
    """Change the text of a page and look at it; `is_first` of its kind takes longer."""
    for width in (DESKTOP, PHONE):
        resize(page, width)
        page.evaluate(LARGE_TEXT)
        look(page, url, found, "large text")
        page.evaluate(USUAL_TEXT)
    for width in (DESKTOP, SMALLEST) if is_first else (SMALLEST,):
        resize(page, width)
        page.evaluate(WIDE_SPACING)
        look(page, url, found, "wide spacing")
        page.evaluate(USUAL_SPACING)
    if is_first:
        found.add("forced colors", url, in_forced_colors(page))
    look_behind(page, url, found)


def in_forced_colors(page: Page) -> list[str]:
    """Return what cannot be told apart when a reader chooses all colours."""
    page.set_viewport_size({"width": DESKTOP, "height": TALL})
    wrong: list[str] = []
    page.evaluate("limits.boxes()")
    page.emulate_media(forced_colors="active")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        wrong += page.evaluate(f"[...limits.lostBoxes(), ...limits.faint({LEAST_CONTRAST})]")
    page.emulate_media(forced_colors="none", color_scheme="light")
    return wrong


def look_behind(page: Page, url: str, found: Complaints) -> None:
    """Look at what shows only when something is opened, or its link is followed."""
    if page.evaluate("limits.openAll()"):
        look(page, url, found, "opened")
        page.evaluate("limits.closeMenu()")
    for place in page.evaluate("limits.hiddenPlaces()"):
        page.evaluate("(place) => { location.hash = place; }", place)
        look(page, url, found, "opened")
        page.evaluate("limits.leavePlace()")


def moving(page: Page) -> list[str]:
    """Return what moves although the reader asked for less motion."""
    page.emulate_media(reduced_motion="reduce")
    wrong: list[str] = page.evaluate("limits.moving()")
    page.emulate_media(reduced_motion="no-preference")
    return wrong


def said(page: Page) -> Mapping[str, Counter[str]]:
    """Return all words and links that can be reached."""
    words, links = page.evaluate(f"[limits.words('{ONLY_WITH_SCRIPTS}'), limits.links()]")
    return {"words": Counter(words), "links": Counter(links)}


def missing(
    whole: Mapping[str, Counter[str]], rest: Mapping[str, Counter[str]], state: str
) -> list[str]:
    """Return what is said on the whole page and not on the rest."""
    found = []
    for kind, before in whole.items():
        gone = list(before - rest[kind])
        found += first_of(f"{state}: no ", [f"“{it[:60]}”" for it in gone])
    return found


def without_styles(page: Page, whole: Mapping[str, Counter[str]]) -> list[str]:
    resize(page, DESKTOP)
    sizes = page.evaluate("limits.smallPictures()")
    page.evaluate("limits.dropStyles()")
    swollen: list[str] = page.evaluate("(sizes) => limits.swollen(sizes)", sizes)
    overlaps = page.evaluate(f"limits.lost({LEAST_TEXT}).overlaps")
    return [
        *missing(whole, said(page), "without styles"),
        *swollen,
        *first_of("without styles: ", overlaps),
    ]


def without_pictures(bare: Page) -> list[str]:
    found = []
    for width in (PHONE, DESKTOP):
        resize(bare, width)
        lost = bare.evaluate(f"limits.lost({LEAST_TEXT})")
        for limit in HARD_TO_READ:
            found += first_of(f"{width} px, no pictures: ", lost[limit])
    return found


def test_no_page_scrolls_sideways_at_any_width(complaints: Complaints) -> None:
    found = complaints.about("width: sideways", "width: outside")
    assert not found, found


def test_nothing_is_cut_off_or_overlaps_at_any_width(complaints: Complaints) -> None:
    found = complaints.about("width: clipped", "width: overlaps")
    assert not found, found


def test_no_words_are_too_small_to_read(complaints: Complaints) -> None:
    found = complaints.about("width: tiny")
    assert not found, found


def test_lines_are_short(complaints: Complaints) -> None:
    found = complaints.about("lines")
    assert not found, found


@pytest.mark.parametrize("state", ["large text", "wide spacing", "opened"])
def test_nothing_is_lost_when_text_changes(state: str, complaints: Complaints) -> None:
    found = complaints.about(*(f"{state}: {limit}" for limit in HARD_TO_READ))
    assert not found, found


def test_words_and_boxes_show_in_forced_colors(complaints: Complaints) -> None:
    found = complaints.about("forced colors")
    assert not found, found


def test_nothing_moves_for_readers_who_asked_for_less_motion(complaints: Complaints) -> None:
    found = complaints.about("motion")
    assert not found, found


def test_no_bar_hides_the_end_of_a_page(complaints: Complaints) -> None:
    found = complaints.about("bar")
    assert not found, found


def test_every_page_says_the_same_without_styles(complaints: Complaints) -> None:
    found = complaints.about("unstyled")
    assert not found, found


def test_every_page_says_the_same_without_scripts_and_pictures(complaints: Complaints) -> None:
    found = complaints.about("bare")
    assert not found, found
