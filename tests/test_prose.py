"""Markdown as owners type it: exact HTML, or a Problem at its line and column."""

from __future__ import annotations

import datetime
import html
import random
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sitegen.htmlcheck import unsafe_scheme
from sitegen.links import BadTarget, read_target
from sitegen.load import load
from sitegen.marks import Component, Link, Prose
from sitegen.problems import Problem
from sitegen.prose import parse

PATH = "content/a.md"
TODAY = datetime.date(2026, 11, 23)


def read(text: str, first_line: int = 1) -> tuple[Prose, list[Problem]]:
    return parse(text, PATH, first_line, TODAY)


def image(link: Link, alt: str, title: str) -> str:
    shown = f' title="{html.escape(title)}"' if title else ""
    return f'<img src="{link.target}" alt="{html.escape(alt)}"{shown}>'


def component(call: Component) -> str:
    arguments = ", ".join(f"{name}={value!r}" for name, value in call.arguments.items())
    text = f"{call.name}({arguments})"
    return f"<section>{text}</section>" if call.name.startswith("block") else text


def filled(prose: Prose, text: str | None = None) -> str:
    shown = prose.fill(
        prose.html if text is None else text,
        link=lambda link: link.target,
        image=image,
        component=component,
    )
    # Indentation and blank lines are of no account outside code.
    pieces = re.split(r"(<pre>.*?</pre>)", shown, flags=re.S)
    return "".join(it if it.startswith("<pre>") else re.sub(r"\n\s*", "\n", it) for it in pieces)


def html_of(text: str) -> str:
    prose, problems = read(text)
    assert problems == []
    return filled(prose)


def unchecked(prose: Prose) -> list[str]:
    """Return the addresses that were not asked for: of these nobody would learn."""
    asked = prose.fill(
        prose.html,
        link=lambda _: "#asked",
        image=lambda *_: '<img src="#asked">',
        component=lambda _: "",
    )
    found = re.findall(r"""\b(?:href|src)\s*=\s*["']?([^"'>]*)""", asked, flags=re.I)
    return [address for address in found if not address.startswith("#")]


def places(text: str, first_line: int = 1) -> list[tuple[int, int]]:
    _, problems = read(text, first_line)
    assert all(problem.path == PATH and problem.hint for problem in problems)
    return [(problem.line, problem.column) for problem in sorted(problems)]


def told(text: str) -> str:
    """Return the message of the only mistake."""
    _, [problem] = read(text)
    return problem.message


