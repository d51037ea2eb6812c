"""Values are found in a text in every form in which people type them."""

import pytest

from sitegen.checks.finders.mentions import Mention, mentions, sentence_around


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("It costs $95.", "amount", ["95.00"]),
        ("It costs $1,250.50 now", "amount", ["1250.50"]),
        ("It costs 95 dollars.", "amount", ["95.00"]),
        ("Es kostet 60,00 €.", "amount", ["60.00"]),
        ("Es kostet 1.250 €", "amount", ["1250.00"]),
        ("$95-$120", "amount", ["95.00", "120.00"]),
        ("A 60-minute session", "length", ["60"]),
        ("30 to 45 minutes", "length", ["30", "45"]),
        ("30, 60 or 90 min", "length", ["30", "60", "90"]),
        ("half an hour", "length", ["30"]),
        ("an hour", "length", ["60"]),
        ("Two hours, or 1.5 hours", "length", ["120", "90"]),
        ("forty-five minutes", "length", ["45"]),
        ("from 9 am", "clock", ["09:00"]),
        ("until 6:30 p.m.", "clock", ["18:30"]),
        ("12 am, 12 pm and noon", "clock", ["00:00", "12:00", "12:00"]),
        ("open 9:00-17:30", "clock", ["09:00", "17:30"]),
        ("Call (212) 555-0142", "phone", ["2125550142"]),
        ("Call +1 212.555.0142 now", "phone", ["12125550142"]),
        ("Ruf 030 123 45 67 an", "phone", ["301234567"]),
        ("Write to Desk@Swim.example.", "email", ["desk@swim.example"]),
    ],
)
def test_a_value_is_found(text: str, kind: str, values: list[str]) -> None:
    found = [value for it in mentions(text) if it.kind == kind for value in it.values]
    assert found == values


@pytest.mark.parametrize(
    "text",
    [
        "a sum of $3 million",
        "$50k in all",
        "95 people of 120",
        "on 2026-11-23",
        "at a ratio of 3:70",
        "version 1.2.10",
        "in a minute",
        "rush hour",
        "at 100% of it",
    ],
)
def test_a_number_that_is_no_such_value_is_left_alone(text: str) -> None:
    assert list(mentions(text)) == []


def test_a_value_stands_where_it_is_said_to() -> None:
    (found,) = mentions("A lesson costs $25 now.")
    assert found == Mention("amount", ("25.00",), 15, 18)


def test_words_for_values_are_english_alone() -> None:
    text = "60 minutes, 9 am, 30 dollars, $5"
    assert [it.kind for it in mentions(text, is_english=False)] == ["amount"]


def test_a_sentence_ends_at_its_full_stop_and_at_a_paragraph() -> None:
    text = "One is here. Two costs $2.50 today!\nThree\n\nFour"
    at = text.index("$2.50")
    assert sentence_around(text, at, at + 5) == "Two costs $2.50 today!"
    at = text.index("Three")
    assert sentence_around(text, at, at + 5) == "Three"
