"""A call that finds nothing says what was asked for, and what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.small import make, page, problems, small_site

SCHEMA = """\
from sitegen.contract import Contract, Model, Page
class Price(Model):
    service: str
    minutes: int
    price: str
class Prices(Model):
    note: str
    prices: tuple[Price, ...]
CONTRACT = Contract(pages={"*.md": Page}, data={"prices.yaml": Prices})
"""
PRICES = """\
note: Samples.
prices:
  - {service: sports, minutes: 30, price: $55}
  - {service: sports, minutes: 60, price: $95}
  - {service: calm, minutes: 45, price: $80}
"""
PRICE = """\
{#- Price of a session.
    service  str, required
    minutes  length, required
    Example: {{ price service="sports" minutes=60 }} -#}
{% macro price(service, minutes) -%}
{% set of = data("prices").prices|selectattr("service", "equalto", service)|list -%}
{{ (of|selectattr("minutes", "equalto", minutes)|first).price }}
{%- endmacro %}
"""


def site(root: Path, body: str) -> Path:
    return small_site(
        root,
        {
            "schema.py": SCHEMA,
            "content/data/prices.yaml": PRICES,
            "templates/components/price.html": PRICE,
            "content/a.md": page(body),
        },
    )


@pytest.mark.parametrize(
    ("call", "asked", "hint"),
    [
        (
            '{{ price service="sports" minutes=45 }}',
            "service 'sports' and minutes 45",
            "content/data/prices.yaml has minutes 30, 60 for service 'sports'",
        ),
        (
            '{{ price service="sport" minutes=45 }}',
            "service 'sport' and minutes 45",
            "content/data/prices.yaml has service 'calm' for minutes 45",
        ),
        (
            '{{ price service="sports" minutes="60" }}',
            "service 'sports' and minutes '60'",
            "write minutes=60, without quotes",
        ),
        (
            '{{ price service="none" minutes=5 }}',
            "service 'none' and minutes 5",
            "check what content/data/ has for it",
        ),
    ],
)
def test_what_is_asked_for_and_what_there_is(
    tmp_path: Path, call: str, asked: str, hint: str
) -> None:
    [problem] = problems(site(tmp_path, call))
    assert (problem.path, problem.line) == ("content/a.md", 5)
    assert problem.message == f"'price': there is nothing for {asked}"
    assert problem.hint == hint


def test_all_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    [problem] = problems(site(tmp_path, "{{ price }}"))
    assert problem.message == "'price' needs service= and minutes="
    assert problem.hint == 'for example {{ price service="sports" minutes=60 }}'


def test_the_example_builds(tmp_path: Path) -> None:
    make(site(tmp_path, '{{ price service="sports" minutes=60 }}'))