LISTS = {
    "after a paragraph": (
        "We offer:\n- a\n- b",
        "<p>We offer:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
    ),
    "numbered, after a paragraph": (
        "Do this:\n1. a\n2. b",
        "<p>Do this:</p>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>",
    ),
    "nested by two spaces": (
        "- a\n  - b\n    - c\n- d",
        "<ul>\n<li>a<ul>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n</li>\n<li>d</li>\n</ul>",
    ),
    "nested by three spaces": (
        "- a\n   - b\n      - c\n- d",
        "<ul>\n<li>a<ul>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n</li>\n<li>d</li>\n</ul>",
    ),
    "nested by four spaces": (
        "- a\n    - b\n        - c\n- d",
        "<ul>\n<li>a<ul>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n</li>\n<li>d</li>\n</ul>",
    ),
    "nested by a tab": (
        "- a\n\t- b\n- c",
        "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>",
    ),
    "back by two levels": (
        "- a\n  - b\n    - c\n  - d\n- e",
        "<ul>\n<li>a<ul>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n<li>d</li>\n</ul>\n</li>\n"
        "<li>e</li>\n</ul>",
    ),
    "bullets in numbers": (
        "1. a\n  - b\n  - c\n2. d",
        "<ol>\n<li>a<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n</li>\n<li>d</li>\n</ol>",
    ),
    "numbers in bullets": (
        "- a\n  1. x\n  2. y\n- b",
        "<ul>\n<li>a<ol>\n<li>x</li>\n<li>y</li>\n</ol>\n</li>\n<li>b</li>\n</ul>",
    ),
    "a step of one space is no level": (
        "- a\n - b\n - c",
        "<ul>\n<li>a</li>\n<li>b</li>\n<li>c</li>\n</ul>",
    ),
    "blank lines between items": (
        "- a\n\n- b",
        "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>",
    ),
    "bracket after the number": ("1) a\n2) b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    "starts at three": ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
    "all numbered one": ("1. a\n1. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    "two digits": ("9. a\n10. b", '<ol start="9">\n<li>a</li>\n<li>b</li>\n</ol>'),
    "three bullets alike": ("- a\n* b\n+ c", "<ul>\n<li>a</li>\n<li>b</li>\n<li>c</li>\n</ul>"),
    "number one tip": ("- #1 tip\n- #2 tip", "<ul>\n<li>#1 tip</li>\n<li>#2 tip</li>\n</ul>"),
    "runs on by two spaces": ("- a\n  more\n- b", "<ul>\n<li>a\nmore</li>\n<li>b</li>\n</ul>"),
    "runs on by three spaces": ("1. a\n   more\n2. b", "<ol>\n<li>a\nmore</li>\n<li>b</li>\n</ol>"),
    "runs on without indent": ("- a\nmore\n- b", "<ul>\n<li>a\nmore</li>\n<li>b</li>\n</ul>"),
    "second paragraph by three spaces": (
        "1. a\n\n   more\n2. b",
        "<ol>\n<li>\n<p>a</p>\n<p>more</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>",
    ),
    "second paragraph by two spaces": (
        "- a\n\n  more\n- b",
        "<ul>\n<li>\n<p>a</p>\n<p>more</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>",
    ),
    "second paragraph by four spaces": (
        "- a\n\n    more\n- b",
        "<ul>\n<li>\n<p>a</p>\n<p>more</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>",
    ),
    "list between two paragraphs of an item": (
        "1. a\n\n   - b\n\n   c\n2. d",
        "<ol>\n<li>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n<p>c</p>\n</li>\n<li>\n<p>d</p>\n</li>\n</ol>",
    ),
    "paragraph after a list": (
        "- a\n- b\n\nafter",
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>after</p>",
    ),
    "numbers after bullets": (
        "- a\n1. b",
        "<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>",
    ),
    "rule inside a list ends it": (
        "- a\n---\n- b",
        "<ul>\n<li>a</li>\n</ul>\n<hr>\n<ul>\n<li>b</li>\n</ul>",
    ),
    "hard break in an item": ("- a  \n  b\n- c", "<ul>\n<li>a<br>\nb</li>\n<li>c</li>\n</ul>"),
    "in a quotation": (
        "> Said:\n> - a\n>   - b",
        "<blockquote>\n<p>Said:</p>\n<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n</blockquote>",
    ),
    "a year at the start of a line": (
        "We opened in\n1986. It was",
        "<p>We opened in\n1986. It was</p>",
    ),
    "a minus at the start of a line": ("-5 degrees\n+1 631", "<p>-5 degrees\n+1 631</p>"),
    "an escaped number": ("1986\\. A year", "<p>1986. A year</p>"),
    "stars that rule": ("* * *", "<hr>"),
    "in a definition": (
        "Term\n:   a\n\n    - x\n    - y",
        "<dl>\n<dt>Term</dt>\n<dd>\n<p>a</p>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n</dd>\n</dl>",
    ),
    "loose inside, tight outside": (
        "- a\n\n  - b\n\n  - c\n- d",
        "<ul>\n<li>\n<p>a</p>\n<ul>\n<li>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n</li>\n"
        "<li>\n<p>d</p>\n</li>\n</ul>",
    ),
}

HEADINGS = {
    "number one tip": ("#1 tip", "<p>#1 tip</p>"),
    "number one tip, twice": ("#1 tip\n#2 tip", "<p>#1 tip\n#2 tip</p>"),
    "no space": ("##Prices", '<h2 id="prices">Prices</h2>'),
    "no blank lines": (
        "text\n## Prices\ntext",
        '<p>text</p>\n<h2 id="prices">Prices</h2>\n<p>text</p>',
    ),
    "closed": ("## Prices ##", '<h2 id="prices">Prices</h2>'),
    "underlined": ("Prices\n------", '<h2 id="prices">Prices</h2>'),
    "with a number": ("## #1 tip", '<h2 id="1-tip">#1 tip</h2>'),
    "own id": ("## Prices {#costs}", '<h2 id="costs">Prices</h2>'),
    "code and emphasis": (
        "## `code` in *it*",
        '<h2 id="code-in-it"><code>code</code> in <em>it</em></h2>',
    ),
    "a link": ("## [Prices](b.md) now", '<h2 id="prices-now"><a href="b.md">Prices</a> now</h2>'),
    "a component": ("## From {{ price }} on", '<h2 id="from-on">From price() on</h2>'),
    "a citation": (
        "## Pain [@shah2015]",
        '<h2 id="pain">Pain <sup class="cite"><a id="cite-1-1" href="#source-1">[1]</a></sup></h2>',
    ),
    "quotes and ampersand": (
        '## "A" & client\'s',
        '<h2 id="a-clients">“A” &amp; client’s</h2>',
    ),
    "in code": ("    ## Prices", "<pre><code>## Prices\n</code></pre>"),
    "seven marks": ("####### x", "<p>####### x</p>"),
    "other letters": ("## 日本語", '<h2 id="日本語">日本語</h2>'),
}

TABLES = {
    "plain": (
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
        "<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>",
    ),
    "without outer bars": (
        "a | b\n--|--\n1 | 2",
        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
        "<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>",
    ),
    "after text": (
        "Prices:\n| a |\n|---|\n| 1 |\n\nafter",
        "<p>Prices:</p>\n<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
        "<td>1</td>\n</tr>\n</tbody>\n</table>\n<p>after</p>",
    ),
    "aligned without style": (
        "|a|b|c|\n|:-|:-:|-:|\n|1|2|3|",
        '<table>\n<thead>\n<tr>\n<th class="align-left">a</th>\n<th class="align-center">b</th>\n'
        '<th class="align-right">c</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '<td class="align-left">1</td>\n<td class="align-center">2</td>\n'
        '<td class="align-right">3</td>\n</tr>\n</tbody>\n</table>',
    ),
    "a bar inside a cell": (
        "| a \\| b |\n|---|\n| `x|y` |",
        "<table>\n<thead>\n<tr>\n<th>a | b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
        "<td><code>x|y</code></td>\n</tr>\n</tbody>\n</table>",
    ),
    "links, calls and citations in cells": (
        "| a | b | c |\n|---|---|---|\n| [l](b.md) | {{ price }} | [@s] |",
        "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n<th>c</th>\n</tr>\n</thead>\n<tbody>\n"
        '<tr>\n<td><a href="b.md">l</a></td>\n<td>price()</td>\n<td><sup class="cite">'
        '<a id="cite-1-1" href="#source-1">[1]</a></sup></td>\n</tr>\n</tbody>\n</table>',
    ),
}

BLOCKS = {
    "one line end is no break": ("a\nb", "<p>a\nb</p>"),
    "colon on the first line is text": ("title: x\n\nb", "<p>title: x</p>\n<p>b</p>"),
    "two spaces break": ("a  \nb", "<p>a<br>\nb</p>"),
    "a backslash breaks": ("a\\\nb", "<p>a<br>\nb</p>"),
    "two backslashes are one": ("a\\\\\nb", "<p>a\\\nb</p>"),
    "a note": (
        "!!! note\n    text",
        '<div class="admonition note">\n<p class="admonition-title">Note</p>\n<p>text</p>\n</div>',
    ),
    "a note by two spaces": (
        "!!! note\n  text",
        '<div class="admonition note">\n<p class="admonition-title">Note</p>\n<p>text</p>\n</div>',
    ),
    "a note with a title, between text": (
        'before\n!!! warning "Take care"\n    text\n    - a\nafter',
        '<p>before</p>\n<div class="admonition warning">\n'
        '<p class="admonition-title">Take care</p>\n'
        "<p>text</p>\n<ul>\n<li>a</li>\n</ul>\n</div>\n<p>after</p>",
    ),
    "a note of two paragraphs": (
        "!!! note\n    a\n\n    b\n\nafter",
        '<div class="admonition note">\n<p class="admonition-title">Note</p>\n<p>a</p>\n<p>b</p>\n'
        "</div>\n<p>after</p>",
    ),
    "a footnote": (
        "Text[^1].\n\n[^1]: The [note](b.md).",
        '<p>Text<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>\n'
        '<div class="footnote">\n<hr>\n<ol>\n<li id="fn:1">\n<p>The <a href="b.md">note</a>.&#160;'
        '<a class="footnote-backref" href="#fnref:1" title="Back to the text">&#8617;</a></p>\n'
        "</li>\n</ol>\n</div>",
    ),
    "a footnote that ends with a list": (
        "Text[^1].\n\n[^1]: Note\n    - a",
        '<p>Text<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>\n'
        '<div class="footnote">\n<hr>\n<ol>\n<li id="fn:1">\n<p>Note</p>\n<ul>\n<li>a</li>\n</ul>\n'
        '<p><a class="footnote-backref" href="#fnref:1" title="Back to the text">&#8617;</a></p>\n'
        "</li>\n</ol>\n</div>",
    ),
    "a definition": (
        "Term\n:   Meaning\n:   Other",
        "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n<dd>Other</dd>\n</dl>",
    ),
    "a definition after one space": (
        "Term\n: Meaning",
        "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>",
    ),
    "a colon that defines nothing": ("Hours: 9 to 5", "<p>Hours: 9 to 5</p>"),
    "an abbreviation": (
        "*[PT]: Physical therapy\n\nAsk a PT.",
        '<p>Ask a <abbr title="Physical therapy">PT</abbr>.</p>',
    ),
    "a quotation after text": (
        "Text\n> quote\n> more",
        "<p>Text</p>\n<blockquote>\n<p>quote\nmore</p>\n</blockquote>",
    ),
    "a paragraph with a class": ("Text\n{: .lead }", '<p class="lead">Text</p>'),
    "a link with a class": ("[a](b.md){ .wide }", '<p><a class="wide" href="b.md">a</a></p>'),
    "markdown inside a div": (
        '<div markdown="1">\n**a** [b](c.md)\n</div>',
        '<div>\n<p><strong>a</strong> <a href="c.md">b</a></p>\n</div>',
    ),
    "a comment is dropped": ("a <!-- b [c][d] {{ e --> f", "<p>a  f</p>"),
    "a comment of several lines is dropped": (
        "a\n\n<!-- b\n\n# c\n-->\n\nd",
        "<p>a</p>\n<p>d</p>",
    ),
    "a rule": ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
}

CODE = {
    "a fence with braces": (
        "```\n{{ x }} {#id} {% y %}\n```",
        "<pre><code>{{ x }} {#id} {% y %}\n</code></pre>",
    ),
    "a fence with links and citations": (
        "```\n[a](b.md) [@s] [x][y] <b>\n```",
        "<pre><code>[a](b.md) [@s] [x][y] &lt;b&gt;\n</code></pre>",
    ),
    "a fence with a language": (
        "```python\na = {1: 2}\n```",
        '<pre><code class="language-python">a = {1: 2}\n</code></pre>',
    ),
    "a fence of tildes": ("~~~\nx\n~~~", "<pre><code>x\n</code></pre>"),
    "a fence inside a longer one": (
        "````\n```\nx\n```\n````",
        "<pre><code>```\nx\n```\n</code></pre>",
    ),
    "a fence right after text": (
        "text\n```\nx\n```\ntext",
        "<p>text</p>\n<pre><code>x\n</code></pre>\n<p>text</p>",
    ),
    "four spaces": (
        "    {{ x }} [a](b.md)",
        "<pre><code>{{ x }} [a](b.md)\n</code></pre>",
    ),
    "inline": (
        "Type `{{ x }}` or `[a](b.md)` or `[@s]` or `[x][y]` or `<b>`",
        "<p>Type <code>{{ x }}</code> or <code>[a](b.md)</code> or <code>[@s]</code> or "
        "<code>[x][y]</code> or <code>&lt;b&gt;</code></p>",
    ),
    "inline with a backtick": ("``a ` b``", "<p><code>a ` b</code></p>"),
}

INLINE = {
    "words with underscores": ("snake_case_word a_b", "<p>snake_case_word a_b</p>"),
    "emphasis": (
        "*a* _b_ **c** __d__",
        "<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong></p>",
    ),
    "strong inside emphasis": ("*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>"),
    "both": ("***a***", "<p><strong><em>a</em></strong></p>"),
    "underscores inside emphasis": ("_foo_bar_", "<p><em>foo_bar</em></p>"),
    "stars between numbers": ("5 * 3 * 2", "<p>5 * 3 * 2</p>"),
    "strong inside a word": ("**Ab**c", "<p><strong>Ab</strong>c</p>"),
    "escapes": ("\\*a\\* \\_b\\_ \\[c\\] \\# d", "<p>*a* _b_ [c] # d</p>"),
    "entities": ("AT&amp;T & co &copy; &mdash;", "<p>AT&amp;T &amp; co &copy; &mdash;</p>"),
    "comparisons": ("1 < 2 > 0 a<b", "<p>1 &lt; 2 &gt; 0 a&lt;b</p>"),
    "quotes": (
        "\"a\" 'b' it's -- c --- d...",
        "<p>“a” ‘b’ it’s – c — d…</p>",
    ),
    "stray braces": ("{#id} { a } {% b %} {.c} }}", "<p>{#id} { a } {% b %} {.c} }}</p>"),
    "an escaped call": ("\\{{ price }}", "<p>{{ price }}</p>"),
    "own elements": ("H<sub>2</sub>O<br>x", "<p>H<sub>2</sub>O<br>x</p>"),
    "brackets that are no link": ("a [b] c [x] (y)", "<p>a [b] c [x] (y)</p>"),
}

LINKS = {
    "plain": ("[a](b.md#c)", '<p><a href="b.md#c">a</a></p>'),
    "with a title": ('[a](b.md "T & t")', '<p><a href="b.md" title="T &amp; t">a</a></p>'),
    "with a title in single quotes": ("[a](b.md 'T')", '<p><a href="b.md" title="T">a</a></p>'),
    "with brackets": ("[a](b_(c).md)", '<p><a href="b_(c).md">a</a></p>'),
    "with spaces in angles": ("[a](<b c.md>)", '<p><a href="b c.md">a</a></p>'),
    "with spaces around": ("[a]( b.md )", '<p><a href="b.md">a</a></p>'),
    "with words in bold": ("[a **b**](c.md)", '<p><a href="c.md">a <strong>b</strong></a></p>'),
    "with brackets in the words": ("[a [b]](c.md)", '<p><a href="c.md">a [b]</a></p>'),
    "over two lines": ("[a\nb](c.md)", '<p><a href="c.md">a\nb</a></p>'),
    "in brackets": ("(see [a](b.md))", '<p>(see <a href="b.md">a</a>)</p>'),
    "two side by side": ("[a](b.md)[c](d.md)", '<p><a href="b.md">a</a><a href="d.md">c</a></p>'),
    "in bold": ("**[a](b.md)**", '<p><strong><a href="b.md">a</a></strong></p>'),
    "by reference": ("[a][ref]\n\n[ref]: b.md", '<p><a href="b.md">a</a></p>'),
    "by reference with a title": (
        '[a][ref]\n\n[ref]: b.md "T"',
        '<p><a href="b.md" title="T">a</a></p>',
    ),
    "by its own words": ("[a][]\n\n[A]: b.md", '<p><a href="b.md">a</a></p>'),
    "by its words alone": ("[a b]\n\n[a b]: c.md", '<p><a href="c.md">a b</a></p>'),
    "in angles": (
        "<https://a.example/?b=1&c=2>",
        '<p><a href="https://a.example/?b=1&amp;c=2">https://a.example/?b=1&amp;c=2</a></p>',
    ),
    "with an ampersand": (
        "[a](https://a.example/?b=1&c=2)",
        '<p><a href="https://a.example/?b=1&amp;c=2">a</a></p>',
    ),
    "own HTML": ('<a href="b.md" title="T">a</a>', '<p><a href="b.md" title="T">a</a></p>'),
    "own HTML in single quotes": ("<a href='b.md'>a</a>", '<p><a href="b.md">a</a></p>'),
    "a picture alone": ("![A hand](x.jpg)", '<img src="x.jpg" alt="A hand">'),
    "a picture in a line": (
        'See ![A](x.jpg "T") here',
        '<p>See <img src="x.jpg" alt="A" title="T"> here</p>',
    ),
    "a picture by reference": ("![A][p]\n\n[p]: x.jpg", '<img src="x.jpg" alt="A">'),
    "a picture that links": (
        "[![A](x.jpg)](b.md)",
        '<p><a href="b.md"><img src="x.jpg" alt="A"></a></p>',
    ),
    "a picture in own HTML": ('<img src="x.jpg" alt="A">', '<img src="x.jpg" alt="A">'),
    "a picture with quotes in its words": (
        '![5" & <b>](x.jpg)',
        '<img src="x.jpg" alt="5&quot; &amp; &lt;b&gt;">',
    ),
}

CITATIONS = {
    "one": (
        "Pain [@shah2015].",
        '<p>Pain <sup class="cite"><a id="cite-1-1" href="#source-1">[1]</a></sup>.</p>',
    ),
    "two at once, one again": (
        "a [@s; @t] b [@s]",
        '<p>a <sup class="cite"><a id="cite-1-1" href="#source-1">[1]</a></sup>'
        '<sup class="cite"><a id="cite-2-1" href="#source-2">[2]</a></sup> b '
        '<sup class="cite"><a id="cite-1-2" href="#source-1">[1]</a></sup></p>',
    ),
    "with a comma": (
        "a [@s, @t]",
        '<p>a <sup class="cite"><a id="cite-1-1" href="#source-1">[1]</a></sup>'
        '<sup class="cite"><a id="cite-2-1" href="#source-2">[2]</a></sup></p>',
    ),
    "an address is none": ("write to me@a.example", "<p>write to me@a.example</p>"),
}

COMPONENTS = {
    "a block alone": ('{{ block title="x" }}', "<section>block(title='x')</section>"),
    "an inline one alone": ("{{ price }}", "<p>price()</p>"),
    "in a sentence": (
        'From {{ price service="couples" minutes=60 full=true }} on.',
        "<p>From price(service='couples', minutes=60, full=True) on.</p>",
    ),
    "two in a sentence": ("{{ a }}{{ b }} or {{ c }}", "<p>a()b() or c()</p>"),
    "two blocks on two lines": (
        "{{ block-a }}\n{{ block-b }}",
        "<section>block-a()</section>\n<section>block-b()</section>",
    ),
    "in a list": (
        "- {{ price }}\n- b {{ price }}",
        "<ul>\n<li>price()</li>\n<li>b price()</li>\n</ul>",
    ),
    "in bold": ("**{{ price }}**", "<p><strong>price()</strong></p>"),
    "in the words of a link": ("[{{ price }}](b.md)", '<p><a href="b.md">price()</a></p>'),
    "without spaces": ('{{price service="x"}}', "<p>price(service='x')</p>"),
    "curly quotes": ("{{ price service=“x y” }}", "<p>price(service='x y')</p>"),
    "single quotes": ("{{ price service='it\"s' }}", "<p>price(service='it\"s')</p>"),
    "a negative number": ("{{ price n=-5 }}", "<p>price(n=-5)</p>"),
    "a hyphen in an argument": ('{{ price care-of="x" }}', "<p>price(care_of='x')</p>"),
    "a link in an argument": ('{{ price t="[a](b.md)" }}', "<p>price(t='[a](b.md)')</p>"),
    "braces in an argument": ('{{ price t="a {b} c" }}', "<p>price(t='a {b} c')</p>"),
}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(text, wanted, id=f"{kind}: {name}")
        for kind, cases in (
            ("list", LISTS),
            ("heading", HEADINGS),
            ("table", TABLES),
            ("block", BLOCKS),
            ("code", CODE),
            ("inline", INLINE),
            ("link", LINKS),
            ("citation", CITATIONS),
            ("component", COMPONENTS),
        )
        for name, (text, wanted) in cases.items()
    ],
)
def test_what_owners_type(text: str, wanted: str) -> None:
    assert html_of(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), LINKS.values(), ids=LINKS)
