"""Planted faults and near misses of the rules about what styles let be seen and hit."""

from tests.checks.planting import Edit, Fault, NearMiss

BASE, CSS, TOKENS = "templates/base.html", "static/css/base.css", "static/css/tokens.css"
CONTROLS = (
    '<a class="x" href="/about/">Us</a><button>Go</button><input type="text" aria-label="Name">'
)


def styled(css: str) -> tuple[Edit, ...]:
    """Return edits that put CSS from line 24 on, and what it may fit into the footer."""
    return (
        (BASE, "<footer>", f"<footer>\n{CONTROLS}"),
        (CSS, ".price {", f"{css}\n\n.price {{"),
    )


def seen(rule: str, css: str, says: str, line: int = 25) -> Fault:
    return Fault(rule=rule, edits=styled(css), at=f"{CSS}:{line}:3", says=says)


def fine(rule: str, css: str, why: str) -> NearMiss:
    return NearMiss(rule=rule, edits=styled(css), why=why)


def block(selector: str, *declarations: str) -> str:
    return "\n".join((f"{selector} {{", *(f"  {it};" for it in declarations), "}"))


FAULTS = (
    seen("A23", block(".price", "color: #999!important", "background: #fff"), "'#999' on '#fff'"),
    seen("A23", block(".price", "color: #999", "background: #fff none"), "'#999' on '#fff'"),
    seen(
        "A23",
        block("button:not(:disabled)", "color: #888", "background: #eee"),
        "'#888' on '#eee'",
    ),
    seen("A23", block("h2, p", "color: #888", "background: #fff"), "'#888' on '#fff'"),
    seen("A23", block("h1", "color: #888", "background: #fff", "font-size: 1rem"), "'#888' on"),
    seen("A24", block("input", "border: 1px solid lightgray"), "'lightgray' on --color-page"),
    seen("A24", block("input", "border-bottom: 2px solid #ddd"), "'#ddd' on --color-page"),
    Fault(
        rule="A24",
        edits=(
            *styled(block("input", "border: 1px solid #eee")),
            (CSS, "  background: var(--color-page);\n", ""),
            (TOKENS, "  --color-page: #ffffff;\n", ""),
            (TOKENS, "    --color-page: #101418;\n", ""),
        ),
        at=f"{CSS}:24:3",
        says="'#eee' on 'white'",
    ),
    seen("A25", block('input[type="text"]', "height: 1rem"), "a <input> of 16 pixels"),
    seen("A26", block("a:focus", "outline: none!important"), "'a:focus' takes the ring"),
    seen("A26", block("a:focus", "outline: 0!important"), "'a:focus' takes the ring"),
    seen("A26", block("a:not(.button)", "outline: none"), "'a:not(.button)' takes the ring"),
    seen("A26", block("a:focus", "outline: 0", "outline-offset: 2px"), "'a:focus' takes the ring"),
    seen(
        "A26",
        block("a:focus", "outline: 0") + block(".x:focus", "outline: 3px solid"),
        "'a:focus' takes the ring",
    ),
    seen(
        "A26",
        block("a:focus", "outline: 0") + block(":focus-visible", "outline: 3px solid"),
        "'a:focus' takes the ring",
    ),
    seen(
        "A26",
        block(":is(a, button):focus", "outline: 0") + block("a:focus", "box-shadow: 0 0 9px"),
        "':is(a, button):focus' takes the ring",
    ),
)

NEAR_MISSES = (
    fine(
        "A23",
        block("button:disabled, [aria-disabled=true]", "color: #999", "background: #fff"),
        "what nobody can use now may be faint",
    ),
    fine("A23", block("h1", "color: #888", "background: #fff"), "browsers set titles large"),
    fine(
        "A23",
        block(".price", "font: 700 1.3rem/1.2 serif", "color: #888", "background: #fff"),
        "the font is large and bold",
    ),
    fine(
        "A23",
        block(".price", "font-size: var(--large)", "color: #888", "background: #fff")
        + block(":root", "--large: 2rem"),
        "the token is large",
    ),
    fine(
        "A23",
        block(".price", "color: #999", "background: #fff url(dots.png)"),
        "what a picture over a color holds is not known",
    ),
    fine(
        "A24",
        block("input", "border: 1px solid #ddd", "border-bottom: 2px solid #777"),
        "one edge is seen",
    ),
    fine("A24", block("input", "border: 1px solid", "border-top-color: #ddd"), "it is as the text"),
    fine("A24", block("button[disabled]", "border: 1px solid #ccc"), "nobody can use it now"),
    fine("A24", block("input[type=range]", "border: 1px solid #ccc"), "no page has such a field"),
    NearMiss(
        rule="A24",
        edits=(
            *styled(block("input", "border: 1px solid #eee") + block("html", "background: #222")),
            (CSS, "  background: var(--color-page);\n", ""),
            (TOKENS, "  --color-page: #ffffff;\n", ""),
            (TOKENS, "    --color-page: #101418;\n", ""),
        ),
        why="the page itself is dark",
    ),
    fine("A25", block("input[type=checkbox]", "height: 1rem"), "there is no box to tick"),
    fine("A26", block("#main:focus", "outline: none"), "the Tab key never stops there"),
    fine("A26", block('[tabindex="-1"]:focus', "outline: none"), "Tab goes past -1"),
    fine(
        "A26",
        block("a:focus:not(:focus-visible)", "outline: none"),
        "who uses the keys still sees the ring",
    ),
    fine(
        "A26",
        block(":is(a, button):focus", "outline: 0")
        + block("a:focus-visible, button:focus-visible", "box-shadow: 0 0 9px"),
        "both are shown in another way",
    ),
    fine(
        "A26",
        block("footer input", "outline: 0") + block("footer:focus-within", "box-shadow: 0 0 9px"),
        "what is around it shows the focus",
    ),
    fine(
        "A26",
        block("footer a:focus", "outline: 0") + block("a:focus b", "outline: 3px solid"),
        "something within it shows the focus",
    ),
)
