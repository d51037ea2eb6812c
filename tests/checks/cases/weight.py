"""Planted faults and near misses of the rules about weight."""

from hashlib import sha256

from tests.checks.photos import noise
from tests.checks.planting import Edit, Fault, NearMiss

BASE, HOME, SCRIPT = "templates/base.html", "content/index.md", "static/site.js"
CSS, SITE, LESSON = "static/css/base.css", "site.yaml", "templates/lesson.html"
FOOT, MAIN = f"{BASE}:40:1", f"{BASE}:29:1"
PNG = ("static/noise.png", "", noise("PNG", (400, 300)))
JPEG = ("static/noise.jpg", "", noise("JPEG", (400, 300)))
FONT = ("static/fonts/a.woff2", "", bytes(range(256)) * 120)
FACE = "@font-face{{font-family:a;src:url(\"{{{{ asset('fonts/a.woff2') }}}}\");{}}}"
SHOWN = '<img src="{{{{ asset(\'{}\') }}}}" alt="A" {}>'
LONG = "".join(sha256(bytes([it])).hexdigest() for it in range(160))


def foot(html: str) -> Edit:
    """Put HTML on the first line of every page's footer."""
    return BASE, "<footer>", f"<footer>\n{html}"


def main(html: str) -> Edit:
    """Put HTML before the text of every page."""
    return BASE, "{{ page.body }}", f"{html}\n{{{{ page.body }}}}"


def budget(limits: str) -> Edit:
    """Set limits in site.yaml."""
    return SITE, "  terms:", f"  budget: {{{limits}}}\n  terms:"


def css(text: str) -> Edit:
    """Put rules at the top of a sheet."""
    return CSS, "body {", f"{text}\nbody {{"


