"""A trace holds all that a template read: nothing changes or is read without it."""

import io
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from sitegen.model import Fact, Output
from sitegen.pipeline import Built
from tests.sites.small import DAY, make, page, problems, put, small_site
from tests.test_second_site import BIKES, photograph


def picture(height: int, width: int = 48) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG")
    return out.getvalue()


SETTINGS = """\
name: Small Site
url: https://small.example/
menu:
  main: [index.md, s/index.md]
feeds: [s/index.md]
"""
FILES: dict[str, str | bytes] = {
    "site.yaml": SETTINGS,
    "content/index.md": page("Text.", title="First page", tags="[one]"),
    "content/s/index.md": page(title="Section"),
    "content/s/a.md": page("## Here", title="A", tags="[one]", related="[s/b.md]"),
    "content/s/b.md": page("## Here", title="B"),
    "content/s/c.md": page("## Here", title="C"),
    "content/data/things.yaml": "one: 1\ntwo: 2\n",
    "content/data/others.yaml": "one: 1\n",
    "static/mark.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>",
    "static/photo.jpg": picture(32),
    "static/css/base.css": "p { color: red }",
}
# One way to ask each query, and an edit elsewhere that changes its answer.
ASKED = {
    "site": ("{{ site.name }}", {"site.yaml": SETTINGS.replace("Small", "Tiny")}),
    "pages": (
        "{% for card in pages(section='s') %}{{ card.title }}{% endfor %}",
        {"content/s/c.md": page(title="D")},
    ),
    "page_at": ("{{ page_at('s/c.md').title }}", {"content/s/c.md": page(title="D")}),
    "data": ("{{ data('things').one }}", {"content/data/things.yaml": "one: 5\ntwo: 2\n"}),
    "entry": (
        "{{ entry('things', 'one') }}",
        {"content/data/things.yaml": "one: 5\ntwo: 2\n"},
    ),
    "url": ("{{ url('s/c.md') }}", None),
    "asset": ("{{ asset('mark.svg') }}", {"static/mark.svg": "<svg/>"}),
    "image": ("{{ image('photo.jpg').src }}", {"static/photo.jpg": picture(24)}),
    "resized": ("{{ resized('photo.jpg', width=16) }}", {"static/photo.jpg": picture(24)}),
    "absolute": ("{{ absolute('s/c.md') }}", {"site.yaml": SETTINGS.replace("small.", "tiny.")}),
    "social_card": ("{{ social_card().url }}", {"site.yaml": SETTINGS.replace("Small", "Tiny")}),
    "menu": (
        "{% for item in menu('main') %}{{ item.label }}{% endfor %}",
        {"content/s/index.md": page(title="Other section")},
    ),
    "breadcrumbs": (
        "{% for step in breadcrumbs() %}{{ step.label }}{% endfor %}",
        {"content/s/index.md": page(title="Other section")},
    ),
    "neighbours": (
        "{{ neighbours().next.title if neighbours().next }}",
        {"content/s/b.md": page("## Here", title="Bee")},
    ),
    "related": (
        "{% for card in related() %}{{ card.title }}{% endfor %}",
        {"content/s/b.md": page("## Here", title="Bee")},
    ),
    "tags": (
        "{% for tag in tags() %}{{ tag.name }}{{ tag.count }}{% endfor %}",
        {"content/s/c.md": page(title="C", tags="[one]")},
    ),
    "page_tags": (
        "{% for tag in page_tags() %}{{ tag.name }}{{ tag.count }}{% endfor %}",
        {"content/s/c.md": page(title="C", tags="[one]")},
    ),
    "feeds": (
        "{% for feed in feeds() %}{{ feed.title }}{% endfor %}",
        {"content/s/index.md": page(title="Other section")},
    ),
    "unconfirmed": (
        "{{ unconfirmed() }}",
        {"content/data/others.yaml": "one: !unconfirmed 1\n"},
    ),
    "today": ("{{ today() }}", None),
    "styles": ("{{ styles('base') }}", {"static/css/base.css": "p { color: blue }"}),
    "has_file": ("{{ has_file('new.txt') }}", {"static/new.txt": "new"}),
}


def templated(made: Built) -> dict[str, Output]:
    """Return the outputs that a template made, by path."""
    return {it.path: it for it in made.outputs if it.trace}


