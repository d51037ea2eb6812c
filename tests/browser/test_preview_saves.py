"""Every save counts: whatever is saved and however, an open page ends on the newest content."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, TimeoutError

from tests.sites.preview import SITE, Serving, preview_site, rewrite, serving
from tests.sites.small import page as markdown

SAVES = 200
# What the first page draws of each of five files.
DRAWN = """
() => {
    const text = (name) => document.querySelector(name)?.textContent.trim();
    const frame = document.querySelector(".frame");
    return {
        "content/index.md": text(".text"),
        "content/data/notes.yaml": text(".note"),
        "templates/page.html": text(".frame"),
        "static/css/base.css": frame && getComputedStyle(frame).getPropertyValue("--mark").trim(),
        "site.yaml": text(".site"),
    };
}
"""
IS_DRAWN = f"""
(expected) => {{
    const drawn = ({DRAWN})();
    return Object.entries(expected).every(([name, mark]) => drawn[name] === mark);
}}
"""
HAS_COLOR = "(color) => getComputedStyle(document.querySelector('.frame')).color === color"
FIRST = {
    "content/index.md": "Text 0.",
    "content/data/notes.yaml": "note 0",
    "templates/page.html": "frame 0",
    "static/css/base.css": "css-0",
    "site.yaml": "site 0",
}


@dataclass
class Desk:
    """A page in a browser and the files it is made of; ``marks`` is what it should show."""

    running: Serving
    page: Page
    marks: dict[str, str] = field(default_factory=lambda: dict(FIRST))
    number: int = 0

    @property
    def root(self) -> Path:
        return self.running.root

    def change(self, name: str) -> str:
        """Think of a new text of a file, which is shown once it is saved."""
        self.number += 1
        old = self.marks[name]
        self.marks[name] = old.rstrip("0123456789.") + str(self.number) + "." * old.endswith(".")
        text = SITE[name]
        assert isinstance(text, str)
        return text.replace(FIRST[name], self.marks[name])

    def wait(self) -> None:
        """Wait until the page shows all marks."""
        try:
            self.page.wait_for_function(IS_DRAWN, arg=self.marks, timeout=15_000)
        except TimeoutError:
            told = f"{self.marks}\n{self.page.evaluate(DRAWN)}\n{self.running.told()[-3000:]}"
            raise AssertionError(told) from None


@pytest.fixture
def messages() -> list[str]:
    return []


@pytest.fixture
def desk(tmp_path: Path, browser: Browser, messages: list[str]) -> Iterator[Desk]:
    with (
        serving(preview_site(tmp_path)) as running,
        browser.new_context(viewport={"width": 900, "height": 700}) as context,
        context.new_page() as page,
    ):
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.on("console", lambda message: messages.append(message.text))
        page.goto(running.address)
        desk = Desk(running, page)
        desk.wait()
        page.get_by_role("button", name="Preview").wait_for()
        yield desk


# --- ways to save ---


def plainly(path: Path, text: str) -> None:
    path.write_text(text)


def by_renaming(path: Path, text: str) -> None:
    other = path.with_name(f".{path.name}.swp")
    other.write_text(text)
    other.replace(path)


def by_moving_the_old_one_away(path: Path, text: str) -> None:
    path.rename(f"{path}~")
    path.write_text(text)


def in_two_pieces(path: Path, text: str) -> None:
    with path.open("w") as file:
        file.write(text[: len(text) // 2])
        file.flush()
        time.sleep(0.01)
        file.write(text[len(text) // 2 :])


def twice_within_50_ms(path: Path, text: str) -> None:
    path.write_text(text + "\n")
    time.sleep(0.05)
    path.write_text(text)


def in_a_burst(path: Path, text: str) -> None:
    for spaces in range(10, -1, -1):
        path.write_text(text + "\n" * spaces)


def after_a_mistake(path: Path, text: str) -> None:
    path.write_text("{% wrong: [")
    time.sleep(0.03)
    path.write_text(text)


def with_the_date_of_the_one_before(path: Path, text: str) -> None:
    found = path.stat()
    path.write_text(text)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


WAYS: tuple[Callable[[Path, str], None], ...] = (
    plainly,
    by_renaming,
    by_moving_the_old_one_away,
    in_two_pieces,
    twice_within_50_ms,
    in_a_burst,
    after_a_mistake,
    with_the_date_of_the_one_before,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_save_is_shown_however_it_is_made(
    desk: Desk, way: Callable[[Path, str], None], messages: list[str]
) -> None:
    for name in FIRST:
        way(desk.root / name, desk.change(name))
        desk.wait()
    assert messages == []


def test_of_200_random_saves_none_is_lost(desk: Desk, messages: list[str]) -> None:
    chance = random.Random(200)
    for _ in range(SAVES):
        name = chance.choice(sorted(FIRST))
        chance.choice(WAYS)(desk.root / name, desk.change(name))
        if chance.random() < 0.5:
            time.sleep(chance.random() * 0.05)  # the next save falls into the build of this one
            name = chance.choice(sorted(FIRST))
            chance.choice(WAYS)(desk.root / name, desk.change(name))
        desk.wait()
    assert messages == []


def begin_to_load(desk: Desk) -> None:
    """Go to the first page, unless the page's own reload for the save before comes first."""
    try:
        desk.page.goto(desk.running.address, wait_until="commit")
    except Error as error:
        if "ERR_ABORTED" not in error.message:
            raise


