"""Whatever stands in templates, styles, texts and data, a check ends soon: with findings that say
where and what, in every form they can be shown in, and with its report.

60 inputs; `SITEGEN_INPUTS=20000` looks at 2,400 others.
"""

import datetime
import json
import os
import shutil
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sitegen.checks import shown
from sitegen.checks.command import check
from sitegen.checks.report_page import report
from tests.checks.planting import NOW, SITE
from tests.hardening import grammar
from tests.hardening.grammar import as_bytes
from tests.hardening.limited import limited
from tests.hardening.sandbox import MOST_MEGABYTES, MOST_SECONDS, assert_well_said

pytestmark = pytest.mark.slow

INPUTS = int(os.environ.get("SITEGEN_INPUTS", "500"))
CHOSEN = "SITEGEN_INPUTS" in os.environ
BASE, STYLES, HOME = "templates/base.html", "static/css/base.css", "content/lessons/babies.md"
SETTINGS, TERMS = "site.yaml", "content/data/terms.yaml"

TAGS = """
    a img input button select meta link script style video iframe svg path use time table td th
    h2 h7 dl dd dt dfn p label form area map object picture source details summary abbr progress
    marquee template math html body title base figure figcaption x-y
""".split()
NAMES = """
    href src srcset sizes alt width height id class role aria-level aria-labelledby aria-label
    aria-describedby aria-hidden for name type content http-equiv property datetime headers scope
    colspan tabindex lang dir style onclick rel media usemap value action rowspan start max poster
    autoplay loading srcdoc sandbox target hreflang crossorigin integrity xlink:href viewBox xmlns
""".split()
VALUES = """
    0 -0 +1 00 1..5 1e999 \u00b2 \u0663 9999-12-31 0001-01-01 2019-02-30 2026-13-01T99:99 PT1e9M
    P 1:2:3 24:61 https://[x //[ http://a:99999999/ https://a\u0301.example/%5b %ff %zz ? # #% #main
    data: data:image/svg+xml,%3Csvg javascript:0 tel: tel:+ mailto: sms:? blob:a file:///a c:\\a
    refresh viewport text/css text/ecmascript application/ld+json module print all 1x,2x 9w 100vw
    (min-width:1..2em)1px,9e9vw hidden true heading 5;url=//[ 0;url= width=1e9,maximum-scale=. en-
    x-y-zz-12345678 * . .. / \\ | ( ) [ ] { } < > & ' ; , = ~ ^ $ ` @ ! lesson ask-first cite
""".split()
value = st.one_of(st.sampled_from(VALUES), grammar.typed, grammar.long, grammar.path).map(
    lambda it: it.replace('"', "&quot;").replace("{", "&#123;")
)
attribute = st.tuples(st.sampled_from(NAMES), value).map(lambda it: f' {it[0]}="{it[1]}"')
element = st.tuples(
    st.sampled_from(TAGS), st.lists(attribute, max_size=4), value, st.booleans()
).map(lambda it: f"<{it[0]}{''.join(it[1])}>{it[2]}" + (f"</{it[0]}>" if it[3] else ""))
markup = st.lists(element, min_size=1, max_size=6).map("\n".join)

TYPES = """
    Organization LocalBusiness Person Event Offer Product Review AggregateRating FAQPage Question
    BreadcrumbList ListItem VideoObject Article OpeningHoursSpecification Nothing
""".split()
KEYS = """
    name url image telephone price priceCurrency foundingDate datePublished startDate duration opens
    closes dayOfWeek itemListElement position mainEntity author ratingValue reviewCount address
    openingHoursSpecification offers sameAs uploadDate thumbnailUrl @type @id @graph validFrom x
""".split()
told = st.recursive(
    st.one_of(
        st.sampled_from(VALUES), grammar.typed, st.integers(), st.floats(), st.none(), st.booleans()
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(
            st.sampled_from(TYPES), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
        ).map(lambda it: {"@type": it[0], **it[1]}),
    ),
    max_leaves=8,
)
json_ld = told.map(
    lambda it: f'<script type="application/ld+json">{json.dumps(it)}</script>'.replace(
        "{{", "{ {"
    ).replace("{%", "{ %")
)