def told(made: Built, path: str) -> dict[Fact, str]:
    """Return the facts that an output was told, with their digests."""
    return {fact: made.rendered.facts[fact] for fact in templated(made)[path].trace}


def families(made: Built, path: str) -> set[str]:
    return {fact[0] for fact in told(made, path)}


def asking(root: Path, template: str, files: Mapping[str, str | bytes] | None = None) -> Path:
    return small_site(root, {**FILES, "templates/page.html": template, **(files or {})})


# Its answer depends on what it is asked alone.
READS_NOTHING = {"qr_code"}
SILENT = {("language",), ("schema",), ("settings",), ("address",), ("template", "page.html")}


def test_a_template_that_asks_nothing_is_told_next_to_nothing(tmp_path: Path) -> None:
    assert set(told(make(asking(tmp_path, "Nothing.")), "s/a/index.html")) == SILENT


@pytest.mark.parametrize("query", sorted(set(ASKED) - {"site"}))
def test_a_query_leaves_a_fact_with_a_digest_in_the_trace(tmp_path: Path, query: str) -> None:
    found = told(make(asking(tmp_path, ASKED[query][0])), "s/a/index.html")
    assert query == "social_card" or set(found) - SILENT
    assert all(len(digest) == 32 for digest in found.values())


@pytest.mark.parametrize("query", sorted(name for name, (_, edit) in ASKED.items() if edit))
def test_another_answer_is_another_digest(tmp_path: Path, query: str) -> None:
    template, edit = ASKED[query]
    root = asking(tmp_path, template)
    before = make(root)
    put(root, edit or {})
    after = make(root)
    path = "s/a/index.html"
    assert templated(before)[path].content != templated(after)[path].content
    assert told(before, path) != told(after, path)


def test_every_query_that_templates_know_is_tested_here(tmp_path: Path) -> None:
    """A new query is added to ASKED; json_ld and fail read nothing."""
    unknown = "{{ no_such_query }}"
    (found,) = problems(asking(tmp_path, unknown))
    assert "no_such_query" in found.message
    from sitegen.queries import PUBLIC, Queries

    public = {name for name in vars(Queries) if not name.startswith("_")}
    inner = {"names", "trace", "ask", "note", "own_tag", "path", "canonical"}
    assert public - inner == {*PUBLIC, "site"}
    assert set(ASKED) == {*PUBLIC, "site"} - READS_NOTHING


@pytest.mark.parametrize("file", ["static/ground.png", "static/own.woff2"])
def test_what_a_social_card_is_drawn_with_is_a_fact(
    tmp_path: Path, repo_root: Path, file: str
) -> None:
    font = (repo_root / "static/fonts/petrona.woff2").read_bytes()
    drawn_with = {"static/ground.png": picture(630, 1200), "static/own.woff2": font}
    template = "{{ social_card(background='ground.png', font='own.woff2').url }}"
    made = make(asking(tmp_path, template, drawn_with))
    assert ("file", file.removeprefix("static/")) in told(made, "s/a/index.html")


def test_a_query_asked_twice_is_in_the_trace_once(tmp_path: Path) -> None:
    template = "{{ data('things').one }}{{ data('things').two }}{{ data('others').one }}"
    trace = templated(make(asking(tmp_path, template)))["index.html"].trace
    assert sorted(fact for fact in trace if fact[0] == "data") == [
        ("data", "others.yaml"),
        ("data", "things.yaml"),
    ]


def test_components_in_the_text_and_included_templates_are_traced(tmp_path: Path) -> None:
    root = asking(
        tmp_path,
        "{% from 'components/inner.html' import inner with context %}{{ inner() }}"
        "{% include 'part.html' %}{{ page.body }}",
        {
            "content/index.md": page("{{ outer }}"),
            "templates/components/inner.html": "{% macro inner() %}{{ data('things') }}"
            "{% endmacro %}",
            "templates/components/outer.html": "{% macro outer() %}{{ url('s/c.md') }}"
            "{% endmacro %}",
            "templates/part.html": "{{ today() }}",
        },
    )
    made = make(root)
    assert {"data", "place", "today"} <= families(made, "index.html")
    names = {fact[1] for fact in told(made, "index.html") if fact[0] == "template"}
    assert names == {"page.html", "part.html", "components/inner.html", "components/outer.html"}
    assert "place" not in families(made, "s/a/index.html")