def test_a_save_that_comes_while_the_page_is_loading_is_shown(desk: Desk) -> None:
    for _ in range(10):
        plainly(desk.root / "content/index.md", desk.change("content/index.md"))
        begin_to_load(desk)
        plainly(desk.root / "site.yaml", desk.change("site.yaml"))
        desk.wait()


def test_a_page_that_lost_its_connection_catches_up(desk: Desk) -> None:
    """The next preview has the same port; nothing told the page what has changed meanwhile."""
    port = desk.running.port
    desk.running.stop()
    desk.page.get_by_role("button", name="Preview has stopped").wait_for()
    plainly(desk.root / "content/index.md", desk.change("content/index.md"))
    with serving(desk.root, port=port):
        desk.wait()
        desk.page.get_by_role("button", name="Preview", exact=True).wait_for()


def test_a_renamed_folder_is_shown(desk: Desk) -> None:
    (desk.root / "content/old").mkdir()
    (desk.root / "content/old/page.md").write_text(markdown("Here.", title="Inside"))
    desk.running.wait_for_text("/old/page/", "Here.")
    desk.page.goto(f"{desk.running.address}old/page/")
    (desk.root / "content/old").rename(desk.root / "content/new")
    desk.page.get_by_role("heading", name="Page not found").wait_for()
    (desk.root / "content/new").rename(desk.root / "content/old")
    desk.page.get_by_role("heading", name="Inside").wait_for()


def test_a_branch_switch_that_touches_500_files_is_shown(tmp_path: Path, browser: Browser) -> None:
    root = preview_site(tmp_path)
    git(root, "init", "--quiet", "--initial-branch=one")
    for branch in ("one", "two"):
        if branch == "two":
            git(root, "checkout", "--quiet", "-b", branch)
        for number in range(500):
            folder = root / f"content/{branch}{number % 10}"
            folder.mkdir(exist_ok=True)
            (folder / f"page-{number}.md").write_text(markdown(f"On {branch}.", title=f"P{number}"))
        for number in range(10) if branch == "two" else ():
            git(root, "rm", "-r", "--quiet", f"content/one{number}")
        (root / "content/index.md").write_text(markdown(f"Branch {branch}.", title="First page"))
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", branch)
    with serving(root) as running, browser.new_page() as page, browser.new_page() as other:
        page.goto(running.address)
        other.goto(f"{running.address}two7/page-417/")
        for branch, heading in (("one", "Page not found"), ("two", "P417")) * 2:
            git(root, "checkout", "--quiet", branch)
            page.locator(".text", has_text=f"Branch {branch}.").wait_for()
            other.get_by_role("heading", name=heading).wait_for()


def git(root: Path, *words: str) -> None:
    who = {f"GIT_{it}": "test" for it in ("AUTHOR_NAME", "COMMITTER_NAME")}
    who |= {f"GIT_{it}": "test@example" for it in ("AUTHOR_EMAIL", "COMMITTER_EMAIL")}
    subprocess.run(["git", *words], cwd=root, env={**os.environ, **who}, check=True)


