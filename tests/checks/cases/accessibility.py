"""Planted faults and near misses of the rules about accessibility."""

from tests.checks.planting import Edit, Fault, NearMiss

HOME, PRICES, ABOUT = "content/index.md", "content/prices.md", "content/about.md"
BASE, CSS, TOKENS = "templates/base.html", "static/css/base.css", "static/css/tokens.css"
HEADER = "templates/components/site-header.html"


def footer(html: str) -> tuple[Edit, ...]:
    """Return the edit that puts HTML into the footer, from line 40 on."""
    return ((BASE, "<footer>", f"<footer>\n{html}"),)


def in_footer(rule: str, html: str, says: str, line: int = 40, column: int = 1) -> Fault:
    return Fault(rule=rule, edits=footer(html), at=f"{BASE}:{line}:{column}", says=says)


def fine_in_footer(rule: str, html: str, why: str) -> NearMiss:
    return NearMiss(rule=rule, edits=footer(html), why=why)


def css(rule: str, old: str, new: str, at: str, says: str) -> Fault:
    path = at.partition(":")[0]
    return Fault(rule=rule, edits=((path, old, new),), at=at, says=says)


TABLE = "<table><tr><th>Day</th></tr><tr><td>Monday</td></tr></table>"
ICON = '<svg role="img" viewBox="0 0 9 9">{}<path d="M0 0h9"/></svg>'
FIGURE = '<figure><img src="/pool.png" alt="{}"><figcaption>The pool.</figcaption></figure>'

