"""What owners type, and what nobody should: YAML, Markdown, calls, paths, and damage to them.

The pieces know the grammar that they break: a text of random letters is refused at its first line.
"""

import json
import re
from collections.abc import Sequence

from hypothesis import strategies as st

Text = st.SearchStrategy[str]

ODD = [
    "\0", "\x01", "\x7f", "\x85", "\u2028", "\u2029", "\u200b", "\u202e", "\ufeff", "\ufffe",
    "\u00a0", "\ue000", "\ue001", "\ue0000\ue001", "\U0001f469\u200d\U0001f4bb", "e\u0301",
    "\u0130", "\ufb01", "\u0660\u0661", "\u00b2", "\u65e5\u672c", "\u05d0\u05d1", "\t", "\r",
    "\r\n",
]  # fmt: skip
LONG = [
    "1" * 5_000, "-" + "9" * 4_400, "a" * 3_000, "a" * 300, "&#" + "1" * 4_500 + ";",
    "&#x" + "f" * 4_500 + ";", "0" * 4_400 + "1", "word " * 400, "\u00e9" * 256,
]  # fmt: skip
# What would run in a page, a template, a query, a card or a calendar if it got there as it is.
CANARIES = (b"<x-canary", b"864192")
INTRUDERS = [
    "<x-canary onload=1>", "</title><x-canary>", "\"><x-canary>", "'><x-canary>", "--><x-canary>",
    "]]><x-canary>", "</script><x-canary>", "{{ 123456 * 7 }}", "{% for a in (1,) %}{{ 123456*7 }}",
    "{# a", "{{", "%}", "a\nX-EVIL:1", "a\r\nX-EVIL:1", "${1}", "$(id)", "`id`", "'; --", "%s%n",
    "\\", "\\ue000", "javascript:alert(1)", "data:text/html,<x-canary>", "//evil.example",
    "https://evil.example/<x-canary>", "=1+1",
]  # fmt: skip

odd = st.sampled_from(ODD)
long = st.sampled_from(LONG)
intruder = st.sampled_from(INTRUDERS)
word = st.sampled_from(
    "clay wheel glaze fire kiln a the 5 60-90 $40 yes no null 2026-06-15 9-17 x".split()
)
typed = st.one_of(word, word, intruder, odd, long, st.text(max_size=20))


def glued(parts: Text, glue: Sequence[str], most: int = 8) -> Text:
    """Return texts of some parts with something between them."""
    pairs = st.lists(st.tuples(parts, st.sampled_from(glue)), max_size=most)
    return pairs.map(lambda found: "".join(part + between for part, between in found))


# --- YAML ---

YAML_BITS = """
    [ ] { } [] {} - -- --- ... ? : :: # & * ! !! | > |- >+ |2 ' '' " "" % @ ` ~ , << &a *a &a[*a]
    !unconfirmed !!str !!python/object/apply:os.system !!binary !!omap !x !<tag:x> %YAML %TAG a: a
    a:b "a" 'a' [a [a,b] {a:b} {a {a: - - a: .inf .nan 0x1F 0o17 1_000 12:30:45 =
    2026-02-30 0000-00-00 9999-12-31 10000-01-01 +1 -0 1e400 "\\0" "\\ud800" "\\x07" "\\u2028" "\\ "
""".split()  # fmt: skip
KEYS = """
    title description nav_title date updated draft order tags related aliases image from until offer
    teacher name url language timezone currency theme_color menu main feeds words moved to length
    rates price remark photo offers week monday closings reason hours authors year phone email
""".split()


def quoted(text: str) -> str:
    """Return a text in double quotes, as YAML and JSON write it."""
    return json.dumps(text)


yaml_scalar = st.one_of(
    typed,
    typed.map(quoted),
    typed.map(lambda it: "'" + it.replace("'", "''") + "'"),
    typed.map(lambda it: "|\n    " + it.replace("\n", "\n    ")),
    typed.map(lambda it: f"!unconfirmed {it}"),
    st.sampled_from(YAML_BITS),
)


