"""What counts as running text on a page, and where its sentences end."""

import pytest

from sitegen.checks.document import Document, read_document
from sitegen.checks.prose import blocks, cut, words


def page(main: str) -> Document:
    html = f"<body><p>Before.</p><main>{main}</main><p>After.</p></body>"
    return read_document(html, path="index.html", url="/")


def texts(main: str) -> list[str]:
    return [it.text for it in blocks(page(main))]


@pytest.mark.parametrize(
    ("main", "text"),
    [
        ("<p>We “swim”\u00a0here.</p>", ['We "swim" here.']),
        ("<ul><li>One.<ul><li>Two.</li></ul></li></ul>", ["One.", "Two."]),
        ("<dl><dt>Term</dt><dd>A meaning.</dd></dl>", ["A meaning."]),
        ('<p>It floats<sup class="cite"><a href="#source-1">[1]</a></sup>.</p>', ["It floats."]),
        ('<p>Read <a href="/x/">the prices</a> first.</p>', ["Read the prices first."]),
    ],
)  # fmt: skip
def test_running_text(main: str, text: list[str]) -> None:
    assert texts(main) == text


@pytest.mark.parametrize(
    "main",
    [
        "<h2>A heading.</h2>",
        "<nav><p>A menu.</p></nav>",
        "<table><tr><td><p>A cell.</p></td></tr></table>",
        '<ol><li id="source-1">Water, a book.</li></ol>',
        "<p>Source: a book.</p>",
        '<ul><li><a href="/x/">Prices</a></li></ul>',
        "<dl><dd>30 minutes</dd></dl>",
        '<p>Page updated: <time datetime="2026-01-01">January 1</time></p>',
        "<address><p>Pier 4.</p></address>",
    ],
)
def test_no_running_text(main: str) -> None:
    assert texts(main) == []


def test_a_page_without_main_is_read_whole() -> None:
    document = read_document("<body><p>All of it.</p></body>", path="x.html", url="/x.html")
    assert [it.text for it in blocks(document)] == ["All of it."]


def test_a_block_knows_its_list_and_leaves_citations_out() -> None:
    main = '<p>A.</p><ul><li><p>B<sup class="cite"><a href="#source-1">[1]</a></sup>.</p></li></ul>'
    found = blocks(page(main))
    assert [(it.text, it.is_listed) for it in found] == [("A.", False), ("B.", True)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Ask Dr. Kim. She knows.", ["Ask Dr. Kim.", "She knows."]),
        ("It costs 1.50 today, e.g. Monday.", ["It costs 1.50 today, e.g. Monday."]),
        ("  Spaces.   12 more.", ["Spaces.", "12 more."]),
        ("...", []),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in cut(text)] == sentences


def test_numbers_and_prices_are_words() -> None:
    assert words("A 60-minute class, $25.") == ["A", "60-minute", "class", "$25"]
