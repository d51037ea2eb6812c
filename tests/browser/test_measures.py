"""The measures of tests/browser/measures/ see what is wrong, and let pass what is right."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.screens import blank_page, bring

NAMES = ("text", "colors", "targets", "focus", "changes", "opened")
SKIP = '<a class="skip-link" href="#main">Skip</a><main id="main">'
LONG = "word " * 40

WRONG = {
    "a wide page": ("<div style='width:2000px'>x</div>", "lost(12).sideways", "scrolls sideways"),
    "text outside": (
        "<p style='position:absolute;left:-50px;white-space:nowrap'>some words here</p>",
        "lost(12).outside",
        "“some words here” lies outside",
    ),
    "text cut at the side": (
        "<p class=cut style='width:60px;overflow:hidden;white-space:nowrap'>many long words</p>",
        "lost(12).clipped",
        "p.cut cuts off",
    ),
    "text cut below": (
        f"<div class=cut style='height:30px;overflow:hidden'><p>{LONG}{LONG}{LONG}</p></div>",
        "lost(12).clipped",
        "div.cut cuts off",
    ),
    "blocks that overlap": (
        "<p>first words</p><p style='margin-top:-2em'>second words</p>",
        "lost(12).overlaps",
        "“first words” and “second words” overlap",
    ),
    "text on a picture": (
        "<svg role=img aria-label=x width=90 height=90></svg><p style='margin-top:-60px'>words</p>",
        "lost(12).overlaps",
        "“words” lies on svg",
    ),
    "tiny words": ("<p style='font-size:9px'>words</p>", "lost(12).tiny", "read at 9.0 px"),
    "tiny words in a drawing": (
        "<svg viewBox='0 0 200 50' width=100><text y=20 font-size=14>words</text></svg>",
        "lost(12).tiny",
        "read at 7.0 px",
    ),
    "a long line": (
        f"<main><p style='width:1200px;font:12px monospace'>{LONG}</p></main>",
        "longestLines(75)",
        "has lines of 1",
    ),
    "a small button": ("<button style='width:30px'>x</button>", "smallTargets()", "“x” is only 30"),
    "a small drawn target": (
        "<svg width=99 height=99><a href=x><circle r=15 cx=40 cy=40 /></a></svg>",
        "smallTargets()",
        "is only 30 x 30 px",
    ),
    "targets that meet": (
        "<button style='width:99px;height:50px'>one</button>"
        "<button style='width:99px;height:50px;margin-left:-30px'>two</button>",
        "overlappingTargets()",
        "“one” and “two” share an area",
    ),
    "a jump in the order": (f"{SKIP}<button tabindex=3>x</button>", "orderProblems()", "jumps"),
    "a link out of reach": (
        f"{SKIP}<a href=x tabindex=-1>x</a>",
        "orderProblems()",
        "out of reach",
    ),
    "no skip link": ("<main id=main><a href=x>x</a>", "orderProblems()", "no skip link"),
    "no ring": ("<button style='outline:none'>x</button>", "focusEach()", "a ring of 0 px"),
    "a thin ring": ("<button style='outline:1px solid'>x</button>", "focusEach()", "ring of 1 px"),
    "a faint ring": (
        "<p><button style='outline:3px solid #ddd;margin:20px'>x</button>",
        "focusEach()",
        "a ring of contrast 1.4",
    ),
    "a ring cut off": (
        "<div style='overflow:hidden;width:90px;height:50px'>"
        "<button style='width:90px;height:50px;outline:3px solid;outline-offset:2px'>x</button>",
        "focusEach()",
        "a ring cut off on 4 sides",
    ),
    "a bar over the focus": (
        "<div class=bar style='position:fixed;inset:0 0 auto;height:90px;z-index:1'></div>"
        "<button style='outline:3px solid #000;margin:20px'>x</button>",
        "focusEach()",
        "div.bar covers “x”",
    ),
    "a bar over the end": (
        "<div class=bar style='position:fixed;inset:auto 0 0;height:90px;background:#eee'></div>"
        + "<p>line</p>" * 50,
        "hiddenEnd()",
        "div.bar hides “line” at the end",
    ),
    "an animation": (
        "<style>@keyframes a{to{opacity:0}}p{animation:a 9s infinite}</style><p class=it>x</p>",
        "moving()",
        "p.it moves",
    ),
    "a slide": (
        "<p class=it style='transition:transform 1s'>x</p>",
        "moving()",
        "p.it would slide",
    ),
    "a mask": (
        "<i class=it style='display:block;mask-image:linear-gradient(red,red);height:9px'></i>",
        "(limits.boxes(), limits.lostBoxes())",
        "i.it is a mask",
    ),
    "faint words": ("<p style='color:#888'>words</p>", "faint(7)", "has a contrast of 3.5"),
    "a button that is only a ground": (
        "<a class=it href=x style='display:block;background:#eee'>x</a>",
        "(limits.boxes(), limits.lostBoxes())",
        "a.it has no edge",
    ),
}
RIGHT = {
    "a scrolling table": (
        "<div style='overflow-x:auto;width:200px'><p style='width:900px'>words</p></div>",
        "lost(12)",
    ),
    "words for listeners": (
        "<p style='position:absolute;width:1px;height:1px;overflow:hidden'>words to hear</p>",
        "lost(12)",
    ),
    "tight headings": ("<h1 style='line-height:1;margin:0'>One</h1><p>Two</p>", "lost(12)"),
    "a short line with a word that breaks": (
        "<main><p style='width:520px;font:12px monospace;overflow-wrap:anywhere'>"
        f"{'word ' * 10}{'x' * 70}</p></main>",
        "longestLines(75)",
    ),
    "a link in a sentence": ("<p>Read <a href=x>this</a> first.</p>", "smallTargets()"),
    "a stretched link": (
        "<p style='position:relative;height:60px;padding:30px'>"
        "<a href=x>x<i style='position:absolute;inset:0'></i></a></p>",
        "smallTargets()",
    ),
    "a label as a target": (
        "<label style='display:block;height:50px;width:99px'><input type=radio>x</label>",
        "smallTargets()",
    ),
    "a good ring": (
        "<p><button style='outline:3px solid #000;margin:20px'>x</button>",
        "focusEach()",
    ),
    "a ring of shadow": (
        "<p><button style='outline:none;margin:20px;box-shadow:0 0 0 3px #000'>x</button>",
        "focusEach()",
    ),
    "a ring as a stroke": (
        "<style>a{outline:none}a:focus circle{stroke:#000;stroke-width:3}</style>"
        "<svg width=99 height=99><a href=x><circle r=30 cx=50 cy=50 fill=#eee /></a></svg>",
        "focusEach()",
    ),
}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with blank_page(browser, viewport={"width": 1280, "height": 800}) as page:
        page.goto("about:blank")
        yield page


def measure(page: Page, html: str, expression: str) -> list[str]:
    page.set_content(f"<!doctype html><html lang=en><body>{html}")
    bring(page, *NAMES)
    page.keyboard.press("Tab")
    found = page.evaluate(expression if expression.startswith("(") else f"limits.{expression}")
    lists = found.values() if isinstance(found, dict) else [found]
    return [complaint for complaints in lists for complaint in complaints]


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_seen(name: str, page: Page) -> None:
    html, expression, said = WRONG[name]
    found = measure(page, html, expression)
    assert any(said in it for it in found), found


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_passes(name: str, page: Page) -> None:
    html, expression = RIGHT[name]
    assert not measure(page, html, expression)