def _collected(inner: Text) -> Text:
    pair = st.tuples(st.sampled_from(KEYS), inner).map(": ".join)
    return st.one_of(
        st.lists(inner, max_size=4).map(lambda it: "[" + ", ".join(it) + "]"),
        st.lists(pair, max_size=4).map(lambda it: "{" + ", ".join(it) + "}"),
        st.lists(inner, max_size=4).map(lambda it: "".join(f"\n- {part}" for part in it)),
        st.lists(pair, max_size=4).map(lambda it: "".join(f"\n  {part}" for part in it)),
        inner.map(lambda it: "[" * 30 + it),
    )


yaml_node: Text = st.recursive(yaml_scalar, _collected, max_leaves=6)
yaml_field = st.tuples(st.sampled_from(KEYS) | typed, yaml_node).map(": ".join)
yaml_lines = glued(
    yaml_field | st.sampled_from(YAML_BITS), ("\n", "\n", "\n  ", "\n- ", " ", "\r\n")
)


# --- Markdown ---

TARGETS = """
    visit.md ../visit.md courses/glaze.md #colors visit.md#how-to-find-us nowhere.md wheel.png
    ../static/mark.svg ../static/leaflet.txt https://a.example mailto:a@b.example tel:+1 <a> <> ()
    javascript:alert(1) data:x //a.example /abs/ ../../../../etc/passwd ..%2f..%2fa %00 a%zz https://[
    http://[::1 https:// mailto: \ue0000\ue001 ?a=b&c visit.md?x#y a(b)c \\a file:///etc/passwd
""".split()
CALLS = [
    '{{ note text="Hot" }}', '{{ note text="Hot" kind="x" }}', '{{ offer-box offer="wheel" }}',
    '{{ price-of offer="x" }}', '{{ teaser source="visit.md" }}', "{{ opening }}", "{{ people }}",
    '{{ show from="2026-01-01" }}', "{{ end }}", '{{ gallery name="../../site.yaml" }}',
    '{{ teaser source="../../outside/secret.md" }}', '{{ gallery name="fair" }}',
]  # fmt: skip
OPENERS = """
    * ** _ __ ` `` ``` ~~~ [ ![ ]( ) ][ ]: [^ [^1]: [@ [@leach1940] [@x] < > <b> </b> <div> </div>
    <code> </code> <pre> <a <img <!-- --> <! <? <![CDATA[ & &amp; &#106; &#x; &lt {: {#a} {.b} {{ }}
    {% {# | |-| |-|-| # ## ### #x == -- --- *** - + 1. 1) > >> : !!! !!!note *[a]: \\ \\\\ \\[ [TOC]
    [x] [x][] [x][y] [x]:a.md <https://a.example> <a@b.example> <h2> </h2> <p> <td> <summary>
    onclick= style=x markdown="1" href="x" src=x
""".split()


def emphasised(parts: tuple[str, str]) -> str:
    mark, words = parts
    return f"{mark}{words}{mark}"


def element(parts: tuple[str, str]) -> str:
    tag, words = parts
    return f'<{tag} id="{words}">{words}</{tag}>'