FAULTS = (
    Fault(
        rule="W01",
        edits=(budget("page: 400"),),
        at=f"{HOME}:1:1",
        says="too much",
    ),
    Fault(
        rule="W01",
        edits=(budget("kinds: {lesson: 500}"),),
        at="content/lessons/babies.md:1:1",
        says="KB as sent",
    ),
    Fault(
        rule="W02",
        edits=((SCRIPT, "", f'const it = "{LONG}";\n'),),
        at=f"{BASE}:20:1",
        says="the scripts of the page weigh",
    ),
    Fault(
        rule="W02",
        edits=(foot(f'<script>const it = "{LONG}";</script>'),),
        at=f"{BASE}:20:1",
        says="the scripts of the page weigh",
    ),
    Fault(
        rule="W03",
        edits=(FONT, foot(f"<style>{FACE.format('')}</style>")),
        at=FOOT,
        says="the fonts of the page weigh 30.7 KB; 25.6 KB may be",
    ),
    Fault(
        rule="W04",
        edits=(PNG, foot(SHOWN.format("noise.png", 'width="400" height="300"'))),
        at=FOOT,
        says="this picture weighs",
    ),
    Fault(
        rule="W04",
        edits=(
            JPEG,
            budget("image: 2000"),
            (HOME, "You call us.", "You ![Noise](../static/noise.jpg) call us."),
        ),
        at=f"{HOME}:10:24",
        says="this picture weighs",
    ),
    Fault(
        rule="W05",
        edits=(PNG, foot(SHOWN.format("noise.png", 'width="400" height="300"'))),
        at=f"{HOME}:1:1",
        says="a first visit loads",
    ),
    Fault(
        rule="W05",
        edits=(PNG, foot('<video poster="{{ asset(\'noise.png\') }}" preload="none"></video>')),
        at=f"{HOME}:1:1",
        says="a first visit loads",
    ),
    Fault(
        rule="W06",
        edits=(PNG, foot(SHOWN.format("noise.png", 'width="199" height="149"'))),
        at=FOOT,
        says="this picture is 400 pixels wide and shown at 199",
    ),
    Fault(
        rule="W06",
        edits=(
            PNG,
            foot(
                '<img src="{{ image("noise.png").src }}" sizes="(min-width: 40rem) 9rem, 100px"'
                ' srcset="{{ image("noise.png").srcset }}" alt="A" width="400" height="300">'
            ),
        ),
        at=FOOT,
        says="this picture is 400 pixels wide and shown at 144",
    ),
    Fault(
        rule="W07",
        edits=(foot(SHOWN.format("pool.png", 'width="16"')),),
        at=FOOT,
        says="does not say how large it is",
    ),
    Fault(
        rule="W08",
        edits=(JPEG, main(SHOWN.format("pool.png", "") + "\n" + SHOWN.format("noise.jpg", ""))),
        at=MAIN,
        says="loaded at once",
    ),
    Fault(
        rule="W09",
        edits=(JPEG, foot(SHOWN.format("noise.jpg", ""))),
        at=FOOT,
        says="as JPEG or PNG only",
    ),
    Fault(
        rule="W10",
        edits=(css("a,\n.crad:hover > b {\n  margin: 0;\n}"),),
        at=f"{CSS}:2:1",
        says="'.crad:hover > b' fits nothing: no page and no template has .crad",
    ),
    Fault(
        rule="W10",
        edits=(css("@media print {\n  main:is(.wide, .tall) {\n    margin: 0;\n  }\n}"),),
        at=f"{CSS}:2:3",
        says="has .wide",
    ),
    Fault(
        rule="W10",
        edits=(css("/* .skip-link { } */ #mian { margin: 0; }"),),
        at=f"{CSS}:1:22",
        says="has #mian",
    ),
    Fault(
        rule="W10",
        edits=(css("body {\n  dialog {\n    margin: 0;\n  }\n}"),),
        at=f"{CSS}:2:3",
        says="has <dialog>",
    ),
    Fault(
        rule="W11",
        edits=(("static/old.png", "", noise("PNG", (8, 8))),),
        at="static/old.png:1:1",
        says="no page uses this file",
    ),
    Fault(
        rule="W12",
        edits=(
            PNG,
            ("static/root/noise.png", "", PNG[2]),
            foot(SHOWN.format("noise.png", 'width="400" height="300"')),
        ),
        at="static/root/noise.png:1:1",
        says="are the same file",
    ),
    Fault(
        rule="W13",
        edits=(budget("structured_data: 150"),),
        at=f"{LESSON}:3:1",
        says="the structured data of the page weighs",
    ),
    Fault(
        rule="W14",
        edits=((BASE, '" defer></script>', '"></script>'),),
        at=f"{BASE}:20:1",
        says="waits for a script",
    ),
    Fault(
        rule="W14",
        edits=(foot('<link rel="stylesheet" href="{{ asset(\'css/base.css\') }}">'),),
        at=FOOT,
        says="waits for a style sheet",
    ),
    Fault(
        rule="W14",
        edits=(foot("<style>@import url(\"{{ asset('css/base.css') }}\");</style>"),),
        at=FOOT,
        says="waits for an @import",
    ),
    Fault(
        rule="W14",
        edits=(FONT, foot(f"<style>{FACE.format('')}</style>")),
        at=FOOT,
        says="waits for a font",
    ),
)

