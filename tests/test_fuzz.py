"""Whatever is typed, a build ends soon: with a site that is safe, or with Problems.

`FUZZ_EXAMPLES=5000 pytest tests/test_fuzz.py` looks longer, each time at other examples.
"""

import datetime
import html
import os
import re
import shutil
import time
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.load import MAX_PAGE
from sitegen.pipeline import make
from sitegen.problems import Problem, ProblemsFound
from sitegen.prose import parse
from sitegen.yamltext import parse as parse_yaml
from tests.golden_errors.sound import SOUND_SITE, at_most, copied

NOW = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "100"))
MOST_SECONDS = 5
ABOUT = "content/about.md"

# The usual run looks at the same examples every time, so that CI does not turn red by chance.
fuzz = settings(
    max_examples=EXAMPLES,
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def sound_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = copied(tmp_path_factory.mktemp("fuzz"))
    make(site, now=NOW)
    return site


def built(site: Path) -> dict[str, bytes]:
    """Return the outputs, nothing if there are Problems; anything else fails the test."""
    started = time.perf_counter()
    outputs, problems = {}, tuple[Problem, ...]()
    with at_most(2 * MOST_SECONDS):
        try:
            outputs = {it.path: it.content for it in make(site, now=NOW).outputs}
        except ProblemsFound as found:
            problems = found.problems
    assert time.perf_counter() - started < MOST_SECONDS
    assert outputs or problems
    for problem in problems:
        assert_well_formed(problem, site)
    assert all(is_inside(name) for name in outputs)
    return outputs


def is_inside(name: str) -> bool:
    return not name.startswith("/") and not {"", ".", ".."} & set(name.split("/"))


def assert_well_formed(problem: Problem, site: Path) -> None:
    assert problem.message.strip()
    assert "\n" not in problem.message + problem.hint
    assert not Path(problem.path).is_absolute()
    problem.message.encode(), problem.hint.encode(), problem.path.encode()
    file = site / problem.path
    assert problem.path.startswith("sitegen/") or file.parent.exists(), problem
    if file.is_file() and file.suffix in (".md", ".yaml", ".html"):
        lines = file.read_bytes().decode("utf-8", "replace").splitlines() or [""]
        assert 1 <= problem.line <= len(lines) + 1, problem
    assert problem.column >= 1


# --- Markdown ------------------------------------------------------------------------

FRAGMENTS = """
    # ## ### #1 #x == -- --- *** ___ * ** *** _ __ - + 1. 1) 2. > >> | |-|-| |a|b| ~~~ ``` ` `` [
    ] ( ) [a] [a](b) [a](breads/rye.md) [a](breads/index.md#rye) [a][b] [b]: [b]:about.md ![ ![a]
    ![](breads/rye.png) ![a](breads/rye.png) ![a](about.md) [a]() [](about.md) < > <a <a> </a> <b>
    </b> <div> </div> <p> <br> <hr/> <img <img> <script> </script> <!-- --> <!DOCTYPE> <?php ?>
    <a/href=javascript:x> <img/src=x <a(b> <div/> [a](<b>c) <code> </code> <pre> </pre> <h1> <li>
    <table> <style> <svg/onload=x> href="x" href='about.md' src=x style="x" onclick="x" class="a"
    id="a" id=a markdown="1" {: {#a} {.b} {: .c } {onclick=x} { } {{ }} {{a}} {{price-box
    {{price-box}} bread="rye" bread='rye' bread=“rye” bread= ="rye" note=5 note=true {{end}}
    {{show from="2026-01-01"}} {% %} {# #} {{ {{{ }}} \\{{ \\ \\\\ [@ [@] [@baker2020]
    [@baker2020;@x] [@x] @ [^1] [^1]: [^ *[a]: !!! !!!note :a &amp; &lt; &#106; &#x6a; & ;
    javascript: https://a.example //a mailto:a@b.example data:x " ' “ ” ... é ß 日 \u202e \u200b
    \u00a0 \u2028 \x85 ' 2. 10. • ·
""".split()  # fmt: skip
GLUE = ("", " ", "  ", "\n", "\n\n", "\n  ", "\n    ", "\n\t", "\n> ", "\n- ", "\n\n    ", "\r\n")


def joined(fragments: Sequence[str], longest: int = 14) -> st.SearchStrategy[str]:
    pair = st.tuples(st.sampled_from(fragments), st.sampled_from(GLUE))
    return st.lists(pair, max_size=longest).map(
        lambda pairs: "".join(fragment + glue for fragment, glue in pairs)
    )


markdown_text = joined(FRAGMENTS) | st.text(max_size=60)


class Seen(HTMLParser):
    """Collects what could run in a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.dangers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "form", "base", "style", "svg"):
            self.dangers.append(f"<{tag}>")
        for name, value in attrs:
            bare = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                self.dangers.append(f"{name}=")
            if name in ("href", "src") and bare.startswith(("javascript:", "data:", "vbscript:")):
                self.dangers.append(f"{name}={value}")


def assert_safe(text: str) -> None:
    seen = Seen()
    seen.feed(text)
    seen.close()
    assert not seen.dangers
    assert not re.search("[\ue000-\ue00f\x02\x03]", text), "a mark of the engine is left"


@fuzz
@given(body=markdown_text)
def test_any_markdown_is_a_safe_page_or_problems(sound_site: Path, body: str) -> None:
    page = f"---\ntitle: About us\ndescription: Who bakes.\n---\n{body}"
    (sound_site / ABOUT).write_bytes(page.encode("utf-8", "surrogatepass"))
    try:
        outputs = built(sound_site)
        if outputs:
            assert_safe(outputs["about/index.html"].decode())
    finally:
        shutil.copy(SOUND_SITE / ABOUT, sound_site / ABOUT)


@fuzz
@given(body=markdown_text)
def test_any_markdown_is_read_the_same_way_twice(body: str) -> None:
    day = NOW.date()
    with at_most(2 * MOST_SECONDS):
        assert parse(body, ABOUT, 5, day) == parse(body, ABOUT, 5, day)


@fuzz
@given(body=markdown_text, before=st.integers(0, 5))
def test_lines_above_move_a_problem_down_and_change_nothing_else(body: str, before: int) -> None:
    day = NOW.date()
    with at_most(2 * MOST_SECONDS):
        alone = parse(body, ABOUT, 5, day)[1]
        below = parse("\n" * before + body, ABOUT, 5, day)[1]
    assert [(it.line + before, it.message) for it in alone] == [
        (it.line, it.message) for it in below
    ]


# Of these, no word may be lost: what follows the others on their line is a name, not text.
OF_TEXT = [it for it in FRAGMENTS if not re.search(r"[<{]|```|~~~|!!!|\]:|href|src=|\u2028", it)]


@fuzz
@given(
    pieces=st.lists(
        st.tuples(st.sampled_from(OF_TEXT), st.sampled_from(GLUE), st.booleans()), max_size=8
    )
)
def test_no_word_vanishes_without_a_problem(
    pieces: Sequence[tuple[str, str, bool]],
) -> None:
    words = [f"word{at}z" for at, (_, _, spoken) in enumerate(pieces) if spoken]
    body = "".join(
        f"{fragment}{glue}" + (f"word{at}z{glue}" if spoken else "")
        for at, (fragment, glue, spoken) in enumerate(pieces)
    )
    prose, problems = parse(body, ABOUT, 5, NOW.date())
    shown = html.unescape(re.sub(r"<[^>]*>", "", prose.html)) + repr(prose.marks)
    assert problems or all(word in shown for word in words)


# --- front matter, settings, data ----------------------------------------------------

YAML_FRAGMENTS = """
    title: title description: tags: [ ] { } - -- --- ... ? : :: # #1 & &a * *a ! !! !!str
    !unconfirmed !unconfirmed: | > |- >+ ' '' " "" \\ \\n % @ ` ~ null yes no 5 -5 5.5 2026-11-23
    2026-02-30 9:30-17:00 $5 rye about.md /us/ /../us/ x: x , ,, <<: a: a: b: - a [a,b] {a:b} name:
    url: page: grams: bread: price: from: until: order: draft: aliases: related: image: hours: menu:
    main: feeds: +1631 hello@a.example é 日 \u2028 \u00a0 \ufeff
""".split()  # fmt: skip
YAML_GLUE = ("", " ", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", ": ", "\t")


def yaml_lines() -> st.SearchStrategy[str]:
    pair = st.tuples(st.sampled_from(YAML_FRAGMENTS), st.sampled_from(YAML_GLUE))
    return st.lists(pair, max_size=14).map(
        lambda pairs: "".join(fragment + glue for fragment, glue in pairs)
    )


def with_file(site: Path, path: str, content: bytes) -> dict[str, bytes]:
    """Build once with other content in one file."""
    try:
        (site / path).write_bytes(content)
        return built(site)
    finally:
        shutil.copy(SOUND_SITE / path, site / path)


YAML_FILES = {
    ABOUT: "---\ntitle: About us\ndescription: Who bakes.\n{}\n---\nWe bake.\n",
    "content/index.md": "---\n{}\n---\n",
    "content/data/breads.yaml": "rye:\n  name: rye\n  page: breads/rye.md\n  grams: 750\n{}",
    "content/data/prices.yaml": "{}",
    "content/data/closures.yaml": "- {}",
    "content/data/redirects.yaml": "/old/: about.md\n{}",
    "site.yaml": (SOUND_SITE / "site.yaml").read_text("utf-8") + "{}",
}


@fuzz
@given(path=st.sampled_from(sorted(YAML_FILES)), text=yaml_lines(), raw=st.binary(max_size=80))
def test_any_yaml_builds_or_is_problems(sound_site: Path, path: str, text: str, raw: bytes) -> None:
    content = YAML_FILES[path].format(text).encode()
    with_file(sound_site, path, content + raw if b"\xff" in raw else content)


VALUES = (
    st.sampled_from(YAML_FRAGMENTS)
    | st.text(max_size=12)
    | st.integers().map(str)
    | st.floats().map(str)
    | st.dates().map(str)
    | st.times().map(str)
)


@fuzz
@given(
    place=st.sampled_from(
        [
            ("site.yaml", "+1 631-555-0100"),
            ("site.yaml", "hello@bakery.example"),
            ("site.yaml", "8:00-13:00"),
            ("site.yaml", "https://bakery.example/"),
            ("site.yaml", "America/New_York"),
            ("site.yaml", "en-US"),
            ("content/breads/rye.md", "45, 60"),
            ("content/breads/rye.md", "/dark-bread/"),
            ("content/data/prices.yaml", "$6.50"),
            ("content/data/prices.yaml", "2026-12-31"),
            ("content/data/closures.yaml", "2026-12-24"),
            ("content/data/breads.yaml", "750"),
            ("content/data/redirects.yaml", "/old/"),
            ("content/data/redirects.yaml", "about.md"),
            ("content/data/sources.yaml", "https://journal.example/bread"),
        ]
    ),
    value=VALUES,
)
def test_any_value_builds_or_is_problems(
    sound_site: Path, place: tuple[str, str], value: str
) -> None:
    path, old = place
    quoted = "'" + re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", "?", value) + "'"
    text = (SOUND_SITE / path).read_text("utf-8")
    assert old in text
    with_file(sound_site, path, text.replace(old, quoted.replace("\ufeff", "")).encode())


# --- component calls -----------------------------------------------------------------

CALL_FRAGMENTS = """
    {{ }} {{price-box price-box price_box picture show end bread= bread="rye" note="a" bread="oat"
    note='a' note=5 note=-5 note=true note=True bread=rye "rye" = == " ' , ( ) | { } {% %} __class__
    self=1 caller="x" varargs=1 kwargs="x" from="2026-01-01" until="2026-02-30" src="breads/rye.png"
    src="../schema.py" alt="a" alt="" class="x" é “a” note="{{x}}" note="<b>" note="&quot;"
    note="\\" . .. / * # \\
""".split()


AROUND = ("{}", "{{{{ {} }}}}", "a {{{{ {} }}}} b", "- {{{{ {} }}}}", "`{{{{ {} }}}}`")


@fuzz
@given(
    call=st.lists(st.sampled_from(CALL_FRAGMENTS), max_size=6).map(" ".join),
    around=st.sampled_from(AROUND),
)
def test_any_call_is_a_safe_page_or_problems(sound_site: Path, call: str, around: str) -> None:
    page = f"---\ntitle: About us\ndescription: Who bakes.\n---\n{around.format(call)}\n"
    outputs = with_file(sound_site, ABOUT, page.encode())
    if outputs:
        assert_safe(outputs["about/index.html"].decode())


# --- templates -----------------------------------------------------------------------

EXPRESSIONS = """
    page page.title page.fields page.fields.date page.fields.tags page.headings page.nothing site
    site.name site.hours site.phone pages() pages(section="breads") pages(limit=1) pages(x=1)
    pages("a") page_at("about.md") page_at("x") data("prices") data("breads") data("x") data()
    url("about.md") url(page) url("x") url() url(none) asset("logo.svg") asset("x") asset(1)
    image("breads/rye.png") image("logo.svg") image("x") image("breads/rye.png",widths=(0,))
    resized("breads/rye.png",width=9) resized("breads/rye.png",width=0) absolute("about.md")
    absolute("x") absolute(none) social_card() menu("main") menu("x") menu() breadcrumbs()
    neighbours() related() related("x") tags() page_tags() feeds() unconfirmed() today() styles("x")
    styles() json_ld({}) json_ld(page) json_ld([none]) has_file("x") 1/0 1+"a" none none.x [][0]
    {}["a"] x() range(3) (1,2) "a"*3 lipsum() dict(a=1) cycler() namespace() loop self self.main()
    super() caller() page|day page.title|iso none|day 5|weekday page.title|tojson today()|day
    today()|next_day "a"|basic_date [1]|join_words none|join_words "a"|contentline page|length
    page|first page|sort page|map("x")|list "a"|format(1) "%s"|format page.body|safe page.__class__
    "".__class__.__mro__ site.model_copy() site.__dict__ url.__globals__
""".split()


@fuzz
@given(
    expression=st.sampled_from(EXPRESSIONS),
    form=st.sampled_from(
        (
            "{{{{ {} }}}}",
            "{{% if {} %}}a{{% endif %}}",
            "{{% for it in {} %}}{{{{ it }}}}{{% endfor %}}",
            "{{% set it = {} %}}{{{{ it.x }}}}",
            "{{{{ url({}) }}}}",
            "{{{{ asset({}) }}}}",
            "{{{{ pages(section={}) | list }}}}",
            "{{{{ data({}) }}}}",
            "{{{{ ({}) | iso }}}}",
            "{{{{ ({}) | day }}}}",
            "{{{{ json_ld({}) }}}}",
            "{{% include {} %}}",
            "{{% include {} ignore missing %}}",
        )
    ),
)
def test_any_template_builds_or_is_problems(sound_site: Path, expression: str, form: str) -> None:
    text = '{% extends "base.html" %}\n{% block main %}\n' + form.format(expression)
    with_file(sound_site, "templates/page.html", f"{text}\n{{% endblock %}}\n".encode())


# --- paths ---------------------------------------------------------------------------

PARTS = [
    *"""
    a about index breads news data tags root css A.B a.b -a a- .a ~a a~ #a a#b a%20b a&b a'b a"b a:b
    a;b a,b a=b a+b a@b a!b a$b a(b) a[b] a{b} a|b a^b a`b a\\b ä ñ 日本 ﬁ É e\u0301 \u202ea \u00a0
    CON nul 404 feed.xml sitemap.xml robots.txt build.json index.html assets a..b ..a a.. 0 _a __a
    {{a}} $a
""".split(),
    "a b", " a", "a ", "a\nb", "a\tb", "a" * 120,
]  # fmt: skip
ENDINGS = ("", *".md .MD .md.md .markdown .txt .html .yaml .yml .png .css .".split())


@fuzz
@given(
    folder=st.sampled_from(("content", "static", "content/data", "static/root", "templates/files")),
    parts=st.lists(st.sampled_from(PARTS), min_size=1, max_size=3),
    ending=st.sampled_from(ENDINGS),
)
def test_any_path_builds_inside_or_is_problems(
    sound_site: Path, folder: str, parts: list[str], ending: str
) -> None:
    path = sound_site / folder / ("/".join(parts) + ending)
    above = [it for it in (path, *path.parents) if it.is_relative_to(sound_site)]
    if path.exists() or any(it.is_file() for it in above):
        return
    made = [it for it in above if not it.exists()][-1]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"---\ntitle: A\ndescription: B.\n---\nWe bake.\n")
        built(sound_site)
    finally:
        shutil.rmtree(made) if made.is_dir() else made.unlink()


# --- blow-ups ------------------------------------------------------------------------

MEGABYTE = 1 << 20
BLOW_UPS = [
    "[", "![", "[a](", "[a](b", "[a](b) ", "[a][b", "[a][b] ", "[[a]", "](", "(", "[@", "[@a] ",
    "[^1] ", "*", "**a ", "*a**b", "_", "__a_", ">", "> a\n", "- ", "- a\n", "1. ", "1. a\n", "|",
    "| a | b |\n", "|-|-|\n", "&", "&#", "&amp;", "`", "`a ", "```\n", "~~~\n", "{{", "{{ a",
    "{{ a }} ", "{", "{: ", "## a {#a}\n", "<div>", "<div>\n\n", "</div>", "<b>", "<", "<a ",
    "<a href=", "<!--", "<http://a", "\\", "#", "## a\n", '"', "'", "a-- ", ".", " ", "\n", "\t",
    "a\n: b\n", "!!! a\n    b\n", "*[a]: b\n", "[^1]: a\n", "[x]: y\n", "=\n", "a\n=\n", "a\n-\n",
    '{{ show from="2026-01-01" }}\n', "{{ end }}\n", "a", "a ", "We bake bread.\n",
]  # fmt: skip
NESTED = {
    "lists": "".join("  " * depth + "- a\n" for depth in range(700)),
    "notes": "".join("    " * depth + "!!! note\n" for depth in range(500)),
    "quotes-with-gaps": "\n".join("> " * depth for depth in range(700)),
    "brackets": "[" * 20_000 + "]" * 20_000,
    "parentheses": "[a](" + "(" * 100_000,
    "emphasis": "*a " * 20_000 + "a* " * 20_000,
    "elements": "<div>" * 5_000 + "</div>" * 5_000,
}  # fmt: skip


def assert_soon(text: str, seconds: int) -> None:
    with at_most(seconds):
        prose, problems = parse(text, ABOUT, 5, NOW.date())
    # Definitions of links and abbreviations show nothing by themselves.
    is_definition = text.startswith(("*[a]: ", "[x]: "))
    assert prose.html or problems or not text.strip() or is_definition


@pytest.mark.parametrize("fragment", BLOW_UPS)
def test_a_thousand_times_one_fragment_is_read_soon(fragment: str) -> None:
    assert_soon(fragment * (4_000 // len(fragment)), seconds=2)


@pytest.mark.slow
@pytest.mark.parametrize("fragment", BLOW_UPS)
def test_the_longest_page_of_one_fragment_is_read_soon(fragment: str) -> None:
    assert_soon(fragment * (MAX_PAGE // len(fragment)), seconds=10)


@pytest.mark.slow
@pytest.mark.parametrize("fragment", BLOW_UPS)
def test_a_megabyte_of_one_fragment_is_refused_soon(sound_site: Path, fragment: str) -> None:
    page = f"---\ntitle: About us\ndescription: Who bakes.\n---\n{fragment * MEGABYTE}"
    assert with_file(sound_site, ABOUT, page[:MEGABYTE].encode()) == {}


@pytest.mark.slow
@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_deep_nesting_is_read_soon(text: str) -> None:
    assert_soon(text, seconds=10)


LONG_BUT_RIGHT = {
    "table": "| a | b |\n|---|---|\n" + "| [a](about.md) | [b](about.md) |\n" * 250,
    "list": "- [a](about.md)\n" * 500,
    "definitions": "".join(f"term {at}\n: meaning\n\n" for at in range(300)),
    "footnotes": "a[^1] " + "".join(f"b[^{at}]\n\n[^{at}]: c\n\n" for at in range(1, 200)),
    "headings": "## Rye\n\nDark bread.\n\n" * 300,
    "paragraph": "word " * 3_000,
    "code": "```\n" + 'x = [1] < 2 > `a` "b"\n' * 400 + "```\n",
    "html-table": "<table>\n" + "<tr><td>a</td><td>b</td></tr>\n" * 200 + "</table>\n",
    "calls": '{{ price-box bread="rye" }}\n\n' * 200,
    "quotes": 'It\'s "good" -- really...\n' * 600,
    "prose": "We bake **bread**, *rolls* and [rye](breads/rye.md) [@baker2020].\n\n" * 1_200,
}


@pytest.mark.parametrize("text", LONG_BUT_RIGHT.values(), ids=LONG_BUT_RIGHT)
def test_a_long_page_that_is_right_is_read_soon(text: str) -> None:
    with at_most(MOST_SECONDS):
        assert parse(text, ABOUT, 5, NOW.date())[1] == []


def test_a_block_too_long_is_one_problem() -> None:
    assert len(parse("- [a](about.md): some words about it.\n" * 800, ABOUT, 5, NOW.date())[1]) == 1


YAML_BLOW_UPS = [
    "- ",
    "[",
    "{a: ",
    "? ",
    "- a\n",
    "a:\n",
    "- a #1\n",
    "'",
    "'a' ",
    "&a ",
    "*a ",
    "\t",
    ": ",
]


@pytest.mark.slow
@pytest.mark.parametrize("fragment", YAML_BLOW_UPS)
def test_a_megabyte_of_yaml_is_read_soon(fragment: str) -> None:
    with at_most(10):
        tree, problems = parse_yaml(fragment * (MEGABYTE // len(fragment)), "a.yaml")
    assert tree or problems
