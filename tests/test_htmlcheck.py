"""What an owner's own HTML may hold: nothing that runs, nothing that breaks the page."""

from __future__ import annotations

import pytest

from sitegen.htmlcheck import check_html, unsafe_scheme


def told(html: str) -> list[str]:
    findings = check_html(html)
    assert all(finding.hint for finding in findings)
    return [finding.message for finding in findings]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "plain text",
        "<p>x</p>",
        "a < b and c > d",
        "I <3 you",
        "<>",
        "1 &lt; 2",
        "<!-- <script> -->",
        "<b>x</b>",
        "<br>",
        "<br/>",
        "x<hr>y",
        "<u>x</u>",
        "<small>x</small>",
        "<kbd>Ctrl</kbd>",
        '<img src="a.jpg" alt="A hand">',
        '<img alt="A" src="a.jpg"/>',
        '<a href="b.md" title="T">x</a>',
        '<a href="https://a.example/">x</a>',
        "<p>x</P>",
        '<abbr title="a > b">x</abbr>',
        "<details open><summary>x</summary>y</details>",
        '<table><tr><td colspan="2">x</td></tr></table>',
        '<div class="a" data-kind="b">x</div>',
        '<p lang="de" dir="ltr">x</p>',
        '<time datetime="2026-01-01">x</time>',
        '<ol start="3"></ol>',
        '<p aria-label="x" role="note">x</p>',
        "<sub>2</sub><sup>3</sup>",
        "<figure><img src=a alt=b></figure>",
    ],
)
def test_elements_of_text_pass(html: str) -> None:
    assert told(html) == []


@pytest.mark.parametrize(
    "element",
    [
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "form",
        "svg",
        "math",
        "template",
        "video",
        "button",
        "title",
        "noscript",
        "center",
        "font",
        "marquee",
        "custom-tag",
        "portal",
    ],
)
def test_other_elements_are_refused(element: str) -> None:
    assert told(f"<{element}>x</{element}>")[0] == f"<{element}> is not allowed in a page"
    assert told(f"<{element.upper()}>x</{element.upper()}>")[0].startswith(f"<{element}>")


@pytest.mark.parametrize("element", ["input", "link", "meta", "base", "embed", "source", "track"])
def test_an_element_without_an_end_is_not_asked_for_one(element: str) -> None:
    assert told(f"<{element}>") == [f"<{element}> is not allowed in a page"]


@pytest.mark.parametrize(
    "attribute",
    [
        "onclick",
        "ONCLICK",
        "onerror",
        "onmouseover",
        "style",
        "srcset",
        "srcdoc",
        "target",
        "ping",
        "formaction",
        "contenteditable",
        "autofocus",
        "background",
        "xlink:href",
        "on-x",
    ],
)
def test_handlers_styles_and_their_like_are_refused(attribute: str) -> None:
    assert told(f'<p {attribute}="x">y</p>') == [f"{attribute.lower()}= is not allowed on <p>"]


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("https://a.example", None),
        ("mailto:a@b.co", None),
        ("tel:+1", None),
        ("about.md", None),
        ("../a/b.md#c:d", None),
        ("#a:b", None),
        ("?a=b:c", None),
        ("", None),
        ("javascript:x", "javascript:"),
        ("\x00java\x1fscript:x", "javascript:"),
        ("C:\\photos", "c:"),
    ],
)
def test_the_scheme_of_an_address(address: str, scheme: str | None) -> None:
    assert unsafe_scheme(address) == scheme


@pytest.mark.parametrize(
    ("html", "messages"),
    [
        ("<p>x", ["<p> is never closed"]),
        ("<div><p>x</p>", ["<div> is never closed"]),
        ("<b>x", ["<b> is never closed"]),
        ("<ul><li>x<li>y</ul>", ["<li> is never closed", "<li> is never closed"]),
        ("x</b>", ["</b> closes nothing"]),
        ("<p>a</p></p>", ["</p> closes nothing"]),
        ("<b><i>x</b></i>", ["<i> is never closed", "</i> closes nothing"]),
    ],
)
def test_what_opens_must_close(html: str, messages: list[str]) -> None:
    assert told(html) == messages


@pytest.mark.parametrize(
    "html",
    [
        '<a href="a.md">x <a href="b.md">y</a></a>',
        "<p>x<div>y</div></p>",
        "<p>x<ul><li>y</li></ul></p>",
        "<p>x<table><tr><td>y</td></tr></table></p>",
        "<h2>x<h3>y</h3></h2>",
    ],
)
def test_nesting_that_browsers_undo_is_told(html: str) -> None:
    assert told(html)


@pytest.mark.parametrize(
    "html", ["<?php echo 1 ?>", "<![CDATA[x]]>", "<!DOCTYPE html>", "<?xml version='1'?>"]
)
def test_what_is_not_html_of_a_page_is_told(html: str) -> None:
    assert told(html)


def test_an_id_is_given_once() -> None:
    assert told('<p id="a">x</p><p id="b">y</p>') == []
    assert told('<p id="a">x</p><div id="a">y</div>') == ["the id 'a' is given twice"]


def test_ten_mistakes_are_ten_findings() -> None:
    assert len(told('<p onclick="x">y</p>' * 10)) == 10
