"""YAML is text with places: nothing is guessed, nothing is lost without a word."""

from __future__ import annotations

import pytest

from sitegen.yamltext import Tree, parse

PATH = "content/data/prices.yaml"


def tree_of(text: str) -> Tree:
    tree, problems = parse(text, PATH)
    assert not problems
    assert tree is not None
    return tree


def told(text: str, first_line: int = 1) -> list[tuple[int, int, str]]:
    """Return line, column and message of every mistake."""
    _, problems = parse(text, PATH, first_line)
    assert all(problem.path == PATH and problem.hint for problem in problems)
    return [(problem.line, problem.column, problem.message) for problem in problems]


# Each row of the table "YAML, as plain loaders read it" in the project's notes on libraries.
@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("opens: 9:30", "opens", "9:30"),
        ("opens: 09:30", "opens", "09:30"),
        ("closes: 17:00", "closes", "17:00"),
        ("closed: no", "closed", "no"),
        ("price: 1.20", "price", "1.20"),
        ("date: 2024-13-40", "date", "2024-13-40"),
        ("zip: 01234", "zip", "01234"),
        ("phone: 030123456", "phone", "030123456"),
        ("phone: +16315550100", "phone", "+16315550100"),
    ],
)
def test_a_value_stays_as_typed(line: str, name: str, value: str) -> None:
    assert tree_of(line).value == {name: value}


@pytest.mark.parametrize(
    "typed",
    [
        "yes",
        "NO",
        "on",
        "~",
        "null",
        "0x1F",
        "1e3",
        ".inf",
        "1_000",
        "0o17",
        "$95",
        "60,00",
        "5%",
        "2026-11-23T10:00:00Z",
        "-5",
        "=",
        "<<",
        "it's",
        "“quoted”",
        "a#b",
        "http://x/#y",
    ],
)
def test_no_word_has_a_hidden_meaning(typed: str) -> None:
    assert tree_of(f"a: {typed}").value == {"a": typed}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# only a comment", None),
        ("a:", {"a": None}),
        ("a: # a comment", {"a": None}),
        ("a: ''", {"a": ""}),
        ("a: x # a comment", {"a": "x"}),
        ("a: 'x' #commented out", {"a": "x"}),
        ("a: x\n#b: commented out\nc: y", {"a": "x", "c": "y"}),
        ("---\na: 1", {"a": "1"}),
        ("a: x\n  runs on", {"a": "x runs on"}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a: >-\n  our\n  #1 tip\n", {"a": "our #1 tip"}),
        ("a: 'it''s'", {"a": "it's"}),
        ('a: "caf\\u00e9"', {"a": "café"}),
        ("a: [x, y]\nb: {c: d}", {"a": ["x", "y"], "b": {"c": "d"}}),
        ("- a\n-\n- b", ["a", None, "b"]),
        ("a:\n- x\n- y", {"a": ["x", "y"]}),
        ("1: a\nyes: b", {"1": "a", "yes": "b"}),
        ("größe: ü 😀", {"größe": "ü 😀"}),
        ("a: 1\nA: 2", {"a": "1", "A": "2"}),
        ("a: x\r\nb: y\r\n", {"a": "x", "b": "y"}),
    ],
)
def test_shapes_of_yaml(text: str, value: object) -> None:
    assert tree_of(text).value == value


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: 1\na: 2", [(2, 1)]),
        ("a: 1\r\na: 2\r\n", [(2, 1)]),
        ("'a': 1\na: 2", [(2, 1)]),
        ("x:\n  b: 1\n  b: 2\n  b: 3", [(3, 3), (4, 3)]),
        ("x: {a: 1, a: 2}", [(1, 11)]),
        ("- a: 1\n  a: 2\n- a: 3", [(2, 3)]),
        ("😀: 1\n😀: 2", [(2, 1)]),
    ],
)
def test_a_name_given_twice_is_told_where_the_second_stands(
    text: str, places: list[tuple[int, int]]
) -> None:
    found = told(text)
    assert [(line, column) for line, column, _ in found] == places
    assert all("is given twice" in message for *_, message in found)


def test_a_name_given_twice_tells_the_line_of_the_first_in_its_file() -> None:
    assert told("a: 1\nb: 2\na: 3", first_line=2) == [
        (4, 1, "'a' is given twice (first on line 2)")
    ]


