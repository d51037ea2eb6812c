"""A hint names the component that shows a value, with the arguments that it takes."""

import pytest

from sitegen.checks.finders.shown_by import NOTHING, how_to_show
from sitegen.checks.finders.typed_facts import Fact

PRICE = '{# One price. #}{% macro price(id) %}<b>{{ entry("prices", id).price }}</b>{% endmacro %}'
RATE = (
    '{% macro rate(service, minutes, note="") %}'
    '{{ (data("rates").list|selectattr("service", "equalto", service)|first).price }}{% endmacro %}'
)
PLAN = (
    '{% macro plan(name, full=False) %}{% set it = entry("plans", name) %}'
    "{{ it.full_name if full else it.name }}{% endmacro %}"
)
PHONE = '{% macro phone_link() %}<a href="{{ site.phone.uri }}">{{ site.phone }}</a>{% endmacro %}'
WHOLE = (
    '{% macro table() %}{% for it in data("prices").values() %}{{ it.name }} {{ it.price }}'
    "{% endfor %}{% endmacro %}"
)
TEMPLATES = {
    "base.html": '{{ entry("prices", "babies").price }}',
    "components/price.html": PRICE,
    "components/rate.html": RATE,
    "components/plan.html": PLAN,
    "components/phone-link.html": PHONE,
    "components/table.html": WHOLE,
}


@pytest.mark.parametrize(
    ("file", "at", "fields", "hint"),
    [
        ("prices.yaml", ("babies", "price"), {}, 'write {{ price id="babies" }}'),
        (
            "rates.yaml",
            ("list", 0, "price"),
            {"service": "crawl", "minutes": 60},
            'write {{ rate service="crawl" minutes=60 }}',
        ),
        ("plans.yaml", ("blue", "name"), {}, 'write {{ plan name="blue" }}'),
        ("plans.yaml", ("blue", "full_name"), {}, 'write {{ plan name="blue" full=true }}'),
        ("site.yaml", ("phone",), {}, "write {{ phone-link }}"),
        ("site.yaml", ("fax",), {}, NOTHING),
        ("rates.yaml", ("list", 0, "price"), {"service": "crawl"}, NOTHING),
        ("prices.yaml", ("babies", "minutes"), {}, NOTHING),
    ],
)
def test_a_hint_says_what_to_write(
    file: str, at: tuple[str | int, ...], fields: dict[str, object], hint: str
) -> None:
    fact = Fact(kind="amount", values=("1",), file=file, at=at, fields=fields)
    assert how_to_show(fact, TEMPLATES) == hint