def test_every_link_and_picture_is_asked_for(text: str, wanted: str) -> None:
    prose, _ = read(text)
    web = [address for address in unchecked(prose) if address.startswith("https://")]
    assert unchecked(prose) == web
    assert wanted


@pytest.mark.parametrize("bullet", ["•", "·", "▪", "◦", "‣", "●", "\uf0b7", "–"])
def test_bullets_pasted_from_word_make_a_list(bullet: str) -> None:
    for gap in (" ", "\t"):
        text = f"We offer:\n{bullet}{gap}massage\n{bullet}{gap}rest"
        assert html_of(text) == ("<p>We offer:</p>\n<ul>\n<li>massage</li>\n<li>rest</li>\n</ul>")


def test_the_second_level_of_word_makes_a_list() -> None:
    assert html_of("•\ta\no\tb\no\tc\n•\td").count("<li>") == 4


# Either the HTML that was meant, or a Problem: never garbage without a word. A target that
# names nothing may pass here, as a link that is told when the site is joined.
@pytest.mark.parametrize(
    ("text", "line", "meant"),
    [
        ("\\[a](b.md)", 1, "<p>[a](b.md)</p>"),
        ("[a](b c.md)", 1, '<p><a href="b c.md">a</a></p>'),
        ("[a](b.md (T))", 1, '<p><a href="b.md (T)">a</a></p>'),
        ("x\n\n[a](b\n.md)", 3, '<p>x</p>\n<p><a href="b\n.md">a</a></p>'),
        ("[a] (b.md)", 1, '<p><a href="b.md">a</a></p>'),
        ("[a](b.md#{{ c }})", 1, '<p><a href="b.md#{{ c }}">a</a></p>'),
        ("[x]: <a b.md>\n\n[x]", 1, '<p><a href="a b.md">x</a></p>'),
        ("[a]()", 1, None),
        ("[](b.md)", 1, None),
        ('<a href="">a</a>', 1, '<p><a href="">a</a></p>'),
        ("<a href=b.md>a</a>", 1, '<p><a href="b.md">a</a></p>'),
        ('<a HREF="b.md">a</a>', 1, '<p><a href="b.md">a</a></p>'),
        ('<A href="b.md">a</A>', 1, '<p><a href="b.md">a</a></p>'),
        ('<a\nhref="b.md">a</a>', 1, '<p><a href="b.md">a</a></p>'),
        ("<img src=x.jpg alt=A>", 1, '<img src="x.jpg" alt="A">'),
        ('<IMG SRC="x.jpg" ALT="A">', 1, '<img src="x.jpg" alt="A">'),
        ("x\n\n<div>\n[a](b.md)\n</div>", 4, None),
        ('![A](x.jpg){ .wide width="300" }', 1, None),
        ("![A [@s]](x.jpg)", 1, None),
        ('[a](b.md "T [@s]")', 1, None),
        ("[a [@s]](b.md)", 1, None),
        ("Text[^no].", 1, None),
        ("Text.\n\n[^no]: Never asked for.", 3, None),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", 3, None),
        ("| a | b | c |\n|---|---|\n| 1 | 2 | 3 |", 2, None),
        ("| a | b |\n| 1 | 2 |", 1, None),
        ("| a |\n|---|\ntext", 1, None),
        ("!!! note\nnot indented", 1, None),
        ("!!! note Take care\n    text", 1, None),
        ("> [!NOTE]\n> text", 1, None),
        ('```python title="x"\na\n```', 1, '<pre><code class="language-python">a\n</code></pre>'),
        ("- a\n  > quote\n- b", 2, None),
        ("- ## Heading\n- b", 1, None),
        ("- a\n  ## Heading\n- b", 2, None),
        ("1. a\n\n   ```\n   x\n   ```\n2. b", 3, None),
        ("text <!-- never closed", 1, None),
        ("##", 1, None),
        ("- a\n-\n- b", 2, "<ul>\n<li>a</li>\n<li></li>\n<li>b</li>\n</ul>"),
        ("- a\\\n  b", 1, "<ul>\n<li>a<br>\nb</li>\n</ul>"),
    ],
)
def test_what_is_easily_got_wrong_works_or_is_told(text: str, line: int, meant: str | None) -> None:
    prose, problems = read(text)
    if problems:
        assert line in {problem.line for problem in problems}
        assert all(problem.hint for problem in problems)
    else:
        assert filled(prose) == meant
        assert unchecked(prose) == []