def test_links_and_pictures_of_the_text_are_traced(tmp_path: Path) -> None:
    root = asking(
        tmp_path,
        "{{ page.body }}",
        {"content/index.md": page("[C](s/c.md#here), [file](../static/mark.svg)\n\n"
                                  "![Mark](../static/mark.svg)")},
    )  # fmt: skip
    made = make(root)
    assert {"page_at", "place", "file"} <= families(made, "index.html")
    assert len(templated(made)["index.html"].assets) == 1


def test_citations_are_traced(tmp_path: Path) -> None:
    sources = "a:\n  title: One\n  url: https://a.example/\n"
    root = asking(
        tmp_path,
        "{% for source in page.sources %}{{ source.entry.title }}{% endfor %}",
        {"content/index.md": page("Text [@a]."), "content/data/sources.yaml": sources},
    )
    before = make(root)
    put(root, {"content/data/sources.yaml": sources.replace("One", "Two")})
    assert changed(before, make(root)) == {"index.html"}


def test_an_entry_that_is_gone_shows_in_the_trace_even_if_it_slept(tmp_path: Path) -> None:
    """A clean build says that it is missing, so an output that asked for it is not kept."""
    schema = (
        "from sitegen.contract import Contract, Dated\n"
        "class Offer(Dated):\n    'An offer.'\n    name: str\n"
        "CONTRACT = Contract(data={'offers.yaml': dict[str, Offer]})\n"
    )
    files = {
        "schema.py": schema,
        "content/data/offers.yaml": "old: {name: Old, until: 2026-01-01}\nnew: {name: New}\n",
    }
    template = "{{ entry('offers', 'old') is none }}"
    root = small_site(tmp_path, {**files, "templates/page.html": template})
    assert "entry" in families(make(root), "index.html")
    put(root, {"content/data/offers.yaml": "new: {name: New}\n"})
    assert "there is no 'old'" in problems(root)[0].message


def test_traces_do_not_depend_on_order_or_process(tmp_path: Path) -> None:
    template = "{{ today() }}{{ data('others') }}{{ url('s/c.md') }}{{ data('things') }}"
    backwards = "{{ data('things') }}{{ url('s/c.md') }}{{ data('others') }}{{ today() }}"
    one = make(asking(tmp_path / "one", template))
    other = make(asking(tmp_path / "other", backwards))
    asked = [
        {fact: digest for fact, digest in told(it, "index.html").items() if fact[0] != "template"}
        for it in (one, other)
    ]
    assert asked[0] == asked[1]


def changed(before: Built, after: Built) -> set[str]:
    """Return the outputs whose trace is not what it was."""
    one, other = templated(before), templated(after)
    return {
        path
        for path in one.keys() | other.keys()
        if path not in one or path not in other or told(before, path) != told(after, path)
    }


# --- edits to a real site ---


@pytest.fixture(scope="module")
def bikes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bikes") / "site"
    shutil.copytree(BIKES, root)
    (root / "content/raeder/moewe.jpg").write_bytes(photograph())
    return root


@pytest.fixture(scope="module")
def made(bikes: Path) -> Built:
    return make(bikes)


def edited(bikes: Path, target: Path, name: str, old: str, new: str) -> Path:
    """Copy the site and change one of its files."""
    shutil.copytree(bikes, target)
    text = (target / name).read_text("utf-8") if (target / name).exists() else ""
    assert old in text
    return put(target, {name: text.replace(old, new, 1) if old else text + new})


def test_an_edit_to_a_data_file_changes_the_traces_of_its_readers_only(
    bikes: Path, made: Built, tmp_path: Path
) -> None:
    root = edited(bikes, tmp_path / "site", "content/data/tariffs.yaml", "79,50", "81,00")
    assert changed(made, make(root)) == {
        "index.html",
        "reparaturen/inspektion/index.html",
        "reparaturen/schlauch/index.html",
    }


def test_an_edit_to_another_data_file_changes_other_traces(
    bikes: Path, made: Built, tmp_path: Path
) -> None:
    root = edited(bikes, tmp_path / "site", "content/data/opening.yaml", "14-18", "14-19")
    assert changed(made, make(root)) == {"oeffnungszeiten/index.html"}


def test_an_edit_to_the_text_of_a_page_changes_no_trace(
    bikes: Path, made: Built, tmp_path: Path
) -> None:
    root = edited(bikes, tmp_path / "site", "content/raeder/reiher.md", "im Herbst", "im Winter")
    assert changed(made, make(root)) == set()


