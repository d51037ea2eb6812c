"""What every page of the practice's site weighs, and what a browser would have to wait for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.checks.document import Element
from sitegen.checks.finders.loads import packed
from sitegen.checks.settings import Budget
from tests.browser.screens import Complaints
from tests.practice.site import Practice, WebPage, build

MOST_HTML, MOST_SCRIPT = Budget().page, Budget().scripts
RUNS = re.compile(r"(|module|text/javascript|application/javascript)")
BLOCKING_RELATIONS = {"stylesheet", "import"}
EARLY_CONTACTS = {"preconnect", "dns-prefetch", "prefetch", "prerender", "modulepreload"}


@pytest.fixture(scope="module")
def practice(repo_root: Path) -> Practice:
    return build(repo_root)


def test_every_page_fits_into_one_round_trip(practice: Practice) -> None:
    sizes = {url: packed(page.html.encode()) for url, page in practice.pages.items()}
    found = [f"{size:6} bytes: {url}" for url, size in sizes.items() if size > MOST_HTML]
    assert not found, "\n".join(sorted(found, reverse=True))


def test_all_scripts_together_are_small(practice: Practice) -> None:
    sizes = {
        path: packed(content)
        for path, content in practice.files.items()
        if path.endswith((".js", ".mjs"))
    }
    assert sum(sizes.values()) <= MOST_SCRIPT, sizes


def blocking(page: WebPage) -> Iterator[str]:
    """Yield what a browser would have to wait for before it paints the page."""
    for link in page.tree.every("link"):
        if BLOCKING_RELATIONS & words_of(link, "rel"):
            yield f"a stylesheet of its own, {link.attributes.get('href')}"
    for script in page.tree.every("script"):
        is_late = {"defer", "async"} & script.attributes.keys()
        kind = script.attributes.get("type") or ""
        if RUNS.fullmatch(kind) and "src" not in script.attributes:
            yield "a script inside the page"
        elif RUNS.fullmatch(kind) and not is_late and kind != "module":
            yield f"a script that is not deferred, {script.attributes['src']}"
    css = "".join(re.findall(r"<style[^>]*>(.*?)</style>", page.html, re.S))
    if "@import" in css:
        yield "an @import"
    for face in re.findall(r"@font-face\s*{([^}]*)}", css):
        if not re.search(r"font-display:\s*(swap|fallback|optional)", face):
            yield "a font that hides the words until it is there"


def words_of(element: Element, attribute: str) -> set[str]:
    return set((element.attributes.get(attribute) or "").lower().split())


def test_nothing_but_the_page_is_needed_to_show_it(practice: Practice) -> None:
    found = Complaints()
    for url, page in practice.pages.items():
        found.add("blocking", url, blocking(page))
    assert not found.found, found.about("blocking")


def test_no_page_contacts_a_host_early(practice: Practice) -> None:
    found = {
        url: link.attributes
        for url, page in practice.pages.items()
        for link in page.tree.every("link")
        if EARLY_CONTACTS & words_of(link, "rel")
    }
    assert not found
