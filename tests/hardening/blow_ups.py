"""Texts that cost far more than they say, as large as a file may be.

A page may have 100,000 letters, any other text 1 MB. Each fragment is repeated; what one block
of text may hold is limited, so blank lines between the fragments are the harder test. Fragments
without them, and nesting, are in tests/test_fuzz.py.
"""

from collections.abc import Iterator, Mapping

from sitegen.bounds import MAX_BLOCKS
from sitegen.load import MAX_PAGE, MAX_TEXT
from tests.sites.everything import DATA, SETTINGS
from tests.sites.small import SITE_YAML
from tests.test_fuzz import BLOW_UPS, YAML_BLOW_UPS

HEAD = "---\ntitle: Old\ndescription: About old.\n---\n"
PAGE = "content/archive/old.md"
ROOM = MAX_PAGE - 200

FRAGMENTS = [
    *("```x\n", "~~~x\n", "<code>", "<pre>", "<svg>", "<h2>", "</h2>", "<kbd>", "<sup>", "<p>"),
    "<a>",
    *("<x>", "</x>", "<img>", '<img src="wheel.png">', "<a href=visit.md>", "-->", "<?", "<!"),
    *("](a", "](", "[^x] a", "[@leach1940] a", "[@"),
    *("![a](wheel.png)", "[a](visit.md)", "[TOC]"),
    *('{{ note text="a" }}', "{{ people }}", "{{ x }}", "{{ note"),
    *('{: a="b" }', "## a", "*[BM]: x"),
    *("| a | b |\n|---|---|\n| c | d |", "&#106;", "&#xe000;", "https://a.example", "<b a=b"),
    "a@b.c",
    *('"a" \'b\' -- ...', "\u00e9", "\u202e", "a\\\n", "  a\n", "\ta\n", "1) a\n", "> - a\n"),
]  # fmt: skip

# Each with a number, so that no two are alike.
NUMBERED = [
    "[x{n}]: visit.md", "[a][x{n}]", "[^{n}]: a", "[^x{n}] a", "a[^{n}]\n\n[^{n}]: b", "## a{n}",
    "## a {{#i{n}}}", "*[a{n}]: b", "*[w{n}]: b\n\nw{n}", "<x{n}>", '<b id="i{n}">a</b>',
    "[@s{n}] a", "[a](b{n}.md)", "[a](visit.md#b{n})", "![a](p{n}.png)", "{{{{ n{n} }}}}",
    '{{{{ teaser source="x{n}.md" }}}}', "```x{n}", "term{n}\n: x", "<!-- {n} -->",
    "<https://a.example/{n}>", "&#{n};", '{{{{ show from="2026-01-01" }}}}\na{n}\n\n{{{{ end }}}}',
]  # fmt: skip

AROUND = {
    "alone": ("", ""),
    "in HTML": ("<div>\n\n", "\n\n</div>"),
    "in Markdown in HTML": ('<div markdown="1">\n\n', "\n\n</div>"),
    "after an end of a comment": ("-->\n\n", ""),
    "after ends": ("</code></pre></h2></div></a></p>\n\n", ""),
    "before ends": ("", "\n\n</code></pre></h2></div></a></p>-->```"),
    "in a box": ('!!! note "a"\n    ', ""),
    "in a block by date": ('{{ show from="2026-01-01" }}\n', "\n{{ end }}"),
}
GLUES = {"blank lines": "\n\n", "lines": "\n", "spaces": " ", "nothing": ""}
ODD_BLOCKS = {
    "a tag of spaces": "<a" + " " * 18_000 + ">x</a>\n\n",
    "a picture of one word": "<img " + "a" * 18_000 + ">\n\n",
    "a table of one row": "|" + "a|" * 5_000 + "\n|" + "-|" * 4_000 + "\n\n",
    "a line of spaces": "a" + " " * 18_000 + "b\n\n",
    "a rule of dashes": "- " * 9_000 + "\n\n",
    "quotes and bold": "'<b>\"</b>" * 2_000 + "\n\n",
    "a call of spaces": "{{ note" + " " * 18_000 + 'text="a" }}\n\n',
    "an attribute list": "a {: " + "a=b " * 4_000 + "}\n\n",
    "a link of parentheses": "[a](" + "a(b)" * 4_000 + "\n\n",
    "open brackets before a long text": "[" * 600 + "a " * 9_500 + "\n\n",
    "open pictures before a long text": "![" * 600 + "a " * 9_000 + "\n\n",
    "open stars before a long text": "*a " * 3_000 + "a " * 5_000 + "\n\n",
    "open tags before a long text": "<b " * 50 + "a " * 9_500 + "\n\n",
    "entities before a long text": "&a" * 3_000 + "a " * 5_000 + "\n\n",
    "backticks of many lengths": "".join("`" * at + "a" for at in range(1, 190)) + "\n\n",
    "an open reference": "[a" * 500 + "][" * 100 + "\n\n",
    "open emphasis": "*a **b " * 2_500 + "\n\n",
    "stars": "*" * 18_000 + "\n\n",
    "underlines": "_a" * 9_000 + "\n\n",
    "letters that join": "\u0301" * 18_000 + "\n\n",
}


