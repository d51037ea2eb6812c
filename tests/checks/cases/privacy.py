"""Planted faults and near misses of the rules about privacy and security."""

from tests.checks.photos import CAMERA, OWNER, SERIAL, TAKEN, photo
from tests.checks.planting import Edit, Fault, NearMiss

BASE, HOME, SCRIPT = "templates/base.html", "content/index.md", "static/site.js"
CSS, SITE, PRICES = "static/css/base.css", "site.yaml", "content/data/prices.yaml"
FOOT = f"{BASE}:40:1"
SECURITY = "static/root/.well-known/security.txt"
FILM = b"\0\0\0\x14ftypmp42\0\0\0\0mp42\0\0\0\x30moov\0\0\0\x28udta\0\0\0\x1e\xa9xyz\0\x12\x15\xc7"
FRAME = '<iframe title="Film" srcdoc="<p><a href=\'{}\'>Play</a></p>"></iframe>'


def foot(html: str) -> Edit:
    """Put HTML on the first line of every page's footer."""
    return BASE, "<footer>", f"<footer>\n{html}"


def script(text: str) -> Edit:
    """Make the site's script anew."""
    return SCRIPT, "", text


# Taken apart, so that nobody takes them for real.
AWS, GITHUB = "AKIA" + "QWERTYUIOPASDFGH", "ghp_" + "a1B2" * 9
STRIPE, GOOGLE = "sk_live_" + "a1B2" * 6, "AIza" + "a1B2c" * 7
ANTHROPIC, OPENAI = "sk-ant-" + "api03-" + "a1B2" * 9, "sk-" + "proj-" + "a1B2" * 9
KEY = "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n"

