"""The practice's video: it plays, and a player elsewhere is asked for nothing before the click."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.practice import videos
from tests.practice.hosting import Hosted, Serve, host_changed

BARRIERS = """
() => axe.run(document, {
    runOnly: {type: "tag", values: [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
    ]},
}).then((found) => found.violations.map((rule) => `${rule.id}: ${
    rule.nodes.map((node) => node.target.join(" ")).join(", ")}`))
"""

# As a blob: a film can be wound only on a host that sends parts of files.
WIND = """
async (second) => {
    const video = document.querySelector("video");
    const told = (name) => new Promise((done) => (video[`on${name}`] = done));
    if (!video.src.startsWith("blob:")) {
        const film = await (await fetch(video.src)).blob();
        const ready = told("loadeddata");
        video.preload = "auto";
        video.src = URL.createObjectURL(film);
        await ready;
    }
    const wound = told("seeked");
    video.currentTime = second;
    await wound;
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    canvas.getContext("2d").drawImage(video, 0, 0);
    return canvas.toDataURL("image/png").split(",")[1];
}
"""
STATE = """
() => {
    const video = document.querySelector("video");
    const { cues } = video.textTracks[0];
    return [video.duration, video.webkitAudioDecodedByteCount, [...cues].map((it) => it.text)];
}
"""


@pytest.fixture(scope="module")
def own(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    return host_changed(repo_root, tmp_path_factory.mktemp("own"), serve)


@pytest.fixture(scope="module")
def embedded(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    return host_changed(repo_root, tmp_path_factory.mktemp("embed"), serve, videos.add_embed)


@pytest.fixture(scope="module")
def filed(repo_root: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Hosted:
    def add(root: Path) -> None:
        videos.add_file(root, videos.POSTER + videos.PUBLISHED + videos.LENGTH)

    return host_changed(repo_root, tmp_path_factory.mktemp("file"), serve, add)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        yield context


@pytest.fixture
def asked(context: BrowserContext) -> list[str]:
    """Every address that a page of the context asks for; other hosts get an empty page."""
    addresses: list[str] = []

    def answer(route: Route) -> None:
        addresses.append(route.request.url)
        if "127.0.0.1" in route.request.url:
            route.continue_()
        else:
            route.fulfill(content_type="text/html", body="<title>A player</title>")

    context.route("**/*", answer)
    return addresses


def barriers(page: Page, axe_source: str) -> list[str]:
    for frame in page.frames:
        frame.evaluate(axe_source)
    found: list[str] = page.evaluate(BARRIERS)
    return found


def test_the_player_is_asked_only_after_the_click(
    embedded: Hosted, context: BrowserContext, asked: list[str]
) -> None:
    page = context.new_page()
    page.goto(embedded.address("/video/"))
    page.locator("footer").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert asked
    assert not [it for it in asked if not it.startswith(embedded.base)]
    with context.expect_event("requestfinished", lambda it: it.url == videos.PLAYER):
        page.locator("iframe").content_frame.get_by_role("link").click()
    assert [it for it in asked if not it.startswith(embedded.base)] == [videos.PLAYER]
    assert page.url == embedded.address("/video/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_player_before_the_click_is_no_barrier(
    scheme: str, embedded: Hosted, context: BrowserContext, axe_source: str
) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(embedded.address("/video/"))
    assert not barriers(page, axe_source)
    box = page.locator("iframe").content_frame.get_by_role("link").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44


def test_a_video_of_our_own_waits_for_the_click_too(
    filed: Hosted, context: BrowserContext, asked: list[str], axe_source: str
) -> None:
    page = context.new_page()
    page.goto(filed.address("/video/"))
    page.wait_for_load_state("networkidle")
    assert not [it for it in asked if it.endswith(".mp4")]
    assert not [it for it in asked if not it.startswith(filed.base)]
    assert page.locator("video track[kind=captions]").count() == 1
    assert page.locator("details summary").inner_text() == "Transcript"
    assert not barriers(page, axe_source)


def test_the_film_shows_what_the_code_draws(
    own: Hosted, context: BrowserContext, repo_root: Path
) -> None:
    make_video = videos.maker(repo_root)
    page = context.new_page()
    page.goto(own.address("/video/"))
    for second in (4.02, 30.02, 46.02):
        seen = Image.open(io.BytesIO(base64.b64decode(page.evaluate(WIND, second)))).convert("RGB")
        drawn = make_video.frame(second)
        assert seen.size == drawn.size
        difference = ImageChops.difference(seen, drawn).convert("L")
        assert ImageStat.Stat(difference).mean[0] < 2, f"{second}: run tools/make-video"


def test_the_film_plays_silently_with_its_words_in_step(
    own: Hosted, context: BrowserContext, repo_root: Path, axe_source: str
) -> None:
    length = videos.maker(repo_root).length()
    (told,) = own.practice.data("videos").values()
    page = context.new_page()
    page.goto(own.address("/video/"))
    assert not barriers(page, axe_source)
    page.evaluate("document.querySelector('video').play()")
    page.wait_for_function("document.querySelector('video').currentTime > 0.4")
    seconds, heard, cues = page.evaluate(STATE)
    assert seconds == pytest.approx(length, abs=0.1)
    assert heard == 0
    assert "\n".join(cues).split("\n") == list(told.transcript)
