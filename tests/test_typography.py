"""Quotes, dashes and dots as typed become those of a printer, and only in text."""

import pytest

from sitegen.typography import educate

SET = {
    "double": ('<p>"a" b</p>', "<p>“a” b</p>"),
    "single": ("<p>say 'a' b</p>", "<p>say ‘a’ b</p>"),
    "apostrophe": ("<p>it's the client's</p>", "<p>it’s the client’s</p>"),
    "both": ("<p>\"'a' b\"</p>", "<p>“‘a’ b”</p>"),
    "around emphasis": ('<p>"<em>a</em>"\'s</p>', "<p>“<em>a</em>”’s</p>"),
    "inside emphasis": ('<p>x <b>"a"</b></p>', "<p>x <b>“a”</b></p>"),
    "after a bracket or dash": ('<p>("a") x -- "b"</p>', "<p>(“a”) x – “b”</p>"),
    "at the end of a sentence": ('<p>He said "a."</p>', "<p>He said “a.”</p>"),
    "first in a block": ('<li>a</li>\n<li>"b"</li>', "<li>a</li>\n<li>“b”</li>"),
    "a new paragraph": ('<p>a</p><p>"b"</p>', "<p>a</p><p>“b”</p>"),
    "a decade": ("<p>the '80s</p>", "<p>the ’80s</p>"),
    "after a hard space": ('<p>a&nbsp;"b"</p>', "<p>a&nbsp;“b”</p>"),
    "a gap before the end": ('<p>a "</p>', "<p>a ”</p>"),
    "dashes": ("<p>1--2 a---b</p>", "<p>1–2 a—b</p>"),
    "dots": ("<p>a...</p>", "<p>a…</p>"),
    "after code": ("<p><code>x</code>'s</p>", "<p><code>x</code>’s</p>"),
}
KEPT = {
    "a longer line": "<p>a ---- b</p>",
    "code": '<p><code>it\'s -- "x"</code></p>',
    "a block of code": "<pre><code>it's...\n</code></pre>",
    "a drawing": "<svg><text>it's</text></svg>",
    "an attribute": '<p><b title="it\'s -- x">a</b></p>',
    "an escaped quote": "<p>6&#39; 2&quot;</p>",
    "plain text": "<p>nothing to do</p>",
}


@pytest.mark.parametrize(("html", "wanted"), SET.values(), ids=SET)
def test_what_is_typed_is_set(html: str, wanted: str) -> None:
    assert educate(html) == wanted


@pytest.mark.parametrize("html", KEPT.values(), ids=KEPT)
def test_what_is_not_text_stays(html: str) -> None:
    assert educate(html) == html


@pytest.mark.parametrize("html", [html for html, _ in SET.values()], ids=SET)
def test_what_is_set_is_not_set_again(html: str) -> None:
    assert educate(educate(html)) == educate(html)
