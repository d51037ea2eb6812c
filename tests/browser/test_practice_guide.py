"""The guided choice in Chromium without scripts: by keyboard, back again, on paper, and bare."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize

from tests.practice.hosting import Hosted, Serve, host_changed

PAGE = "/which-massage/"
PHONE = ViewportSize(width=390, height=844)
# Higher than any question, so that the bar at the lower edge covers no target.
NARROW = ViewportSize(width=320, height=1600)
MANY_KEYS = 60

FOCUSED = """
() => {
    const {id, hash, textContent} = document.activeElement;
    const box = document.activeElement.getBoundingClientRect();
    return {id, hash: hash ?? "", words: textContent.trim(), top: box.top, height: box.height};
}
"""
SHOWN = """
() => [...document.querySelectorAll(".guided-choice__step")]
    .filter((step) => step.checkVisibility()).map((step) => step.id.replace("step-", ""))
"""


@pytest.fixture(scope="module")
def hosted(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    return host_changed(repo_root, tmp_path_factory.mktemp("hosted"), serve)


@pytest.fixture(scope="module")
def guide(hosted: Hosted) -> Any:
    return hosted.practice.data("guide")


@pytest.fixture(scope="module")
def address(hosted: Hosted) -> str:
    return hosted.address(PAGE)


@pytest.fixture(scope="module")
def without_scripts(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:
        yield context


@pytest.fixture
def page(without_scripts: BrowserContext) -> Iterator[Page]:
    with without_scripts.new_page() as page:
        yield page


def ways(guide: Any, name: str) -> Iterator[tuple[str, ...]]:
    """Yield every way on from a question, as the names that follow it."""
    for answer in guide.steps[name].answers if name in guide.steps else ():
        rest = list(ways(guide, answer.to)) or [()]
        for following in rest:
            yield (answer.to, *following)


def press_until(page: Page, hash: str) -> None:
    """Press Tab until the link to `hash` has the focus."""
    for _ in range(MANY_KEYS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED)["hash"] == hash:
            return
    raise AssertionError(f"no link to {hash} is reached by keyboard")


def answer(page: Page, to: str) -> None:
    """Choose by keyboard what leads to `to`."""
    press_until(page, f"#step-{to}")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#step-{to}")


def test_every_way_is_walked_by_keyboard_and_sends_nothing(
    page: Page, address: str, guide: Any
) -> None:
    requests: list[Request] = []
    page.goto(address)
    page.on("request", lambda request: requests.append(request))
    icon = page.locator("link[rel=icon][type]").evaluate("(link) => link.href")
    assert page.evaluate(SHOWN) == [guide.first]
    walked = list(ways(guide, guide.first))
    assert len(walked) > 10
    for way in walked:
        for name in way:
            answer(page, name)
            assert page.evaluate(SHOWN) == [name], way
            focused = page.evaluate(FOCUSED)
            assert focused["id"] == f"step-{name}", way
            assert 0 <= focused["top"] < PHONE["height"] / 4, way
        assert guide.ends[way[-1]].title in page.inner_text(f"#step-{way[-1]}")
        answer(page, guide.first)
        assert page.evaluate(SHOWN) == [guide.first]
    # Chromium asks for the icon of its tab again where the host forbids it to remember.
    assert {request.url for request in requests} <= {icon}
    assert not [request for request in requests if "step-" in str(request.headers)]
    assert not page.context.cookies()


def test_the_back_button_goes_back_question_by_question(
    page: Page, address: str, guide: Any
) -> None:
    page.goto(address)
    way = max(ways(guide, guide.first), key=len)
    for name in way:
        answer(page, name)
    for name in (*reversed(way[:-1]), guide.first):
        page.go_back()
        assert page.evaluate(SHOWN) == [name]
    page.go_forward()
    assert page.evaluate(SHOWN) == [way[0]]


def test_another_part_of_the_page_leaves_the_first_question(
    page: Page, address: str, guide: Any
) -> None:
    page.goto(f"{address}#main")
    assert page.evaluate(SHOWN) == [guide.first]


def test_answers_are_as_wide_as_a_phone_and_large(page: Page, address: str, guide: Any) -> None:
    for name in guide.steps:
        page.goto(f"{address}#step-{name}")
        step = page.locator(f"#step-{name}")
        room = step.locator(".guided-choice__answers").bounding_box()
        for link in step.locator(".guided-choice__answer").all():
            box = link.bounding_box()
            assert box
            assert room
            assert box["height"] >= 44, name
            assert box["width"] == room["width"] > PHONE["width"] * 0.75, name


def test_without_styles_all_of_it_reads_from_top_to_bottom(
    browser: Browser, address: str, guide: Any
) -> None:
    with browser.new_context() as context, context.new_page() as page:
        page.goto(address)
        page.evaluate("document.querySelectorAll('style').forEach((it) => it.remove())")
        assert page.evaluate(SHOWN) == [*guide.steps, *guide.ends]
        levels = [int(it[1]) for it in page.evaluate("""
            () => [...document.querySelectorAll(".guided-choice :is(h1, h2, h3, h4)")]
                .map((heading) => heading.tagName)
        """)]  # fmt: skip
        assert levels == [2] * len([*guide.steps, *guide.ends])


def test_paper_shows_every_question_or_the_one_advice(page: Page, address: str, guide: Any) -> None:
    page.emulate_media(media="print")
    page.goto(address)
    assert page.evaluate(SHOWN) == [*guide.steps, *guide.ends]
    end = next(reversed(guide.ends))
    page.goto(f"{address}#step-{end}")
    assert page.evaluate(SHOWN) == [end]
