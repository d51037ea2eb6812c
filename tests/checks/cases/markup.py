"""Planted faults and near misses of the rules about HTML."""

from tests.checks.cases.accessibility import BASE, fine_in_footer, in_footer
from tests.checks.planting import Fault, NearMiss

LESSON, CARRIED = "templates/lesson.html", "static/root/carried/index.html"
PAGE = '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Carried</title>'
LISTED = "<p>Bring:</p><ul><li>Towel</li></ul>"

FAULTS = (
    in_footer("H01", "<p>Call <b>us</p>", "<b> is never closed", column=9),
    in_footer("H01", "<p>Call us</p></b>", "</b> closes nothing"),
    in_footer("H01", "<div/>", "<div/> does not close itself"),
    in_footer("H01", '<p id="a" id="b">x</p>', "<p> has two attributes id="),
    in_footer("H02", "<p><ul><li>x</li></ul></p>", "<ul> cannot stand in <p>", column=4),
    in_footer(
        "H02", "<h2><a href='/'><div>x</div></a></h2>", "<div> cannot stand in <h2>", column=17
    ),
    in_footer("H02", "<div><li>x</li></div>", "<li> cannot stand in <div>", column=6),
    in_footer("H02", "<ul><p>x</p></ul>", "<p> cannot stand straight in <ul>", column=5),
    in_footer(
        "H02", "<table>x<tr><td>y</td></tr></table>", "words cannot stand straight in <table>"
    ),
    in_footer("H02", "<div><dt>x</dt></div>", "<dt> cannot stand in <div>", column=6),
    in_footer("H02", '<meta name="a" content="b">', "<meta> belongs in <head>"),
    in_footer("H02", '<link rel="icon" href="/a.png">', "<link> belongs in <head>"),
    in_footer(
        "H02", "<div><footer>x</footer></div>", "<footer> cannot stand in <footer>", column=6
    ),
    in_footer("H03", '<a href="/"><button>x</button></a>', "<button> stands in <a>", column=13),
    in_footer("H02", "<dl><dt>x</dt></dl>", "this <dt> has no <dd>", column=5),
    in_footer("H02", "<dl><dd>x</dd></dl>", "this <dd> tells of no <dt>", column=5),
    in_footer("H03", "<button><input></button>", "<input> stands in <button>", column=9),
    in_footer(
        "H03", '<div role="button"><a href="/">x</a></div>', "<a> stands in <div>", column=20
    ),
    Fault(
        rule="H04",
        edits=((BASE, "<!doctype html>\n", ""),),
        at=f"{BASE}:3:1",
        says="does not begin with <!doctype html>",
    ),
    Fault(
        rule="H04",
        edits=((BASE, '<meta charset="utf-8">', f'<!-- {"-= " * 340}-->\n<meta charset="utf-8">'),),
        at=f"{BASE}:5:1",
        says="the first 1024 bytes",
    ),
    Fault(
        rule="H04",
        edits=((BASE, "<title>{{ page.title }} – {{ site.name }}</title>\n", ""),),
        at=f"{BASE}:5:1",
        says="the page has no <title>",
    ),
    in_footer("H04", "<body>", "a second <body>"),
    Fault(
        rule="H04",
        edits=((CARRIED, "", '<html lang="en"><title>x</title><meta charset="utf-8">'),),
        at="site.yaml:1:1",
        says="does not begin with <!doctype html>",
    ),
    in_footer("H05", "<artcle>x</artcle>", "there is no element <artcle>"),
    in_footer("H06", '<img scr="/pool.png" alt="A pool">', "<img> has no attribute scr="),
    in_footer("H06", '<p href="/">x</p>', "<p> has no attribute href="),
    in_footer("H07", "<center>x</center>", "<center> is no longer part of HTML"),
    in_footer("H07", '<p align="center">x</p>', "align= on <p> is no longer part of HTML"),
    in_footer("H08", "<p>Babies < 1 year</p>", "a '<' stands alone"),
    in_footer("H08", "<p>1&nbps;year</p>", "'&nbps;' is no character of HTML"),
    in_footer("H08", "<p>&copy 2026</p>", "'&copy' does not end with ;"),
    in_footer("H08", "<p>&#8364</p>", "'&#8364' is no character"),
    Fault(
        rule="H08",
        edits=((LESSON, "Ask a doctor first if", "Ask a doctor & nurse &first; if"),),
        at=f"{LESSON}:7:1",
        says="'&first;' is no character",
    ),
    in_footer("H09", '<time datetime="March 3">x</time>', "'March 3' is no date or time"),
    in_footer("H09", '<time datetime="2026-02-30">x</time>', "there is no day '2026-02-30'"),
    in_footer("H09", '<p id="two words">x</p>', "the id 'two words' has a space"),
    in_footer("H09", '<p id="">x</p>', "an id is empty"),
    in_footer("H09", '<img src="/a.png" alt="" width="10px">', 'width="10px" is no whole number'),
    in_footer("H09", '<a href="/my prices/">x</a>', 'href="/my prices/" has a space'),
    in_footer("H09", '<a href="/{x}/">x</a>', "has the sign {, which no address may have"),
    in_footer("H09", '<input type="telephone">', 'type="telephone" means nothing'),
    in_footer("H09", '<button disabled="false">x</button>', 'disabled="false" switches it on'),
    in_footer(
        "H09", '<img src="/a.png" alt="" srcset="/b.png 2">', "srcset '/b.png 2' cannot be read"
    ),
    in_footer("H09", '<a href="/" hreflang="english">x</a>', "'english' is no language that"),
    in_footer("H09", '<a href="/" hreflang="en-UK">x</a>', "'en-UK' names no country"),
    in_footer("H09", '<a href="/" target="_new">x</a>', "there is no target '_new'"),
    in_footer("H09", '<input autocomplete="emial">', 'autocomplete="emial" means nothing'),
    in_footer("H09", '<input autocomplete="email home">', "means nothing"),
    Fault(
        rule="H09",
        edits=((BASE, "</head>", '<link rel="preload" as="fnt" href="/favicon.ico">\n</head>'),),
        at=f"{BASE}:22:1",
        says='as="fnt" means nothing',
    ),
    Fault(
        rule="H10",
        edits=((BASE, ' content="{{ page.description }}">\n<link', ">\n<link"),),
        at=f"{BASE}:9:1",
        says="<meta> has no content=",
    ),
    in_footer("H10", '<img alt="A pool">', "<img> has no src="),
    in_footer("H10", '<a target="_blank">x</a>', "<a> has no href="),
    in_footer("H10", '<img src="/a.png" srcset="/a.png 40w" alt="">', "<img> has no sizes="),
    Fault(
        rule="H10",
        edits=((BASE, "</head>", '<link rel="preload" href="/favicon.ico">\n</head>'),),
        at=f"{BASE}:22:1",
        says="<link> has no as=",
    ),
    in_footer("H10", "<p><time>March 3</time></p>", "<time> has no datetime=", column=4),
    in_footer("H10", '<iframe title="Map"></iframe>', "<iframe> has no src="),
    in_footer("H10", "<video controls></video>", "<video> has no src="),
    in_footer(
        "H10",
        "<select><optgroup><option>x</option></optgroup></select>",
        "<optgroup> has no label=",
        column=9,
    ),
)

