"""Blocks of a page that count only on some days."""

from __future__ import annotations

import datetime

import pytest

from sitegen.days import Span
from sitegen.timed import Timed, cut

TODAY = datetime.date(2026, 12, 10)


def shown(text: str, today: datetime.date = TODAY) -> list[str]:
    """Return the lines that are left, after checking that every line kept its place."""
    timed = cut(text, today)
    assert timed.mistakes == ()
    assert timed.shown.count("\n") == timed.whole.count("\n") == text.count("\n")
    return [line for line in timed.shown.split("\n") if line.strip()]


def told(text: str) -> list[tuple[int, str]]:
    mistakes = cut(text, TODAY).mistakes
    assert all(hint for *_, hint in mistakes)
    return [(line, message) for line, message, _ in mistakes]


@pytest.mark.parametrize(
    ("arguments", "counts"),
    [
        ('from="2026-12-09"', True),
        ('from="2026-12-10"', True),
        ('from="2026-12-11"', False),
        ('until="2026-12-09"', False),
        ('until="2026-12-10"', True),
        ('from="2026-12-10" until="2026-12-10"', True),
        ('from="2026-12-01" until="2026-12-09"', False),
        ('until="2026-12-24" from="2026-12-01"', True),
        ("from='2026-12-11'", False),
        ("from=“2026-12-11”", False),
        ('from = "2026-12-11"', False),
    ],
)
def test_a_block_counts_from_its_first_to_its_last_day(arguments: str, counts: bool) -> None:
    text = f"before\n{{{{ show {arguments} }}}}\ninside\n{{{{ end }}}}\nafter"
    assert shown(text) == (["before", "inside", "after"] if counts else ["before", "after"])


def test_spaces_around_the_words_do_not_matter() -> None:
    assert shown('{{show from="2027-01-01"}}\ninside\n  {{end}}  \nafter') == ["after"]


def test_windows_line_ends_do_not_matter() -> None:
    assert shown('{{ show from="2027-01-01" }}\r\ninside\r\n{{ end }}\r\nafter') == ["after"]


def test_a_sleeping_block_hides_headings_links_and_calls() -> None:
    text = '{{ show from="2027-01-01" }}\n## H\n\n[a](b.md) {{ price }}\n{{ end }}\nafter'
    assert shown(text) == ["after"]


def test_the_whole_text_is_kept_for_checking() -> None:
    timed = cut('a\n{{ show from="2027-01-01" }}\nb\n{{ end }}\nc', TODAY)
    assert timed.shown.split("\n") == ["a", "", "", "", "c"]
    assert timed.whole.split("\n") == ["a", "", "b", "", "c"]


def test_several_blocks_are_cut_alone() -> None:
    text = (
        '{{ show until="2026-12-01" }}\na\n{{ end }}\nb\n'
        '{{ show from="2026-12-01" }}\nc\n{{ end }}\nd'
    )
    assert shown(text) == ["b", "c", "d"]
    assert cut(text, TODAY).spans == (
        Span(None, datetime.date(2026, 12, 1)),
        Span(datetime.date(2026, 12, 1), None),
    )


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
def test_code_that_explains_blocks_stays_as_it_is(fence: str) -> None:
    text = f'{fence}\n{{{{ show from="2027-01-01" }}}}\ninside\n{{{{ end }}}}\n{fence}'
    assert cut(text, TODAY) == Timed(text, text)


def test_an_end_inside_code_does_not_end_the_block() -> None:
    text = '{{ show from="2027-01-01" }}\n```\n{{ end }}\n```\ninside\n{{ end }}\nafter'
    assert shown(text) == ["after"]


@pytest.mark.parametrize("text", ["", "text", "{{ showcase }}", "{{ end-note }}", "a {{ b }} c"])
def test_text_without_blocks_stays_as_it_is(text: str) -> None:
    assert cut(text, TODAY) == Timed(text, text)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("{{ show }}\nx\n{{ end }}", 1, "show needs from= or until= and a date"),
        ('a\n{{ show foo="x" }}\nx\n{{ end }}', 2, "show needs from= or until= and a date"),
        ("{{ show from=2026-12-01 }}\nx\n{{ end }}", 1, "show needs from= or until= and a date"),
        (
            '{{ show from="2026-12-01" to="2026-12-02" }}\nx\n{{ end }}',
            1,
            "show needs from= or until= and a date",
        ),
        ('{{ show from="12/01/2026" }}\nx\n{{ end }}', 1, "'12/01/2026' is not a date"),
        ('{{ show from="2026-02-30" }}\nx\n{{ end }}', 1, "'2026-02-30' is not a date"),
        ('{{ show from="" }}\nx\n{{ end }}', 1, "'' is not a date"),
        (
            '{{ show from="2026-12-02" until="2026-12-01" }}\nx\n{{ end }}',
            1,
            "this block ends before it begins",
        ),
        ('a\n\n{{ show from="2026-12-01" }}\nx', 3, "this block by date never ends"),
        ("a\n{{ end }}", 2, "{{ end }} closes nothing"),
    ],
)
def test_a_block_that_cannot_be_meant_is_told_at_its_line(
    text: str, line: int, message: str
) -> None:
    assert told(text) == [(line, message)]


def test_a_date_given_twice_is_told() -> None:
    [(line, _)] = told('{{ show from="2026-12-01" from="2026-12-05" }}\nx\n{{ end }}')
    assert line == 1


def test_a_block_inside_another_is_told() -> None:
    text = '{{ show from="2026-12-01" }}\n{{ show until="2026-12-05" }}\nx\n{{ end }}\n{{ end }}'
    assert told(text)[0] == (2, "a block by date inside another")


@pytest.mark.parametrize("typed", ["20261201", "2026-W49-2"])
def test_a_date_is_written_as_everywhere_else(typed: str) -> None:
    assert told(f'{{{{ show from="{typed}" }}}}\nx\n{{{{ end }}}}') == [
        (1, f"'{typed}' is not a date")
    ]