SELECTORS = (
    "a .card :is(a,.b) main>p::after a:focus *|* & [href^=http] :root html,body button".split()
)
PROPERTIES = """
    color background width height outline font-size font-weight content display visibility border
    --color-text --color-page --a transition animation max-width clip position
""".split()
STYLE_VALUES = """
    red #fff #12345 transparent rgb(1e999,0,0) oklch(1e99_1e99_1e99) hsl(9e9turn_0%_0%) 1..5rem .px
    0 none 0px var(--a) var(--a,var(--a)) light-dark(red,blue) light-dark( url( "}" attr(href) 1e9px
    color-mix(in_srgb,red,blue) rgba(0,0,0,) hwb(0_0%_0%) inherit !important 999999999999rem
""".split()
rule = st.tuples(
    st.sampled_from(SELECTORS),
    st.lists(st.tuples(st.sampled_from(PROPERTIES), st.sampled_from(STYLE_VALUES)), max_size=4),
    st.sampled_from(("{}", "@media print {{{}}}", "@media (prefers-color-scheme: dark) {{{}}}")),
).map(
    lambda it: it[2].format(
        f"{it[0]} {{{';'.join(f'{name}:{given}' for name, given in it[1])}}}".replace("_", " ")
    )
)
styles = st.lists(st.one_of(rule, rule, grammar.typed), max_size=6).map("\n".join)

pattern = st.sampled_from(
    ["(?i)cure", "(?P<a>b)", r"(a)\1", "", "(?=a)", "a|", "[a-z]+", "^", "$", ".*", r"\b", "(?:a)"]
)
waiver = st.tuples(
    st.sampled_from(("L", "L12", "L99", "X01", "H11", "F02")),
    st.sampled_from(("*", "[", "content/*")),
    st.sampled_from(("9999-12-31", "0001-01-01", "2026-11-26")),
).map(
    lambda it: (
        f'  waivers:\n  - {{rule: {it[0]}, path: "{it[1]}", reason: it is so, until: {it[2]}}}\n'
    )
)
checks = st.one_of(
    waiver,
    waiver,
    st.sampled_from(("  severity: {L90: note, A: error}\n", "  usual_hours_on: [Juneteenth]\n")),
    st.sampled_from(("  contrast: 21\n", "  source_years: 0\n", "  source_years: 99999999999\n")),
    st.integers(-(10**20), 10**20).map(lambda it: f"  reading: {{all: {{grade: {it}}}}}\n"),
    pattern.map(lambda it: f"  says_no_source: {grammar.quoted(it)}\n"),
)


def before(name: str, mark: str, text: str) -> dict[str, str]:
    """Return a file of the site with a text before a mark."""
    kept = (SITE / name).read_text(encoding="utf-8")
    assert mark in kept
    return {name: kept.replace(mark, text + mark, 1)}


def after(name: str, text: str) -> dict[str, str]:
    return {name: (SITE / name).read_text(encoding="utf-8") + text}


def wording(found: str) -> dict[str, str]:
    entry = f"- words: {grammar.quoted(found)}\n  why: is not said\n  better: Nothing.\n"
    return after("content/data/wording.yaml", entry)