FAULTS = (
    Fault(
        rule="P01",
        edits=(foot('<script src="https://cdn.example/a.js" defer></script>'),),
        at=FOOT,
        says="cdn.example learns of every visit",
    ),
    Fault(
        rule="P01",
        edits=(foot('<img srcset="//photos.example/a.jpg 2x" src="a.jpg" alt="A">'),),
        at=FOOT,
        says="'//photos.example/a.jpg' is on another site",
    ),
    Fault(
        rule="P01",
        edits=(foot('<link rel="shortcut icon" href="https://icons.example/a.ico">'),),
        at=FOOT,
        says="icons.example learns",
    ),
    Fault(
        rule="P01",
        edits=((CSS, "font-weight: 600;", 'background: url("https://img.example/a.png");'),),
        at=f"{CSS}:25:20",
        says="img.example learns",
    ),
    Fault(
        rule="P01",
        edits=(
            (CSS, "body {", '@import "https://fonts.example/css?family=Lora:wght@400";\nbody {'),
        ),
        at=f"{CSS}:1:10",
        says="fonts.example learns",
    ),
    Fault(
        rule="P01",
        edits=(script('// count\nfetch("https://count.example/visit");\n'),),
        at=f"{SCRIPT}:2:8",
        says="count.example learns",
    ),
    Fault(
        rule="P01",
        edits=(script('const image = new Image();\nimage.src = "https://count.example/1.gif";\n'),),
        at=f"{SCRIPT}:2:14",
        says="count.example learns",
    ),
    Fault(
        rule="P01",
        edits=(script('import { a } from "https://cdn.example/a.js";\n'),),
        at=f"{SCRIPT}:1:20",
        says="cdn.example learns",
    ),
    Fault(
        rule="P01",
        edits=(foot('<iframe src="https://maps.example/pool" title="Map"></iframe>'),),
        at=FOOT,
        says="maps.example learns",
    ),
    Fault(
        rule="P01",
        edits=(
            foot('<iframe title="Map" srcdoc="<img src=\'https://maps.example/a\'>"></iframe>'),
        ),
        at=FOOT,
        says="maps.example learns",
    ),
    Fault(
        rule="P02",
        edits=(foot('<link rel="preconnect" href="https://fonts.example">'),),
        at=FOOT,
        says="preconnect contacts fonts.example",
    ),
    Fault(
        rule="P02",
        edits=(foot('<link rel="dns-prefetch" href="//fonts.example">'),),
        at=FOOT,
        says="dns-prefetch contacts fonts.example",
    ),
    Fault(
        rule="P03",
        edits=(script('\nlocalStorage.setItem("seen", "yes");\n'),),
        at=f"{SCRIPT}:2:1",
        says="this script uses localStorage",
    ),
    Fault(
        rule="P03",
        edits=(script('if (true) { document.cookie = "seen=1"; }\n'),),
        at=f"{SCRIPT}:1:13",
        says="this script uses document.cookie",
    ),
    Fault(
        rule="P03",
        edits=(foot('<script>window.sessionStorage["a"] = 1;</script>'),),
        at=FOOT,
        says="this script uses window.sessionStorage",
    ),
    Fault(
        rule="P03",
        edits=(script('const store = window.localStorage;\nstore.setItem("a", 1);\n'),),
        at=f"{SCRIPT}:1:15",
        says="this script uses window.localStorage",
    ),
    Fault(
        rule="P03",
        edits=(script("var ls = localStorage\n"),),
        at=f"{SCRIPT}:1:10",
        says="this script uses localStorage",
    ),
    Fault(
        rule="P03",
        edits=(script("const {localStorage: s} = window;\n"),),
        at=f"{SCRIPT}:1:8",
        says="this script uses localStorage",
    ),
    Fault(
        rule="P03",
        edits=(script("let t = sessionStorage;\n"),),
        at=f"{SCRIPT}:1:9",
        says="this script uses sessionStorage",
    ),
    Fault(
        rule="P04",
        edits=(script('window.dataLayer = [];\ngtag("config", "G-1");\n'),),
        at=f"{SCRIPT}:2:1",
        says="Google Analytics",
    ),
    Fault(
        rule="P04",
        edits=(foot('<img src="https://www.facebook.com/tr?id=1" alt="">'),),
        at=FOOT,
        says="the Meta pixel",
    ),
    Fault(
        rule="P04",
        edits=(foot('<a href="/prices/" ping="/count">Prices</a>'),),
        at=FOOT,
        says="ping= reports every click",
    ),
    Fault(
        rule="P05",
        edits=(foot('<button type="button" onclick="show()">More</button>'),),
        at=FOOT,
        says="<button onclick=…> is code inside a tag",
    ),
    Fault(
        rule="P05",
        edits=(foot('<a href=" Java&#115;cript:show()">More</a>'),),
        at=FOOT,
        says="href= holds code instead of an address",
    ),
    Fault(
        rule="P06",
        edits=(foot('<p style="color: red">Closed</p>'),),
        at=FOOT,
        says="<p style=…>",
    ),
    Fault(
        rule="P07",
        edits=(foot('<img src="http://photos.example/a.jpg" alt="A">'),),
        at=FOOT,
        says="'http://photos.example/a.jpg' is fetched without encryption",
    ),
    Fault(
        rule="P08",
        edits=(foot('<a href="https://other.example/" target="_blank">Other</a>'),),
        at=FOOT,
        says="opens a window",
    ),
    Fault(
        rule="P09",
        edits=(foot('<form method="post" action="https://forms.example/x"></form>'),),
        at=FOOT,
        says="sends what visitors type to forms.example",
    ),
    Fault(
        rule="P09",
        edits=(foot('<form method="post" action="http://swim.example/x"></form>'),),
        at=FOOT,
        says="without encryption",
    ),
    Fault(
        rule="P09",
        edits=(foot('<form action="/x"><input name="email" autocomplete="email"></form>'),),
        at=FOOT,
        says="into the address",
    ),
    Fault(
        rule="P09",
        edits=(foot('<form action="/x"><input name="vorname"><input name="nachricht"></form>'),),
        at=FOOT,
        says="into the address",
    ),
    Fault(
        rule="P10",
        edits=(foot('<input type="tel" name="your-phone">'),),
        at=FOOT,
        says="cannot fill in this field",
    ),
    *(
        Fault(
            rule="P10",
            edits=(foot(f'<input type="text" name="{name}">'),),
            at=FOOT,
            says="cannot fill in this field",
        )
        for name in ("email_address", "phoneNumber", "emailAddress", "address2", "nachname", "plz")
    ),
    Fault(
        rule="P11",
        edits=(("static/root/pool.jpg", "", photo("JPEG", place=True)),),
        at="static/root/pool.jpg:1:1",
        says="tells where it was taken",
    ),
    Fault(
        rule="P11",
        edits=(("static/root/pool.avif", "", photo("AVIF", place=True)),),
        at="static/root/pool.avif:1:1",
        says="tells where it was taken",
    ),
    Fault(
        rule="P11",
        edits=(
            ("static/tour.mp4", "", FILM + b"+40.8400-073.2900/"),
            foot("<video src=\"{{ asset('tour.mp4') }}\"></video>"),
        ),
        at="static/tour.mp4:1:1",
        says="tells where it was taken",
    ),
    Fault(
        rule="P12",
        edits=(
            (
                "static/root/pool.webp",
                "",
                photo("WEBP", fields={CAMERA: "X100"}, notes={TAKEN: "2026:05:01 10:00:00"}),
            ),
        ),
        at="static/root/pool.webp:1:1",
        says="a note of the camera and the time",
    ),
    Fault(
        rule="P12",
        edits=(("static/root/pool.png", "", photo("PNG", notes={OWNER: "Ann", SERIAL: "7"})),),
        at="static/root/pool.png:1:1",
        says="a note of the camera and whose camera it is",
    ),
    Fault(
        rule="P12",
        edits=(
            (
                "static/root/plan.svg",
                "",
                '<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="i" '
                'inkscape:export-filename="/home/ann/plan.png"></svg>',
            ),
        ),
        at="static/root/plan.svg:1:1",
        says="a folder of the computer",
    ),
    Fault(
        rule="P13",
        edits=((HOME, "You call us.", f"You call us.\n\nThe key: {AWS}"),),
        at=f"{HOME}:12:10",
        says="looks like an AWS access key: AKIAQWER…",
    ),
    Fault(
        rule="P13",
        edits=(script(f'\nconst token = "{GITHUB}";\n'),),
        at=f"{SCRIPT}:2:16",
        says="looks like a GitHub token",
    ),
    Fault(
        rule="P13",
        edits=(foot(f"{{# {STRIPE} #}}"),),
        at=f"{BASE}:40:4",
        says="looks like a Stripe key",
    ),
    Fault(
        rule="P13",
        edits=((PRICES, "name: Babies", f'name: "Babies {GOOGLE}"'),),
        at=f"{PRICES}:2:17",
        says="looks like a Google key",
    ),
    Fault(
        rule="P13",
        edits=(("static/root/server.txt", "", KEY),),
        at="static/root/server.txt:1:1",
        says="looks like a private key",
    ),
    Fault(
        rule="P13",
        edits=((HOME, "You call us.", "See https://ann:hunter22@files.example/."),),
        at=f"{HOME}:10:10",
        says="looks like a password in an address",
    ),
    Fault(
        rule="P13",
        edits=(
            ("content/data/mail.yaml", "", "mail:\n  password: hunter2hunter2\n"),
            (
                "schema.py",
                '"terms.yaml": dict',
                '"mail.yaml": dict[str, dict[str, str]],\n        "terms.yaml": dict',
            ),
        ),
        at="content/data/mail.yaml:2:13",
        says="'password' stands here",
    ),
    Fault(
        rule="P13",
        edits=(script(f'const key = "{ANTHROPIC}";\n'),),
        at=f"{SCRIPT}:1:14",
        says="looks like an Anthropic key",
    ),
    Fault(
        rule="P13",
        edits=(script(f'const key = "{OPENAI}";\n'),),
        at=f"{SCRIPT}:1:14",
        says="looks like an OpenAI key",
    ),
    Fault(
        rule="P13",
        edits=(script('\nconst password = "hunter2hunter2";\n'),),
        at=f"{SCRIPT}:2:19",
        says="'password' stands here",
    ),
    Fault(
        rule="P13",
        edits=(script('start({ apiKey: "9f8e7d6c5b4a39281706" });\n'),),
        at=f"{SCRIPT}:1:18",
        says="'apiKey' stands here",
    ),
    Fault(
        rule="P13",
        edits=(("static/mail.json", "", '{"host": "a", "password": "hunter2hunter2"}\n'),),
        at="static/mail.json:1:28",
        says="'password' stands here",
    ),
    Fault(
        rule="P14",
        edits=(("static/root/notes/todo.md", "", "Ask Dana about her leave.\n"),),
        at="static/root/notes/todo.md:1:1",
        says="/notes/todo.md would be published",
    ),
    Fault(
        rule="P14",
        edits=(("static/root/.env", "", "MODE=live\n"),),
        at="static/root/.env:1:1",
        says="/.env would be published",
    ),
    Fault(
        rule="P14",
        edits=(("templates/files/prices.yaml", "", "- {{ site.name }}\n"),),
        at="templates/files/prices.yaml:1:1",
        says="/prices.yaml would be published",
    ),
    Fault(
        rule="P15",
        edits=(script("let a = 1;\n//# sourceMappingURL=site.js.map\n"),),
        at=f"{SCRIPT}:2:1",
        says="names a source map: site.js.map",
    ),
    Fault(
        rule="P15",
        edits=(("static/root/site.js.map", "", "{}"),),
        at="static/root/site.js.map:1:1",
        says="shows how the site's code was written",
    ),
    Fault(
        rule="P16",
        edits=(foot('<script src="data:text/javascript,1"></script>'),),
        at=FOOT,
        says="has to allow data: addresses (script-src)",
    ),
    Fault(
        rule="P16",
        edits=(foot("<object data=\"{{ asset('pool.png') }}\"></object>"),),
        at=FOOT,
        says="has to allow plug-ins (object-src)",
    ),
    Fault(
        rule="P16",
        edits=(foot(FRAME.format("https://player.example/1")),),
        at=FOOT,
        says="has to allow the other site player.example (frame-src)",
    ),
    Fault(
        rule="P16",
        edits=(
            (
                "static/root/plan.svg",
                "",
                '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://img.example/a"/></svg>',
            ),
        ),
        at="static/root/plan.svg:1:1",
        says="has to allow the other site img.example",
    ),
    Fault(
        rule="P17",
        edits=((SECURITY, "", "Contact: Dana\nExpires: 2030-01-01T00:00:00Z\n"),),
        at=f"{SECURITY}:1:1",
        says="names nobody to write to",
    ),
    Fault(
        rule="P17",
        edits=((SECURITY, "", "Contact: mailto:a@swim.example\nExpires: 2026-01-01T00:00:00Z\n"),),
        at=f"{SECURITY}:1:1",
        says="was good until 2026-01-01",
    ),
    Fault(
        rule="P17",
        edits=(("static/root/security.txt", "", "Contact: mailto:a@swim.example\n"),),
        at="static/root/security.txt:1:1",
        says="in the wrong place",
    ),
    Fault(
        rule="P17",
        edits=((SECURITY, "", "Contact: mailto:a@swim.example\nExpires: Dec 31 2025\n"),),
        at=f"{SECURITY}:1:1",
        says="'Dec 31 2025' is no last day that machines read",
    ),
)