NEAR_MISSES = (
    NearMiss(
        rule="W01",
        edits=(budget("page: 1500"), foot("<!-- " + "again " * 1000 + "-->")),
        why="what counts is the page as it is sent",
    ),
    NearMiss(
        rule="W01",
        edits=(
            budget("page: 1700, kinds: {page: 9000}"),
            foot(f"{{% if page.kind == 'page' %}}{LONG}{{% endif %}}"),
        ),
        why="this kind of page may be heavier",
    ),
    NearMiss(
        rule="W02",
        edits=(foot(f'<script type="application/ld+json">{{"a": "{LONG}"}}</script>'),),
        why="what does not run is no script",
    ),
    NearMiss(
        rule="W03",
        edits=(FONT, budget("fonts: 31000"), foot(f"<style>{FACE.format('')}</style>")),
        why="the settings allow it",
    ),
    NearMiss(
        rule="W04",
        edits=(PNG, (HOME, "You call us.", "You ![Noise](../static/noise.png) call us.")),
        why="phones load a lighter copy",
    ),
    NearMiss(
        rule="W05",
        edits=(
            PNG,
            foot(SHOWN.format("noise.png", 'width="400" height="300" loading="lazy"')),
            (HOME, "You call us.", "You ![Noise](../static/noise.png) call us."),
        ),
        why="what comes later is no part of a first visit",
    ),
    NearMiss(
        rule="W06",
        edits=(PNG, foot(SHOWN.format("noise.png", 'width="200" height="150"'))),
        why="screens with two dots for a pixel show all of it",
    ),
    NearMiss(
        rule="W06",
        edits=(
            PNG,
            foot(
                '<img src="{{ image("noise.png").src }}" sizes="(min-width: 40rem) 9rem, 100vw"'
                ' srcset="{{ image("noise.png").srcset }}" alt="A" width="400" height="300">'
            ),
        ),
        why="it fills the screen of a phone",
    ),
    NearMiss(
        rule="W07",
        edits=((HOME, "You call us.", "You ![The pool](../static/pool.png) call us."),),
        why="the build says how large it is",
    ),
    NearMiss(
        rule="W08",
        edits=(
            JPEG,
            main(SHOWN.format("pool.png", "") + SHOWN.format("noise.jpg", 'loading="lazy"')),
            foot(SHOWN.format("noise.jpg", "")),
        ),
        why="one is first, one is lazy, one is no part of the text",
    ),
    NearMiss(
        rule="W08",
        edits=(JPEG, main(SHOWN.format("noise.jpg", "") + SHOWN.format("pool.png", ""))),
        why="the second is too small to matter",
    ),
    NearMiss(
        rule="W09",
        edits=(
            JPEG,
            (HOME, "You call us.", "You ![Noise](../static/noise.jpg) call us."),
            foot(SHOWN.format("pool.png", "")),
        ),
        why="one has modern forms beside it, one is too small to matter",
    ),
    NearMiss(
        rule="W10",
        edits=(
            css(
                ".is-open, .card--wide, .from-script, .by-hand, .admonition-title, table, html,"
                " main:not(.never):is(.nowhere, #main) { margin: 0; }"
            ),
            foot(
                '{% if page.title == "x" %}<p class="is-open">x</p>{% endif %}'
                '<p class="card--{{ page.kind }}">y</p>'
            ),
            (SCRIPT, "", 'document.body.classList.add("from-script");\n'),
            (HOME, "You call us.", "You call us.\n{: .by-hand}"),
        ),
        why="all of it may be there on another day",
    ),
    NearMiss(
        rule="W10",
        edits=(("static/css/other.css", "", ".nowhere { margin: 0 }"),),
        why="no page carries this sheet",
    ),
    NearMiss(
        rule="W11",
        edits=(
            FONT,
            ("static/fonts/OFL.txt", "", "Free to use"),
            ("static/root/a.txt", "", "a"),
            foot(f"<style>{FACE.format('')}</style>"),
        ),
        why="one is shown, one is its licence, one is published as it is",
    ),
    NearMiss(
        rule="W12",
        edits=(
            PNG,
            foot(SHOWN.format("noise.png", "") + SHOWN.format("noise.png", "")),
            ("static/root/a.txt", "", "a"),
            ("static/root/b.txt", "", "a"),
        ),
        why="shown twice under one name, or too small to matter",
    ),
    NearMiss(
        rule="W13",
        edits=(budget("structured_data: 400"),),
        why="the settings allow it",
    ),
    NearMiss(
        rule="W14",
        edits=(
            (BASE, '<script src="{{ asset("site.js") }}" defer></script>\n', ""),
            (BASE, "</body>", '<script src="{{ asset("site.js") }}"></script>\n</body>'),
        ),
        why="all that is shown stands before the script",
    ),
    NearMiss(
        rule="W14",
        edits=(
            (
                BASE,
                "<style>",
                '<link rel="alternate stylesheet" title="Large" '
                'href="{{ asset("css/base.css") }}">\n<style>',
            ),
        ),
        why="a sheet that is not chosen is loaded later",
    ),
    NearMiss(
        rule="W14",
        edits=(
            FONT,
            foot(
                f"<style>{FACE.format('font-display:optional')}</style>"
                '<script type="module">1</script>'
                '<link rel="stylesheet" media="print" href="{{ asset(\'css/base.css\') }}">'
            ),
        ),
        why="nothing waits for any of these",
    ),
)