class Outline(HTMLParser):
    """Collects the words of a page, each with the lists around it."""

    def __init__(self) -> None:
        super().__init__()
        self.around: list[str] = []
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.around += [tag] if tag in ("ul", "ol") else []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.around.pop()

    def handle_data(self, data: str) -> None:
        self.found += [(word, tuple(self.around)) for word in data.split()]


def random_list(
    dice: random.Random, step: int, blank: float
) -> tuple[str, list[tuple[str, tuple[str, ...]]]]:
    """Return a list nested by ``step`` spaces (0: as wide as the mark), and its outline."""
    lines, outline = [], []
    kinds, numbers = [dice.choice(["ul", "ol"])], [0]
    for item in range(dice.randrange(2, 9)):
        move = dice.choice([0, 0, 1, -1, -2]) if item else 0
        if move == 1 and len(kinds) < 4:
            kinds, numbers = [*kinds, dice.choice(["ul", "ol"])], [*numbers, 0]
        elif move < 0:
            keep = max(1, len(kinds) + move)
            kinds, numbers = kinds[:keep], numbers[:keep]
        numbers[-1] += 1
        widths = [step or (2 if kind == "ul" else 3) for kind in kinds]
        mark = "-" if kinds[-1] == "ul" else f"{numbers[-1]}."
        lines += [""] * (item > 0 and dice.random() < blank)
        lines.append(f"{' ' * sum(widths[:-1])}{mark} item{item}")
        outline.append((f"item{item}", tuple(kinds)))
        if dice.random() < 0.15:
            lines += [""] * dice.randrange(2) + [f"{' ' * sum(widths)}more{item}"]
            outline.append((f"more{item}", tuple(kinds)))
    return "\n".join(lines), outline


