"""How dates and lists are written, and the line format of vCard and iCalendar."""

from __future__ import annotations

import datetime
import json

import pytest
import vobject
from icalendar import Calendar

from sitegen.formats import content_lines, contentline, filters, join_words, json_ld

DAY = datetime.date(2026, 11, 3)


@pytest.mark.parametrize(
    ("name", "american", "german"),
    [
        ("day", "November 3, 2026", "3. November 2026"),
        ("weekday", "Tuesday", "Dienstag"),
        ("iso", "2026-11-03", "2026-11-03"),
        ("basic_date", "20261103", "20261103"),
    ],
)
def test_a_date_is_written_in_the_language_of_the_site(
    name: str, american: str, german: str
) -> None:
    assert filters("en_US")[name](DAY) == american
    assert filters("de_DE")[name](DAY) == german


def test_the_day_after_the_last_of_the_year_is_in_the_next() -> None:
    assert filters("en_US")["next_day"](datetime.date(2026, 12, 31)) == datetime.date(2027, 1, 1)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        ((str(n) for n in (1, 2)), "1 and 2"),
    ],
)
def test_words_are_joined_as_in_a_sentence(words: list[str], text: str) -> None:
    assert join_words(words) == text


@pytest.mark.parametrize(
    ("value", "escaped"),
    [
        ("plain", "plain"),
        ("a,b;c", "a\\,b\\;c"),
        ("back\\slash", "back\\\\slash"),
        ("two\nlines", "two\\nlines"),
        ("two\r\nlines", "two\\nlines"),
        ("END:VCARD\nX:1", "END:VCARD\\nX:1"),
        ("", ""),
    ],
)
def test_a_value_cannot_break_out_of_its_line(value: str, escaped: str) -> None:
    assert contentline(value) == escaped


def test_lines_end_with_crlf_and_blank_ones_are_dropped() -> None:
    assert content_lines("BEGIN:VCARD\n\n  VERSION:4.0\nEND:VCARD\n") == (
        "BEGIN:VCARD\r\nVERSION:4.0\r\nEND:VCARD\r\n"
    )


@pytest.mark.parametrize("text", ["x" * 200, "ä" * 200, "😀" * 60, "word " * 60])
def test_long_lines_are_folded_without_cutting_a_letter(text: str) -> None:
    folded = content_lines(f"NOTE:{text}")
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == f"NOTE:{text.strip()}\r\n"


def test_a_vcard_reads_back_as_it_was_meant() -> None:
    name = "Hands, Feet; & Söhne \\ Co"
    text = content_lines(f"BEGIN:VCARD\nVERSION:3.0\nFN:{contentline(name)}\nN:x\nEND:VCARD\n")
    assert vobject.readOne(text).fn.value == name


def test_a_calendar_reads_back_as_it_was_meant() -> None:
    summary = "Closed: " + "Thanksgiving, and the day after; " * 5
    text = content_lines(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20261101T000000Z\n"
        f"DTSTART;VALUE=DATE:20261126\nSUMMARY:{contentline(summary)}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    [event] = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["SUMMARY"]) == summary.strip()


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--", "a & b", "é – 日本"]
)
def test_json_ld_cannot_leave_its_script(text: str) -> None:
    script = str(json_ld({"@type": "Thing", "name": text}))
    inside = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&") & set(inside)
    assert json.loads(inside)["name"] == text


def test_json_ld_leaves_out_what_is_not_known() -> None:
    script = json_ld({"a": None, "b": [None, {"c": None, "d": 1}], "day": DAY})
    assert '{"b": [{"d": 1}], "day": "2026-11-03"}' in script
