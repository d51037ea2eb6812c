"""What a visitor reads, in pieces: rows with their labels, terms with their meaning, sentences."""

from __future__ import annotations

import pytest

from sitegen.publish.pagetext import Page, page_of, read_texts, texts_written


def words(body: str) -> list[str]:
    return list(page_of(f"<html><body>{body}</body></html>".encode()).words)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>One. Two!  Three?</p>", ["One.", "Two!", "Three?"]),
        ("<p>It costs $1.50 or 3 p.m. at most.</p>", ["It costs $1.50 or 3 p.m. at most."]),
        ("<p>An <b>inline</b> <a href='x'>link</a>.</p>", ["An inline link."]),
        ("<p>Word<br>break</p>", ["Word break"]),
        ("text<div>more</div>rest", ["text", "more", "rest"]),
        ("<p>a</p><script>b</script><style>c</style><svg><title>d</title></svg>", ["a"]),
        ("<p><img alt='A bridge' src=x> over water</p>", ["A bridge over water"]),
        ("<ul><li>One</li><li>Two</li></ul>", ["One", "Two"]),
        ("<dl><div><dt>Mon</dt><dd>10–19</dd></div></dl>", ["Mon: 10–19"]),
        ("<dl><dt>A</dt><dd><p>x</p><p>y</p></dd><dd>z</dd></dl>", ["A: x y", "A: z"]),
        ("<table><tr><th>A</th><td>1</td></tr></table>", ["A: 1"]),
        (
            "<table><tbody><tr><th rowspan='2'>Long</th><td>30 min</td><td>$60</td></tr>"
            "<tr><td>45 min</td><td>$85</td></tr></tbody>"
            "<tbody><tr><th>Short</th><td>20 min</td><td>$9</td></tr></tbody></table>",
            ["Long, 30 min: $60", "Long, 45 min: $85", "Short, 20 min: $9"],
        ),
        ("<table><tr><td>one<p>two</p></td><td>three</td></tr></table>", ["one two: three"]),
        ("<p>&amp; &nbsp; &lt;b&gt;</p>", ["& <b>"]),
        ("<p>never closed<div>next", ["never closed", "next"]),
        ("</p></td></dd></tr>after", ["after"]),
        ("<table><td rowspan='99999999999999999999'>x", []),
        ("", []),
    ],
)
def test_a_page_is_read_in_pieces(body: str, said: list[str]) -> None:
    assert words(body) == said


def test_the_title_is_that_of_the_head() -> None:
    text = "<head><title>A &amp; B</title></head><body><svg><title>Not</title></svg>"
    assert page_of(text.encode()).title == "A & B"


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("<body><p>One.</p><svg><title>no</title></svg>", ["One."]),
        ("<body class=x>One.", ["One."]),
        ("\n<p>One.</p>", ["One."]),
        ("\n<h1>One</h1><script>no</script><p>Two", ["One", "Two"]),
        ("\nOne.<p>Two.", ["One.", "Two."]),
        ("<style>no</style><link rel=icon href=no><noscript><link></noscript><main>One.", ["One."]),
        ("<table><tr><th>A</th><td>1</td></tr></table>", ["A: 1"]),
        ("<p>One.</head>Two.", ["One.", "Two."]),
        ("</head>One.", ["One."]),
        ("<script>no", []),
    ],
)
def test_a_head_that_is_not_ended_ends_where_a_page_begins(after: str, said: list[str]) -> None:
    text = f"<!doctype html><html><head>\n<meta charset=utf-8><title>A &amp; B</title>{after}"
    assert page_of(text.encode()) == Page(title="A & B", words=tuple(said))


def test_what_is_written_is_read_again() -> None:
    pages = {
        "a.html": Page(title="A", words=("One.", "“Two”")),
        "b.html": Page(title="", words=(), redirect="https://x/"),
    }
    assert read_texts(texts_written(pages)) == pages


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"a": 1}', b'{"a": ["b"]}'])
def test_what_is_no_record_of_texts_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # any: the caller tells it in its own words
        read_texts(content)


def test_hostile_pages_take_no_time() -> None:
    for text in ("<table><tr>" * 20_000, "<td>" * 50_000, "<dt>x" * 50_000, ". A" * 100_000):
        page_of(text.encode())