@pytest.mark.parametrize("step", [0, 2, 3, 4])
@pytest.mark.parametrize("blank", [0, 0.3, 1])
def test_a_list_of_any_shape_keeps_its_shape(step: int, blank: float) -> None:
    dice = random.Random(f"{step} {blank}")
    for _ in range(25):
        text, outline = random_list(dice, step, blank)
        prose, problems = read(text)
        shown = Outline()
        shown.feed(prose.html)
        assert problems == [], text
        assert shown.found == outline, text


# --- mistakes: exact places ---

# Markdown, line and column, words of the message. What habits make of a line stands at column 1.
MISTAKES = [
    ("a [x][missing]", (1, 3), "[x][missing] leads nowhere"),
    ("a\n\nb [x][] c", (3, 3), "[x][] leads nowhere"),
    ("> a [x][y]", (1, 5), "[x][y] leads nowhere"),
    ("- a\n  - b [x][y]", (2, 7), "[x][y] leads nowhere"),
    ("!!! note\n    a\n\n    [x][y]", (4, 5), "[x][y] leads nowhere"),
    ("é😀 [x][y]", (1, 4), "[x][y] leads nowhere"),
    ("a {{ card", (1, 3), "'{{ card' is never closed"),
    ('a\n{{ card title="b\nc" }}', (2, 1), "'{{ card' is never closed"),
    ("{{ }}", (1, 1), "'{{ }}' names no component"),
    ("a {{ 1 }}", (1, 3), "'{{ 1 }}' names no component"),
    ("{{ card title }}", (1, 1), "'title' is not an argument"),
    ("{{ card title=x }}", (1, 1), "'title=x' is not an argument"),
    ('{{ card "x" }}', (1, 1), "'\"x\"' is not an argument"),
    ('{{ card a="1" a="2" }}', (1, 1), "'a' is given twice"),
    ("a {{ b {{ c }} }}", (1, 3), "inside another"),
    ('a {{ show from="2026-12-01" }} b', (1, 3), "line of its own"),
    ("a [@s h]", (1, 3), "'@s h' is not a source"),
    ("a [@]", (1, 3), "'@' is not a source"),
    ("![](x.jpg)", (1, 5), "no text for those who cannot see it"),
    ("a\n\nb ![ ](x.jpg)", (3, 8), "no text for those who cannot see it"),
    ('a\n\n<img src="x.jpg">', (3, 11), "no text for those who cannot see it"),
    ('a\n\n<img src="x.jpg" alt=" ">', (3, 11), "no text for those who cannot see it"),
    ('<img alt="A">', (1, 1), "names no file"),
    ("![A {{ c }}](x.jpg)", (1, 5), "a component cannot stand"),
    ('[a](b.md "{{ c }}")', (1, 11), "a component cannot stand"),
    ("[](b.md)", (1, 4), "no words"),
    ("a [b]() c", (1, 5), "leads nowhere"),
    ("a [^b]", (1, 3), "[^b]"),
    ("text\n\n# Title", (3, 1), "the title is already the page's first heading"),
    ("Title\n===", (2, 1), "the title is already the page's first heading"),
    ("a\n\n<h1>Title</h1>", (3, 1), "the title is already the page's first heading"),
    ("> a\n> # Title", (2, 1), "the title is already the page's first heading"),
    ("#Prices", (1, 1), "'#Prices' is neither a heading nor plain text"),
    ("a\n\n```\ncode", (3, 1), "this code block never ends"),
    ("a\n\n- b\n  ```\n  x\n  ```", (4, 1), "a code block cannot stand inside a list"),
    ("a\n\n<script>x</script>", (3, 1), "<script> is not allowed"),
    ("a <SCRIPT>x</SCRIPT>", (1, 3), "<script> is not allowed"),
    ("`<script>`\n\n<script>x</script>", (3, 1), "<script> is not allowed"),
    ("```\n<iframe>\n```\n\n<iframe></iframe>", (5, 1), "<iframe> is not allowed"),
    ('a\n\n<b onclick="x">c</b>', (3, 4), "onclick= is not allowed on <b>"),
    ('[a](b.md){: onclick="x" }', (1, 13), "onclick= is not allowed on <a>"),
    ('[a](b.md){: style="x" }', (1, 13), "style= is not allowed on <a>"),
    ("## A {#b}\n\n## B {#b}", (3, 7), "the id 'b' is given twice"),
    ("a\n\n<div>\nb", (3, 1), "<div> is never closed"),
    ("a </b>", (1, 3), "</b> closes nothing"),
    ("a <ftp://a.example>", (1, 4), "ftp://a.example"),
    ('{{ show from="2026-02-30" }}\na\n{{ end }}', (1, 1), "'2026-02-30'"),
    ("a\n\n{{ end }}", (3, 1), "{{ end }} closes nothing"),
]