# --- what is kept ---


def keep_something(page: Page) -> None:
    page.evaluate("window.kept = true")
    page.locator(".typed").fill("half a sentence")
    page.evaluate("scrollTo(0, 1500)")


def test_a_style_is_changed_without_loading_the_page_anew(desk: Desk, messages: list[str]) -> None:
    keep_something(desk.page)
    for _ in range(3):
        plainly(desk.root / "static/css/base.css", desk.change("static/css/base.css"))
        desk.wait()
    assert desk.page.evaluate("window.kept") is True
    assert desk.page.evaluate("scrollY") == 1500
    assert desk.page.locator(".typed").input_value() == "half a sentence"
    assert messages == []


def test_a_rule_that_was_removed_no_longer_holds(desk: Desk) -> None:
    css = desk.root / "static/css/base.css"
    css.write_text(desk.change("static/css/base.css") + ".frame { color: rgb(1, 2, 3); }\n")
    desk.wait()
    desk.page.reload()  # now the page brings the rule with it
    desk.page.wait_for_function(HAS_COLOR, arg="rgb(1, 2, 3)")
    rewrite(css, lambda text: text.replace("rgb(1, 2, 3)", "rgb(4, 5, 6)"))
    desk.page.wait_for_function(HAS_COLOR, arg="rgb(4, 5, 6)")
    css.write_text(desk.change("static/css/base.css"))
    desk.page.wait_for_function(HAS_COLOR, arg="rgb(0, 0, 0)")


LINKED = (
    '<style>{{ styles("base") }}</style>',
    '<link rel="stylesheet" href="{{ asset("a.css") }}">',
)


def test_a_linked_style_is_changed_without_loading_the_page_anew(
    tmp_path: Path, browser: Browser, messages: list[str]
) -> None:
    linked = {
        "templates/page.html": str(SITE["templates/page.html"]).replace(*LINKED),
        "static/a.css": "p { color: rgb(1, 2, 3) }",
    }
    with serving(preview_site(tmp_path, linked)) as running, browser.new_page() as page:
        page.on("console", lambda message: messages.append(message.text))
        page.goto(running.address)
        page.wait_for_function(HAS_COLOR, arg="rgb(1, 2, 3)")
        page.get_by_role("button", name="Preview").wait_for()
        page.evaluate("window.kept = true")
        for number in (4, 5):
            (tmp_path / "static/a.css").write_text(f"p {{ color: rgb({number}, 0, 0) }}")
            page.wait_for_function(HAS_COLOR, arg=f"rgb({number}, 0, 0)")
        assert page.evaluate("window.kept") is True
        page.wait_for_function("() => document.querySelectorAll('link').length === 1")
    assert messages == []


def test_a_page_that_is_loaded_anew_keeps_its_place(desk: Desk) -> None:
    keep_something(desk.page)
    for name in ("content/index.md", "templates/page.html", "static/css/base.css", "site.yaml"):
        plainly(desk.root / name, desk.change(name))
        desk.wait()
        desk.page.wait_for_function("() => scrollY === 1500")
    assert desk.page.evaluate("window.kept") is None


def test_a_page_that_is_loaded_anew_again_and_again_keeps_its_place(desk: Desk) -> None:
    keep_something(desk.page)
    for number in range(30):
        plainly(desk.root / "content/index.md", desk.change("content/index.md"))
        time.sleep(0.01 + 0.005 * (number % 8))
    desk.wait()
    desk.page.wait_for_function("() => scrollY === 1500")


def test_a_page_that_a_save_does_not_touch_is_left_alone(desk: Desk) -> None:
    keep_something(desk.page)
    (desk.root / "content/about.md").write_text(markdown("Other words.", title="About"))
    desk.running.wait_for_text("/about/", "Other words.")
    plainly(desk.root / "static/css/base.css", desk.change("static/css/base.css"))
    desk.wait()
    assert desk.page.evaluate("window.kept") is True


def test_two_pages_are_kept_new_at_once(desk: Desk) -> None:
    other = desk.page.context.new_page()
    other.goto(f"{desk.running.address}about/")
    plainly(desk.root / "site.yaml", desk.change("site.yaml"))
    desk.wait()
    other.locator(".site", has_text=desk.marks["site.yaml"]).wait_for()