@pytest.mark.parametrize(
    "text",
    ["h: #1 reason", "h: The #1 reason", "- #1", "- a #b\n- c", "a: x #y\nb: 1", "a: b #1 c"],
)
def test_text_that_yaml_takes_for_a_comment_is_told(text: str) -> None:
    [(line, _, message)] = told(text)
    assert line == 1
    assert "would be lost" in message


def test_the_lost_text_is_quoted() -> None:
    assert told("title: The #1 reason to come")[0][2].endswith("#1 reason to come")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("title: Massage: what it is", 1, 15),
        ("a: 1\nb: c: d", 2, 5),
        ("a: 1\n b: 2", 2, 2),
        ("a: @home", 1, 4),
        ("a: `code`", 1, 4),
        ("a: %off", 1, 4),
        ("\ta: 1", 1, 1),
        ("a:\n\tb: 1", 2, 1),
        ("a:\n  - x\n - y", 3, 2),
        ("a: - x", 1, 4),
        ("list:\n  - a\n  b: c", 3, 3),
        ("a: 'it's'", 1, 8),
        ('a: "say "hi""', 1, 10),
        ("a: \x07", 1, 4),
        ("😀é: @x", 1, 5),
        ("a: {{ price }}", 1, 5),
        ("[a, b]: c", 1, 1),
        ("a: 1\n---\nb: 2", 2, 1),
        ("a: *b*", 1, 4),
        ("a: *b", 1, 4),
        ("a: &b c", 1, 4),
    ],
)
def test_broken_yaml_is_told_at_its_line_and_column(text: str, line: int, column: int) -> None:
    [(seen_line, seen_column, _)] = told(text)
    assert (seen_line, seen_column) == (line, column)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('a: "x\nb: 1\nc: 2', 1, 4),
        ("z: 0\na: 'x\nb: 1\nc: 2\n", 2, 4),
        ("a: [x\nb: 1\nc: 2\n", 1, 4),
        ("a: {x: 1\nb: 1\nc: 2\n", 1, 4),
        ("a: [1, 2", 1, 4),
    ],
)
def test_a_quote_or_bracket_that_never_closes_is_told_where_it_opens(
    text: str, line: int, column: int
) -> None:
    [(seen_line, seen_column, _)] = told(text)
    assert (seen_line, seen_column) == (line, column)


@pytest.mark.parametrize(
    ("text", "line"), [("a: x\nruns on", 2), ("a: b\n\n\nruns on\n\nd: 1", 4), ("a: x\nb\n", 2)]
)
def test_a_line_without_a_name_is_told_at_that_line(text: str, line: int) -> None:
    [(seen_line, seen_column, _)] = told(text)
    assert (seen_line, seen_column) == (line, 1)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("title: Massage: what it is", "quote"),
        ("a: @home", "quote"),
        ("a: %off", "quote"),
        ("a: *b", "quote"),
        ("a: {{ price }}", "quote"),
        ("h: #1 reason", "quote"),
        ("a:\n\tb: 1", "tab"),
        ("a: - x", "lines below"),
        ("list:\n  - a\n  b: c", "column"),
        ('a: "x\nb: 1', "close it"),
        ("a: 1\n---\nb: 2", "remove"),
        ("a: 1\na: 2", "keep one"),
        ("a: x\nruns on", "indent"),
    ],
)
def test_the_owner_is_told_what_to_do(text: str, word: str) -> None:
    _, problems = parse(text, PATH)
    assert word in f"{problems[0].message}; {problems[0].hint}"


@pytest.mark.parametrize(
    "text", ["a: b: c", "a: @x", "a:\n\tb: 1", "a: [x", "a: - x", "a: x\nb", "a: 'it's'", "a: |x"]
)
def test_no_word_of_the_parser_reaches_the_owner(text: str) -> None:
    _, problems = parse(text, PATH)
    words = f"{problems[0].message} {problems[0].hint}"
    for jargon in ("mapping", "sequence", "token", "scanning", "node", "scalar", "document start"):
        assert jargon not in words


def test_lines_count_from_where_the_text_begins() -> None:
    assert told("title: a\nb: c: d", first_line=2)[0][:2] == (3, 5)
    tree, _ = parse("title: a\ntags:\n  - b", PATH, 2)
    assert tree is not None
    assert tree.place(("tags", 0)) == (4, 5)


