"""Which components there are, and what a call of one may say."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from sitegen.components import check_call, is_for_templates, macro_name, signatures
from sitegen.contract import Contract
from sitegen.files import File, clock
from sitegen.problems import ProblemsFound
from sitegen.records import file_record, seen_file
from sitegen.reference import files
from sitegen.workshop import Workshop
from tests.sites.small import page, problems, put, small_site

NOW = datetime.datetime(2026, 6, 15, 12, tzinfo=datetime.UTC)


def environment(**components: str) -> Environment:
    """Return an environment with components; '_' in a name stands for '-'."""
    files = {f"components/{name.replace('_', '-')}.html": text for name, text in components.items()}
    return Environment(
        loader=DictLoader({**files, "base.html": "{% macro base() %}{% endmacro %}"}),
        autoescape=True,
    )


SITE = environment(
    price_table="{% macro price_table(service, minutes=60, full=False) %}{% endmacro %}",
    hours="{#- Opening hours. -#}\n{% from 'base.html' import base %}"
    "{% macro hours() %}{% endmacro %}",
    card="{% macro inner(x) %}{% endmacro %}{% macro card(title, href) %}{% endmacro %}",
)
KNOWN, _ = signatures(SITE)


def test_a_component_is_a_macro_in_a_file_of_its_name() -> None:
    assert {name: (it.arguments, it.required) for name, it in KNOWN.items()} == {
        "card": (("title", "href"), ("title", "href")),
        "hours": ((), ()),
        "price-table": (("service", "minutes", "full"), ("service",)),
    }
    assert macro_name("price-table") == "price_table"


def test_sound_components_have_no_problem() -> None:
    assert signatures(SITE)[1] == []
    assert signatures(Environment(loader=DictLoader({}), autoescape=True)) == ({}, [])


CARD = """{#- A card.
    title  str, required
    number  how many
    Example: {{ card title="Prices" }} -#}
{% macro card(title, rows=(), number=2) %}
{% for row in rows %}{{ caller() }}{% endfor %}
{% endmacro %}
"""


def later(file: File) -> File:
    """Return a file as the next build finds it, which knows what the cache holds."""
    record = file_record(file.seen(clock()))
    return File(file.name, file.path.stat(), seen_file(record, file.path.parent))


def test_a_template_as_it_was_in_an_earlier_build_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "card.html"
    path.write_text(CARD, "utf-8")
    first = File(str(path), path.stat())
    known, _ = signatures(environment(card=CARD), {"components/card.html": first})
    assert known["card"].lists
    assert known["card"].samples
    assert known["card"].encloses
    unread = environment(card="{% macro %}")
    assert signatures(unread, {"components/card.html": later(first)}) == (known, [])
    path.write_text("{% macro card(other) %}{% endmacro %}", "utf-8")
    now = environment(card=path.read_text("utf-8"))
    changed, _ = signatures(now, {"components/card.html": later(first)})
    assert changed["card"].arguments == ("other",)


def test_a_template_saved_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "card.html"
    path.write_text(CARD, "utf-8")
    file = File(str(path), path.stat())
    assert file.digest
    saved = "{% macro card(other) %}{% endmacro %}"
    path.write_text(saved, "utf-8")
    signatures(environment(card=saved), {"components/card.html": file})
    path.write_text(CARD, "utf-8")
    known, _ = signatures(environment(card=CARD), {"components/card.html": later(file)})
    assert known["card"].arguments == ("title", "rows", "number")


def test_a_mistake_in_a_template_is_told_by_each_build(tmp_path: Path) -> None:
    path = tmp_path / "card.html"
    path.write_text(CARD.replace('title="Prices"', 'titel="Prices"'), "utf-8")
    wrong = environment(card=path.read_text("utf-8"))
    file = File(str(path), path.stat())
    _, told = signatures(wrong, {"components/card.html": file})
    assert len(told) == 1
    assert signatures(wrong, {"components/card.html": later(file)})[1] == told


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("hours", {}),
        ("price-table", {"service": "x"}),
        ("price-table", {"service": "x", "minutes": 30, "full": True}),
        ("card", {"href": "a", "title": "b"}),
    ],
)
def test_a_call_that_fits_passes(name: str, arguments: Mapping[str, object]) -> None:
    assert check_call(name, arguments, KNOWN) is None


@pytest.mark.parametrize(
    ("name", "arguments", "message", "hint"),
    [
        (
            "price-tabel",
            {},
            "there is no component 'price-tabel'",
            "did you mean 'price-table'?",
        ),
        ("price_table", {}, "there is no component 'price_table'", "did you mean 'price-table'?"),
        ("xyz", {}, "there is no component 'xyz'", "there is: card, hours, price-table"),
        (
            "price-table",
            {"servise": "x"},
            "'price-table' takes no argument 'servise'",
            "did you mean 'service'?",
        ),
        ("hours", {"day": "x"}, "'hours' takes no argument 'day'", "it takes no arguments"),
        (
            "price-table",
            {"minutes": 60},
            "'price-table' needs service=",
            '{{ price-table service="..." }}',
        ),
        ("card", {"title": "x"}, "'card' needs href=", '{{ card href="..." }}'),
        ("base", {}, "there is no component 'base'", "there is: card, hours, price-table"),
    ],
)
def test_a_call_that_does_not_fit_is_told(
    name: str, arguments: Mapping[str, object], message: str, hint: str
) -> None:
    assert check_call(name, arguments, KNOWN) == (message, hint)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{% macro broken(%}", 1),
        ("\n\n{% macro broken() %}{% if %}{% endmacro %}", 3),
        ("{% macro other() %}{% endmacro %}", 1),
        ("", 1),
        ("{% macro broken() %}", 1),
    ],
)
def test_a_component_that_cannot_be_read_is_told_instead_of_its_calls(text: str, line: int) -> None:
    known, [problem] = signatures(environment(broken=text))
    assert (problem.path, problem.line) == ("templates/components/broken.html", line)
    assert problem.message
    assert check_call("broken", {"any": "thing"}, known) is None


def test_one_broken_component_does_not_hide_another() -> None:
    known, problems = signatures(
        environment(a="{% if %}", b="{% if %}", c="{% macro c() %}{% endmacro %}")
    )
    assert [problem.path for problem in problems] == [
        "templates/components/a.html",
        "templates/components/b.html",
    ]
    assert check_call("c", {}, known) is None


CARE = (
    "{#- Reasons.\n    heading  str, required\n    lines    tuple of str, required -#}\n"
    "{% macro care(heading, lines) %}{{ lines|join }}{% endmacro %}"
)
CHOOSY = """\
{#- Cards.
    names  names of pages; default none
    limit  how many at most; default all -#}
{% macro choosy(names=(), limit=None, level=2, full=False) %}
{% for name in names %}{{ name }}{% endfor %}
{% endmacro %}
"""
BOX = "{% macro box(label='x') %}{{ label }}{{ caller() }}{% endmacro %}"
SPLIT = """\
{% macro split(of) %}
{% set of = of.split() %}{% for it in of %}{{ it }}{% endfor %}
{% endmacro %}
"""
TYPED, _ = signatures(environment(care=CARE, choosy=CHOOSY, box=BOX, split=SPLIT))


@pytest.mark.parametrize(
    ("name", "arguments", "message", "hint"),
    [
        ("care", {"heading": "a", "lines": "b"}, "'care' is for templates only: lines= takes", ""),
        ("care", {}, "'care' is for templates only: lines= takes a list", "choose another"),
        ("box", {}, "'box' is for templates only: it encloses", "choose another"),
        ("choosy", {"names": "abc"}, "'choosy': names= takes a list", "leave names= out"),
        ("choosy", {"limit": "4"}, "'choosy': limit= is a number", "write limit=4, without"),
        ("choosy", {"level": "four"}, "'choosy': level= is a number", "write level=2, without"),
        ("choosy", {"full": "true"}, "'choosy': full= is true or false", "write full=true, w"),
        ("choosy", {"full": "yes"}, "'choosy': full= is true or false", "write full=true, w"),
    ],
)
def test_a_text_in_quotes_is_refused_where_something_else_is_meant(
    name: str, arguments: Mapping[str, object], message: str, hint: str
) -> None:
    words = check_call(name, arguments, TYPED)
    assert words is not None
    assert words[0].startswith(message)
    assert words[1].startswith(hint)
    assert f'{{{{ {name} lines="' not in words[1]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("choosy", {"limit": 4, "level": 3, "full": True}),
        ("choosy", {}),
        ("split", {"of": "a b"}),
    ],
)
def test_numbers_and_what_a_macro_takes_apart_pass(
    name: str, arguments: Mapping[str, object]
) -> None:
    assert check_call(name, arguments, TYPED) is None


def test_what_no_page_can_call_is_for_templates() -> None:
    sources = {"care": CARE, "choosy": CHOOSY, "box": BOX, "split": SPLIT, "broken": "{% macro"}
    marked = {name for name, source in sources.items() if is_for_templates(source, name)}
    assert marked == {"care", "box"}


def test_the_list_of_components_marks_what_is_for_templates(tmp_path: Path) -> None:
    example = '    Example: {{ care(heading="a", lines=("b",)) }} -#}'
    (tmp_path / "care.html").write_text(CARE.replace(" -#}", f"\n{example}", 1))
    text = files(Contract(), tmp_path)["docs/components.md"]
    assert "## care\n\n**For templates.** Reasons." in text
    assert 'Example **for templates**: `{{ care(heading="a", lines=("b",)) }}`' in text
    assert "The build refuses in a page what is marked **for templates**." in text


def test_a_template_that_changes_refuses_the_calls_of_texts_that_were_sound(tmp_path: Path) -> None:
    card = "templates/components/card.html"
    macro = "{% macro card(names) %}{{ names }}{% endmacro %}"
    root = small_site(tmp_path, {card: macro, "content/a.md": page('{{ card names="abc" }}')})
    workshop = Workshop(root)
    workshop.make(now=NOW)
    put(root, {card: macro.replace("{{ names }}", "{% for it in names %}{{ it }}{% endfor %}")})
    with pytest.raises(ProblemsFound) as refused:
        workshop.make(now=NOW)
    assert refused.value.problems == problems(root)
    assert "is for templates only" in refused.value.problems[0].message
