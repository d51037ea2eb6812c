"""What templates may ask: answers seen from one page, and a trace of all of them."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urljoin

import pytest
from PIL import Image

from sitegen.assets import Assets
from sitegen.facts import ABSENT, Facts
from sitegen.images import Cache
from sitegen.model import Fact, Site
from sitegen.pipeline import make
from sitegen.problems import QueryError
from sitegen.queries import Queries

TODAY = datetime.date(2026, 11, 23)
NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
HOST = "https://www.example.com/sub"


def page(title: str, front: str = "", body: str = "Text.") -> str:
    return f"---\ntitle: {title}\ndescription: About {title}.\n{front}---\n\n{body}\n"


FILES = {
    "site.yaml": (
        f"name: The Shop\nurl: {HOST}/\nfeeds: [news/index.md]\n"
        "menu:\n  main: [index.md, services/index.md, about.md, news/soon.md]\n  empty: []\n"
    ),
    "templates/page.html": "{{ page.title }}",
    "templates/tag.html": "{{ page.title }}",
    "templates/tags.html": "{{ page.title }}",
    "content/index.md": page("Home", "nav_title: Start\n"),
    "content/about.md": page(
        "About us",
        "tags: [neck]\nrelated: [services/c.md, about.md, services/c.md, news/soon.md]\n",
        "## Our team\n\n## 日本",
    ),
    "content/services/index.md": page("Services"),
    "content/services/a.md": page("Apple", "order: 20\ntags: [neck, back]\n"),
    "content/services/b.md": page("Bean", "order: 10\ntags: [neck, back]\n"),
    "content/services/c.md": page("Carrot", "tags: [back]\n"),
    "content/services/deep/x.md": page("Deep"),
    "content/news/index.md": page("News"),
    "content/news/one.md": page("One", "date: 2026-01-01\n"),
    "content/news/two.md": page("Two", "date: 2026-02-01\n"),
    "content/news/gone.md": page("Gone", "until: 2026-11-22\n"),
    "content/news/soon.md": page("Soon", "date: 2026-11-24\n"),
    "content/draft.md": page("Draft", "draft: yes\n"),
    "content/data/prices.yaml": "couples: !unconfirmed $190\nsolo: $95\n",
    "static/notes.txt": "text",
    "static/css/base.css": "p { margin: 0 }",
}


def site_of(root: Path, changed: Mapping[str, str] | None = None) -> Site:
    """Return the site of FILES, some of them changed."""
    for name, text in {**FILES, **(changed or {})}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "PNG")
    (root / "static/photo.png").write_bytes(out.getvalue())
    return make(root, now=NOON, as_of=TODAY).site


def ask(site: Site, source: str, root: Path, *, root_absolute: bool = False) -> Queries:
    """Return the queries of one page."""
    generated = {it.card.source: it for it in site.generated}
    shown = site.pages.get(source) or generated[source]
    return Queries(
        Facts(site, lambda name: name),
        Assets(site.files, root, Cache(root.parent / "shared-cache")),
        shown,
        "/404.html" if root_absolute else shown.card.url,
        styles=lambda names: (f"css of {', '.join(names)}", [("file", "css/base.css")]),
        root_absolute=root_absolute,
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    return site_of(root)


@pytest.fixture
def at(site: Site, root: Path) -> Callable[[str], Queries]:
    return lambda source: ask(site, source, root)


At = Callable[[str], Queries]


# --- lists ---


def test_a_section_is_listed_in_its_order_without_its_index(at: At) -> None:
    assert [card.title for card in at("index.md").pages(section="services")] == [
        "Bean",
        "Apple",
        "Carrot",
    ]
    assert [card.title for card in at("index.md").pages(section="news", order="newest")] == [
        "Two",
        "One",
    ]


def test_all_pages_are_those_that_are_live_today(at: At) -> None:
    titles = {card.title for card in at("index.md").pages()}
    assert {"Home", "Services", "Deep"} <= titles
    assert not {"Gone", "Soon", "Draft"} & titles


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        ({"section": "servces"}, "there is no folder 'servces'", "did you mean 'services'?"),
        ({"kind": "pgae"}, "there is no kind of page 'pgae'", "did you mean 'page'?"),
        ({"order": "tilte"}, "there is no order 'tilte'", "did you mean 'title'?"),
    ],
)
def test_a_list_of_nothing_that_exists_is_told(
    asked: dict[str, str], message: str, hint: str, at: At
) -> None:
    with pytest.raises(QueryError) as told:
        at("index.md").pages(**asked)  # type: ignore[arg-type]  # the names are wrong on purpose
    assert (told.value.message, told.value.hint) == (message, hint)


def test_a_page_that_sleeps_is_none_and_one_that_does_not_exist_is_told(at: At) -> None:
    queries = at("index.md")
    card = queries.page_at("about.md")
    assert card is not None
    assert (card.title, card.nav_title, card.url, card.section) == (
        "About us",
        "About us",
        "/about/",
        "",
    )
    for source in ("news/soon.md", "news/gone.md", "draft.md"):
        assert queries.page_at(source) is None
    with pytest.raises(QueryError) as told:
        queries.page_at("abuot.md")
    assert told.value.hint == "did you mean 'about.md'?"


def test_data_is_asked_by_its_name(at: At) -> None:
    queries = at("index.md")
    assert queries.data("prices") == queries.data("prices.yaml")
    assert queries.data("prices")["solo"] == "$95"
    with pytest.raises(QueryError) as told:
        queries.data("price")
    assert told.value.hint == "did you mean 'prices'?"


def test_tags_list_their_pages_and_a_page_its_tags(at: At) -> None:
    assert [(tag.name, tag.url, tag.count) for tag in at("index.md").tags()] == [
        ("back", "/tags/back/", 3),
        ("neck", "/tags/neck/", 3),
    ]
    assert [tag.name for tag in at("services/c.md").page_tags()] == ["back"]
    assert at("index.md").page_tags() == ()


def test_facts_to_confirm_are_counted(at: At) -> None:
    assert at("index.md").unconfirmed() == 1


def test_the_day_is_that_of_the_build(at: At) -> None:
    assert at("index.md").today() == TODAY


# --- ways through the site ---


def test_a_menu_knows_where_one_is(at: At) -> None:
    def marked(source: str) -> dict[str, tuple[bool, bool]]:
        return {step.label: (step.current, step.within) for step in at(source).menu("main")}

    nowhere = {"Start": (False, False), "Services": (False, False), "About us": (False, False)}
    assert marked("index.md") == {**nowhere, "Start": (True, False)}
    assert marked("services/index.md") == {**nowhere, "Services": (True, False)}
    assert marked("services/a.md") == {**nowhere, "Services": (False, True)}
    assert marked("services/deep/x.md") == {**nowhere, "Services": (False, True)}
    assert marked("about.md") == {**nowhere, "About us": (True, False)}
    assert marked("news/one.md") == nowhere


def test_a_menu_leads_there_from_every_page(at: At) -> None:
    for source in ("index.md", "services/a.md", "services/deep/x.md"):
        here = at(source).canonical()
        led = [urljoin(here, step.url or "") for step in at(source).menu("main")]
        assert led == [f"{HOST}/", f"{HOST}/services/", f"{HOST}/about/"]


def test_an_unknown_menu_is_told(at: At) -> None:
    assert at("index.md").menu("empty") == ()
    with pytest.raises(QueryError) as told:
        at("index.md").menu("mian")
    assert told.value.hint == "did you mean 'main'?"


@pytest.mark.parametrize(
    ("source", "trail"),
    [
        ("index.md", [("Start", None)]),
        ("about.md", [("Start", "../"), ("About us", None)]),
        ("services/index.md", [("Start", "../"), ("Services", None)]),
        ("services/a.md", [("Start", "../../"), ("Services", "../"), ("Apple", None)]),
        ("services/deep/x.md", [("Start", "../../../"), ("Services", "../../"), ("Deep", None)]),
        ("tags/back", [("Start", "../../"), ("Subjects", "../"), ("Back", None)]),
    ],
)
def test_breadcrumbs_lead_from_the_first_page_to_this_one(
    source: str, trail: list[tuple[str, str | None]], at: At
) -> None:
    steps = at(source).breadcrumbs()
    assert [(step.label, step.url) for step in steps] == trail
    assert [step.current for step in steps] == [False] * (len(trail) - 1) + [True]


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ("services/b.md", None, "Apple"),
        ("services/a.md", "Bean", "Carrot"),
        ("services/c.md", "Apple", None),
        ("services/index.md", None, None),
        ("services/deep/x.md", None, None),
        ("about.md", None, None),
        ("index.md", None, None),
    ],
)
def test_neighbours_are_those_of_the_section(
    source: str, before: str | None, after: str | None, at: At
) -> None:
    found = at(source).neighbours()
    assert (found.previous and found.previous.title, found.next and found.next.title) == (
        before,
        after,
    )


def test_related_pages_are_those_named_then_those_of_the_same_subjects(at: At) -> None:
    assert [card.title for card in at("about.md").related()] == ["Carrot", "Apple", "Bean"]
    assert [card.title for card in at("services/a.md").related()] == ["Bean", "About us", "Carrot"]
    assert [card.title for card in at("services/a.md").related(limit=1)] == ["Bean"]
    assert at("index.md").related() == ()


def test_feeds_are_those_of_the_settings(at: At) -> None:
    [feed] = at("services/a.md").feeds()
    assert (feed.title, feed.url) == ("News", "../../news/feed.xml")


# --- addresses ---


@pytest.mark.parametrize(
    ("source", "to", "url"),
    [
        ("index.md", "index.md", "./"),
        ("index.md", "about.md", "about/"),
        ("about.md", "index.md", "../"),
        ("services/a.md", "services/b.md", "../b/"),
        ("services/a.md", "services/index.md", "../"),
        ("services/deep/x.md", "about.md#our-team", "../../../about/#our-team"),
        ("about.md", "about.md#our-team", "./#our-team"),
        ("services/a.md", "about.md#日本", "../../about/#%E6%97%A5%E6%9C%AC"),
        ("services/a.md", "/contact.vcf", "../../contact.vcf"),
        ("services/a.md", "news/gone.md", "../../news/gone/"),
    ],
)
def test_a_url_is_relative_to_its_page(source: str, to: str, url: str, at: At) -> None:
    assert at(source).url(to) == url


def test_a_url_of_a_card_or_a_tag_is_relative_too(at: At) -> None:
    queries = at("services/a.md")
    card = queries.page_at("about.md")
    assert card is not None
    assert queries.url(card) == "../../about/"
    assert queries.url(queries.tags()[0]) == "../../tags/back/"


@pytest.mark.parametrize(
    ("to", "message", "hint"),
    [
        ("abuot.md", "there is no page 'abuot.md'", "did you mean 'about.md'?"),
        ("about.md#our-taem", "'about.md' has no place '#our-taem'", "did you mean 'our-team'?"),
        ("news/soon.md", "'news/soon.md' is not live today", "ask page_at() first"),
        ("draft.md", "'draft.md' is not live today", "ask page_at() first"),
    ],
)
def test_a_url_of_nothing_is_told(to: str, message: str, hint: str, at: At) -> None:
    for way in (at("index.md").url, at("index.md").absolute):
        with pytest.raises(QueryError) as told:
            way(to)
        assert (told.value.message, told.value.hint) == (message, hint)


@pytest.mark.parametrize("source", ["index.md", "about.md", "services/deep/x.md", "tags/back"])
def test_absolute_addresses_do_not_depend_on_the_page(source: str, at: At) -> None:
    queries = at(source)
    assert queries.absolute("about.md#our-team") == f"{HOST}/about/#our-team"
    assert queries.absolute(queries.url("services/a.md")) == f"{HOST}/services/a/"
    assert queries.absolute(queries.asset("notes.txt")).startswith(f"{HOST}/assets/notes.")
    assert queries.absolute("/sitemap.xml") == f"{HOST}/sitemap.xml"
    assert queries.absolute("https://other.example/x") == "https://other.example/x"
    assert queries.absolute(queries.tags()[0]) == f"{HOST}/tags/back/"


def test_the_canonical_address_is_that_of_the_page(at: At) -> None:
    assert at("index.md").canonical() == f"{HOST}/"
    assert at("services/a.md").canonical() == f"{HOST}/services/a/"


def test_the_404_page_counts_from_the_root_of_the_host(site: Site, root: Path) -> None:
    queries = ask(site, "index.md", root, root_absolute=True)
    assert queries.url("about.md#our-team") == "/sub/about/#our-team"
    assert queries.url("index.md") == "/sub/"
    assert queries.asset("notes.txt").startswith("/sub/assets/notes.")
    assert [step.url for step in queries.menu("main")] == ["/sub/", "/sub/services/", "/sub/about/"]
    assert queries.absolute(queries.url("about.md")) == f"{HOST}/about/"


# --- files ---


def test_a_picture_is_told_with_relative_urls(at: At) -> None:
    image = at("services/a.md").image("photo.png", (16, 32))
    assert (image.width, image.height) == (64, 48)
    assert image.src.startswith("../../assets/photo-32.")
    assert [source.type for source in image.sources] == ["image/avif", "image/webp"]
    for srcset in (image.srcset, *(source.srcset for source in image.sources)):
        small, large = srcset.split(", ")
        assert small.endswith(" 16w")
        assert large.endswith(" 32w")
        assert small.startswith("../../assets/photo-16.")


def test_one_asks_whether_a_file_is_there(at: At) -> None:
    assert at("index.md").has_file("notes.txt")
    assert not at("index.md").has_file("icon.png")


def test_every_page_has_a_picture_for_social_sites(at: At) -> None:
    card = at("services/a.md").social_card()
    assert card.url.startswith(f"{HOST}/assets/card.")
    assert (card.width, card.height, card.alt) == (1200, 630, "Apple – The Shop")


def test_a_page_may_bring_its_own_picture(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"content/about.md": page("About", "image: photo.png\n")})
    card = ask(site, "about.md", tmp_path).social_card()
    assert card.url.startswith(f"{HOST}/assets/photo-64.")
    assert (card.width, card.height) == (64, 48)


def test_a_code_is_named_by_its_text_or_as_asked(at: At) -> None:
    queries = at("index.md")
    assert 'aria-label="https://x.example/"' in queries.qr_code("https://x.example/")
    assert 'aria-label="To the shop"' in queries.qr_code("https://x.example/", "To the shop")


def test_a_code_depends_on_its_text_alone(at: At) -> None:
    queries = at("index.md")
    queries.qr_code(queries.canonical())
    assert set(queries.trace()) == {("language",), ("schema",), ("address",)}


# --- how templates ask ---


@pytest.mark.parametrize("use", [bool, str])
def test_a_query_without_parentheses_is_told(use: Callable[[object], object], at: At) -> None:
    with pytest.raises(QueryError) as told:
        use(at("index.md").names()["unconfirmed"])
    assert "parentheses" in told.value.message


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("pages", {"sektion": "services"}),
        ("pages", {"limit": "two"}),
        ("url", {}),
        ("url", {"to": 5}),
        ("today", {"day": "x"}),
        ("image", {"name": "photo.png", "widths": "wide"}),
        ("data", {"name": None}),
        ("qr_code", {"text": 5}),
    ],
)
def test_wrong_arguments_are_the_mistake_of_the_template(
    name: str, arguments: dict[str, object], at: At
) -> None:
    with pytest.raises(QueryError) as told:
        at("index.md").names()[name](**arguments)
    assert name in told.value.message


def test_a_template_gets_the_answers_of_its_page(at: At) -> None:
    names = at("services/a.md").names()
    assert names["url"]("about.md") == "../../about/"
    assert names["site"].name == "The Shop"


# --- the trace ---


def test_what_is_asked_is_in_the_trace_once(at: At) -> None:
    one, other = at("about.md"), at("about.md")
    asked: list[Callable[[Queries], object]] = [
        lambda it: it.pages(section="services"),
        lambda it: it.pages(),
        lambda it: it.page_at("news/soon.md"),
        lambda it: it.url("index.md"),
        lambda it: it.data("prices"),
        lambda it: it.has_file("extra.txt"),
        lambda it: it.today(),
    ]
    for way in asked:
        way(one)
    for way in [*reversed(asked), *asked]:
        way(other)
    assert set(one.trace()) == set(other.trace())
    assert len(one.trace()) == len(asked) + 2


def test_who_asks_nothing_is_told_what_all_values_depend_on(at: At) -> None:
    assert at("index.md").trace() == (("language",), ("schema",))


def test_a_fact_that_the_site_has_no_answer_to_has_a_digest_of_its_own(site: Site) -> None:
    facts = Facts(site, lambda _: None)
    assert facts.digest(("page_at", "gone.md")) == facts.digest(("data", "gone.yaml")) == ABSENT
    assert facts.digest(("template", "gone.html")) != ABSENT


ASKED: dict[str, Callable[[Queries], object]] = {
    "site": lambda it: it.site,
    "pages": lambda it: it.pages(section="services"),
    "page_at": lambda it: it.page_at("news/soon.md"),
    "data": lambda it: it.data("prices"),
    "tags": lambda it: it.tags(),
    "page_tags": lambda it: it.page_tags(),
    "unconfirmed": lambda it: it.unconfirmed(),
    "menu": lambda it: it.menu("main"),
    "breadcrumbs": lambda it: it.breadcrumbs(),
    "neighbours": lambda it: it.neighbours(),
    "related": lambda it: it.related(),
    "feeds": lambda it: it.feeds(),
    "url": lambda it: it.url("about.md"),
    "absolute": lambda it: it.absolute("about.md"),
    "canonical": lambda it: it.canonical(),
    "asset": lambda it: it.asset("notes.txt"),
    "has_file": lambda it: it.has_file("extra.txt"),
    "social_card": lambda it: it.social_card(),
    "styles": lambda it: it.styles("base"),
}


@pytest.mark.parametrize(
    ("name", "text", "changed"),
    [
        (
            "content/services/b.md",
            page("Better", "order: 10\ntags: [neck, back]\n"),
            {"pages", "tags", "page_tags", "neighbours", "related"},
        ),
        (
            "content/services/b.md",
            page("Bean", "order: 10\ntags: [neck, back]\n", "Other text."),
            set(),
        ),
        (
            "content/about.md",
            page("Us", "tags: [neck]\n"),
            {"menu", "tags", "page_tags", "related"},
        ),
        ("content/index.md", page("Home", "nav_title: Begin\n"), {"menu", "breadcrumbs"}),
        (
            "content/news/soon.md",
            page("Soon", "date: 2026-11-20\n"),
            {"page_at", "menu"},
        ),
        ("content/data/prices.yaml", "couples: $200\nsolo: $95\n", {"data", "unconfirmed"}),
        ("static/notes.txt", "other", {"asset"}),
        ("static/extra.txt", "any", {"has_file"}),
        ("templates/page.html", "{{ page.title }}!", set()),
        (
            "site.yaml",
            FILES["site.yaml"].replace("The Shop", "A Shop"),
            {"site", "social_card"},
        ),
        (
            "site.yaml",
            FILES["site.yaml"].replace("www.example", "new.example"),
            {"site", "absolute", "canonical", "social_card"},
        ),
    ],
)
def test_exactly_the_answers_that_an_edit_changes_have_another_digest(
    name: str, text: str, changed: set[str], site: Site, root: Path, tmp_path: Path
) -> None:
    edited = site_of(tmp_path, {name: text})

    def digests(asked_site: Site, folder: Path) -> dict[str, dict[Fact, str]]:
        found = {}
        for query, way in ASKED.items():
            queries = ask(asked_site, "services/a.md", folder)
            way(queries)
            facts = Facts(asked_site, lambda name: name)
            found[query] = {fact: facts.digest(fact) for fact in queries.trace()}
        return found

    before, after = digests(site, root), digests(edited, tmp_path)
    assert {query for query in ASKED if before[query] != after[query]} == changed