def test_a_new_title_changes_the_traces_of_those_who_show_it(
    bikes: Path, made: Built, tmp_path: Path
) -> None:
    root = edited(bikes, tmp_path / "site", "content/blog/fruehling.md", "Frühling", "Lenz")
    found = changed(made, make(root))
    assert {"blog/index.html", "blog/feed.xml", "sitemap.xml"} <= found
    assert not {"reparaturen/index.html", "raeder/moewe/index.html"} & found


# Whatever changes an output besides its own page and templates must show in its trace: then a
# later build may keep every output whose page, templates and trace are as they were.
EDITS = {
    "a price": ("content/data/tariffs.yaml", "79,50", "81,00"),
    "a stock": ("content/data/stock.yaml", "count: 2", "count: 1"),
    "hours": ("content/data/opening.yaml", "14-18", "14-19"),
    "the name": ("site.yaml", "Radwerk am Hafen", "Radwerk am See"),
    "the address": ("site.yaml", "radwerk.example/laden/", "radwerk.example/"),
    "the menu": ("site.yaml", "    - raeder/index.md\n", ""),
    "the feeds": ("site.yaml", "feeds:\n  - blog/index.md", "feeds: []"),
    "a title": ("content/blog/fruehling.md", "title: Frühling", "title: Lenz"),
    "a description": ("content/raeder/moewe.md", "leichtes", "leichteres"),
    "an order": ("content/reparaturen/inspektion.md", "order: 20", "order: 5"),
    "a date": ("content/blog/fruehling.md", "2026-03-20", "2026-05-19"),
    "a tag more": ("content/raeder/reiher.md", "stock:", "tags: [Notfall]\nstock:"),
    "a tag less": ("content/raeder/moewe.md", "tags: [Öl & Kette]\n", ""),
    "a draft": ("content/raeder/moewe.md", "stock:", "draft: yes\nstock:"),
    "an alias": ("content/raeder/reiher.md", "stock:", "aliases: [/r/]\nstock:"),
    "a scheduled page": ("content/sommerfest.md", "2026-07-01", "2026-06-01"),
    "a redirect": ("content/data/redirects.yaml", "reparaturen/index.md", "raeder/index.md"),
    "a heading": ("content/reparaturen/schlauch.md", "## Was Sie", "## Wozu\n\n## Was Sie"),
    "an unconfirmed fact": ("site.yaml", "phone: ", "phone: !unconfirmed "),
    "a style": ("static/css/grund.css", "1rem", "2rem"),
    "a style of a component": ("static/css/components/karte.css", "1px", "2px"),
    "a new style of a component": ("static/css/components/tariff.css", "", ".t{top:0}"),
    "a drawing": ("static/radnabe.svg", 'r="7"', 'r="6"'),
    "an icon": ("static/icon.png", "", ""),
    "a new page": ("content/blog/neu.md", "", page(title="Neu", date="2026-06-01")),
    "a new section": ("content/neu/index.md", "", page(title="Neu")),
}


def unexplained(before: Built, after: Built) -> set[str]:
    """Return the outputs that changed, but neither their trace nor their own page did."""
    pages = {
        page.card.url.lstrip("/") + "index.html"
        for source, page in before.site.pages.items()
        if page != after.site.pages.get(source)
    }
    one, other = templated(before), templated(after)
    return {
        path
        for path in one.keys() & other.keys()
        if one[path].content != other[path].content
        and told(before, path) == told(after, path)
        and path not in pages
    }


@pytest.mark.parametrize("edit", sorted(EDITS))
def test_whatever_changes_an_output_shows_in_its_trace(
    bikes: Path, made: Built, tmp_path: Path, edit: str
) -> None:
    name, old, new = EDITS[edit]
    root = edited(bikes, tmp_path / "site", name, old, new)
    if name == "static/icon.png":
        (root / name).write_bytes(picture(48))
    assert unexplained(made, make(root)) == set()


@pytest.mark.parametrize(
    "day", ["2026-06-16", "2026-06-21", "2026-07-01", "2026-07-12", "2026-08-23", "2026-09-21"]
)
def test_whatever_a_day_changes_shows_in_a_trace(bikes: Path, made: Built, day: str) -> None:
    assert unexplained(made, make(bikes, day)) == set()


