"""What is wrong with a value is told in an owner's words, where the value stands."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from sitegen.contract import Dated, Model
from sitegen.explain import field_names, problems_of
from sitegen.fields import Day, InData, Money, WebAddress
from sitegen.problems import Problem
from sitegen.values import Known
from sitegen.yamltext import parse

PATH = "content/data/prices.yaml"
KNOWN = Known(entries={"services.yaml": frozenset({"repair", "rental"})})


class Place(Model):
    """A place."""

    street: str
    zip: str = Field("11725", pattern=r"^\d{5}$")


class Item(Dated):
    """An entry with one field of each sort."""

    name: Annotated[str, Field(min_length=1, max_length=20)]
    price: Money
    minutes: Annotated[int, Field(ge=5, le=480)] = 60
    ratio: float = 1.0
    sold: bool = False
    kind: Literal["new", "used"] = "new"
    tags: Annotated[tuple[str, ...], Field(min_length=1)] = ("x",)
    checked: Day | None = None
    link: WebAddress | None = None
    service: Annotated[str, InData("services.yaml")] = "repair"
    place: Place | None = None


def told(type_: Any, text: str, first_line: int = 1) -> list[Problem]:
    tree, problems = parse(text, PATH, first_line)
    assert tree is not None
    assert not problems
    value = {} if tree.value is None else tree.value
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(type_).validate_python(value, context=KNOWN)
    return sorted(problems_of(caught.value, tree, type_))


BASE = "name: bike\nprice: $95\n"


@pytest.mark.parametrize(
    ("line", "column", "message", "hint"),
    [
        ("minuets: 60", 1, "unknown field 'minuets'", "did you mean 'minutes'?"),
        ("Minutes: 60", 1, "unknown field 'Minutes'", "did you mean 'minutes'?"),
        ("from_: 2026-01-01", 1, "unknown field 'from_'", "did you mean 'from'?"),
        ("minutes: sixty", 10, "'minutes': 'sixty' is not a whole number", "for example 60"),
        ("minutes: 1.5", 10, "'minutes': '1.5' is not a whole number", "for example 60"),
        ("minutes: ''", 10, "'minutes': '' is not a whole number", "for example 60"),
        ("minutes: 4", 10, "'minutes': '4' is less than 5", "check the number"),
        ("minutes: 999", 10, "'minutes': '999' is more than 480", "check the number"),
        (
            "minutes:",
            9,
            "'minutes' has no value",
            "write one after the colon, or delete the line",
        ),
        ("ratio: 1,5", 8, "'ratio': '1,5' is not a number", "for example 2.5"),
        ("sold: maybe", 7, "'sold': 'maybe' is neither yes nor no", "write yes or no"),
        (
            "kind: old",
            7,
            "'kind': 'old' is not one of 'new' or 'used'",
            "write 'new' or 'used'",
        ),
        ("tags: x, y", 7, "'tags': a list belongs here", "write it below as '- x, y'"),
        ("tags: []", 7, "'tags': needs at least 1", "add a line '- ...' below it"),
        (
            "checked: 2026-02-30",
            10,
            "'checked': '2026-02-30' is not a day of the calendar",
            "check the month and the day",
        ),
        (
            "link: https://[::1",
            7,
            "'link': 'https://[::1' is not a web address",
            "for example https://www.example.com/",
        ),
        (
            "service: repiar",
            10,
            "'service': there is no 'repiar' in data/services.yaml",
            "did you mean 'repair'?",
        ),
        (
            "place: x",
            8,
            "'place': named fields belong here",
            "write 'name: value' lines, indented",
        ),
        (
            "tags: [x, [y]]",
            11,
            "'tags', entry 2: a single text belongs here, not a list",
            "write it on one line after the colon; put a text that holds ': ' in quotes",
        ),
    ],
)
def test_a_wrong_line_is_told_at_its_column(
    line: str, column: int, message: str, hint: str
) -> None:
    assert told(Item, BASE + line) == [
        Problem(path=PATH, line=3, column=column, message=message, hint=hint)
    ]


def test_a_missing_field_is_named_with_the_line_to_add() -> None:
    assert told(Item, "name: bike") == [
        Problem(
            path=PATH,
            message="the field 'price' is missing",
            hint="add a line 'price: ...'",
        )
    ]


class Note(Model):
    """A text that has to say something."""

    why: Annotated[str, Field(min_length=10)]


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("''", "'why': nothing is written here", "write a text"),
        ("because", "'why': 'because' is shorter than 10 letters", "write at least 10 letters"),
    ],
)
def test_a_text_that_is_too_short_is_told_from_none(typed: str, message: str, hint: str) -> None:
    (problem,) = told(Note, f"why: {typed}")
    assert (problem.message, problem.hint) == (message, hint)


class Shop(Model):
    """Only fields that must be there."""

    name: str
    tags: tuple[str, ...]
    place: Place
    hours: Annotated[dict[str, str], Field(min_length=1)]


def test_a_missing_list_or_group_is_named_with_the_lines_to_add() -> None:
    assert {it.message.split("'")[1]: it.hint for it in told(Shop, "")} == {
        "name": "add a line 'name: ...'",
        "tags": "add a line 'tags:', and below it a line '  - ...' for each",
        "place": "add a line 'place:', and below it its own lines, indented",
        "hours": "add a line 'hours:', and below it its own lines, indented",
    }


def test_ten_mistakes_are_ten_problems() -> None:
    lines = ["name: ''", "price: x", "minutes: x", "ratio: x", "sold: x", "kind: x", "tags: x"]
    lines += ["checked: x", "link: x", "nmae: x"]
    assert [problem.line for problem in told(Item, "\n".join(lines))] == list(range(1, 11))


def test_nested_fields_are_told_at_their_own_lines() -> None:
    problems = told(Item, BASE + "place:\n  stret: 1 Road\n  zip: 1172")
    assert [(it.line, it.column, it.message) for it in problems] == [
        (3, 1, "the field 'street' is missing"),
        (4, 3, "unknown field 'stret'"),
        (5, 8, "'zip': '1172' does not have the form that belongs here"),
    ]
    assert problems[1].hint == "did you mean 'street'?"


def test_entries_of_a_list_are_counted_from_one() -> None:
    problems = told(tuple[Item, ...], "- name: a\n  price: x\n- name: b\n  prise: $5\n- x\n-\n")
    assert [(it.line, it.column, it.message) for it in problems] == [
        (2, 10, "'price': 'x' is not an amount of money"),
        (3, 3, "the field 'price' is missing"),
        (4, 3, "unknown field 'prise'"),
        (5, 3, "entry 3: named fields belong here"),
        (6, 2, "entry 4 has no value"),
    ]


def test_named_entries_are_told_below_their_names() -> None:
    problems = told(dict[str, Item], "a:\n  name: a\n  price: x\nb:\n  prise: $5\nc:\nd: x\n")
    assert [(it.line, it.column, it.message) for it in problems] == [
        (3, 10, "'price': 'x' is not an amount of money"),
        (4, 1, "the field 'name' is missing"),
        (4, 1, "the field 'price' is missing"),
        (5, 3, "unknown field 'prise'"),
        (6, 3, "'c' has no value"),
        (7, 4, "'d': named fields belong here"),
    ]


@pytest.mark.parametrize(
    ("type_", "text", "message"),
    [
        (Item, "- a", "named fields belong here"),
        (Item, "text", "named fields belong here"),
        (Item, "a:1", "named fields belong here"),
        (dict[str, Item], "- a", "named entries belong here"),
        (tuple[Item, ...], "a: x", "list"),
        (tuple[Item, ...], "x", "list"),
    ],
)
def test_a_file_of_another_shape_is_told(type_: Any, text: str, message: str) -> None:
    [problem] = told(type_, text)
    assert (problem.line, problem.column) == (1, 1)
    assert message in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    ("text", "type_", "line", "column"),
    [
        (BASE + "from: 2026-12-01\nuntil: 2026-11-01", Item, 4, 8),
        (BASE + "until: 2026-11-01\nfrom: 2026-12-01", Item, 3, 8),
        (
            "- name: a\n  price: $5\n  from: 2026-12-01\n  until: 2026-11-01",
            tuple[Item, ...],
            4,
            10,
        ),
        (
            "a:\n  name: a\n  price: $5\n  from: 2026-12-01\n  until: 2026-11-01",
            dict[str, Item],
            5,
            10,
        ),
    ],
)
def test_an_entry_that_ends_before_it_begins_is_told_at_its_end(
    text: str, type_: Any, line: int, column: int
) -> None:
    [problem] = told(type_, text)
    assert (problem.line, problem.column) == (line, column)
    assert "2026-11-01" in problem.message
    assert "before" in problem.message
    assert "fileends" not in problem.message
    assert problem.hint


@pytest.mark.parametrize("typed", ["''", "'  '", '"\\t"'])
def test_an_empty_text_is_not_told_its_length(typed: str) -> None:
    [problem] = told(Item, f"name: {typed}\nprice: $5")
    assert (problem.line, problem.column) == (1, 7)
    assert "letters" not in problem.message
    assert problem.hint


def test_a_long_text_is_told_its_length_and_the_limit() -> None:
    [problem] = told(Item, f"name: {'x' * 21}\nprice: $5")
    assert "21" in problem.message
    assert "20" in problem.message


def test_lines_count_from_the_top_of_the_page() -> None:
    assert [it.line for it in told(Item, "name: bike\nprice: x", first_line=2)] == [3]


def test_each_problem_names_its_field_without_the_words_of_a_programmer() -> None:
    text = "name: [a]\nprice: {x: 1}\nminutes: []\nratio: {}\nsold: []\nkind: []\ntags: {a: b}\n"
    text += "checked: [x]\nlink: [x]\nplace: []\nuntil: {}\n"
    problems = told(Item, text)
    assert len(problems) == 11
    for problem in problems:
        words = f"{problem.message} {problem.hint}".lower()
        for jargon in ("input", "valid ", "dict", "tuple", "string", "instance", "str ", "bool"):
            assert jargon not in words
        assert problem.hint


@pytest.mark.parametrize(
    ("type_", "loc", "names"),
    [
        (Place, (), ("street", "zip")),
        (Item, ("place",), ("street", "zip")),
        (tuple[Place, ...], (3,), ("street", "zip")),
        (dict[str, Place], ("a",), ("street", "zip")),
        (Annotated[Place | None, Field()], (), ("street", "zip")),
        (str, (), ()),
        (Item, ("name", "x"), ()),
        (Item, ("nothing", "x"), ()),
    ],
)
def test_the_fields_that_belong_at_a_place_are_known(
    type_: Any, loc: tuple[str | int, ...], names: tuple[str, ...]
) -> None:
    assert field_names(type_, loc) == names


def test_fields_are_named_as_owners_type_them() -> None:
    assert "from" in field_names(Item, ())
    assert "from_" not in field_names(Item, ())
