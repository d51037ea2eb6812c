"""Whether a page explains a word where it uses it first."""

from pathlib import Path

import pytest

from sitegen.checks.document import read_document
from sitegen.checks.finders.jargon import Term, unexplained
from tests.checks.planting import Edit, look, planted, told

CRAWL = Term(names=("front crawl", "fc"), meaning="A stroke.", page="crawl.md")
STROKE = Term(names=("crawl",), meaning="A stroke.", page="")


def found(main: str, *, source: str = "", summaries: tuple[str, ...] = ()) -> list[str]:
    html = f"<body><main>{main}</main></body>"
    document = read_document(html, path="x.html", url="/x.html", kind="page", source=source)
    known = unexplained(document, (CRAWL, STROKE), frozenset(summaries))
    return [block.text[at:].split()[0] for _, block, at in known]


@pytest.mark.parametrize(
    "text",
    [
        "You learn the crawl in May.",
        "The crawl and the crawl again.",
        "Crawls first. Then we eat.",
        "It has a crawl-like shape.",
        "We teach the crawl. You pay later.",
        "The kind of crawl that we teach.",
    ],
)
def test_not_explained(text: str) -> None:
    assert len(found(f"<p>{text}</p>")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A crawl is a stroke.",
        "The crawl (a stroke) is hard.",
        "You swim like a wheel (the crawl).",
        "We teach the crawl: your arms turn.",
        "We teach the crawl – your arms turn.",
        "We teach a stroke – the crawl.",
        "We teach the crawl, which is a stroke.",
        "This stroke is called the crawl.",
        "A stroke called “crawl”.",
        "We teach the crawl. It is a stroke.",
        "We teach the crawl. This means turning the arms.",
        "We teach the crawl. Crawl means turning the arms.",
        "Crawl stands for speed.",
    ],
)
def test_explained(text: str) -> None:
    assert found(f"<p>{text}</p>") == []


def test_an_explanation_two_sentences_later_comes_too_late() -> None:
    assert found("<p>The crawl. The arms turn. A crawl is fast.</p>") == ["crawl."]


def test_a_longer_word_is_not_taken_for_a_part_of_it() -> None:
    assert found("<p>You learn the front crawl.</p>") == ["front"]
    assert found("<p>You learn the front crawl.</p>", source="crawl.md") == []
    assert found("<p>You learn FC.</p>") == ["FC."]


def test_a_list_of_words_explains_them() -> None:
    assert found("<p>The crawl.</p><dl><dt>Crawl</dt><dd>A stroke.</dd></dl>") == []


def test_a_link_explains_if_it_holds_the_word() -> None:
    assert found('<p>The <a href="/c/">crawl</a>.</p>') == []
    assert found('<p>The crawl, <a href="/c/">here</a>.</p>') == ["crawl,"]


def test_the_summary_of_a_page_explains_nothing_and_is_no_first_use() -> None:
    main = "<p>The crawl in a nutshell.</p><p>The crawl.</p>"
    assert found(main) == ["crawl"]
    assert found(main, summaries=("The crawl in a nutshell.",)) == ["crawl."]


def test_terms_may_be_plain_words(tmp_path: Path) -> None:
    edits: tuple[Edit, ...] = (
        ("schema.py", '"terms.yaml": dict[str, Term]', '"terms.yaml": dict[str, str]'),
        ("content/data/terms.yaml", "", "apnoea: Holding one's breath.\n"),
        ("content/about.md", "Our teachers have", "We train apnoea. Our teachers have"),
    )
    root = planted(tmp_path, edits)
    ((code, *_),) = (it.split() for it in told(look(root, "R")))
    assert code == "R04"