@pytest.mark.parametrize(("text", "place", "message"), MISTAKES)
def test_a_mistake_is_told_once_at_its_place(
    text: str, place: tuple[int, int], message: str
) -> None:
    assert places(text) == [place]
    assert message in told(text)


@pytest.mark.parametrize(("text", "place"), [it[:2] for it in MISTAKES[::3]])
def test_places_count_from_where_the_text_begins(text: str, place: tuple[int, int]) -> None:
    line, column = place
    assert places("\n\n" + text, first_line=6) == [(line + 7, column)]


def test_places_are_right_in_a_file_of_windows_below_its_front_matter(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site.yaml").write_text("name: N\nurl: https://a.example/\n")
    page = "\ufeff---\ntitle: T\ndescription: D\n---\n\nfirst\n\n- b [x][y]\n\n{{ card\n"
    (tmp_path / "content/index.md").write_bytes(page.replace("\n", "\r\n").encode())
    sources, problems = load(tmp_path)
    assert problems == []
    [source] = sources.pages
    assert places(source.body, source.body_line) == [(8, 5), (10, 1)]


def test_every_mistake_of_a_page_is_told() -> None:
    text = (
        '# T\n\n[x][y] {{ c\n\n![](x.jpg) [@ ]\n\n<p style="x">z</p>\n\n<p style="x">z</p>\n\n```\n'
    )
    assert places(text) == [(1, 1), (3, 1), (3, 8), (5, 5), (5, 12), (7, 4), (9, 4), (11, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "`[x][y]`",
        "    [x][y]",
        "```\n[x][y] {{ c\n# T\n```",
        "<!-- [x][y] {{ c <script> -->",
        "[x]\\[y]",
        "\\[x][y]",
        "[x][y]\n\n[Y]: b.md",
        "[x][a  b]\n\n[A B]: c.md",
    ],
)
def test_what_is_no_mistake_is_not_told(text: str) -> None:
    assert places(text) == []


class Addresses(HTMLParser):
    """Collects the addresses that a browser would follow."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


RUNNING = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java&#10;script:x",
    "&#106;avascript:x",
    "javascript&colon;x",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "//evil.example/x",
]


@pytest.mark.parametrize(
    "form",
    [
        "[a]({})",
        "[a](<{}>)",
        '[a]({} "T")',
        "[a][r]\n\n[r]: {}",
        "[r]\n\n[r]: <{}>",
        "![a]({})",
        "![a][r]\n\n[r]: {}",
        "<{}>",
        '<a href="{}">a</a>',
        "<a href='{}'>a</a>",
        "<a href={}>a</a>",
        '<A\nHREF = "{}">a</A>',
        '<a title="x"href="{}">a</a>',
        '<img src="{}" alt="a">',
        '[a](b.md){{: href="{}" }}',
        '![a](b.jpg){{: src="{}" }}',
        'a\n{{: href="{}" }}',
        '<div markdown="1">\n[a]({})\n</div>',
        "| a |\n|---|\n| [a]({}) |",
        "a[^1]\n\n[^1]: [a]({})",
    ],
)
def test_no_address_runs_or_leaves_the_web(form: str) -> None:
    """It is told here, or asked for as a link, and links of this kind are refused."""
    for address in RUNNING:
        prose, problems = read(form.format(address))
        asked = [read_target(link.target, "a.md") for link in prose.links]
        if not problems and not any(isinstance(target, BadTarget) for target in asked):
            shown = Addresses()
            shown.feed(filled(prose))
            assert [it for it in shown.found if unsafe_scheme(it) or it.startswith("//")] == []


def test_mistakes_in_a_block_that_sleeps_today_are_told_today() -> None:
    text = 'a\n\n{{ show from="2027-01-01" }}\n[x][y]\n\n<script>z</script>\n{{ end }}\n'
    prose, _ = read(text)
    assert filled(prose) == "<p>a</p>"
    assert places(text) == [(4, 1), (6, 1)]


# --- what the rest of the site is told of a page ---


def test_links_and_calls_know_what_was_typed_and_where() -> None:
    text = 'a [b](c.md#d)\n\n![e](f.jpg) {{ g h="i" }}\n\n[j][k]\n\n[k]: l.md'
    prose, _ = read(text, first_line=5)
    assert sorted((it.target, it.line, it.column) for it in prose.links) == [
        ("c.md#d", 5, 7),
        ("f.jpg", 7, 6),
        ("l.md", 11, 6),
    ]
    [call] = prose.components
    assert (call.name, dict(call.arguments), call.line, call.column) == ("g", {"h": "i"}, 7, 13)


def test_links_in_code_and_comments_are_not_checked() -> None:
    prose, _ = read("`[a](b.md)` <!-- [c](d.md) {{ e }} -->\n\n    [f](g.md)")
    assert prose.links == ()
    assert prose.components == ()


def test_a_reference_that_nobody_uses_is_not_checked() -> None:
    prose, problems = read("text\n\n[k]: l.md")
    assert prose.links == ()
    assert problems == []


def test_citations_are_numbered_by_first_mention() -> None:
    prose, _ = read("a [@t] b [@s; @t]", first_line=3)
    assert [(it.source, it.number, it.anchor, it.line, it.column) for it in prose.citations] == [
        ("t", 1, "cite-1-1", 3, 3),
        ("s", 2, "cite-2-1", 3, 10),
        ("t", 1, "cite-1-2", 3, 10),
    ]


def test_headings_are_listed_without_their_links_and_citations() -> None:
    prose, _ = read("## *A* [b](c.md) [@s]\n\n### D {{ price }}\n\n## E {#f}")
    assert [(it.level, it.id, filled(prose, it.html).strip()) for it in prose.headings] == [
        (2, "a-b", "<em>A</em> b"),
        (3, "d", "D price()"),
        (2, "f", "E"),
    ]


def test_anchors_are_every_id_of_the_page() -> None:
    prose, _ = read('## A\n\n## B {#own}\n\n<p id="para">x</p>\n\nc [@s]')
    assert {"a", "own", "para"} <= prose.anchors


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("## Füße\n\n## Fuße", ["fuesse", "fusse"]),
        ("## Fuße\n\n## Füße", ["fusse", "fuesse"]),
        ("## Same\n\n## Same\n\n## Same", ["same", "same_1", "same_2"]),
        ("## Über uns\n\n### Preise & Zeiten", ["ueber-uns", "preise-zeiten"]),
        ("## !!!\n\n## ???", ["section", "section_1"]),
        ("## A {#b}\n\n## B", ["b", "b_1"]),
        ("## B\n\n## A {#b_1}\n\n## B", ["b", "b_1", "b_2"]),
    ],
)
def test_heading_ids_are_readable_and_unique(text: str, ids: list[str]) -> None:
    prose, problems = read(text)
    assert problems == []
    assert [heading.id for heading in prose.headings] == ids


def test_an_id_does_not_change_when_the_page_around_it_does() -> None:
    alone, _ = read("## Füße")
    among, _ = read("text\n\n## Fuße\n\n{{ price }}\n\n## Füße\n\n## Other")
    assert alone.headings[0].id in {heading.id for heading in among.headings}


# The frame of a page has these ids: the target of the skip link, the list of sources.
@pytest.mark.parametrize("title", ["Main", "Sources", "Source 1"])
def test_a_heading_does_not_take_an_id_of_the_frame(title: str) -> None:
    prose, problems = read(f"## {title}\n\na [@s]")
    ids = {heading.id for heading in prose.headings}
    assert problems or not ids & {"main", "sources", "source-1"}


# --- filling ---


def test_a_link_to_a_page_that_sleeps_leaves_its_words() -> None:
    prose, _ = read("See [the *new* page](b.md) today.")
    shown = prose.fill(prose.html, link=lambda _: None, image=image, component=component)
    assert shown == "<p>See the <em>new</em> page today.</p>"


def test_an_answer_is_escaped_as_an_address() -> None:
    prose, _ = read("[a](b.md)")
    shown = prose.fill(prose.html, link=lambda _: '/?a="b"&c=<d>', image=image, component=component)
    assert shown == '<p><a href="/?a=&quot;b&quot;&amp;c=&lt;d&gt;">a</a></p>'


@pytest.mark.parametrize(
    "text", ["![&#xE000;7&#xE001;](x.jpg)", "[a](&#xE000;7&#xE001;)", "&#xE000;7&#xE001;"]
)
def test_nobody_can_type_a_mark(text: str) -> None:
    prose, _ = read(text)
    assert "7" in filled(prose)


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("$95", "<p>$95</p>"),
        ("<a href='x'>y</a>", "<p><a href='x'>y</a></p>"),
        ("<table></table>", "<table></table>"),
        ("\n<section>x</section>\n", "\n<section>x</section>\n"),
        ("", ""),
    ],
)
def test_only_words_get_a_paragraph(answer: str, wanted: str) -> None:
    prose, _ = read("{{ any }}")
    shown = prose.fill(prose.html, link=lambda _: None, image=image, component=lambda _: answer)
    assert shown == wanted


@pytest.mark.parametrize(
    "text", ["> " * 400 + "a", ">" * 400, "\n".join("  " * n + "- a" for n in range(400))]
)
def test_nesting_without_end_is_told_not_a_crash(text: str) -> None:
    _, problems = read(text)
    assert problems
    assert all(problem.hint for problem in problems)


def test_one_page_does_not_colour_the_next() -> None:
    read("Text[^1].\n\n[^1]: note\n\n*[PT]: Physical therapy\n\n[ref]: b.md\n\n## A")
    assert html_of("PT [x]\n\n## A") == '<p>PT [x]</p>\n<h2 id="a">A</h2>'
    assert places("[x][ref]") == [(1, 1)]