FAULTS = (
    in_footer("A01", '<img src="/pool.png">', "this picture has no text"),
    in_footer("A01", ICON.format(""), "this picture has no text"),
    in_footer("A01", '<input type="image" src="/go.png">', "this picture has no text"),
    in_footer("A01", '<map name="m"><area href="/"></map>', "this picture has no text", column=15),
    in_footer("A01", '<div role="img">x</div>', "this picture has no text"),
    Fault(
        rule="A02",
        edits=((ABOUT, "Two teachers at the edge of the pool", "IMG_2041.jpg"),),
        at=f"{ABOUT}:6:58",
        says="'IMG_2041.jpg' is the name of a file",
    ),
    in_footer("A02", FIGURE.format("The pool"), "only repeats its caption", column=9),
    in_footer("A02", FIGURE.format("photo"), "'photo' does not say", column=9),
    in_footer(
        "A02", '<img src="/front_door-2.png" alt="front_door-2">', "'front_door-2' is the name"
    ),
    in_footer("A03", '<input placeholder="Name">', "this <input> has no label"),
    in_footer(
        "A03", '<label for="x"></label><select id="x">', "the label of this <select>", column=24
    ),
    in_footer(
        "A03",
        "<label><select><option>Monday</option></select></label>",
        "the label of this <select> is empty",
        column=8,
    ),
    in_footer("A03", '<label>Yes <input type="radio"></label>', "stands in no group", column=12),
    in_footer(
        "A04", '<a href="/prices/"><img src="/pool.png" alt=""></a>', "this link has no name"
    ),
    in_footer("A04", '<button type="button"><svg></svg></button>', "this button has no name"),
    in_footer("A04", '<iframe srcdoc="x"></iframe>', "this frame has no name"),
    in_footer("A04", '<div role="tab"></div>', "this tab has no name"),
    in_footer("A04", '<input type="submit" value="">', "this button has no name"),
    in_footer("A04", '<input type="button">', "this button has no name"),
    Fault(
        rule="A05",
        edits=((BASE, ' lang="{{ site.language }}"', ""),),
        at=f"{BASE}:4:1",
        says="does not say which language",
    ),
    Fault(
        rule="A05",
        edits=((BASE, '"{{ site.language }}"', '"de"'),),
        at=f"{BASE}:4:1",
        says="it is in 'de', the site is in 'en-US'",
    ),
    in_footer("A05", '<p lang="en-UK">Hello</p>', "'en-UK' names no country"),
    in_footer("A05", '<p lang="en-EN">Hello</p>', "'en-EN' names no country"),
    in_footer("A05", '<p lang="ger">Hallo</p>', "'ger' is no language"),
    in_footer("A05", '<p lang="english">Hello</p>', "'english' is no language"),
    Fault(
        rule="A06",
        edits=((BASE, "<h1>{{ page.title }}</h1>", ""),),
        at=f"{BASE}:26:1",
        says="no heading of the first level",
    ),
    Fault(
        rule="A06",
        edits=((HOME, "## How it works", "#### How it works"),),
        at=f"{HOME}:8:6",
        says="a heading of level 4 follows one of level 1",
    ),
    in_footer("A06", "<h1>Again</h1>", "a second heading of the first level"),
    in_footer("A06", "<h2><span></span></h2>", "this heading is empty"),
    in_footer("A06", '<p role="heading" aria-level="5">Below</p>', "a heading of level 5"),
    Fault(
        rule="A07",
        edits=((HOME, "You call us.", "There is more. You call us [here](about.md)."),),
        at=f"{HOME}:10:29",
        says="'here' does not say where",
    ),
    Fault(
        rule="A07",
        edits=((HOME, "You call us.", "There, [here](about.md). And now,\n\n- [here](prices.md)"),),
        at=f"{HOME}:12:4",
        says="'here' does not say where",
    ),
    Fault(
        rule="A07",
        edits=(
            ("site.yaml", "language: en-US", "language: de-DE"),
            (HOME, "You call us.", "Rufen Sie [(hier)](about.md) an."),
        ),
        at=f"{HOME}:10:13",
        says="'(hier)' does not say where",
    ),
    in_footer("A07", '<a href="/prices/">(here)</a>', "'(here)' does not say where"),
    in_footer("A07", '<a href="/prices/">“here”</a>', "'“here”' does not say where"),
    in_footer("A07", '<a href="/prices/">Read more …</a>', "'Read more …' does not say where"),
    Fault(
        rule="A08",
        edits=(
            (
                HOME,
                "You call us.",
                "[The list](about.md) of us and [the list](prices.md) of prices.",
            ),
        ),
        at=f"{HOME}:10:33",
        says="two links say 'the list'",
    ),
    in_footer("A09", '<p id="main">Twice</p>', "the id 'main' is given twice"),
    in_footer("A10", "<table><tr><td>9:00</td></tr></table>", "no heading for its cells"),
    in_footer(
        "A10", "<table><tr><th>Day</th><th></th></tr></table>", "this heading of a table", column=24
    ),
    in_footer(
        "A10",
        "<table><tr><td></td><th>Mon</th></tr><tr><th>9:00</th><td>x</td></tr></table>",
        "not clear which cells",
        column=21,
    ),
    in_footer("A11", f"<h2>Days</h2>\n{TABLE}\n{TABLE}", "this one has no title", line=41),
    in_footer("A12", '<p aria-describedby="mian">x</p>', 'aria-describedby="mian": the page has'),
    in_footer("A12", '<label for="main">Text</label>', "leads to <main>, which takes no label"),
    in_footer("A12", '<img src="/a.png" alt="" usemap="#m">', 'usemap="#m": the page has no'),
    in_footer("A12", '<input aria-label="x" form="main">', 'form="main" leads to <main>'),
    in_footer("A12", '<input aria-label="x" list="main">', 'list="main" leads to <main>'),
    in_footer("A12", '<button popovertarget="main">x</button>', "what never pops up"),
    in_footer(
        "A12",
        '<table><tr><th>A</th><td id="b" headers="b">x</td></tr></table>',
        'headers="b" leads to <td>',
        column=22,
    ),
    in_footer("A13", '<div role="buton">x</div>', "there is no role 'buton'"),
    in_footer("A13", '<button role="button">x</button>', "<button> is a button anyway"),
    in_footer("A13", '<p role="">x</p>', "this role is empty"),
    in_footer("A13", '<header role="banner">x</header>', "<header> is a banner anyway"),
    in_footer("A13", '<ul><li role="listitem">x</li></ul>', "<li> is a listitem anyway", column=5),
    in_footer("A13", '<input type="checkbox" role="checkbox">', "<input> is a checkbox anyway"),
    in_footer("A14", '<p aria-lable="x">x</p>', "there is no attribute aria-lable"),
    in_footer("A14", '<button aria-expanded="yes">x</button>', 'aria-expanded="yes" means nothing'),
    in_footer("A14", '<button aria-label="">x</button>', "aria-label is empty"),
    in_footer("A14", '<h2 aria-level="two">x</h2>', 'aria-level="two" means nothing'),
    in_footer(
        "A14",
        '<div role="meter" aria-label="x" aria-valuenow="half"></div>',
        'aria-valuenow="half" means nothing',
    ),
    in_footer("A14", '<p aria-relevant="adds">x</p>', 'aria-relevant="adds" means nothing'),
    in_footer("A14", '<p aria-required="true">x</p>', "aria-required says nothing on <p>"),
    in_footer("A14", '<div aria-expanded="true">x</div>', "aria-expanded says nothing on <div>"),
    in_footer("A14", '<span aria-label="Phone">x</span>', "<span> takes no aria-label"),
    in_footer(
        "A15",
        '<a href="/prices/" aria-label="What it costs">Prices</a>',
        "this shows 'Prices' and is read out as 'What it costs'",
    ),
    in_footer(
        "A15",
        '<a href="/prices/" aria-label="Bookings">Book</a>',
        "this shows 'Book' and is read out as 'Bookings'",
    ),
    in_footer(
        "A16",
        '<p aria-hidden="true"><a href="/prices/">Prices</a></p>',
        "<a> can be reached",
        column=23,
    ),
    in_footer(
        "A16",
        '<fieldset aria-hidden="true" disabled><legend><button>x</button></legend></fieldset>',
        "<button> can be reached",
        column=47,
    ),
    in_footer("A17", '<a href="/prices/" tabindex="2">Prices</a>', 'tabindex="2" lets'),
    in_footer("A18", '<video src="/a.mp4" controls></video>', "this film has no captions"),
    in_footer("A18", '<audio src="/a.mp3"></audio>', "this <audio> has no buttons"),
    in_footer("A19", '<video src="/a.mp4" autoplay muted></video>', "plays without being asked"),
    in_footer(
        "A19",
        '<iframe title="Film" src="https://film.example/1?autoplay=1"></iframe>',
        "this <iframe> plays",
    ),
    in_footer(
        "A19",
        '<svg><circle r="9"><animate attributeName="r" repeatCount="indefinite"/></circle></svg>',
        "this drawing never stops moving",
        column=20,
    ),
    in_footer("A19", "<marquee>News</marquee>", "<marquee> moves"),
    Fault(
        rule="A19",
        edits=((BASE, "<head>", '<head>\n<meta http-equiv="refresh" content="30">'),),
        at=f"{BASE}:6:1",
        says="loads anew after 30 seconds",
    ),
    Fault(
        rule="A20",
        edits=((BASE, "initial-scale=1", "user-scalable=no"),),
        at=f"{BASE}:7:1",
        says="visitors cannot enlarge",
    ),
    Fault(
        rule="A20",
        edits=((BASE, "initial-scale=1", "maximum-scale=1.0"),),
        at=f"{BASE}:7:1",
        says="visitors cannot enlarge",
    ),
    Fault(
        rule="A20",
        edits=((BASE, "width=device-width, initial-scale=1", "width=1024"),),
        at=f"{BASE}:7:1",
        says="phones show this page as small",
    ),
    Fault(
        rule="A20",
        edits=((BASE, 'name="viewport"', 'name="view"'),),
        at=f"{BASE}:5:1",
        says="phones show this page as small",
    ),
    Fault(
        rule="A21",
        edits=((BASE, '<main id="main">', '<div id="main">'), (BASE, "</main>", "</div>")),
        at=f"{BASE}:23:1",
        says="the page has no <main>",
    ),
    in_footer("A21", "<main>Again</main>", "a second <main>"),
    in_footer(
        "A21", '<nav aria-label="main menu">x</nav>', "cannot be told apart: both named 'main menu'"
    ),
    Fault(
        rule="A22",
        edits=((BASE, '<a class="skip-link" href="#main">Skip to the text</a>\n', ""),),
        at=f"{HEADER}:8:5",
        says="the first link of the page does not lead",
    ),
    css(
        "A23",
        "#1b1b1b",
        "#8a8a8a",
        f"{TOKENS}:5:3",
        "--color-text on --color-page has a contrast of 3.45",
    ),
    css("A23", "#9cc9f5", "#35507a", f"{TOKENS}:14:5", "in the dark scheme; text needs 4.5"),
    css(
        "A23",
        "#0b4f8a",
        "light-dark(#0b4f8a, #fff);\n  --color-on-link: #cde",
        f"{TOKENS}:7:3",
        "--color-on-link on --color-link",
    ),
    css(
        "A23",
        "font-weight: 600;",
        "color: #999; background: #fff;",
        f"{CSS}:25:3",
        "'#999' on '#fff'",
    ),
    css(
        "A23",
        "font-weight: 600;",
        "--color-link: #777; background: var(--color-text);",
        f"{CSS}:25:3",
        "'#777' on --color-text",
    ),
    Fault(
        rule="A23",
        edits=((TOKENS, "#1b1b1b", "#767676"), ("site.yaml", "checks:", "checks:\n  contrast: 7")),
        at=f"{TOKENS}:5:3",
        says="text needs 7",
    ),
    css(
        "A24",
        "--space: 1rem;",
        "--space: 1rem;\n  --color-focus: #bbb;",
        f"{TOKENS}:8:3",
        "an edge needs 3",
    ),
    Fault(
        rule="A24",
        edits=(
            (CSS, ".price {", "button {\n  border: 1px solid #ccc;\n}\n\n.price {"),
            *footer("<button>x</button>"),
        ),
        at=f"{CSS}:25:3",
        says="'#ccc' on --color-page",
    ),
    css(
        "A25",
        "padding: 0.75rem 0;",
        "height: 1rem;",
        f"{CSS}:10:3",
        "height 1rem: a <a> of 16 pixels",
    ),
    in_footer(
        "A25", '<input type="image" src="/a.png" alt="Go" width="16" height="16">', "16 x 16 pixels"
    ),
    css("A26", "padding: 0.75rem 0;", "outline: none;", f"{CSS}:10:3", "'a' takes the ring away"),
    css(
        "A26",
        ".price {",
        "a:focus {\n  outline: 0;\n}\n\n.price {",
        f"{CSS}:25:3",
        "'a:focus' takes",
    ),
)

