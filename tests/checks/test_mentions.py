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
        ("USD 90, ¥91 or 92,- €", "amount", ["90.00", "91.00", "92.00"]),
        ("ninety dollars", "amount", ["90.00"]),
        ("one hundred and five dollars", "amount", ["105.00"]),
        ("A 60-minute session", "length", ["60"]),
        ("30 to 45 minutes", "length", ["30", "45"]),
        ("30, 60 or 90 min", "length", ["30", "60", "90"]),
        ("half an hour", "length", ["30"]),
        ("an hour", "length", ["60"]),
        ("Two hours, or 1.5 hours", "length", ["120", "90"]),
        ("forty-five minutes", "length", ["45"]),
        ("seventy-five minutes", "length", ["75"]),
        ("one hundred and twenty minutes", "length", ["120"]),
        ("thirty five-minute songs", "length", ["5"]),
        ("three quarters of an hour", "length", ["45"]),
        ("a quarter of an hour", "length", ["15"]),
        ("an hour and a half", "length", ["90"]),
        ("one and a half hours", "length", ["90"]),
        ("one to one and a half hours", "length", ["60", "90"]),
        ("1 1/2 hours, 1½ hours, 1/2 hour", "length", ["90", "90", "30"]),
        ("1 hour 30 minutes", "length", ["90"]),
        ("one hour and thirty minutes", "length", ["90"]),
        ("1 hr. 30 min", "length", ["90"]),
        ("one-hour and 30-minute lessons", "length", ["60", "30"]),
        ("from 9 am", "clock", ["09:00"]),
        ("until 6:30 p.m.", "clock", ["18:30"]),
        ("12 am, 12 pm and noon", "clock", ["00:00", "12:00", "12:00"]),
        ("open 9:00-17:30", "clock", ["09:00", "17:30"]),
        ("Call (212) 555-0142", "phone", ["2125550142"]),
        ("Call +1 212.555.0142 now", "phone", ["12125550142"]),
        ("Ruf 030 123 45 67 an", "phone", ["301234567"]),
        ("Ruf 0 83 82 / 555 01 99 an", "phone", ["83825550199"]),
        ("Tel. 08382/5550199", "phone", ["83825550199"]),
        ("+49 (0) 8382 5550100 9-12 Uhr", "phone", ["4983825550100"]),
        ("+49 (0)8382 / 555 01 00. 12 Leute", "phone", ["4983825550100"]),
        ("Call +1 212-555-0142 20 times", "phone", ["12125550142"]),
        ("01-23-45-67-89", "phone", ["123456789"]),
        ("212-5550199 or 212\u2011555\u20110199", "phone", ["2125550199", "2125550199"]),
        ("Call us: 2125550199", "phone", ["2125550199"]),
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
        "on 03/01/2027 14-18",
        "from 01/2027 - 12/2027",
        "Neu ab 01/12/2026",
        "08-12 14-18 each day",
        "0900-1700 and 1800-2000",
        "ISBN 0306 406 152",
        "ISBN-13: 978 0306 406 157",
        "DE89 3704 0044 0532 0130 00",
        "Steuernummer 012/345/67890",
        "Invoice 400 200 3000",
        "Order number 400-200-3000",
        "the number 2125550199",
        "24/7 hours",
        "twice an hour",
        "two thousand five hundred dollars",
        "not one dollar",
        "USD 3 million",
    ],
)
def test_a_number_that_is_no_such_value_is_left_alone(text: str) -> None:
    assert list(mentions(text)) == []


def test_a_value_stands_where_it_is_said_to() -> None:
    (found,) = mentions("A lesson costs $25 now.")
    assert found == Mention("amount", ("25.00",), 15, 18)


def test_spaces_in_a_row_count_as_one() -> None:
    text = "It  costs   90   dollars  now."
    (found,) = mentions(text)
    assert (found.values, text[found.start : found.end]) == (("90.00",), "90   dollars")


def test_words_for_values_are_english_alone() -> None:
    text = "60 minutes, 9 am, 30 dollars, $5"
    assert [it.kind for it in mentions(text, is_english=False)] == ["amount"]


@pytest.mark.parametrize(
    ("text", "money", "values"),
    [
        ("47 Euro, EUR 48 oder 51 EUR", ("EUR", "Euro", "€"), ["47.00", "48.00", "51.00"]),
        ("CHF 1'250 oder 25.- Franken", ("CHF", "Franken"), ["1250.00", "25.00"]),
        ("EUR 50 Mio. in 5 km", ("EUR", "Euro", "€"), []),
        ("25 CHF", ("EUR", "Euro", "€"), []),
    ],
)
def test_money_has_the_names_that_the_site_gives_it(
    text: str, money: tuple[str, ...], values: list[str]
) -> None:
    found = [it.values[0] for it in mentions(text, is_english=False, money=money)]
    assert found == values


def test_an_hour_and_minutes_can_be_two_lengths() -> None:
    (found,) = mentions("one hour and 30 minutes")
    assert (found.values, found.apart) == (("90",), ("60", "30"))


def test_a_sentence_ends_at_its_full_stop_and_at_a_paragraph() -> None:
    text = "One is here. Two costs $2.50 today!\nThree\n\nFour"
    at = text.index("$2.50")
    assert sentence_around(text, at, at + 5) == "Two costs $2.50 today!"
    at = text.index("Three")
    assert sentence_around(text, at, at + 5) == "Three"
