"""Planted faults and near misses of the rules about shared links, icons and paper."""

import io

from PIL import Image

from tests.checks.planting import Edit, Fault, NearMiss

BASE, HOME = "templates/base.html", "content/index.md"
CSS, SITE, SOURCES = "static/css/base.css", "site.yaml", "content/data/sources.yaml"
HTML, FOOT = f"{BASE}:4:1", f"{BASE}:40:1"
CARD = '<meta property="og:image" content="{{ card.url }}">'
ADDRESS = '    content: " (" attr(href) ")";\n'
PHONE = '<p>Call <a href="tel:{{ site.phone.e164 }}">{{ site.phone }}</a></p>'
LINK = '<link rel="manifest" href="/app.webmanifest">'


def foot(html: str) -> Edit:
    """Put HTML on the first line of every page's footer."""
    return BASE, "<footer>", f"<footer>\n{html}"


def picture(name: str, width: int, height: int) -> Edit:
    """Put a picture of one color into static/."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#0b4f8a").save(out, "PNG")
    return f"static/{name}", "", out.getvalue()


def paper(text: str) -> Edit:
    """Add rules for print to a sheet."""
    return CSS, "@media print {\n", f"@media print {{\n{text}\n"


def manifest(icons: str) -> Edit:
    """Publish a web manifest."""
    return "static/root/app.webmanifest", "", f'{{"name": "Swim", "icons": [{icons}]}}'


def icon(name: str, size: str) -> str:
    """Return an icon as a manifest lists it."""
    return f'{{"src": "{name}", "sizes": "{size}", "type": "image/png"}}'


FAULTS = (
    Fault(rule="O01", edits=((BASE, CARD, ""),), at=HTML, says="show no picture"),
    Fault(
        rule="O01",
        edits=((BASE, CARD, CARD.replace("{{ card.url }}", "{{ site.url }}card.png")),),
        at=f"{BASE}:14:1",
        says="is not there: 'https://swim.example/card.png'",
    ),
    Fault(
        rule="O02",
        edits=(
            picture("tall.png", 800, 1200),
            (HOME, "title: Swimming", "image: tall.png\ntitle: Swimming"),
        ),
        at=f"{HOME}:2:8",
        says="is 800 x 1200: it is cut",
    ),
    Fault(
        rule="O02",
        edits=(
            picture("root/card.png", 400, 210),
            (BASE, CARD, CARD.replace("{{ card.url }}", "/card.png")),
        ),
        at=f"{BASE}:14:1",
        says="only 400 pixels wide",
    ),
    Fault(
        rule="O02",
        edits=((BASE, 'width" content="{{ card.width }}"', 'width" content="1000"'),),
        at=f"{BASE}:14:1",
        says="the page says 1000 x 630 of a picture of 1200 x 630",
    ),
    Fault(
        rule="O02",
        edits=(
            ("static/root/card.svg", "", '<svg xmlns="http://www.w3.org/2000/svg"/>'),
            (BASE, CARD, CARD.replace("{{ card.url }}", "/card.svg")),
        ),
        at=f"{BASE}:14:1",
        says="no picture of this kind",
    ),
    Fault(
        rule="O03",
        edits=((BASE, '<meta property="og:image:alt" content="{{ card.alt }}">', ""),),
        at=f"{BASE}:14:1",
        says="is not described in words",
    ),
    Fault(
        rule="O04",
        edits=((BASE, '<meta property="og:title" content="{{ page.title }}">', ""),),
        at=HTML,
        says="og:title is missing",
    ),
    Fault(
        rule="O04",
        edits=(
            (
                BASE,
                'name="twitter:card" content="summary_large_image"',
                'name="twitter:card" content=""',
            ),
        ),
        at=f"{BASE}:18:1",
        says="twitter:card is missing",
    ),
    Fault(
        rule="O05",
        edits=(
            picture("root/icon.png", 48, 48),
            foot('<link rel="icon" href="/icon.png" sizes="32x32">'),
        ),
        at=FOOT,
        says="is 48 x 48 pixels, not 32x32",
    ),
    Fault(
        rule="O05",
        edits=(
            picture("root/icon.png", 120, 120),
            foot('<link rel="apple-touch-icon" href="/icon.png">'),
        ),
        at=FOOT,
        says="the icon for phones is 120 x 120",
    ),
    Fault(
        rule="O06",
        edits=(
            foot(LINK),
            manifest(icon("/a.png", "192x192") + "," + icon("/b.png", "512x512")),
            picture("root/a.png", 192, 192),
            picture("root/b.png", 500, 500),
        ),
        at="static/root/app.webmanifest:1:1",
        says="the icon b.png is 500 x 500 pixels, not 512x512",
    ),
    Fault(
        rule="O06",
        edits=(foot(LINK), manifest(icon("/gone.png", "512x512"))),
        at="static/root/app.webmanifest:1:1",
        says="the icon '/gone.png' in app.webmanifest is not there",
    ),
    Fault(
        rule="O06",
        edits=(foot('<link rel="manifest" href="/site.webmanifest">'),),
        at="site.yaml:1:1",
        says="site.webmanifest names no icon of 512 x 512 pixels",
    ),
    Fault(
        rule="O06",
        edits=(foot(LINK), ("static/root/app.webmanifest", "", "{icons: no}")),
        at="static/root/app.webmanifest:1:1",
        says="cannot be read as a web manifest",
    ),
    Fault(
        rule="O07",
        edits=((CSS, "@media print {", "@media not print {"),),
        at=f"{BASE}:19:1",
        says="no styles for paper",
    ),
    Fault(
        rule="O08",
        edits=(paper("  body > main {\n    display: none;\n  }"),),
        at=f"{CSS}:29:3",
        says="this rule hides the text of the page",
    ),
    Fault(
        rule="O08",
        edits=(paper("  nav,\n  main h1:is(h1, h2) {\n    visibility: hidden;\n  }"),),
        at=f"{CSS}:30:3",
        says="this rule hides the heading of the page",
    ),
    Fault(
        rule="O08",
        edits=(paper("  nav, footer { color: red; display: none !important; }"),),
        at=f"{CSS}:29:8",
        says="this rule hides every phone number",
    ),
    Fault(
        rule="O08",
        edits=(paper("  main > p { display: none; }"),),
        at=f"{CSS}:29:3",
        says="this rule hides the text of most pages",
    ),
    Fault(
        rule="O08",
        edits=(paper("  .ask-first { display: none; }"),),
        at=f"{CSS}:29:3",
        says="this rule hides the box that says who asks a doctor first",
    ),
    Fault(
        rule="O09",
        edits=((CSS, ADDRESS, '    content: " (link)";\n'),),
        at=f"{SOURCES}:3:8",
        says="nobody can tell where links to other sites lead",
    ),
    Fault(
        rule="O09",
        edits=(
            (CSS, "main a[href^=", "footer a[href^="),
            (HOME, "You call us.", "You [call us](https://phone.example/call)."),
        ),
        at=f"{HOME}:10:15",
        says="nobody can tell",
    ),
    Fault(
        rule="O09",
        edits=(
            (CSS, 'main a[href^="http"]', 'main a[href^="http"]:not(.cited)'),
            (HOME, "You call us.", "You [call us](https://phone.example/call){: .cited }."),
        ),
        at=f"{HOME}:10:15",
        says="nobody can tell",
    ),
)

NEAR_MISSES = (
    NearMiss(
        rule="O01",
        edits=((BASE, CARD, CARD.replace("{{ card.url }}", "https://pictures.example/a.png")),),
        why="another site answers for its own files",
    ),
    NearMiss(
        rule="O02",
        edits=(
            picture("wide.png", 1200, 630),
            (HOME, "title: Swimming", "image: wide.png\ntitle: Swimming"),
        ),
        why="a picture of one's own that has the right shape",
    ),
    NearMiss(
        rule="O03",
        edits=((BASE, CARD, ""),),
        why="without a picture there is nothing to describe",
    ),
    NearMiss(
        rule="O04",
        edits=((BASE, 'name="twitter:card"', 'property="twitter:card"'),),
        why="both ways to write it are read",
    ),
    NearMiss(
        rule="O05",
        edits=(
            picture("root/touch.png", 180, 180),
            foot(
                '<link rel="icon" href="/favicon.ico" sizes="32x32">'
                '<link rel="apple-touch-icon" href="/touch.png">'
                '<link rel="icon" href="/plan.svg" sizes="any">'
            ),
            ("static/root/plan.svg", "", '<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ),
        why="all of them are as large as they say",
    ),
    NearMiss(
        rule="O06",
        edits=(
            foot(LINK),
            manifest(icon("a.png", "192x192") + "," + icon("b.png", "512x512")),
            picture("root/a.png", 192, 192),
            picture("root/b.png", 512, 512),
        ),
        why="both sizes are there",
    ),
    NearMiss(
        rule="O06",
        edits=(manifest(""),),
        why="a manifest that no page names is read by nobody",
    ),
    NearMiss(
        rule="O07",
        edits=(
            (CSS, "@media print {", "@layer paper { @media screen, print {"),
            (CSS, '")";\n  }\n}', '")";\n  }\n}}'),
        ),
        why="print is one of two media",
    ),
    NearMiss(
        rule="O08",
        edits=(
            paper("  main:not(:target), main::after, .page main { display: none; }"),
            (
                CSS,
                "body {",
                "@media screen and (min-width: 90em) { main { display: none } }\nbody {",
            ),
        ),
        why="none of these hides the text on paper for certain",
    ),
    NearMiss(
        rule="O08",
        edits=(
            paper("  footer a { display: none; }"),
            (BASE, PHONE, PHONE + "<p>Our number: (212) 555-0142</p>"),
        ),
        why="the number stands there in words too",
    ),
    NearMiss(
        rule="O08",
        edits=(
            paper("  .only-screen { display: none; }"),
            (
                BASE,
                "{{ page.body }}",
                '<div{% if page.kind == "lesson" %} class="only-screen"{% endif %}>'
                "{{ page.body }}</div>",
            ),
        ),
        why="a few pages may print something else than their text",
    ),
    NearMiss(
        rule="O08",
        edits=(paper("  .ask-first h2 { display: none; }"),),
        why="the box itself is printed",
    ),
    NearMiss(
        rule="O09",
        edits=(
            (CSS, ADDRESS, ""),
            (
                BASE,
                "</main>",
                "<p>swim.example/<wbr>{{ page.canonical.split('/', 3)[3] }}</p></main>",
            ),
        ),
        why="the page says where it is: who has that finds the links",
    ),
    NearMiss(
        rule="O09",
        edits=(
            (CSS, ADDRESS, ""),
            (SOURCES, "title: Early contact with water", "title: journal.example/early-contact"),
        ),
        why="the address is what the link says",
    ),
    NearMiss(
        rule="O09",
        edits=((CSS, 'main a[href^="http"]', 'main a[href^="http"]:not(.button)'),),
        why="the links are no buttons",
    ),
)