NEAR_MISSES = (
    fine_in_footer("A01", '<img src="/pool.png" alt="">', "a picture that only decorates says so"),
    fine_in_footer(
        "A01", ICON.format("<title>A pool</title>"), "the drawing begins with its title"
    ),
    fine_in_footer(
        "A01", '<svg viewBox="0 0 9 9"></svg>', "a drawing without a role is no picture"
    ),
    fine_in_footer(
        "A01", '<svg><g role="img"><title>A pool</title></g></svg>', "the group has a title"
    ),
    fine_in_footer("A01", '<div role="img" aria-label="A pool">x</div>', "it has a name"),
    fine_in_footer("A02", FIGURE.format("Children at the edge of the pool"), "it says more"),
    fine_in_footer("A02", '<img src="/pool.png" alt="pool">', "the file has a word for its name"),
    fine_in_footer("A03", "<label>Name <input></label>", "the label is around it"),
    fine_in_footer(
        "A03",
        "<label>Day <select><option>Monday</option></select></label>",
        "the label has words besides the choices",
    ),
    fine_in_footer(
        "A03", '<input type="hidden" name="a"><button>Go</button>', "nobody fills it in"
    ),
    fine_in_footer(
        "A03",
        '<fieldset><legend>Swim?</legend><label>Yes <input type="radio"></label></fieldset>',
        "the choice stands in a group",
    ),
    fine_in_footer(
        "A04", '<a href="/prices/"><img src="/p.png" alt="Prices"></a>', "the picture has text"
    ),
    fine_in_footer("A04", '<a id="old-place"></a>', "a place is no link"),
    fine_in_footer("A04", '<input type="submit">', "browsers put a word on it"),
    fine_in_footer("A04", '<input type="button" value="Go">', "the value is shown on it"),
    fine_in_footer("A04", '<button aria-labelledby="main"></button>', "another element names it"),
    fine_in_footer("A05", '<p lang="zh-Hant-TW">x <i lang="grc">y</i></p>', "tags may be long"),
    NearMiss(
        rule="A05",
        edits=(
            (BASE, '"{{ site.language }}"', '"{{ "de" if page.url == "/about/" else "en" }}"'),
            (
                BASE,
                "<head>",
                '<head>\n<link rel="alternate" hreflang="en" href="{{ url("index.md") }}">'
                '{% if page.url == "/about/" %}\n'
                '<link rel="alternate" hreflang="de" href="{{ page.canonical }}">{% endif %}',
            ),
        ),
        why="the page names itself as a translation",
    ),
    fine_in_footer("A05", '<p lang="zh-yue">x</p>', "Cantonese has a tag of its own"),
    fine_in_footer("A05", '<p lang="es-US">Hola</p>', "a part may be in another language"),
    fine_in_footer(
        "A06", "<h2>Where we are</h2><h3>By bus</h3><h2>When</h2>", "going up skips nothing"
    ),
    fine_in_footer("A06", '<h2><img src="/pool.png" alt="Harbor"></h2>', "the picture has words"),
    NearMiss(
        rule="A07",
        edits=(
            ("site.yaml", "language: en-US", "language: de-DE"),
            (HOME, "You call us.", "[Mehr über die Schule](about.md) und [here](prices.md)."),
        ),
        why="it says of what, and an English word is a name in German",
    ),
    fine_in_footer("A07", '<a href="/prices/">Read more about prices</a>', "it says of what"),
    fine_in_footer(
        "A07", '<a href="/prices/" aria-label="More prices">More</a>', "its name says of what"
    ),
    fine_in_footer(
        "A08",
        '<ul><li>Babies <a href="/lessons/">Book</a></li><li>Adults <a href="/">Book</a></li></ul>',
        "each stands in an entry of its own",
    ),
    fine_in_footer(
        "A08",
        '<a href="/about/">Us</a> <a href="{{ url("about.md") }}">us</a>',
        "one place, written twice",
    ),
    fine_in_footer("A09", '<p id="mains">x</p>', "an id may begin like another"),
    fine_in_footer("A10", TABLE, "the column has a heading"),
    NearMiss(
        rule="A10",
        edits=((PRICES, "| Lesson | Price |", "| | Price |"),),
        why="the corner of a table heads nothing, and Markdown cannot say so",
    ),
    fine_in_footer(
        "A10",
        '<table><tr><td></td><th scope="col">Mon</th></tr>'
        '<tr><th scope="row">9:00</th><td>x</td></tr></table>',
        "each heading says what it is for",
    ),
    fine_in_footer(
        "A10", '<table role="presentation"><tr><td>x</td></tr></table>', "it only lays out"
    ),
    fine_in_footer("A11", f"<h2>Days</h2>{TABLE}<h3>Nights</h3>{TABLE}", "each has a heading"),
    fine_in_footer("A12", '<p aria-describedby="main">x</p>', "the id is there"),
    fine_in_footer(
        "A12",
        '<map name="m"></map><img src="/a.png" alt="" usemap="#m">'
        '<form id="f"></form><input form="f" list="l" aria-label="x"><datalist id="l"></datalist>',
        "map, form and list are there",
    ),
    fine_in_footer("A12", '<label for="n">Name</label><input id="n">', "the control is there"),
    fine_in_footer(
        "A13", '<ul role="list"><li>x</li></ul>', "without it some browsers say no list"
    ),
    fine_in_footer("A13", '<section role="doc-endnotes">x</section>', "roles of books are roles"),
    fine_in_footer(
        "A13",
        '<section><header role="banner">x</header></section>'
        '<ul role="list"><li role="listitem">x</li></ul>'
        '<input type="checkbox" role="switch"><input type="text" role="combobox" list="x">',
        "each role says something new",
    ),
    fine_in_footer(
        "A14",
        '<p role="heading" aria-level="2">x</p><div role="checkbox" aria-checked="true">x</div>'
        '<div role="meter" aria-valuenow="-1.5" aria-relevant="additions text">x</div>'
        '<div contenteditable aria-placeholder="Name"></div>',
        "the values are known, and roles take them",
    ),
    fine_in_footer("A14", '<button aria-expanded="false">x</button>', "the value is known"),
    fine_in_footer(
        "A14", '<span role="img" aria-label="Phone">x</span>', "with a role it is named"
    ),
    fine_in_footer(
        "A15",
        '<a href="/prices/" aria-label="Prices of lessons">Prices</a>',
        "the name begins with it",
    ),
    fine_in_footer(
        "A15",
        '<a href="/" aria-label="Jetzt 予約する">予約</a>',
        "not every language parts its words by spaces",
    ),
    fine_in_footer(
        "A16", '<p aria-hidden="true"><a href="/" tabindex="-1">x</a></p>', "Tab goes past"
    ),
    fine_in_footer(
        "A16",
        '<div aria-hidden="true" inert><a href="/">x</a></div>'
        '<div aria-hidden="true" hidden><a href="/">x</a></div>'
        '<fieldset aria-hidden="true" disabled><input aria-label="x"></fieldset>',
        "what is around keeps the Tab key out",
    ),
    fine_in_footer("A17", '<p tabindex="0">x</p>', "it keeps its place in the order"),
    fine_in_footer(
        "A18", '<video src="/a.mp4" controls muted></video>', "there is nothing to hear"
    ),
    fine_in_footer(
        "A18",
        '<video src="/a.mp4" controls><track kind="captions" src="/a.vtt"></video>',
        "the captions are there",
    ),
    fine_in_footer("A19", '<video src="/a.mp4" controls preload="none"></video>', "it waits"),
    fine_in_footer(
        "A19",
        '<svg><animate repeatCount="indefinite" begin="click"/><animate repeatCount="2"/></svg>'
        '<iframe title="Film" src="https://film.example/1?autoplay=0"></iframe>'
        "<template><video autoplay></video></template>",
        "nothing moves by itself without end",
    ),
    NearMiss(
        rule="A19",
        edits=(("content/data/redirects.yaml", "prices.md", "prices.md\n/older/: about.md"),),
        why="a redirect leads on at once",
    ),
    NearMiss(
        rule="A20",
        edits=((BASE, "initial-scale=1", "initial-scale=1, maximum-scale=5"),),
        why="five times is large",
    ),
    fine_in_footer("A21", '<nav aria-label="Elsewhere">x</nav>', "each menu has a name"),
    NearMiss(
        rule="A21",
        edits=((BASE, "<h1>", "<article><aside>x</aside><aside>y</aside></article>\n<h1>"),),
        why="remarks within a text are parts of that text",
    ),
    NearMiss(
        rule="A21",
        edits=((BASE, "<h1>{{ page.title }}</h1>", "<header><h1>{{ page.title }}</h1></header>"),),
        why="only the page's own header is a landmark",
    ),
    fine_in_footer("A07", '<a href="/">&lt;this></a>', "a word of code is no finger that points"),
    NearMiss(
        rule="A22",
        edits=((BASE, 'href="#main"', 'href="#title"'), (BASE, "<h1>", '<h1 id="title">')),
        why="the heading stands in the main part",
    ),
    NearMiss(
        rule="A22",
        edits=((BASE, "<body>", '<body>\n<div hidden><a href="/prices/">Prices</a></div>'),),
        why="what is hidden is no stop",
    ),
    NearMiss(rule="A23", edits=((TOKENS, "#1b1b1b", "#767676"),), why="4.54 to 1 is enough"),
    NearMiss(
        rule="A23",
        edits=((CSS, "font-weight: 600;", "color: #999; background: url(dots.png);"),),
        why="what a picture holds is not known",
    ),
    NearMiss(
        rule="A23",
        edits=((CSS, "font-weight: 600;", "color: #888; background: #fff; font-size: 2rem;"),),
        why="large letters need 3",
    ),
    NearMiss(
        rule="A23",
        edits=(
            (CSS, ".price {", "@media print {\n.x { color: #999; background: #fff }\n}\n.price {"),
        ),
        why="paper has no scheme",
    ),
    NearMiss(
        rule="A24",
        edits=((TOKENS, "--space: 1rem;", "--space: 1rem;\n  --color-line: #ddd;"),),
        why="a line that only parts text may be faint",
    ),
    NearMiss(
        rule="A24",
        edits=(
            (
                CSS,
                ".price {",
                "button {\n  border: 1px solid #ccc;\n  background: #06c;\n}\n\n.price {",
            ),
            *footer("<button>x</button>"),
        ),
        why="what fills the button stands out",
    ),
    NearMiss(
        rule="A25",
        edits=((CSS, "padding: 0.75rem 0;", "height: 1rem;\n  padding: 1rem;"),),
        why="padding makes it larger",
    ),
    NearMiss(
        rule="A25",
        edits=((CSS, "font-weight: 600;", "height: 1rem;"),),
        why="nobody presses a price",
    ),
    NearMiss(
        rule="A26",
        edits=((CSS, ".price {", "a:focus {\n  outline: 0;\n  background: #ff0;\n}\n\n.price {"),),
        why="the focus is shown in another way",
    ),
    NearMiss(
        rule="A26",
        edits=(
            (CSS, "padding: 0.75rem 0;", "outline: none;"),
            (CSS, ".price {", ":focus-visible {\n  outline: 3px solid;\n}\n\n.price {"),
        ),
        why="another rule shows the focus",
    ),
)
