"""One mistake reads the same for people, for machines and in CI."""

from __future__ import annotations

import json

import pytest

from sitegen.problems import Problem, ProblemsFound, count, show

PROBLEM = Problem(
    path="content/news/launch.md",
    line=4,
    column=7,
    message="unknown field 'dtae'",
    hint="did you mean 'date'?",
)


def test_people_read_place_message_and_hint() -> None:
    assert show([PROBLEM], "text") == (
        "content/news/launch.md:4:7: unknown field 'dtae'\n  hint: did you mean 'date'?"
    )


def test_no_hint_no_line_for_it() -> None:
    assert show([Problem(path="a.md", message="empty")], "text") == "a.md:1:1: empty"


def test_machines_read_one_json_object_a_line() -> None:
    other = Problem(path="ü.md", message='a "quote"\nand a line')
    first, second = (json.loads(line) for line in show([PROBLEM, other], "json").split("\n"))
    assert first == {
        "path": "content/news/launch.md",
        "line": 4,
        "column": 7,
        "message": "unknown field 'dtae'",
        "hint": "did you mean 'date'?",
    }
    assert second["message"] == 'a "quote"\nand a line'


def test_ci_reads_annotations() -> None:
    assert show([PROBLEM], "github") == (
        "::error file=content/news/launch.md,line=4,col=7"
        "::unknown field 'dtae' (did you mean 'date'?)"
    )


@pytest.mark.parametrize(
    ("path", "message", "line"),
    [
        ("a,b:c.md", "x", "::error file=a%2Cb%3Ac.md,line=1,col=1::x"),
        ("a.md", "100%", "::error file=a.md,line=1,col=1::100%25"),
        ("a.md", "x\n::error::y", "::error file=a.md,line=1,col=1::x%0A::error::y"),
    ],
)
def test_a_message_cannot_forge_an_annotation(path: str, message: str, line: str) -> None:
    assert show([Problem(path=path, message=message)], "github") == line


def test_problems_are_told_once_and_in_the_order_of_the_files() -> None:
    late = Problem(path="b.md", line=1, message="x")
    tenth = Problem(path="a.md", line=10, message="x")
    second = Problem(path="a.md", line=2, message="x")
    found = ProblemsFound([late, tenth, second, late])
    assert found.problems == (second, tenth, late)


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (51, "51 pages")]
)
def test_things_are_counted_in_words(number: int, text: str) -> None:
    assert count(number, "page") == text