inline = st.one_of(
    typed,
    st.sampled_from(OPENERS),
    st.sampled_from(CALLS),
    st.tuples(typed, st.sampled_from(TARGETS) | typed).map(lambda it: f"[{it[0]}]({it[1]})"),
    st.tuples(typed, st.sampled_from(TARGETS)).map(lambda it: f'![{it[0]}]({it[1]} "t")'),
    st.tuples(st.sampled_from(("*", "**", "_", "`", "~~")), typed).map(emphasised),
    st.tuples(st.sampled_from("b div code pre a img h2 td script x-y".split()), typed).map(element),
)
line = glued(inline, ("", " ", " ", "  \n"), most=5)
block = st.one_of(
    line,
    line.map(lambda it: f"## {it}"),
    line.map(lambda it: f"- {it}\n  - {it}\n\n      {it}"),
    line.map(lambda it: f"1. {it}\n> {it}"),
    line.map(lambda it: f"| a | b |\n|---|---|\n| {it} | b |"),
    line.map(lambda it: f"```x\n{it}\n```"),
    line.map(lambda it: f'!!! note "a"\n    {it}'),
    line.map(lambda it: f"Term\n:   {it}\n\nSee.[^1]\n\n[^1]: {it}"),
    line.map(lambda it: f'<div markdown="1">\n{it}\n</div>'),
    line.map(lambda it: f"*[BM]: {it}\n\nBM [x]\n\n[x]: {it}"),
    line.map(lambda it: f'{{{{ show until="2026-06-20" }}}}\n{it}\n{{{{ end }}}}'),
)
markdown = glued(block, ("\n", "\n\n", "\n\n", "\n    ", "\n> "), most=5)


# --- component calls ---

NAMES = "note offer-box price-of teaser opening gallery people picture nothing Note note.html ../x"
ARGUMENTS = "text kind offer source name src alt title self caller varargs kwargs __class__ a-b"

call = st.builds(
    lambda name, pairs: "{{ " + " ".join((name, *pairs)) + " }}",
    st.sampled_from(NAMES.split()) | typed,
    st.lists(
        st.builds(
            lambda name, mark, value: f"{name}={mark}{value}{mark}",
            st.sampled_from(ARGUMENTS.split()),
            st.sampled_from(('"', "'", "", "\u201c")),
            typed | st.sampled_from(TARGETS) | st.sampled_from(("wheel", "true", "-1", "plain")),
        ),
        max_size=3,
    ),
)


# --- paths ---

PARTS = [
    *"""
    .. . ... ~ ~root C: con nul a b.md index.md visit.md secret.md outside etc passwd %2e%2e %2F %00
    %5c \\ \\.. a\\b ..\\.. a:b a?b a#b a*b a|b a&b a'b a"b <a> $a `a` {{a}} -rf --output=x .git
    .cache .hidden .well-known a..b a. 404.html build.json feed.xml index.html assets robots.txt
    \u2215 \u2044 \uff0e\uff0e \u202e e\u0301 \u65e5\u672c A a\u00a0b
""".split(),
    "", " ", "a b", "a\nb", "a\tb", "a\0b", "a" * 300, "a/" * 200, "\u00e9" * 130, "\udce9",
]  # fmt: skip
path = st.one_of(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("/".join),
    st.sampled_from(TARGETS),
    st.sampled_from(("../" * 8 + "etc/passwd", "/etc/passwd", "../../outside/secret.md")),
    typed,
)
file_name = st.lists(
    st.sampled_from([it for it in PARTS if it not in ("..", "", ".")]), min_size=1, max_size=3
).map("/".join)


# --- damage ---

WAYS = ("insert", "insert", "replace", "remove", "double", "swap")


def damaged(text: str, piece: Text) -> Text:
    """Return texts that are almost this one: pieces put in, words taken out, doubled, exchanged."""
    ends = sorted({0, len(text), *(found.start() for found in re.finditer(r"\b|\n|[^\w\s]", text))})
    place = st.integers(0, len(ends) - 1)

    def hurt(changes: list[tuple[str, int, int, str]]) -> str:
        found = text
        for way, one, other, put in changes:
            start, end = sorted((min(ends[one], len(found)), min(ends[other], len(found))))
            end = min(end, start + 60)
            inner = found[start:end]
            new = {"insert": put + inner, "replace": put, "remove": "", "double": inner * 2}
            found = found[:start] + new.get(way, inner[::-1]) + found[end:]
        return found

    change = st.tuples(st.sampled_from(WAYS), place, place, piece)
    return st.lists(change, min_size=1, max_size=4).map(hurt)


def as_bytes(text: str) -> bytes:
    """Return a text as a file holds it; a lone surrogate becomes a byte that is no text."""
    return text.encode("utf-8", "surrogateescape" if "\udce9" in text else "surrogatepass")
