"""What owners type for money, phones, hours and dates is read right, or told."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from sitegen.fields import (
    Day,
    Durations,
    Email,
    FileRef,
    InData,
    InPages,
    Language,
    Money,
    Phone,
    TimeRanges,
    TimeZone,
    WebAddress,
    WeekHours,
)
from sitegen.values import Known
from sitegen.yamltext import parse

AMERICAN = Known(entries={})
GERMAN = Known(entries={}, locale="de_DE", currency="EUR")


def read(type_: Any, value: object, known: Known = AMERICAN) -> Any:
    return TypeAdapter(type_).validate_python(value, context=known)


def refused(type_: Any, value: object, known: Known = AMERICAN) -> tuple[str, str]:
    """Return message and hint; fails if the value passes or the words are not ours."""
    with pytest.raises(ValidationError) as caught:
        read(type_, value, known)
    [error] = caught.value.errors()
    assert error["type"] == "value"
    return error["ctx"]["text"], error["ctx"]["hint"]


# The table "YAML, as plain loaders read it": the obvious value, or words that say what to type.
@pytest.mark.parametrize(
    ("line", "type_", "value"),
    [
        ("opens: 9:30-17:00", TimeRanges, "9:30 am to 5 pm"),
        ("opens: 09:30-17:00", TimeRanges, "9:30 am to 5 pm"),
        ("closed: no", TimeRanges, "Closed"),
        ("closed: no", bool, "False"),
        ("open: yes", bool, "True"),
        ("price: 1.20", Money, "$1.20"),
        ("price: $95", Money, "$95"),
        ("price: 60,00", Money, "$60"),
        ("zip: 01234", str, "01234"),
        ("phone: +16315550100", Phone, "631-555-0100"),
        ("date: 2026-11-23", Day, "2026-11-23"),
    ],
)
def test_a_line_of_yaml_gives_the_obvious_value(line: str, type_: Any, value: str) -> None:
    tree, problems = parse(line, "x.yaml")
    assert not problems
    assert tree is not None
    assert isinstance(tree.value, dict)
    [typed] = tree.value.values()
    assert str(read(type_, typed)) == value


@pytest.mark.parametrize(
    ("type_", "typed", "hint"),
    [
        (TimeRanges, "9:30", "9:30-18:00"),
        (TimeRanges, "570", "9:30-18:00"),
        (Phone, "030123456", "+1 631-555-0100"),
        (Day, "2024-13-40", "check the month"),
        (Money, "95 bucks", "$95"),
    ],
)
def test_what_is_not_obvious_is_told_with_an_example(type_: Any, typed: str, hint: str) -> None:
    message, seen = refused(type_, typed)
    assert typed in message
    assert hint in seen


# --- money ---


@pytest.mark.parametrize(
    ("typed", "amount", "shown"),
    [
        ("$95", "95.00", "$95"),
        ("95", "95.00", "$95"),
        ("$ 95", "95.00", "$95"),
        ("95 $", "95.00", "$95"),
        ("USD 95", "95.00", "$95"),
        ("95 USD", "95.00", "$95"),
        (" $95 ", "95.00", "$95"),
        ("$47.50", "47.50", "$47.50"),
        ("47,50", "47.50", "$47.50"),
        ("$12,34", "12.34", "$12.34"),
        ("$95.00", "95.00", "$95"),
        ("$0", "0.00", "$0"),
        ("0.05", "0.05", "$0.05"),
        ("1200", "1200.00", "$1,200"),
        ("1,200", "1200.00", "$1,200"),
        ("1,200.50", "1200.50", "$1,200.50"),
        ("12,345,678", "12345678.00", "$12,345,678"),
    ],
)
def test_money_is_read_and_shown(typed: str, amount: str, shown: str) -> None:
    money = read(Money, typed)
    assert money.amount == Decimal(amount)
    assert str(money) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "free",
        "95 dollars",
        "-5",
        "€60",
        "95.5",
        "$95.999",
        "1e3",
        "$95-$120",
        "95.",
        "$.50",
        "$12,34,567",
        "$9 5",
        "1.200,50",
        "NaN",
        "Infinity",
        "$",
        "95,-",
    ],
)
def test_an_amount_that_could_mean_two_things_is_refused(typed: str) -> None:
    message, hint = refused(Money, typed)
    assert message == f"'{typed}' is not an amount of money"
    assert hint == "for example $95 or $47.50"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("60", "60 €"), ("60 €", "60 €"), ("60,50 €", "60,50 €"), ("60 EUR", "60 €"), ("€60", "60 €")],
)
def test_money_follows_the_language_of_the_site(typed: str, shown: str) -> None:
    assert str(read(Money, typed, GERMAN)) == shown.replace(" ", "\xa0")


@pytest.mark.parametrize("typed", ["1.200,50", "1.200,50 €"])
def test_german_thousands_are_read_right_or_refused(typed: str) -> None:
    try:
        money = read(Money, typed, GERMAN)
    except ValidationError:
        return
    assert money.amount == Decimal("1200.50")


def test_money_is_compared_and_subtracted_by_amount() -> None:
    regular, off = read(Money, "$95"), read(Money, "$10")
    assert str(regular - off) == "$85"
    assert str(regular + off) == "$105"
    assert min(read(Money, "$100"), read(Money, "$95")) == regular


# --- phone and email ---


@pytest.mark.parametrize(
    "typed",
    [
        "+1 631-555-0100",
        "631-555-0100",
        "(631) 555-0100",
        "631.555.0100",
        "6315550100",
        "+1 (631) 555-0100",
        "+16315550100",
        "+1\N{NO-BREAK SPACE}631\N{NON-BREAKING HYPHEN}555\N{NON-BREAKING HYPHEN}0100",
        "631 – 555 – 0100",
    ],
)
def test_an_american_number_is_kept_with_its_country_code(typed: str) -> None:
    phone = read(Phone, typed)
    assert phone.e164 == "+16315550100"
    assert phone.uri == "tel:+16315550100"
    assert str(phone) == "631-555-0100"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "call me",
        "555-0100",
        "+1631555010",
        "+163155501000",
        "030123456",
        "+1 631-555-0100 ext 5",
        "1-800-MASSAGE",
        "+0 123 456 789",
        "+1 131-555-0100",
        "+1 031-555-0100",
        "131-555-0100",
    ],
)
def test_a_number_that_does_not_ring_is_refused(typed: str) -> None:
    message, hint = refused(Phone, typed)
    assert typed in message
    assert "+1 631-555-0100" in hint


def test_a_number_of_another_country_needs_its_code() -> None:
    assert read(Phone, "+49 30 123456").uri == "tel:+4930123456"
    refused(Phone, "030 123456", GERMAN)
    refused(Phone, "6315550100", GERMAN)


def test_a_zero_in_brackets_is_not_dialled() -> None:
    try:
        phone = read(Phone, "+44 (0)20 7946 0000")
    except ValidationError:
        return
    assert phone.e164 == "+442079460000"


@pytest.mark.parametrize("typed", ["hello@example.com", "A.b+c@ex-am.ple.com", " a@b.co "])
def test_an_email_address_is_read(typed: str) -> None:
    assert read(Email, typed).uri == f"mailto:{typed.strip()}"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "hello",
        "a@b",
        "a b@c.de",
        "mailto:a@b.co",
        "a@b..co",
        "a@b.co.",
        "<a@b.co>",
        "a@@b.co",
        "a@b.co, c@d.co",
        "a@b.co?subject=x",
        "ü@b.co",
    ],
)
def test_what_is_no_email_address_is_refused(typed: str) -> None:
    assert "hello@example.com" in refused(Email, typed)[1]


# --- lengths ---


@pytest.mark.parametrize(
    ("typed", "shown", "allowed", "not_allowed"),
    [
        ("60", "60 minutes", [60], [30, 59, 61]),
        ("60 minutes", "60 minutes", [60], [90]),
        ("60min.", "60 minutes", [60], [90]),
        ("30-45", "30 to 45 minutes", [30, 40, 45], [29, 46]),
        ("30 – 45 min", "30 to 45 minutes", [30, 45], [60]),
        ("30 to 45", "30 to 45 minutes", [30, 45], [60]),
        ("30, 60, 90", "30, 60 or 90 minutes", [30, 60, 90], [45]),
        ("30,60", "30 or 60 minutes", [30, 60], [45]),
    ],
)
def test_durations_are_a_range_or_a_choice(
    typed: str, shown: str, allowed: list[int], not_allowed: list[int]
) -> None:
    durations = read(Durations, typed)
    assert str(durations) == shown
    assert all(durations.allows(minutes) for minutes in allowed)
    assert not any(durations.allows(minutes) for minutes in not_allowed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0",
        "1 hour",
        "45-30",
        "30-30",
        "60, 30",
        "60, 60",
        "30-45-60",
        "-30",
        "9999",
        "60.5",
        "30, 45-60",
        "0-30",
        "30;60",
    ],
)
def test_durations_that_do_not_rise_are_refused(typed: str) -> None:
    assert typed in refused(Durations, typed)[0]


# --- opening hours ---


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("9:30-18:00", "9:30 am to 6 pm"),
        ("9:30 – 18:00", "9:30 am to 6 pm"),
        ("9.30-18.00", "9:30 am to 6 pm"),
        ("09:30-18:00", "9:30 am to 6 pm"),
        ("9-18", "9 am to 6 pm"),
        ("9am-5pm", "9 am to 5 pm"),
        ("9 AM to 5 PM", "9 am to 5 pm"),
        ("9:30 a.m. - 6 p.m.", "9:30 am to 6 pm"),
        ("9 - 5 pm", "9 am to 5 pm"),
        ("2-6 pm", "2 pm to 6 pm"),
        ("12-6 pm", "12 pm to 6 pm"),
        ("10-12 pm", "10 am to 12 pm"),
        ("12 pm - 11 pm", "12 pm to 11 pm"),
        ("12 am - 6 am", "12 am to 6 am"),
        ("9 am - 1 pm, 2-6 pm", "9 am to 1 pm, 2 pm to 6 pm"),
        ("9-12, 13-18", "9 am to 12 pm, 1 pm to 6 pm"),
        ("9-12 and 13-18", "9 am to 12 pm, 1 pm to 6 pm"),
        ("9-12, 12-18", "9 am to 12 pm, 12 pm to 6 pm"),
        ("closed", "Closed"),
        ("Closed", "Closed"),
        ("no", "Closed"),
    ],
)
def test_opening_hours_are_read_and_shown(typed: str, shown: str) -> None:
    hours = read(TimeRanges, typed)
    assert str(hours) == shown
    assert bool(hours) is (shown != "Closed")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "9:30",
        "9-5",
        "18:00-9:00",
        "22:00-02:00",
        "9-9",
        "25:00-26:00",
        "9:60-10:00",
        "24 hours",
        "13 pm - 14 pm",
        "0 am - 1 pm",
        "9:30-24:30",
        "24-25",
        "13-18, 9-12",
        "9-12, 11-18",
        "9:5-10",
        "by appointment",
        "9-18 or later",
        "9-12-18",
        "1020",
        "-",
        "9-12,",
    ],
)
def test_hours_that_no_clock_shows_are_refused(typed: str) -> None:
    message, hint = refused(TimeRanges, typed)
    assert typed in message
    assert "-" in hint


def test_the_owner_who_means_the_afternoon_is_told_how_to_write_it() -> None:
    assert "2 pm - 6 pm" in refused(TimeRanges, "9-5")[1]


def test_hours_are_kept_on_a_24_hour_clock_for_machines() -> None:
    [morning, evening] = read(TimeRanges, "9:30 am - 12 pm, 1-6:15 pm").ranges
    assert (morning.opens, morning.closes) == ("09:30", "12:00")
    assert (evening.opens, evening.closes) == ("13:00", "18:15")


@pytest.mark.parametrize("locale", ["de_DE", "en_GB", "fr_FR"])
def test_hours_are_shown_on_the_clock_of_the_language(locale: str) -> None:
    known = Known(entries={}, locale=locale)
    assert str(read(TimeRanges, "9:30-18:00", known)).startswith("09:30")


WEEK = {
    "monday": "9-17",
    "tuesday": "9-17",
    "wednesday": "closed",
    "thursday": "9-17",
    "friday": "9-17",
    "saturday": "9-17",
    "sunday": "closed",
}


def test_days_alike_are_shown_together_only_if_they_are_neighbours() -> None:
    week = read(WeekHours, WEEK)
    assert [(group.name, str(group.ranges)) for group in week.grouped] == [
        ("Monday and Tuesday", "9 am to 5 pm"),
        ("Wednesday", "Closed"),
        ("Thursday to Saturday", "9 am to 5 pm"),
        ("Sunday", "Closed"),
    ]
    assert [day.name for day in week.days][::6] == ["Monday", "Sunday"]


@pytest.mark.parametrize("week", [{**WEEK, "mondag": "9-17"}, {"monday": "9-17"}, "9-17", None, []])
def test_a_week_has_each_of_its_days_and_no_other(week: object) -> None:
    with pytest.raises(ValidationError):
        read(WeekHours, week)


# --- days, addresses, zones ---


@pytest.mark.parametrize("typed", ["2026-11-23", " 2026-11-23 "])
def test_a_day_is_year_month_day(typed: str) -> None:
    assert read(Day, typed) == datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "23.11.2026",
        "11/23/2026",
        "20261123",
        "2026-2-3",
        "Nov 23 2026",
        "today",
        "2026",
        "2026-11-23T10:00:00",
        "1700000000",
        "2026-W48-1",
    ],
)
def test_a_day_in_another_form_is_refused(typed: str) -> None:
    assert refused(Day, typed) == (
        f"'{typed}' is not a date",
        "write year-month-day, for example 2026-11-23",
    )


@pytest.mark.parametrize("typed", ["2026-02-30", "2024-13-40", "2025-02-29", "0000-01-01"])
def test_a_day_that_no_calendar_holds_is_refused(typed: str) -> None:
    assert refused(Day, typed)[0] == f"'{typed}' is not a day of the calendar"


@pytest.mark.parametrize(
    "typed", ["https://a.example/", "http://a.example", "https://a.example/b?c=d#e"]
)
def test_a_web_address_is_read(typed: str) -> None:
    assert read(WebAddress, f" {typed} ") == typed


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "www.example.com",
        "ftp://a.example",
        "https://",
        "https:///x",
        "//a.example",
        "https:a",
        "javascript:alert(1)",
        "https://a b.example",
        "https://[::1",
        'https://a.example/"x',
        "#x",
    ],
)
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    message, hint = refused(WebAddress, typed)
    assert message == f"'{typed}' is not a web address"
    assert "https://" in hint


@pytest.mark.parametrize("zone", ["America/New_York", "UTC", "Europe/Berlin"])
def test_a_time_zone_is_read(zone: str) -> None:
    assert read(TimeZone, zone) == zone


@pytest.mark.parametrize(
    "zone", ["", "New York", "Mars/Base", "../etc/passwd", "/etc/localtime", "America"]
)
def test_what_is_no_time_zone_is_refused(zone: str) -> None:
    assert refused(TimeZone, zone)[1] == "for example America/New_York"


@pytest.mark.parametrize("tag", ["en", "en-US", "de-DE", "fil-PH"])
def test_a_language_is_read(tag: str) -> None:
    assert read(Language, tag) == tag


@pytest.mark.parametrize("tag", ["", "english", "xx", "en_US", "EN", "tlh"])
def test_what_is_no_language_is_refused(tag: str) -> None:
    assert refused(Language, tag)[1] == "for example en-US"


# --- references ---

KNOWN = Known(
    pages=frozenset({"index.md", "services/prenatal.md", "news/opening.md"}),
    entries={"services.yaml": frozenset({"prenatal", "couples"})},
    files=frozenset({"photo.jpg", "video/tour.mp4"}),
    unread=frozenset({"offers.yaml"}),
)


def test_a_reference_to_what_is_there_passes() -> None:
    assert read(Annotated[str, InPages("*.md")], "services/prenatal.md", KNOWN)
    assert read(Annotated[str, InPages("services/*.md")], "services/prenatal.md", KNOWN)
    assert read(Annotated[str, InData("services.yaml")], "couples", KNOWN)
    assert read(FileRef, "video/tour.mp4", KNOWN)


@pytest.mark.parametrize(
    ("type_", "typed", "message", "hint"),
    [
        (
            Annotated[str, InPages("*.md")],
            "services/prenatel.md",
            "there is no page 'services/prenatel.md'",
            "did you mean 'services/prenatal.md'?",
        ),
        (
            Annotated[str, InPages("services/*.md")],
            "news/opening.md",
            "there is no page 'news/opening.md' that fits services/*.md",
            "there is: services/prenatal.md",
        ),
        (
            Annotated[str, InData("services.yaml")],
            "cuples",
            "there is no 'cuples' in data/services.yaml",
            "did you mean 'couples'?",
        ),
        (FileRef, "foto.jpg", "there is no file 'foto.jpg' in static/ or content/", "'photo.jpg'"),
        (FileRef, "../x", "there is no file '../x' in static/ or content/", "put the file there"),
    ],
)
def test_a_reference_to_nothing_names_the_nearest(
    type_: Any, typed: str, message: str, hint: str
) -> None:
    seen = refused(type_, typed, KNOWN)
    assert seen[0] == message
    assert hint in seen[1]


def test_a_reference_into_a_file_that_could_not_be_read_is_not_told_too() -> None:
    assert read(Annotated[str, InData("offers.yaml")], "anything", KNOWN) == "anything"


@pytest.mark.parametrize("type_", [Money, Phone, Email, Durations, TimeRanges])
@pytest.mark.parametrize("value", [["a"], {"a": "b"}, None])
def test_a_list_where_a_value_belongs_is_told_with_an_example(type_: Any, value: object) -> None:
    message, hint = refused(type_, value)
    assert message == "a single value belongs here"
    assert hint == f"for example {type_.example}"


@pytest.mark.parametrize(
    "type_", [Money, Phone, Email, Durations, TimeRanges, WeekHours, Day, WebAddress, FileRef]
)
def test_every_type_can_be_described_to_an_editor(type_: Any) -> None:
    assert TypeAdapter(type_).json_schema()["type"] in ("string", "object")
