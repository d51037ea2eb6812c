"""Planted faults and near misses of the rules about links."""

from tests.checks.planting import Fault, NearMiss

HOME, HEADER = "content/index.md", "templates/components/site-header.html"
BASE, CSS = "templates/base.html", "static/css/base.css"
MOVED = '<!doctype html><html lang="en"><meta http-equiv="refresh" content="0; url={}">'

FAULTS = (
    Fault(
        rule="L01",
        edits=((BASE, "<footer>", '<footer>\n<a href="/prcies/">Prices</a>'),),
        at=f"{BASE}:40:1",
        says="'/prcies/' leads nowhere",
    ),
    Fault(
        rule="L01",
        edits=((BASE, "<footer>", '<footer>\n<img src="b.png" srcset="a.png 2x" alt="B">'),),
        at=f"{BASE}:40:1",
        says="the site has no a.png",
    ),
    Fault(
        rule="L01",
        edits=(("static/root/old/index.html", "", MOVED.format("/gone/")),),
        at="site.yaml:1:1",
        says="'/gone/' leads nowhere",
    ),
    Fault(
        rule="L01",
        edits=((CSS, "font-weight: 600;", 'background: url("/nope.png");'),),
        at=f"{CSS}:25:20",
        says="'/nope.png' leads nowhere: the site has no nope.png",
    ),
    Fault(
        rule="L01",
        edits=(
            (
                CSS,
                "body {",
                '@font-face {\n  src: local("Lora"), url("fonts/nope.woff2");\n}\nbody {',
            ),
        ),
        at=f"{CSS}:2:28",
        says="'fonts/nope.woff2' leads nowhere",
    ),
    Fault(
        rule="L01",
        edits=((BASE, "<footer>", '<footer>\n<button formaction="/nope/">Go</button>'),),
        at=f"{BASE}:40:1",
        says="'/nope/' leads nowhere",
    ),
    Fault(
        rule="L01",
        edits=((BASE, "<footer>", '<footer>\n<a href="http://swim.example/nope/">Go</a>'),),
        at=f"{BASE}:40:1",
        says="'http://swim.example/nope/' leads nowhere",
    ),
    Fault(
        rule="L01",
        edits=((BASE, "<footer>", '<footer>\n<a href="https://SWIM.example/nope/">Go</a>'),),
        at=f"{BASE}:40:1",
        says="'https://SWIM.example/nope/' leads nowhere",
    ),
    Fault(
        rule="L02",
        edits=((BASE, 'href="#main"', 'href="#mian"'),),
        at=f"{BASE}:24:1",
        says="'#mian' leads to a place that /",
    ),
    Fault(
        rule="L03",
        edits=(("static/root/older/index.html", "", MOVED.format("/old-prices/")),),
        at="site.yaml:1:1",
        says="leads to an address that leads on",
    ),
    Fault(
        rule="L03",
        edits=(
            ("static/root/one/index.html", "", MOVED.format("/two/")),
            ("static/root/two/index.html", "", MOVED.format("/one/")),
        ),
        at="site.yaml:1:1",
        says="/one/ leads in a circle",
    ),
    Fault(
        rule="L04",
        edits=((BASE, "<footer>", '<footer>\n<a href="/old-prices/">Prices</a>'),),
        at=f"{BASE}:40:1",
        says="has moved",
    ),
    Fault(
        rule="L05",
        edits=((BASE, '"canonical" href="{{ page.canonical }}"', '"canonical" href="/"'),),
        at=f"{BASE}:10:1",
        says="the canonical address is /",
    ),
    Fault(
        rule="L06",
        edits=(
            (
                "templates/files/sitemap.xml",
                "",
                "<urlset>{% for card in pages(kind='page') %}<url><loc>{{ absolute(card) }}"
                "</loc></url>{% endfor %}</urlset>",
            ),
        ),
        at="templates/files/sitemap.xml:1:1",
        says="leaves out /lessons/babies/",
    ),
    Fault(
        rule="L07",
        edits=(("templates/files/site.xml", "", "<loc>{{ site.url }}prcies/</loc>"),),
        at="templates/files/site.xml:1:1",
        says="prcies/' leads nowhere",
    ),
    Fault(
        rule="L08",
        edits=((HOME, "You call us.", "You [call us](http://phone.example/)."),),
        at=f"{HOME}:10:15",
        says="'http://phone.example/' is not encrypted",
    ),
    Fault(
        rule="L09",
        edits=((BASE, "<footer>", '<footer>\n<a href="#">Up</a>'),),
        at=f"{BASE}:40:1",
        says="leads nowhere",
    ),
    Fault(
        rule="L09",
        edits=((BASE, "<footer>", '<footer>\n<area href="#" alt="Up">'),),
        at=f"{BASE}:40:1",
        says="leads nowhere",
    ),
)