NEAR_MISSES = (
    NearMiss(
        rule="P01",
        edits=(foot('<a href="https://other.example/a.png">A picture</a>'),),
        why="a link is followed only by those who want to",
    ),
    NearMiss(
        rule="P01",
        edits=(foot('<img src="https://swim.example/pool.png" alt="The pool">'),),
        why="the site's own address is no third party",
    ),
    NearMiss(
        rule="P01",
        edits=(
            foot('<iframe src="https://player.example/1" title="Film"></iframe>'),
            (SITE, "  terms:", "  third_parties: [player.example]\n  terms:"),
        ),
        why="the settings allow the host",
    ),
    NearMiss(
        rule="P01",
        edits=(foot(FRAME.format("https://player.example/1")),),
        why="a player that waits for a click asks for nothing before",
    ),
    NearMiss(
        rule="P01",
        edits=(
            script(
                '// fetch("https://count.example/");\n'
                'link.href = "https://other.example/";\n'
                'window.open("https://other.example/");\n'
                'fetch("/prices.json");\n'
            ),
        ),
        why="comments, links and the site's own files",
    ),
    NearMiss(
        rule="P01",
        edits=((CSS, "body {", "/* from https://other.example/a.css */\nbody {"),),
        why="a style may name where it comes from",
    ),
    NearMiss(
        rule="P01",
        edits=(foot('<link rel="license" href="https://other.example/by">'),),
        why="this link is only for machines that ask",
    ),
    NearMiss(
        rule="P02",
        edits=(foot('<link rel="prefetch" href="/prices/">'),),
        why="the site may fetch its own pages early",
    ),
    NearMiss(
        rule="P02",
        edits=(
            foot('<link rel="preconnect" href="https://player.example">'),
            (SITE, "  terms:", "  third_parties: [player.example]\n  terms:"),
        ),
        why="the settings allow the host",
    ),
    NearMiss(
        rule="P03",
        edits=(
            script(
                "// no document.cookie, no localStorage.setItem here\nconst sessionStorage2 = 1;\n"
            ),
        ),
        why="words in a comment store nothing",
    ),
    NearMiss(
        rule="P03",
        edits=((HOME, "You call us.", "We use no `document.cookie` and no localStorage.setItem."),),
        why="a page may say what the site does not do",
    ),
    NearMiss(
        rule="P03",
        edits=(
            script(
                'const has = typeof localStorage !== "undefined" && "localStorage" in window;\n'
                "const used = {localStorage: 0};\n"
                'console.log("We use cookies, localStorage, and document.cookie: never.");\n'
            ),
        ),
        why="to ask for it, to call something so, and to speak of it keeps nothing",
    ),
    NearMiss(
        rule="P04",
        edits=(
            script("// no gtag() here\n"),
            (HOME, "You call us.", "We use no google-analytics.com and no gtag(1)."),
        ),
        why="a page may say that it has none",
    ),
    NearMiss(
        rule="P04",
        edits=(foot('<a href="https://www.facebook.com/tr/">Our page</a>'),),
        why="a link to a social site follows nobody",
    ),
    NearMiss(
        rule="P05",
        edits=((HOME, "You call us.", 'Write `onclick="x"` or `javascript:x()` never.'),),
        why="code that is shown does not run",
    ),
    NearMiss(
        rule="P05",
        edits=(foot('<p data-on="x" title="one = two">One</p>'),),
        why="the names only look alike",
    ),
    NearMiss(
        rule="P06",
        edits=((HOME, "You call us.", 'Write no `style="color: red"` in a tag.'),),
        why="code that is shown has no looks",
    ),
    NearMiss(
        rule="P07",
        edits=(foot('<a href="http://old.example/">Old</a>'),),
        why="a link loads nothing",
    ),
    NearMiss(
        rule="P07",
        edits=(foot('<svg xmlns="http://www.w3.org/2000/svg"></svg>'),),
        why="the name of a language is no address",
    ),
    NearMiss(
        rule="P08",
        edits=(foot('<a href="https://other.example/" target="_blank" rel="noopener">O</a>'),),
        why="the other window is cut off",
    ),
    NearMiss(
        rule="P08",
        edits=(foot('<a href="/prices/" target="_blank">Prices</a>'),),
        why="the site may reach back into itself",
    ),
    NearMiss(
        rule="P09",
        edits=(foot('<form action="/search/"><input name="q"></form>'),),
        why="a search may stand in an address",
    ),
    NearMiss(
        rule="P09",
        edits=(
            foot('<form method="post" action="https://forms.example/x"></form>'),
            (SITE, "  terms:", "  third_parties: [forms.example]\n  terms:"),
        ),
        why="the settings allow the host",
    ),
    NearMiss(
        rule="P10",
        edits=(foot('<input type="email" name="email" autocomplete="email"><input name="words">'),),
        why="one says what it asks, the other asks nothing about the visitor",
    ),
    NearMiss(
        rule="P11",
        edits=(
            ("static/pool.jpg", "", photo("JPEG", size=(64, 48), place=True)),
            (HOME, "You call us.", "![The pool](../static/pool.jpg)"),
        ),
        why="the build leaves such notes out of its copies",
    ),
    NearMiss(
        rule="P11",
        edits=(("static/root/tour.mp4", "", FILM[:30] + b"\0" * 40),),
        why="this film says nothing of a place",
    ),
    NearMiss(
        rule="P12",
        edits=(("static/root/pool.jpg", "", photo("JPEG", fields={0x0112: 1, 0x8298: "Ann"})),),
        why="which way is up, and whose the picture is, may be known",
    ),
    NearMiss(
        rule="P12",
        edits=(
            (
                "static/root/plan.svg",
                "",
                '<svg xmlns="http://www.w3.org/2000/svg"><title>/home/ann</title></svg>',
            ),
        ),
        why="only what a program has noted counts",
    ),
    NearMiss(
        rule="P13",
        edits=(
            (
                HOME,
                "You call us.",
                f"Keys look like `{AWS[:12]}` or `AKIAIOSFODNN7EXAMPLE`. See https://a.example:80/@b.",
            ),
        ),
        why="too short, the example of the handbook, and a port",
    ),
    NearMiss(
        rule="P13",
        edits=(
            (
                "content/data/mail.yaml",
                "",
                "mail:\n  password: MAIL_PASSWORD\n  secret: how we keep warm in winter\n"
                "  api_key: ${KEY}\n  token_count: abcdefgh\n",
            ),
            (
                "schema.py",
                '"terms.yaml": dict',
                '"mail.yaml": dict[str, dict[str, str]],\n        "terms.yaml": dict',
            ),
        ),
        why="names of variables and plain words are no passwords",
    ),
    NearMiss(
        rule="P13",
        edits=(
            script(
                'const words = {password: "Password, 8 signs", secret: "geheimnis"};\n'
                'field.password = "#password-1";\nconst apiKey = "${API_KEY_2}";\n'
                'const accessToken = "pk.eyJ1Ijoic3dpbSJ9.a1b2c3";\n'
                'const secret = "/secret/2026/";\n'
                'if (field.type === "password" || showPassword === "toggle-1a2b") field.focus();\n'
            ),
        ),
        why="labels, places in a page, values to fill in and keys for everybody",
    ),
    NearMiss(
        rule="P14",
        edits=(
            ("static/root/.well-known/change-password.json", "", "{}"),
            ("static/root/prices.pdf", "", "%PDF"),
        ),
        why="both are for visitors",
    ),
    NearMiss(
        rule="P15",
        edits=(script('const words = "sourceMappingURL=a";\n'),),
        why="words in a script name no map",
    ),
    NearMiss(
        rule="P16",
        edits=(foot('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">'),),
        why="a picture in an address runs no code",
    ),
    NearMiss(
        rule="P16",
        edits=(
            foot(FRAME.format("https://player.example/1")),
            (SITE, "  terms:", "  third_parties: [player.example]\n  terms:"),
        ),
        why="the settings allow the player",
    ),
    NearMiss(
        rule="P17",
        edits=((SECURITY, "", "Contact: mailto:a@swim.example\nExpires: 2027-01-01T00:00:00Z\n"),),
        why="it names somebody, and is in time",
    ),
)