inputs = st.one_of(
    markup.map(lambda it: before(BASE, "</main>", it)),
    markup.map(lambda it: before(BASE, "</head>", it)),
    json_ld.map(lambda it: before(BASE, "</head>", it)),
    json_ld.map(lambda it: before(BASE, "</head>", it)),
    styles.map(lambda it: after(STYLES, it)),
    grammar.markdown.map(lambda it: after(HOME, it)),
    grammar.typed.map(lambda it: {"static/root/robots.txt": f"User-agent: *\nDisallow: {it}\n"}),
    st.sampled_from(VALUES).map(lambda it: {"static/root/robots.txt": f"Disallow: {it}\n"}),
    st.sampled_from(("9999-12-31", "0001-01-01", "2026-11-26")).map(
        lambda it: before(HOME, "description:", f"until: {it}\n")
    ),
    grammar.yaml_lines.map(lambda it: after(TERMS, it)),
    checks.map(lambda it: {SETTINGS: (SITE / SETTINGS).read_text(encoding="utf-8") + it}),
    pattern.map(wording),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("check") / "site"
    shutil.copytree(SITE, folder)
    # In this process: what it has imported and learned need not be learned by every fork of it.
    looked_at(folder)
    return folder


def looked_at(root: Path, day: datetime.date | None = None) -> None:
    """Check with all rules, and show what was found in every form."""
    verdict = check(root, now=NOW, as_of=day)
    for it in (*verdict.findings, *verdict.waived):
        assert_well_said(it.problem, root)
    for form in ("text", "json", "github", "sarif"):
        shown.shown(verdict, form)
    report(verdict)


def ends_well(root: Path, day: datetime.date | None = None) -> None:
    ended = limited(partial(looked_at, root, day), seconds=MOST_SECONDS, megabytes=MOST_MEGABYTES)
    assert not ended.crash, ended.crash
    assert ended.seconds < MOST_SECONDS


@settings(
    max_examples=max(1, INPUTS * 12 // 100),
    derandomize=not CHOSEN,
    database=None,
    deadline=None,
    print_blob=CHOSEN,
    suppress_health_check=[*HealthCheck],
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
@given(files=inputs)
def test_any_site_is_checked(root: Path, files: dict[str, str]) -> None:
    ends_well_with(root, files)


def ends_well_with(root: Path, files: dict[str, str]) -> None:
    kept = {name: (root / name).read_bytes() for name in files if (root / name).exists()}
    try:
        for name, text in files.items():
            (root / name).write_bytes(as_bytes(text))
        ends_well(root)
    finally:
        for name in files:
            if name in kept:
                (root / name).write_bytes(kept[name])
            else:
                (root / name).unlink()


DATED = '<script type="application/ld+json">{"@type": "Organization", "foundingDate": "2019-02-30"}'
FOUND = {
    "a page for ever": before(HOME, "description:", "until: 9999-12-31\n"),
    "a day of no calendar": before(BASE, "</head>", f"{DATED}</script>"),
    "a length with two points": after(STYLES, "a { width: 1..5rem; font-size: 1..5rem }"),
    "a picture at no address": before(BASE, "</main>", '<img src="https://[x" alt="a">'),
    "links to no address": before(
        BASE, "</main>", '<a href="https://[x">words</a><a href="/">words</a>'
    ),
    "a width of 5,000 digits": before(
        BASE, "</main>", f'<img src="/a.png" alt="a" width="{"9" * 5_000}">'
    ),
    "a raised number": before(
        BASE, "</main>", '<h2 aria-level="\u00b2">a</h2><img width="\u00b2">'
    ),
    "a letter of 5,000 digits": before(BASE, "</main>", f'<img alt="&#{"1" * 5_000};" src="/b">'),
    "a color without end": after(STYLES, "a { color: oklch(1e999 1 1e999); background: #fff }"),
    "robots at no address": {"static/root/robots.txt": "User-agent: *\nDisallow: //[a\n"},
    "flags in a pattern": wording("(?i)cures?"),
    "names in patterns": {
        "content/data/wording.yaml": wording("(?P<a>lesson)")["content/data/wording.yaml"]
        + "- words: (?P<a>swim)\n  why: is not said\n  better: Nothing.\n"
    },
}


@pytest.mark.parametrize("name", FOUND)
def test_what_once_ended_in_a_traceback_is_told(root: Path, name: str) -> None:
    ends_well_with(root, FOUND[name])


@pytest.mark.parametrize("day", [datetime.date.min, datetime.date.max])
def test_any_day_is_checked(root: Path, day: datetime.date) -> None:
    ends_well(root, day)
