"""Opening hours in one text are read day by day."""

import pytest

from sitegen.checks.finders.opening_hours import told_hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mo-Tu 09:00-17:00", "Monday 09:00 17:00, Tuesday 09:00 17:00"),
        ("Tu,Th 16:00 – 20:00", "Tuesday 16:00 20:00, Thursday 16:00 20:00"),
        ("Sa-Su 9:00-9:30", "Saturday 09:00 09:30, Sunday 09:00 09:30"),
        ("su-mo 10:00-11:00", "Sunday 10:00 11:00, Monday 10:00 11:00"),
        (
            "We 9:00-12:00,13:00-17:00; Sa 10:00-12:00",
            "Wednesday 09:00 12:00, Wednesday 13:00 17:00, Saturday 10:00 12:00",
        ),
        ("Mo-Su", ""),
        ("Monday to Friday, 9 to 5", ""),
        ("Mo-Fr 09:00-17:00 or so", ""),
        ("", ""),
    ],
)
def test_a_text_tells_each_day(text: str, hours: str) -> None:
    assert ", ".join(" ".join(it) for it in told_hours(text)) == hours
