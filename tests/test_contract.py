"""The base contract: what every page, every site and every dated entry may hold."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from sitegen.contract import (
    ENGINE_DATA,
    Contract,
    Dated,
    Event,
    Page,
    SiteSettings,
    kind_of,
)
from sitegen.explain import problems_of
from sitegen.problems import Problem
from sitegen.values import Known
from sitegen.yamltext import parse
from tests.sites.small import problems, small_site

KNOWN = Known(
    entries={},
    pages=frozenset({"index.md", "about.md", "news/index.md"}),
    files=frozenset({"photo.jpg"}),
)
PAGE = "title: T\ndescription: D\n"
SITE = "name: N\nurl: https://www.example.com/\n"


def check(type_: Any, text: str) -> tuple[Any, list[Problem]]:
    tree, problems = parse(text, "x.yaml")
    assert tree is not None
    assert not problems
    try:
        return TypeAdapter(type_).validate_python(tree.value or {}, context=KNOWN), []
    except ValidationError as error:
        return None, problems_of(error, tree, type_)


def sound(type_: Any, text: str) -> Any:
    value, problems = check(type_, text)
    assert not problems
    return value


def told(type_: Any, text: str) -> list[Problem]:
    _, problems = check(type_, text)
    return problems


def test_a_page_needs_a_title_and_a_description_and_nothing_else() -> None:
    page = sound(Page, PAGE)
    assert (page.title, page.description, page.draft, page.tags) == ("T", "D", False, ())
    assert [problem.message for problem in told(Page, "")] == [
        "the field 'title' is missing",
        "the field 'description' is missing",
    ]


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("title: 5", "title", "5"),
        ("draft: yes", "draft", True),
        ("draft: No", "draft", False),
        ("draft: on", "draft", True),
        ("order: 10", "order", 10),
        ("order: -1", "order", -1),
        ("tags: [neck, Back pain]", "tags", ("neck", "Back pain")),
        ("date: 2026-11-23", "date", datetime.date(2026, 11, 23)),
        ("aliases: [/old, /old/page.html, /a/b/]", "aliases", ("/old", "/old/page.html", "/a/b/")),
        ("image: photo.jpg", "image", "photo.jpg"),
        ("related: [about.md]", "related", ("about.md",)),
        ("nav_title: Short", "nav_title", "Short"),
        ("from: 2026-11-23", "from_", datetime.date(2026, 11, 23)),
    ],
)
def test_the_fields_of_a_page(line: str, name: str, value: object) -> None:
    text = PAGE.replace("title: T\n", "") if line.startswith("title") else PAGE
    assert getattr(sound(Page, text + line), name) == value


@pytest.mark.parametrize(
    "line",
    [
        "title: ''",
        "title: '   '",
        f"title: {'x' * 91}",
        "description: ''",
        f"description: {'x' * 301}",
        "draft: maybe",
        "order: first",
        "order: 1.5",
        "tags: a, b",
        "tags: [a, '']",
        "tags: [a, ' ']",
        f"tags: [{'x' * 41}]",
        "date: 2026-11-31",
        "image: foto.jpg",
        "related: [nothing.md]",
        "dtae: 2026-01-01",
        "Title: X",
        "layout: home",
        "from_: 2026-01-01",
        "nav_title: ''",
    ],
)
def test_a_page_with_a_wrong_field_is_refused(line: str) -> None:
    name = line.partition(":")[0]
    text = "".join(f"{it}\n" for it in PAGE.splitlines() if not it.startswith(f"{name}:"))
    assert [problem.line for problem in told(Page, line + "\n" + text)] == [1]


# A redirect is written to the output folder under this name.
@pytest.mark.parametrize(
    "url",
    [
        "/../x",
        "/a/../../x",
        "/..",
        "/.",
        "/./",
        "/a/./b",
        "//a.example/",
        "old",
        "./old",
        "/a b",
        "/a?b=c",
        "/a#b",
        "https://a.example/",
        "/a\\b",
        "/a//b",
        "/a%2e%2e/b",
        "",
        "/a\n/b",
    ],
)
def test_an_old_address_outside_the_site_is_refused(url: str) -> None:
    for type_, value in (
        (Page, {"title": "T", "description": "D", "aliases": [url]}),
        (ENGINE_DATA["redirects.yaml"], {url: "about.md"}),
    ):
        with pytest.raises(ValidationError):
            TypeAdapter(type_).validate_python(value, context=KNOWN)


def test_a_wrong_old_address_is_told_at_its_place() -> None:
    assert [(it.line, it.column) for it in told(Page, f"{PAGE}aliases:\n  - /a/\n  - b")] == [
        (5, 5)
    ]
    redirects = "/a/: about.md\n/../b: about.md\n"
    [problem] = told(ENGINE_DATA["redirects.yaml"], redirects)
    assert (problem.line, problem.column) == (2, 1)


def test_a_page_ends_after_it_begins() -> None:
    assert sound(Page, f"{PAGE}from: 2026-12-01\nuntil: 2026-12-01").shown.holds(
        datetime.date(2026, 12, 1)
    )
    [problem] = told(Page, f"{PAGE}from: 2026-12-01\nuntil: 2026-11-30")
    assert "2026-11-30" in problem.message


def test_the_model_of_a_page_cannot_be_changed() -> None:
    page = sound(Page, PAGE)
    with pytest.raises(ValidationError):
        page.title = "other"


# --- days on which something is shown ---

BEFORE, FIRST, LAST, AFTER = (datetime.date(2026, 12, day) for day in (9, 10, 12, 13))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", [True, True, True, True]),
        ("from: 2026-12-10", [False, True, True, True]),
        ("until: 2026-12-12", [True, True, True, False]),
        ("from: 2026-12-10\nuntil: 2026-12-12", [False, True, True, False]),
    ],
)
def test_a_dated_entry_is_shown_from_its_first_to_its_last_day(
    text: str, shown: list[bool]
) -> None:
    span = sound(Dated, text).shown
    assert [span.holds(day) for day in (BEFORE, FIRST, LAST, AFTER)] == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("from: 2026-12-10", [True, True, False, False]),
        ("from: 2026-12-10\nuntil: 2026-12-12", [True, True, True, False]),
    ],
)
def test_an_event_is_announced_beforehand_and_gone_afterwards(text: str, shown: list[bool]) -> None:
    span = sound(Event, text).shown
    assert [span.holds(day) for day in (BEFORE, FIRST, LAST, AFTER)] == shown


def test_an_event_has_a_first_day_and_a_last() -> None:
    assert sound(Event, "from: 2026-12-10").last == FIRST
    assert sound(Event, "from: 2026-12-10\nuntil: 2026-12-12").last == LAST
    assert told(Event, "until: 2026-12-12")
    assert told(Event, "from: 2026-12-12\nuntil: 2026-12-10")


# --- site.yaml ---


def test_a_site_needs_a_name_and_an_address() -> None:
    settings = sound(SiteSettings, SITE)
    assert (settings.language, settings.timezone, settings.currency) == ("en-US", "UTC", "USD")
    assert len(told(SiteSettings, "")) == 2


@pytest.mark.parametrize("url", ["https://a.example", "https://a.example/", "https://a.example/b/"])
def test_a_site_may_live_below_a_folder(url: str) -> None:
    assert sound(SiteSettings, f"name: N\nurl: {url}").url == url


@pytest.mark.parametrize(
    "url", ["https://a.example/?x=1", "https://a.example/#top", "www.a.example", "https://", "''"]
)
def test_an_address_that_pages_cannot_stand_below_is_refused(url: str) -> None:
    [problem] = told(SiteSettings, f"name: N\nurl: {url}")
    assert (problem.line, problem.column) == (2, 6)


@pytest.mark.parametrize(
    "line",
    [
        "theme_color: red",
        "theme_color: '#fff'",
        "theme_color: '#12345g'",
        "currency: dollars",
        "currency: usd",
        "timezone: Mars/Base",
        "language: klingon",
        "menu: x",
        "menu: {main: about.md}",
        "menu: {main: [nothing.md]}",
        "feeds: [nothing.md]",
        "tagline: x",
        "short_name: ''",
    ],
)
def test_a_wrong_setting_is_refused_with_a_hint(line: str) -> None:
    [problem] = told(SiteSettings, SITE + line)
    assert problem.line == 3
    assert problem.hint


@pytest.mark.parametrize("line", ["theme_color: red", "currency: dollars", "aliases: [old]"])
def test_a_hint_is_no_regular_expression(line: str) -> None:
    type_, base = (Page, PAGE) if line.startswith("aliases") else (SiteSettings, SITE)
    [problem] = told(type_, base + line)
    assert not {"^", "[", "\\", "$"} & set(problem.hint)


@pytest.mark.parametrize("name", ["''", "'  '"])
def test_a_site_without_a_name_is_refused(name: str) -> None:
    assert told(SiteSettings, f"name: {name}\nurl: https://a.example/")


@pytest.mark.parametrize("title", ["''", "'  '"])
def test_a_source_without_a_title_is_refused(title: str) -> None:
    text = f"shah2015:\n  title: {title}\n  url: https://a.example/"
    assert [problem.line for problem in told(ENGINE_DATA["sources.yaml"], text)] == [2]


def test_a_source_says_what_it_is_and_where() -> None:
    text = "shah2015:\n  title: T\n  url: https://a.example/\n  year: 2015\n"
    assert sound(ENGINE_DATA["sources.yaml"], text)["shah2015"].year == 2015
    assert told(ENGINE_DATA["sources.yaml"], text.replace("2015\n", "15\n"))
    assert told(ENGINE_DATA["sources.yaml"], text.replace("https://a.example/", "page 5"))


# --- kinds of pages ---


class NewsItem(Page):
    """A dated note."""


class Service2Area(Page):
    """Where one comes."""


@pytest.mark.parametrize(
    ("model", "kind"), [(Page, "page"), (NewsItem, "news-item"), (Service2Area, "service2-area")]
)
def test_a_kind_is_named_after_its_model(model: type[Page], kind: str) -> None:
    assert kind_of(model) == kind


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("index.md", "index.md"),
        ("news/index.md", "*/index.md"),
        ("news/2026/a.md", "news/*.md"),
        ("about.md", "*.md"),
        ("other/a.md", "*.md"),
    ],
)
def test_the_first_pattern_that_fits_gives_the_kind(path: str, pattern: str) -> None:
    pages = {"index.md": Page, "*/index.md": Page, "news/*.md": NewsItem, "*.md": Page}
    assert Contract(pages=pages).pattern_for(path) == pattern


def test_a_place_without_a_kind_has_no_pattern() -> None:
    assert Contract(pages={"news/*.md": NewsItem}).pattern_for("about.md") is None


def test_without_schema_every_page_is_a_page() -> None:
    assert Contract().pattern_for("any/where/a.md") == "*.md"


RULED = """\
from sitegen.contract import Contract

def rule(data):
    {body}
    return []

CONTRACT = Contract(data={{"a.yaml": dict[str, str], "b.yaml": dict[str, str]}}, rules=(rule,))
"""


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("data['c.yaml']", "KeyError: 'c.yaml'"),
    ],
)
def test_a_rule_that_fails_is_told_at_its_line(tmp_path: Path, body: str, told: str) -> None:
    files = {"content/data/a.yaml": "x: y\n", "content/data/b.yaml": "x: y\n"}
    (found,) = problems(small_site(tmp_path, {**files, "schema.py": RULED.format(body=body)}))
    assert (found.path, found.line) == ("schema.py", 4)
    assert told in found.message


@pytest.mark.parametrize("text", ["x: [\n", "x: [y]\n"])
def test_no_rule_looks_at_data_that_cannot_be_read(tmp_path: Path, text: str) -> None:
    files = {"content/data/a.yaml": "x: y\n", "content/data/b.yaml": text}
    schema = RULED.format(body="data['b.yaml']['x']")
    found = problems(small_site(tmp_path, {**files, "schema.py": schema}))
    assert {it.path for it in found} == {"content/data/b.yaml"}