WHOLE = {
    "a table of contents": "[TOC]\n\n" + "## a\n\n" * 4_900,
    "many headings": "## a\n\n" * 4_900,
    "many tables of contents": "[TOC]\n\n" * 4_900,
    "too many paragraphs": "a\n\n" * 30_000,
    "one footnote, again and again": "[^1]: a\n\n" + "b[^1]\n" * 600,
    "two footnotes by turns": "[^1]: a\n\n[^2]: b\n\n" + "b[^1] b[^2]\n" * 600,
    "one abbreviation": "*[a]: b\n\n" + "a\n\n" * 4_900,
    "one reference": "[a]: visit.md\n\n" + "[b][a]\n\n" * 4_900,
    "one id": "## a {#b}\n\n" * 4_900,
    "ids in a row": "".join(f"## a\n\n## a {{#a_{at}}}\n\n" for at in range(2_400)),
}


def repeated(fragment: str, glue: str) -> str:
    """Return a page's text of one fragment, just below the limits of letters and of paragraphs."""
    least = ROOM // (MAX_BLOCKS - 50) if glue == "\n\n" else 0
    block = fragment * max(1, -(-least // len(fragment))) + glue
    return block * (ROOM // len(block))


def numbered(fragment: str, room: int = ROOM) -> str:
    """Return a page's text of fragments that all differ, just below the limit."""
    blocks = fragment.count("\n\n") + 1
    fragment += " a" * max(0, 11 * blocks - len(fragment) // 2)
    length = len(fragment.format(n=10_000)) + 2
    return "\n\n".join(fragment.format(n=at) for at in range(10_000, 10_000 + room // length))


def pages() -> Mapping[str, str]:
    """Return pages that are hard to read, by what they hold."""
    found = {f"{it!r}": repeated(it, "\n\n") for it in FRAGMENTS}
    found |= {f"numbered {it!r}": numbered(it) for it in NUMBERED}
    return found | {it: repeated(ODD_BLOCKS[it], "") for it in ODD_BLOCKS} | WHOLE


def more_pages() -> Iterator[tuple[str, str]]:
    """Yield every fragment with everything between and around it: too many for each day."""
    for around, (before, after) in AROUND.items():
        for what, glue in GLUES.items():
            for fragment in (*FRAGMENTS, *BLOW_UPS):
                name = f"{fragment!r} with {what} between, {around}"
                yield name, before + repeated(fragment, glue)[: ROOM - 200] + after
        for fragment in NUMBERED:
            yield (
                f"numbered {fragment!r}, {around}",
                before + numbered(fragment, ROOM - 200) + after,
            )


def lines(form: str, most: int = 100_000) -> str:
    """Return numbered lines of a form, no more than a file may hold."""
    number = min(most, MAX_TEXT // (len(form.format(n=most)) + 1))
    return "".join(form.format(n=at) + "\n" for at in range(number))


LAUGHS = "a0: &a0 [ha, ha]\n" + "".join(
    f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]\n" for at in range(1, 30)
)


# Of a site without schema.py, which takes any data.
UNTYPED = {
    "a list of 100,000": "- a\n" * 100_000,
    "a list in brackets": "[" + "a, " * 340_000 + "]",
    "a list of lists": "- [a, b]\n" * 100_000,
    "a list of mappings": "- {a: b}\n" * 100_000,
    "100,000 names": lines("a{n}: b"),
    "one name, again and again": "a: b\n" * 200_000,
    "one long name": "a" * 900_000 + ": b",
    "long names": lines("a" * 1_000 + "{n}: b"),
    "one long value": "a: " + "b" * 1_000_000,
    "one long quoted value": 'a: "' + "b\\n" * 340_000 + '"',
    "one long folded value": "a: >\n" + "  b\n" * 250_000,
    "a long comment": "# a\n" * 250_000 + "a: b",
    "lost comments": "- a #1\n" * 140_000,
    "comments in brackets": "[" + "a #b\n, " * 140_000 + "]",
    "a billion laughs": LAUGHS,
    "anchors": lines("a{n}: &a{n} b"),
    "tags": "- !x a\n" * 140_000,
    "facts to confirm": "- !unconfirmed a\n" * 60_000,
    "deeper and deeper": "".join(" " * at + "a:\n" for at in range(1_400)),
    "documents": "--- a\n" * 150_000,
    "quotes": "'" * 1_000_000,
    "bars": "- |\n" * 250_000,
    **{f"fragment {it!r}": it * (MAX_TEXT // len(it)) for it in YAML_BLOW_UPS},
}

WRONG_CLOSINGS = DATA["hours.yaml"].partition("closings:")[0] + "closings:\n"
WRONG_WORDS = SETTINGS.rpartition("words:")[0] + "words:\n"
# Of the pottery: what stands in the wrong place, or leads nowhere.
TYPED = {
    "unknown settings": ("site.yaml", SETTINGS + lines("a{n}: b", 100_000)[: MAX_TEXT - 2_000]),
    "unknown words": ("site.yaml", WRONG_WORDS + lines("  a{n}: b", 80_000)),
    "a menu of nothing": ("site.yaml", SETTINGS.replace("about.md", ", ".join(["x.md"] * 100_000))),
    "wrong entries": ("content/data/hours.yaml", WRONG_CLOSINGS + lines("- {{x: {n}}}", 80_000)),
    "wrong days": (
        "content/data/hours.yaml",
        WRONG_CLOSINGS + lines("- {{reason: a, from: {n}}}", 35_000),
    ),
    "people without offers": (
        "content/data/people.yaml",
        lines("p{n}: {{name: a, offers: [x{n}]}}", 30_000),
    ),
    "right people": ("content/data/people.yaml", lines("p{n}: {{name: a}}", 40_000)),
    "redirects to nothing": ("content/data/redirects.yaml", lines("/a{n}/: x{n}.md", 50_000)),
    "redirects from anything": ("content/data/redirects.yaml", lines("a {n}: about.md", 50_000)),
    "published and gone": ("content/data/published-urls.txt", lines("/a{n}")),
    "published nowhere": ("content/data/published-urls.txt", lines("http://[{n}")),
    "published twice": ("content/data/published-urls.txt", "/wheel/\n" * 100_000),
    "sources without a title": ("content/data/sources.yaml", lines("s{n}: {{}}")),
    "many sources": (
        "content/data/sources.yaml",
        DATA["sources.yaml"] + lines('s{n}: {{title: a, url: "https://a.example/"}}', 20_000),
    ),
    "unknown fields": (PAGE, HEAD.replace("---\n", "---\n" + lines("a{n}: b", 10_000), 1) + "Old."),
    "a list of tags": (PAGE, HEAD.replace("---\n", "---\ntags: [" + "a, " * 30_000 + "]\n", 1)),
    "a list of strangers": (
        PAGE,
        HEAD.replace("---\n", "---\nrelated: [" + "x.md, " * 15_000 + "]\n", 1),
    ),
    "a long title": (PAGE, HEAD.replace("Old", "Old " * 24_000, 1)),
    "front matter without end": (PAGE, "---\n" + "title: a\n" * 11_000),
    "front matter of brackets": (PAGE, "---\na: " + "[" * 99_000 + "\n---\n"),
    "a page too long": (PAGE, HEAD + "a " * 500_000),
    "a file of zeros": (PAGE, HEAD + "\0" * 90_000),
}  # fmt: skip
PLAIN_SITE = {"site.yaml": SITE_YAML}
