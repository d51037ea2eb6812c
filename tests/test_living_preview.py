"""The preview's page of components: what it lists, and what each of its frames shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest

from sitegen.drawing import Studio
from sitegen.preview_components import Gallery
from tests.sites.living import CARD, living_site
from tests.sites.preview import Serving, rewrite, serving
from tests.sites.small import make

PAGE = "/_preview/components"
ALL = (
    *("around", "card", "elsewhere", "failing", "lonely", "machine", "note", "photo", "picture"),
    "silent",
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(living_site(tmp_path_factory.mktemp("site"))) as running:
        yield running


def frame(running: Serving, name: str, asked: str = "") -> str:
    """Return what a frame shows, as words."""
    return running.ask(f"{PAGE}/{name}?{asked}").text


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", html, flags=re.S)).split())


# --- the page ---


def test_it_lists_every_component(running: Serving) -> None:
    html = running.ask(PAGE).text
    assert tuple(re.findall(r'id="component-([^"]*)"', html)) == ALL
    assert "10 components" in words(html)


def test_it_tells_what_the_comment_tells(running: Serving) -> None:
    html = words(running.ask(PAGE).text)
    assert (
        "card A card, <b>. templates/components/card.html title str, required"
        " level heading level; default 2 On top of a template:"
        ' {% from "components/card.html" import card with context %}'
        ' In Markdown: {{ card title="First & last" }}'
        ' In a template: {{ card(title="First & last") }}'
    ) in html
    assert "In a template: {{ card(title=page.title, level=3) }}" in html
    assert "In Markdown: {{ card title=page" not in html


def test_a_component_that_needs_an_example_says_so(running: Serving) -> None:
    section = running.ask(PAGE).text.split('id="component-lonely"')[1].split("</section>")[0]
    assert 'Example: {{ lonely who="…" }}' in words(section)
    assert "<iframe" not in section


def test_every_frame_is_there_in_both_schemes(running: Serving) -> None:
    addresses = [
        unescape(it) for it in re.findall(r'<iframe[^>]* src="([^"]*)"', running.ask(PAGE).text)
    ]
    pairs = 1 + len(ALL) - len(("lonely", "picture")) + len(("the second of card",))
    assert len(set(addresses)) == len(addresses) == 2 * pairs
    assert [it for it in addresses if running.ask(it).status != 200] == []


def test_it_is_no_part_of_the_site(running: Serving) -> None:
    assert [it.path for it in make(running.root).outputs if "preview" in it.path] == []
    assert "_preview" not in "".join(
        it.content.decode("utf-8", "replace") for it in make(running.root).outputs
    )


def test_the_toolbar_leads_to_it(running: Serving) -> None:
    assert f'href="{PAGE}"' in running.state("/")["panel"]
    assert "It comes from templates/components/" in words(running.state(PAGE)["panel"])


@pytest.mark.parametrize(
    "path",
    [
        "/nothing?call=0",
        "/card?call=2",
        "/card?call=-1",
        "/card?call=x",
        "/card?call=0&scheme=pink",
        "/lonely?call=0",
        "/../card",
        "/card/",
        "/",
    ],
)
def test_what_is_not_there_is_not_found(running: Serving, path: str) -> None:
    assert running.ask(PAGE + path).status == 404


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/card", "/_preview/tokens"])
def test_nothing_is_taken(running: Serving, path: str) -> None:
    assert running.ask(path, method="POST").status == 405


# --- the frames ---


def test_a_component_is_drawn_by_the_real_renderer(running: Serving) -> None:
    html = frame(running, "card")
    assert '<div class="card"><h2>First &amp; last</h2>\n<a href="about/">About</a></div>' in html
    assert '<base href="/" target="_top">' in html
    assert "<h3>First page</h3>" in frame(running, "card", "call=1")
    assert "<em>the middle</em>" in frame(running, "around")
    assert "note 0" in frame(running, "note")


def test_it_has_the_styles_of_the_site_and_its_own(running: Serving) -> None:
    html = frame(running, "card")
    assert "--color-page:var(--chalk)" in html
    assert ".card{color:var(--color-ink)}" in html
    assert ".card{" not in frame(running, "note")


@pytest.mark.parametrize(
    ("scheme", "dark"), [("light", "(max-width:0)"), ("dark", "(min-width:0)")]
)
def test_the_scheme_does_not_depend_on_the_browser(
    running: Serving, scheme: str, dark: str
) -> None:
    html = frame(running, "card", f"scheme={scheme}")
    assert f"@media {dark}{{.card" in html
    assert "prefers-color-scheme" not in html
    assert f":root{{color-scheme:{scheme}!important}}" in html


def test_only_the_preview_may_frame_it_and_no_script_runs(running: Serving) -> None:
    policy = running.ask(f"{PAGE}/card").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in running.ask(PAGE).headers["Content-Security-Policy"]


def test_what_is_not_seen_is_shown_as_text(running: Serving) -> None:
    html = frame(running, "machine")
    assert '<script type="application/ld+json">{"a": "</b>"}</script>' in unescape(html)
    assert "<script" not in html


def test_what_shows_nothing_says_so(running: Serving) -> None:
    assert "<!-- hush -->" in unescape(frame(running, "silent"))


def test_what_cannot_be_drawn_says_why(running: Serving) -> None:
    told = words(frame(running, "failing"))
    assert "It cannot be drawn here: " in told
    assert "templates/components/failing.html , line 3" in told


def test_it_is_drawn_on_a_page_where_it_shows_something(running: Serving) -> None:
    html = frame(running, "elsewhere")
    assert "<p>A story</p>" in html
    assert '<base href="/stories/one/" target="_top">' in html


def test_a_picture_that_only_a_drawing_has_is_served(running: Serving) -> None:
    source = re.search(r'<img src="([^"]*)"', frame(running, "photo"))
    assert source
    answer = running.ask(urljoin("/", source[1]))
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.content.startswith(b"\xff\xd8\xff")


def test_tokens_are_drawn_with_name_and_value(running: Serving) -> None:
    light = words(running.ask("/_preview/tokens?scheme=light").text)
    assert "--color-page #ffffff var(--chalk)" in light
    assert "--color-ink #222222" in light
    assert "--space-1 1rem" in light
    assert "Words of this size --text-big 2rem" in light
    assert "--color-page #111111 var(--coal)" in words(
        running.ask("/_preview/tokens?scheme=dark").text
    )


# --- saves ---


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Serving]:
    with serving(living_site(tmp_path)) as running:
        yield running


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("templates/components/card.html", "heading level; default 2", "how high; default 2"),
        ("templates/components/card.html", "First & last", "Other"),
        ("static/css/components/card.css", "--color-ink", "--color-page"),
        ("content/data/notes.yaml", "note 0", "note 1"),
    ],
)
def test_a_save_reloads_the_page(changing: Serving, name: str, old: str, new: str) -> None:
    """Also of what no page of the site shows."""
    before = changing.state(PAGE)["body"]
    shown = changing.ask(PAGE).text
    assert f'data-body="{before}"' in shown
    rewrite(changing.root / name, lambda text: text.replace(old, new))
    changing.wait_for(lambda: changing.state(PAGE)["body"] != before)
    told = changing.ask(PAGE).text + frame(changing, "card") + frame(changing, "note")
    assert new in unescape(told)


def test_a_wrong_example_stands_over_the_last_good_page(changing: Serving) -> None:
    before = changing.state(PAGE)["body"]
    card = changing.root / "templates/components/card.html"
    rewrite(card, lambda text: text.replace('card title="First', 'card titel="First'))
    changing.wait_for(lambda: changing.state(PAGE)["wrong"] == "1 mistake")
    assert "templates/components/card.html , line 4, column 14" in words(
        changing.state(PAGE)["mistakes"]
    )
    assert changing.state(PAGE)["body"] == before
    assert changing.ask(PAGE).status == 200


def test_a_template_that_broke_since_says_why(changing: Serving) -> None:
    """It has never been drawn, so the frame reads the broken file."""
    (changing.root / "templates/components/card.html").write_text(CARD + "{% if %}")
    changing.wait_for(lambda: changing.state(PAGE)["wrong"] == "1 mistake")
    assert tuple(re.findall(r'id="component-([^"]*)"', changing.ask(PAGE).text)) == ALL
    assert "this template cannot be read" in words(frame(changing, "card"))


def test_without_a_site_there_is_the_waiting_page(tmp_path: Path) -> None:
    root = living_site(tmp_path)
    (root / "content/index.md").write_text("wrong")
    with serving(root) as running:
        answer = running.ask(PAGE)
        assert answer.status == 503
        assert "to correct" in answer.text


def test_nothing_is_drawn_before_somebody_asks(tmp_path: Path) -> None:
    gallery = Gallery(tmp_path)
    for number in (1, 2):
        gallery.take(make(living_site(tmp_path)))
        assert gallery.marks.body == f"components {number}"
        assert gallery.asset("/assets/photo.png") is None
    assert not (tmp_path / ".cache").exists()


def test_it_is_known_which_components_lack_an_example(tmp_path: Path) -> None:
    studio = Studio(make(living_site(tmp_path)).site, tmp_path)
    assert [it for it in studio.described if studio.described[it].lacks] == ["lonely", "picture"]
