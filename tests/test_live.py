"""What is on the site today, and the days on which that changes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from pydantic import TypeAdapter

from sitegen.contract import Dated, Event, Model
from sitegen.days import Span
from sitegen.live import changes_in, dated_in, only_live


class Price(Dated):
    """A price that may count only for a while."""

    name: str


class Closure(Event):
    """A day off."""

    reason: str


class PriceList(Model):
    """A list inside a model."""

    prices: tuple[Price, ...]
    best: Price | None = None


def day(number: int) -> datetime.date:
    return datetime.date(2026, 12, number)


def span_of(first: int | None, last: int | None) -> Span:
    return Span(day(first) if first else None, day(last) if last else None)


def price(name: str, first: int | None = None, last: int | None = None) -> Price:
    return Price.model_validate(
        {"name": name, "from": first and day(first), "until": last and day(last)}
    )


PRICES = (price("always"), price("soon", 15), price("gone", None, 9), price("now", 10, 12))


def names(prices: Any) -> list[str]:
    return [it.name for it in prices]


@pytest.mark.parametrize(
    ("today", "live"),
    [
        (9, ["always", "gone"]),
        (10, ["always", "now"]),
        (12, ["always", "now"]),
        (13, ["always"]),
        (15, ["always", "soon"]),
    ],
)
def test_a_list_holds_what_counts_today(today: int, live: list[str]) -> None:
    assert names(only_live(PRICES, day(today))) == live
    assert names(only_live({it.name: it for it in PRICES}, day(today)).values()) == live


def test_entries_are_left_out_at_any_depth() -> None:
    listed = only_live({"all": PriceList(prices=PRICES)}, day(13))
    assert names(listed["all"].prices) == ["always"]


def test_a_field_that_holds_one_entry_is_empty_when_it_does_not_count() -> None:
    listed = only_live(PriceList(prices=(), best=price("gone", None, 9)), day(13))
    assert listed.best is None


def test_what_does_not_change_is_the_same_object() -> None:
    listed = PriceList(prices=PRICES[:1])
    assert only_live(listed, day(13)) is listed


def test_the_original_is_not_touched() -> None:
    listed = PriceList(prices=PRICES)
    only_live(listed, day(13))
    assert len(listed.prices) == 4


@pytest.mark.parametrize("value", [None, "text", 5, day(1), {"a": "b"}, ()])
def test_plain_values_stay_as_they_are(value: object) -> None:
    assert only_live(value, day(13)) == value


def test_untyped_data_keeps_its_shape() -> None:
    data = {"a": ["x", {"b": None}], "from": "2027-01-01"}
    live = only_live(data, day(13))
    assert (
        TypeAdapter(Mapping[str, Any]).dump_json(live)
        == b'{"a":["x",{"b":null}],"from":"2027-01-01"}'
    )


def test_an_event_is_on_the_site_until_it_is_over() -> None:
    closures = (
        Closure.model_validate({"reason": "one day", "from": day(24)}),
        Closure.model_validate({"reason": "three days", "from": day(24), "until": day(26)}),
    )
    told = {
        today: [it.reason for it in only_live(closures, day(today))] for today in (1, 24, 25, 27)
    }
    assert told == {
        1: ["one day", "three days"],
        24: ["one day", "three days"],
        25: ["three days"],
        27: [],
    }


# --- what changes next ---


@pytest.mark.parametrize(
    ("first", "last", "today", "changes"),
    [
        (None, None, 10, []),
        (15, None, 10, [(15, "x begins")]),
        (15, None, 15, []),
        (None, 20, 10, [(21, "x ends")]),
        (None, 20, 20, [(21, "x ends")]),
        (None, 20, 21, []),
        (15, 20, 10, [(15, "x begins"), (21, "x ends")]),
        (15, 20, 15, [(21, "x ends")]),
        (15, 15, 14, [(15, "x begins"), (16, "x ends")]),
    ],
)
def test_the_days_on_which_something_begins_or_ends(
    first: int | None, last: int | None, today: int, changes: list[tuple[int, str]]
) -> None:
    span = span_of(first, last)
    seen = [(change.on, change.what) for change in changes_in(span, "x", day(today))]
    assert seen == [(day(number), what) for number, what in changes]


def test_the_site_does_differ_on_a_day_of_change_and_only_then() -> None:
    changes = {
        change.on
        for where, span in dated_in(PRICES, "data/prices.yaml")
        for change in changes_in(span, where, day(1))
    }
    seen = [names(only_live(PRICES, day(number))) for number in range(1, 32)]
    differs = {day(at + 2) for at, (one, two) in enumerate(pairwise(seen)) if one != two}
    assert changes == differs


def test_something_that_never_ends_has_no_day_after() -> None:
    span = Span(None, datetime.date.max)
    assert list(changes_in(span, "x", day(1))) == []


def test_dated_entries_are_found_with_their_place() -> None:
    data = {"massage": PriceList(prices=PRICES[1:3], best=price("best", 1, 2))}
    assert [(where, span) for where, span in dated_in(data, "data/p.yaml") if span != Span()] == [
        ("data/p.yaml: massage: prices: entry 1", Span(day(15), None)),
        ("data/p.yaml: massage: prices: entry 2", Span(None, day(9))),
        ("data/p.yaml: massage: best", Span(day(1), day(2))),
    ]


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        (None, None, True),
        (10, None, True),
        (11, None, False),
        (None, 10, True),
        (None, 9, False),
        (10, 10, True),
        (9, 11, True),
    ],
)
def test_both_ends_of_a_span_are_included(first: int | None, last: int | None, holds: bool) -> None:
    assert span_of(first, last).holds(day(10)) is holds