NEAR_MISSES = (
    fine_in_footer("H01", "<p>Call<br/>us<wbr></p>", "these elements have no end"),
    fine_in_footer("H01", '<svg><path d="M0 0"/></svg>', "shapes close themselves"),
    NearMiss(
        rule="H01",
        edits=((CARRIED, "", f"{PAGE}</head><p>x</p>"),),
        why="the end of the page ends html and body",
    ),
    fine_in_footer("H02", LISTED, "the list stands after the paragraph"),
    fine_in_footer("H02", "<a href='/'><div>x</div></a>", "a link takes what is around it"),
    fine_in_footer("H02", "<dl><div><dt>x</dt><dd>y</dd></div></dl>", "groups stand in a list"),
    fine_in_footer(
        "H02", "<svg><title>x</title><style>g{}</style></svg>", "drawings have their own"
    ),
    fine_in_footer(
        "H02", '<p itemscope><meta itemprop="a" content="b"></p>', "it is about the paragraph"
    ),
    fine_in_footer(
        "H02",
        "<dl><dt>a</dt><dt>b</dt><dd>c</dd><dd>d</dd></dl>",
        "terms and meanings may be many",
    ),
    fine_in_footer("H03", "<label>Name <input></label>", "a label is made for its control"),
    fine_in_footer("H03", "<button><span>x</span></button>", "words are no control"),
    NearMiss(
        rule="H04",
        edits=((BASE, "<!doctype html>", "\n<!-- begin -->\n<!DOCTYPE HTML>"),),
        why="a comment may stand before it",
    ),
    NearMiss(
        rule="H04",
        edits=(("static/root/proof.html", "", "site-verification: proof.html"),),
        why="a file without an element is no page",
    ),
    fine_in_footer("H04", "<svg><title>A pool</title></svg>", "a drawing has a title of its own"),
    fine_in_footer("H05", "<price-tag>x</price-tag>", "an element of the site's own has a hyphen"),
    fine_in_footer(
        "H05", "<svg><lineargradient></lineargradient></svg>", "drawings have their own"
    ),
    fine_in_footer(
        "H06", '<p data-price="1" aria-live="polite">x</p>', "the site's own begin with data-"
    ),
    fine_in_footer("H06", '<svg viewbox="0 0 1 1" fill="none"></svg>', "drawings have their own"),
    NearMiss(
        rule="H06",
        edits=((BASE, "<html lang", '<html prefix="og: https://ogp.me/ns#" lang'),),
        why="the words of <meta property> come from there",
    ),
    fine_in_footer(
        "H07", '<img src="/a.png" alt="" width="1" height="1">', "a picture has a width"
    ),
    fine_in_footer("H08", "<p>Mom & Dad, AT&T, &amp; &eacute;</p>", "an & before a gap is itself"),
    NearMiss(
        rule="H08",
        edits=((BASE, "</head>", "<script>if (1 < 2 && 3) { let a = 1&b; }</script>\n</head>"),),
        why="scripts have signs of their own",
    ),
    fine_in_footer("H08", '<a href="/?a=1&copy=2">x</a>', "in an address it is a part"),
    fine_in_footer("H09", '<time datetime="2026-02-28T17:00-05:00">x</time>', "machines read it"),
    fine_in_footer("H09", '<time datetime="PT1H30M">x</time>', "a length is a time"),
    fine_in_footer(
        "H09", '<img src="/a.png" alt="" srcset="/b.png 2x, /c.png 1.5x">', "twice as sharp"
    ),
    NearMiss(
        rule="H09",
        edits=((BASE, "</head>", '<link rel="alternate" hreflang="x-default" href="/">\n</head>'),),
        why="x-default is for those who speak another language",
    ),
    fine_in_footer("H09", "<button disabled>x</button>", "a switch needs no value"),
    fine_in_footer("H09", '<a href="/#main" target="news">x</a>', "a name of its own"),
    fine_in_footer(
        "H09", '<img src="/a.png" alt="" srcset="/b,2.png 1x,/c.png 2x">', "a comma is no gap"
    ),
    fine_in_footer(
        "H09",
        '<input autocomplete="section-a shipping home tel"><input autocomplete="off">'
        '<input autocomplete="username webauthn"><form autocomplete="on"></form>',
        "words before it say whose it is",
    ),
    fine_in_footer("H10", '<a id="place">x</a>', "a place needs no address"),
    fine_in_footer(
        "H10",
        '<picture><source srcset="/a.webp"><img src="/a.png" alt=""></picture>',
        "srcset is enough",
    ),
    fine_in_footer(
        "H10",
        "<p><time>2026-03-03</time> <time>17:00</time></p>",
        "machines read these words",
    ),
    fine_in_footer(
        "H10",
        '<video><source src="/a.mp4"></video><iframe data-src="/a"></iframe><audio id="a"></audio>',
        "one has its source within, and a script fills the others",
    ),
)
