"""Holidays fall on the days that the calendar of the United States gives them."""

import datetime

import pytest

from sitegen.checks.finders.holidays import holidays, names

# As the Office of Personnel Management lists them: day itself, day off.
LISTED = {
    2026: [
        ("New Year's Day", "01-01", "01-01"),
        ("Martin Luther King Jr. Day", "01-19", "01-19"),
        ("Presidents' Day", "02-16", "02-16"),
        ("Memorial Day", "05-25", "05-25"),
        ("Juneteenth", "06-19", "06-19"),
        ("Independence Day", "07-04", "07-03"),
        ("Labor Day", "09-07", "09-07"),
        ("Columbus Day", "10-12", "10-12"),
        ("Veterans Day", "11-11", "11-11"),
        ("Thanksgiving", "11-26", "11-26"),
        ("Christmas", "12-25", "12-25"),
    ],
    2027: [
        ("New Year's Day", "01-01", "01-01"),
        ("Martin Luther King Jr. Day", "01-18", "01-18"),
        ("Presidents' Day", "02-15", "02-15"),
        ("Memorial Day", "05-31", "05-31"),
        ("Juneteenth", "06-19", "06-18"),
        ("Independence Day", "07-04", "07-05"),
        ("Labor Day", "09-06", "09-06"),
        ("Columbus Day", "10-11", "10-11"),
        ("Veterans Day", "11-11", "11-11"),
        ("Thanksgiving", "11-25", "11-25"),
        ("Christmas", "12-25", "12-24"),
    ],
}


@pytest.mark.parametrize("year", LISTED)
def test_a_year_has_these_holidays(year: int) -> None:
    found = holidays("US", datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    told = [(it.name, f"{it.day:%m-%d}", f"{it.observed:%m-%d}") for it in found]
    assert told == LISTED[year]


def test_only_the_days_asked_for_are_told_across_a_new_year() -> None:
    found = holidays("US", datetime.date(2026, 12, 25), datetime.date(2027, 1, 1))
    assert [it.name for it in found] == ["Christmas", "New Year's Day"]


def test_nothing_is_told_of_a_country_that_is_not_known() -> None:
    assert list(holidays("XX", datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))) == []
    assert "Christmas" in names()