def test_a_feed_without_dates_explains_itself(tmp_path: Path) -> None:
    root = asking(tmp_path, "Nothing.")
    assert unexplained(make(root, DAY), make(root, "2026-06-16")) == set()


# --- no way around ---


@pytest.mark.parametrize(
    "code",
    [
        "url.__self__",
        "url.__self__._site.today",
        "pages.__func__.__globals__",
        "has_file.__self__",
        "site.__class__.__mro__",
        "page.fields.__dict__",
        "self._TemplateReference__context",
        "cycler.__init__.__globals__.os",
        "namespace.__init__.__globals__",
        "joiner().__init__.__globals__",
        "''.__class__",
        "'{0.__class__}'.format(site)",
        "('{0.__class__}'|attr('format'))(site)",
        "data('things').pop('one')",
        "data('things').update({'one': '7'})",
        "data('things').clear()",
        "site.model_copy.__func__.__globals__",
        "site.menu.clear()",
        "pages()[0].fields.model_construct.__func__",
        "json_ld.__globals__",
        "fail.__globals__",
        "styles.__self__._styles",
        "dict.__subclasses__()",
    ],
)
def test_a_template_cannot_reach_or_change_the_site_around_the_queries(
    tmp_path: Path, code: str
) -> None:
    found = problems(asking(tmp_path, f"Line one.\n{{{{ {code} }}}}\n"))
    assert {(it.path, it.line) for it in found} == {("templates/page.html", 2)}


@pytest.mark.parametrize(
    "path", ["../content/index.md", "/etc/hostname", "../site.yaml", "components/../../site.yaml"]
)
def test_a_template_includes_templates_only(tmp_path: Path, path: str) -> None:
    found = problems(asking(tmp_path, f"{{% include '{path}' %}}"))
    assert [it.path for it in found] == ["templates/page.html"]


@pytest.mark.parametrize("code", ["lipsum()", "[1, 2, 3]|random", "today", "url", "pages"])
def test_a_template_cannot_print_what_differs_from_build_to_build(
    tmp_path: Path, code: str
) -> None:
    found = problems(asking(tmp_path, f"Line one.\n{{{{ {code} }}}}\n"))
    assert {(it.path, it.line) for it in found} == {("templates/page.html", 2)}


def test_a_template_cannot_see_what_is_not_live(tmp_path: Path) -> None:
    root = asking(
        tmp_path,
        "{% for card in pages() %}{{ card.title }} {% endfor %}{{ page_at('s/b.md') }}",
        {"content/s/b.md": page(title="Secret", draft="yes", related="[s/c.md]")},
    )
    for output in make(root).outputs:
        assert b"Secret" not in output.content, output.path


def test_one_output_cannot_leave_a_message_for_another(tmp_path: Path) -> None:
    """The result of a template does not depend on what was rendered before it."""
    template = (
        "{% set ns = namespace(n=0) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}"
        "{% for key, value in data('things').items() %}{{ key }}{{ value }}{% endfor %}"
    )
    made = make(asking(tmp_path, template))
    contents = {templated(made)[f"{name}index.html"].content for name in ("", "s/", "s/a/", "s/c/")}
    assert len(contents) == 1


# --- code and values that no repr shows ---

CODED = """\
from pydantic import Field
from sitegen.contract import Contract, Model, Page as EnginePage

class Page(EnginePage):
    "A page."

    @property
    def loud(self) -> str:
        return "one"

class Thing(Model):
    "A thing."

    quiet: str = Field(repr=False)

CONTRACT = Contract(pages={"*.md": Page}, data={"things.yaml": dict[str, Thing]})
"""


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("schema.py", '"one"', '"two"'), ("content/data/things.yaml", "one", "two")],
)
def test_code_of_the_schema_and_fields_that_no_repr_shows_are_traced(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    files: dict[str, str | bytes] = {
        "schema.py": CODED,
        "content/data/things.yaml": "a: {quiet: one}\n",
        "templates/page.html": "{{ page.fields.loud }}{{ entry('things', 'a').quiet }}",
    }
    root = small_site(tmp_path, files)
    before = make(root)
    put(root, {name: str(files[name]).replace(old, new)})
    after = make(root)
    assert templated(before)["index.html"].content != templated(after)["index.html"].content
    assert "index.html" in changed(before, after)