# Loading refuses them as invisible; YAML counts them as line ends, other programs do not.
@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize(
    "text", ['a: "x{}y"\nb: 1\nb: 2', 'a: "x{}y"\nb: c: d', "a:{} @", 'a: "{}']
)
def test_separators_of_lines_that_only_yaml_knows_are_no_crash(text: str, separator: str) -> None:
    assert len(told(text.format(separator))) == 1


def test_ten_duplicates_are_ten_problems() -> None:
    assert len(told("a: 0\n" + "a: 1\n" * 10)) == 10


def test_mistakes_found_before_broken_syntax_are_kept() -> None:
    assert [line for line, *_ in told("a: 1\na: 2\nb: c: d")] == [2, 3]


# --- places ---


def test_every_value_has_its_place() -> None:
    tree = tree_of("a: 1\nlist:\n  - x\n  - name: y\nempty:\nblock: |\n  text\n")
    assert tree.values == {
        (): (1, 1),
        ("a",): (1, 4),
        ("list",): (3, 3),
        ("list", 0): (3, 5),
        ("list", 1): (4, 5),
        ("list", 1, "name"): (4, 11),
        ("empty",): (5, 7),
        ("block",): (6, 8),
    }
    assert tree.keys[("list", 1, "name")] == (4, 5)


def test_a_place_below_a_value_is_that_of_the_value() -> None:
    tree = tree_of("a: 1\nb: text")
    assert tree.place(("b", "no", "such")) == (2, 4)
    assert tree.place(("nothing",)) == (1, 1)
    assert tree_of("").place(("a",)) == (1, 1)


# --- facts that nobody has confirmed ---


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("price: !unconfirmed $95", [(1, "price", "$95")]),
        ("price: !unconfirmed '#1'", [(1, "price", "#1")]),
        ("phone: !unconfirmed +1 631-555-0100", [(1, "phone", "+1 631-555-0100")]),
        ("a: 1\nb:\n  c: !unconfirmed x", [(3, "b.c", "x")]),
        ("a:\n  - !unconfirmed x\n  - y", [(2, "a.0", "x")]),
        ("hours: !unconfirmed\n  mon: 9-5\n  tue: 9-5", [(1, "hours", "")]),
        ("list: !unconfirmed\n- x\n- y", [(1, "list", "")]),
        ("a: !unconfirmed", [(1, "a", "")]),
        ("!unconfirmed\na: 1", [(1, PATH, "")]),
        ("a: !unconfirmed x\nb: !unconfirmed y", [(1, "a", "x"), (2, "b", "y")]),
    ],
)
def test_unconfirmed_values_are_listed(text: str, facts: list[tuple[int, str, str]]) -> None:
    found = tree_of(text).unconfirmed
    assert [(fact.line, fact.name, fact.value) for fact in found] == facts
    assert all(fact.path == PATH for fact in found)


def test_an_unconfirmed_value_is_read_like_any_other() -> None:
    assert tree_of("price: !unconfirmed $95").value == tree_of("price: $95").value


# Each of these would publish a sample as a fact, or the tag as text.
@pytest.mark.parametrize(
    "text",
    [
        "price: ! unconfirmed $95",
        "price: !Unconfirmed $95",
        "price: !unconfirmed: $95",
        "price: !uncomfirmed $95",
        "price: !!unconfirmed $95",
        'price: "!unconfirmed $95"',
        "price: '!unconfirmed $95'",
    ],
)
def test_a_tag_that_does_not_count_is_told(text: str) -> None:
    [(line, column, _)] = told(text)
    assert (line, column) == (1, 8)


def test_a_tag_before_the_name_is_told_or_counts() -> None:
    tree, problems = parse("!unconfirmed price: $95", PATH)
    assert problems or (tree and tree.unconfirmed)
    _, problems = parse("a: 1\n!sample price: $95", PATH)
    assert [problem.line for problem in problems] == [2]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!str", "!!int", "!include"])
def test_no_other_tag_is_known(tag: str) -> None:
    [(_, _, message)] = told(f"a: {tag} x")
    assert message.startswith("unknown tag")


# --- what must cost nothing ---


def test_aliases_cannot_multiply() -> None:
    laughs = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
    )
    assert told(laughs)[0][:2] == (1, 4)


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_nesting_without_end_is_refused(opening: str) -> None:
    [(line, _, message)] = told("x: " + opening * 5000)
    assert (line, message) == (1, "nested too deeply")
