"""What search engines, browsers and social sites are told about each page."""

import io
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from tests.practice.site import Changed, Practice, WebPage, rewrite
from tests.practice.words import words_of

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NOTICE = "draft-notice"


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_every_page_has_its_own_title_and_description(practice: Practice) -> None:
    pages = practice.pages.values()
    assert not repeated([page.title for page in pages])
    assert not repeated([page.meta("description") or "" for page in pages])


def test_titles_fit_a_search_result(practice: Practice) -> None:
    lengths = {page.url: len(page.title) for page in practice.indexed}
    assert {url: n for url, n in lengths.items() if not 10 <= n <= 65} == {}


def test_descriptions_fit_a_search_result(practice: Practice) -> None:
    lengths = {page.url: len(page.meta("description") or "") for page in practice.indexed}
    assert {url: n for url, n in lengths.items() if not 50 <= n <= 160} == {}


def test_every_page_names_its_own_address(practice: Practice) -> None:
    base = practice.settings.url.rstrip("/")
    for page in practice.indexed:
        assert page.link("canonical") == base + page.url
        assert page.meta("og:url") == base + page.url
    assert practice.pages["/404.html"].link("canonical") is None


def test_every_page_has_a_social_card(practice: Practice) -> None:
    base = practice.settings.url.rstrip("/") + "/"
    for page in practice.indexed:
        address = page.meta("og:image") or ""
        assert address.startswith(base), page.url
        with Image.open(io.BytesIO(practice.files[address.removeprefix(base)])) as picture:
            assert picture.size == (1200, 630), page.url
            assert picture.format == "PNG"
        assert (page.meta("og:image:width"), page.meta("og:image:height")) == ("1200", "630")
        assert page.meta("og:image:alt"), page.url


def test_social_title_and_description_say_what_the_page_says(practice: Practice) -> None:
    for page in practice.indexed:
        assert page.meta("og:description") == page.meta("description"), page.url
        assert page.meta("og:title") == heading(page), page.url


def heading(page: WebPage) -> str:
    return "".join(str(piece) for piece in page.tree.every("h1")[0].children).strip()


def test_every_page_has_one_heading_of_the_first_level(practice: Practice) -> None:
    for page in practice.pages.values():
        assert len(page.tree.every("h1")) == 1, page.url
        assert page.main.every("h1"), page.url


def test_no_heading_level_is_skipped(practice: Practice) -> None:
    for page in practice.pages.values():
        levels = [HEADINGS.index(h.tag) + 1 for h in page.tree.every(*HEADINGS)]
        assert levels[0] == 1, page.url
        for before, after in pairwise(levels):
            assert after <= before + 1, f"{page.url}: {levels}"


def test_every_page_says_its_language_and_fits_a_phone(practice: Practice) -> None:
    for page in practice.pages.values():
        assert page.tree.every("html")[0].attributes["lang"] == practice.settings.language, page.url
        viewport = page.meta("viewport") or ""
        assert "width=device-width" in viewport, page.url
        assert not re.search("user-scalable|maximum-scale", viewport), page.url


def test_no_page_asks_another_host_for_anything(practice: Practice) -> None:
    for page in practice.pages.values():
        for element in page.tree.within():
            for name in ("src", "srcset", "poster", "data", "action", "ping", "background"):
                assert "//" not in element.attributes.get(name, ""), f"{page.url}: {element.tag}"
            if element.tag == "link" and element.attributes["rel"] != "canonical":
                assert "//" not in element.attributes["href"], page.url
        for style in page.tree.every("style"):
            css = str(style.children[0])
            assert "//" not in css
            assert "@import" not in css


def test_what_runs_on_a_page_is_a_file_of_the_site_that_nothing_waits_for(
    practice: Practice,
) -> None:
    for page in practice.pages.values():
        for script in page.tree.every("script"):
            if script.attributes.get("type") != "application/ld+json":
                assert script.attributes.keys() == {"src", "defer"}, page.url
                assert not script.children, page.url
        for element in page.tree.within():
            assert not [name for name in element.attributes if name.startswith("on")], page.url
            assert not element.attributes.get("href", "").startswith("javascript:"), page.url


# --- before and after the facts are confirmed ---


def is_hidden_from_search(page: WebPage) -> bool:
    return "noindex" in (page.meta("robots") or "")


@pytest.fixture(scope="session")
def draft(changed: Changed) -> Practice:
    """The site with a phone number that nobody has confirmed."""

    def doubt(root: Path) -> None:
        rewrite(
            root / "site.yaml",
            lambda text: re.sub(r"(?m)^phone: (?:!unconfirmed )?", "phone: !unconfirmed ", text),
        )

    return changed(doubt)


def test_a_draft_says_so_on_every_page_and_is_hidden_from_search(draft: Practice) -> None:
    for page in draft.pages.values():
        assert is_hidden_from_search(page), page.url
        (notice,) = page.tree.of_class(NOTICE)
        assert f"{len(draft.site.unconfirmed)} fact" in words_of(notice), page.url


def test_the_confirmed_site_has_no_notice_and_is_found(confirmed: Practice) -> None:
    assert not confirmed.site.unconfirmed
    for page in confirmed.indexed:
        assert not is_hidden_from_search(page), page.url
        assert not page.tree.of_class(NOTICE), page.url
    assert is_hidden_from_search(confirmed.pages["/404.html"])


@pytest.mark.parametrize("state", ["draft", "confirmed"])
def test_robots_are_kept_out_of_a_draft_alone(state: str, request: pytest.FixtureRequest) -> None:
    site: Practice = request.getfixturevalue(state)
    lines = site.files["robots.txt"].decode().splitlines()
    rule = "Disallow: /" if site.site.unconfirmed else "Disallow:"
    assert [it for it in lines if it.startswith("Disallow")] == [rule]
    assert f"Sitemap: {site.settings.url.rstrip('/')}/sitemap.xml" in lines


def test_redirects_lead_to_a_page_and_are_hidden_from_search(practice: Practice) -> None:
    for old in practice.site.redirects:
        html = practice.files[f"{old.strip('/')}/index.html"].decode()
        assert "noindex" in html
        target = re.search(r'rel="canonical" href="([^"]+)"', html)
        assert target
        assert target[1].removeprefix(practice.settings.url.rstrip("/")) in practice.pages
