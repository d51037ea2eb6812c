"""Which components there are, and what a call of one may say."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from jinja2 import DictLoader, Environment

from sitegen.components import check_call, macro_name, signatures


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
