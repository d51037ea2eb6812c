"""A day is past only if the text still waits for it, and its year is known."""

import datetime

import pytest

from sitegen.checks.finders.past_days import past_days

TODAY = datetime.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("until March 3, 2026", "2026-03-03"),
        ("Valid through Nov. 25th, 2026", "2026-11-25"),
        ("the offer ends on Friday, October 2, 2026", "2026-10-02"),
        ("Book your place by January 5, 2026.", "2026-01-05"),
        ("closed till 2026-11-25", "2026-11-25"),
        ("until 3 March 2026", "2026-03-03"),
        ("until Tuesday, the 3rd of March 2026", "2026-03-03"),
        ("Sign up before March 3, 2026", "2026-03-03"),
        ("Deadline: March 3, 2026", "2026-03-03"),
        ("until the end of February 2026", "2026-02-28"),
        ("until   March 3  , 2026", "2026-03-03"),
        ("Closed from March 1 through March 10, 2026.", "2026-03-10"),
        ("From March 1 through March 10, 2026, the pool is closed.", "2026-03-10"),
        ("We swim indoors until May 1, 2026, as the hall was damaged.", "2026-05-01"),
    ],
)
def test_a_day_that_is_over_is_found(text: str, day: str) -> None:
    (found,) = past_days(text, TODAY)
    assert str(found.day) == day
    assert text[found.start : found.end][:3] in text


@pytest.mark.parametrize(
    "text",
    [
        "until November 26, 2026",
        "until March 3, 2027",
        "since March 3, 2026",
        "on March 3, 2026 we met",
        "until March 2026",
        "until February 30, 2026",
        "until you may 3 times",
        "until 3 may come",
        "until the end of November 2026",
        "The pool was closed until March 3, 2025.",
        "Until March 3, 2025, the pool was closed.",
        "From May 2 through June 30, 2025, the pool was closed.",
        "Dana taught in Boston until June 1, 2020.",
        "From 2012 until June 1, 2020, Dana was in Boston.",
        "Teacher from 2012 until June 1, 2020.",
        "From May 2 through June 30, 2025: a new floor.",
        "We renovated the hall from May 2 through June 30, 2025, and it is bright now.",
        "Bookings made before March 3, 2026 keep the price",
    ],
)
def test_another_day_is_left_alone(text: str) -> None:
    assert list(past_days(text, TODAY)) == []


def test_a_day_without_a_year_follows_the_day_of_writing() -> None:
    written = datetime.date(2026, 10, 1)
    assert [str(it.day) for it in past_days("until Nov 3", TODAY, written)] == ["2026-11-03"]
    assert list(past_days("until March 3", TODAY, written)) == []
    assert list(past_days("until Nov 3", TODAY)) == []
    ends = past_days("until the end of October", TODAY, written)
    assert [str(it.day) for it in ends] == ["2026-10-31"]