NEAR_MISSES = (
    NearMiss(
        rule="L01",
        edits=((BASE, "<footer>", '<footer>\n<a href="{{ url("/prices/") }}?a=b#main">P</a>'),),
        why="a query and an anchor are no part of the file's name",
    ),
    NearMiss(
        rule="L01",
        edits=((BASE, "<footer>", '<footer>\n<a href="https://other.example/prcies/">P</a>'),),
        why="another site answers for its own addresses",
    ),
    NearMiss(
        rule="L01",
        edits=(
            (
                CSS,
                "font-weight: 600;",
                "/* url(/nope.png) */\n  background: url(/favicon.ico), url(#mark), "
                "url('data:image/gif;base64,R0lGODlhAQABAAAAACw=');",
            ),
        ),
        why="the icon is there, a comment is not read, and the others are no files",
    ),
    NearMiss(
        rule="L01",
        edits=(
            (
                BASE,
                "<footer>",
                '<footer>\n<a href="https://Swim.example">A</a><img alt="B" src="/favicon.ico" '
                'srcset="data:image/gif;base64,R0lGODlhAQABAAAAACw= 1x,/favicon.ico 2x">',
            ),
        ),
        why="the host alone is the first page, and a picture may stand in its address",
    ),
    NearMiss(
        rule="L02",
        edits=((BASE, 'href="#main"', 'href="#top"'),),
        why="every page has a top",
    ),
    NearMiss(
        rule="L02",
        edits=((BASE, 'href="#main"', 'href="/prices/#:~:text=babies"'),),
        why="this names words of the page, and no place in it",
    ),
    NearMiss(
        rule="L03",
        edits=(("static/root/older/index.html", "", MOVED.format("/prices/")),),
        why="two redirects may lead to one page",
    ),
    NearMiss(
        rule="L04",
        edits=((BASE, "<footer>", '<footer>\n<a href="{{ url("/prices/") }}">P</a>'),),
        why="the page itself is meant",
    ),
    NearMiss(
        rule="L05",
        edits=(("content/data/redirects.yaml", "prices.md", "prices.md\n/older/: about.md"),),
        why="a redirect names the page that it leads to",
    ),
    NearMiss(
        rule="L06",
        edits=((HOME, "---\n\nWe teach", "until: 2030-01-01\n---\n\nWe teach"),),
        why="a page with a last day is listed until then",
    ),
    NearMiss(
        rule="L07",
        edits=(("templates/files/site.xml", "", "<loc>{{ site.url }}prices/</loc>"),),
        why="the page is there",
    ),
    NearMiss(
        rule="L08",
        edits=((HOME, "You call us.", "You [call us](https://phone.example/http://x).",),),
        why="the address itself is encrypted",
    ),
    NearMiss(
        rule="L09",
        edits=((BASE, "<footer>", '<footer>\n<a href="#main">Up</a>'),),
        why="the anchor is named",
    ),
)  # fmt: skip
